#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Numbers to text: the one place where it happens. Negative numbers for the screen have U+2212, a
/// minus as wide as a plus; what is not a number is "–", what has no bound is "∞".
public enum NumberText {
  /// A number with a fixed count of decimals, "0.53", "−0.003".
  ///
  /// - Parameters:
  ///   - value: magnitudes from 1e15 on come out as `scientific`.
  ///   - digits: decimals, 0…15.
  ///   - showsPlus: whether a positive number starts with "+"; a rounded zero has no sign.
  ///   - leadingZero: false gives ".53" for 0.53.
  public static func fixed(
    _ value: Double, digits: Int, showsPlus: Bool = false, leadingZero: Bool = true
  ) -> String {
    guard value.isFinite else { return nonFinite(value, showsPlus: showsPlus) }
    let digits = min(max(0, digits), 15)
    let scaled = (value.magnitude * powersOfTen[digits]).rounded(.toNearestOrEven)
    guard value.magnitude < 1e15, scaled < 9.2e18 else {
      return scientific(value, digits: digits, showsPlus: showsPlus)
    }
    return text(
      UInt64(scaled), decimals: digits, isNegative: value < 0, showsPlus: showsPlus,
      leadingZero: leadingZero)
  }

  /// A number with a count of digits that mean something: "0.000174" (3), "12.4" (3), "1.5e6" (2).
  ///
  /// Below 1e−4 and where the digits end left of the point it comes out as `scientific`, except
  /// that whole numbers up to 99,999 are written out.
  public static func significant(
    _ value: Double, digits: Int, showsPlus: Bool = false
  ) -> String {
    guard value.isFinite else { return nonFinite(value, showsPlus: showsPlus) }
    let digits = min(max(1, digits), 15)
    if value == 0 { return fixed(0, digits: digits - 1) }
    let exponent = exponent(of: value, digits: digits)
    if exponent < -4 || exponent >= max(digits, 5) {
      return scientific(value, digits: digits - 1, showsPlus: showsPlus)
    }
    return fixed(value, digits: max(0, digits - 1 - exponent), showsPlus: showsPlus)
  }

  /// Mantissa and exponent, "1.74e−4".
  ///
  /// - Parameter digits: decimals of the mantissa, 0…15.
  public static func scientific(
    _ value: Double, digits: Int, showsPlus: Bool = false
  ) -> String {
    guard value.isFinite else { return nonFinite(value, showsPlus: showsPlus) }
    let digits = min(max(0, digits), 15)
    guard value != 0 else { return fixed(0, digits: digits) + "e0" }
    let exponent = exponent(of: value, digits: digits + 1)
    let mantissa = fixed(
      scaled(value, byPowerOfTen: -exponent), digits: digits, showsPlus: showsPlus)
    return mantissa + "e" + integer(exponent)
  }

  /// A count in at most five columns: "950", "4.2 k", "13 M".
  public static func compact(_ value: Double) -> String {
    guard value.isFinite else { return nonFinite(value, showsPlus: false) }
    var scaled = value.magnitude
    var unit = 0
    let units = ["", " k", " M", " G", " T"]
    // 999.5 would be rounded to a fourth digit.
    while scaled >= 999.5, unit + 1 < units.count {
      scaled /= 1000
      unit += 1
    }
    guard scaled < 999.5 else { return scientific(value, digits: 1) }
    let isWhole = unit == 0 && scaled == scaled.rounded()
    let digits = scaled < 9.95 && !isWhole ? 1 : 0
    return fixed(value < 0 ? -scaled : scaled, digits: digits) + units[unit]
  }

  /// A fraction as per cent, "26 %".
  ///
  /// - Parameter fraction: 1 is 100 %.
  public static func percent(_ fraction: Double, digits: Int = 0) -> String {
    fixed(fraction * 100, digits: digits) + " %"
  }

  /// A whole number, "1234", "−3".
  static func integer(_ value: Int) -> String {
    text(
      UInt64(value.magnitude), decimals: 0, isNegative: value < 0, showsPlus: false,
      leadingZero: true)
  }

  /// The shortest decimal that reads back as the same number, for files and command lines:
  /// "0.1", "15", "-1e-05", ASCII only.
  ///
  /// - Returns: "nan", "inf" or "-inf" for what is not finite.
  public static func shortest(_ value: Double) -> String {
    let text = value.description
    // JSON readers take "-0" for an integer, which has no sign at zero.
    return text.hasSuffix(".0") && text != "-0.0" ? String(text.dropLast(2)) : text
  }

  /// A number for a control: the shortest decimal with at most `digits` decimals, and the minus of
  /// the screen. 0.5 is "0.5", 4 is "4", 0.12345 with 3 digits "0.123".
  public static func trimmed(_ value: Double, digits: Int) -> String {
    var text = fixed(value, digits: digits)
    guard value.isFinite, digits > 0, text.contains("."), !text.contains("e") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  // MARK: - Digits

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private static func nonFinite(_ value: Double, showsPlus: Bool) -> String {
    if value.isNaN { return "–" }
    return value < 0 ? "−∞" : showsPlus ? "+∞" : "∞"
  }

  /// The power of ten of the first digit after rounding to `digits` digits; `value` is not 0.
  private static func exponent(of value: Double, digits: Int) -> Int {
    var exponent = Int(log10(value.magnitude).rounded(.down))
    // The logarithm may be off by one at a power of ten; rounding may carry into the next.
    let mantissa = scaled(value.magnitude, byPowerOfTen: -exponent)
    let rounded =
      (mantissa * powersOfTen[digits - 1]).rounded(.toNearestOrEven) / powersOfTen[digits - 1]
    if rounded >= 10 { exponent += 1 } else if rounded < 1 { exponent -= 1 }
    return exponent
  }

  /// Divides where the exponent is negative: powers of ten are exact, their inverses are not.
  private static func scaled(_ value: Double, byPowerOfTen exponent: Int) -> Double {
    if exponent > 300 { return scaled(value * 1e300, byPowerOfTen: exponent - 300) }
    return exponent < 0 ? value / pow(10, Double(-exponent)) : value * pow(10, Double(exponent))
  }

  /// Builds the text in one go: up to 15 bytes it needs no memory of its own.
  private static func text(
    _ digits: UInt64, decimals: Int, isNegative: Bool, showsPlus: Bool, leadingZero: Bool
  ) -> String {
    String(unsafeUninitializedCapacity: 28) { buffer in
      var rest = digits
      var start = buffer.count
      func prepend(_ byte: UInt8) {
        start -= 1
        buffer[start] = byte
      }
      for position in 0... {
        if position > 0, position == decimals { prepend(UInt8(ascii: ".")) }
        let isNeeded = position < decimals || (position == decimals && leadingZero) || rest > 0
        guard isNeeded || (decimals == 0 && position == 0) else { break }
        prepend(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      }
      if digits != 0 {
        if isNegative {
          prepend(0x92)
          prepend(0x88)
          prepend(0xE2)
        } else if showsPlus {
          prepend(UInt8(ascii: "+"))
        }
      }
      for index in start..<buffer.count { buffer[index - start] = buffer[index] }
      return buffer.count - start
    }
  }
}
