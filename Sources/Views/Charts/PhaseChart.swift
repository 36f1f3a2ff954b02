import Cells
import Forgetting
import Simulation

extension Chart {
  /// The ways of lanes in the plane of old weight and old drift, up to now; what an intervention has
  /// left behind as a ghost.
  ///
  /// - Parameters:
  ///   - lanes: which, in the order drawn.
  ///   - now: the flow time shown.
  ///   - x: of β.
  ///   - y: of the drift along the line between the tasks, in σ.
  package init(
    pathsOf snapshot: Snapshot, lanes: [Int], at now: Double, x: Axis, y: Axis
  ) {
    self.init(
      x: x, y: y, xLabel: Measure.oldWeight.axisTitle, yLabel: Measure.oldDriftAlong.axisTitle)
    let along = DriftAxis(snapshot.target)
    let count = snapshot.series.times.prefix { $0 <= now + 1e-9 }.count
    for lane in lanes {
      if let ghost = snapshot.ghost?.lanes[safe: lane] {
        series.append(Series(ghost[.oldWeight], ghost[.oldDriftAlong], .ghost))
      }
      guard let record = snapshot.series.lanes[safe: lane] else { continue }
      let model = snapshot.lanes[lane].model
      series.append(
        Series(
          record[.oldWeight].prefix(count) + [model.oldWeight],
          record[.oldDriftAlong].prefix(count) + [along.coordinate(of: model.old.mean)],
          .lane(lane), isMarked: true))
    }
  }
}
