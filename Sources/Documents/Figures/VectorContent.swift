import Cells
import Forgetting
import Simulation

/// What stands in the panels of a paper's figure.
extension VectorFigure {
  func xLabel(of panel: Panel) -> String {
    switch panel {
    case .density: snapshot.target.dimension == 2 ? "y₁" : "y"
    case .mass, .drift: "flow time t"
    }
  }

  func yLabel(of panel: Panel) -> String {
    switch panel {
    case .density: snapshot.target.dimension == 2 ? "y₂" : "density"
    case .mass: "old weight β"
    case .drift: "old drift in σ"
    }
  }

  func axes(of panel: Panel) -> (x: Axis, y: Axis) {
    let time = Axis(lower: 0, upper: snapshot.horizon)
    switch panel {
    case .mass: return (time, Axis(lower: 0, upper: 1))
    case .drift: return (time, Axis.rounded(covering: 0...max(1e-3, 1.02 * largestDrift)))
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
    case .mass:
      lawContent
        + curves { ($0.oldWeight, $1.model.oldWeight) }
        + snapshot.lanes.indices.compactMap { lane in
          goal(of: lane).map { .goal($0, .lane(lane)) }
        } + events
    case .drift: boundContent + curves { ($0.oldDrift, drift(of: $1)) } + events
    }
  }

  // MARK: - Over time

  private var events: [VectorFrame.Content] {
    snapshot.marks.filter { $0.time <= snapshot.time }.map { .event($0.time) }
  }

  private func curves(
    _ values: (Series.LaneRecord, Snapshot.LaneView) -> (record: [Double], now: Double)
  ) -> [VectorFrame.Content] {
    snapshot.lanes.indices.compactMap { lane in
      guard snapshot.series.lanes.indices.contains(lane) else { return nil }
      let (record, now) = values(snapshot.series.lanes[lane], snapshot.lanes[lane])
      let count = snapshot.series.times.prefix { $0 < snapshot.time }.count
      let xs = Array(snapshot.series.times.prefix(min(count, record.count))) + [snapshot.time]
      let ys = Array(record.prefix(count)) + [now]
      return .markedCurve(xs, ys, .lane(lane), lane: lane)
    }
  }

  private func drift(of lane: Snapshot.LaneView) -> Double {
    snapshot.target.old.scale.mahalanobis(lane.model.old.mean - snapshot.target.old.mean)
  }

  private var largestDrift: Double {
    let recorded = snapshot.series.lanes.flatMap { zip(snapshot.series.times, $0.oldDrift) }
      .filter { $0.0 <= snapshot.time }.map(\.1)
    return (recorded + snapshot.lanes.map(drift)).filter(\.isFinite).max() ?? 1
  }

  /// Where β of a lane tends to.
  func goal(of lane: Int) -> Double? {
    switch snapshot.lanes[lane].goal {
    case .tends(let value): value
    case .swapped(let value): value
    case .captured, .unknown: nil
    }
  }

  private var lawContent: [VectorFrame.Content] {
    snapshot.lanes.enumerated().compactMap { lane, view in
      view.law.map { .curve($0.times, $0.oldWeights, .law(lane)) }
    }
  }

  /// The bound of a lane where it is in the picture.
  func shownBound(_ lane: Snapshot.LaneView) -> Double? {
    let axis = Axis.rounded(covering: 0...max(1e-3, 1.02 * largestDrift))
    return lane.driftBound.flatMap { $0 > 0 && $0 <= axis.upper ? $0 : nil }
  }

  private var boundContent: [VectorFrame.Content] {
    snapshot.lanes.enumerated().compactMap { lane, view in
      shownBound(view).map { .curve([0, snapshot.horizon], [$0, $0], .bound(lane)) }
    }
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
