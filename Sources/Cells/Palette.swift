/// Turns the role of a cell into a colour of the terminal.
public enum Palette: String, CaseIterable, Codable, Sendable {
  case standard = "default"
  case light
  case highContrast = "high-contrast"
  case colorBlindSafe = "colour-blind-safe"
  case mono

  /// The colour of a role.
  ///
  /// - Returns: an xterm index below the depth's number; nil is the terminal's own foreground.
  public func color(of ink: Ink, depth: ColorDepth) -> UInt8? {
    guard self != .mono, depth != .none else { return nil }
    switch ink {
    case .plain, .strong, .title: return nil
    case .good, .lane3: return 2
    case .bad, .lane8: return 1
    case .warning, .oldMode, .lane1, .lane5: return 3
    case .focus, .lane2, .heat3, .heat4: return 6
    case .newMode, .lane4, .lane6: return 5
    case .lane7, .heat1, .heat2: return 4
    case .dim, .target, .start, .ghost: return depth == .colors256 ? 244 : nil
    }
  }

  /// How a role is emphasised.
  public func emphasis(of ink: Ink, depth: ColorDepth) -> Emphasis {
    switch ink {
    case .strong, .title: return .bold
    case .focus: return .reverse
    default: return []
    }
  }
}
