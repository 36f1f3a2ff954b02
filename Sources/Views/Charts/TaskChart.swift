import Cells
import Forgetting
import Simulation

extension Chart {
  /// A measure of every task of one lane over time, the present task first: where there are more labels
  /// than rows the last ones are left out.
  ///
  /// - Parameters:
  ///   - measure: the recorded measure of the task of a name.
  ///   - lane: counted from 0.
  ///   - now: the flow time shown.
  ///   - showsFuture: whether what comes after now stays, as a ghost.
  package init(
    tasksOf lane: Int, _ measure: (String) -> Measure, of snapshot: Snapshot, at now: Double,
    y: Axis, yLabel: String, showsFuture: Bool = false
  ) {
    self.init(
      x: Axis(lower: 0, upper: snapshot.horizon), y: y, xLabel: "flow time t", yLabel: yLabel)
    events = snapshot.marks.map(\.time)
    beginnings = Chart.beginnings(of: snapshot)
    guard snapshot.lanes.indices.contains(lane), snapshot.series.lanes.indices.contains(lane),
      let stage = snapshot.problem.tasks
    else { return }
    for task in [stage.current] + (0..<stage.count).filter({ $0 != stage.current }) {
      let measure = measure(stage.names[task])
      let value = snapshot.value(of: measure, lane: lane)
      guard value.isFinite else { continue }
      var curve = snapshot.series.curve(of: measure, lane: lane)
      // It is a share of what the target asks for, and that changes with the stage.
      if measure == .kept(of: stage.names[task]) {
        curve = Chart.brokenOff(curve, at: beginnings)
      }
      add(
        curve, to: now, Chart.isLate(measure, curve.times, snapshot, now) ? nil : value,
        .task(task), showsFuture: showsFuture)
    }
  }

  /// Without what lies between two stages: their numbers are of other tasks, and no way leads from one to the other.
  static func brokenOff(
    _ curve: (times: [Double], values: [Double]), at stages: [Beginning]
  ) -> (times: [Double], values: [Double]) {
    var values = curve.values
    var times = Array(curve.times.prefix(values.count))
    for stage in stages where stage.x > 0 {
      // A record of that instant may be of either stage.
      for edge in [stage.x + 1e-9, stage.x - 1e-9] {
        guard let next = times.firstIndex(where: { $0 > edge }), next > 0 else { continue }
        times.insert(edge, at: next)
        values.insert(.nan, at: next)
      }
    }
    return (times, values)
  }

  /// Where stages begin on a time axis.
  static func beginnings(of snapshot: Snapshot) -> [Beginning] {
    stages(of: snapshot).filter { $0.x < snapshot.horizon }
  }

  /// Where all of them begin, whether an axis reaches there or not.
  static func stages(of snapshot: Snapshot) -> [Beginning] {
    snapshot.stages.map { stage in
      Beginning(
        x: stage.time, name: stage.task, task: snapshot.scenario.sequence?.index(of: stage.task))
    }
  }
}
