import Cells
import Explorer

/// What stands in a view that speaks of one old and one new task where there are others.
enum TwoTasksOnly {
  /// - Returns: whether that is so.
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) -> Bool {
    guard state.scenario.sequence != nil else { return false }
    painter.write(
      painter.fit(
        " this view draws one old and one new task; tasks that have names are in the view tasks",
        width: region.width),
      row: region.row + 1, column: region.column, ink: .dim, clip: region)
    return true
  }
}
