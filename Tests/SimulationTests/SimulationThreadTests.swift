import Testing

@testable import Forgetting
@testable import Simulation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The one thread: it runs, pauses, seeks and stops as it is told, numbers what it has done, and waits for
/// nobody. What is computed is the simulation's, so every state is compared with one stepped here.
@Suite struct SimulationThreadTests {
  /// Counts calls from the simulation's thread.
  private final class Counter: Sendable {
    private let value = Monitor(0)
    func increase() { value.withLock { $0 += 1 } }
    var count: Int { value.withLock { $0 } }
  }

  /// The scenario at a speed at which the clock is no limit.
  private static let hurried: Scenario = {
    var scenario = Runs.standard
    scenario.clock.speed = 1000
    scenario.clock.until = 30
    return scenario
  }()

  private static func thread(
    _ scenario: Scenario = hurried, plays: Bool = false,
    published: @escaping @Sendable () -> Void = {}
  ) throws -> SimulationThread {
    try SimulationThread(Experiment(scenario: scenario), plays: plays, published: published)
  }

  /// The first snapshot that satisfies a condition; nil after a long wait, which is a failure.
  private static func snapshot(
    _ thread: SimulationThread, where holds: (Snapshot) -> Bool
  ) -> Snapshot? {
    let deadline = monotonicSeconds() + 120
    while monotonicSeconds() < deadline {
      if let snapshot = thread.takeSnapshot(), holds(snapshot) { return snapshot }
      usleep(500)
    }
    return nil
  }

  /// The snapshot after a command has been carried out.
  private static func carriedOut(
    _ command: Command, by thread: SimulationThread
  ) throws -> Snapshot {
    let number = thread.send(command)
    return try #require(snapshot(thread) { $0.commandCount >= number })
  }

