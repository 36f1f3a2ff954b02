import ArgumentParser
import Cells
import Documents
import Forgetting
import Host
import Simulation
import Terminal
import Views
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `explore`: the interactive screen.
struct Explore: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Open a scenario in the explorer (the default verb).")

  @OptionGroup var scenario: ScenarioArgument
  @OptionGroup var overlay: OverlayOptions

  @Flag(help: "Start running at once.")
  var play = false
  @Option(
    help: ArgumentHelp(
      "Pause at the first step at which this begins to hold, as in 'lane 1: β < 0.1'.",
      valueName: "condition"))
  var pauseWhen: String?
  @OptionGroup var shown: ViewOptions
  @OptionGroup var display: DisplayOptions
  @Flag(help: "Print lines of numbers instead of a screen.")
  var plain = false
  @Option(help: "With --plain: steps between two lines.")
  var every = 10

  @Flag(help: "Take up the last session again, or the one that SCENARIO names.")
  var resume = false
  @Flag(help: "Save no session.")
  var noSession = false
  @Option(help: ArgumentHelp("Record the screen as an asciicast.", valueName: "file.cast"))
  var record: String?
  @Flag(help: "Let --record replace a file that is there.")
  var force = false
  @Option(
    help: ArgumentHelp(
      "Type for the user, as in ']]<Space><Wait 2>q', without a terminal; prints the last screen.",
      valueName: "keys"))
  var script: String?
  @Option(help: "The screen's size with --script.")
  var size: ScreenSize = ScreenSize(rows: 24, columns: 80)
  @OptionGroup var sharing: SharingOptions
  @OptionGroup var confinement: KioskOptions

  func perform() throws(Failure) {
    try confinement.refuse([
      ("--plain", plain), ("--resume", resume), ("--record", record != nil),
      ("--script", script != nil), ("--share", sharing.share != nil),
      ("--edit", !scenario.edit.isEmpty), ("--data", !overlay.data.isEmpty),
      ("--at", scenario.at != nil), ("--points", shown.points.points != nil),
      ("--ensemble", shown.ensemble.ensemble != nil),
    ])
    try sharing.refuse(beside: [("--script", script != nil), ("--plain", plain)])
    let limits = try confinement.limits()
    let settings = try SettingsArgument.load()
    let (experiment, recorder, remark) = try open(settings)
    let condition = try pauseCondition(in: experiment)
    let asked = try shown.asked(of: scenario, experiment)
    if let remark, plain || script != nil { complain("forgetscope: \(remark)") }
    if plain {
      return try PlainRun(experiment: experiment, every: every, condition: condition).perform()
    }
    guard record != "-" else { throw .refused("--record", "-", .verb(.fileName)) }
    let options = display.terminal(settings)
    if let script {
      return try ScriptedRun(
        experiment: experiment, script: script, size: size, plays: play, record: record,
        isForced: force, display: display.scripted(settings), asked: asked, condition: condition
      ).perform()
    }
    var cast: CastFile?
    if let record {
      do {
        cast = try CastFile(
          Asciicast(
            title: experiment.scenario.name, command: StateLine.text(of: experiment),
            timestamp: Int(time(nil)), palette: options.palette,
            depth: options.colorDepth ?? .colors256),
          path: record, isForced: force, start: Terminal.now())
      } catch {
        throw .file(error.description)
      }
    }
    let share = try sharing.server()
    if scenario.scenario == "-" { takeKeysFromTerminal() }
    let terminal: Terminal
    do {
      terminal = try Terminal.open(options)
    } catch {
      throw .usage(error.description)
    }
    var session: ExplorerSession
    do {
      session = try ExplorerSession(
        experiment, on: terminal, plays: play, recorder: recorder, cast: cast,
        notice: notice ?? remark?.description,
        pausesWhen: condition, share: share, limits: limits, asked: asked)
    } catch {
      terminal.close()
      throw .usage(error.description)
    }
    let code = session.run()
    confinement.tellEnd(session)
    // On the screen any key may have taken its place.
    if let problem = recorder?.problem {
      let remark = Remark.sessionNotSaved(problem: problem.description)
      tell("forgetscope: \(remark)", on: STDERR_FILENO)
    }
    if let name = recorder?.name, code != 128 + SIGHUP {
      tell("\(Report.sessionGoesOn(name))", on: STDOUT_FILENO)
    }
    if code != 0 { throw Failure(line: "", code: code) }
  }

  /// What is said of a command that an ssh client asked for in place of the kiosk's.
  private var notice: String? {
    if confinement.kiosk {
      return KioskRequest.isIgnored(scenario.scenario) ? Report.commandIgnored.description : nil
    }
    return noSession || resume || Sessions.ofUser() != nil
      ? nil : Remark.noPlaceForSession.description
  }

  private func pauseCondition(in experiment: Experiment) throws(Failure) -> Condition? {
    guard let pauseWhen else { return nil }
    guard let condition = Condition(text: pauseWhen) else {
      throw .refused("--pause-when", pauseWhen.prefix(80), .condition)
    }
    if let allowed = condition.refusal(in: experiment.scenario(atTick: .max)) {
      throw .refused("--pause-when", pauseWhen.prefix(80), allowed)
    }
    return condition
  }

  /// What to explore, and where the session is kept.
  private func open(
    _ settings: SettingsFile
  ) throws(Failure) -> (Experiment, SessionRecorder?, Remark?) {
    let isLive = script == nil && !plain
    guard resume else {
      var experiment = try scenario.load()
      try overlay.apply(to: &experiment)
      let isPreset = scenario.scenario.map { Presets.preset($0) != nil } ?? true
      if isPreset, !scenario.set.contains(where: { $0.hasPrefix("clock.speed=") }) {
        experiment.scenario.clock.speed = settings.speed ?? experiment.scenario.clock.speed
      }
      guard isLive, !noSession, !confinement.kiosk, settings.sessions ?? true,
        let sessions = Sessions.ofUser()
      else {
        return (experiment, nil, nil)
      }
      return (experiment, SessionRecorder(sessions, opened: experiment), nil)
    }
    guard let sessions = Sessions.ofUser() else {
      throw .usage(.noPlaceToResume)
    }
    let options = ExperimentOptions(set: scenario.set, edit: scenario.edit, at: scenario.at)
    guard options.isEmpty else {
      throw .usage(.besideResume)
    }
    return try taken(from: sessions, recording: isLive && !noSession)
  }

  /// The session that is asked for, or the newest one that can be read and is not open elsewhere.
  private func taken(
    from sessions: Sessions, recording isRecorded: Bool
  ) throws(Failure) -> (Experiment, SessionRecorder?, Remark?) {
    var names = scenario.scenario.map { [$0] } ?? []
    if names.isEmpty {
      let entries: [Sessions.Entry]
      do throws(FileError) {
        entries = try sessions.entries()
      } catch {
        throw .file("--resume: \(error)")
      }
      names = entries.reversed().filter { !$0.isOpen }.map(\.name)
      guard !names.isEmpty else { throw .usage(entries.isEmpty ? .noSession : .sessionsOpen) }
    }
    var problem: SessionError?
    for name in names {
      do throws(SessionError) {
        let content = try sessions.content(name)
        let recorder =
          isRecorded ? try SessionRecorder(sessions, resuming: name, content: content) : nil
        let damage = content.damagedLine.map { Remark.sessionDamaged(name: name, line: $0) }
        let isNewest = name == names[0]
        return (
          content.experiment, recorder,
          isNewest ? damage : .sessionPassedOver(name: names[0], taken: name)
        )
      } catch {
        problem = problem ?? error
      }
    }
    guard let problem else { throw .usage(.noSession) }
    throw problem.isFile ? .file(problem.description) : .usage("--resume: \(problem)")
  }
}

