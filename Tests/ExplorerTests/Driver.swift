import Cells
import Documents
import Forgetting

@testable import Explorer
@testable import Simulation
@testable import Views

/// The explorer without terminal and thread: keys go through the reducer, its commands to a simulation
/// stepped here, and snapshots come back when the script says so. Two runs of a script are the same.
struct Driver: EffectPerformer {
  var loop: ExplorerLoop
  var state: ExplorerState {
    get { loop.state }
    set { loop.state = newValue }
  }
  private var playback: Playback
  var simulation: Simulation { playback.simulation }
  /// Commands sent, in order, as words: "set target.separation 4.25".
  private(set) var sent: [String] = []
  /// Effects that are not commands, as words.
  private(set) var deeds: [String] = []
  private let reader = SnapshotReader()
  private var memory = DensityMemory()
  private var waiting: [Command] = []
  /// What is being computed, stepped by `compute`.
  private(set) var survey: (number: Int, job: SurveyJob)?

  init(
    _ scenario: Scenario, at time: Double = 0, rows: Int = 24, columns: Int = 80,
    symbols: Symbols = .braille
  ) throws {
    playback = try Playback(Experiment(scenario: scenario))
    while playback.simulation.time < time - 1e-9 { playback.advance() }
    loop = ExplorerLoop(
      ExplorerState(
        rows: rows, columns: columns, display: .init(symbols: symbols),
        snapshot: playback.snapshot(reader, measures: true)))
  }

  init(
    _ preset: String = "forward-and-reverse", at time: Double = 0, rows: Int = 24,
    columns: Int = 80, symbols: Symbols = .braille
  ) throws {
    try self.init(
      Presets.preset(preset)!.scenario, at: time, rows: rows, columns: columns, symbols: symbols)
  }

  /// A lecture at the beginning of its scene.
  init(_ experiment: Experiment, lecture: LectureState, rows: Int, columns: Int) throws {
    playback = try Playback(at: experiment)
    loop = ExplorerLoop(
      ExplorerState(
        rows: rows, columns: columns, display: .init(symbols: .braille),
        snapshot: playback.snapshot(reader, measures: true), lecture: lecture))
  }

  // MARK: - What happens

  /// Keys whose commands stay on their way.
  mutating func queue(_ keys: [Key]) {
    for key in keys { reduce(.keyPressed(key)) }
  }

  /// What should be done is noted, or waits; nothing is answered but by the script.
  mutating func perform(_ effect: Effect) -> ExplorerAction? {
    switch effect {
    case .simulate(let command):
      waiting.append(command)
      sent.append(Driver.words(for: command))
    case .startSurvey(let request, let number, let settles):
      survey = (number, SurveyJob(request))
      deeds.append("start survey \(number)\(settles ? ", settling" : "")")
    case .cancelSurvey:
      survey = nil
      deeds.append("cancel survey")
    case .applyDisplay: deeds.append("apply display")
    case .snapshot(let path): deeds.append("snapshot" + (path.map { " to \($0)" } ?? ""))
    case .openLecture(let id): return ShippedLectures.opened(id)
    case .readData(let source): deeds.append("read \(source.file)")
    case .stopReading(let source): deeds.append("stop reading \(source.file)")
    case .writeStateLine: deeds.append("write state line")
    case .writeScenario(_, let path):
      deeds.append("write scenario" + (path.map { " to \($0)" } ?? ""))
    case .redraw: deeds.append("redraw")
    case .suspend: deeds.append("suspend")
    case .forkWatched: deeds.append("fork")
    case .quit: deeds.append("quit")
    }
    return nil
  }

  /// The simulation does what it was sent and publishes.
  mutating func deliver(measures: Bool = true) {
    for command in waiting { playback.perform(command) }
    waiting = []
    playback.catchUp()
    publish(measures: measures)
  }

  /// The simulation publishes without having seen what was sent last.
  mutating func publish(measures: Bool = true) {
    reduce(.snapshotArrived(playback.snapshot(reader, measures: measures)))
  }

