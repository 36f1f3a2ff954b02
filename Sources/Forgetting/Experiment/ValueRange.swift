/// Numbers from one to another, evenly spaced by difference or by ratio: the values of a sweep's axis.
public struct ValueRange: Hashable, Sendable {
  /// The first and the last value; either may be the larger one.
  public var from: Double
  public var to: Double
  /// How many there are, ≥ 1; a single one is `from`.
  public var count: Int
  /// Whether neighbours have a ratio in common instead of a difference; both ends are > 0 then.
  public var isLogarithmic: Bool

  public init(from: Double, to: Double, count: Int, isLogarithmic: Bool = false) {
    self.from = from
    self.to = to
    self.count = count
    self.isLogarithmic = isLogarithmic
  }

  /// The ends exactly; between them numbers of twelve digits, so that tables can be read.
  public func value(at index: Int) -> Double {
    if index <= 0 || count < 2 { return from }
    if index >= count - 1 { return to }
    let share = Double(index) / Double(count - 1)
    return ValueRange.rounded(
      isLogarithmic
        ? from * power(to / from, share)
        : (from * Double(count - 1 - index) + to * Double(index)) / Double(count - 1))
  }

  /// To twelve digits: what is left over is the rounding of a division.
  static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let digits = 11 - Int(decimalLogarithm(value.magnitude).rounded(.down))
    guard (0...22).contains(digits) else { return value }
    // A power of ten up to 22 is exact, so the quotient is the double nearest to the decimal.
    let scale = power(10, Double(digits))
    return (value * scale).rounded() / scale
  }
}
