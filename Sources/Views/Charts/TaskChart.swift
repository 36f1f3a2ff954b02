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
    guard let view = snapshot.lanes[safe: lane], let stage = snapshot.problem.tasks,
      let record = snapshot.series.lanes[safe: lane]
    else { return }
    let times = snapshot.series.times
    for task in [stage.current] + (0..<stage.count).filter({ $0 != stage.current }) {
      let measure = measure(stage.names[task])
      let values = record[measure]
      let value = measure.value(of: view.model, snapshot.problem)
      guard value.isFinite else { continue }
      add((times, values), to: now, value, .task(task), showsFuture: showsFuture)
    }
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
