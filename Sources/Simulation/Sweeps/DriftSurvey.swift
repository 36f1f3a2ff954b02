import Forgetting

/// What is known so far of the largest old drift at every separation: the picture of a survey.
public struct DriftPicture: Equatable, Sendable {
  /// One separation.
  public struct Point: Equatable, Sendable {
    /// δ, in σ.
    public var separation: Double
    /// By lane, in σ, beyond the start's own drift; 0 where the mean never goes farther than it stood,
    /// nil where the run diverged, its components change places, or the separation is not allowed.
    public var peaks: [Double?]
    /// The lanes whose components end at each other's task: how far the old one has gone is no drift of the old task.
    public var swapped: Set<Int> = []
  }

  /// The separations that are surveyed.
  public static let range = 1.0...10.0
  /// Smaller drifts are rounding.
  static let floor = 1e-9

  /// Ascending in δ.
  public internal(set) var points: [Point] = []
  /// How many points there will be.
  let total: Int
  /// The flow time up to which every run goes.
  public let horizon: Double
  /// How far the start's old mean stands from the old task, in σ: peaks are counted from there.
  public let startDrift: Double

  /// Whether every point is computed.
  public var isComplete: Bool { points.count == total }

  /// The largest separation at which a lane's components change places; nil where they never do.
  public func lastSwap(lane: Int) -> Double? {
    points.last { $0.swapped.contains(lane) }?.separation
  }

  /// The slope of the logarithm of a lane's peak over −δ²/8, at the separations of statement 6.
  public func slope(lane: Int) -> Double? {
    DriftDecay.slope(
      points.compactMap { point in
        guard DriftDecay.separations.contains(point.separation),
          point.peaks.indices.contains(lane), let peak = point.peaks[lane]
        else { return nil }
        return (separation: point.separation, peak: peak)
      })
  }

  /// The same in memory of its own.
  var copied: DriftPicture {
    var copy = self
    copy.points = points.map { $0 }
    return copy
  }

  /// The point of the largest separation at which a lane moves: where the line e^(−δ²/8) is anchored.
  public func anchor(lane: Int) -> (separation: Double, peak: Double)? {
    for point in points.reversed() where point.peaks.indices.contains(lane) {
      if let peak = point.peaks[lane], peak > 0 { return (point.separation, peak) }
    }
    return nil
  }
}

/// Runs every lane of a scenario at one separation after another, the whole range coarsely first. A value
/// that is stepped: a thread, a test and a headless verb get the same numbers.
public struct DriftSurvey {
  private(set) var picture: DriftPicture
  @Boxed private var scenario: Scenario
  private let sweep: Sweep
  /// The next run.
  private var next = 0
  private var point: DriftPicture.Point?
  @Boxed private var placed: Scenario?
  private var run: PeakRun?
  private var workspaces: [Lane?]
  /// Densities that it has evaluated, about: how much of a frame's time it has taken, on a clock that
  /// does not look at the time.
  private(set) var work = 0.0

  /// - Parameter scenario: as `request(for:)` gives it, or any.
  init(_ scenario: Scenario) {
    let scenario = SurveyFlow.scenario(scenario)
    self.scenario = scenario
    let order = DriftSurvey.separations
    sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("target.separation", order)])
    workspaces = Array(repeating: nil, count: scenario.lanes.count)
    let target = scenario.targetMixture.old
    let drift = target.scale.mahalanobis(scenario.startMixture.old.mean - target.mean)
    picture = DriftPicture(
      total: order.count, horizon: scenario.clock.until,
      startDrift: drift < DriftPicture.floor ? 0 : drift)
  }

  /// The part of a scenario that a survey depends on: not δ, which the survey sets itself, and not how
  /// the run is stepped. Two scenarios with the same one have the same survey.
  public static func request(for scenario: Scenario) -> Scenario {
    var plain = SurveyFlow.scenario(scenario)
    try? plain.set("target.separation", to: .number(4))
    // Going to a separation and back leaves another last digit.
    plain.target.old.mean = plain.target.old.mean.map(rounded)
    plain.target.new.mean = plain.target.new.mean.map(rounded)
    if var sequence = plain.sequence {
      for index in sequence.tasks.indices {
        sequence.tasks[index].mean = rounded(sequence.tasks[index].mean)
      }
      plain.sequence = sequence
    }
    return plain
  }

  private static func rounded(_ mean: [Double]) -> [Double] {
    mean.map { ($0 * 1e9).rounded() / 1e9 + 0 }
  }

  /// The separations in the order of the survey: whole numbers first, from the ends inwards by halves,
  /// then the halves between them, then the quarters.
  public static let separations: [Double] = {
    let lower = DriftPicture.range.lowerBound
    let count = Int((DriftPicture.range.upperBound - lower).rounded())
    var order = bisecting(count + 1).map { lower + Double($0) }
    order += bisecting(count).map { lower + 0.5 + Double($0) }
    return order + bisecting(2 * count).map { lower + 0.25 + 0.5 * Double($0) }
  }()

  /// 0, n−1, and then always the middle of what is widest open.
  static func bisecting(_ count: Int) -> [Int] {
    guard count > 1 else { return count == 1 ? [0] : [] }
    var order = [0, count - 1]
    var gaps = [(0, count - 1)]
    while !gaps.isEmpty {
      let (low, high) = gaps.removeFirst()
      guard high - low > 1 else { continue }
      let middle = (low + high) / 2
      order.append(middle)
      gaps += [(low, middle), (middle, high)]
    }
    return order
  }

  var isDone: Bool { next == sweep.runCount && point == nil }

  /// One bounded piece of work, one step of one lane; nothing once the survey is done.
  ///
  /// - Returns: whether the picture has changed.
  @discardableResult
  mutating func advance() -> Bool {
    if point == nil {
      guard next < sweep.runCount else { return false }
      point = DriftPicture.Point(separation: DriftSurvey.separations[next], peaks: [])
      placed = try? sweep.experiment(ofRun: next).scenario
      next += 1
    }
    guard let placed, let lane = point?.peaks.count, lane < scenario.lanes.count else {
      return finishPoint()
    }
    if run == nil { run = try? PeakRun(placed, lane: lane, reusing: workspaces[lane]) }
    let before = run?.work ?? 0
    run?.advance()
    work += (run?.work ?? 0) - before
    if let run, !run.isDone { return false }
    workspaces[lane] = run?.workspace
    let isSwapped = run?.isSwapped == true
    let peak = isSwapped ? nil : run?.peak
    if isSwapped { point?.swapped.insert(lane) }
    point?.peaks.append(peak.map { $0 < DriftPicture.floor ? 0 : $0 })
    run = nil
    return lane + 1 == scenario.lanes.count ? finishPoint() : false
  }

  private mutating func finishPoint() -> Bool {
    guard var finished = point else { return false }
    while finished.peaks.count < scenario.lanes.count { finished.peaks.append(nil) }
    let place = picture.points.firstIndex { $0.separation > finished.separation }
    picture.points.insert(finished, at: place ?? picture.points.count)
    point = nil
    return true
  }
}
