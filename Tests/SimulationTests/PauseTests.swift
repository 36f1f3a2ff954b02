import Forgetting
import Testing

@testable import Simulation

/// Runs that pause at a condition, go to an instant, and branch.
@Suite struct PauseTests {
  private func running(_ preset: String = "forward-and-reverse") throws -> Simulation {
    var simulation = try Simulation(Presets.preset(preset)!.scenario)
    try simulation.perform(.play)
    return simulation
  }

  private func firstTick(_ condition: Condition, _ preset: String) throws -> Int {
    var simulation = try Simulation(Presets.preset(preset)!.scenario)
    while !condition.holds(in: simulation) { simulation.advance() }
    return simulation.tick
  }

  @Test(arguments: [
    Condition(.measure(.oldWeight), lane: 0, .less, 0.5),
    Condition(.measure(.oldDrift), lane: 0, .greater, 0.25),
    Condition(.measure(.kept), lane: 0, .lessOrEqual, 0.75), Condition(.time, .greaterOrEqual, 3),
  ])
  func pausesAtTheFirstTickAtWhichItHolds(condition: Condition) throws {
    let expected = try firstTick(condition, "forward-and-reverse")
    var simulation = try running()
    try simulation.perform(.pauseWhen(condition))
    while simulation.isRunning { simulation.advance() }
    #expect(simulation.tick == expected)
    #expect(simulation.hasMetCondition)
    #expect(simulation.state == .paused)
    let snapshot = simulation.snapshot()
    #expect(snapshot.pauseCondition == condition)
    #expect(snapshot.hasMetCondition)
  }

  @Test func whatHoldsAlreadyHasToEndFirst() throws {
    var simulation = try running()
    try simulation.perform(.pauseWhen(Condition(.measure(.oldWeight), lane: 0, .less, 0.5)))
    while simulation.isRunning { simulation.advance() }
    let tick = simulation.tick
    // Space goes on, and not for one tick only.
    try simulation.perform(.play)
    #expect(!simulation.hasMetCondition)
    for _ in 0..<20 { simulation.advance() }
    #expect(simulation.tick == tick + 20)
    #expect(simulation.isPlaying)
    // After a restart it begins to hold again, at the same tick.
    try simulation.perform(.restart)
    try simulation.perform(.play)
    while simulation.isRunning { simulation.advance() }
    #expect(simulation.tick == tick)
  }

  @Test func isPresentation() throws {
    var simulation = try running()
    for _ in 0..<10 { simulation.advance() }
    let before = simulation.experiment
    try simulation.perform(.pauseWhen(Condition(.measure(.oldWeight), lane: 0, .less, 0.1)))
    #expect(simulation.experiment == before)
    #expect(!simulation.canUndo)
    #expect(simulation.marks.isEmpty)
    // It stays with a preset that is loaded, and goes with an experiment that is opened.
    try simulation.perform(.load(Presets.preset("replay")!.scenario))
    #expect(simulation.pauseCondition != nil)
    try simulation.perform(.open(before))
    #expect(simulation.pauseCondition == nil)
    // Steps and jumps are asked for: they do not stop on their way.
    try simulation.perform(.pauseWhen(Condition(.measure(.oldWeight), lane: 0, .less, 0.5)))
    try simulation.perform(.step(200))
    #expect(simulation.tick == 210)
    #expect(!simulation.hasMetCondition)
  }

  @Test func aLaneThatIsNotThereNeverPauses() throws {
    var simulation = try running()
    try simulation.perform(.pauseWhen(Condition(.measure(.oldWeight), lane: 7, .greaterOrEqual, 0)))
    for _ in 0..<50 { simulation.advance() }
    #expect(simulation.isPlaying)
  }

  @Test func runsToAnInstantThatHasNotBeenReached() throws {
    var simulation = try running()
    for _ in 0..<10 { simulation.advance() }
    try simulation.perform(.runTo(12.4))
    #expect(!simulation.isPlaying)
    #expect(simulation.catchUpTime == 12.4)
    while !simulation.catchUp(ticks: 100) {}
    #expect(simulation.tick == 248)
    // The numbers are those of a run that was watched.
    var watched = try Simulation(Presets.preset("forward-and-reverse")!.scenario)
    for _ in 0..<248 { watched.advance() }
    #expect(simulation.lanes == watched.lanes)
    // Back is a seek, and from the past the run goes on from its end.
    try simulation.perform(.runTo(3))
    #expect(simulation.tick == 60)
    try simulation.perform(.runTo(13))
    while !simulation.catchUp(ticks: 100) {}
    #expect(simulation.tick == 260)
    try simulation.perform(.runTo(.infinity))
    #expect(simulation.catchUpTime == nil)
  }

  @Test(arguments: [Command.play, .pause, .step(1)])
  func aJumpEndsWhereTheUserWants(command: Command) throws {
    var simulation = try running()
    try simulation.perform(.runTo(1000))
    let isDone = simulation.catchUp(ticks: 50)
    #expect(!isDone)
    try simulation.perform(command)
    #expect(simulation.catchUpTime == nil)
    #expect((50...51).contains(simulation.tick))
    // The recomputation of an instant edit is none: it is finished.
    try simulation.perform(.pause)
    try simulation.perform(.setInstant(true))
    try simulation.perform(.set(path: "target.oldMass", value: .number(0.4)))
    try simulation.perform(.play)
    #expect(simulation.catchUpTime != nil)
  }

  @Test func aForkDropsTheFuture() throws {
    var simulation = try running()
    for _ in 0..<200 { simulation.advance() }
    try simulation.perform(.seek(4))
    try simulation.perform(.fork)
    #expect(simulation.tick == 80)
    #expect(simulation.snapshot().endTime == 4)
    // Who keeps ghosts has the future already.
    #expect(simulation.ghost == nil)
    for _ in 0..<20 { simulation.advance() }
    var straight = try Simulation(Presets.preset("forward-and-reverse")!.scenario)
    for _ in 0..<100 { straight.advance() }
    #expect(simulation.lanes == straight.lanes)
  }
}
