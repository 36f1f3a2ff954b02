import Forgetting

/// What the interface may ask of a simulation, carried out between two ticks.
extension Simulation {
  /// Carries a command out; on an error nothing has changed.
  public mutating func perform(_ command: Command) throws(ParameterError) {
    endJump(before: command)
    let until = scenario.clock.until
    defer {
      // Where it pauses may have gone along with its stages.
      if scenario.clock.until != until {
        pauseTime = max(scenario.clock.until, isPlaying ? time + scenario.clock.step : 0)
      }
    }
    switch command {
    case .play: play()
    case .pause: isPlaying = false
    case .step(let count):
      isPlaying = false
      hasMetCondition = false
      let wanted = tick + max(-tick, min(count, 100_000))
      restore(to: wanted)
      while tick < wanted { advance() }
    case .seek(let wanted):
      isPlaying = false
      hasMetCondition = false
      seek(wanted)
    case .runTo(let wanted): run(to: wanted)
    case .pauseWhen(let condition): pause(when: condition)
    case .fork:
      leaveComingEdits()
      if tick < endTick { branch() }
      ghost = nil
    case .restart: restart(scenario)
    case .reset:
      remember(forUndo: scenario)
      restart(original)
    case .load(let scenario):
      try scenario.validate()
      let playing = isPlaying
      let instant = isInstant
      let condition = pauseCondition
      self = try Simulation(scenario)
      isInstant = instant
      isPlaying = playing
      pause(when: condition)
    case .open(let experiment):
      self = try Simulation(approaching: experiment)
      goShortWay()
    case .set(let path, let value): try edit(path, value)
    case .showData(let data):
      scenario.data = data
      base.data = data
    case .undo:
      guard let previous = undoStack.popLast().map(asShown) else { return }
      redoStack.append(scenario)
      try change(.replace(previous), label: "undo", from: nil, to: nil, path: "undo")
    case .redo:
      guard let next = redoStack.popLast().map(asShown) else { return }
      undoStack.append(scenario)
      try change(.replace(next), label: "redo", from: nil, to: nil, path: "redo")
    case .setInstant(let instant):
      isInstant = instant
      lastInstantPath = nil
    case .clearGhost: ghost = nil
    }
  }

  mutating func play() {
    if approach != nil {
      // From there on, once it is there.
      isPlaying = true
      return
    }
    if time >= pauseTime - 1e-9 {
      // Space at the end means: go on.
      pauseTime = time + max(scenario.clock.until, scenario.clock.step)
    }
    pause(when: pauseCondition)
    isPlaying = true
  }

  /// What was only a matter of presentation is not undone.
  func asShown(_ other: Scenario) -> Scenario {
    var other = other
    other.clock.speed = scenario.clock.speed
    other.clock.until = scenario.pause(with: other)
    other.data = scenario.data
    return other
  }

  mutating func seek(_ wanted: Double) {
    guard wanted.isFinite else { return }
    // Looking back at what has been recomputed so far ends the recomputation.
    catchUpTime = nil
    var from = (tick: 0, time: 0.0)
    for stretch in stepLengths(upTo: endTick) {
      let end = from.time + Double(stretch.end - from.tick) * stretch.step
      if wanted < end {
        let ticks = ((wanted - from.time) / stretch.step).rounded()
        return restore(to: from.tick + Int(max(0, ticks)))
      }
      from = (stretch.end, end)
    }
    restore(to: endTick)
  }

  /// The clock's step over the ticks of the run, which edits may have changed: each with the tick up to
  /// which it was in force.
  func stepLengths(upTo last: Int) -> [(step: Double, end: Int)] {
    Experiment(scenario: base, journal: journal).stretches.map {
      (step: $0.step, end: min($0.end ?? last, last))
    }
  }

  mutating func restart(_ scenario: Scenario) {
    var scenario = scenario
    scenario.stage = 0
    base = scenario
    self.scenario = scenario
    ghost = endTick > 0 ? visibleSeries : ghost
    catchUpTime = nil
    comingEdits = []
    journal = []
    marks = []
    try? rebuildEngines()
    resetToStart()
  }
}
