/// A change to a running experiment, stamped with the tick at which it took effect.
public struct Edit: Hashable, Sendable {
  /// What an edit does to the scenario in force.
  public enum Change: Hashable, Sendable {
    /// One parameter, lane or method.
    case set(path: String, value: ParameterValue)
    /// All of it: what undo and redo do.
    case replace(Scenario)
  }

  /// The number of ticks that had passed.
  public var tick: Int
  /// What happened then.
  public var change: Change

  public init(tick: Int, change: Change) {
    self.tick = tick
    self.change = change
  }
}

/// A scenario, the edits made to it while it ran, and an instant: the one value that a session saves, a
/// figure carries and undo walks. Replaying it gives the same numbers, bit for bit, on one machine.
public struct Experiment: Hashable, Sendable {
  /// As loaded, before any edit.
  public var scenario: Scenario
  /// In the order made; ticks never decrease.
  public var journal: [Edit]
  /// The instant, in ticks.
  public var tick: Int

  public init(scenario: Scenario, journal: [Edit] = [], tick: Int = 0) {
    self.scenario = scenario
    self.journal = journal
    self.tick = tick
  }
}

extension Scenario {
  /// The scenario after a change; on an error nothing has changed.
  public mutating func apply(_ change: Edit.Change) throws(ParameterError) {
    switch change {
    case .set(let path, let value): try set(path, to: value)
    case .replace(var scenario):
      // How fast and how long it is shown is not part of the run.
      scenario.clock.speed = clock.speed
      scenario.clock.until = pause(with: scenario)
      scenario.data = data
      // Nor is where its clock stands.
      scenario.stage = stage
      try scenario.validate()
      self = scenario
    }
  }
}
