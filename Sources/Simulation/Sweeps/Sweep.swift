import Forgetting

/// One experiment at every combination of the values of some parameters, and with several seeds: which
/// runs there are, in one order, and the loop that makes them.
public struct Sweep: Hashable, Sendable {
  /// A parameter and its values, or several parameters that change together.
  public struct Axis: Hashable, Sendable {
    public var paths: [String]
    /// In their order; each has one value per path.
    public var values: [[ParameterValue]]

    /// - Parameter values: in their order; each has one value per path.
    public init(_ paths: [String], _ values: [[ParameterValue]]) {
      precondition(values.allSatisfy { $0.count == paths.count }, "a value for each path")
      self.paths = paths
      self.values = values
    }

    public init(_ path: String, _ values: [Double]) {
      self.init([path], values.map { [.number($0)] })
    }
  }

  public var experiment: Experiment
  /// The last one changes fastest.
  public var axes: [Axis]
  /// Seeds at each point, from the scenario's on; after the largest comes 0.
  public var seedCount: Int
  /// Flow time at which every run ends; nil: the scenario's.
  public var end: Double?

  public init(
    _ experiment: Experiment, axes: [Axis] = [], seedCount: Int = 1, end: Double? = nil
  ) {
    self.experiment = experiment
    self.axes = axes
    self.seedCount = seedCount
    self.end = end
  }

  /// Combinations of values: 1 without an axis.
  public var pointCount: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// The runs: those of a point, by seed, stand beside each other.
  public var runCount: Int { pointCount * seedCount }

  /// Which value of each axis a run has.
  public func places(ofRun index: Int) -> [Int] {
    var rest = index / seedCount
    return axes.reversed().map { axis in
      defer { rest /= axis.values.count }
      return rest % axis.values.count
    }.reversed()
  }

  /// What a run is of. Where the journal replaces the scenario, what is swept stays as it is.
  ///
  /// - Parameter index: from 0, below `runCount`.
  public func experiment(ofRun index: Int) throws(ParameterError) -> Experiment {
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
      for (path, value) in zip(axis.paths, axis.values[place]) { try scenario.set(path, to: value) }
    }
    scenario.seed &+= UInt64(index % seedCount)
    if let end { scenario.clock.until = end }
  }

  /// What `measure` finds at every run, in their order: side by side, and the same however many
  /// processors there are.
  ///
  /// - Parameter processors: at most so many; nil: all.
  public func results<Value: Sendable>(
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
