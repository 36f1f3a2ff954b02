import Forgetting

/// What a map is asked for: a number of one lane, or the lane that keeps most, over two parameters.
public struct MapRequest: Sendable {
  /// One side of a map.
  public struct Side: Hashable, Sendable {
    /// A parameter that is a number, and its values from the left or from the bottom.
    public let path: String
    public let values: [Double]

    /// - Parameter values: from the left or from the bottom.
    public init(path: String, values: [Double]) {
      self.path = path
      self.values = values
    }

    /// - Parameter isWhole: whether only whole numbers are allowed; two points may then be the same.
    public init(path: String, range: ValueRange, isWhole: Bool) {
      self.path = path
      values = (0..<range.count).map { place in
        let value = range.value(at: place)
        return isWhole ? value.rounded() : value
      }
    }
  }

  /// What is told of a point.
  public enum Question: Hashable, Sendable {
    /// A measure of a lane at the end of the run; the lane counts from 0.
    case measure(Measure, lane: Int)
    /// A number of a lane that no measure is, and that was found elsewhere.
    case number(lane: Int)
    /// Which lane keeps most of those that have learned at least 0.9.
    case winner

    static let leastLearned = 0.9
  }

  /// What every point begins from, with both parameters where their sides end.
  let scenario: Scenario
  /// Across and up.
  public let x: Side
  public let y: Side
  /// What is told of every point.
  public let question: Question
  /// Where to begin, as shares of the sides; it does not change what is found.
  let near: SIMD2<Double>

  /// - Parameters:
  ///   - scenario: any; what is drawn or played how does not matter.
  ///   - near: where to begin, as shares of the sides.
  public init(
    _ scenario: Scenario, x: Side, y: Side, _ question: Question, near: SIMD2<Double>
  ) {
    var plain = scenario
    plain.name = ""
    plain.about = ""
    plain.clock.speed = 1
    for side in [x, y] { try? plain.set(side.path, to: .number(side.values.last ?? 0)) }
    // Going somewhere and back leaves another last digit.
    for mode in [\Scenario.target.old.mean, \.target.new.mean] {
      plain[keyPath: mode] = plain[keyPath: mode].map { mean in
        mean.map { ($0 * 1e9).rounded() / 1e9 + 0 }
      }
    }
    self.scenario = plain
    self.x = x
    self.y = y
    self.question = question
    self.near = near
  }
}

extension MapRequest {
  /// Whether another one asks the same of the same two parameters.
  public func hasSamePlane(as other: MapRequest) -> Bool {
    x == other.x && y == other.y && question == other.question
  }
}

extension MapRequest: Hashable {
  public static func == (a: MapRequest, b: MapRequest) -> Bool {
    a.x == b.x && a.y == b.y && a.question == b.question && a.scenario == b.scenario
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(x)
    hasher.combine(y)
    hasher.combine(question)
  }
}

/// A map as far as it is known.
public struct MapPicture: Equatable, Sendable {
  /// What was asked for.
  public let request: MapRequest
  /// Row by row from the bottom; nil where nothing has been computed yet, not a number where there is
  /// nothing to tell: a lane that diverged, no lane that has learned. Winners are lanes from 0.
  public internal(set) var values: [Double?]
  /// How many have been computed.
  public internal(set) var count = 0
  /// Whether another lane keeps as much as a winner, to a thousandth: then the first one is the winner.
  public internal(set) var hasTies = false

  /// Points across and up, and whether all of them are known.
  public var columns: Int { request.x.values.count }
  public var rows: Int { request.y.values.count }
  public var isComplete: Bool { count == values.count }

  /// A map of numbers that were computed elsewhere.
  ///
  /// - Parameters:
  ///   - measure: what they are of; nil: no measure.
  ///   - values: row by row from the bottom; not a number where there is none.
  public init(
    _ scenario: Scenario, x: MapRequest.Side, y: MapRequest.Side, _ measure: Measure?, lane: Int,
    _ values: [Double]
  ) {
    precondition(values.count == x.values.count * y.values.count, "a value for each point")
    let question = measure.map { MapRequest.Question.measure($0, lane: lane) }
    request = MapRequest(
      scenario, x: x, y: y, question ?? .number(lane: lane), near: SIMD2(0, 0))
    self.values = values
    count = values.count
  }

