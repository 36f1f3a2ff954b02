import Cells
import Explorer

/// Below 20 × 5: one line with the numbers, and q still works.
enum TooSmallView {
  static func draw(_ state: ExplorerState, into painter: inout Painter) {
    var runs: [Run] = []
    for index in state.visibleLanes {
      let lane = state.snapshot.lanes[index]
      runs.append(
        Run(
          "\(Glyphs.laneMark(index))\(NumberText.percent(lane.meters.effectiveOldMass)) ",
          ink: .lane(index)))
    }
    runs.append(Run("t\(NumberText.fixed(state.now.time, digits: 1))", ink: .dim))
    painter.write(runs, row: 0, column: 0)
  }
}
