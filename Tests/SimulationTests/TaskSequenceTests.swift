import Testing

@testable import Forgetting
@testable import Simulation

/// Stages of a run: what changes when, and that every way to an instant gives the same bits.
@Suite struct TaskSequenceTests {
  /// Three tasks in a row, four lanes.
  static func three(
    _ methods: [MethodSettings] = [
      MethodSettings("forward-kl"), MethodSettings("forward-kl", numbers: ["replay": 0.2]),
      MethodSettings("reverse-kl"), MethodSettings("sdft"),
    ]
  ) -> Scenario {
    Scenario(
      target: .none,
      start: MixtureSettings(components: [
        ComponentSettings(weight: 0.9, mode: ModeSettings(mean: [-4])),
        ComponentSettings(weight: 0.05, mode: ModeSettings(mean: [-1.5])),
        ComponentSettings(weight: 0.05, mode: ModeSettings(mean: [2])),
      ]),
      clock: Clock(step: 0.1, until: 12), lanes: methods.map { LaneSettings(method: $0) },
      sequence: TaskSequence(
        tasks: [
          TaskSettings(name: "maths", mass: 0.5, mean: [-4]),
          TaskSettings(name: "code", mass: 0.3, mean: [0]),
          TaskSettings(name: "poetry", mass: 0.2, mean: [4]),
        ],
        stages: [StageSettings(task: "code", until: 5), StageSettings(task: "poetry", until: 10)],
        known: ["maths"]))
  }

  @Test func aStageLastsToItsLastTick() throws {
    var simulation = try Simulation(Self.three())
    simulation.run(50)
    // The end of the first stage is still measured in it.
    #expect(simulation.time == 5 && simulation.scenario.stage == 0)
    let end = simulation.lanes.map(\.model)
    simulation.advance()
    #expect(simulation.scenario.stage == 1)
    #expect(simulation.problem.tasks?.current == 2 && simulation.problem.tasks?.seen == [0, 1])
    #expect(simulation.lanes.map(\.stageEnds) == end.map { [$0] })
    #expect(simulation.lanes.map(\.reference) == end)
    simulation.run(80)
    #expect(simulation.scenario.stage == 1)
  }

  @Test func theReferenceMayStay() throws {
    var scenario = Self.three()
    scenario.sequence?.keepsReference = true
    var simulation = try Simulation(scenario)
    simulation.run(60)
    #expect(simulation.lanes.allSatisfy { $0.reference == scenario.referenceMixture })
    #expect(simulation.lanes.allSatisfy { $0.stageEnds.count == 1 })
  }

  @Test func everyWayToAnInstantGivesTheSameBits() throws {
    var straight = try Simulation(Self.three())
    straight.run(70)
    let wanted = straight.lanes
    // Back over the boundary, and on again.
    straight.run(20)
    try straight.perform(.seek(3))
    #expect(straight.scenario.stage == 0 && straight.lanes.allSatisfy { $0.stageEnds.isEmpty })
    try straight.perform(.seek(7))
    #expect(straight.scenario.stage == 1)
    #expect(straight.lanes == wanted)
    try straight.perform(.seek(4))
    straight.run(30)
    #expect(straight.lanes == wanted)
    // Opened at the instant, and played with its journal.
    #expect(try Simulation(Experiment(scenario: Self.three(), tick: 70)).lanes == wanted)
    // A lane that comes later.
    let before = straight
    try straight.perform(.set(path: "lanes.add", value: .word("reverse-kl")))
    #expect(straight.lanes[4].model == before.lanes[2].model)
    #expect(straight.lanes[4].reference == before.lanes[2].reference)
    #expect(straight.lanes[4].stageEnds == before.lanes[2].stageEnds)
  }

