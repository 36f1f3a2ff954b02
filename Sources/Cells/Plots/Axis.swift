#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// From data to the unit interval: where a value lies between an axis' ends, and which round values
/// are written beside it.
public struct Axis: Hashable, Sendable {
  /// The value at the left or at the bottom; may be greater than `upper`, which turns the axis.
  public var lower: Double
  public var upper: Double
  /// Whether equal ratios take equal lengths; both ends must then be positive.
  public var isLogarithmic: Bool
  /// What stands at 1, 2, … in the place of numbers; empty on every other axis.
  public let names: [String]

  /// A range of numbers.
  public init(lower: Double, upper: Double, isLogarithmic: Bool = false) {
    self.lower = lower
    self.upper = upper
    self.isLogarithmic = isLogarithmic
    names = []
  }

  /// An axis of words, each in the middle of as much of it as the others have.
  public init(names: [String]) {
    lower = 0.5
    upper = Double(max(1, names.count)) + 0.5
    isLogarithmic = false
    self.names = names
  }

  /// The smallest axis with ends on ticks that covers a range.
  ///
  /// - Parameters:
  ///   - maximumTicks: at least 2; fewer ticks give rounder ends.
  ///   - isLogarithmic: ends are then powers of ten, six decades where the range starts at 0.
  public static func rounded(
    covering range: ClosedRange<Double>, isLogarithmic: Bool = false, maximumTicks: Int = 5
  ) -> Axis {
    var lower = range.lowerBound
    var upper = range.upperBound
    guard lower.isFinite, upper.isFinite else {
      return Axis(
        lower: isLogarithmic ? 1e-6 : 0, upper: 1, isLogarithmic: isLogarithmic)
    }
    if isLogarithmic {
      upper = upper > 0 ? upper : 1
      lower = lower > 0 ? lower : upper * 1e-6
      // A thousandth of a decade of slack, so that 0.1 does not become 0.01.
      let first = (log10(lower) + 1e-3).rounded(.down)
      let last = max(first + 1, (log10(upper) - 1e-3).rounded(.up))
      return Axis(lower: pow(10, first), upper: pow(10, last), isLogarithmic: true)
    }
    if lower == upper { (lower, upper) = lower == 0 ? (0, 1) : (min(lower, 0), max(upper, 0)) }
    for candidate in Step.candidates(range: upper - lower, maximum: max(2, maximumTicks)) {
      let first = (candidate.index(lower) + 1e-9).rounded(.down)
      let last = (candidate.index(upper) - 1e-9).rounded(.up)
      if Int(last - first) < max(2, maximumTicks) {
        return Axis(lower: candidate.value(first), upper: candidate.value(last))
      }
    }
    return Axis(lower: lower, upper: upper)
  }

  /// Where a value lies: 0 at `lower`, 1 at `upper`, outside of that for values outside.
  ///
  /// - Returns: NaN for NaN and, on a logarithmic axis, for values that are not positive; 0.5 on an
  ///   axis without extent.
  public func unit(_ value: Double) -> Double { Projection(self).unit(value) }

  /// The value at a place on the axis, the inverse of `unit`.
  public func value(atUnit unit: Double) -> Double {
    isLogarithmic
      ? lower * pow(upper / lower, unit) : lower + (upper - lower) * unit
  }

  /// Round values on the axis with their labels, in ascending order.
  ///
  /// - Parameter maximum: no more than so many; none for 0 and for ends that are not finite.
  public func ticks(maximum: Int) -> [(value: Double, label: String)] {
    guard maximum > 0, lower.isFinite, upper.isFinite else { return [] }
    // A word left out could not be guessed from its neighbours.
    guard names.isEmpty else { return names.enumerated().map { (Double($0 + 1), $1) } }
    let low = min(lower, upper)
    let high = max(lower, upper)
    if isLogarithmic {
      guard low > 0 else { return [] }
      let decades = decadeTicks(from: low, to: high, maximum: maximum)
      if decades.count >= 2 || maximum == 1 { return decades }
    }
    guard low < high else { return [(low, NumberText.significant(low, digits: 3))] }
    for step in Step.candidates(range: high - low, maximum: maximum) {
      let first = (step.index(low) - 1e-9).rounded(.up)
      let last = (step.index(high) + 1e-9).rounded(.down)
      guard last - first < Double(maximum) else { continue }
      guard first <= last else { break }
      return (0...Int(last - first)).map { offset in
        let value = step.value(first + Double(offset))
        return (value, NumberText.fixed(value, digits: step.decimals))
      }
    }
    return []
  }

  private func decadeTicks(
    from low: Double, to high: Double, maximum: Int
  ) -> [(value: Double, label: String)] {
    let first = Int((log10(low) - 1e-9).rounded(.up))
    let last = Int((log10(high) + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    let stride = Self.stride(over: last - first, maximum: maximum)
    return Swift.stride(from: first, through: last, by: stride).map { exponent in
      let value = exponent < 0 ? 1 / pow(10, Double(-exponent)) : pow(10, Double(exponent))
      let isPlain = exponent >= -2 && exponent <= 3
      return (
        value,
        isPlain ? NumberText.trimmed(value, digits: 2) : NumberText.scientific(value, digits: 0)
      )
    }
  }

  /// Decades from one label to the next: as few as there is room for, or a little more where both ends then
  /// have labels.
  private static func stride(over decades: Int, maximum: Int) -> Int {
    var least = 1
    while decades / least >= maximum { least += 1 }
    guard maximum > 1, decades > 0 else { return least }
    let even = (least...max(least, decades)).first { decades % $0 == 0 } ?? least
    return decades / even + 1 >= decades / least ? even : least
  }

  /// The axis with its divisions and logarithms done, for thousands of values.
  struct Projection {
    private let offset: Double
    private let factor: Double
    private let isLogarithmic: Bool

    init(_ axis: Axis) {
      isLogarithmic = axis.isLogarithmic
      let lower = isLogarithmic ? log(axis.lower) : axis.lower
      let extent = (isLogarithmic ? log(axis.upper) : axis.upper) - lower
      // Without extent everything lies in the middle.
      factor = extent == 0 ? 0 : 1 / extent
      offset = extent == 0 ? 0.5 : -lower / extent
    }

    @inline(__always)
    func unit(_ value: Double) -> Double {
      guard isLogarithmic else { return offset + value * factor }
      return value > 0 ? offset + log(value) * factor : .nan
    }
  }

  /// A distance between ticks: 1, 2 or 5 times a power of ten.
  private struct Step {
    let mantissa: Double
    let exponent: Int

    /// Steps from too small to surely wide enough.
    static func candidates(range: Double, maximum: Int) -> [Step] {
      guard range.isFinite, range > 0 else { return [] }
      let exponent = Int(log10(range / Double(maximum)).rounded(.down))
      return (0..<4).flatMap { decade in
        [1, 2, 5].map { Step(mantissa: $0, exponent: exponent + decade) }
      }
    }

    var decimals: Int { max(0, -exponent) }

    /// Multiplies or divides by a power of ten that is exact, so that 3 × 0.1 is 0.3.
    func value(_ index: Double) -> Double {
      exponent < 0
        ? index * mantissa / pow(10, Double(-exponent))
        : index * mantissa * pow(10, Double(exponent))
    }

    func index(_ value: Double) -> Double {
      exponent < 0
        ? value * pow(10, Double(-exponent)) / mantissa
        : value / (mantissa * pow(10, Double(exponent)))
    }
  }
}
