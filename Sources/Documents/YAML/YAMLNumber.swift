/// A number as YAML 1.2's core schema writes it: `1`, `-2.5`, `+.5`, `1e-8`, `.inf`, `.nan`.
/// Not `0x10`, `1_000`, `inf`, nor anything in quotes: those are words.
struct YAMLNumber {
  /// Infinite or NaN where the text says so or is too large for a double.
  let value: Double

  /// nil where the node is not a number.
  init?(_ node: YAMLNode) {
    guard case .scalar(let text, isPlain: true) = node.content else { return nil }
    self.init(text)
  }

  init?(_ text: String) {
    var rest = Substring(text).utf8
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    switch String(Substring(rest)) {
    case ".inf", ".Inf", ".INF":
      value = isNegative ? -.infinity : .infinity
      return
    case ".nan", ".NaN", ".NAN":
      value = .nan
      return
    default: break
    }
    guard Self.isDecimal(rest), let value = Double(text) else { return nil }
    self.value = value
  }

  /// digits [. digits] [e sign digits], with a digit before or after the point.
  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    func dropDigits() -> Int {
      let digits = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    var digits = dropDigits()
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += dropDigits()
    }
    guard digits > 0 else { return false }
    if let first = rest.first, first == UInt8(ascii: "e") || first == UInt8(ascii: "E") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest.removeFirst()
      }
      guard dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