  /// Curves of integrals fill up while nobody presses a key, and then there is silence.
  @Test func curvesOfIntegralsFillUpWhilePaused() throws {
    let published = Counter()
    let thread = try Self.thread { published.increase() }
    defer { thread.stop() }
    thread.send(.step(40))
    let whole = try #require(
      Self.snapshot(thread) { $0.series.curve(of: .kept, lane: 1).times.count == 11 })
    #expect(whole.state == .paused && whole.tick == 40)
    let count = published.count
    usleep(300_000)
    #expect(published.count == count)
  }

  /// No first frame waits for the sweep of statement 6, and nobody has to press a key to see what it found.
  @Test func theSweepOfStatement6IsToldWhenItIsDone() throws {
    let thread = try Self.thread()
    defer { thread.stop() }
    let place = try #require(
      StatementCatalogue.statements.firstIndex { $0.number == SeparationLaw.number })
    let first = try #require(Self.snapshot(thread) { _ in true })
    // Another test may have run it already.
    if SeparationLaw.sharedIfReady == nil {
      #expect(first.lanes[1].findings[place].verdict == .notYet)
    }
    thread.startStatementSweep()
    let told = try #require(
      Self.snapshot(thread) { $0.lanes[1].findings[place].verdict != .notYet })
    #expect(told.lanes[1].findings[place] == DriftDecay.finding(SeparationLaw.shared.points))
    #expect(told.state == .ready && told.commandCount == 0)
  }

  @Test func firstSnapshotIsTheStart() throws {
    let thread = try Self.thread()
    defer { thread.stop() }
    let first = try #require(Self.snapshot(thread) { _ in true })
    #expect(first.tick == 0 && first.time == 0 && first.state == .ready)
    // The second one has its curves of integrals.
    #expect(first.commandCount == 0 && (1...2).contains(first.sequence))
    #expect(first.lanes.map(\.model) == [first.start, first.start])
    #expect(first.scenario == Self.hurried && first.original == Self.hurried)
  }

  @Test func runsToTheEndAndComputesWhatTheSimulationComputes() throws {
    let thread = try Self.thread(plays: true)
    defer { thread.stop() }
    // The curves of integrals come last.
    let end = try #require(
      Self.snapshot(thread) {
        $0.state == .ended && $0.series.curve(of: .kept, lane: 1).times.count == 151
      })
    var simulation = try Simulation(Self.hurried)
    try simulation.perform(.play)
    while simulation.isRunning { simulation.advance() }
    simulation.readSamples()
    #expect(end.tick == 600 && end.tick == simulation.tick)
    #expect(end.lanes.map(\.model) == simulation.lanes.map(\.model))
    #expect(end.series == simulation.visibleSeries)
    #expect(end.time == simulation.time)
    #expect(end.stepsPerSecond > 0)
    expectFinite(end)
  }

  @Test func commandsAreNumberedInOrder() throws {
    let thread = try Self.thread()
    defer { thread.stop() }
    #expect(thread.send(.step(1)) == 1)
    #expect(thread.send(.step(1)) == 2)
    #expect(thread.send(.set(path: "target.oldMass", value: .number(0.3))) == 3)
    let snapshot = try #require(Self.snapshot(thread) { $0.commandCount == 3 })
    #expect(snapshot.tick == 2)
    #expect(snapshot.scenario.target.oldMass == 0.3)
    #expect(snapshot.marks.map(\.tick) == [2])
    #expect(snapshot.canUndo && !snapshot.canRedo)
  }

  @Test func refusalsNameTheCommand() throws {
    let thread = try Self.thread()
    defer { thread.stop() }
    thread.send(.step(1))
    let bad = thread.send(.set(path: "target.oldMass", value: .number(2)))
    let last = thread.send(.step(1))
    let snapshot = try #require(Self.snapshot(thread) { $0.commandCount == last })
    #expect(snapshot.refusal?.command == bad)
    #expect(
      snapshot.refusal?.error.description
        == "target.oldMass: 2 is not allowed; a number in (0, 1)")
    #expect(snapshot.tick == 2 && snapshot.scenario == Self.hurried)
  }

  @Test func pausesSeeksAndGoesOn() throws {
    var scenario = Self.hurried
    scenario.clock.until = 1e6
    let thread = try Self.thread(scenario, plays: true)
    defer { thread.stop() }
    _ = try #require(Self.snapshot(thread) { $0.tick > 100 })
    let paused = try Self.carriedOut(.pause, by: thread)
    #expect(paused.state == .paused)
    let still = try Self.carriedOut(.clearGhost, by: thread)
    #expect(still.tick == paused.tick && still.lanes.map(\.model) == paused.lanes.map(\.model))
    let past = try Self.carriedOut(.seek(1), by: thread)
    #expect(past.tick == 20 && past.endTime == paused.endTime)
    var simulation = try Simulation(scenario)
    simulation.run(20)
    #expect(past.lanes.map(\.model) == simulation.lanes.map(\.model))
    let back = try Self.carriedOut(.seek(1e9), by: thread)
    #expect(back.lanes.map(\.model) == paused.lanes.map(\.model))
    _ = try Self.carriedOut(.play, by: thread)
    let later = try #require(Self.snapshot(thread) { $0.tick > back.tick + 20 })
    #expect(later.ghost == nil)
  }

  @Test func instantEditsArriveInTheEnd() throws {
    let thread = try Self.thread()
    defer { thread.stop() }
    thread.send(.step(400))
    thread.send(.setInstant(true))
    thread.send(.set(path: "target.oldMass", value: .number(0.3)))
    thread.send(.set(path: "target.oldMass", value: .number(0.4)))
    let snapshot = try #require(
      Self.snapshot(thread) { $0.commandCount == 4 && $0.tick == 400 })
    var scenario = Self.hurried
    scenario.target.oldMass = 0.4
    var simulation = try Simulation(scenario)
    simulation.run(400)
    #expect(snapshot.lanes.map(\.model) == simulation.lanes.map(\.model))
    #expect(snapshot.ghost?.times.count == 401)
    #expect(snapshot.isInstant)
  }

  @Test func experimentIsResumed() throws {
    var simulation = try Simulation(Self.hurried)
    simulation.run(30)
    try simulation.perform(.set(path: "target.oldMass", value: .number(0.3)))
    simulation.run(10)
    let thread = try SimulationThread(simulation.experiment, plays: false) {}
    defer { thread.stop() }
    let first = try #require(Self.snapshot(thread) { _ in true })
    #expect(first.tick == 40)
    #expect(first.lanes.map(\.model) == simulation.lanes.map(\.model))
    #expect(first.experiment == simulation.experiment)
  }

  @Test func badExperimentIsRefusedAtOnce() {
    var scenario = Self.hurried
    scenario.target.oldMass = 2
    #expect(throws: ParameterError.self) { try Self.thread(scenario) }
    let edit = Edit(tick: 1, change: .set(path: "nothing", value: .number(1)))
    #expect(throws: ParameterError.self) {
      try SimulationThread(
        Experiment(scenario: Self.hurried, journal: [edit], tick: 2), plays: false
      ) {}
    }
  }

  /// Nobody reads: it runs to its end all the same, and the newest snapshot is the one that is found.
  @Test func nobodyHasToRead() throws {
    let counter = Counter()
    var scenario = Self.hurried
    scenario.clock.until = 200
    let thread = try Self.thread(scenario, plays: true, published: { counter.increase() })
    defer { thread.stop() }
    var seen = -1
    // Quiet for a second: nothing comes any more.
    while counter.count != seen {
      seen = counter.count
      usleep(1_000_000)
    }
    let last = try #require(thread.takeSnapshot())
    #expect(last.state == .ended)
    #expect(last.sequence == counter.count, "an older snapshot was left")
    #expect(thread.takeSnapshot() == nil)
  }

  /// Senders on several threads, a reader that is slow, and a stop in the middle of it all.
  @Test func manySendersAndAStop() throws {
    let counter = Counter()
    var scenario = Self.hurried
    scenario.clock.until = 1e6
    let thread = try Self.thread(scenario, plays: true, published: { counter.increase() })
    let senders = (0..<4).map { sender in
      POSIXThread {
        for index in 0..<50 {
          switch (sender + index) % 5 {
          case 0:
            let mass = 0.2 + 0.01 * Double(index)
            thread.send(.set(path: "target.oldMass", value: .number(mass)))
          case 1: thread.send(.undo)
          case 2: thread.send(.play)
          case 3: thread.send(.step(-2))
          default: _ = thread.takeSnapshot()
          }
        }
      }
    }
    for sender in senders { sender.join() }
    let last = thread.send(.pause)
    #expect(last == 4 * 40 + 2, "a number was given twice or lost")
    let snapshot = try #require(Self.snapshot(thread) { $0.commandCount == last })
    expectFinite(snapshot)
    #expect(snapshot.series.lanes.count == snapshot.scenario.lanes.count)
    thread.stop()
    // What is sent afterwards is never carried out.
    usleep(200_000)
    _ = thread.takeSnapshot()
    let count = counter.count
    thread.send(.step(1))
    usleep(200_000)
    #expect(counter.count == count)
  }

  @Test func manyThreadsStartAndStop() throws {
    for index in 0..<20 {
      let thread = try Self.thread(plays: index % 2 == 0)
      if index % 3 == 0 { _ = Self.snapshot(thread) { _ in true } }
      thread.stop()
    }
  }

  @Test func horizonGrowsInRoundSteps() {
    #expect(SnapshotReader.horizon(0, 60) == 15)
    #expect(SnapshotReader.horizon(0, 4) == 4)
    #expect(SnapshotReader.horizon(14.9, 60) == 15)
    #expect(SnapshotReader.horizon(15.1, 60) == 20)
    #expect(SnapshotReader.horizon(3000, 60) == 3000)
    #expect(SnapshotReader.horizon(3001, 60) == 4000)
    #expect(SnapshotReader.horizon(1e6, 60) == 1e6)
  }
}

/// A thread to join: what a test needs and the product does not.
private final class POSIXThread: @unchecked Sendable {
  // Written once in `init`, read once by `join`.
  #if canImport(Darwin)
    private var handle: pthread_t?
  #else
    private var handle = pthread_t()
  #endif

  init(_ body: @escaping @Sendable () -> Void) {
    final class Box {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    let result = pthread_create(
      &handle, nil,
      { argument in
        #if canImport(Darwin)
          Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        #else
          Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
        #endif
        return nil
      }, context)
    precondition(result == 0, "no thread could be had: error \(result)")
  }

  func join() {
    #if canImport(Darwin)
      if let handle { pthread_join(handle, nil) }
    #else
      pthread_join(handle, nil)
    #endif
  }
}