  init(_ request: MapRequest) {
    self.request = request
    values = Array(repeating: nil, count: request.x.values.count * request.y.values.count)
  }

  /// In memory of its own.
  var copied: MapPicture {
    var copy = self
    copy.values = values.map { $0 }
    return copy
  }

  /// Gaps are alike.
  public static func == (a: MapPicture, b: MapPicture) -> Bool {
    a.count == b.count && a.request == b.request
      && zip(a.values, b.values).allSatisfy { one, other in
        one == other || (one?.isNaN ?? false) && (other?.isNaN ?? false)
      }
  }
}

/// Computes a map piece by piece, coarsely first and from the present place outwards: what `sweep` gives
/// at the same values, as exactly as a picture needs it.
///
/// A piece is a point, or, where a side is the length of runs, a whole line of it: a longer run has passed
/// the ends of all shorter ones.
struct MapSurvey {
  private(set) var picture: MapPicture
  private let runner: SweepRunner
  private let lines: MapLines
  /// Runs to come, the next one last.
  private var left: [Int]
  /// Points with every sixteenth, eighth, … of rows and columns.
  static let strides = [16, 8, 4, 2, 1]
  /// What values may be off by: far less than a shade.
  private static let tolerance = 1e-4

  init(_ request: MapRequest) {
    picture = MapPicture(request)
    lines = MapLines(request)
    var sweep = Sweep(
      Experiment(scenario: request.scenario),
      axes: lines.sides.map { Sweep.Axis($0.path, $0.values) }, end: lines.times.max())
    sweep.tolerance = MapSurvey.tolerance
    let measures: [Measure] =
      switch request.question {
      case .measure(let measure, _): [measure]
      case .number: []
      case .winner: [.kept, .learned]
      }
    sweep.measures = lines.measures(measures)
    runner = SweepRunner(sweep)
    left = lines.runs(MapSurvey.order(request)).reversed()
  }

