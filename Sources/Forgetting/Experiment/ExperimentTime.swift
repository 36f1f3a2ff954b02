extension Experiment {
  /// The parameters in force at a tick. An edit that is refused changes nothing, here as in the run.
  public func scenario(atTick tick: Int) -> Scenario {
    var scenario = scenario
    for edit in journal where edit.tick <= tick { try? scenario.apply(edit.change) }
    return scenario
  }

  /// The dimensions that it has, in their order: an edit may change it.
  public var dimensions: [Int] {
    var scenario = self.scenario
    return [scenario.dimension]
      + journal.map { edit in
        try? scenario.apply(edit.change)
        return scenario.dimension
      }
  }

  /// The names of all tasks that it has at some time, in the order in which they come.
  public var taskNames: [String] {
    var scenario = self.scenario
    var names = scenario.taskNames
    for edit in journal {
      try? scenario.apply(edit.change)
      names += scenario.taskNames.filter { !names.contains($0) }
    }
    return names
  }

  /// The flow time of a tick: steps are counted from where their length came into force.
  public func time(ofTick tick: Int) -> Double {
    var from = (tick: 0, time: 0.0)
    for stretch in stretches {
      guard let end = stretch.end, end <= tick else {
        return from.time + Double(tick - from.tick) * stretch.step
      }
      from = (end, from.time + Double(end - from.tick) * stretch.step)
    }
    return from.time
  }

  /// The tick nearest to a flow time.
  ///
  /// - Returns: nil where it would be negative or beyond `limit`.
  public func tick(nearest time: Double, limit: Int) -> Int? {
    guard time.isFinite, time >= 0 else { return nil }
    var from = (tick: 0, time: 0.0)
    for stretch in stretches {
      let ticks = ((time - from.time) / stretch.step).rounded()
      guard let end = stretch.end, Double(end - from.tick) < ticks else {
        guard ticks <= Double(limit - from.tick) else { return nil }
        return from.tick + Int(max(0, ticks))
      }
      from = (end, from.time + Double(end - from.tick) * stretch.step)
    }
    return nil
  }

  /// The experiment at the tick nearest to a flow time; as it is where that is more ticks away than somebody
  /// would wait for.
  public func at(_ time: Double) -> Experiment {
    var experiment = self
    experiment.tick = tick(nearest: time, limit: 1_000_000) ?? experiment.tick
    return experiment
  }

  /// The clock's step with the tick up to which it was in force; the last has no end.
  ///
  /// - Complexity: O(n) for a journal of n edits; where one of them changes the step, all are made.
  public var stretches: [(step: Double, end: Int?)] {
    guard journal.contains(where: { $0.change.concernsStep(self.scenario.clock.step) }) else {
      return [(self.scenario.clock.step, nil)]
    }
    var list: [(step: Double, end: Int?)] = []
    var scenario = self.scenario
    for edit in journal {
      let step = scenario.clock.step
      // An edit that is refused changes nothing, here as in the run.
      try? scenario.apply(edit.change)
      if scenario.clock.step != step { list.append((step, edit.tick)) }
    }
    return list + [(scenario.clock.step, nil)]
  }
}

extension Edit.Change {
  /// Whether it may give the clock another step than this one.
  fileprivate func concernsStep(_ step: Double) -> Bool {
    switch self {
    case .set(let path, _): path == "clock.step"
    case .replace(let scenario): scenario.clock.step != step
    }
  }
}