  @Test func undoAndEditsKnowTheStage() throws {
    var simulation = try Simulation(Self.three())
    simulation.run(60)
    try simulation.perform(.set(path: "tasks.maths.mass", value: .number(0.2)))
    #expect(simulation.scenario.stage == 1)
    simulation.run(10)
    try simulation.perform(.undo)
    #expect(simulation.scenario.stage == 1 && simulation.scenario.sequence?.tasks[0].mass == 0.5)
    simulation.run(5)
    let experiment = simulation.experiment
    #expect(try Simulation(experiment).lanes == simulation.lanes)
    // A stage that is made longer goes on.
    var longer = try Simulation(Self.three())
    longer.run(20)
    try longer.perform(.set(path: "stages.1.until", value: .number(8)))
    longer.run(50)
    #expect(longer.time == 7 && longer.scenario.stage == 0)
    longer.run(11)
    #expect(longer.scenario.stage == 1)
  }

  /// A run that pauses where its last stage ends does so wherever that is: longer, with another stage, undone,
  /// scrubbed; one that pauses elsewhere stays as it is.
  @Test func theRunPausesWithItsLastStage() throws {
    var scenario = Self.three([MethodSettings("reverse-kl")])
    scenario.clock.until = 10
    var simulation = try Simulation(scenario)
    simulation.run(30)
    try simulation.perform(.set(path: "stages.2.until", value: .number(11)))
    try simulation.perform(.set(path: "stages.2.until", value: .number(12)))
    #expect(simulation.scenario.clock.until == 12 && simulation.pauseTime == 12)
    try simulation.perform(.set(path: "stages.add", value: .word("maths")))
    #expect(simulation.scenario.clock.until == 19 && simulation.pauseTime == 19)
    try simulation.perform(.undo)
    #expect(simulation.scenario.clock.until == 12 && simulation.pauseTime == 12)
    try simulation.perform(.redo)
    #expect(simulation.scenario.clock.until == 19)
    simulation.run(10)
    try simulation.perform(.seek(2))
    #expect(simulation.scenario.clock.until == 10 && simulation.pauseTime == 10)
    try simulation.perform(.seek(4))
    #expect(simulation.scenario.clock.until == 19)
    try simulation.perform(.play)
    while simulation.isRunning { simulation.advance() }
    #expect(abs(simulation.time - 19) < 1e-9)
    #expect(try Simulation(simulation.experiment).scenario == simulation.scenario)
    // Who has said when it pauses is obeyed.
    simulation = try Simulation(Self.three([MethodSettings("reverse-kl")]))
    try simulation.perform(.set(path: "stages.2.until", value: .number(30)))
    #expect(simulation.scenario.clock.until == 12 && simulation.pauseTime == 12)
    // A last stage that is open and gets a follower ended with the run.
    scenario.sequence?.stages?[1].until = nil
    try scenario.set("stages.add", text: "maths")
    #expect(scenario.sequence?.stages?.map(\.until) == [5, 10, 15])
    #expect(scenario.clock.until == 15)
  }

  /// Two tasks that are added at one instant are both there: only a value is dragged on.
  @Test func changesOfTheListAtOneInstantAddUp() throws {
    var simulation = try Simulation(Self.three([MethodSettings("reverse-kl")]))
    simulation.run(20)
    for name in ["music", "law"] {
      try simulation.perform(.set(path: "tasks.add", value: .word(name)))
    }
    #expect(simulation.scenario.taskNames == ["maths", "code", "poetry", "music", "law"])
    #expect(simulation.journal.count == 2)
    for name in ["music", "law"] {
      try simulation.perform(.set(path: "tasks.remove", value: .word(name)))
    }
    #expect(simulation.scenario.taskNames == ["maths", "code", "poetry"])
    for mass in [0.3, 0.4] {
      try simulation.perform(.set(path: "tasks.code.mass", value: .number(mass)))
    }
    #expect(simulation.journal.count == 5)
    #expect(try Simulation(simulation.experiment).scenario == simulation.scenario)
  }

