import Cells
import Explorer
import Forgetting
import Simulation
import Terminal
import Views

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One explorer on one terminal: waits for keys, signals and snapshots, lets the reducer decide, performs
/// its effects, and shows the screen when the line can take it.
public struct ExplorerSession {
  let terminal: Terminal
  var source: RunSource
  /// Who follows this run.
  let share: ShareServer?
  /// Started when the first survey is asked for.
  var surveys: SurveyThread?
  let wake: WakePipe
  /// Logs that are being read, and files that are being written.
  let readings: BackgroundWork<DataSource>
  let writings: BackgroundWork<String>
  package var loop: ExplorerLoop
  var state: ExplorerState { loop.state }
  var memory = DensityMemory()
  /// Whether the screen may differ from what is shown.
  private var isDirty = true
  /// Keys that have arrived and not been taken yet.
  private var waitingKeys: ArraySlice<Key> = []
  /// How long keys are taken before anything else has its turn.
  private static let keySeconds = 0.05
  private static let mostWaitingKeys = 65536
  /// Whether a key waits for its answer on the screen.
  private var isUrgent = false
  var exitCode: Int32?
  private let recorder: SessionRecorder?
  private let cast: CastFile?
  /// Files that could not be written are told once each.
  private var hasToldSession = false
  private var hasToldCast = false
  /// Whether a whole screen has been shown.
  private var hasShown = false
  private var memoryReturn = MemoryReturn(now: Terminal.now())
  private var lastClock = -1.0
  /// When the footer stops naming the key for other symbols.
  private let hintEnd = Terminal.now() + 6
  let limits: SessionLimits
  private var idle: IdleClock
  /// What went wrong when there was no screen any more.
  public private(set) var unheard: [String] = []
  /// Whether it has ended because nobody used it.
  public private(set) var endedIdle = false

  /// Opens an explorer on an experiment.
  ///
  /// - Parameters:
  ///   - terminal: taken over already; given back by `run`.
  ///   - plays: whether the flow starts at once.
  ///   - recorder: where the session is kept; nil: nowhere.
  ///   - cast: where the screen is recorded; nil: nowhere.
  ///   - notice: what to tell at the beginning.
  ///   - lecture: one to give; the experiment is the beginning of its scene.
  ///   - condition: where the run pauses by itself.
  ///   - share: who may follow; nil: nobody.
  ///   - limits: what it may do and take.
  ///   - asked: what to show.
  public init(
    _ experiment: Experiment, on terminal: Terminal, plays: Bool,
    recorder: SessionRecorder? = nil, cast: CastFile? = nil, notice: String? = nil,
    lecture: LectureState? = nil, pausesWhen condition: Condition? = nil,
    share: ShareServer? = nil, limits: SessionLimits = .none, asked: AskedScreen = AskedScreen()
  ) throws(ParameterError) {
    self.terminal = terminal
    self.recorder = recorder
    self.cast = cast
    self.share = share
    self.limits = limits
    idle = IdleClock(limit: limits.idle, now: Terminal.now())
    let wake = WakePipe()
    self.wake = wake
    readings = BackgroundWork(mostThreads: ExplorerSession.mostReadings, wake: wake)
    writings = BackgroundWork(mostThreads: 1, wake: wake)
    let size = terminal.size
    // The first frame needs numbers now, not when the thread has them; an instant that is far is
    // approached behind it.
    var simulation = try Simulation(approaching: experiment)
    simulation.goShortWay()
    let first = simulation.snapshot(waitsForSweep: false, readsSamples: false)
    var state = ExplorerState(
      rows: size.rows, columns: size.columns, display: ExplorerSession.display(terminal),
      snapshot: first, lecture: lecture)
    state.permissions = limits.permissions
    state.namesSymbols = lecture == nil
    state.take(asked)
    loop = ExplorerLoop(state)
    source = .own(
      try SimulationThread(experiment, isChecked: true, plays: false, budget: limits.budget) {
        wake.wake()
      })
    if let notice { reduce(.reported(.told(notice), isError: false)) }
    if let condition { reduce(.pauseAsked(condition)) }
    if let opening = asked.opening { reduce(.openingAsked(opening)) }
    if plays { reduce(.playAsked) }
  }

