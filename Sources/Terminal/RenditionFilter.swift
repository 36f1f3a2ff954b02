import Cells

/// Rewrites what curses sends so that colours cost fewer bytes, and says the same.
///
/// curses resets colours and attributes by several codes at each change (`CSI 39;49 m`, `ESC ( B`,
/// `CSI m`: 14 bytes). The filter only notes such codes (select graphic rendition), and sends the
/// shortest one when a glyph follows that needs it. Repetitions (`CSI n b`), which many terminal
/// programs do not know, become the glyphs themselves. All else passes through.
struct RenditionFilter {
  /// How glyphs look.
  private struct Rendition: Equatable {
    /// Bit n is set for the attribute whose code is n.
    var attributes: UInt16 = 0
    /// The code's parameters; empty for the terminal's own foreground, and background.
    var color: [UInt8] = []
    var ground: [UInt8] = []

    /// Whether a space looks different from a space in the plain rendition.
    var showsOnSpace: Bool { attributes & (1 << 4 | 1 << 5 | 1 << 7) != 0 || !ground.isEmpty }
  }

  /// Numbers of colours that are written as red, green and blue.
  var trueColors: [UInt8: ScreenColor] = [:]

  private var wanted = Rendition()
  /// What the terminal was told last; nil when that is not known.
  private var told: Rendition?
  private var output: [UInt8] = []
  private var last: UInt8 = 0x20

  /// The terminal may have been told other things meanwhile.
  mutating func forget() { told = nil }

  /// The bytes to send for `input`, which holds whole sequences.
  mutating func filtered(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(input.count)
    var index = 0
    while index < input.count {
      let byte = input[index]
      if byte == 0x1b {
        index = sequence(input, from: index)
      } else {
        if byte >= 0x20 {
          flush(isSpace: byte == 0x20)
          last = byte
        }
        // SO and SI choose character sets that nothing here uses.
        if byte != 0x0e && byte != 0x0f { output.append(byte) }
        index += 1
      }
    }
    return output
  }

  /// Handles the sequence at `start`; returns where the next one begins.
  private mutating func sequence(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard start + 1 < input.count else {
      output.append(input[start])
      return start + 1
    }
    let kind = input[start + 1]
    if kind == UInt8(ascii: "("), start + 2 < input.count {
      // Back to ASCII, where it always is.
      if input[start + 2] == UInt8(ascii: "B") { return start + 3 }
      output += input[start..<start + 3]
      return start + 3
    }
    guard kind == UInt8(ascii: "[") else {
      flush(isSpace: false)
      output += input[start..<start + 2]
      return start + 2
    }
    var end = start + 2
    while end < input.count, (0x20...0x3f).contains(input[end]) { end += 1 }
    guard end < input.count else {
      output += input[start...]
      return input.count
    }
    let parameters = UnsafeBufferPointer(rebasing: input[start + 2..<end])
    switch input[end] {
    case UInt8(ascii: "m") where note(parameters):
      break
    case UInt8(ascii: "b"):
      let count = number(parameters) ?? 1
      output += repeatElement(last, count: min(count, 4096))
    case UInt8(ascii: "A")...UInt8(ascii: "H"), UInt8(ascii: "d"), UInt8(ascii: "f"):
      // The cursor moves alike in every rendition.
      output += input[start...end]
    default:
      flush(isSpace: false)
      output += input[start...end]
      if input[end] == UInt8(ascii: "m") { told = nil }
    }
    return end + 1
  }

  private static let semicolon = [UInt8(ascii: ";")]
  private static let colorLengths: [[UInt8]: Int] = [
    [UInt8(ascii: "5")]: 1, [UInt8(ascii: "2")]: 3,
  ]

