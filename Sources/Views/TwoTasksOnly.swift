import Cells
import Explorer

/// What stands in a view that speaks of one old and one new task where there are others.
enum TwoTasksOnly {
  /// - Returns: whether that is so.
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) -> Bool {
    guard !state.scenario.isOfOldAndNew else { return false }
    painter.write(
      painter.fit(
        " of one old and one new task; those of this scenario: :view tasks", width: region.width),
      row: region.row + 1, column: region.column, ink: .dim, clip: region)
    return true
  }
}
