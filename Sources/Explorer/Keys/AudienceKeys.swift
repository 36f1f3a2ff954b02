/// The keys that work for who follows a lecturer, as the help lists them.
enum AudienceKeys {
  static func bindings(from rows: [KeyBinding]) -> [KeyBinding] {
    let own = KeyBinding(
      keys: [], label: "f", group: .lecture,
      help: "fork: this instant becomes a run of your own, with the same numbers", footer: nil)
    let back = KeyBinding(
      keys: [], label: "Esc", group: .lecture, help: "the lecturer's view again", footer: nil)
    let display: (KeyBinding) -> Bool = { row in
      if row.group == .screen { return true }
      guard let function = row.keys.first?.1 else { return false }
      switch function {
      case .focusLane, .allLanes, .stateLine, .help, .redraw, .suspend, .quit: return true
      default: return false
      }
    }
    return [own, back] + rows.filter(display)
  }
}
