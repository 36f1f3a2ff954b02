import Foundation

/// What eyes make of a colour: WCAG 2's contrast, CIELAB, the difference CIEDE2000, and the colour as it
/// is seen without one kind of cones.
struct SeenColor {
  /// Linear light, 0…1 each.
  let red, green, blue: Double

  init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// - Parameter rgb: 0xRRGGBB in sRGB.
  init(_ rgb: Int) {
    func linear(_ byte: Int) -> Double {
      let value = Double(byte & 255) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    self.init(red: linear(rgb >> 16), green: linear(rgb >> 8), blue: linear(rgb))
  }

  /// - Parameter index: from 16 on: the first sixteen are the theme's.
  init(xterm index: UInt8) {
    precondition(index >= 16)
    let levels = [0, 95, 135, 175, 215, 255]
    let cube = Int(index) - 16
    self.init(
      index >= 232
        ? (8 + 10 * (Int(index) - 232)) * 0x010101
        : levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6])
  }

  // MARK: - Contrast

  var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  func contrast(to other: SeenColor) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  // MARK: - Difference

  /// CIELAB under D65.
  var lab: (l: Double, a: Double, b: Double) {
    func f(_ t: Double) -> Double {
      t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    let x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    let y = f(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    let z = f((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  func difference(to other: SeenColor) -> Double { ciede2000(lab, other.lab) }

  // MARK: - Eyes

  enum Eyes: CaseIterable {
    case trichromat, protanope, deuteranope, tritanope
  }

  /// After Machado, Oliveira and Fernandes (2009), severity 1.
  func seen(by eyes: Eyes) -> SeenColor {
    let rows: [[Double]]
    switch eyes {
    case .trichromat: return self
    case .protanope:
      rows = [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranope:
      rows = [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanope:
      rows = [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
    let light = rows.map { row in
      min(1, max(0, row[0] * red + row[1] * green + row[2] * blue))
    }
    return SeenColor(red: light[0], green: light[1], blue: light[2])
  }
}

/// CIEDE2000 as Sharma, Wu and Dalal (2005) write it down.
func ciede2000(
  _ first: (l: Double, a: Double, b: Double), _ second: (l: Double, a: Double, b: Double)
) -> Double {
  func degrees(_ angle: Double) -> Double { angle * .pi / 180 }
  func weight(_ chroma: Double) -> Double {
    (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot()
  }
  let meanChroma = (hypot(first.a, first.b) + hypot(second.a, second.b)) / 2
  let stretch = 1 + 0.5 * (1 - weight(meanChroma))
  let (a1, a2) = (stretch * first.a, stretch * second.a)
  let (c1, c2) = (hypot(a1, first.b), hypot(a2, second.b))
  func hue(_ b: Double, _ a: Double) -> Double {
    guard a != 0 || b != 0 else { return 0 }
    let hue = atan2(b, a) * 180 / .pi
    return hue < 0 ? hue + 360 : hue
  }
  let (h1, h2) = (hue(first.b, a1), hue(second.b, a2))
  let hasHues = c1 * c2 != 0
  var turn = hasHues ? h2 - h1 : 0
  if turn > 180 { turn -= 360 }
  if turn < -180 { turn += 360 }
  let deltaL = second.l - first.l
  let deltaC = c2 - c1
  let deltaH = 2 * (c1 * c2).squareRoot() * sin(degrees(turn / 2))
  let l = (first.l + second.l) / 2
  let c = (c1 + c2) / 2
  var h = h1 + h2
  if hasHues {
    if abs(h1 - h2) > 180 { h += h < 360 ? 360 : -360 }
    h /= 2
  }
  let t =
    1 - 0.17 * cos(degrees(h - 30)) + 0.24 * cos(degrees(2 * h))
    + 0.32 * cos(degrees(3 * h + 6)) - 0.20 * cos(degrees(4 * h - 63))
  let sl = 1 + 0.015 * pow(l - 50, 2) / (20 + pow(l - 50, 2)).squareRoot()
  let sc = 1 + 0.045 * c
  let sh = 1 + 0.015 * c * t
  let rotation = -sin(degrees(60 * exp(-pow((h - 275) / 25, 2)))) * 2 * weight(c)
  return
    (pow(deltaL / sl, 2) + pow(deltaC / sc, 2) + pow(deltaH / sh, 2)
    + rotation * deltaC / sc * deltaH / sh).squareRoot()
}
