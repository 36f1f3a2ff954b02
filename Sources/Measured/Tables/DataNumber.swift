/// Numbers as logs have them.
enum DataNumber {
  /// What stands for a number that there is not.
  private static let gaps: Set<String> = [
    "", "-", "--", "na", "n/a", "nan", "-nan", "null", "none", "nil", "?", ".",
  ]

  /// A cell of a table of text: nil where it is empty.
  ///
  /// - Parameter hasDecimalComma: whether `0,5` is a number.
  static func cell(
    _ text: UnsafeBufferPointer<UInt8>, hasDecimalComma: Bool, _ texts: inout TextList
  ) -> Cell? {
    var text = text
    while let last = text.last, last == 0x20 || last == 0x09 {
      text = UnsafeBufferPointer(rebasing: text.dropLast())
    }
    while let first = text.first, first == 0x20 || first == 0x09 {
      text = UnsafeBufferPointer(rebasing: text.dropFirst())
    }
    guard let first = text.first else { return nil }
    if hasDecimalComma, let value = grouped(text) { return .number(value) }
    if let value = number(text, hasDecimalComma: hasDecimalComma) { return .number(value) }
    // Behind a number: "72.3%", and no other sign.
    if text.last == UInt8(ascii: "%"),
      let value = number(
        withoutSpace(UnsafeBufferPointer(rebasing: text.dropLast())),
        hasDecimalComma: hasDecimalComma)
    {
      return .number(value)
    }
    if text.count <= 4, isGap(text) { return .number(.nan) }
    if text.count <= 9,
      first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first | 0x20 == 0x69,
      let infinity = infinity(text)
    {
      return .number(infinity)
    }
    return .text(texts.place(of: beginning(of: text)))
  }

  /// What tells texts apart: of an answer that a log quotes nobody needs all.
  private static func beginning(
    of text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard text.count > longestText else { return text }
    var end = longestText
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return UnsafeBufferPointer(rebasing: text[..<end])
  }

  /// Thousands as they are written where commas are decimal: `1.000`, `12.500,5`.
  private static func grouped(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let first = text.first, (0x31...0x39).contains(first), text.count >= 5, text.count <= 24
    else {
      return nil
    }
    let whole = text.prefix { $0 != UInt8(ascii: ",") }
    let groups = whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard groups.count > 1, groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    let plain = text.filter { $0 != UInt8(ascii: ".") }
    return plain.withUnsafeBufferPointer { number($0, hasDecimalComma: true) }
  }

  /// A space at the end, of whatever width, that keeps a number and its sign together.
  private static func withoutSpace(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    for space in [[0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89]] as [[UInt8]]
    where text.suffix(space.count).elementsEqual(space) {
      return UnsafeBufferPointer(rebasing: text.dropLast(space.count))
    }
    return text
  }

  private static let longestText = 1024

  private static func isGap(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    gaps.contains(String(decoding: text, as: UTF8.self).lowercased())
  }

  private static func infinity(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    switch String(decoding: text, as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: nil
    }
  }

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1) { value, _ in value * 10 }
  }

  /// A decimal number; nil where the text is none. Correctly rounded.
  static func number(_ text: UnsafeBufferPointer<UInt8>, hasDecimalComma: Bool = false) -> Double? {
    var place = 0
    var isNegative = false
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      place = 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var scale = 0
    var hasPoint = false
    let point = hasDecimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    loop: while place < text.count {
      switch text[place] {
      case 0x30...0x39:
        digits += 1
        if digits <= 18 { mantissa = mantissa * 10 + UInt64(text[place] - 0x30) }
        if hasPoint { scale -= 1 }
      case point, UInt8(ascii: "."):
        if hasPoint { return nil }
        hasPoint = true
      default: break loop
      }
      place += 1
    }
    guard digits > 0 else { return nil }
    var exponent = 0
    if place < text.count {
      guard text[place] | 0x20 == UInt8(ascii: "e") else { return nil }
      place += 1
      var isDown = false
      if place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") {
        isDown = text[place] == UInt8(ascii: "-")
        place += 1
      }
      guard place < text.count else { return nil }
      while place < text.count {
        guard (0x30...0x39).contains(text[place]) else { return nil }
        exponent = min(exponent * 10 + Int(text[place] - 0x30), 100_000)
        place += 1
      }
      if isDown { exponent = -exponent }
    }
    scale += exponent
    // One rounding: both the digits and the power of ten are exact.
    if digits <= 15, abs(scale) <= 22 {
      let value = Double(mantissa)
      let scaled = scale < 0 ? value / powers[-scale] : value * powers[scale]
      return isNegative ? -scaled : scaled
    }
    guard text.count <= 400 else { return nil }
    let plain = text.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    return Double(String(decoding: plain, as: UTF8.self))
  }

  /// A whole number without a point.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
