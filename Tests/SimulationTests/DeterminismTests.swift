import SeededNumbers
import Testing

@testable import Forgetting
@testable import Simulation

/// The same experiment is the same numbers, bit for bit: run twice, made again from its journal, scrubbed
/// back and forth.
@Suite struct DeterminismTests {
  /// Interventions at their ticks.
  private static let edits: [(tick: Int, path: String, text: String)] = [
    (7, "target.oldMass", "0.3"), (18, "lanes.1.replay", "0.25"), (18, "rates.oldMean", "0.5"),
    (33, "target.separation", "3.1"), (40, "clock.step", "0.031"), (51, "target.deviation", "1.2"),
    (60, "lanes.1.rates.newMean", "0"),
  ]

  /// A run with the interventions that fall into it.
  private static func run(_ scenario: Scenario, ticks: Int, edited: Bool) throws -> Simulation {
    var simulation = try Simulation(scenario)
    for edit in edits where edited && edit.tick <= ticks {
      simulation.run(edit.tick - simulation.tick)
      let isPlane = scenario.dimension == 2 && edit.path == "target.deviation"
      try simulation.set(isPlane ? "target.deviation.x" : edit.path, edit.text)
    }
    simulation.run(ticks - simulation.tick)
    return simulation
  }

  @Test(arguments: Runs.all, [false, true])
  func sameScenarioSameBits(_ scenario: Scenario, _ edited: Bool) throws {
    let first = try Self.run(scenario, ticks: 80, edited: edited)
    let second = try Self.run(scenario, ticks: 80, edited: edited)
    #expect(first.fingerprint == second.fingerprint)
    #expect(first.lanes[0].model != scenario.startMixture, "nothing has moved")
  }

  @Test(arguments: Runs.all)
  func experimentIsTheRun(_ scenario: Scenario) throws {
    for ticks in [0, 18, 40, 80] {
      let simulation = try Self.run(scenario, ticks: ticks, edited: true)
      let again = try Simulation(simulation.experiment)
      #expect(again.fingerprint == simulation.fingerprint, "at \(ticks)")
      #expect(again.visibleSeries.times == simulation.visibleSeries.times)
      #expect(again.visibleSeries.lanes == simulation.visibleSeries.lanes)
      // And it goes on like the run itself.
      var (a, b) = (simulation, again)
      a.run(20)
      b.run(20)
      #expect(a.fingerprint == b.fingerprint)
    }
  }

  @Test(arguments: Runs.all, [false, true])
  func scrubbingLeavesNoTrace(_ scenario: Scenario, _ edited: Bool) throws {
    let whole = try Self.run(scenario, ticks: 80, edited: edited)
    var scrubbed = whole
    var random = SplitMix64(seed: 81)
    for _ in 0..<12 {
      let tick = Int.random(in: 0...80, using: &random)
      try scrubbed.perform(.step(tick - scrubbed.tick))
      #expect(scrubbed.tick == tick)
      let direct = try Self.run(scenario, ticks: tick, edited: edited)
      #expect(scrubbed.fingerprint == direct.fingerprint, "at \(tick)")
      expectInvariants(scrubbed)
    }
    try scrubbed.perform(.seek(.greatestFiniteMagnitude))
    #expect(scrubbed.fingerprint == whole.fingerprint)
    // What was computed after all the scrubbing is what would have been computed without.
    var uninterrupted = whole
    uninterrupted.run(25)
    scrubbed.run(25)
    #expect(scrubbed.fingerprint == uninterrupted.fingerprint)
    #expect(scrubbed.visibleSeries == uninterrupted.visibleSeries)
  }

  /// An instant in the past is part of the experiment, and so is the future beyond it.
  @Test func scrubbedExperimentComesBack() throws {
    var simulation = try Self.run(Runs.standard, ticks: 80, edited: true)
    try simulation.perform(.step(-50))
    let again = try Simulation(simulation.experiment)
    #expect(again.fingerprint == simulation.fingerprint)
    // Going on leaves the edits of the abandoned future behind, in both.
    var (a, b) = (simulation, again)
    a.run(60)
    b.run(60)
    #expect(a.fingerprint == b.fingerprint)
    #expect(a.journal == b.journal)
    #expect(try Simulation(a.experiment).fingerprint == a.fingerprint)
  }

