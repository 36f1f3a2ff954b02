#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A colour as screens mix it: sRGB, 0…255 each.
public typealias ScreenColor = SIMD3<UInt8>

/// Shades as colours. Ramps are straight, or evenly bent, in OKLab (Ottosson 2020), where equal
/// distances look equal.
extension Palette {
  /// What shades begin from where the terminal's own ground is not known.
  public static let darkGround: ScreenColor = [18, 20, 24]
  public static let lightGround: ScreenColor = [255, 255, 255]

  /// The colour of a shade where any colour can be had; nil for none, and without colours.
  ///
  /// - Parameter isLight: whether the ground is light; nil: as the palette is made for.
  public func color(of shade: Shade, isLight: Bool? = nil) -> ScreenColor? {
    guard self != .mono else { return nil }
    let isLight = isLight ?? (self == .light)
    switch shade.ramp {
    case .none, .words: return nil
    case .scale: return OKLab.scale(shade.share).screenColor
    case .difference:
      // Purple and green, which 256 colours have, too: the orange and the blue of the first lanes would say
      // whose it is.
      let ink: ScreenColor = shade.share < 0 ? [175, 80, 175] : [60, 160, 60]
      return ramp(shade.share.magnitude, through: ink, isLight)
    case .lane(let lane):
      let index = color(of: .lane(lane), depth: .colors256) ?? 7
      return ramp(shade.share, through: Palette.screenColor(ofXterm: index), isLight)
    }
  }

  private func ramp(_ share: Double, through ink: ScreenColor, _ isLight: Bool) -> ScreenColor {
    let ground = OKLab(isLight ? Palette.lightGround : Palette.darkGround)
    return OKLab.ramp(share, from: ground, through: OKLab(ink), isLight: isLight).screenColor
  }

  /// The colour of a glyph in a shade of its own; `words` take what can be read on their ground.
  public func color(of tint: Shade, over ground: Shade, isLight: Bool? = nil) -> ScreenColor? {
    guard tint.ramp == .words else { return color(of: tint, isLight: isLight) }
    return color(of: ground, isLight: isLight).map { Palette.words(tint, over: $0) }
  }

  private static func words(_ tint: Shade, over ground: ScreenColor) -> ScreenColor {
    let ground = OKLab(ground)
    let pole: ScreenColor = ground.value.x > 0.57 ? [0, 0, 0] : [255, 255, 255]
    guard tint == .behind else { return pole }
    return OKLab(ground.value + (OKLab(pole).value - ground.value) * 0.6).screenColor
  }

  /// The nearest of the 240 colours that every terminal of 256 has; nil for none, without colours,
  /// and where there are fewer.
  public func index(of tint: Shade, over ground: Shade = .none, depth: ColorDepth) -> UInt8? {
    guard depth.hasShades, self != .mono else { return nil }
    switch tint.ramp {
    case .none: return nil
    // So many levels of one hue there are of greys alone.
    case .lane:
      let step = UInt8(tint.share * 20 + 0.5)
      return self == .light ? 255 - step : 233 + step
    case .scale, .difference: return color(of: tint).map { Palette.nearestIndex(to: $0) }
    case .words:
      return index(of: ground, depth: depth).map {
        Palette.nearestIndex(to: Palette.words(tint, over: Palette.screenColor(ofXterm: $0)))
      }
    }
  }

  /// Greys that no shade may take where colours are mixed: lines behind others have them.
  public static let greysBehind: [UInt8] = [236, 240, 244, 248, 252]

  /// The nearest index of what words have over a colour that is mixed, of those that stay what they are.
  public func index(of tint: Shade, overMixed ground: Shade) -> UInt8? {
    guard let color = color(of: tint, over: ground) else { return nil }
    guard tint == .behind else { return Palette.nearestIndex(to: color) }
    let lightness = OKLab(color).value.x
    return Palette.greysBehind.min {
      (Palette.lightness(ofXterm: $0) - lightness).magnitude
        < (Palette.lightness(ofXterm: $1) - lightness).magnitude
    }
  }

  private static func lightness(ofXterm index: UInt8) -> Double { indexed[Int(index) - 16].x }

