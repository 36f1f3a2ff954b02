import Cells

/// The keys while a lecture is given, as presenters' remotes send them; all others keep their meaning.
enum LectureKeys {
  static let bindings: [KeyBinding] = [
    KeyBinding(
      keys: [
        (.pageDown, .lecture(.next)), (.character("n"), .lecture(.next)),
        (.pageUp, .lecture(.previous)), (.character("N"), .lecture(.previous)),
      ], label: "PgDn n, PgUp N", group: .lecture,
      help: "the answer or the next scene", "the scene before", footer: ("n", "next")),
    KeyBinding(
      // F17 is what terminals send for Shift-F5.
      keys: [(.function(5), .lecture(.start)), (.function(17), .lecture(.again))],
      label: "F5, Shift-F5", group: .lecture,
      help: "the first scene", "this scene again", more: "; arrows go on and back without sliders",
      footer: nil),
    KeyBinding(
      keys: [(.character("S"), .lecture(.scenes))], label: "S", group: .lecture,
      help: "the list of scenes", more: "; each begins as it always does", footer: ("S", "scenes")),
    KeyBinding(
      keys: [(.character("b"), .lecture(.blank)), (.character("."), .lecture(.blank))],
      label: "b .", group: .lecture,
      help: "blank the screen", more: "; any key brings it back (a step on has no key here)",
      footer: ("b", "blank")),
    KeyBinding(
      keys: [(.character("{"), .lecture(.scroll(-1))), (.character("}"), .lecture(.scroll(1)))],
      label: "{ }", group: .lecture, help: "notes up", "notes down", footer: nil),
    KeyBinding(
      keys: [], label: "Esc", group: .lecture,
      help: "back to the script", more: ", to where it was left to play", footer: ("Esc", "script")),
  ]

  private static let functions: [Key: KeyFunction] = {
    var table: [Key: KeyFunction] = [:]
    for binding in bindings {
      for (key, function) in binding.keys { table[key] = function }
    }
    return table
  }()

  static func function(of key: Key) -> KeyFunction? { functions[key] }
}