  /// Points by number, as they are computed.
  static func order(_ request: MapRequest) -> [Int] {
    let (columns, rows) = (request.x.values.count, request.y.values.count)
    let here = request.near * SIMD2(Double(columns - 1), Double(rows - 1))
    var order: [(stride: Int, distance: Double, index: Int)] = []
    order.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        let level = strides.firstIndex { row % $0 == 0 && column % $0 == 0 } ?? 0
        let away = SIMD2(Double(column), Double(row)) - here
        order.append((level, (away * away).sum(), row * columns + column))
      }
    }
    order.sort { ($0.stride, $0.distance, $0.index) < ($1.stride, $1.distance, $1.index) }
    return order.map(\.index)
  }

  var isDone: Bool { left.isEmpty }

  /// Densities that it has evaluated, about.
  private(set) var work = 0.0

  /// Batches are stepped as the scenario says. A flow takes some hundred steps of some hundred nodes; one that
  /// takes many times as much counts for what it has evaluated, so that a frame is never long in coming.
  ///
  /// - Parameter evaluated: densities of the run's flows.
  private func work(ofRun index: Int, evaluated: Double) -> Double {
    max(usualWork(ofRun: index), evaluated / MapSurvey.usualShare)
  }

  /// What a map's densities cost, which lie beside each other on a line, beside those of other surveys.
  private static let usualShare = 8.0

  private func usualWork(ofRun index: Int) -> Double {
    guard let scenario = try? runner.scenario(ofRun: index) else { return 0 }
    var lanes = Array(scenario.lanes.indices)
    if case .measure(_, let lane) = picture.request.question { lanes = [lane] }
    return lanes.reduce(4e4 * Double(max(1, lines.times.count / 4))) { sum, lane in
      guard lane < scenario.lanes.count, let size = scenario.sampling(ofLane: lane).batchSize else {
        return sum
      }
      return sum + Double(size) * scenario.clock.until / scenario.step(ofLane: lane)
    }
  }

  /// One piece; nothing once the map is complete.
  ///
  /// - Returns: whether there is more to see.
  @discardableResult
  mutating func advance() -> Bool {
    guard let run = left.popLast() else { return false }
    if isSettled(run) {
      picture.values[run] = 0
      picture.count += 1
      work += 1e3
      return true
    }
    let before = runner.work
    for (index, value) in zip(lines.points(ofRun: run), values(ofRun: run)) {
      picture.values[index] = value
      picture.count += 1
    }
    work += work(ofRun: run, evaluated: runner.work - before)
    return true
  }

  /// Whether a point is known without a run: starved steps between points without any, where every batch is
  /// sure to hold a replayed sample. That no lane fails there is what the points around it say.
  private func isSettled(_ run: Int) -> Bool {
    guard case .measure(.starvedSteps, let lane) = picture.request.question, lines.times.isEmpty
    else { return false }
    let (row, column) = (run / picture.columns, run % picture.columns)
    let isCoarse = { (stride: Int) in row % stride == 0 && column % stride == 0 }
    guard let stride = MapSurvey.strides.first(where: isCoarse), stride < MapSurvey.strides[0]
    else { return false }
    // The corners of the next coarser grid, as far as the map reaches.
    let (low, left) = (row - row % (2 * stride), column - column % (2 * stride))
    for corner in [
      (low, left), (low, left + 2 * stride), (low + 2 * stride, left),
      (low + 2 * stride, left + 2 * stride),
    ]
    where corner.0 < picture.rows && corner.1 < picture.columns {
      guard picture.values[corner.0 * picture.columns + corner.1] == 0 else { return false }
    }
    guard let scenario = try? runner.scenario(ofRun: run) else { return false }
    return Starvation.isImpossible(scenario, lane: lane)
  }

  /// By point of the run.
  private mutating func values(ofRun run: Int) -> [Double] {
    let count = max(1, lines.times.count)
    switch picture.request.question {
    case .measure(_, let lane):
      let row = runner.row(ofRun: run, lane: lane)
      return (0..<count).map { row?.values[$0] ?? .nan }
    case .number: return Array(repeating: .nan, count: count)
    case .winner:
      let rows = runner.rows(ofRun: run)
      return (0..<count).map { place in
        let found = MapSurvey.winner(rows, place, of: count)
        if found.isTie { picture.hasTies = true }
        return found.lane
      }
    }
  }

  /// Of the lanes that have got there and learned enough the one that keeps most.
  private static func winner(
    _ rows: [SweepRow], _ place: Int, of count: Int
  ) -> (lane: Double, isTie: Bool) {
    var able: [(lane: Int, kept: Double)] = []
    for row in rows {
      guard let kept = row.values[place], let learned = row.values[count + place],
        learned >= MapRequest.Question.leastLearned
      else { continue }
      able.append((row.lane, kept))
    }
    guard var best = able.first else { return (.nan, false) }
    // Of two that keep alike, to a thousandth, the first.
    for other in able where other.kept > best.kept + 1e-3 { best = other }
    return (Double(best.lane), able.count { $0.kept >= best.kept - 1e-3 } > 1)
  }
}

/// Which runs a map needs, and which of its points each of them tells of.
private struct MapLines {
  /// The sides that runs differ in; the last one fastest.
  let sides: [MapRequest.Side]
  /// The flow times at which each run is looked at; empty: at its own end.
  let times: [Double]
  private let columns: Int
  private let areTimesAcross: Bool

  init(_ request: MapRequest) {
    columns = request.x.values.count
    let both = [request.y, request.x]
    // Stages may end with the run; there each run is made by itself.
    let time =
      request.scenario.stageCount == 1
      ? both.first { request.scenario.canonicalPath($0.path) == "clock.until" } : nil
    sides = both.filter { $0 != time }
    times = time?.values ?? []
    areTimesAcross = time == request.x
  }

  /// For each measure one column, or one for each time.
  func measures(_ measures: [Measure]) -> [SweepMeasure] {
    measures.flatMap { measure in
      times.isEmpty
        ? [SweepMeasure(measure, .end, name: measure.id)]
        : times.map { SweepMeasure(measure, .at($0), name: measure.id) }
    }
  }

  /// Runs in the order in which their first points come.
  func runs(_ points: [Int]) -> [Int] {
    guard !times.isEmpty else { return points }
    var seen: Set<Int> = []
    return points.compactMap { point in
      let run = areTimesAcross ? point / columns : point % columns
      return seen.insert(run).inserted ? run : nil
    }
  }

  /// The points that a run tells of, by time.
  func points(ofRun run: Int) -> [Int] {
    guard !times.isEmpty else { return [run] }
    return times.indices.map { areTimesAcross ? run * columns + $0 : $0 * columns + run }
  }
}