  /// Opens an explorer on a run that somebody else gives.
  ///
  /// - Parameter client: has its first instant.
  public init(
    following client: ShareClient, on terminal: Terminal, limits: SessionLimits = .none
  ) {
    self.terminal = terminal
    self.limits = limits
    idle = IdleClock(limit: limits.idle, now: Terminal.now())
    recorder = nil
    cast = nil
    share = nil
    wake = WakePipe()
    readings = BackgroundWork(mostThreads: ExplorerSession.mostReadings, wake: wake)
    writings = BackgroundWork(mostThreads: 1, wake: wake)
    guard let snapshot = client.takeSnapshot() else {
      preconditionFailure("a client has its first instant")
    }
    let size = terminal.size
    var state = ExplorerState(
      rows: size.rows, columns: size.columns, display: ExplorerSession.display(terminal),
      snapshot: snapshot, following: client.view)
    state.permissions.isKiosk = limits.permissions.isKiosk
    loop = ExplorerLoop(state)
    source = .watched(client)
  }

  /// One that waits for its disk, or for its pipe, does not keep the others.
  private static let mostReadings = 3
  /// Seconds for files that are still being made at the end: a converter gives up before, and who ends the
  /// program from outside does not want to wait.
  private static let longestEnd = (asked: 25.0, signalled: 2.0)

  static func display(_ terminal: Terminal) -> DisplaySettings {
    let capabilities = terminal.capabilities
    return DisplaySettings(
      symbols: capabilities.symbols, palette: terminal.palette, usesMouse: terminal.mouse,
      availableSymbols: capabilities.availableSymbols,
      isMonochrome: capabilities.colorDepth == .none || terminal.palette == .mono,
      hasShades: capabilities.colorDepth.hasShades)
  }

  /// Runs until the user or a signal ends it, and gives the terminal back.
  ///
  /// - Returns: the exit code: 0, or 128 + n after a signal.
  public mutating func run() -> Int32 {
    while exitCode == nil {
      show()
      wait()
      handleSignals()
      handleKeys()
      takeSnapshot()
      takeReport()
      takeAnswers()
      moveClock()
      noteIdleness()
      share?.publish(state.snapshot, state.shownView, at: Terminal.now())
    }
    if state.lecture?.rehearses == true { reduce(.clockMoved(Terminal.now())) }
    // The instant that is left is the one that comes back.
    var last = state.snapshot
    if case .own = source, let newer = source.takeSnapshot() { last = newer }
    if last.approachedShare == nil {
      recorder?.finish(
        state.lecture?.hostExperiment ?? last.experiment, at: Terminal.now())
    }
    cast?.finish(at: Terminal.now())
    terminal.close()
    share?.close()
    source.stop()
    surveys?.stop()
    let longest = ExplorerSession.longestEnd
    writings.finish(within: exitCode == 0 ? longest.asked : longest.signalled)
    for case .reported(let remark, isError: true) in writings.takeAnswers() {
      unheard.append(remark.description)
    }
    return exitCode ?? 0
  }

  /// The lecture as it was left.
  public var lecture: LectureState? { state.lecture }

  // MARK: - Waiting

