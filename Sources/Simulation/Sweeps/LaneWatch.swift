import Forgetting

/// Watches one lane of a run and fills the columns of a sweep's table.
///
/// Between two instants of an adaptive flow it looks at the middle, and where a parabola through the
/// three says that an extreme or a crossing lies between them, it steps there.
struct LaneWatch {
  /// An instant of the lane.
  struct Instant {
    var time: Double
    var state: LaneState
  }

  /// By column of the table; nil: not reached, or does not apply.
  private(set) var values: [Double?]
  private let measures: [SweepMeasure]
  /// The columns that the way decides, and those read at instants.
  private let tracked: [Int]
  private var read: (Measure, LaneState) -> Double? = { _, _ in nil }
  /// By tracked column, at the last instant.
  private var last: [Double?]
  /// Whether something asks for the largest drift, which an adaptive flow may pass between its steps.
  private let followsDrift: Bool

  /// How often a peak is looked for again, and a crossing.
  private static let peakTrials = 8
  private static let rootTrials = 60

  /// It reads nothing until it is told how.
  ///
  /// - Parameter lane: counted from 0.
  init(_ measures: [SweepMeasure], lane: Int) {
    self.measures = measures
    values = Array(repeating: nil, count: measures.count)
    tracked = measures.indices.filter {
      measures[$0].isTracked && (measures[$0].lane ?? lane) == lane
    }
    followsDrift = measures.contains { $0.measure == .maxOldDrift }
    last = Array(repeating: nil, count: tracked.count)
  }

  /// How it reads a measure from now on: edits and stages change the scenario.
  mutating func reads(by read: @escaping (Measure, LaneState) -> Double?) { self.read = read }

  /// Whether it must see the whole way.
  var isWatching: Bool { !tracked.isEmpty }

  /// Whether the way between two instants matters.
  var needsTheWay: Bool { !tracked.isEmpty || followsDrift }

  /// The flow times at which a column is read, other than the end; ascending.
  static func instants(_ measures: [SweepMeasure], until end: Double) -> [Double] {
    let times = measures.compactMap { measure -> Double? in
      if case .at(let time) = measure.moment, time < end { time } else { nil }
    }
    return Set(times).sorted()
  }

  // MARK: - Instants

  /// The beginning, that of a stage, or a tick of a flow that has ticks.
  mutating func note(_ instant: Instant) {
    for (index, column) in tracked.enumerated() {
      let value = read(measures[column].measure, instant.state)
      last[index] = value
      guard let value else { continue }
      take(value, at: instant.time, column)
    }
  }

  /// Reads what is asked for at a flow time.
  mutating func read(at time: Double, end: Bool, _ state: LaneState) {
    for (column, measure) in measures.enumerated() where measure.lane == nil {
      switch measure.moment {
      case .at(let wanted) where wanted == time:
        values[column] = read(measure.measure, state)
      case .end where end: values[column] = read(measure.measure, state)
      default: break
      }
    }
  }

  /// What does not exist where a lane did not reach its end.
  mutating func giveUp() {
    for (column, measure) in measures.enumerated() {
      switch measure.moment {
      case .largest, .smallest, .end: values[column] = nil
      case .at, .first: break
      }
    }
  }

  private mutating func take(_ value: Double, at time: Double, _ column: Int) {
    switch measures[column].moment {
    case .largest: values[column] = max(values[column] ?? value, value)
    case .smallest: values[column] = min(values[column] ?? value, value)
    case .first(let relation, let bound):
      if values[column] == nil, relation.holds(value, bound) { values[column] = time }
    case .end, .at: break
    }
  }

  // MARK: - Between instants

  /// A stretch of an adaptive flow.
  ///
  /// - Parameters:
  ///   - begin: the flow time at which it begins.
  ///   - end: the lane at its end.
  mutating func follow(_ stretch: LaneStretch, from begin: Double, to end: inout LaneState) {
    guard needsTheWay else { return }
    let (pieces, read) = (LaneWatch.pieces, read)
    let times = (0...2 * pieces).map { stretch.length * Double($0) / Double(2 * pieces) }
    // What tracked columns were at the beginning is known.
    let states = times.dropLast().enumerated().map { $0 == 0 ? nil : stretch.state($1) } + [end]
    if followsDrift {
      let values = zip(times, states).map { time, state in
        (time: time, value: read(.oldDrift, state ?? stretch.state(time)))
      }
      for piece in 0..<pieces {
        let peak = LaneWatch.peak(Array(values[2 * piece...2 * piece + 2])) {
          read(.oldDrift, stretch.state($0))
        }
        if let peak { end.largestDrift = max(end.largestDrift, peak.value) }
      }
    }
    for (index, column) in tracked.enumerated() {
      let measure = measures[column].measure
      var values: [Point] = [(0, last[index])]
      for (time, state) in zip(times, states) {
        if let state { values.append((time, read(measure, state))) }
      }
      last[index] = values[values.count - 1].value
      for piece in 0..<pieces {
        take(Array(values[2 * piece...2 * piece + 2]), column, from: begin) {
          read(measure, stretch.state($0))
        }
      }
    }
  }

