import Cells
import Forgetting
import Simulation

/// What stands in the panels of a paper's figure.
extension VectorFigure {
  func xLabel(of panel: Panel) -> String {
    switch panel {
    case .density: snapshot.target.dimension == 2 ? "y₁" : "y"
    case .measure: "flow time t"
    }
  }

  func yLabel(of panel: Panel) -> String {
    switch panel {
    case .density: snapshot.target.dimension == 2 ? "y₂" : "density"
    case .measure(let measure): measure.axisTitle
    }
  }

  func axes(of panel: Panel) -> (x: Axis, y: Axis) {
    let time = Axis(lower: 0, upper: snapshot.horizon)
    switch panel {
    case .measure(let measure): return (time, axis(of: measure))
    case .density:
      let (low, high) = extent(deviations: snapshot.target.dimension == 2 ? 2.6 : 3.5)
      let x = Axis(lower: low.x.rounded(.down), upper: high.x.rounded(.up))
      if snapshot.target.dimension == 2 {
        return (x, Axis(lower: low.y.rounded(.down), upper: high.y.rounded(.up)))
      }
      let peak = mixtures.flatMap { $0.densities(along: points(x)) }.max() ?? 1
      return (x, Axis.rounded(covering: 0...max(1e-9, 1.02 * peak)))
    }
  }

  func content(of panel: Panel) -> [VectorFrame.Content] {
    switch panel {
    case .density: snapshot.target.dimension == 2 ? planeContent : lineContent
    case .measure(let measure):
      theory(of: measure) + curves(of: measure) + goals(of: measure) + events
    }
  }

  // MARK: - Over time

  private var events: [VectorFrame.Content] {
    snapshot.marks.filter { $0.time <= snapshot.time }.map { .event($0.time) }
  }

  private func curves(of measure: Measure) -> [VectorFrame.Content] {
    snapshot.lanes.indices.compactMap { lane in
      guard snapshot.series.lanes.indices.contains(lane) else { return nil }
      let record = snapshot.series.lanes[lane][measure]
      let count = snapshot.series.times.prefix { $0 < snapshot.time }.count
      let xs = Array(snapshot.series.times.prefix(min(count, record.count))) + [snapshot.time]
      let ys = Array(record.prefix(count)) + [snapshot.value(of: measure, lane: lane)]
      return .markedCurve(xs, ys, .lane(lane), lane: lane)
    }
  }

  private func axis(of measure: Measure) -> Axis {
    if measure.drawing.range == .share { return Axis(lower: 0, upper: 1) }
    let recorded = snapshot.series.lanes.flatMap { zip(snapshot.series.times, $0[measure]) }
      .filter { $0.0 <= snapshot.time }.map(\.1)
    let shown = (recorded + snapshot.lanes.indices.map { snapshot.value(of: measure, lane: $0) })
      .filter(\.isFinite)
    let largest = shown.max() ?? 1
    guard measure.drawing.range == .open else {
      return Axis.rounded(covering: 0...max(1e-3, 1.02 * largest))
    }
    return Axis.rounded(covering: min(shown.min() ?? 0, largest)...largest)
  }

  private func goals(of measure: Measure) -> [VectorFrame.Content] {
    guard measure == .oldWeight else { return [] }
    return snapshot.lanes.enumerated().compactMap { lane, view in
      view.goal.value.map { .goal($0, .lane(lane)) }
    }
  }

  /// Laws of β and bounds of the drift: what the theory says is known of these two.
  private func theory(of measure: Measure) -> [VectorFrame.Content] {
    switch measure {
    case .oldWeight:
      snapshot.lanes.enumerated().compactMap { lane, view in
        view.law.map { .curve($0.times, $0.oldWeights, .law(lane)) }
      }
    case .oldDrift:
      snapshot.lanes.enumerated().compactMap { lane, view in
        shownBound(view).map { .curve([0, snapshot.horizon], [$0, $0], .bound(lane)) }
      }
    default: []
    }
  }

  /// The bound of a lane where it is in the picture.
  func shownBound(_ lane: Snapshot.LaneView) -> Double? {
    lane.driftBound.flatMap { $0 > 0 && $0 <= axis(of: .oldDrift).upper ? $0 : nil }
  }

  // MARK: - Densities

  private var mixtures: [Mixture] {
    [snapshot.target, snapshot.start] + snapshot.lanes.map(\.model)
  }

  private func extent(deviations: Double) -> (low: SIMD2<Double>, high: SIMD2<Double>) {
    var low = SIMD2(repeating: Double.infinity)
    var high = -low
    for mode in mixtures.flatMap({ [$0.old, $0.new] }) {
      let covariance = mode.scale.covariance
      let reach = deviations * SIMD2(covariance.xx.squareRoot(), covariance.yy.squareRoot())
      low = pointwiseMin(low, mode.mean - reach)
      high = pointwiseMax(high, mode.mean + reach)
    }
    return (low, high)
  }

  private func points(_ axis: Axis) -> [Double] {
    (0...600).map { axis.value(atUnit: Double($0) / 600) }
  }

  private var lineContent: [VectorFrame.Content] {
    let xs = points(axes(of: .density).x)
    return [
      .curve(xs, snapshot.start.densities(along: xs), .start),
      .curve(xs, snapshot.target.densities(along: xs), .target),
    ]
      + snapshot.lanes.enumerated().map { lane, view in
        .markedCurve(xs, view.model.densities(along: xs), .lane(lane), lane: lane)
      }
      + [.meanTick(snapshot.target.old.mean.x), .meanTick(snapshot.target.new.mean.x)]
  }

  /// Lines of equal density, trails of the means, and the true means.
  private var planeContent: [VectorFrame.Content] {
    let (low, high) = extent(deviations: 4)
    let target = snapshot.target
    let peak = target.densities(at: [target.old.mean, target.new.mean]).max() ?? 1
    func contour(_ mixture: Mixture, _ pen: VectorPen) -> [VectorFrame.Content] {
      [0.1, 0.5].flatMap { level in
        Contour.lines(level: level * peak, from: low, to: high, steps: 120) {
          mixture.densities(at: $0)
        }.map { .curve($0.map(\.x), $0.map(\.y), pen) }
      }
    }
    var content = contour(target, .target)
    for (lane, view) in snapshot.lanes.enumerated() {
      content += contour(view.model, .lane(lane))
      guard snapshot.series.lanes.indices.contains(lane) else { continue }
      let record = snapshot.series.lanes[lane]
      let count = snapshot.series.times.prefix { $0 < snapshot.time }.count
      for (trail, mean) in [
        (record.oldMean, view.model.old.mean), (record.newMean, view.model.new.mean),
      ] {
        let points = Array(trail.prefix(count)) + [mean]
        content.append(.curve(points.map(\.x), points.map(\.y), .trail(lane)))
        content.append(.mark(x: mean.x, y: mean.y, .lane(lane)))
      }
    }
    return content
      + [target.old.mean, target.new.mean].map { .cross(x: $0.x, y: $0.y) }
  }
}
