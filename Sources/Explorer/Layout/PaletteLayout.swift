import Cells

/// Where the palette of actions lies.
package enum PaletteLayout {
  package static func frame(_ state: ExplorerState) -> Region {
    let width = min(state.columns, 84)
    let height = min(state.rows, 24)
    return Region(
      row: (state.rows - height) / 2, column: (state.columns - width) / 2, height: height,
      width: width)
  }

  /// Rows of the list: the frame's without the query, a free row and two about the chosen one.
  package static func listHeight(_ state: ExplorerState) -> Int { max(1, frame(state).height - 6) }
}
