import Cells
import Explorer
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

  /// The flow's direction all over that plane, as far as it is known.
  init(arrowsOf field: PhaseField, x: Axis, y: Axis) {
    self.init(x: x, y: y)
    for (row, drift) in field.request.drifts.enumerated() {
      for (column, weight) in field.request.weights.enumerated() {
        guard let arrow = field.arrow(row: row, column: column) else { continue }
        arrows.append(Arrow(x: weight, y: drift, right: arrow.weight, up: arrow.drift))
      }
    }
  }
}

extension ExplorerState {
  /// The phase plane for paper: the ways of all lanes over the flow of one; nil where its field has not
  /// been computed.
  package var phaseChart: Chart? {
    guard let field = surveys.phase, let lane = PhaseLayout.lane(self) else { return nil }
    let frame = PhaseLayout.frame(self, Region(row: 0, column: 0, height: rows, width: columns))
    var chart = Chart(pathsOf: snapshot, lanes: visibleLanes, at: now.time, x: frame.x, y: frame.y)
    chart.arrows = Chart(arrowsOf: field, x: frame.x, y: frame.y).arrows
    chart.title = "arrows: flow of \(LaneName.short(snapshot.lanes[lane], snapshot))"
    let start = snapshot.start
    chart.crosses = [
      SIMD2(start.oldWeight, DriftAxis(snapshot.target).coordinate(of: start.old.mean))
    ]
    return chart
  }
}
