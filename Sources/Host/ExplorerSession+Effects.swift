import Documents
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

/// What the reducer asks for, done.
extension ExplorerSession {
  mutating func perform(_ effects: [Effect]) {
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
    let wasRunning = state.now.state == .running
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
          for: pictured.snapshot.scenario, time: pictured.now.time, format: format)
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

  mutating func writeStateLine(_ experiment: Experiment) {
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
    let wasRunning = state.now.state == .running
    if wasRunning { perform(ExplorerReducer.reduce(&state, .runAsked(false))) }
    terminal.suspend()
    let size = terminal.size
    reduce(.terminalResized(rows: size.rows, columns: size.columns))
    if wasRunning { perform(ExplorerReducer.reduce(&state, .runAsked(true))) }
  }
}
