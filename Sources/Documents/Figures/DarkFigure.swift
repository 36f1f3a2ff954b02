import Cells

/// A paper's figure for slides with a dark ground.
enum DarkFigure {
  /// Colours of lanes are seen from afar there, too.
  private static let leastContrast = 4.0

  /// The same SVG on a dark ground: greys change sides, lanes' colours get as much lighter as they must, and
  /// the colours of maps, which mean numbers, stay.
  ///
  /// - Complexity: O(n). Colours are looked for in attributes alone: in words a quotation mark is escaped.
  static func svg(_ light: String) -> [UInt8] {
    var known: [[UInt8]: [UInt8]] = [:]
    var bytes = Array(light.utf8)
    let mark = Array("=\"#".utf8)
    var index = mark.count
    while index + 6 <= bytes.count {
      guard bytes[index - 1] == mark[2], bytes[index - 2] == mark[1], bytes[index - 3] == mark[0]
      else {
        index += 1
        continue
      }
      let digits = Array(bytes[index..<index + 6])
      let dark = known[digits] ?? color(digits)
      known[digits] = dark
      bytes.replaceSubrange(index..<index + 6, with: dark)
      index += 6
    }
    return bytes
  }

  /// Of six digits those that a dark figure has in their place.
  private static func color(_ digits: [UInt8]) -> [UInt8] {
    let word = String(decoding: digits, as: UTF8.self)
    guard let value = UInt32(word, radix: 16) else { return digits }
    let ground = FigureColors.RGB(Palette.darkGround)
    func byte(_ shift: UInt32) -> UInt8 { UInt8(value >> shift & 0xff) }
    var own = FigureColors.RGB(red: byte(16), green: byte(8), blue: byte(0))
    let white = FigureColors.RGB(red: 255, green: 255, blue: 255)
    if own.red == own.green, own.green == own.blue {
      func opposite(_ ground: UInt8) -> UInt8 {
        UInt8(Int(ground) + (235 - Int(ground)) * (255 - Int(own.red)) / 255)
      }
      own = FigureColors.RGB(
        red: opposite(ground.red), green: opposite(ground.green), blue: opposite(ground.blue))
    } else if VectorPen.colors.contains("#" + word) {
      let start = own
      for share in 1...16 where own.contrast(to: ground) < leastContrast {
        own = start.mixed(with: white, sixteenths: share)
      }
    }
    return Array(own.hex.utf8.dropFirst())
  }
}