  /// What was published last comes again, changed.
  mutating func publish(_ change: (inout Snapshot) -> Void) {
    var snapshot = state.snapshot
    change(&snapshot)
    reduce(.snapshotArrived(snapshot))
  }

  /// The survey goes on until it has reported so many times, or for so many steps (nil: until it is done).
  mutating func compute(reports: Int? = nil, steps: Int? = nil) {
    var reported = 0
    var stepped = 0
    while var current = survey, !current.job.isDone, reports.map({ reported < $0 }) ?? true,
      steps.map({ stepped < $0 }) ?? true
    {
      let hasNews = current.job.advance()
      survey = current
      stepped += 1
      guard hasNews, let picture = current.job.picture else { continue }
      reported += 1
      reduce(.surveyArrived(SurveyReport(number: current.number, picture: picture)))
    }
  }

  /// Time goes by: ticks of a running simulation.
  mutating func run(ticks: Int, measures: Bool = true) {
    for _ in 0..<ticks where simulation.isRunning { playback.advance() }
    publish(measures: measures)
  }

  /// The simulation steps on, whatever its state, and publishes.
  mutating func simulation(advancedBy ticks: Int) {
    for _ in 0..<ticks { playback.advance() }
    publish()
  }

  /// Presses keys one after another, each answered, and tells what has changed.
  @discardableResult
  mutating func press(_ keys: Key...) -> [String] { press(keys) }

  @discardableResult
  mutating func press(_ keys: [Key]) -> [String] {
    let before = fields
    let sentBefore = sent.count
    let deedsBefore = deeds.count
    for key in keys {
      queue([key])
      deliver()
    }
    var changes = sent[sentBefore...].map { "sent \($0)" } + deeds[deedsBefore...]
    for (old, new) in zip(before, fields) where old.value != new.value {
      changes.append("\(new.name) \(new.value)")
    }
    return changes
  }

  /// The characters of a text as keys; a line feed is Enter.
  @discardableResult
  mutating func type(_ text: String) -> [String] {
    press(text.map { $0 == "\n" ? .enter : .character($0) })
  }

  mutating func grid() -> CellGrid { Dashboard.draw(state, memory: &memory) }
  mutating func text() -> String { grid().text }
  mutating func line(_ row: Int) -> String {
    text().split(separator: "\n", omittingEmptySubsequences: false)[row].description
  }
  /// The last row.
  mutating func footer() -> String { line(state.rows - 1) }

  // MARK: - What changed

  /// All that a key may change, in words; parameters are those of the scenario without the name.
  private var fields: [(name: String, value: String)] {
    let snapshot = state.snapshot
    let now = state.now
    var list: [(name: String, value: String)] = [
      ("state", "\(now.state)"),
      ("time", NumberText.fixed(now.time, digits: 2)),
      ("end", NumberText.fixed(now.endTime, digits: 2)),
      ("marks", "\(snapshot.marks.count)"),
      ("ghost", snapshot.ghost == nil ? "none" : "there"),
      ("instant", "\(now.isInstant)"),
      ("name", state.scenario.name),
      ("lanes", state.scenario.lanes.map(\.method.key).joined(separator: ", ")),
      ("view", "\(state.view)"),
      ("focus", "\(state.focus)"),
      ("zoomed", "\(state.isZoomed)"),
      ("overlay", Driver.words(for: state.overlay)),
      ("lane", state.focusedLane.map { "\($0 + 1)" } ?? "all"),
      ("solo", "\(state.isSolo)"),
      ("cursor", state.cursor),
      ("entry", state.entry ?? "none"),
      ("message", state.message.map { ($0.isError ? "error " : "") + $0.text } ?? "none"),
      ("log mass", "\(state.isMassLogarithmic)"),
      ("log place", "\(state.isPlaceLogarithmic)"),
      ("symbols", state.display.symbols.rawValue),
      ("palette", state.display.palette.rawValue),
      ("mouse", "\(state.display.usesMouse)"),
      ("tour", state.lecture.flatMap { $0.isHosted ? "\($0.scene + 1)" : nil } ?? "off"),
      ("stop", now.pauseCondition.map { "\($0)" } ?? "none"),
      ("ghosts", state.ghosts.map { String($0.letter) }.joined()),
    ]
    var values: [String: String] = [:]
    for parameter in ParameterCatalogue.parameters(of: state.scenario) {
      let value = parameter.value(in: state.scenario)
      if case .number(let number) = value {
        // β₀ is kept as a logit: its last digit may not come back.
        values[parameter.path] = ParameterValue.number(Parameter.rounded(number)).description
      } else {
        values[parameter.path] = value.description
      }
    }
    for path in Driver.told { list.append((path, values[path] ?? "gone")) }
    return list
  }

