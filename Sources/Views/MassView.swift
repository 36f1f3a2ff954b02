import Cells
import Explorer
import Forgetting
import Simulation

/// β(t) of every lane, or what it keeps or has learned; of β its goal at the right edge, the closed-form law dotted where it applies.
enum MassView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let curve = state.massCurve
    // A log's points are of all seen tasks together.
    if curve == .weight || curve == .kept && state.data.run == nil, let lane = state.laneOfTasks {
      TaskCurves.drawMass(lane, state, into: &painter, region: region)
      return
    }
    let isLog = state.isMassLogarithmic
    let ofTasks = state.snapshot.problem.tasks != nil
    var chart = state.chart(of: curve.measure, y: MassLayout.axis(isLogarithmic: isLog))
    if isLog { chart.goals.removeAll { $0.y <= 0 } }
    let title = [
      Run(
        title(curve, ofTasks: ofTasks, width: region.width, lanes: state.visibleLanes.count),
        ink: .title,
        emphasis: state.focus == .mass ? .bold : [])
    ]
    var trailing =
      curve != .weight
      ? dataRuns(state, curve, chart, room: region.width - painter.width(of: title) - 8)
      : ofTasks ? [] : goalRuns(state)
    // A part of the goals would be taken for all: their marks stand at the right edge in any case.
    if curve == .weight, painter.width(of: title + trailing + state.bandRuns) + 7 > region.width {
      trailing = []
    }
    if curve != .weight, region.width >= 50 {
      trailing += LaneLegend.runs(
        state.visibleLanes, state, painter,
        width: region.width - painter.width(of: title + trailing + state.bandRuns))
    }
    painter.rule(
      region, row: region.row, title: title, trailing: trailing + state.bandRuns,
      ink: state.focus == .mass ? .title : .dim,
      emphasised: state.focus == .mass)
    CurvePlot.draw(state, into: &painter, region: region.inset(top: 1), chart, curve.measure) {
      switch curve {
      case .weight: number($0.meters.oldWeight)
      case .kept: number($0.meters.effectiveOldMass)
      case .learned: number($0.meters.effectiveNewMass)
      }
    }
  }

  /// Whose points lie on the curves.
  private static func dataRuns(
    _ state: ExplorerState, _ curve: MassCurve, _ chart: Chart, room: Int
  ) -> [Run] {
    guard let run = state.data.run else { return [] }
    return RunNames(run).runs(
      mark: curve == .kept ? "×" : "+", beyond: chart.beyondText(),
      steps: run.all.map { curve == .kept ? $0.drawn.stepsPerKept : $0.drawn.stepsPerLearned }
        .max() ?? 1, room: room)
  }

  private static func title(
    _ curve: MassCurve, ofTasks: Bool, width: Int, lanes: Int
  ) -> String {
    let isWide = width >= 44
    switch curve {
    case .weight where ofTasks:
      return isWide ? "MASS  weight β of the seen tasks" : "MASS β of seen tasks"
    case .weight: return isWide && lanes < 3 ? "MASS  old weight β" : "MASS β"
    case .kept:
      return !isWide
        ? "MASS kept" : ofTasks ? "MASS  kept of the seen tasks" : "MASS  old task kept"
    case .learned:
      return !isWide
        ? "MASS learned" : ofTasks ? "MASS  learned of the present task" : "MASS  new task learned"
    }
  }

  private static func number(_ value: Double) -> String {
    // "0.0004": no longer than there is room for.
    (5e-5..<9.5e-3).contains(value)
      ? NumberText.fixed(value, digits: 4)
      : value < 0.095
        ? NumberText.significant(value, digits: 2) : NumberText.fixed(value, digits: 2)
  }

  /// "● → 0   ○ → α 0.50".
  private static func goalRuns(_ state: ExplorerState) -> [Run] {
    guard !state.concealed.contains(.goals) else { return [] }
    var runs: [Run] = []
    let lanes = state.visibleLanes
    let goals = Set(lanes.map { state.snapshot.lanes[$0].goal.value })
    if lanes.count > 2, goals.count == 1, let goal = goals.first, let goal {
      runs.append(
        Run("all → \(NumberText.trimmed(goal, digits: 2))", ink: .strong, emphasis: .bold))
    }
    for lane in runs.isEmpty ? lanes : [] {
      let view = state.snapshot.lanes[lane]
      let text =
        switch view.goal {
        case .tends(let value):
          "→ \(NumberText.trimmed(value, digits: 2))"
        case .captured: "captured"
        case .outOfSight: "unseen"
        case .swapped: "swapped"
        case .unknown: "?"
        }
      // One run a lane: where there is no room for all, none loses its mark.
      runs.append(
        Run(
          "\(Glyphs.laneMark(lane)) \(text)\(lane == lanes.last ? "" : "  ")",
          ink: isAstray(view.goal) ? .bad : .lane(lane), emphasis: .bold)
      )
    }
    if lanes.contains(where: { state.snapshot.lanes[$0].law != nil }) {
      runs.insert(Run("· law  ", ink: .strong), at: 0)
    }
    return runs
  }

  /// Whether the components do not stand for their tasks, or not for both.
  private static func isAstray(_ goal: OldWeightGoal) -> Bool {
    switch goal {
    case .captured, .swapped, .outOfSight: true
    case .tends, .unknown: false
    }
  }
}
