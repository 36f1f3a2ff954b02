import SeededNumbers
import Testing

@testable import Forgetting
@testable import Simulation

/// Lanes that come and go while it runs, and a dimension that changes.
@Suite struct LaneChangeTests {
  /// The standard scenario with a third lane from the start.
  private static let three: Scenario = {
    var scenario = Runs.standard
    scenario.lanes.append(
      LaneSettings(method: MethodSettings("reverse-kl", choices: ["goal": "new"])))
    return scenario
  }()

  @Test(arguments: [0, 1, 57, 2500])
  func addedLaneWasAlwaysThere(_ ticks: Int) throws {
    var scenario = Runs.standard
    scenario.start.old.mean = [-5]
    var late = try Simulation(scenario)
    late.run(ticks)
    try late.set("lanes.add", "reverse-kl")
    scenario.lanes.append(LaneSettings(method: MethodSettings("reverse-kl")))
    var early = try Simulation(scenario)
    early.run(ticks)
    #expect(late.fingerprint == early.fingerprint)
    #expect(late.visibleSeries.lanes == early.visibleSeries.lanes)
    late.run(30)
    early.run(30)
    #expect(late.fingerprint == early.fingerprint)
    expectInvariants(late)
    #expect(try Simulation(late.experiment).fingerprint == late.fingerprint)
  }

  /// The clock's steps were what they were: an added lane stands at the same instants.
  @Test func addedLaneTakesTheStepsOfTheRun() throws {
    var simulation = try Simulation(Runs.standard)
    simulation.run(20)
    try simulation.set("clock.step", "0.01")
    simulation.run(30)
    try simulation.set("clock.step", "1e-09")
    simulation.run(2)
    try simulation.set("lanes.add", "forward-kl")
    #expect(simulation.lanes[2].model == simulation.lanes[0].model)
    #expect(simulation.visibleSeries.lanes[2] == simulation.visibleSeries.lanes[0])
  }