  @Test func longRunsAreScrubbedExactly() throws {
    var scenario = Runs.standard
    scenario.lanes = [scenario.lanes[1]]
    var simulation = try Simulation(scenario)
    var states: [Int: LaneState] = [0: simulation.lanes[0]]
    for tick in 1...5200 {
      simulation.advance()
      if tick % 611 == 0 { states[tick] = simulation.lanes[0] }
    }
    for tick in states.keys.sorted().reversed() {
      try simulation.perform(.step(tick - simulation.tick))
      #expect(simulation.tick == tick)
      #expect(simulation.lanes[0] == states[tick], "at \(tick)")
    }
  }

  /// Many edits of one parameter between two ticks are one edit; each of another kind stays its own.
  @Test(arguments: [
    [("target.separation", "2"), ("target.separation", "0"), ("target.separation", "5.3")],
    [("target.old.mean", "-1"), ("target.old.mean", "-3")],
    [("dimension", "2"), ("dimension", "1"), ("dimension", "2")],
    [
      ("lanes.1.replayMode", "reweight"), ("lanes.1.method", "reverse-kl"),
      ("lanes.1.method", "forward-kl"),
    ],
    [("lanes.add", "forward-kl"), ("lanes.add", "reverse-kl"), ("lanes.add", "forward-kl")],
    [("lanes.remove", "1"), ("lanes.add", "reverse-kl"), ("lanes.remove", "1")],
    [("target.deviation", "2"), ("start.old.deviation", "0.5"), ("target.deviation", "1")],
    [("clock.integrator", "euler"), ("clock.integrator", "dopri5")],
  ])
  func editsBetweenTicksAreReplayed(_ edits: [(String, String)]) throws {
    var simulation = try Simulation(Runs.replay)
    simulation.run(21)
    for (path, text) in edits { try simulation.set(path, text) }
    expectInvariants(simulation)
    #expect(try Simulation(simulation.experiment).fingerprint == simulation.fingerprint)
    simulation.run(30)
    let end = simulation.fingerprint
    #expect(try Simulation(simulation.experiment).fingerprint == end)
    try simulation.perform(.step(-40))
    expectInvariants(simulation)
    try simulation.perform(.step(40))
    #expect(simulation.fingerprint == end)
    expectInvariants(simulation)
  }

  @Test func draggedSliderIsOneIntervention() throws {
    var simulation = try Simulation(Runs.standard)
    simulation.run(10)
    for text in ["3.5", "3", "2.5", "2"] { try simulation.set("target.separation", text) }
    #expect(simulation.journal.count == 1)
    #expect(simulation.marks.count == 1)
    #expect(simulation.marks[0].from == .number(4))
    #expect(simulation.marks[0].to == .number(2))
    var direct = try Simulation(Runs.standard)
    direct.run(10)
    try direct.set("target.separation", "2")
    #expect(direct.fingerprint == simulation.fingerprint)
    simulation.run(1)
    try simulation.set("target.separation", "3")
    #expect(simulation.marks.count == 2)
  }

  /// A slider that is dragged on from where it began does not take the speed back there with it.
  @Test func whatIsOnlyShownStaysUnderADrag() throws {
    var simulation = try Simulation(Runs.standard)
    simulation.run(10)
    try simulation.set("target.separation", "3.5")
    try simulation.set("clock.speed", "4")
    try simulation.set("clock.until", "77")
    try simulation.set("target.separation", "3")
    #expect(simulation.journal.count == 1)
    #expect(simulation.scenario.clock.speed == 4)
    #expect(simulation.scenario.clock.until == 77)
    #expect(simulation.scenario == (try Simulation(simulation.experiment).scenario))
  }
}
