import Cells
import Explorer
import Forgetting
import Simulation

/// β(t) of every lane, its goal at the right edge, the closed-form law dotted where it applies.
enum MassView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    if let lane = TaskCurves.lane(state) {
      TaskCurves.drawMass(lane, state, into: &painter, region: region)
      return
    }
    let isLog = state.isMassLogarithmic
    let ofTasks = state.snapshot.problem.tasks != nil
    painter.rule(
      region, row: region.row,
      title: [
        Run(
          ofTasks
            ? region.width >= 44 ? "MASS  weight β of the seen tasks" : "MASS β of seen tasks"
            : region.width >= 44 && state.visibleLanes.count < 3 ? "MASS  old weight β" : "MASS β",
          ink: .title,
          emphasis: state.focus == .mass ? .bold : [])
      ],
      trailing: ofTasks ? [] : goalRuns(state), ink: state.focus == .mass ? .title : .dim,
      emphasised: state.focus == .mass)
    var chart = state.chart(of: .oldWeight, y: Axis(lower: 0, upper: 1))
    if isLog {
      chart.y = Axis(lower: 1e-3, upper: 1, isLogarithmic: true)
      chart.goals.removeAll { $0.y <= 0 }
    }
    CurvePlot.draw(state, into: &painter, region: region.inset(top: 1), chart, .oldWeight) {
      number($0.meters.oldWeight)
    }
  }

  private static func number(_ value: Double) -> String {
    value < 0.095
      ? NumberText.significant(value, digits: 2) : NumberText.fixed(value, digits: 2)
  }

  /// "● → 0   ○ → α 0.50".
  private static func goalRuns(_ state: ExplorerState) -> [Run] {
    var runs: [Run] = []
    let lanes = state.visibleLanes
    for lane in lanes {
      let view = state.snapshot.lanes[lane]
      let text =
        switch view.goal {
        case .tends(let value):
          "\(lanes.count < 4 ? "→ " : "")\(NumberText.trimmed(value, digits: 2))"
        case .captured: "captured"
        case .swapped: "swapped"
        case .unknown: "?"
        }
      // One run a lane: where there is no room for all, none loses its mark.
      runs.append(
        Run(
          "\(Glyphs.laneMark(lane)) \(text)\(lane == lanes.last ? "" : "  ")",
          ink: view.goal.isAstray ? .bad : .lane(lane), emphasis: .bold))
    }
    if lanes.contains(where: { state.snapshot.lanes[$0].law != nil }) {
      runs.insert(Run("· law  ", ink: .dim), at: 0)
    }
    return runs
  }
}