  @Test func removedLaneLeavesTheOthersAlone() throws {
    for number in 1...3 {
      var simulation = try Simulation(Self.three)
      simulation.run(25)
      let before = simulation.lanes
      let records = simulation.visibleSeries.lanes
      try simulation.set("lanes.remove", "\(number)")
      #expect(simulation.lanes == before.indices.filter { $0 != number - 1 }.map { before[$0] })
      #expect(
        simulation.visibleSeries.lanes
          == records.indices.filter { $0 != number - 1 }.map { records[$0] })
      simulation.run(25)
      var scenario = Self.three
      scenario.lanes.remove(at: number - 1)
      var fresh = try Simulation(scenario)
      fresh.run(50)
      #expect(simulation.fingerprint == fresh.fingerprint)
      expectInvariants(simulation)
    }
  }

  /// Two lanes with the same settings may have different pasts; the one that was named goes.
  @Test func namedTwinGoes() throws {
    var simulation = try Simulation(Self.three)
    simulation.run(10)
    try simulation.set("lanes.3.goal", "full")
    simulation.run(10)
    // Two lanes of the same words now, in different places.
    try simulation.set("lanes.2.goal", "full")
    #expect(simulation.scenario.lanes[1] == simulation.scenario.lanes[2])
    #expect(simulation.lanes[1].model != simulation.lanes[2].model)
    var twin = simulation
    try twin.perform(.set(path: "lanes.remove", value: .number(2)))
    #expect(twin.lanes[1].model == simulation.lanes[2].model)
  }

  /// Back and forth over the comings and goings: the lanes, the curves and the bits of each instant.
  @Test func scrubbingOverComingsAndGoings() throws {
    var simulation = try Simulation(Self.three)
    var states: [Simulation.Fingerprint] = [simulation.fingerprint]
    var counts = [3]
    for tick in 0..<60 {
      switch tick {
      case 10: try simulation.set("lanes.remove", "2")
      case 20: try simulation.set("lanes.add", "reverse-kl")
      case 30: try simulation.set("lanes.add", "forward-kl")
      case 31: try simulation.set("lanes.remove", "1")
      case 40: try simulation.perform(.undo)
      default: break
      }
      if [10, 20, 30, 31, 40].contains(tick) {
        states[states.count - 1] = simulation.fingerprint
        counts[counts.count - 1] = simulation.lanes.count
      }
      simulation.advance()
      states.append(simulation.fingerprint)
      counts.append(simulation.lanes.count)
    }
    #expect(Set(counts) == [2, 3, 4])
    let whole = simulation.visibleSeries
    var random = SplitMix64(seed: 91)
    for _ in 0..<40 {
      let tick = Int.random(in: 0...60, using: &random)
      try simulation.perform(.step(tick - simulation.tick))
      #expect(simulation.fingerprint == states[tick], "at \(tick)")
      expectInvariants(simulation, "at \(tick)")
      #expect(
        simulation.visibleSeries.times.last! >= simulation.time - 1e-9, "no curve up to the eye")
    }
    try simulation.perform(.step(60))
    try simulation.perform(.step(60 - simulation.tick))
    #expect(simulation.visibleSeries.times.prefix(61) == whole.times[...])
    #expect(simulation.fingerprint == states[60])
    expectInvariants(simulation)
    // A branch from before it all, and on from there.
    for tick in [45, 25, 12, 5, 0] {
      var branch = simulation
      try branch.perform(.step(tick - 60))
      branch.run(30)
      expectInvariants(branch, "branched at \(tick)")
      #expect(try Simulation(branch.experiment).fingerprint == branch.fingerprint)
      try branch.set("lanes.add", "reverse-kl")
      branch.run(3)
      expectInvariants(branch)
    }
  }

  @Test func manyLanesComeAndGo() throws {
    var simulation = try Simulation(Runs.standard)
    for _ in 0..<90 {
      try simulation.set("lanes.add", "forward-kl")
      simulation.advance()
      try simulation.set("lanes.remove", "3")
      simulation.advance()
    }
    expectInvariants(simulation)
    // The first of them have been forgotten and are computed anew.
    for tick in [1, 2, 3, 178, 0, 180] {
      try simulation.perform(.step(tick - simulation.tick))
      expectInvariants(simulation, "at \(tick)")
      // The edits of an even tick end with three lanes, those of an odd one with two.
      #expect(simulation.lanes.count == (tick % 2 == 0 && tick < 180 ? 3 : 2), "at \(tick)")
    }
    try simulation.perform(.step(-178))
    simulation.run(5)
    expectInvariants(simulation)
  }

  @Test func dimensionSwitchesWhileRunning() throws {
    var simulation = try Simulation(Runs.standard)
    simulation.run(20)
    let line = simulation.lanes.map { Coordinates($0.model) }
    try simulation.set("dimension", "2")
    expectInvariants(simulation)
    for (a, b) in zip(simulation.lanes, line) {
      for entry in [0, 1, 3] { #expect(Coordinates(a.model)[entry] == b[entry]) }
    }
    simulation.run(20)
    // Along the line it is the same flow.
    var straight = try Simulation(Runs.standard)
    straight.run(40)
    for (a, b) in zip(simulation.lanes, straight.lanes) {
      let difference = Coordinates(a.model) - Coordinates(b.model)
      for entry in [0, 1, 2, 3, 4] { #expect(abs(difference[entry]) <= 1e-9) }
    }
    // Off the line it is another one, and back on one axis it goes on.
    try simulation.set("start.old.mean.y", "0.4")
    try simulation.set("target.new.mean.y", "1.5")
    try simulation.set("target.correlation", "0.5")
    simulation.run(3)
    expectInvariants(simulation)
    #expect(simulation.lanes[1].model.new.mean.y != 0)
    try simulation.set("dimension", "1")
    simulation.run(5)
    expectInvariants(simulation)
    #expect(simulation.lanes[1].model.new.mean.y == 0)
    let end = simulation.fingerprint
    try simulation.perform(.seek(0))
    #expect(simulation.scenario == Runs.standard)
    try simulation.perform(.seek(99))
    #expect(simulation.fingerprint == end)
    #expect(try Simulation(simulation.experiment).fingerprint == end)
  }

  @Test func undoTakesTheDimensionBack() throws {
    var scenario = Presets.preset("correlated")!.scenario
    scenario.clock.step = 0.2
    var simulation = try Simulation(scenario)
    simulation.run(2)
    try simulation.set("dimension", "1")
    simulation.run(5)
    try simulation.perform(.undo)
    #expect(simulation.scenario == scenario)
    expectInvariants(simulation)
    simulation.advance()
    expectInvariants(simulation)
  }

  /// A lane with a step of its own keeps to the common clock.
  @Test func laneStepsAtItsOwnPace() throws {
    var scenario = Runs.standard
    scenario.lanes = [scenario.lanes[0], scenario.lanes[0], scenario.lanes[0]]
    scenario.lanes[1].step = 0.025
    scenario.lanes[2].step = 0.2
    var simulation = try Simulation(scenario)
    simulation.run(3)
    #expect(simulation.lanes[2].model == simulation.lanes[2].model)
    #expect(simulation.lanes[2].model == scenario.startMixture)
    simulation.run(1)
    #expect(simulation.lanes[2].model != scenario.startMixture)
    simulation.run(36)
    for lane in simulation.lanes {
      let difference = Coordinates(lane.model) - Coordinates(simulation.lanes[0].model)
      #expect(difference.largestMagnitude <= 1e-5)
    }
    #expect(simulation.lanes[0].model != simulation.lanes[1].model)
  }

  /// Undo that takes a lane back and a covariance with it, and the same change from a journal.
  @Test func aChangeOfEverythingMayTakeLanesAndMore() throws {
    var simulation = try Simulation(Runs.standard)
    try simulation.set("target.deviation", "1.3")
    try simulation.set("lanes.remove", "1")
    try simulation.perform(.reset)
    simulation.run(20)
    try simulation.perform(.undo)
    #expect(simulation.lanes.count == 1)
    expectInvariants(simulation)
    #expect(try Simulation(simulation.experiment).fingerprint == simulation.fingerprint)
    try simulation.perform(.redo)
    #expect(simulation.lanes.count == 2)
    expectInvariants(simulation)
    #expect(try Simulation(simulation.experiment).fingerprint == simulation.fingerprint)
  }
}
