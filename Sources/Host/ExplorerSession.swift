import Cells
import Documents
import Explorer
import Forgetting
import Simulation
import Terminal

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
  private let terminal: Terminal
  private var source: RunSource
  /// Who follows this run.
  private let share: ShareServer?
  /// Started when the first survey is asked for.
  private var surveys: SurveyThread?
  private let wake: WakePipe
  private var state: ExplorerState
  private var memory = DensityMemory()
  /// Whether the screen may differ from what is shown.
  private var isDirty = true
  /// Whether a key waits for its answer on the screen.
  private var isUrgent = false
  private var exitCode: Int32?
  private let recorder: SessionRecorder?
  private let cast: CastFile?
  /// Files that could not be written are told once each.
  private var hasToldSession = false
  private var hasToldCast = false
  private var lastClock = -1.0
  private let limits: SessionLimits
  private var idle: IdleClock
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
  public init(
    _ experiment: Experiment, on terminal: Terminal, plays: Bool,
    recorder: SessionRecorder? = nil, cast: CastFile? = nil, notice: String? = nil,
    lecture: LectureState? = nil, pausesWhen condition: Condition? = nil,
    share: ShareServer? = nil, limits: SessionLimits = .none
  ) throws(ParameterError) {
    self.terminal = terminal
    self.recorder = recorder
    self.cast = cast
    self.share = share
    self.limits = limits
    idle = IdleClock(limit: limits.idle, now: Terminal.now())
    let wake = WakePipe()
    self.wake = wake
    let size = terminal.size
    // The first frame needs numbers now, not when the thread has them.
    let first = try Simulation(experiment).snapshot()
    state = ExplorerState(
      rows: size.rows, columns: size.columns, display: ExplorerSession.display(terminal),
      snapshot: first, lecture: lecture)
    state.permissions = limits.permissions
    source = .own(
      try SimulationThread(experiment, plays: false, budget: limits.budget) { wake.wake() })
    if let notice { _ = ExplorerReducer.reduce(&state, .reported(notice, isError: false)) }
    if let condition { perform(ExplorerReducer.reduce(&state, .pauseAsked(condition))) }
    if plays { perform(ExplorerReducer.reduce(&state, .runAsked(true))) }
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
    guard let snapshot = client.takeSnapshot() else {
      preconditionFailure("a client has its first instant")
    }
    let size = terminal.size
    state = ExplorerState(
      rows: size.rows, columns: size.columns, display: ExplorerSession.display(terminal),
      snapshot: snapshot, following: client.view)
    state.permissions.isKiosk = limits.permissions.isKiosk
    source = .watched(client)
  }

  private static func display(_ terminal: Terminal) -> ExplorerState.Display {
    let capabilities = terminal.capabilities
    return ExplorerState.Display(
      symbols: capabilities.symbols, palette: terminal.palette, usesMouse: terminal.mouse,
      availableSymbols: capabilities.isUTF8 ? Symbols.allCases : [.ascii],
      isMonochrome: capabilities.colorDepth == .none || terminal.palette == .mono)
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
      moveClock()
      noteIdleness()
      share?.publish(state.snapshot, state.shownView, at: Terminal.now())
    }
    if state.lecture?.rehearses == true { reduce(.clockMoved(Terminal.now())) }
    // The instant that is left is the one that comes back.
    if case .own = source, let snapshot = source.takeSnapshot() { state.snapshot = snapshot }
    recorder?.finish(state.snapshot.experiment, at: Terminal.now())
    cast?.finish(at: Terminal.now())
    terminal.close()
    share?.close()
    source.stop()
    surveys?.stop()
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
    for wait in [idle.wait(from: Terminal.now()), source.wait(from: Terminal.now())] {
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
        reduce(.terminalResized(rows: size.rows, columns: size.columns))
        memory = DensityMemory()
        if case .stateLine = state.overlay { writeStateLine(state.snapshot.experiment) }
      case .ended: exitCode = signal.exitCode
      case .suspended: perform([.suspend])
      case .continued:
        terminal.resume()
        isDirty = true
      }
    }
  }

  private mutating func handleKeys() {
    let keys = terminal.readKeys()
    if !keys.isEmpty { idle.touch(at: Terminal.now()) }
    for key in keys {
      reduce(.keyPressed(key))
      isUrgent = true
    }
    if terminal.inputEnded, exitCode == nil { exitCode = 128 + SIGHUP }
  }

  private mutating func takeSnapshot() {
    if let shown = source.shownView, shown != state.audience?.shown {
      reduce(.lecturerShows(shown))
    }
    defer { if source.hasEnded, state.audience?.isGone == false { reduce(.lecturerLeft) } }
    guard let snapshot = source.takeSnapshot() else { return }
    // What a key has brought about is shown at once, not at the next frame's turn.
    if snapshot.commandCount != state.snapshot.commandCount { isUrgent = true }
    reduce(.snapshotArrived(snapshot))
    recorder?.note(
      snapshot.experiment, isRunning: snapshot.state == .running, at: Terminal.now())
    if let problem = recorder?.problem, !hasToldSession {
      hasToldSession = true
      reduce(.reported("the session is not saved: \(problem)", isError: true))
    }
  }

  private mutating func takeReport() {
    guard let report = surveys?.takeReport() else { return }
    reduce(.surveyArrived(report))
  }

  private mutating func noteIdleness() {
    let now = Terminal.now()
    // Who follows a lecturer presses no keys.
    if state.audience?.isGone == false { idle.touch(at: now) }
    switch idle.event(at: now) {
    case .warning(let seconds):
      let left = Int(seconds.rounded(.up))
      reduce(.reported("no key for long: this ends in \(left) s; any key keeps it", isError: true))
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
    reduce(.clockMoved(lastClock))
  }

  private var secondsToClock: Double { lastClock + 1 - Terminal.now() }

  private mutating func reduce(_ action: ExplorerAction) {
    perform(ExplorerReducer.reduce(&state, action))
    isDirty = true
  }

  // MARK: - Effects

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      // Asked here too: some effects have no key.
      guard state.permissions.refusal(of: effect) == nil else { continue }
      switch effect {
      case .simulate(let command): source.send(command)
      case .forkWatched: fork()
      case .startSurvey(let request, let number, let settles):
        let wake = wake
        let surveys = surveys ?? SurveyThread { wake.wake() }
        self.surveys = surveys
        surveys.start(request, number: number, settles: settles)
      case .cancelSurvey: surveys?.cancel()
      case .applyDisplay(let display):
        terminal.palette = display.palette
        terminal.symbols = display.symbols
        terminal.mouse = display.usesMouse
        state.display = ExplorerSession.display(terminal)
      case .snapshot(let path): saveSnapshot(path)
      case .writeStateLine:
        awaitCommands()
        writeStateLine(state.snapshot.experiment)
      case .writeScenario(let scenario, let path): writeScenario(scenario, path)
      case .redraw: terminal.redraw()
      case .suspend: suspend()
      case .quit: exitCode = 0
      }
    }
  }

  /// The watched instant becomes a run of one's own, which has the same numbers.
  private mutating func fork() {
    guard case .watched(let client) = source, let experiment = client.experiment else { return }
    let wake = wake
    do {
      source = .own(
        try SimulationThread(experiment, plays: false, budget: limits.budget) { wake.wake() })
      reduce(.forked)
    } catch {
      reduce(.reported("cannot be forked: \(error)", isError: true))
    }
  }

  /// The screen as it is becomes a file with a fresh name, in the current folder unless a path is
  /// given; a failure is told and the explorer goes on. A running flow is held for as long as that
  /// takes: between two ticks the screen shows what no experiment has, and the file must open with the
  /// numbers that it shows.
  private mutating func saveSnapshot(_ path: String?) {
    let wasRunning = state.snapshot.state == .running
    if wasRunning { perform(ExplorerReducer.reduce(&state, .runAsked(false))) }
    awaitCommands()
    // What concerns this terminal only is not part of the picture.
    var pictured = state
    pictured.pace = ""
    pictured.message = nil
    if wasRunning { perform(ExplorerReducer.reduce(&state, .runAsked(true))) }
    var memory = memory
    do {
      let format = try FigureMaking.format(of: path)
      let caption = try FigureMaking.caption(of: pictured.snapshot)
      let figure = Figure(
        grid: Dashboard.draw(pictured, memory: &memory), palette: state.display.palette,
        background: FigureBackground(for: state.display.palette), caption: caption)
      let name =
        path
        ?? FigureName.name(
          for: pictured.snapshot.scenario, time: pictured.snapshot.time, format: format)
      var bytes = FigureMaking.bytes(of: figure, as: format)
      if format.isConverted {
        bytes = try FigureMaking.converted(bytes, to: format, isForPrint: false, caption: caption)
      }
      let written = try AtomicFile.write(bytes, to: name, ifExists: .freshName)
      reduce(.reported("\(written); forgetscope explore opens it", isError: false))
    } catch {
      reduce(.reported("no snapshot: \(error)", isError: true))
    }
  }

  /// Lets the simulation carry out what was sent, so that the screen and the experiment behind it say
  /// the same; a second at most.
  private mutating func awaitCommands() {
    let deadline = Terminal.now() + 1
    while state.snapshot.commandCount < state.sentCommands {
      let left = deadline - Terminal.now()
      guard left > 0 else { return }
      var descriptor = pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0)
      if poll(&descriptor, 1, Int32((left * 1000).rounded(.up))) > 0 { wake.drain() }
      takeSnapshot()
    }
  }

  private mutating func writeStateLine(_ experiment: Experiment) {
    let lines = StateLine.lines(of: experiment, width: state.columns)
    let isOffered = terminal.offerToClipboard(StateLine.text(of: experiment))
    reduce(.stateLineWritten(lines: lines, isOffered: isOffered))
  }

  private mutating func writeScenario(_ scenario: Scenario, _ path: String?) {
    do {
      let path = try AtomicFile.write(
        Array(yaml(of: scenario).utf8), to: path ?? ScenarioName.fileName(scenario),
        ifExists: .freshName)
      reduce(.reported("wrote \(path); forgetscope \(path) opens it", isError: false))
    } catch {
      reduce(.reported(error.description, isError: true))
    }
  }

  /// The run stops with the screen: nobody watches it.
  private mutating func suspend() {
    let wasRunning = state.snapshot.state == .running
    if wasRunning { perform(ExplorerReducer.reduce(&state, .runAsked(false))) }
    terminal.suspend()
    let size = terminal.size
    reduce(.terminalResized(rows: size.rows, columns: size.columns))
    if wasRunning { perform(ExplorerReducer.reduce(&state, .runAsked(true))) }
  }

  private mutating func record(_ grid: CellGrid, at now: Double) {
    guard let cast else { return }
    cast.write(grid, at: now)
    if let problem = cast.problem, !hasToldCast {
      hasToldCast = true
      reduce(.reported("the recording has stopped: \(problem)", isError: true))
    }
  }

  // MARK: - Showing

  private mutating func show() {
    let now = Terminal.now()
    guard isDirty, exitCode == nil, terminal.mayShow(at: now, urgent: isUrgent) else { return }
    let pacer = terminal.pacer
    let pace =
      pacer.isSlow && pacer.framesPerSecond > 0
      ? "\(Int(pacer.framesPerSecond.rounded())) fps, line" : ""
    if pace != state.pace { perform(ExplorerReducer.reduce(&state, .paceMeasured(pace))) }
    let grid = Dashboard.draw(state, memory: &memory)
    let order = Dashboard.priority(for: state)
    let result = terminal.show(
      grid, priority: Array(order.prefix(4)), panes: Array(order.dropFirst(4)), at: now)
    isDirty = !result.isComplete
    record(grid, at: now)
    isUrgent = false
  }
}
