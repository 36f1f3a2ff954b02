import Testing

@testable import Forgetting
@testable import Simulation

/// What each command does to a run: restart, reset, undo, instant mode, branches, marks.
@Suite struct CommandTests {
  private static func running(_ ticks: Int = 40) throws -> Simulation {
    var simulation = try Simulation(Runs.standard)
    simulation.run(ticks)
    return simulation
  }

  // MARK: - Starting again

  @Test func restartKeepsTheParametersInForce() throws {
    var simulation = try Self.running()
    try simulation.set("target.oldMass", "0.3")
    simulation.run(10)
    try simulation.perform(.restart)
    #expect(simulation.tick == 0 && simulation.time == 0)
    #expect(simulation.journal.isEmpty && simulation.marks.isEmpty)
    #expect(simulation.scenario.target.oldMass == 0.3)
    #expect(simulation.ghost?.times.count == 51)
    simulation.run(30)
    var scenario = Runs.standard
    try scenario.set("target.oldMass", text: "0.3")
    var fresh = try Simulation(scenario)
    fresh.run(30)
    #expect(simulation.fingerprint == fresh.fingerprint)
    expectInvariants(simulation)
  }

  @Test func resetIsTheScenarioAsLoaded() throws {
    var simulation = try Self.running()
    try simulation.set("target.oldMass", "0.3")
    try simulation.set("lanes.add", "reverse-kl")
    simulation.run(10)
    try simulation.perform(.reset)
    #expect(simulation.scenario == Runs.standard)
    #expect(simulation.tick == 0)
    simulation.run(40)
    #expect(simulation.fingerprint == (try Self.running()).fingerprint)
    // And it can be undone.
    try simulation.perform(.undo)
    #expect(simulation.scenario.target.oldMass == 0.3)
    expectInvariants(simulation)
  }

  @Test func loadIsAnotherScenario() throws {
    var simulation = try Self.running()
    try simulation.perform(.play)
    try simulation.perform(.load(Runs.replay))
    #expect(simulation.scenario == Runs.replay && simulation.original == Runs.replay)
    #expect(simulation.tick == 0 && simulation.isPlaying)
    var bad = Runs.replay
    bad.target.oldMass = 2
    let before = simulation.fingerprint
    #expect(throws: ParameterError.self) { try simulation.perform(.load(bad)) }
    #expect(simulation.fingerprint == before)
  }

  // MARK: - Undo

  @Test func undoAndRedoWalkTheParameters() throws {
    var simulation = try Self.running()
    #expect(!simulation.canUndo && !simulation.canRedo)
    let scenarios = try ["0.3", "0.4", "0.6"].map { text in
      let before = simulation.scenario
      try simulation.set("target.oldMass", text)
      simulation.run(5)
      return before
    }
    let last = simulation.scenario
    for scenario in scenarios.reversed() {
      try simulation.perform(.undo)
      #expect(simulation.scenario == scenario)
    }
    #expect(!simulation.canUndo && simulation.canRedo)
    for scenario in scenarios.dropFirst() + [last] {
      try simulation.perform(.redo)
      #expect(simulation.scenario == scenario)
    }
    #expect(!simulation.canRedo)
    // Undo is an intervention like any other: the flow goes on from the state it has.
    #expect(simulation.tick == 55)
    #expect(try Simulation(simulation.experiment).fingerprint == simulation.fingerprint)
    // A new edit ends the redo.
    try simulation.perform(.undo)
    try simulation.set("target.oldMass", "0.7")
    #expect(!simulation.canRedo)
    expectInvariants(simulation)
  }

  @Test func undoAtTheStart() throws {
    var simulation = try Simulation(Runs.standard)
    try simulation.set("start.oldWeight", "0.3")
    #expect(simulation.lanes[0].model.oldWeight == 0.3)
    #expect(simulation.marks.isEmpty && simulation.journal.isEmpty)
    try simulation.perform(.undo)
    #expect(simulation.scenario == Runs.standard)
    #expect(abs(simulation.lanes[0].model.oldWeight - 0.8) <= 1e-15)
  }

  @Test func undoWithNothingToUndo() throws {
    var simulation = try Self.running()
    let before = simulation.fingerprint
    try simulation.perform(.undo)
    try simulation.perform(.redo)
    #expect(simulation.fingerprint == before && simulation.journal.isEmpty)
  }

