/// What lies over the screen.
public enum Overlay: Equatable, Sendable {
  case help(scroll: Int)
  case presets(PresetMenu)
  /// As `p` opens it.
  package static let presetMenu = Overlay.presets(PresetMenu())
  case methods(selection: Int)
  case command(CommandPrompt)
  case actions(ActionPalette)
  case ghosts(selection: Int)
  /// A parameter's path or a meter's word.
  case explanation(topic: String, scroll: Int)
  /// The experiment as a command; whether the clipboard was offered it.
  case stateLine(lines: [String], isOffered: Bool, scroll: Int)
}
