import Cells
import Forgetting

/// All commands, in the order listed. The words are those of the flags; what a key does has a word too.
public enum CommandTable {
  static let entries: [CommandEntry] = time + parameters + lanes + screen + program

  /// Every spelling, the flags' too.
  static let words: [String] = entries.flatMap { [$0.word] + $0.aliases }

  private static let index: [String: CommandEntry] = {
    var index: [String: CommandEntry] = [:]
    for entry in entries {
      for word in [entry.word] + entry.aliases {
        precondition(index[word] == nil, "a command stands twice in the table: \(word)")
        index[word] = entry
      }
    }
    return index
  }()

  /// The spellings of what may be done here.
  static func words(_ state: ExplorerState) -> [String] {
    words.filter { index[$0]?.isAllowed(in: state) == true }
  }

  package static func entry(_ word: String) -> CommandEntry? { index[word] }

  private static let time: [CommandEntry] = [
    CommandEntry("run", "", aliases: ["play"], .time, "let the flow run", function: .playOrPause) {
      state, _ in
      state.now.state == .running ? [] : FunctionReducer.perform(&state, .playOrPause)
    },
    CommandEntry(
      "pause", "[when CONDITION | never]", aliases: ["pause-when"], .time,
      "pause now, or where a condition begins to hold: pause when β < 0.1",
      [.words(["when", "never"]), .condition], perform: TimeCommands.pause),
    CommandEntry(
      "seek", "TIME", aliases: ["at"], .time,
      "go to an instant; one that has not been reached yet is computed", [.number],
      perform: TimeCommands.seek),
    CommandEntry("step", "[N]", .time, "steps on", [.number]) {
      state, rest throws(ParameterError) in
      try TimeCommands.step(&state, rest, sign: 1)
    },
    CommandEntry("back", "[N]", .time, "steps back", [.number]) {
      state, rest throws(ParameterError) in
      try TimeCommands.step(&state, rest, sign: -1)
    },
    CommandEntry(
      "until", "TIME", .time, "the flow time at which the run pauses", [.number]
    ) { state, rest throws(ParameterError) in
      try ParameterCommands.set(&state, [("clock.until", rest)])
    },
    CommandEntry(
      "speed", "RATE", .time, "flow time per second on the screen", [.number]
    ) { state, rest throws(ParameterError) in
      try ParameterCommands.set(&state, [("clock.speed", rest)])
    },
    CommandEntry("restart", .time, "again from the same start, with the values of now", .restart),
    CommandEntry(
      "fork", .time, "branch here: what comes after this instant stays as a ghost", .fork),
    CommandEntry(
      "ghost", "[NAME]", .time, "keep the curves as a ghost to compare with", [.text],
      function: .keepGhost
    ) { state, rest in GhostReducer.keep(&state, name: rest) },
    CommandEntry("ghosts", .time, "the kept ghosts: final values, remove, open", .showGhosts),
    CommandEntry(
      "forget", "GHOST", .time, "remove a ghost by its letter, or all", [.ghost],
      perform: TimeCommands.forget),
  ]

  private static let parameters: [CommandEntry] = [
    CommandEntry(
      "set", "PATH=VALUE …", .parameters,
      "change parameters by their paths; PATH=VALUE alone is enough", [.assignment]
    ) { state, rest throws(ParameterError) in
      try ParameterCommands.set(&state, CommandReader.assignments(rest))
    },
    CommandEntry(
      "goto", "PATH", .parameters, "put the cursor on a parameter", [.path],
      perform: ParameterCommands.goTo),
    CommandEntry(
      "explain", "[WORD]", .parameters,
      "a parameter or a meter: formula, range, what it does to forgetting", [.topic],
      function: .explain, perform: ParameterCommands.explain),
    CommandEntry(
      "reset", "[PATH]", .parameters, "a parameter as it was loaded, or the whole scenario",
      [.path], function: .reset, perform: ParameterCommands.reset),
    CommandEntry(
      "instant", "on|off", .parameters, "every edit recomputes the run from the start",
      [.words(["on", "off"])], function: .toggleInstant
    ) { state, rest throws(ParameterError) in
      let isOn = try CommandReader.one(of: ["on", "off"], rest, "instant") == "on"
      return isOn == state.now.isInstant
        ? [] : FunctionReducer.perform(&state, .toggleInstant)
    },
    CommandEntry("undo", .parameters, "values as before, from now on", .undo),
    CommandEntry("redo", .parameters, "what was undone", .redo),
  ]