/// The explorer without a screen: a line of numbers per so many steps.
struct PlainRun {
  var experiment: Experiment
  var every: Int
  /// Where the run ends by itself.
  var condition: Condition?

  func perform() throws(Failure) {
    guard (1...1_000_000).contains(every) else {
      throw .refused("--every", every, .wholeNumber(1...1_000_000))
    }
    var output = StandardOutput()
    do {
      var playback = try Playback(experiment)
      while playback.simulation.tick < experiment.tick { playback.advance() }
      let clock = experiment.scenario.clock
      let start = playback.simulation.time
      // A reader, human or machine, follows in time; a file need not wait.
      let pace = standardOutputIsTerminal ? Pace(speed: clock.speed) : nil
      try output.write(
        PlainLine.text(
          for: playback.simulation.snapshot(readsSamples: false)) + "\n")
      try output.flush()
      var isAtEnd: Bool {
        playback.simulation.time >= clock.until - playback.simulation.scenario.clock.step / 2
      }
      var held = condition?.holds(in: playback.simulation) ?? false
      var isMet = false
      while !isAtEnd, !isMet {
        for _ in 0..<every where !isAtEnd && !isMet {
          playback.advance()
          guard let condition else { continue }
          let holds = condition.holds(in: playback.simulation)
          isMet = holds && !held
          held = holds
        }
        pace?.wait(until: playback.simulation.time - start)
        try output.write(
          PlainLine.text(
            for: playback.simulation.snapshot(readsSamples: false)) + "\n")
        try output.flush()
      }
    } catch let error as ParameterError {
      throw .usage(error.description)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(line: "\(error)", code: 70)
    }
  }
}