  /// What was kept at the end of a stage stays what it was, whatever becomes of the tasks.
  @Test func editsDoNotRewriteWhatWasKept() throws {
    var simulation = try Simulation(
      Self.three([MethodSettings("forward-kl", numbers: ["replay": 0.2])]))
    simulation.run(60)
    let reader = RetentionReader()
    func rows() throws -> [[Double]] {
      let retention = try #require(
        reader.retention(simulation.scenario, at: simulation.lanes[0]))
      return retention.rows.dropLast()
    }
    let before = try rows()
    #expect(before.count == 2)
    try simulation.perform(.set(path: "tasks.remove", value: .word("maths")))
    #expect(try rows() == before.map { Array($0.dropFirst()) })
    try simulation.perform(.undo)
    #expect(try rows() == before)
    try simulation.perform(.set(path: "tasks.add", value: .word("law")))
    #expect(try rows().map { Array($0.dropLast()) } == before)
    #expect(try rows().allSatisfy { $0[3].isNaN })
    try simulation.perform(.set(path: "tasks.move", value: .word("law:1")))
    #expect(try rows().map { Array($0.dropFirst()) } == before)
    try simulation.perform(.set(path: "tasks.code.mean", value: .number(1)))
    try simulation.perform(.set(path: "start.components.count", value: .number(1)))
    #expect(try rows().map { Array($0.dropFirst()) } == before)
    #expect(try Simulation(simulation.experiment).lanes == simulation.lanes)
  }

  /// What was trained is called what it was, whatever becomes of the list of stages.
  @Test func editsDoNotRewriteWhatWasTrained() throws {
    var simulation = try Simulation(Self.three([MethodSettings("forward-kl")]))
    func names() -> [String] { simulation.snapshot().stages.map { "\($0.task) \($0.time)" } }
    #expect(names() == ["code 0.0", "poetry 5.0"])
    simulation.run(30)
    #expect(names() == ["code 0.0", "poetry 5.0"])
    try simulation.perform(.set(path: "tasks.add", value: .word("law")))
    simulation.run(30)
    try simulation.perform(.set(path: "stages.1.task", value: .word("maths")))
    #expect(names() == ["code 0.0", "poetry 5.0"])
    try simulation.perform(.set(path: "stages.2.task", value: .word("law")))
    #expect(names() == ["code 0.0", "poetry 5.0", "law 6.0"])
    simulation.run(10)
    try simulation.perform(.set(path: "tasks.remove", value: .word("poetry")))
    try simulation.perform(.set(path: "tasks.law.name", value: .word("right")))
    try simulation.perform(.set(path: "stages.add", value: .word("maths")))
    #expect(names() == ["code 0.0", "poetry 5.0", "right 6.0", "maths 10.0"])
    // Looking back rewrites nothing either; who goes on from there trains what the list has.
    try simulation.perform(.step(-30))
    #expect(names() == ["code 0.0", "poetry 5.0", "right 6.0", "maths 10.0"])
    simulation.advance()
    #expect(names() == ["code 0.0", "poetry 5.0"])
    // Who follows the run elsewhere reads the same.
    #expect(
      simulation.experiment.stageBeginnings
        == simulation.snapshot().stages)
  }

  /// A task seen from now on may have drifted farthest at the very instant at which its stage ends.
  @Test func theLargestDriftKnowsWhereStagesBegin() throws {
    var simulation = try Simulation(Self.three([MethodSettings("reverse-kl")]))
    simulation.run(50)
    let state = simulation.lanes[0]
    let tasks = try #require(simulation.scenario.tasks(inStage: 1))
    let drift = try #require(tasks.drift(of: 1, in: state.model))
    #expect(drift > state.largestDrift)
    simulation.advance()
    #expect(simulation.scenario.stage == 1 && simulation.lanes[0].largestDrift >= drift)
  }

  /// δ of tasks at one place parts them, as it does two; a new task stands on no other.
  @Test func tasksAtOnePlacePart() throws {
    var scenario = Self.three([MethodSettings("forward-kl")])
    scenario.start.components = nil
    let middle =
      scenario.taskNames.map { scenario.tasks!.gaussians[scenario.sequence!.index(of: $0)!].mean.x }
      .reduce(0, +) / 3
    for separation in [0.0, 3] {
      try scenario.set("target.separation", to: .number(separation))
      #expect(abs(scenario.leastSeparation - separation) < 1e-9)
    }
    #expect(abs(scenario.tasks!.gaussians.map(\.mean.x).reduce(0, +) / 3 - middle) < 1e-9)
    // Two together and one apart.
    try scenario.set("tasks.code.mean", to: .number(scenario.tasks!.gaussians[0].mean.x))
    try scenario.set("target.separation", to: .number(2))
    #expect(abs(scenario.leastSeparation - 2) < 1e-9)
    scenario = Self.three([MethodSettings("forward-kl")])
    scenario.start.components = nil
    try scenario.set("tasks.move", to: .word("maths:3"))
    try scenario.set("tasks.move", to: .word("poetry:1"))
    try scenario.set("tasks.add", to: .word("law"))
    #expect(scenario.leastSeparation > 1)
    try scenario.set("tasks.move", to: .word("law:1"))
    try scenario.set("tasks.add", to: .word("manners"))
    #expect(scenario.leastSeparation > 1)
  }

  /// A lane that has stopped does not come back to life because a stage begins.
  @Test func aStoppedLaneStaysStoppedThroughStages() throws {
    var simulation = try Simulation(
      Self.three([MethodSettings("forward-kl"), MethodSettings("reverse-kl")]))
    simulation.run(20)
    simulation.lanes[0].failure = .manySteps(1)
    let model = simulation.lanes[0].model
    simulation.run(60)
    #expect(simulation.scenario.stage > 0)
    #expect(simulation.lanes[0].failure == .manySteps(1) && simulation.lanes[0].model == model)
    #expect(
      simulation.lanes[1].failure == nil
        && simulation.lanes[0].stageEnds.count == simulation.scenario.stage)
  }

  /// A task that gets another name is the same task: its component goes on, and so does its column.
  @Test func anotherNameIsNoOtherTask() throws {
    var simulation = try Simulation(Self.three([MethodSettings("forward-kl")]))
    simulation.run(60)
    let model = simulation.lanes[0].model
    let reader = RetentionReader()
    let before = reader.retention(simulation.scenario, at: simulation.lanes[0])
    try simulation.perform(.set(path: "tasks.code.name", value: .word("go")))
    #expect(simulation.scenario.taskNames == ["maths", "go", "poetry"])
    #expect(simulation.lanes[0].model == model)
    #expect(reader.retention(simulation.scenario, at: simulation.lanes[0])?.rows == before?.rows)
    try simulation.perform(.undo)
    #expect(simulation.scenario.taskNames == ["maths", "code", "poetry"])
    #expect(simulation.lanes[0].model == model)
    #expect(try Simulation(simulation.experiment).lanes == simulation.lanes)
  }

  @Test func tasksComeAndGoWhileTheyRun() throws {
    var simulation = try Simulation(Self.three([MethodSettings("reverse-kl")]))
    simulation.run(20)
    let before = simulation.lanes[0].model
    try simulation.perform(.set(path: "tasks.add", value: .word("manners")))
    #expect(simulation.lanes[0].model.count == 4)
    #expect(simulation.lanes[0].model[1] == before[1])
    simulation.run(20)
    try simulation.perform(.set(path: "tasks.move", value: .word("manners:1")))
    let moved = simulation.lanes[0].model
    #expect(moved.count == 4 && moved[1].mean != before[1].mean)
    try simulation.perform(.set(path: "tasks.remove", value: .word("manners")))
    #expect(simulation.lanes[0].model.count == 3)
    simulation.run(40)
    #expect(simulation.lanes[0].failure == nil)
    let again = try Simulation(simulation.experiment)
    #expect(again.lanes == simulation.lanes)
    #expect(
      try Simulation(simulation.experiment).snapshot().series.lanes[0].measures.map(\.id)
        .contains("weight.code"))
  }

  @Test func batchesAndTheOtherMethodsRun() throws {
    for sampling in [Sampling.population, .batch(64)] {
      for dimension in [1, 2] {
        // As many lanes as there may be.
        let methods = MethodCatalogue.descriptions.filter { $0.key != "jeffreys" }
        for part in [methods.prefix(7), methods.dropFirst(7)] {
          var scenario = Self.three(part.map { MethodSettings($0.key) })
          try scenario.set("dimension", to: .number(Double(dimension)))
          scenario.sampling = sampling
          scenario.clock.integrator = sampling.isBatch ? .euler : .rungeKutta
          scenario.clock.step = 0.2
          try scenario.validate()
          var simulation = try Simulation(scenario)
          simulation.run(35)
          for (lane, method) in zip(simulation.lanes, part) {
            // Chen's loss has no minimum here: exactly stepped it runs away, and stays where it stopped.
            let mayStop = method.key == "chen-reinforce"
            #expect(mayStop || lane.failure == nil, "\(sampling), \(dimension), \(method.key)")
          }
          #expect(simulation.lanes.allSatisfy { $0.model.isFinite })
          let snapshot = simulation.snapshot()
          #expect(snapshot.lanes.allSatisfy { $0.meters.tasks?.kept.count == 3 })
        }
      }
    }
  }

  @Test func measuresOfSequences() throws {
    var simulation = try Simulation(Self.three())
    simulation.run(100)
    let lane = LaneMeasurer().lane(0, of: simulation)
    let retention = try #require(lane.retention)
    #expect(retention.rows.count == 3 && retention.trained == [1, 2] && retention.seen == [0, 1])
    let r = retention.rows
    let tasks = try #require(lane.meters.tasks)
    for task in 0..<3 { #expect(r[2][task] == tasks.kept[task]) }
    #expect(lane.retention?.average == (r[2][0] + r[2][1] + r[2][2]) / 3)
    let best = (0..<2).map { task in r.map { $0[task] }.max()! - r[2][task] }
    #expect(lane.retention?.forgetting == (best[0] + best[1]) / 2)
    #expect(retention.backwardTransfer == ((r[2][0] - r[0][0]) + (r[2][1] - r[1][1])) / 2)
    #expect(retention.forwardTransfer == r[1][2] - r[0][2])
    // In conditions.
    let condition = try #require(Condition(text: "lane 1: kept.maths < 0.5"))
    #expect(condition.holds(in: simulation) && condition.holds(in: simulation.snapshot()))
    #expect(condition.refusal(in: simulation.scenario) == nil)
    let names = simulation.scenario.taskNames
    let nobody = try #require(Condition(text: "lane 1: kept.nobody < 0.5"))
    #expect(!nobody.holds(in: simulation))
    #expect(nobody.refusal(in: simulation.scenario) == .measure(tasks: names))
    #expect(condition.refusal(in: Runs.standard) == .measure(tasks: []))
    #expect(
      Condition(text: "lane 7: kept.maths < 0.5")?.refusal(in: simulation.scenario)
        == .lane(count: simulation.scenario.lanes.count))
    for text in ["kept.nobody", "max kept.nobody", "kept.nobody at 1", "first kept.nobody < 1"] {
      #expect(throws: ParameterError.self) { try SweepMeasure(text: text, in: simulation.scenario) }
    }
    _ = try SweepMeasure(text: "first kept.maths < 0.5", in: simulation.scenario)
    // Not in the target, not said.
    let start = LaneMeasurer().lane(0, of: try Simulation(Self.three()))
    #expect(MeasureCatalogue.measure(named: "kept.poetry")?.value(of: start) == nil)
    #expect(MeasureCatalogue.measure(named: "weight.poetry")?.value(of: start) != nil)
  }
}
