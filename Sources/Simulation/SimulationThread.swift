import Forgetting

/// The one thread that steps the flow: it takes commands from its mailbox, advances, and leaves the
/// newest snapshot. It never waits for who reads them.
public final class SimulationThread: Sendable {
  /// Seconds of the way to an instant that are not shown: more than the screen's first frame takes to
  /// get to one that is near.
  private static let hiddenApproach = 0.4

  /// Seconds at once for the curves of integrals, for which no key waits longer.
  private static let sampleTime = 0.006
  /// Seconds between two snapshots while they fill up and nothing else happens.
  private static let sampleFrame = 0.2

  private let mailbox = Mailbox()

  /// Starts a thread on a simulation of a scenario.
  ///
  /// - Parameters:
  ///   - experiment: what to run, brought to its instant.
  ///   - isChecked: whether a simulation has been made of the experiment already, which checks its journal.
  ///   - plays: whether to start at once.
  ///   - budget: how often it is shown, and how much of a processor it may take.
  ///   - published: called on the simulation's thread after each snapshot; must return quickly.
  public init(
    _ experiment: Experiment, isChecked: Bool = false, plays: Bool, budget: FrameBudget = .full,
    published: @escaping @Sendable () -> Void
  ) throws(ParameterError) {
    if !isChecked {
      // Refused here, on the caller's thread, where the error can be told.
      var scenario = experiment.scenario
      try scenario.validate()
      for edit in experiment.journal { try scenario.apply(edit.change) }
    }
    let mailbox = self.mailbox
    if plays { _ = mailbox.send(.play) }
    DetachedThread.start {
      guard var playback = try? Playback(approachingChecked: experiment) else { return }
      SimulationThread.run(&playback, mailbox, budget, published)
    }
  }

  /// Asks for something.
  ///
  /// - Returns: the command's number; snapshots carry the number of the last command done.
  @discardableResult
  public func send(_ command: Command) -> Int { mailbox.send(command) }

  /// The newest snapshot, if there is one that has not been taken.
  public func takeSnapshot() -> Snapshot? { mailbox.takeSnapshot() }

  /// Runs the sweep of statement 6 beside everything else; a snapshot with its finding follows. No
  /// first frame should wait for it, so the thread does not do it by itself.
  public func startStatementSweep() {
    let mailbox = mailbox
    DetachedThread.startIfPossible {
      DetachedThread.yieldPriority()
      _ = SeparationLaw.shared
      mailbox.bringNews()
    }
  }

  /// Ends the thread.
  public func stop() { mailbox.stop() }

  private static func run(
    _ playback: inout Playback, _ mailbox: Mailbox, _ budget: FrameBudget,
    _ published: () -> Void
  ) {
    let reader = SnapshotReader(waitsForSweep: false)
    if budget == .full { playback.simulation.crew = LaneCrew() }
    var clock = FrameClock(period: budget.period)
    var stepRate = 0.0
    var shownRate = 0.0
    var first = true
    var samplesShown = 0.0
    while true {
      let isBusy = playback.simulation.isRunning || playback.simulation.catchUpTime != nil
      let fills = playback.simulation.hasSamplesToRead
      let wait: Double? =
        first
        ? 0 : isBusy ? clock.untilNextFrame(now: monotonicSeconds()) : fills ? 0 : nil
      guard let commands = mailbox.takeCommands(waiting: wait) else { return }
      for command in commands { playback.perform(command) }
      let now = monotonicSeconds()
      if !isBusy { clock.restart(now: now, at: playback.simulation.time) }
      if first || !commands.isEmpty, playback.simulation.approach != nil {
        // An instant that is near is there before anything is seen.
        let start = monotonicSeconds()
        while !playback.simulation.catchUp(ticks: 1),
          monotonicSeconds() < start + SimulationThread.hiddenApproach
        {}
      }
      let deadline = now + budget.stepTime
      let before = playback.simulation.tick
      let steppedFrom = monotonicSeconds()
      if playback.simulation.catchUpTime != nil {
        while !playback.simulation.catchUp(ticks: 1), monotonicSeconds() < deadline {}
        clock.restart(now: monotonicSeconds(), at: playback.simulation.time)
      } else if playback.simulation.isRunning {
        clock.advance(
          now: now, speed: playback.simulation.scenario.clock.speed, at: playback.simulation.time,
          step: playback.simulation.scenario.clock.step)
        while playback.simulation.isRunning, playback.simulation.time < clock.flowTime {
          playback.simulation.advance()
          if monotonicSeconds() > deadline {
            clock.drop(to: playback.simulation.time)
            break
          }
        }
      }
      let spent = monotonicSeconds() - steppedFrom
      if playback.simulation.tick > before, spent > 0 {
        let rate = Double(playback.simulation.tick - before) / spent
        stepRate = stepRate == 0 ? rate : 0.9 * stepRate + 0.1 * rate
      }
      // The last instant of a run is shown whenever it comes: nothing wakes the thread after it.
      let hasStopped =
        isBusy && !playback.simulation.isRunning && playback.simulation.catchUpTime == nil
      let isAsked = mailbox.takeNews() || first || !commands.isEmpty
      // Curves of integrals have the time that is left: no step and no first frame waits for them.
      var hasFilled = false
      if fills, !first, playback.simulation.catchUpTime == nil {
        let end = min(deadline, monotonicSeconds() + sampleTime)
        playback.simulation.readSamples { monotonicSeconds() < end }
        hasFilled =
          !isBusy && (!playback.simulation.hasSamplesToRead || now > samplesShown + sampleFrame)
      }
      let isFrame = isAsked || hasStopped || hasFilled || isBusy && clock.isFrameDue(now: now)
      guard isFrame else { continue }
      let measures =
        isAsked || !playback.simulation.isRunning
        || clock.isMeasurementDue(now: now)
      if measures {
        clock.measured(now: now)
        shownRate = stepRate
      }
      clock.framed(now: now)
      samplesShown = now
      var snapshot = playback.snapshot(
        reader, at: clock.flowTime, measures: measures, readsSamples: false)
      snapshot.stepsPerSecond = shownRate
      mailbox.publish(snapshot)
      first = false
      published()
    }
  }
}
