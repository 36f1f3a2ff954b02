import Forgetting

/// The one thread that steps the flow: it takes commands from its mailbox, advances, and leaves the
/// newest snapshot. It never waits for who reads them.
public final class SimulationThread: Sendable {
  /// Seconds between two measurements of the numbers: five times a second can be read aloud.
  static let measurePeriod = 0.2

  /// Seconds of the way to an instant that are not shown: more than the screen's first frame takes to
  /// get to one that is near.
  private static let hiddenApproach = 0.4

  private let mailbox = Mailbox()

  /// Starts a thread on a simulation of a scenario.
  ///
  /// - Parameters:
  ///   - experiment: what to run, brought to its instant.
  ///   - plays: whether to start at once.
  ///   - budget: how often it is shown, and how much of a processor it may take.
  ///   - published: called on the simulation's thread after each snapshot; must return quickly.
  public init(
    _ experiment: Experiment, plays: Bool, budget: FrameBudget = .full,
    published: @escaping @Sendable () -> Void
  ) throws(ParameterError) {
    // Refused here, on the caller's thread, where the error can be told.
    var scenario = experiment.scenario
    try scenario.validate()
    for edit in experiment.journal { try scenario.apply(edit.change) }
    let mailbox = self.mailbox
    if plays { _ = mailbox.send(.play) }
    DetachedThread.start {
      guard var simulation = try? Simulation(approaching: experiment) else { return }
      simulation.goShortWay()
      SimulationThread.run(&simulation, mailbox, budget, published)
    }
  }

  /// Asks for something.
  ///
  /// - Returns: the command's number; snapshots carry the number of the last command done.
  @discardableResult
  public func send(_ command: Command) -> Int { mailbox.send(command) }

  /// The newest snapshot, if there is one that has not been taken.
  public func takeSnapshot() -> Snapshot? { mailbox.takeSnapshot() }

  /// Ends the thread.
  public func stop() { mailbox.stop() }

  private static func run(
    _ simulation: inout Simulation, _ mailbox: Mailbox, _ budget: FrameBudget,
    _ published: () -> Void
  ) {
    let reader = SnapshotReader(waitsForSweep: false)
    if budget == .full { simulation.crew = LaneCrew() }
    var clock = FrameClock(period: budget.period)
    var done = 0
    var refusal: (Int, ParameterError)?
    var stepRate = 0.0
    var shownRate = 0.0
    var first = true
    while true {
      let isBusy = simulation.isRunning || simulation.catchUpTime != nil
      let wait: Double? = first ? 0 : isBusy ? clock.untilNextFrame(now: monotonicSeconds()) : nil
      guard let commands = mailbox.takeCommands(waiting: wait) else { return }
      for command in commands {
        done += 1
        do throws(ParameterError) {
          try simulation.perform(command)
        } catch {
          refusal = (done, error)
        }
      }
      let now = monotonicSeconds()
      if !isBusy { clock.restart(now: now, at: simulation.time) }
      if first || !commands.isEmpty, simulation.approach != nil {
        // An instant that is near is there before anything is seen.
        let start = monotonicSeconds()
        while !simulation.catchUp(ticks: 1),
          monotonicSeconds() < start + SimulationThread.hiddenApproach
        {}
      }
      let deadline = now + budget.stepTime
      let before = simulation.tick
      let steppedFrom = monotonicSeconds()
      if simulation.catchUpTime != nil {
        while !simulation.catchUp(ticks: 1), monotonicSeconds() < deadline {}
        clock.restart(now: monotonicSeconds(), at: simulation.time)
      } else if simulation.isRunning {
        clock.advance(
          now: now, speed: simulation.scenario.clock.speed, at: simulation.time,
          step: simulation.scenario.clock.step)
        while simulation.isRunning, simulation.time < clock.flowTime {
          simulation.advance()
          if monotonicSeconds() > deadline {
            clock.drop(to: simulation.time)
            break
          }
        }
      }
      let spent = monotonicSeconds() - steppedFrom
      if simulation.tick > before, spent > 0 {
        let rate = Double(simulation.tick - before) / spent
        stepRate = stepRate == 0 ? rate : 0.9 * stepRate + 0.1 * rate
      }
      // The last instant of a run is shown whenever it comes: nothing wakes the thread after it.
      let hasStopped = isBusy && !simulation.isRunning && simulation.catchUpTime == nil
      let isFrame = first || !commands.isEmpty || hasStopped || clock.isFrameDue(now: now)
      guard isFrame else { continue }
      let measures =
        first || !commands.isEmpty || !simulation.isRunning || clock.isMeasurementDue(now: now)
      if measures {
        clock.measured(now: now)
        shownRate = stepRate
      }
      clock.framed(now: now)
      let phase =
        simulation.isRunning && simulation.time > simulation.previousTime
        ? min(
          1,
          max(
            0,
            (clock.flowTime - simulation.previousTime)
              / (simulation.time - simulation.previousTime))) : 1
      var snapshot = reader.snapshot(of: simulation, phase: phase, measures: measures)
      snapshot.commandCount = done
      snapshot.refusal = refusal.map { (command: $0.0, error: $0.1) }
      snapshot.stepsPerSecond = shownRate
      mailbox.publish(snapshot)
      first = false
      published()
    }
  }
}

/// Flow time against the wall clock, frames and measurements at their own pace.
struct FrameClock {
  /// Seconds between two frames.
  let period: Double
  /// The flow time that the eye should see now.
  private(set) var flowTime = 0.0
  private var last = 0.0
  private var lastFrame = -1.0
  private var lastMeasurement = -1.0

  init(period: Double) { self.period = period }

  mutating func restart(now: Double, at time: Double) {
    flowTime = time
    last = now
  }

  /// Moves the shown flow time on; after an edit or a seek it starts again from the state.
  mutating func advance(now: Double, speed: Double, at time: Double, step: Double) {
    if flowTime > time + step || flowTime < time - 1.5 * step { flowTime = time }
    // A frame that took that long was none: the program was stopped, or the machine slept.
    let passed = min(max(0, now - last), max(0.25, 4 * period))
    flowTime += passed * speed
    last = now
  }

  /// The machine is too slow for this speed: what was not reached is not owed.
  mutating func drop(to time: Double) { flowTime = time }

  func untilNextFrame(now: Double) -> Double {
    max(0, lastFrame + period - now)
  }

  func isFrameDue(now: Double) -> Bool { untilNextFrame(now: now) <= 0.001 }
  func isMeasurementDue(now: Double) -> Bool {
    now - lastMeasurement >= SimulationThread.measurePeriod
  }
  mutating func framed(now: Double) { lastFrame = now }
  mutating func measured(now: Double) { lastMeasurement = now }
}
