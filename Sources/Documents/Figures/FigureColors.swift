import Cells

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a figure stands on, where a screen would have the terminal's own background.
public enum FigureBackground: String, CaseIterable, Sendable {
  case dark, light

  /// What a palette is made for.
  public init(for palette: Palette) { self = palette == .light ? .light : .dark }
}

/// The colours of a figure: a palette's roles as red, green and blue on a background that is known,
/// and therefore always readable.
struct FigureColors {
  /// sRGB, 0…255 each.
  struct RGB: Hashable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    init(red: UInt8, green: UInt8, blue: UInt8) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }

    init(_ color: ScreenColor) { self.init(red: color.x, green: color.y, blue: color.z) }

    /// `#d55e00`.
    var hex: String {
      "#"
        + [red, green, blue].map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
        .joined()
    }

    /// Relative luminance as WCAG 2 defines it, 0…1.
    var luminance: Double {
      func linear(_ byte: UInt8) -> Double {
        let value = Double(byte) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Contrast as WCAG 2 defines it, 1…21.
    func contrast(to other: RGB) -> Double {
      let (a, b) = (luminance, other.luminance)
      return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// A colour on the way to another one; 0 is this one, 16 the other.
    func mixed(with other: RGB, sixteenths: Int) -> RGB {
      func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
        UInt8((Int(a) * (16 - sixteenths) + Int(b) * sixteenths + 8) / 16)
      }
      return RGB(
        red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }
  }

  let background: RGB
  /// What a terminal would call its own foreground.
  let foreground: RGB
  private let inks: [RGB]
  private let palette: Palette
  private let isLight: Bool

  init(palette: Palette, background: FigureBackground) {
    let isDark = background == .dark
    self.palette = palette
    isLight = !isDark
    let ground =
      RGB(isDark ? Palette.darkGround : Palette.lightGround)
    let own = isDark ? RGB(red: 230, green: 230, blue: 230) : RGB(red: 26, green: 26, blue: 26)
    self.background = ground
    foreground = own
    let pole: RGB = isDark ? RGB(red: 255, green: 255, blue: 255) : RGB(red: 0, green: 0, blue: 0)
    inks = Ink.allCases.map { ink in
      guard let index = palette.color(of: ink, depth: .colors256) else { return own }
      let color = RGB(Palette.screenColor(ofXterm: index))
      // A palette may have been made for another background: its colour moves until it can be seen.
      let least = Self.leastContrast(ink)
      let enough = (0...16).first {
        color.mixed(with: pole, sixteenths: $0).contrast(to: ground) >= least
      }
      return color.mixed(with: pole, sixteenths: enough ?? 16)
    }
  }

  subscript(ink: Ink) -> RGB { inks[Int(ink.rawValue)] }

  /// A glyph's own shade, or what is behind one; nil for none.
  func color(of shade: Shade, over ground: Shade = .none) -> RGB? {
    palette.color(of: shade, over: ground, isLight: isLight).map { RGB($0) }
  }

  /// WCAG 2 asks for 4.5 for text and 3 for lines; curves keep more of their own colour.
  static func leastContrast(_ ink: Ink) -> Double {
    ink.rawValue >= Ink.lane1.rawValue ? 3 : 4.5
  }
}