  @Test func speedIsPresentation() throws {
    var simulation = try Self.running()
    try simulation.set("target.oldMass", "0.3")
    try simulation.set("clock.speed", "3")
    try simulation.set("clock.until", "9")
    #expect(simulation.marks.count == 1 && simulation.journal.count == 1)
    try simulation.perform(.undo)
    #expect(simulation.scenario.target.oldMass == 0.5)
    #expect(simulation.scenario.clock.speed == 3, "undo has taken the speed back")
    try simulation.perform(.step(-20))
    #expect(simulation.scenario.clock.speed == 3, "scrubbing has taken the speed back")
    #expect(simulation.scenario.clock.until == 9)
  }

  @Test func refusedEditChangesNothing() throws {
    var simulation = try Self.running()
    let before = simulation.fingerprint
    for (path, value) in [
      ("target.oldMass", ParameterValue.number(2)), ("lanes.9.replay", .number(0.1)),
      ("lanes.remove", .number(3)), ("lanes.add", .word("magic")), ("dimension", .number(1.5)),
      ("target.oldMass", .word("half")), ("clock.step", .number(.nan)),
    ] {
      #expect(throws: ParameterError.self) {
        try simulation.perform(.set(path: path, value: value))
      }
      #expect(simulation.fingerprint == before)
      #expect(!simulation.canUndo && simulation.journal.isEmpty && simulation.marks.isEmpty)
    }
    // So does an edit that says what is already so.
    try simulation.set("target.oldMass", "0.5")
    #expect(!simulation.canUndo && simulation.marks.isEmpty)
  }

  // MARK: - Time

  @Test func seekGoesToTheNearestTick() throws {
    var simulation = try Self.running()
    try simulation.perform(.seek(1.02))
    #expect(simulation.tick == 20)
    try simulation.perform(.seek(-5))
    #expect(simulation.tick == 0)
    try simulation.perform(.seek(.infinity))
    try simulation.perform(.seek(.nan))
    #expect(simulation.tick == 0)
    try simulation.perform(.seek(99))
    #expect(simulation.tick == 40)
  }

  /// Steps may have changed on the way, by any factor.
  @Test func seekKnowsTheSteps() throws {
    var simulation = try Self.running(20)
    try simulation.set("clock.step", "0.2")
    simulation.run(30)
    try simulation.set("clock.step", "1e-300")
    simulation.run(3)
    try simulation.set("clock.step", "0.01")
    simulation.run(20)
    for (time, tick) in [(0.5, 10), (1, 20), (1.4, 22), (5, 40), (7.05, 58), (7.2, 73)] {
      try simulation.perform(.seek(time))
      #expect(simulation.tick == tick, "t = \(time)")
      #expect(abs(simulation.time - time) <= 1e-9)
    }
  }

  @Test func stepsGoBothWays() throws {
    var simulation = try Self.running()
    try simulation.perform(.step(-3))
    #expect(simulation.tick == 37)
    try simulation.perform(.step(1))
    #expect(simulation.tick == 38 && simulation.ghost == nil)
    try simulation.perform(.step(5))
    #expect(simulation.tick == 43 && simulation.ghost == nil)
    try simulation.perform(.step(.min))
    #expect(simulation.tick == 0)
    try simulation.perform(.step(0))
    #expect(simulation.tick == 0)
  }

  @Test func untilPausesAndPlayGoesOn() throws {
    var scenario = Runs.standard
    scenario.clock.until = 1
    var simulation = try Simulation(scenario)
    #expect(simulation.state == .ready)
    try simulation.perform(.play)
    #expect(simulation.state == .running)
    while simulation.isRunning { simulation.advance() }
    #expect(simulation.tick == 20)
    #expect(simulation.state == .ended && !simulation.isPlaying)
    try simulation.perform(.play)
    #expect(simulation.isRunning)
    while simulation.isRunning { simulation.advance() }
    #expect(simulation.tick == 40)
    try simulation.perform(.play)
    simulation.advance()
    try simulation.perform(.pause)
    #expect(simulation.state == .paused)
  }

  @Test func restIsReached() throws {
    var scenario = Runs.standard
    scenario.lanes = [scenario.lanes[1]]
    scenario.clock.step = 1
    scenario.clock.until = 1e6
    var simulation = try Simulation(scenario)
    try simulation.perform(.play)
    for _ in 0..<2000 where simulation.isRunning { simulation.advance() }
    #expect(simulation.state == .converged)
    // An edit sets it in motion again.
    try simulation.set("target.oldMass", "0.2")
    #expect(simulation.isRunning)
  }

  // MARK: - Branches, marks, ghosts

  @Test func branchLeavesTheGhost() throws {
    var simulation = try Self.running()
    let before = simulation.visibleSeries
    try simulation.perform(.seek(1))
    #expect(simulation.ghost == nil && simulation.endTick == 40)
    try simulation.set("target.oldMass", "0.3")
    #expect(simulation.ghost == before)
    #expect(simulation.endTick == 20)
    #expect(simulation.visibleSeries.times.last == simulation.time)
    #expect(simulation.marks.map(\.tick) == [20])
    simulation.run(10)
    #expect(simulation.ghost == before)
    try simulation.perform(.clearGhost)
    #expect(simulation.ghost == nil)
    // Playing on from the past branches too.
    try simulation.perform(.step(-5))
    simulation.advance()
    #expect(simulation.ghost?.times.count == 31)
    expectInvariants(simulation)
  }

  @Test func branchForgetsLaterEdits() throws {
    var simulation = try Self.running(20)
    try simulation.set("target.oldMass", "0.3")
    simulation.run(20)
    try simulation.set("target.oldMass", "0.6")
    simulation.run(20)
    try simulation.perform(.step(-30))
    #expect(simulation.scenario.target.oldMass == 0.3)
    #expect(simulation.journal.count == 2)
    simulation.advance()
    #expect(simulation.journal.map(\.tick) == [20])
    #expect(simulation.marks.map(\.tick) == [20])
    #expect(try Simulation(simulation.experiment).fingerprint == simulation.fingerprint)
  }

  @Test func marksSayWhatHappened() throws {
    var simulation = try Self.running()
    try simulation.set("target.separation", "6")
    simulation.run(1)
    try simulation.set("lanes.1.method", "reverse-kl")
    simulation.run(1)
    try simulation.perform(.undo)
    #expect(simulation.marks.map(\.label) == ["separation δ", "method", "undo"])
    #expect(simulation.marks.map(\.tick) == [40, 41, 42])
    #expect(simulation.marks[0].from == .number(4))
    #expect(simulation.marks[0].to == .number(6))
    #expect(simulation.marks[1].to == .word("reverse-kl"))
    #expect(abs(simulation.marks[0].time - 2) <= 1e-9)
  }

  // MARK: - Instant mode

  @Test func instantEditRecomputesTheRun() throws {
    var simulation = try Self.running()
    let before = simulation.visibleSeries
    try simulation.perform(.setInstant(true))
    try simulation.set("target.oldMass", "0.3")
    #expect(simulation.catchUpTime != nil && simulation.tick == 0)
    var turns = 0
    while !simulation.catchUp(ticks: 7) { turns += 1 }
    #expect(turns == 5)
    #expect(simulation.tick == 40)
    #expect(simulation.ghost == before)
    #expect(simulation.journal.isEmpty && simulation.marks.isEmpty)
    var scenario = Runs.standard
    try scenario.set("target.oldMass", text: "0.3")
    var fresh = try Simulation(scenario)
    fresh.run(40)
    #expect(simulation.fingerprint == fresh.fingerprint)
    #expect(simulation.visibleSeries == fresh.visibleSeries)
    // Dragging on keeps the ghost of before the drag; another parameter starts a new one.
    try simulation.set("target.oldMass", "0.4")
    while !simulation.catchUp(ticks: 100) {}
    #expect(simulation.ghost == before)
    let second = simulation.visibleSeries
    try simulation.set("target.separation", "5")
    while !simulation.catchUp(ticks: 100) {}
    #expect(simulation.ghost == second)
    expectInvariants(simulation)
  }

  @Test func instantEditsPileUpWhileCatchingUp() throws {
    var simulation = try Self.running()
    try simulation.perform(.setInstant(true))
    for text in ["0.3", "0.35", "0.4"] {
      try simulation.set("target.oldMass", text)
      _ = simulation.catchUp(ticks: 5)
    }
    while !simulation.catchUp(ticks: 100) {}
    var scenario = Runs.standard
    try scenario.set("target.oldMass", text: "0.4")
    var fresh = try Simulation(scenario)
    fresh.run(40)
    #expect(simulation.fingerprint == fresh.fingerprint)
    try simulation.perform(.undo)
    while !simulation.catchUp(ticks: 100) {}
    #expect(simulation.scenario.target.oldMass == 0.35)
    #expect(simulation.tick == 40)
  }

  @Test func startingAgainEndsTheCatchingUp() throws {
    for command in [Command.restart, .reset, .load(Runs.standard), .seek(0.1)] {
      var simulation = try Self.running()
      try simulation.perform(.setInstant(true))
      try simulation.set("target.oldMass", "0.3")
      _ = simulation.catchUp(ticks: 5)
      try simulation.perform(command)
      #expect(simulation.catchUpTime == nil, "\(command)")
      expectInvariants(simulation)
    }
  }
}
