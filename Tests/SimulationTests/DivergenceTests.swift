import Testing

@testable import Forgetting
@testable import Simulation

/// A step that is too long stops its lane with a message; nothing else breaks, and undo brings it back.
@Suite struct DivergenceTests {
  /// Gradient descent with a learning rate that is far too large for the second lane.
  private static let reckless: Scenario = {
    var scenario = Runs.standard
    scenario.clock.integrator = .euler
    scenario.lanes[1].step = 60
    scenario.lanes[1].rates = Rates(weight: 1, oldMean: 40, newMean: 40)
    return scenario
  }()

  private static func diverged() throws -> Simulation {
    var simulation = try Simulation(reckless)
    for _ in 0..<20_000 where simulation.lanes[1].failure == nil { simulation.advance() }
    return simulation
  }

  @Test func laneStopsWithAMessage() throws {
    var simulation = try Self.diverged()
    let failure = try #require(simulation.lanes[1].failure)
    #expect(failure == .diverged(step: 60))
    #expect(simulation.lanes[0].failure == nil)
    let stopped = simulation.lanes[1]
    let other = simulation.lanes[0]
    simulation.run(50)
    #expect(simulation.lanes[1].model == stopped.model)
    #expect(simulation.lanes[0].model != other.model)
    expectInvariants(simulation)
    let snapshot = simulation.snapshot()
    #expect(snapshot.state != .diverged)
    #expect(snapshot.lanes[1].failure == failure)
    expectFinite(snapshot)
  }

  @Test func undoBringsItBack() throws {
    var simulation = try Simulation(Runs.standard)
    simulation.run(10)
    try simulation.set("clock.integrator", "euler")
    try simulation.set("rates.newMean", "1000")
    try simulation.set("clock.step", "100")
    let before = simulation.lanes
    for _ in 0..<200 where simulation.state != .diverged { simulation.advance() }
    #expect(simulation.state == .diverged)
    #expect(!simulation.isRunning)
    expectFinite(simulation.snapshot())
    expectInvariants(simulation)
    for _ in 0..<3 { try simulation.perform(.undo) }
    #expect(simulation.scenario == Runs.standard)
    #expect(simulation.lanes.allSatisfy { $0.failure == nil })
    simulation.run(200)
    #expect(simulation.lanes.allSatisfy { $0.failure == nil })
    expectInvariants(simulation)
    expectFinite(simulation.snapshot())
    // Or back to before it happened.
    try simulation.perform(.step(10 - simulation.tick))
    #expect(simulation.lanes.map(\.model) == before.map(\.model))
    #expect(try Simulation(simulation.experiment).fingerprint == simulation.fingerprint)
  }

  @Test func everyIntegratorEndsInAMessage() throws {
    for integrator in Clock.Integrator.allCases {
      var scenario = Runs.standard
      scenario.clock.integrator = integrator
      scenario.clock.step = 100
      scenario.rates = Rates(weight: 1000, oldMean: 1000, newMean: 1000)
      var simulation = try Simulation(scenario)
      for _ in 0..<40 where simulation.state != .diverged { simulation.advance() }
      expectInvariants(simulation, "\(integrator)")
      expectFinite(simulation.snapshot())
      // The adaptive one could, but will not in one tick.
      #expect(simulation.state == .diverged, "\(integrator)")
    }
  }
}

/// Everything that a screen could show is a number; divergences that could not be resolved, all of them
/// at once, are shown as none.
func expectFinite(
  _ snapshot: Snapshot, _ comment: @autoclosure () -> String = "",
  location: SourceLocation = #_sourceLocation
) {
  var broken: [String] = []
  func check(_ value: Double?, _ name: String) {
    if let value, !value.isFinite { broken.append("\(name) \(value)") }
  }
  check(snapshot.time, "time")
  check(snapshot.horizon, "horizon")
  for lane in snapshot.lanes {
    let meters = lane.meters
    let isUnresolved = [
      meters.klModelToTarget, meters.klTargetToModel, meters.klNewToModel, meters.klOldToModel,
      meters.klReferenceToModel, meters.klModelToReference,
    ].allSatisfy(\.isNaN)
    for (index, child) in Mirror(reflecting: meters).children.enumerated() {
      // On the new task alone there may be nothing left that a double knows.
      if child.label?.hasPrefix("klNewReference") == true { continue }
      if child.label?.hasPrefix("klNewModelToReference") == true { continue }
      if isUnresolved, child.label?.hasPrefix("kl") == true { continue }
      check(child.value as? Double, child.label ?? "meter \(index)")
    }
    check(lane.model.oldWeight, "β")
    check(lane.model.old.mean.x, "m_o")
    check(lane.model.new.mean.x, "m_n")
    check(lane.largestDrift, "largest drift")
    check(lane.speed, "speed")
    check(lane.oldVelocity.x, "old velocity")
    check(lane.newVelocity.x, "new velocity")
    check(lane.driftBound, "drift bound")
    check(lane.force?.total, "force")
    for part in lane.force?.parts ?? [] { check(part.value, part.name) }
    for finding in lane.findings { check(finding.measurement, finding.symbol) }
    for weight in lane.law?.oldWeights ?? [] { check(weight, "law") }
  }
  #expect(broken.isEmpty, "\(broken) \(comment())", sourceLocation: location)
}