  /// How many parabolas a stretch is looked at through: steps of high order are long.
  private static let pieces = 3

  /// Three instants of a tracked column.
  private mutating func take(
    _ points: [Point], _ column: Int, from begin: Double, _ value: (Double) -> Double?
  ) {
    let end = begin + points[2].time
    switch measures[column].moment {
    case .largest:
      for point in points { point.value.map { take($0, at: end, column) } }
      if let peak = LaneWatch.peak(points, value) { take(peak.value, at: end, column) }
    case .smallest:
      for point in points { point.value.map { take($0, at: end, column) } }
      let mirrored = points.map { (time: $0.time, value: $0.value.map { -$0 }) }
      let peak = LaneWatch.peak(mirrored) { time in value(time).map { -$0 } }
      if let peak { take(-peak.value, at: end, column) }
    case .first(let relation, let bound) where values[column] == nil:
      if let time = LaneWatch.crossing(points, relation, bound, value) {
        values[column] = begin + time
      }
    case .first, .end, .at: break
    }
  }

  typealias Point = (time: Double, value: Double?)

  /// The peak between three instants; nil where a parabola through them has none there.
  static func peak(
    _ points: [Point], _ value: (Double) -> Double?
  ) -> (time: Double, value: Double)? {
    var known: [(time: Double, value: Double)] = []
    for point in points {
      guard let value = point.value else { return nil }
      known.append((point.time, value))
    }
    var best: (time: Double, value: Double)?
    let (begin, end) = (known[0].time, known[2].time)
    let span = end - begin
    for _ in 0..<peakTrials {
      guard let time = vertex(known), time > begin, time < end else { return best }
      let nearest = known.min { abs($0.time - time) < abs($1.time - time) }
      if let nearest, abs(nearest.time - time) < 1e-5 * span {
        // As near as the parabola can tell; at a peak values differ by the square of that.
        return best ?? nearest
      }
      guard let found = value(time) else { return best }
      if best.map({ found > $0.value }) ?? true { best = (time, found) }
      known.append((time, found))
      known.sort { $0.time < $1.time }
      let top = known.indices.max { known[$0].value < known[$1].value } ?? 1
      let middle = min(max(top, 1), known.count - 2)
      known = Array(known[(middle - 1)...(middle + 1)])
    }
    return best
  }

  /// Where the parabola through three points is highest; nil where it is not curved that way.
  private static func vertex(_ points: [(time: Double, value: Double)]) -> Double? {
    let left = points[0].time - points[1].time
    let right = points[2].time - points[1].time
    let first = (points[0].value - points[1].value) / left
    let second = (points[2].value - points[1].value) / right
    let curvature = (second - first) / (right - left)
    guard curvature < 0 else { return nil }
    return points[1].time - (first - curvature * left) / (2 * curvature)
  }

  /// When a condition first holds between three instants; nil where it does not.
  static func crossing(
    _ points: [Point], _ relation: Condition.Relation, _ bound: Double,
    _ value: (Double) -> Double?
  ) -> Double? {
    let isBelow = relation == .less || relation == .lessOrEqual
    var known = points
    if let vertex = peak(
      points.map { (time: $0.time, value: $0.value.map { isBelow ? -$0 : $0 }) },
      { time in value(time).map { isBelow ? -$0 : $0 } })
    {
      known.append((vertex.time, isBelow ? -vertex.value : vertex.value))
      known.sort { $0.time < $1.time }
    }
    var before: Point?
    for point in known {
      defer { before = point }
      guard let now = point.value, relation.holds(now, bound) else { continue }
      guard let before, let then = before.value else { return point.time }
      return root(from: (before.time, then - bound), to: (point.time, now - bound)) { time in
        value(time).map { $0 - bound }
      }
    }
    return nil
  }

  /// Where a function changes its sign: by false positions that cannot get stuck on one side.
  static func root(
    from start: (time: Double, value: Double), to end: (time: Double, value: Double),
    width: Double = 1e-9, _ value: (Double) -> Double?
  ) -> Double {
    var low = start
    var high = end
    for _ in 0..<rootTrials {
      let gap = high.time - low.time
      if gap <= width * (1 + abs(high.time)) { break }
      var time = low.time - low.value * gap / (high.value - low.value)
      if !(time > low.time && time < high.time) { time = low.time + gap / 2 }
      guard let found = value(time) else { break }
      if found == 0 { return time }
      if (found > 0) == (start.value > 0) {
        low = (time, found)
        high.value /= 2
      } else {
        high = (time, found)
        low.value /= 2
      }
    }
    return high.time
  }
}
