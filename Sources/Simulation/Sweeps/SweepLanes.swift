import Forgetting

/// The lanes that a run has at its end: edits may add and remove some, if the run gets that far.
extension Sweep {
  /// Whether every run has as many, whatever its values are.
  public var haveAllRunsTheSameLanes: Bool {
    let counts = experiment.laneCounts
    guard counts.contains(where: { $0 != counts[0] }) else { return true }
    return !axes.contains { $0.paths.contains { $0.hasPrefix("clock.") } }
  }

  /// How many lanes a run tells of.
  public func laneCount(ofRun index: Int) -> Int { lanes(ofRun: index).count }

  func lanes(ofRun index: Int) -> [LaneSettings] {
    if let experiment = try? experiment(ofRun: index),
      let scenario = try? experiment.scenario(at: until(experiment.scenario))
    {
      return scenario.lanes
    }
    // A run that cannot be made is told of as if it were.
    return (try? experiment.scenario(at: until))?.lanes ?? experiment.scenario.lanes
  }
}

extension Experiment {
  /// Before the first edit and after each.
  fileprivate var laneCounts: [Int] {
    var scenario = scenario
    return [scenario.lanes.count]
      + journal.map { edit in
        try? scenario.apply(edit.change)
        return scenario.lanes.count
      }
  }

  /// The scenario in force at the first tick at or behind a flow time.
  fileprivate func scenario(at end: Double) throws(ParameterError) -> Scenario {
    var scenario = scenario
    var tick = 0
    var time = 0.0
    for edit in journal {
      let step = scenario.clock.step
      // Whether the tick before it is not the end yet.
      let before = time + Double(max(0, edit.tick - tick - 1)) * step
      if edit.tick > tick, before >= end - step * 1e-6 { break }
      time += Double(edit.tick - tick) * step
      tick = edit.tick
      try scenario.apply(edit.change)
    }
    return scenario
  }
}
