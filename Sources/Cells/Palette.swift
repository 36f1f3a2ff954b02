/// Turns the role of a cell into a colour of the terminal. The background is never set, so that a
/// palette fits into the terminal that a person has chosen.
public enum Palette: String, CaseIterable, Sendable {
  /// Readable on dark and on light backgrounds where there are 256 colours, on dark ones where there
  /// are fewer: no eight colours of a terminal are readable on both.
  case standard = "default"
  /// Darker colours, for light backgrounds.
  case light
  /// Bright colours and much bold, for black backgrounds and far rows.
  case highContrast = "high-contrast"
  /// Near the hues of Okabe and Ito (2008) for the lanes, as dark as white backgrounds need; marks and
  /// emphasis for the rest.
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
    // The second eight are greys, or the background itself, in some themes (Solarized).
    case .colors8, .colors16: color = (self == .light ? Self.eightOnLight : Self.eightOnDark)[index]
    case .colors256, .trueColor:
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
      return isTwin(ink, depth) != (self == .highContrast) ? .bold : []
    default: return []
    }
  }

  /// Whether an earlier lane has the same colour: few colours do not reach for eight lanes.
  private func isTwin(_ ink: Ink, _ depth: ColorDepth) -> Bool {
    let earlier = Ink.lane1.rawValue..<ink.rawValue
    return earlier.contains { rawValue in
      Ink(rawValue: rawValue).map { color(of: $0, depth: depth) == color(of: ink, depth: depth) }
        ?? false
    }
  }

  /// Stands for the terminal's own foreground in the tables: 0 is black, which no role has.
  private static let own: UInt8 = 0

  // The tables follow the order of `Ink`:
  // plain dim strong title focus good warning bad | target start ghost old new | lanes | heat

  // The lanes were found by a search: the nearest to the hues that were there before for which the
  // first four differ by 10 or more (CIEDE2000) and all eight by 5, for eyes of every kind.
  // Contrasts are those of WCAG 2; the tests compute all of this.

  /// A contrast of 3 or more to black, to white, and to the usual themes between.
  private static let onAny: [UInt8] = [
    own, 244, own, own, 33, 29, 136, 196,
    own, 244, 244, 136, 30,
    130, 33, 65, 169, 136, 30, 63, 167,
    61, 67, 31, 33,
  ]
  private static let onWhite: [UInt8] = [
    own, 242, own, own, 25, 22, 94, 124,
    own, 242, 242, 94, 23,
    160, 25, 29, 53, 94, 23, 54, 88,
    67, 61, 25, 18,
  ]
  private static let onBlack: [UInt8] = [
    own, 250, 15, 15, 226, 46, 226, 210,
    15, 250, 250, 220, 51,
    214, 51, 156, 176, 226, 116, 183, 210,
    152, 117, 81, 15,
  ]
  private static let okabeIto: [UInt8] = [
    own, 244, own, own, 33, 30, 136, 166,
    own, 244, 244, 136, 30,
    130, 33, 30, 169, 136, 97, 63, 101,
    61, 67, 31, 33,
  ]
  /// Yellow, cyan, green, magenta: the ones of eight that are bright enough in every theme. Red and blue
  /// are not.
  private static let eightOnDark: [UInt8] = [
    own, own, own, own, 6, 2, 3, 5,
    own, own, own, 3, 6,
    3, 6, 2, 5, own, 3, 6, 2,
    6, 6, 6, 6,
  ]
  /// Red, blue, magenta: the ones that are dark enough.
  private static let eightOnLight: [UInt8] = [
    own, own, own, own, 4, 4, 5, 1,
    own, own, own, 5, 4,
    1, 4, 5, own, 1, 4, 5, own,
    4, 4, 4, 4,
  ]
}
