import Testing

@testable import Forgetting
@testable import Simulation

/// The list of stages changes while it is carried out.
@Suite struct StageChangeTests {
  /// A stage that is over stays in the matrix when the list of stages changes, with what it trained; the stage in
  /// force goes on where one before it comes or goes.
  @Test(arguments: [
    ("stages.remove", ParameterValue.number(1)), ("stages.1.task", .word("poetry")),
  ])
  func whatWasTrainedStays(path: String, value: ParameterValue) throws {
    var scenario = TaskSequenceTests.three()
    scenario.clock.step = 0.1
    scenario.sequence?.stages = [
      StageSettings(task: "code", until: 10), StageSettings(task: "poetry", until: 20),
      StageSettings(task: "maths"),
    ]
    var simulation = try Simulation(scenario)
    func retention() throws -> Retention {
      try #require(LaneMeasurer().lane(0, of: simulation).retention)
    }
    simulation.run(250)
    let before = try retention()
    #expect(before.trained == [1, 2, 0] && before.rows.count == 4)
    let reference = simulation.lanes[0].reference
    try simulation.perform(.set(path: path, value: value))
    simulation.run(10)
    let after = try retention()
    #expect(after.trained == before.trained)
    #expect(after.rows.prefix(3) == before.rows.prefix(3))
    #expect(simulation.lanes[0].reference == reference)
    #expect(simulation.snapshot().problem.tasks?.current == 0)
    // Nobody drifts who comes nearer.
    let lane = simulation.snapshot().lanes[0]
    #expect(after.ownDrifts.count == 3 && lane.meters.tasks?.drift.count == 3)
  }
}
