import Cells
import Forgetting
import Simulation

extension Chart {
  /// What is kept over what is learned, or over how far a model has gone from its start: the way of each
  /// lane, with dots at equal times; where both are shares, lines on which their mean is the same.
  ///
  /// - Parameters:
  ///   - lanes: which, in the order drawn.
  ///   - now: the flow time shown.
  ///   - across: of x; one that is recorded.
  ///   - others: what runs of a sweep kept over what they learned, where that is across.
  package init(
    tradeOffOf snapshot: Snapshot, lanes: [Int], at now: Double, across: Measure,
    others: [Mark] = []
  ) {
    let trails = lanes.map { Trail(snapshot, $0, now, across) }
    let isShare = across.drawing.range == .share
    let largest = trails.flatMap(\.xs).filter(\.isFinite).max() ?? 1
    self.init(
      x: isShare
        ? Axis(lower: 0, upper: 1) : Axis.rounded(covering: 0...max(1e-3, 1.02 * largest)),
      y: Axis(lower: 0, upper: 1), xLabel: across.axisTitle, yLabel: Measure.kept.axisTitle)
    if isShare {
      for mean in [0.25, 0.5, 0.75] {
        let low = max(0, 2 * mean - 1)
        series.append(Series([low, 2 * mean - low], [2 * mean - low, low], .level))
        // In the middle: at the edges trails end, and marks stand.
        labels.append(Label(x: mean, y: mean, text: mean == 0.5 ? "mean 0.5" : "\(mean)"))
      }
    }
    if let ghost = snapshot.ghost {
      for lane in lanes where ghost.lanes.indices.contains(lane) {
        let curves = (ghost.curve(of: across, lane: lane), ghost.curve(of: .kept, lane: lane))
        series.append(Series(curves.0.values, curves.1.values, .ghost))
      }
    }
    let period = Chart.period(now)
    for (lane, trail) in zip(lanes, trails) {
      series.append(Series(trail.xs, trail.ys, .lane(lane)))
      for count in 1..<1000 where Double(count) * period < now {
        guard let dot = trail.place(at: Double(count) * period) else { break }
        guard dot.x.isFinite, dot.y.isFinite else { continue }
        marks.append(Mark(x: dot.x, y: dot.y, lane: lane))
      }
      if let x = trail.xs.last, let y = trail.ys.last {
        marks.append(Mark(x: x, y: y, lane: lane))
      }
    }
    guard across == .learned else { return }
    self.others = others.filter { lanes.contains($0.lane) }
    let ends = trails.compactMap { trail in
      trail.xs.last.flatMap { x in trail.ys.last.map { SIMD2(x, $0) } }
    }
    addFront(of: ends + self.others.map { SIMD2($0.x, $0.y) })
  }

  /// The edge of what some place has less of both than: nothing where one place has most of both.
  private mutating func addFront(of places: [SIMD2<Double>]) {
    var best: [SIMD2<Double>] = []
    for place in places.sorted(by: { ($0.x, $0.y) > ($1.x, $1.y) })
    where best.last.map({ place.y > $0.y + 1e-6 }) ?? true {
      // Who has learned no more than nobody can see is not ahead.
      if let last = best.last, last.x - place.x < 0.005 { best.removeLast() }
      best.append(place)
    }
    guard best.count > 1 else { return }
    var edge = [SIMD2(best[0].x, y.lower)]
    for (place, next) in zip(best, best.dropFirst()) { edge += [place, SIMD2(next.x, place.y)] }
    edge += [best[best.count - 1], SIMD2(x.lower, best[best.count - 1].y)]
    series.append(Series(edge.map(\.x), edge.map(\.y), .front))
  }

  /// The time from dot to dot: some eight of them.
  static func period(_ now: Double) -> Double {
    var decade = 1e-6
    while decade < 1e9 {
      for factor in [1.0, 2, 5] where decade * factor * 8 >= now { return decade * factor }
      decade *= 10
    }
    return decade
  }

  /// The way of one lane.
  private struct Trail {
    var times: [Double] = []
    var xs: [Double] = []
    var ys: [Double] = []

    init(_ snapshot: Snapshot, _ lane: Int, _ now: Double, _ across: Measure) {
      guard snapshot.series.lanes.indices.contains(lane) else { return }
      let kept = snapshot.series.curve(of: .kept, lane: lane)
      let other = snapshot.series.curve(of: across, lane: lane)
      let pairs = zip(kept.times, zip(other.values, kept.values)).filter { $0.0 < now }
      times = pairs.map(\.0)
      xs = pairs.map(\.1.0)
      ys = pairs.map(\.1.1)
      breakOff(at: Chart.beginnings(of: snapshot).map(\.x))
      // While the run goes on it ends where it was sampled last.
      guard snapshot.state != .running || times.isEmpty else { return }
      times.append(now)
      xs.append(snapshot.value(of: across, lane: lane))
      ys.append(snapshot.value(of: .kept, lane: lane))
    }

    /// Where a stage begins kept and learned are of other tasks: what lies between is no way.
    private mutating func breakOff(at begins: [Double]) {
      for begin in begins where begin > 0 {
        // A record of that instant may be of either stage.
        for isAfter in [true, false] {
          let edge = begin + (isAfter ? 1e-9 : -1e-9)
          guard let next = times.firstIndex(where: { $0 > edge }), next > 0 else { continue }
          times.insert(edge, at: next)
          xs.insert(.nan, at: next)
          ys.insert(.nan, at: next)
        }
      }
    }

    func place(at time: Double) -> SIMD2<Double>? {
      guard let next = times.firstIndex(where: { $0 >= time }), next > 0 else { return nil }
      let share = (time - times[next - 1]) / (times[next] - times[next - 1])
      let from = SIMD2(xs[next - 1], ys[next - 1])
      return from + share * (SIMD2(xs[next], ys[next]) - from)
    }
  }
}
