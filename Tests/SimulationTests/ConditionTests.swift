import Forgetting
import Testing

@testable import Simulation

@Suite struct ConditionTests {
  private func simulation(at time: Double) throws -> Simulation {
    var simulation = try Simulation(Presets.preset("forward-and-reverse")!.scenario)
    while simulation.time < time - 1e-9 { simulation.advance() }
    return simulation
  }

  /// At t = 12.4: β 0.116 and 0.534, drift 0.648 and 0.005, kept 0.259 and 1.
  @Test(arguments: [
    (Condition(.measure(.oldWeight), lane: 0, .less, 0.12), true),
    (Condition(.measure(.oldWeight), lane: 0, .less, 0.11), false),
    (Condition(.measure(.oldWeight), lane: 1, .greater, 0.53), true),
    (Condition(.measure(.oldWeight), lane: 2, .greater, 0), false),
    (Condition(.measure(.oldWeight), lane: 2, .lessOrEqual, 1), false),
    (Condition(.measure(.oldDrift), lane: 0, .greater, 0.64), true),
    (Condition(.measure(.oldDrift), lane: 1, .greater, 0.64), false),
    (Condition(.measure(.kept), lane: 0, .less, 0.26), true),
    (Condition(.measure(.kept), lane: 1, .less, 0.26), false),
    (Condition(.time, .greaterOrEqual, 12.4), true),
    (Condition(.time, .greater, 12.45), false),
  ])
  func holds(condition: Condition, expected: Bool) throws {
    let simulation = try simulation(at: 12.4)
    #expect(condition.holds(in: simulation) == expected)
    #expect(condition.holds(in: simulation.snapshot()) == expected)
  }

  @Test func equalityCountsWhereItIsAskedFor() throws {
    let start = try simulation(at: 0)
    #expect(Condition(.measure(.oldDrift), lane: 0, .lessOrEqual, 0).holds(in: start))
    #expect(Condition(.measure(.oldDrift), lane: 0, .greaterOrEqual, 0).holds(in: start))
    #expect(!Condition(.measure(.oldDrift), lane: 0, .less, 0).holds(in: start))
    #expect(!Condition(.measure(.oldDrift), lane: 0, .greater, 0).holds(in: start))
  }

  @Test func isToldAsItIsWritten() {
    #expect(Condition(.measure(.oldWeight), lane: 1, .less, 0.1).description == "lane 2: β < 0.1")
    #expect(Condition(.time, .greaterOrEqual, 12).description == "t ≥ 12")
  }

  /// Opening an experiment gives the bits that a run of it gives, whatever went on before.
  @Test func openingIsExact() throws {
    var played = try simulation(at: 3)
    try played.perform(.set(path: "lanes.1.replay", value: .number(0.2)))
    for _ in 0..<40 { played.advance() }
    var other = try simulation(at: 1)
    try other.perform(.setInstant(true))
    try other.perform(.play)
    try other.perform(.open(played.experiment))
    #expect(other.lanes == played.lanes)
    #expect(other.experiment == played.experiment)
    #expect(other.tick == played.tick)
    #expect(!other.isInstant && !other.isPlaying)
    var broken = played.experiment
    broken.scenario.target.oldMass = 2
    #expect(throws: ParameterError.self) { try other.perform(.open(broken)) }
    #expect(other.lanes == played.lanes)
  }
}
