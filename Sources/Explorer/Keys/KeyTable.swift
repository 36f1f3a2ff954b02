import Cells

/// What every key does outside of a lecture's own keys: the one table of which footer, help and
/// manual are made.
public enum KeyTable {
  /// In the order of the help.
  public static let bindings: [KeyBinding] = [
    KeyBinding(
      keys: [(.character(" "), .playOrPause)], label: "Space", group: .time,
      help: "run or pause", more: "; after scrubbing, go on from there", footer: ("Space", "run")),
    KeyBinding(
      keys: [(.character(","), .step(-1)), (.character("."), .step(1))], label: ", .",
      group: .time, help: "one step back", "one step on", footer: (", .", "step")),
    KeyBinding(
      keys: [(.character("<"), .scrub(-0.05)), (.character(">"), .scrub(0.05))], label: "< >",
      group: .time, help: "scrub back", "scrub on", more: " through the past",
      footer: ("< >", "scrub")),
    KeyBinding(
      keys: [
        (.character("+"), .faster), (.character("="), .faster), (.character("-"), .slower),
      ], label: "+ = -", group: .time, help: "faster", "slower", more: ": flow time per second",
      footer: nil),
    KeyBinding(
      keys: [(.character("r"), .restart)], label: "r", group: .time,
      help: "restart", more: ": from the same start, with the values of now", footer: ("r", "again")
    ),
    KeyBinding(
      keys: [(.character("R"), .reset)], label: "R", group: .time,
      help: "back to the scenario as loaded", footer: nil),
    KeyBinding(
      keys: [(.character("o"), .keepGhost), (.character("O"), .showGhosts)], label: "o, O",
      group: .time,
      help: "keep a ghost", "list of ghosts", more: ": curves to compare with, four at most",
      footer: nil),
    KeyBinding(
      keys: [(.character("f"), .fork)], label: "f", group: .time,
      help: "fork",
      more: ": the run branches at this instant, what was there after it stays as a ghost",
      footer: nil),
    KeyBinding(
      keys: [
        (.up, .previousParameter), (.down, .nextParameter), (.character("k"), .previousParameter),
        (.character("j"), .nextParameter),
      ],
      label: "↑ ↓ k j", group: .parameters, help: "previous parameter", "next parameter",
      footer: nil),
    KeyBinding(
      keys: [
        (.left, .change(-1)), (.right, .change(1)), (.character("h"), .change(-1)),
        (.character("l"), .change(1)),
      ], label: "← → h l", group: .parameters, help: "less", "more", footer: ("↑↓←→", "change")),
    KeyBinding(
      keys: [
        (.shiftLeft, .change(-10)), (.shiftRight, .change(10)), (.character("H"), .change(-10)),
        (.character("L"), .change(10)),
      ], label: "H L, Shift-← →", group: .parameters, help: "ten times less", "ten times more",
      footer: nil),
    KeyBinding(
      keys: [
        (.character("["), .separation(-1)), (.character("]"), .separation(1)),
      ], label: "[ ]", group: .parameters,
      help: "less separation", "more separation", more: " of the tasks, wherever the cursor is",
      footer: ("[ ]", "separation")),
    KeyBinding(
      keys: [(.enter, .typeValue)], label: "Enter", group: .parameters,
      help: "type a number", more: "; Enter takes it, Esc drops it", footer: nil),
    KeyBinding(
      keys: [(.backspace, .resetValue), (.delete, .resetValue)], label: "Backspace, Del",
      group: .parameters, help: "back to the scenario's value", footer: nil),
    KeyBinding(
      keys: [(.home, .lowest), (.end, .highest)], label: "Home End", group: .parameters,
      help: "lower end of the slider", "upper end", footer: nil),
    KeyBinding(
      keys: [
        (.shiftUp, .previousGroup), (.shiftDown, .nextGroup), (.character("K"), .previousGroup),
        (.character("J"), .nextGroup), (.pageUp, .previousGroup), (.pageDown, .nextGroup),
      ], label: "K J, PgUp PgDn", group: .parameters,
      help: "previous group", "next group", more: " (also Shift-↑ ↓): target, start, lane, run",
      footer: nil),
    KeyBinding(
      keys: [(.character("i"), .toggleInstant)], label: "i", group: .parameters,
      help: "instant mode", more: ": every edit recomputes the run from the start",
      footer: ("i", "instant")),
    KeyBinding(
      keys: [(.character("u"), .undo), (.control("r"), .redo)], label: "u, Ctrl-R",
      group: .parameters, help: "undo", "redo", more: ": values change back from now on",
      footer: nil),
    KeyBinding(
      keys: (0..<8).map { (.character(Character(String($0 + 1))), .focusLane($0)) },
      label: "1–8", group: .lanes, help: "focus a lane", more: "; again: show it alone",
      footer: ("1-8", "lane")),
    KeyBinding(
      keys: [(.character("0"), .allLanes)], label: "0", group: .lanes, help: "all lanes",
      footer: nil),
    KeyBinding(
      keys: [(.character("m"), .nextMethod), (.character("M"), .previousMethod)], label: "m M",
      group: .lanes, help: "next method", "previous method", more: " for the focused lane",
      footer: ("m", "method")),
    KeyBinding(
      keys: [(.character("a"), .addLane), (.character("x"), .removeLane)], label: "a, x",
      group: .lanes, help: "add a lane", "remove the focused one", footer: nil),
    KeyBinding(
      keys: [(.character("b"), .toggleBatch)], label: "b", group: .lanes,
      help: "batches of samples",
      more: " for the focused lane or for all, and exact integrals again",
      footer: ("b", "batch")),
    KeyBinding(
      keys: [(.character("p"), .presets)], label: "p", group: .lanes, help: "presets",
      footer: ("p", "presets")),
    KeyBinding(
      keys: [(.character("d"), .toggleDimension)], label: "d", group: .lanes,
      help: "one dimension or two", more: "; the 1-D problem is the x axis of the 2-D one",
      footer: nil),
    KeyBinding(
      keys: [(.tab, .nextPane), (.backTab, .previousPane)], label: "Tab, Shift-Tab",
      group: .screen, help: "next pane", "previous pane", footer: ("Tab", "pane")),
    KeyBinding(
      keys: [(.character("z"), .zoom)], label: "z", group: .screen,
      help: "zoom the focused pane", more: " to the whole screen, and back", footer: ("z", "zoom")),
    KeyBinding(
      keys: [(.character("v"), .nextView)], label: "v", group: .screen,
      help: "next view",
      more: ": " + ScreenView.allCases.map(\.words).joined(separator: "; "),
      footer: ("v", "view")),
    KeyBinding(
      keys: [(.character("{"), .stretchData(-1)), (.character("}"), .stretchData(1))],
      label: "{ }", group: .screen, help: "data: fewer steps per unit of flow time",
      "data: more steps",
      more: "; the points of a log move along the curves", footer: nil),
    KeyBinding(
      keys: [(.character("t"), .showTheory)], label: "t", group: .screen,
      help: "theory", more: ": every statement, prediction beside measurement", footer: nil),
    KeyBinding(
      keys: [(.character("e"), .toggleLogAxis)], label: "e", group: .screen,
      help: "logarithmic axis for mass, place or both", footer: nil),
    KeyBinding(
      keys: [(.character("D"), .toggleDifference)], label: "D", group: .screen,
      help: "q − p in the plane", more: ": where mass is missing, and the density again",
      footer: nil
    ),
    KeyBinding(
      keys: [(.character("B"), .nextMassCurve)], label: "B", group: .screen,
      help: "what mass shows",
      more: ": old weight β, what is kept, what is learned; in the trade-off what is across",
      footer: nil),
    KeyBinding(
      keys: [(.character("g"), .nextSymbols), (.character("c"), .nextPalette)], label: "g, c",
      group: .screen, help: "next symbols (braille, quadrant, block, ascii)", "next palette",
      footer: nil),
    KeyBinding(
      keys: [(.function(2), .toggleMouse)], label: "F2", group: .screen,
      help: "mouse on or off", more: " (off: the terminal selects text)", footer: nil),
    KeyBinding(
      keys: [(.character("s"), .snapshot)], label: "s", group: .program,
      help: "snapshot", more: ": the screen as an SVG file that forgetscope explore opens again",
      footer: nil),
    KeyBinding(
      keys: [(.character("y"), .stateLine)], label: "y", group: .program,
      help: "the state line", more: ": a command that opens this very instant, for the clipboard",
      footer: nil),
    KeyBinding(
      keys: [(.character("w"), .writeScenario)], label: "w", group: .program,
      help: "write the scenario as YAML to a new file", footer: nil),
    KeyBinding(
      keys: [(.character(":"), .commandLine)], label: ":", group: .program,
      help: "the command line",
      more: ", with the flags' words: Tab completes, ↑ ↓ go through the history",
      footer: nil),
    KeyBinding(
      keys: [(.character("/"), .actions)], label: "/", group: .program,
      help: "all actions, parameters and presets", more: ": a few letters find one",
      footer: ("/", "actions")),
    KeyBinding(
      keys: [(.character("T"), .tour)], label: "T", group: .program,
      help: "the tour: five scenes", more: "; again: back to your run", footer: ("T", "tour")),
    KeyBinding(
      keys: [(.function(1), .explain)], label: "F1", group: .program,
      help: "explain what is under the cursor",
      more: ": a parameter, or a pane's meter (also ? twice)",
      footer: nil),
    KeyBinding(
      keys: [(.character("?"), .help)], label: "?", group: .program,
      help: "this help", footer: ("?", "help")),
    KeyBinding(
      keys: [(.escape, .close)], label: "Esc", group: .program,
      help: "close", more: ", cancel a survey, leave the zoom, show all lanes, leave the view",
      footer: nil),
    KeyBinding(
      keys: [(.control("l"), .redraw)], label: "Ctrl-L", group: .program, help: "redraw the screen",
      footer: nil),
    KeyBinding(
      keys: [(.control("z"), .suspend)], label: "Ctrl-Z", group: .program,
      help: "suspend", more: "; fg comes back", footer: nil),
    KeyBinding(
      keys: [(.character("q"), .quit), (.control("c"), .quit)], label: "q, Ctrl-C",
      group: .program, help: "quit", footer: ("q", "quit")),
  ]

  private static let functions: [Key: KeyFunction] = {
    var table: [Key: KeyFunction] = [:]
    for binding in bindings {
      for (key, function) in binding.keys {
        precondition(table[key] == nil, "a key stands twice in the table: \(key)")
        table[key] = function
      }
    }
    return table
  }()

  static func function(of key: Key) -> KeyFunction? { functions[key] }
}