  private func wait() {
    var descriptors = [
      pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: terminal.signalDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    // A negative descriptor is passed over.
    let output = terminal.hasPendingOutput ? terminal.writeDescriptor : -1
    descriptors.append(pollfd(fd: output, events: Int16(POLLOUT), revents: 0))
    descriptors.append(pollfd(fd: source.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
    if let share { descriptors += share.descriptors(at: Terminal.now()) }
    var timeout: Int32 = -1
    if isDirty && !terminal.hasPendingOutput {
      let due = terminal.pacer.deadline(urgent: isUrgent) - Terminal.now()
      // A little late rather than a spin just before the time.
      timeout = due > 3600 ? -1 : Int32(max(0, (due * 1000).rounded(.up)))
    }
    if state.lecture?.rehearses == true {
      let tick = Int32(max(0, min(1, secondsToClock)) * 1000) + 1
      timeout = timeout < 0 ? tick : min(timeout, tick)
    }
    if !waitingKeys.isEmpty { timeout = 0 }
    let hint = state.namesSymbols ? max(0, hintEnd - Terminal.now()) : nil
    for wait in [idle.wait(from: Terminal.now()), source.wait(from: Terminal.now()), hint] {
      guard let wait else { continue }
      let milliseconds = Int32(min(wait, 3600) * 1000) + 1
      timeout = timeout < 0 ? milliseconds : min(timeout, milliseconds)
    }
    _ = poll(&descriptors, nfds_t(descriptors.count), timeout)
    if descriptors[2].revents != 0 { wake.drain() }
    if descriptors[3].revents != 0 { terminal.flush() }
    if descriptors[4].revents != 0 { source.receive() }
    share?.handle(descriptors.dropFirst(5), at: Terminal.now())
  }

  // MARK: - What comes in

  private mutating func handleSignals() {
    while let signal = terminal.nextSignal() {
      switch signal {
      case .resized:
        terminal.resize()
        let size = terminal.size
        happened(.terminalResized(rows: size.rows, columns: size.columns))
        memory = DensityMemory()
      case .ended: exitCode = signal.exitCode
      case .suspended: happened(.suspendAsked)
      case .continued:
        terminal.resume()
        isDirty = true
      }
    }
  }

  private mutating func handleKeys() {
    // A flood stays with the system.
    let keys = waitingKeys.count < ExplorerSession.mostWaitingKeys ? terminal.readKeys() : []
    waitingKeys += keys
    if !keys.isEmpty { idle.touch(at: Terminal.now()) }
    // The terminal may have answered that its characters are of another width.
    let display = ExplorerSession.display(terminal)
    if display != state.display { happened(.displayApplied(display)) }
    if state.namesSymbols, !keys.isEmpty || Terminal.now() >= hintEnd { happened(.hintEnded) }
    // Thousands may wait: between two of them a stop is seen, and now and then the screen is shown.
    let end = Terminal.now() + ExplorerSession.keySeconds
    while let key = waitingKeys.popFirst() {
      happened(.keyPressed(key))
      isUrgent = true
      handleSignals()
      if exitCode != nil || Terminal.now() >= end { break }
    }
    if terminal.inputEnded, waitingKeys.isEmpty, exitCode == nil { exitCode = 128 + SIGHUP }
  }

  private mutating func takeSnapshot() {
    if let shown = source.shownView, shown != state.audience?.shown {
      happened(.lecturerShows(shown))
    }
    defer { if source.hasEnded, state.audience?.isGone == false { happened(.lecturerLeft) } }
    guard let snapshot = source.takeSnapshot() else { return }
    if !source.hasEnded, state.audience?.isGone == true { happened(.lecturerCame) }
    // What a key has brought about is shown at once, not at the next frame's turn.
    if snapshot.commandCount != state.snapshot.commandCount { isUrgent = true }
    happened(.snapshotArrived(snapshot))
    // An instant on the way is nobody's: the one that was saved stays.
    // Nor is the run of a lecture that was opened here.
    guard snapshot.approachedShare == nil, state.lecture?.hostExperiment == nil else { return }
    recorder?.note(
      snapshot.experiment, isRunning: snapshot.state == .running, at: Terminal.now())
    if let problem = recorder?.problem, !hasToldSession {
      hasToldSession = true
      happened(.reported(.sessionNotSaved(problem: "\(problem)"), isError: true))
    }
  }

  private mutating func takeReport() {
    guard let report = surveys?.takeReport() else { return }
    happened(.surveyArrived(report))
  }

  private mutating func takeAnswers() {
    for answer in readings.takeAnswers() + writings.takeAnswers() { happened(answer) }
  }

  private mutating func noteIdleness() {
    let now = Terminal.now()
    // Who follows a lecturer presses no keys.
    if state.audience?.isGone == false { idle.touch(at: now) }
    switch idle.event(at: now) {
    case .warning(let seconds):
      let left = Int(seconds.rounded(.up))
      happened(
        .reported(.endsUnused(seconds: left), isError: true))
    case .end:
      endedIdle = true
      exitCode = 0
    case nil: break
    }
  }

  /// A rehearsal shows seconds; nothing else needs to know what time it is.
  private mutating func moveClock() {
    guard state.lecture?.rehearses == true, secondsToClock <= 0 else { return }
    lastClock = Terminal.now()
    happened(.clockMoved(lastClock))
  }

  private var secondsToClock: Double { lastClock + 1 - Terminal.now() }

  private mutating func happened(_ action: ExplorerAction) {
    reduce(action)
    isDirty = true
  }

  // MARK: - Showing

  private mutating func show() {
    let now = Terminal.now()
    guard isDirty, exitCode == nil, terminal.mayShow(at: now, urgent: isUrgent) else { return }
    let pacer = terminal.pacer
    let pace =
      pacer.isSlow && pacer.framesPerSecond > 0
      ? "\(Int(pacer.framesPerSecond.rounded())) fps, line" : ""
    if pace != state.pace { reduce(.paceMeasured(pace)) }
    let (grid, order) = Dashboard.frame(state, memory: &memory)
    // First: what has been shown is in the recording, whenever the program is killed.
    cast?.write(grid, at: now)
    let result = terminal.show(
      grid, priority: Array(order.prefix(4)), panes: Array(order.dropFirst(4)), at: now)
    isDirty = !result.isComplete
    if result.isComplete, !hasShown {
      hasShown = true
      source.measureTheRest()
    }
    isUrgent = false
    memoryReturn.frameShown(at: now)
    if let problem = cast?.problem, !hasToldCast {
      hasToldCast = true
      happened(.reported(.recordingStopped(problem: "\(problem)"), isError: true))
    }
  }
}
