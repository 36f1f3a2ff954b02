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

extension Chart {
  /// The lines of a whole field on which β rests, and its drift, and where they cross.
  mutating func addRests(of field: PhaseField) {
    let (weights, drifts) = (field.request.weights, field.request.drifts)
    guard field.isComplete, weights.count > 1, drifts.count > 1, let left = weights.first,
      let right = weights.last, let top = drifts.first, let bottom = drifts.last
    else { return }
    func share(_ place: Double, _ from: Double, _ to: Double, _ count: Int) -> (Int, Double) {
      let step = min(max(0, (place - from) / (to - from)), 1) * Double(count - 1)
      let index = min(Int(step), count - 2)
      return (index, step - Double(index))
    }
    func rates(_ place: SIMD2<Double>) -> SIMD2<Double> {
      let (column, across) = share(place.x, left, right, weights.count)
      let (row, down) = share(place.y, top, bottom, drifts.count)
      func rate(_ row: Int, _ column: Int) -> SIMD2<Double> {
        field.arrow(row: row, column: column).map { SIMD2($0.weight, $0.drift) } ?? .zero
      }
      let upper = rate(row, column) * (1 - across) + rate(row, column + 1) * across
      let lower = rate(row + 1, column) * (1 - across) + rate(row + 1, column + 1) * across
      return upper * (1 - down) + lower * down
    }
    let (low, high) = (SIMD2(left, min(top, bottom)), SIMD2(right, max(top, bottom)))
    for (role, part) in [(Role.restOfWeight, 0), (.restOfDrift, 1)] {
      let lines = Contour.lines(level: 0, from: low, to: high, steps: 100) {
        $0.map { rates($0)[part] }
      }
      series += lines.map { Series($0.map(\.x), $0.map(\.y), role) }
    }
    // Between the four samples around which both change sign.
    let step = (high - low) / 100
    for index in 0..<100 * 100 {
      let corner = low + step * SIMD2(Double(index % 100), Double(index / 100))
      let around = [SIMD2(0.0, 0), SIMD2(1, 0), SIMD2(0, 1), SIMD2(1, 1)].map {
        rates(corner + step * $0)
      }
      let signs = [0, 1].map { part in around.count { $0[part] > 0 } }
      guard signs.allSatisfy((1...3).contains) else { continue }
      let place = corner + step / 2
      let isKnown = rests.contains {
        let way = ($0 - place) / step
        return (way * way).sum() < 16
      }
      if !isKnown { rests.append(place) }
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
    let paths = chart.series
    chart.series = []
    chart.addRests(of: field)
    chart.series += paths
    chart.flowLane = lane
    let start = snapshot.start
    chart.crosses = [
      SIMD2(start.oldWeight, DriftAxis(snapshot.target).coordinate(of: start.old.mean))
    ]
    return chart
  }
}
