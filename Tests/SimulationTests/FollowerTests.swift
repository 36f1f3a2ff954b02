import Forgetting
import Testing

@testable import Simulation

/// A run that is followed is the run, as far as anybody can see.
@Suite struct FollowerTests {
  /// What a follower is told of a simulation, beginning with nothing.
  private func followed(_ simulation: Simulation) throws -> Follower {
    var follower = try Follower(
      Experiment(scenario: simulation.base, journal: simulation.journal))
    try tell(&follower, simulation, kept: 0)
    return follower
  }

  private func tell(_ follower: inout Follower, _ simulation: Simulation, kept: Int) throws {
    let snapshot = simulation.snapshot()
    try follower.take(snapshot.series.piece(after: kept))
    try follower.take(snapshot.stretch)
    try follower.take(Instant(snapshot))
  }

  /// - Parameter marks: whether marks are, too: of an undo the journal knows the change, and not its name.
  private func expectSame(
    _ follower: inout Follower, _ simulation: Simulation, marks: Bool = true
  ) {
    let there = simulation.snapshot()
    let here = follower.snapshot(measures: true)
    #expect(here.scenario == there.scenario)
    #expect(here.experiment == there.experiment)
    #expect(here.tick == there.tick && here.time == there.time && here.endTime == there.endTime)
    #expect(here.horizon == there.horizon && here.state == there.state)
    #expect(here.marks == there.marks || !marks)
    #expect(here.series.times == there.series.times && here.series.lanes == there.series.lanes)
    #expect(here.lanes.map(\.meters) == there.lanes.map(\.meters))
    #expect(here.lanes.map(\.model) == there.lanes.map(\.model))
    #expect(here.lanes.map(\.law) == there.lanes.map(\.law))
    #expect(here.lanes.map(\.formula) == there.lanes.map(\.formula))
    #expect(here.lanes.map(\.findings.count) == there.lanes.map(\.findings.count))
  }

  /// Tasks come and go, and with them what is recorded: no curve is taken for another's.
  @Test func tasksThatComeAndGoAreFollowed() throws {
    var simulation = try Simulation(TaskSequenceTests.three())
    simulation.run(60)
    var follower = try followed(simulation)
    expectSame(&follower, simulation)
    for (path, name) in [("tasks.add", "music"), ("tasks.remove", "code"), ("tasks.add", "law")] {
      let before = simulation.snapshot().series
      try simulation.perform(.set(path: path, value: .word(name)))
      simulation.run(5)
      try follower.take(Experiment(scenario: simulation.base, journal: simulation.journal))
      let kept = before.sharedCount(with: simulation.snapshot().series)
      #expect(kept == 0)
      try tell(&follower, simulation, kept: kept)
      expectSame(&follower, simulation)
      // What was kept is not rewritten there either.
      let reader = RetentionReader()
      let matrices = [simulation.snapshot(), follower.snapshot(measures: true)].map { snapshot in
        snapshot.laneStates.map { reader.retention(snapshot.scenario, at: $0) }
      }
      #expect(same(matrices[0], matrices[1]))
    }
  }

  /// The list of stages changes behind, at and before the instant, and back again: watchers stay, and what was
  /// trained stays trained.
  @Test(arguments: [
    ("stages.1.until", 15.0), ("stages.1.until", 4), ("stages.1.until", 30), ("stages.2.task", nil),
    ("stages.add", nil), ("stages.remove", 1), ("stages.remove", 2), ("tasks.remove", nil),
    ("stages.1.task", nil),
  ])
  func stagesThatChangeAreFollowed(path: String, number: Double?) throws {
    for start in [6.0, 10, 14, 25] {
      var simulation = try Simulation(Self.threeStages())
      simulation.run(Int(start / simulation.scenario.clock.step))
      var follower = try followed(simulation)
      func follow(marks: Bool = true) throws {
        try follower.take(Experiment(scenario: simulation.base, journal: simulation.journal))
        try tell(&follower, simulation, kept: 0)
        expectSame(&follower, simulation, marks: marks)
        let reader = RetentionReader()
        let matrices = [simulation.snapshot(), follower.snapshot(measures: true)].map { snapshot in
          snapshot.laneStates.map { reader.retention(snapshot.scenario, at: $0) }
        }
        #expect(same(matrices[0], matrices[1]), "\(path) at \(start)")
      }
      let words = ["stages.2.task": "maths", "stages.add": "maths", "tasks.remove": "code"]
      let value: ParameterValue =
        number.map { .number($0) } ?? .word(words[path] ?? "poetry")
      do throws(ParameterError) {
        try simulation.perform(.set(path: path, value: value))
      } catch {
        // Beyond its neighbours, or a task that a stage needs.
        continue
      }
      try follow()
      simulation.run(3)
      try follow()
      try simulation.perform(.undo)
      try follow(marks: false)
      simulation.run(3)
      try follow(marks: false)
    }
  }

  /// Three stages of ten units: code, poetry, maths again.
  private static func threeStages() -> Scenario {
    var scenario = TaskSequenceTests.three()
    scenario.clock.step = 0.1
    scenario.sequence?.stages = [
      StageSettings(task: "code", until: 10), StageSettings(task: "poetry", until: 20),
      StageSettings(task: "maths"),
    ]
    return scenario
  }