  private static let lanes: [CommandEntry] = [
    CommandEntry(
      "lane", "N|all", .lanes, "focus a lane, or all", [.laneOrAll],
      perform: LaneCommands.focus),
    CommandEntry(
      "solo", "N", .lanes, "show one lane alone", [.lane], perform: LaneCommands.solo),
    CommandEntry(
      "method", "METHOD", .lanes, "another method for the focused lane", [.method],
      perform: LaneCommands.method),
    CommandEntry("add", "METHOD", .lanes, "add a lane", [.method], perform: LaneCommands.add),
    CommandEntry("remove", "N", .lanes, "remove a lane", [.lane], perform: LaneCommands.remove),
    CommandEntry(
      "batch", "N|off", .lanes,
      "samples per step for the focused lane or for all; off: exact integrals",
      [.words(["off"])], function: .toggleBatch, perform: LaneCommands.batch),
    CommandEntry(
      "preset", "NAME", aliases: ["load"], .lanes, "load a preset", [.preset],
      perform: LaneCommands.preset),
    CommandEntry("presets", .lanes, "the menu of presets", .presets),
    CommandEntry(
      "dimension", "1|2", .lanes, "one dimension or two", [.words(["1", "2"])],
      function: .toggleDimension
    ) { state, rest throws(ParameterError) in
      try ParameterCommands.set(&state, [("dimension", rest)])
    },
  ]

  private static let screen: [CommandEntry] = [
    CommandEntry(
      "view", "NAME", .screen,
      "what fills the screen: " + ScreenView.allCases.map(\.name).joined(separator: ", "),
      [.words(ScreenView.allCases.map(\.name))], function: .nextView,
      perform: ScreenCommands.view),
    CommandEntry(
      "zoom", "PANE|off", .screen, "one pane on the whole screen", [.pane], function: .zoom,
      perform: ScreenCommands.zoom),
    CommandEntry(
      "map", "[X Y] [MEASURE|winner] [LANE]", .screen,
      "a number over two parameters, or the lane that keeps most",
      [.text], perform: ScreenCommands.map),
    CommandEntry(
      "trade-off", "[MEASURE]", .screen,
      "what lanes keep over what they learn, or over how far they have gone from the start",
      [.words(TradeOffAxis.allCases.map(\.name))], perform: ScreenCommands.tradeOff),
    CommandEntry(
      "mass", "weight|kept|learned", .screen, "what mass shows over time",
      [.words(MassCurve.allCases.map { "\($0)" })], function: .nextMassCurve,
      perform: ScreenCommands.mass),
    CommandEntry(
      "ensemble", "N|off", .screen,
      "around the curves of lanes with batches the band in which 80 % of N seeds are",
      [.words(["off"])], perform: ScreenCommands.ensemble),
    CommandEntry(
      "log", "mass|place|both|off", .screen, "logarithmic axes",
      [.words(["mass", "place", "both", "off"])], function: .toggleLogAxis,
      perform: ScreenCommands.logarithmic),
    CommandEntry(
      "symbols", "NAME", .screen, "braille, quadrant, block or ascii",
      [.words(Symbols.allCases.map(\.rawValue))], function: .nextSymbols,
      perform: ScreenCommands.symbols),
    CommandEntry(
      "palette", "NAME", .screen, "the colours",
      [.words(Palette.allCases.map(\.rawValue))], function: .nextPalette,
      perform: ScreenCommands.palette),
    CommandEntry(
      "mouse", "on|off", .screen, "off: the terminal selects text", [.words(["on", "off"])],
      function: .toggleMouse
    ) { state, rest throws(ParameterError) in
      try ScreenCommands.mouse(
        &state, isOn: try CommandReader.one(of: ["on", "off"], rest, "mouse") == "on")
    },
    CommandEntry("no-mouse", "", .screen, "the flag's word for mouse off", []) {
      state, _ throws(ParameterError) in
      try ScreenCommands.mouse(&state, isOn: false)
    },
    CommandEntry(
      "data", "FILE [OPTION=VALUE …] | off", .screen,
      "a training log beside the curves: data log.csv old=acc new=acc2 steps=50",
      [.file, .words(DataCommand.options.map { $0 + "=" })], perform: DataCommand.perform),
    CommandEntry("theory", .screen, "every statement, prediction beside measurement", .showTheory),
    CommandEntry("redraw", .screen, "draw the screen anew", .redraw),
  ]

  private static let program: [CommandEntry] = [
    CommandEntry(
      "snapshot", "[FILE]", .program,
      "the screen as a file: svg, html, txt or ansi by its ending; never over another", [.file],
      function: .snapshot
    ) { _, rest in [.snapshot(path: rest.isEmpty ? nil : rest)] },
    CommandEntry(
      "write", "[FILE]", .program, "the scenario as YAML to a new file", [.file],
      function: .writeScenario
    ) { state, rest in [.writeScenario(state.scenario, path: rest.isEmpty ? nil : rest)] },
    CommandEntry("state", .program, "the experiment as a command, for the clipboard", .stateLine),
    CommandEntry(
      "scene", "N", .program, "in a lecture: a scene by its number", [.scene],
      perform: ScreenCommands.scene),
    CommandEntry("tour", .program, "five scenes for the first minutes; again: your run", .tour),
    CommandEntry("help", .program, "the keys", .help),
    CommandEntry("suspend", .program, "back to the shell; fg comes back", .suspend),
    CommandEntry("quit", aliases: ["q"], .program, "leave", .quit),
  ]
}
