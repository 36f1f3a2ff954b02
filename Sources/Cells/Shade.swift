/// A colour that is a quantity: a level of a ramp. Pictures of densities and maps are made of these,
/// two to a cell; all else is told by inks.
///
/// One byte, so that cells stay small and terminals get few colours. Where there are too few of them
/// a shade becomes one of four patterns (`CellGrid.withoutShades`).
public struct Shade: Hashable, Sendable {
  let rawValue: UInt8

  /// Nothing: the ink's own colour, the terminal's own ground.
  public static let none = Shade(rawValue: 0)
  /// For lines and words: dark on a pale ground, pale on a dark one.
  public static let words = Shade(rawValue: 255)
  /// For lines behind others: half way from the ground to what words have.
  public static let behind = Shade(rawValue: 254)

  /// Levels of a lane's ramp.
  static let laneLevels = 16
  /// Levels of the scale of maps.
  public static let scaleLevels = 48

  private static let firstOfLanes = 16
  private static let firstOfScale = 144
  private static let endOfScale = 192
  private static let zeroDifference = 192 + laneLevels - 1
  private static let endOfDifference = zeroDifference + laneLevels

  private init(rawValue: UInt8) { self.rawValue = rawValue }

  /// From the ground through a lane's ink to what stands out most; levels beyond the ends are the ends.
  ///
  /// - Parameter index: 0 for the first lane; wraps after eight.
  public static func lane(_ index: Int, level: Int) -> Shade {
    let level = min(max(0, level), laneLevels - 1)
    return Shade(rawValue: UInt8(firstOfLanes + (index & 7) * laneLevels + level))
  }

  /// From dark blue to pale yellow in even steps, the same on every ground.
  ///
  /// - Parameter share: 0…1; what lies outside is the end. Not a number: none.
  public static func scale(_ share: Double) -> Shade {
    guard !share.isNaN else { return .none }
    let level = Int(min(max(0, share), 1) * Double(scaleLevels - 1) + 0.5)
    return Shade(rawValue: UInt8(firstOfScale + level))
  }

  /// From what is missing over nothing to what is too much.
  ///
  /// - Parameter level: −15…15; what lies outside is the end, and 0 is none.
  public static func difference(_ level: Int) -> Shade {
    let most = laneLevels - 1
    guard level != 0 else { return .none }
    return Shade(rawValue: UInt8(zeroDifference + min(max(-most, level), most)))
  }

  /// All that are quantities.
  public static let all: [Shade] =
    (firstOfLanes..<endOfDifference).map { Shade(rawValue: UInt8($0)) }

  /// What it is of, and how far up it stands.
  enum Ramp: Hashable {
    case none
    case lane(Int)
    case scale
    case difference
    case words
  }

  var ramp: Ramp {
    switch Int(rawValue) {
    case 0..<Self.firstOfLanes: .none
    case Self.firstOfLanes..<Self.firstOfScale:
      .lane((Int(rawValue) - Self.firstOfLanes) / Self.laneLevels)
    case Self.firstOfScale..<Self.endOfScale: .scale
    case Self.endOfScale..<Self.endOfDifference: .difference
    default: .words
    }
  }

  /// Whether it is a level of a ramp, and neither none nor what words have.
  var isQuantity: Bool { ramp != .none && ramp != .words }

  /// 0…1 within its ramp; −1…1 in that of differences.
  var share: Double {
    switch ramp {
    case .none, .words: 0
    case .lane: Double(Int(rawValue) % Self.laneLevels) / Double(Self.laneLevels - 1)
    case .scale: Double(Int(rawValue) - Self.firstOfScale) / Double(Self.scaleLevels - 1)
    case .difference: Double(Int(rawValue) - Self.zeroDifference) / Double(Self.laneLevels - 1)
    }
  }

  /// Half way between two of one ramp; the first where they are of different ones.
  func mean(with other: Shade) -> Shade {
    guard ramp == other.ramp else { return self == .none ? other : self }
    if ramp == .difference {
      return .difference((Int(rawValue) + Int(other.rawValue)) / 2 - Self.zeroDifference)
    }
    return Shade(rawValue: UInt8((Int(rawValue) + Int(other.rawValue)) / 2))
  }

  /// The ink that stands for it where there are few colours.
  var ink: Ink {
    switch ramp {
    case .none, .words: .plain
    case .lane(let lane): .lane(lane)
    case .difference: share < 0 ? .bad : .good
    case .scale: [Ink.heat1, .heat2, .heat3, .heat4][min(3, Int(share * 4))]
    }
  }
}
