import Testing

@testable import Forgetting
@testable import Simulation

/// An experiment on its way to its instant: in slices it gets where it gets at once, and it can be ended.
@Suite struct ApproachTests {
  private static func experiment() throws -> Experiment {
    var simulation = try Simulation(Runs.replay)
    simulation.run(10)
    try simulation.set("target.separation", "6.5")
    simulation.run(5)
    try simulation.set("lanes.remove", "1")
    simulation.run(5)
    try simulation.set("target.deviation", "1.2")
    try simulation.perform(.undo)
    simulation.run(20)
    return simulation.experiment
  }

  @Test func slicesGetThere() throws {
    for tick in [0, 3, 10, 20, 33] {
      var experiment = try Self.experiment()
      experiment.tick = tick
      let whole = try Simulation(experiment)
      var simulation = try Simulation(approaching: experiment)
      #expect(simulation.experiment.journal == experiment.journal)
      while !simulation.catchUp(ticks: 3) {
        #expect(simulation.experiment.journal == experiment.journal)
      }
      #expect(simulation.fingerprint == whole.fingerprint)
      #expect(simulation.tick == tick)
      #expect(simulation.experiment == experiment)
      expectInvariants(simulation)
    }
  }

  /// Who stops on the way loses nothing: the edits come as the flow goes on.
  @Test func aStopKeepsTheJournal() throws {
    let experiment = try Self.experiment()
    var simulation = try Simulation(approaching: experiment)
    _ = simulation.catchUp(ticks: 7)
    #expect(simulation.approachedShare == 7.0 / 40)
    try simulation.perform(.pause)
    #expect(simulation.catchUpTime == nil && simulation.approachedShare == nil)
    #expect(simulation.experiment.journal == experiment.journal)
    #expect(simulation.tick == 7)
    simulation.run(33)
    #expect(try simulation.fingerprint == Simulation(experiment).fingerprint)
  }

  @Test func anEditOnTheWayGoesItsOwnWay() throws {
    var simulation = try Simulation(approaching: try Self.experiment())
    _ = simulation.catchUp(ticks: 12)
    try simulation.set("target.oldMass", "0.4")
    #expect(simulation.catchUpTime == nil)
    #expect(simulation.experiment.journal.map(\.tick) == [10, 12])
  }

  /// Edits take work, too: thousands of them are no short way, and no screen waits for them.
  @Test func manyEditsAreNoShortWay() throws {
    let scenario = try #require(Presets.preset("forward-and-reverse")).scenario
    func experiment(edits: Int) -> Experiment {
      Experiment(
        scenario: scenario,
        journal: (1...edits).map {
          Edit(
            tick: $0,
            change: .set(path: "target.separation", value: .number(3 + Double($0 % 30) / 10)))
        }, tick: edits)
    }
    var few = try Simulation(approaching: experiment(edits: 20))
    few.goShortWay()
    #expect(few.tick == 20 && few.approachedShare == nil)
    var many = try Simulation(approaching: experiment(edits: 2000))
    many.goShortWay()
    #expect(many.tick > 20 && many.tick < 500, "\(many.tick)")
    while !many.catchUp(ticks: 100) {}
    #expect(many.tick == 2000 && many.experiment == experiment(edits: 2000))
  }

  @Test func playGoesOnFromThere() throws {
    var simulation = try Simulation(approaching: try Self.experiment())
    try simulation.perform(.play)
    while !simulation.catchUp(ticks: 7) {}
    #expect(simulation.tick == 40)
    #expect(simulation.isRunning)
  }
}
