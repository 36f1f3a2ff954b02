import Cells
import Forgetting
import Measured
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
  ///   - data: a log whose points are drawn where it has what is across.
  package init(
    tradeOffOf snapshot: Snapshot, lanes: [Int], at now: Double, across: Measure,
    others: [Mark] = [], data: MeasuredRun? = nil
  ) {
    let trails = lanes.map { Trail(snapshot, $0, now, across) }
    let isShare = across.drawing.range == .share
    let dots = data.map { DataDots.tradeOff($0, snapshot, across: across) } ?? []
    let largest = (trails.flatMap(\.xs) + dots.map(\.x)).filter(\.isFinite).max() ?? 1
    self.init(
      x: isShare
        ? Axis(lower: 0, upper: 1) : Axis.rounded(covering: 0...max(1e-3, 1.02 * largest)),
      y: Axis(lower: 0, upper: 1), xLabel: across.axisTitle, yLabel: Measure.kept.axisTitle)
    self.dots = dots
    hasDotsAtSides = isShare || !dots.isEmpty
    if isShare { addMeans() }
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
    // Of a few lanes that one is ahead of all others is plain; of many runs it is not.
    addFront(
      of: ends + self.others.map { SIMD2($0.x, $0.y) }, ofOneToo: !self.others.isEmpty)
  }

  /// What the runs of a sweep kept over what they learned, each by its lane's mark, and nothing else.
  package init(tradeOffOf points: [Mark], at words: String) {
    self.init(
      x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1),
      xLabel: Measure.learned.axisTitle + words, yLabel: Measure.kept.axisTitle + words)
    addMeans()
    marks = points
    addFront(of: points.map { SIMD2($0.x, $0.y) }, ofOneToo: true)
  }

  private mutating func addMeans() {
    for mean in [0.25, 0.5, 0.75] {
      let low = max(0, 2 * mean - 1)
      series.append(Series([low, 2 * mean - low], [2 * mean - low, low], .level))
      // In the middle: at the edges trails end, and marks stand.
      labels.append(Label(x: mean, y: mean, text: mean == 0.5 ? "mean 0.5" : "\(mean)"))
    }
  }

  /// The edge of what some place has less of both than.
  ///
  /// - Parameter ofOneToo: whether there is an edge where one place has most of both.
  private mutating func addFront(of places: [SIMD2<Double>], ofOneToo: Bool) {
    var best: [SIMD2<Double>] = []
    for place in places.sorted(by: { ($0.x, $0.y) > ($1.x, $1.y) })
    where best.last.map({ place.y > $0.y + 1e-6 }) ?? true {
      // Who has learned no more than nobody can see is not ahead.
      if let last = best.last, last.x - place.x < 0.005 { best.removeLast() }
      best.append(place)
    }
    guard best.count > (ofOneToo ? 0 : 1) else { return }
    var edge = [SIMD2(best[0].x, y.lower)]
    for (place, next) in zip(best, best.dropFirst()) { edge += [place, SIMD2(next.x, place.y)] }
    edge += [best[best.count - 1], SIMD2(x.lower, best[best.count - 1].y)]
    // Under the ways of lanes, which may run along it.
    series.insert(Series(edge.map(\.x), edge.map(\.y), .front), at: 0)
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
      let stages = Chart.beginnings(of: snapshot)
      xs = Chart.brokenOff((times, xs), at: stages).values
      (times, ys) = Chart.brokenOff((times, ys), at: stages)
      // While the run goes on it ends where it was sampled last.
      guard snapshot.state != .running || times.isEmpty else { return }
      times.append(now)
      xs.append(snapshot.value(of: across, lane: lane))
      ys.append(snapshot.value(of: .kept, lane: lane))
    }

    func place(at time: Double) -> SIMD2<Double>? {
      guard let next = times.firstIndex(where: { $0 >= time }), next > 0 else { return nil }
      let share = (time - times[next - 1]) / (times[next] - times[next - 1])
      let from = SIMD2(xs[next - 1], ys[next - 1])
      return from + share * (SIMD2(xs[next], ys[next]) - from)
    }
  }
}
