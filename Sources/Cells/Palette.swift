/// Turns the role of a cell into a colour of the terminal. The background is never set, so that a
/// palette fits into the terminal that a person has chosen.
public enum Palette: String, CaseIterable, Codable, Sendable {
  /// Readable on dark and on light backgrounds.
  case standard = "default"
  /// Darker colours, for white backgrounds.
  case light
  /// Bright colours and much bold, for black backgrounds and far rows.
  case highContrast = "high-contrast"
  /// The colours of Okabe and Ito (2008) for the lanes, marks and emphasis for the rest.
  case colorBlindSafe = "colour-blind-safe"
  /// Attributes only.
  case mono

  /// The colour of a role.
  ///
  /// - Returns: an xterm index: 0…255, 0…15 or 0…7 by depth; nil is the terminal's own foreground.
  public func color(of ink: Ink, depth: ColorDepth) -> UInt8? {
    guard self != .mono else { return nil }
    let index = Int(ink.rawValue)
    let color: UInt8
    switch depth {
    case .none: return nil
    case .colors8: color = Self.eight[index]
    case .colors16: color = (self == .light ? Self.sixteenLight : Self.sixteen)[index]
    case .colors256:
      switch self {
      case .standard, .mono: color = Self.onAny[index]
      case .light: color = Self.onWhite[index]
      case .highContrast: color = Self.onBlack[index]
      case .colorBlindSafe: color = Self.okabeIto[index]
      }
    }
    return color == Self.own ? nil : color
  }

  /// How a role is emphasised: lightly where there are colours, enough to tell roles apart where
  /// there are none.
  public func emphasis(of ink: Ink, depth: ColorDepth) -> Emphasis {
    if self == .mono || depth == .none {
      switch ink {
      case .strong, .title, .good: return .bold
      case .focus: return .reverse
      case .warning: return .underline
      case .bad: return [.bold, .underline]
      default: return []
      }
    }
    switch ink {
    case .strong, .title, .focus: return .bold
    case .good, .warning, .bad: return self == .standard || self == .light ? [] : .bold
    case .lane1, .lane2, .lane3, .lane4, .lane5, .lane6, .lane7, .lane8:
      return self == .highContrast ? .bold : []
    default: return []
    }
  }

  /// Stands for the terminal's own foreground in the tables: 0 is black, which no role has.
  private static let own: UInt8 = 0

  // The tables follow the order of `Ink`:
  // plain dim strong title focus good warning bad | target start ghost old new | lanes | heat

  /// Every colour has a contrast of 3 or more to black and to white alike.
  private static let onAny: [UInt8] = [
    own, 244, own, own, 33, 29, 136, 160,
    own, 244, 244, 136, 30,
    166, 33, 29, 170, 136, 30, 99, 160,
    61, 67, 31, 33,
  ]
  private static let onWhite: [UInt8] = [
    own, 242, own, own, 25, 22, 94, 124,
    own, 242, 242, 94, 23,
    130, 25, 22, 90, 94, 23, 54, 124,
    67, 61, 25, 18,
  ]
  private static let onBlack: [UInt8] = [
    own, 250, 15, 15, 226, 46, 226, 210,
    15, 250, 250, 220, 51,
    214, 51, 46, 219, 226, 159, 183, 210,
    152, 117, 81, 15,
  ]
  private static let okabeIto: [UInt8] = [
    own, 244, own, own, 74, 36, 178, 166,
    own, 244, 244, 178, 36,
    166, 74, 36, 175, 178, 25, 221, 244,
    24, 25, 31, 74,
  ]
  private static let sixteen: [UInt8] = [
    own, 8, own, own, 12, 2, 3, 9,
    own, 8, 8, 3, 6,
    3, 12, 2, 5, 6, 9, 10, 13,
    4, 4, 12, 12,
  ]
  private static let sixteenLight: [UInt8] = [
    own, 8, own, own, 4, 2, 5, 1,
    own, 8, 8, 5, 6,
    1, 4, 2, 5, 6, 8, 12, 13,
    6, 6, 4, 4,
  ]
  private static let eight: [UInt8] = [
    own, own, own, own, 6, 2, 3, 1,
    own, own, own, 3, 6,
    3, 6, 2, 5, 4, 1, own, 3,
    4, 4, 6, 6,
  ]
}