  /// Equal, gaps included.
  private func same(_ one: [Retention?], _ other: [Retention?]) -> Bool {
    let values = [one, other].map { $0.map { $0?.rows.map { $0.map(\.bitPattern) } } }
    return values[0] == values[1] && values[0].contains { $0 != nil }
  }

  @Test(arguments: Runs.all) func itShowsWhatTheRunShows(_ scenario: Scenario) throws {
    var simulation = try Simulation(scenario)
    simulation.run(12)
    try simulation.set("lanes.1.replay", "0.25")
    simulation.run(20)
    try simulation.set("target.separation", "3.1")
    simulation.run(7)
    var follower = try followed(simulation)
    expectSame(&follower, simulation)
    // It goes on, and only what is new is told.
    let known = simulation.visibleSeries.count
    simulation.run(15)
    try tell(&follower, simulation, kept: known)
    expectSame(&follower, simulation)
    // Back in time other parameters are in force.
    try simulation.perform(.step(-30))
    try tell(&follower, simulation, kept: simulation.visibleSeries.count)
    expectSame(&follower, simulation)
    // Who forks it has the run itself.
    #expect(try Simulation(follower.present).fingerprint == simulation.fingerprint)
  }

  @Test(arguments: ["starvation", "noise", "lag", "self-distillation", "discover"])
  func batchesAndReferencesAreThere(_ id: String) throws {
    var simulation = try Simulation(Presets.preset(id)!.scenario)
    simulation.run(40)
    var follower = try followed(simulation)
    let there = simulation.snapshot()
    let here = follower.snapshot(measures: true)
    #expect(here.lanes.map(\.batch) == there.lanes.map(\.batch))
    #expect(here.lanes.map(\.picture) == there.lanes.map(\.picture))
    #expect(here.lanes.map(\.teacher) == there.lanes.map(\.teacher))
    #expect(here.lanes.map(\.remark) == there.lanes.map(\.remark))
    #expect(here.lanes.map(\.meters) == there.lanes.map(\.meters))
  }

  @Test func aThinnedSeriesIsSharedAsFarAsItIsTheSame() throws {
    var simulation = try Simulation(Runs.standard)
    simulation.run(2000)
    let before = simulation.visibleSeries
    var copy = Series(laneCount: 2)
    let hasBegun = copy.take(before.piece(after: 0))
    #expect(hasBegun)
    simulation.run(300)
    let after = simulation.visibleSeries
    // The record was full, and every other instant has gone.
    #expect(after.stride == 2)
    let shared = before.sharedCount(with: after)
    #expect(shared == 1)
    let hasGoneOn = copy.take(after.piece(after: shared))
    #expect(hasGoneOn)
    #expect(copy.times == after.times && copy.lanes == after.lanes && copy.stride == 2)
    #expect(copy.sharedCount(with: after) == after.count)
  }

  /// A task that comes or goes has curves: the record is sent anew, and followers go on.
  @Test(arguments: [("tasks.add", "music"), ("tasks.remove", "code")])
  func tasksComeAndGoForFollowers(path: String, name: String) throws {
    var simulation = try Simulation(try #require(Presets.preset("three-tasks")).scenario)
    simulation.run(40)
    let before = simulation.visibleSeries
    var copy = Series(laneCount: before.lanes.count)
    let hasBegun = copy.take(before.piece(after: 0))
    #expect(hasBegun)
    try simulation.perform(.set(path: path, value: .word(name)))
    simulation.run(5)
    let after = simulation.visibleSeries
    let goesOn = copy.take(after.piece(after: before.sharedCount(with: after)))
    #expect(goesOn && copy.lanes.map(\.measures) == after.lanes.map(\.measures))
  }

  @Test func whatDoesNotFitIsRefused() throws {
    var simulation = try Simulation(Runs.standard)
    simulation.run(10)
    var follower = try followed(simulation)
    let good = Instant(simulation.snapshot())
    func refused(_ change: (inout Instant) -> Void) {
      var bad = good
      change(&bad)
      #expect(throws: Follower.Refusal.self) { try follower.take(bad) }
    }
    refused { $0.lanes.removeLast() }
    refused { $0.pictures = [] }
    refused { $0.tick = -1 }
    refused { $0.endTick = $0.tick - 1 }
    refused { $0.tick = .max }
    refused { $0.lanes[0].model.logitWeight = .nan }
    refused { $0.lanes[0].model.old.mean.x = .infinity }
    refused { $0.lanes[1].teacher.new.scale = CholeskyFactor(l11: 1e200) }
    refused { $0.lanes[1].model.dimension = 2 }
    let series = simulation.visibleSeries
    for kept in [-1, series.count + 1, .max] {
      var piece = series.piece(after: 0)
      piece.kept = kept
      #expect(throws: Follower.Refusal.self) { try follower.take(piece) }
    }
    var backward = series.piece(after: 0)
    backward.ticks.reverse()
    #expect(throws: Follower.Refusal.self) { try follower.take(backward) }
    var short = series.piece(after: 0)
    short.lanes[0].values[0].removeLast()
    #expect(throws: Follower.Refusal.self) { try follower.take(short) }
    // And nothing of it has stayed.
    expectSame(&follower, simulation)
  }
}