  static func nearestIndex(to color: ScreenColor) -> UInt8 {
    let wanted = OKLab(color).value
    var best: (index: UInt8, distance: Double) = (16, .infinity)
    for (offset, candidate) in indexed.enumerated() {
      let gap = candidate - wanted
      let distance = (gap * gap).sum()
      if distance < best.distance { best = (UInt8(offset + 16), distance) }
    }
    return best.index
  }

  private static let indexed: [SIMD3<Double>] = (16...255).map {
    OKLab(screenColor(ofXterm: $0)).value
  }

  /// The colour of an xterm index; the first 16 belong to the terminal, and stand here for the usual
  /// ones.
  public static func screenColor(ofXterm index: UInt8) -> ScreenColor {
    func bits(_ on: UInt8) -> ScreenColor {
      [index & 1 == 0 ? 0 : on, index & 2 == 0 ? 0 : on, index & 4 == 0 ? 0 : on]
    }
    switch index {
    case 0..<8: return bits(index == 7 ? 229 : 205)
    case 8: return [127, 127, 127]
    case 9..<16: return bits(255)
    case 16..<232:
      let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
      let cube = Int(index) - 16
      return [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
    default: return ScreenColor(repeating: 8 + 10 * (index - 232))
    }
  }
}

/// A colour in OKLab: lightness, green to red, blue to yellow.
struct OKLab {
  var value: SIMD3<Double>

  init(_ value: SIMD3<Double>) { self.value = value }

  init(_ color: ScreenColor) {
    func linear(_ byte: UInt8) -> Double {
      let share = Double(byte) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let (red, green, blue) = (linear(color.x), linear(color.y), linear(color.z))
    let long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    value = [
      0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
      1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
      0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    ]
  }

  /// The nearest that a screen has, channel by channel.
  var screenColor: ScreenColor {
    let roots = SIMD3(
      value.x + 0.3963377774 * value.y + 0.2158037573 * value.z,
      value.x - 0.1055613458 * value.y - 0.0638541728 * value.z,
      value.x - 0.0894841775 * value.y - 1.2914855480 * value.z)
    let cone = roots * roots * roots
    func byte(_ linear: Double) -> UInt8 {
      let share = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055
      return UInt8(min(max(0, share), 1) * 255 + 0.5)
    }
    return [
      byte(4.0767416621 * cone.x - 3.3077115913 * cone.y + 0.2309699292 * cone.z),
      byte(-1.2684380046 * cone.x + 2.6097574011 * cone.y - 0.3413193965 * cone.z),
      byte(-0.0041960863 * cone.x - 0.7034186147 * cone.y + 1.7076147010 * cone.z),
    ]
  }

  /// Dark blue, green, pale yellow: lightness and hue go evenly.
  static func scale(_ share: Double) -> OKLab {
    let hue = (285 - 180 * share) * Double.pi / 180
    let chroma = 0.115 + 0.03 * share
    return OKLab([0.28 + 0.65 * share, chroma * cos(hue), chroma * sin(hue)])
  }

  /// From the ground through the ink's dark hue (its pale one on a light ground) and the ink itself to
  /// what stands out most; lightness goes evenly.
  static func ramp(
    _ share: Double, from ground: OKLab, through ink: OKLab, isLight: Bool
  ) -> OKLab {
    // An ink as pale as the tip, or as dark, would leave no room for levels.
    let ink = OKLab([
      isLight ? max(ink.value.x, 0.42) : min(ink.value.x, 0.82), ink.value.y, ink.value.z,
    ])
    let way = ground.value.x + (ink.value.x - ground.value.x) * 0.5
    let vivid = isLight ? 0.45 : 0.8
    let knots: [(share: Double, value: SIMD3<Double>)] = [
      (0, ground.value), (1.0 / 3, [way, vivid * ink.value.y, vivid * ink.value.z]),
      (2.0 / 3, ink.value),
      (1, [isLight ? 0.27 : 0.94, 0.55 * ink.value.y, 0.55 * ink.value.z]),
    ]
    let end = knots.firstIndex { share <= $0.share && $0.share > 0 } ?? knots.count - 1
    let (from, to) = (knots[end - 1], knots[end])
    let part = (share - from.share) / (to.share - from.share)
    return OKLab(from.value + (to.value - from.value) * part)
  }
}