  /// The parameters whose changes are told: the independent ones.
  private static let told: [String] = {
    var told: [String] = [
      "dimension", "target.separation", "target.oldMass", "target.old.mean", "target.new.mean",
      "target.old.mean.x", "target.old.mean.y", "target.new.mean.x", "target.new.mean.y",
      "target.deviation", "target.correlation", "start.oldWeight", "start.new.mean",
    ]
    for lane in 1...3 { told += ["lanes.\(lane).replay", "lanes.\(lane).rates.oldMean"] }
    return told + ["clock.speed", "clock.integrator", "clock.step", "clock.until", "rates.oldMean"]
  }()

  static func words(for overlay: Overlay?) -> String {
    switch overlay {
    case .presets(let menu):
      let filter = menu.filter.text
      return "presets(selection: \(menu.selection)\(filter.isEmpty ? "" : ", \(filter)"))"
    case .command(let line): return "command(\(line.editor.text))"
    case .actions(let palette):
      return "actions(\(palette.editor.text), selection: \(palette.selection))"
    case let overlay?: return "\(overlay)"
    case nil: return "none"
    }
  }

  static func words(for command: Command) -> String {
    switch command {
    case .play: "play"
    case .pause: "pause"
    case .step(let count): "step \(count)"
    case .seek(let time): "seek \(NumberText.fixed(time, digits: 2))"
    case .restart: "restart"
    case .reset: "reset"
    case .load(let scenario): "load \(scenario.name)"
    case .open(let experiment):
      "open \(experiment.scenario.name) at \(experiment.tick) with \(experiment.journal.count) edits"
    case .set(let path, let value): "set \(path) \(value)"
    case .showData(let data): "show data \(data?.file ?? "none")"
    case .undo: "undo"
    case .redo: "redo"
    case .setInstant(let instant): "instant \(instant)"
    case .clearGhost: "clear ghost"
    case .runTo(let time): "run to \(NumberText.fixed(time, digits: 2))"
    case .pauseWhen(let condition): "pause when \(condition.map { "\($0)" } ?? "never")"
    case .fork: "fork"
    }
  }
}

extension Key {
  static func press(_ row: Int, _ column: Int) -> Key {
    .mouse(Mouse(.press, row: row, column: column))
  }
  static func drag(_ row: Int, _ column: Int) -> Key {
    .mouse(Mouse(.drag, row: row, column: column))
  }
  static func release(_ row: Int, _ column: Int) -> Key {
    .mouse(Mouse(.release, row: row, column: column))
  }
  static func wheelUp(_ row: Int, _ column: Int) -> Key {
    .mouse(Mouse(.wheelUp, row: row, column: column))
  }
  static func wheelDown(_ row: Int, _ column: Int) -> Key {
    .mouse(Mouse(.wheelDown, row: row, column: column))
  }
}

extension Driver {
  /// The command line, where it is open.
  var prompt: CommandPrompt? {
    if case .command(let line) = state.overlay { return line }
    return nil
  }

  /// Types a line and presses Enter; only Enter is answered.
  @discardableResult
  mutating func enter(_ text: String) -> [String] {
    queue(text.map { .character($0) })
    return press(.enter)
  }
}