  /// A foreground in one parameter, `38:5:n` or `38:2::r:g:b`, as ISO 8613-6 writes it and some
  /// terminal types (foot, hterm) ask for it; nil for all else.
  private func colonColor(_ part: UnsafeBufferPointer<UInt8>, _ start: String) -> [UInt8]? {
    let colon = UInt8(ascii: ":")
    guard part.contains(colon), part.starts(with: start.utf8) else { return nil }
    guard part.allSatisfy({ $0 == colon || (0x30...0x39).contains($0) }) else { return nil }
    let numbers = part.split(separator: colon, omittingEmptySubsequences: false)
    guard numbers.count == 3, let color = number(UnsafeBufferPointer(rebasing: numbers[2])),
      let mixed = trueColors[UInt8(clamping: color)]
    else { return Array(part) }
    return Array("\(start)2::\(mixed.x):\(mixed.y):\(mixed.z)".utf8)
  }

  /// What is written for `38;5;n`, by its parts.
  private func color(_ parts: ArraySlice<UnsafeBufferPointer<UInt8>.SubSequence>) -> [UInt8] {
    if parts.count == 3, let last = parts.last,
      let index = number(UnsafeBufferPointer(rebasing: last)),
      let mixed = trueColors[UInt8(clamping: index)], let first = parts.first
    {
      return Array(first) + Array(";2;\(mixed.x);\(mixed.y);\(mixed.z)".utf8)
    }
    return Array(parts.joined(separator: Self.semicolon))
  }

  private func number(_ digits: UnsafeBufferPointer<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit), number < 100_000 else { return nil }
      number = number * 10 + Int(digit - 0x30)
    }
    return digits.isEmpty ? nil : number
  }

  /// Notes a rendition's parameters; false when it has some that are not understood.
  private mutating func note(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var next = wanted
    let parts = text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    var index = 0
    while index < parts.count {
      let part = UnsafeBufferPointer(rebasing: parts[index])
      if let color = colonColor(part, "38:") {
        next.color = color
        index += 1
        continue
      }
      if let ground = colonColor(part, "48:") {
        next.ground = ground
        index += 1
        continue
      }
      guard let code = part.isEmpty ? 0 : number(part) else { return false }
      index += 1
      switch code {
      case 0: next = Rendition()
      case 1...9: next.attributes |= 1 << UInt16(code)
      case 22: next.attributes &= ~(1 << 1 | 1 << 2)
      case 23...29: next.attributes &= ~(1 << UInt16(code - 20))
      case 30...37, 90...97: next.color = Array(part)
      case 40...47, 100...107: next.ground = Array(part)
      case 38, 48:
        // An index is one number more, red, green and blue are three.
        let count = index < parts.count ? Self.colorLengths[Array(parts[index])] ?? 0 : 0
        guard count > 0, index + count < parts.count else { return false }
        let color = color(parts[index - 1...index + count])
        if code == 38 { next.color = color } else { next.ground = color }
        index += count + 1
      case 39: next.color = []
      case 49: next.ground = []
      default: return false
      }
    }
    wanted = next
    return true
  }

  /// Tells the terminal the wanted rendition if the glyph that follows would show the difference.
  private mutating func flush(isSpace: Bool) {
    guard wanted != told else { return }
    if isSpace, let told, !wanted.showsOnSpace, !told.showsOnSpace { return }
    output += [0x1b, UInt8(ascii: "[")]
    var known = told ?? Rendition()
    var isFirst = true
    func separate() {
      if !isFirst { output.append(UInt8(ascii: ";")) }
      isFirst = false
    }
    // Old terminals cannot switch one attribute off, but all can switch off everything.
    let isReset =
      told == nil || wanted == Rendition() || known.attributes & ~wanted.attributes != 0
    if isReset {
      known = Rendition()
      if wanted != known {
        separate()
        output.append(UInt8(ascii: "0"))
      }
    }
    for code in 1...9 where (wanted.attributes & ~known.attributes) >> UInt16(code) & 1 == 1 {
      separate()
      output.append(0x30 + UInt8(code))
    }
    if wanted.color != known.color {
      separate()
      output += wanted.color.isEmpty ? Array("39".utf8) : wanted.color
    }
    if wanted.ground != known.ground {
      separate()
      output += wanted.ground.isEmpty ? Array("49".utf8) : wanted.ground
    }
    output.append(UInt8(ascii: "m"))
    told = wanted
  }
}
