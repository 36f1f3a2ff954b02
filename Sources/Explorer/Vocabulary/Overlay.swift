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

  /// The first line on the screen; nil of what is no text.
  var scroll: Int? {
    get {
      switch self {
      case .help(let scroll), .explanation(_, let scroll), .stateLine(_, _, let scroll): scroll
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .help: self = .help(scroll: newValue)
      case .explanation(let topic, _): self = .explanation(topic: topic, scroll: newValue)
      case .stateLine(let lines, let isOffered, _):
        self = .stateLine(lines: lines, isOffered: isOffered, scroll: newValue)
      default: break
      }
    }
  }
}
