import Cells
import Forgetting

/// The rows of the pane of the parameters: which parameter stands where, and where its slider lies.
package enum ParameterRows {
  /// A row of the pane: which parameter it shows and where its slider lies.
  package struct Row {
    package var parameter: Parameter
    package var slider: Region
  }

  /// The rows on the screen, by row of the grid.
  package static func rows(_ state: ExplorerState, _ region: Region) -> [(Int, Row)] {
    let parameters = state.parameters
    let height = listHeight(region)
    guard height > 0 else { return [] }
    let index = parameters.firstIndex { $0.path == state.cursor } ?? 0
    // The list stands still until the cursor would leave it.
    let first = max(
      0,
      min(
        index - height + 1 + (index + 1 < parameters.count ? 1 : 0),
        parameters.count - height))
    let (left, width) = sliderColumns(region)
    return parameters.dropFirst(first).prefix(height).enumerated().map { offset, parameter in
      let row = region.row + 1 + offset
      return (
        row,
        Row(
          parameter: parameter,
          slider: Region(row: row, column: left, height: 1, width: width))
      )
    }
  }

  static func row(at row: Int, _ state: ExplorerState, _ region: Region) -> Row? {
    rows(state, region).first { $0.0 == row }?.1
  }

  private static func listHeight(_ region: Region) -> Int {
    region.height - 1 - sentenceHeight(region)
  }

  package static func sentenceHeight(_ region: Region) -> Int {
    region.height >= 10 ? 3 : region.height >= 6 ? 1 : 0
  }

  private static func sliderColumns(_ region: Region) -> (left: Int, width: Int) {
    let label = region.width >= 110 ? 48 : region.width >= 60 ? 36 : 32
    return (region.column + label, max(0, region.width - label - 1))
  }
}
