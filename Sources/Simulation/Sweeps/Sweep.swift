import Forgetting

/// One experiment at every combination of the values of some parameters, and with several seeds: which
/// runs there are, in one order, and what is asked of each.
public struct Sweep: Hashable, Sendable {
  /// A parameter and its values, or several parameters that change together.
  public struct Axis: Hashable, Sendable {
    /// Where its values come from: a range is not written out, so that a million of them cost nothing.
    public enum Source: Hashable, Sendable {
      /// In their order; each has one value per path.
      case list([[ParameterValue]])
      /// The same number at every path.
      case range(ValueRange)
    }

    /// Parameters by their paths, and what they are given; several go together.
    public var paths: [String]
    public var source: Source

    public init(_ paths: [String], _ source: Source) {
      self.paths = paths
      self.source = source
    }

    /// - Parameter values: in their order; each has one value per path.
    public init(_ paths: [String], _ values: [[ParameterValue]]) {
      precondition(values.allSatisfy { $0.count == paths.count }, "a value for each path")
      self.init(paths, .list(values))
    }

    init(_ path: String, _ values: [Double]) {
      self.init([path], values.map { [.number($0)] })
    }

    /// How many values there are.
    public var count: Int {
      switch source {
      case .list(let values): values.count
      case .range(let range): range.count
      }
    }

    /// One value per path.
    ///
    /// - Parameter place: from 0, below `count`.
    public func values(at place: Int) -> [ParameterValue] {
      switch source {
      case .list(let values): values[place]
      case .range(let range):
        Array(repeating: .number(range.value(at: place)), count: paths.count)
      }
    }

    /// All of them, in their order.
    var values: [[ParameterValue]] {
      get { (0..<count).map(values(at:)) }
      set { source = .list(newValue) }
    }
  }

  /// How exact flows are stepped.
  public enum Stepping: String, CaseIterable, Hashable, Sendable {
    /// In steps as long as the tolerance allows.
    case adaptive
    /// With the scenario's integrator and step: what `run` does, to the last bit.
    case scenario
  }

  /// What people call it; may be empty.
  public var title = ""
  /// What every run begins from.
  public var experiment: Experiment
  /// The last one changes fastest.
  public var axes: [Axis]
  /// Seeds at each point, from the scenario's on; after the largest comes 0.
  public var seedCount: Int
  /// Flow time at which every run ends; nil: the scenario's.
  public var end: Double?
  /// What is told of every lane.
  public var measures: [SweepMeasure] = []
  /// How steps are made.
  public var stepping = Stepping.adaptive
  /// How far a value may be from the one that `run` gives, where steps are adaptive.
  public var tolerance = Sweep.standardTolerance
  /// What is solved for at each point; nil: nothing.
  public var goal: SweepGoal?

  static let standardTolerance = 1e-6
  /// What `tolerance` may be.
  public static let toleranceRange = 1e-10...1e-2
  static let largestAxisCount = 8
  /// How many seeds and how many runs a sweep has at most.
  public static let largestSeedCount = 100_000
  public static let largestRunCount = 10_000_000

  public init(
    _ experiment: Experiment, axes: [Axis] = [], seedCount: Int = 1, end: Double? = nil
  ) {
    self.experiment = experiment
    self.axes = axes
    self.seedCount = seedCount
    self.end = end
  }

  /// Combinations of values: 1 without an axis.
  public var pointCount: Int { axes.reduce(1) { $0 * $1.count } }

  /// The runs: those of a point, by seed, stand beside each other.
  public var runCount: Int { pointCount * seedCount }

  /// Which value of each axis a run has.
  public func places(ofRun index: Int) -> [Int] { places(ofPoint: index / seedCount) }

  func places(ofPoint index: Int) -> [Int] {
    var rest = index
    return axes.reversed().map { axis in
      defer { rest /= axis.count }
      return rest % axis.count
    }.reversed()
  }

  /// The seed of a run.
  public func seed(ofRun index: Int) -> UInt64 {
    experiment.scenario.seed &+ UInt64(index % seedCount)
  }

  /// The flow time at which runs end, unless an axis says of each.
  public var until: Double { end ?? experiment.scenario.clock.until }

  /// The flow time at which a run with these values ends.
  public func until(_ scenario: Scenario) -> Double { sweepsEnd ? scenario.clock.until : until }

  /// Whether an axis says when runs end, or it is solved for.
  public var sweepsEnd: Bool {
    axes.contains { $0.paths.contains(where: endsRun) } || goal.map { endsRun($0.path) } == true
  }

  private func endsRun(_ path: String) -> Bool { experiment.scenario.endsRun(path) }

  /// The flow time at which the longest run ends.
  var lastEnd: Double {
    guard sweepsEnd else { return until }
    if let goal, endsRun(goal.path) { return max(goal.range.from, goal.range.to) }
    var last = 0.0
    for axis in axes {
      guard let path = axis.paths.firstIndex(where: endsRun) else { continue }
      for place in 0..<axis.count {
        if case .number(let end) = axis.values(at: place)[path] { last = max(last, end) }
      }
    }
    return last
  }

  /// What a run is of. Where the journal replaces the scenario, what is swept stays as it is.
  ///
  /// - Parameter index: from 0, below `runCount`.
  func experiment(ofRun index: Int) throws(ParameterError) -> Experiment {
    var experiment = experiment
    try place(index, in: &experiment.scenario)
    for edit in experiment.journal.indices {
      guard case .replace(var scenario) = experiment.journal[edit].change else { continue }
      try place(index, in: &scenario)
      experiment.journal[edit].change = .replace(scenario)
    }
    return experiment
  }

  private func place(_ index: Int, in scenario: inout Scenario) throws(ParameterError) {
    for (axis, place) in zip(axes, places(ofRun: index)) {
      for (path, value) in zip(axis.paths, axis.values(at: place)) {
        try scenario.set(path, to: value)
      }
    }
    scenario.seed &+= UInt64(index % seedCount)
    if let end, !sweepsEnd { scenario.clock.until = end }
  }

  /// What `measure` finds at every run, in their order: side by side, and the same however many
  /// processors there are.
  ///
  /// - Parameter processors: at most so many; nil: all.
  func results<Value: Sendable>(
    processors: Int? = nil, _ measure: @escaping @Sendable (Experiment) -> Value
  ) -> [Result<Value, ParameterError>] {
    Processors.map(runCount, limit: processors) { index in
      do throws(ParameterError) {
        return .success(measure(try experiment(ofRun: index)))
      } catch {
        return .failure(error)
      }
    }
  }
}
