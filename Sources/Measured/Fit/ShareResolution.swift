/// How finely a series is written: its values, and what all of their differences are multiples of.
enum ShareResolution {
  /// Parts of the least difference that are tried.
  private static let mostParts = 100
  /// What single precision leaves of a number, in parts of the largest one.
  private static let tolerance = 1e-7

  /// The largest step that all differences are multiples of; 0 where there is none that could be seen, or
  /// one value only.
  ///
  /// - Complexity: the order of sorting; a step is given up at the first difference that it does not divide.
  static func step(of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, last > first else { return 0 }
    let allowed = tolerance * max(abs(first), abs(last))
    var distances: [Double] = []
    var least = last - first
    for (value, next) in zip(sorted, sorted.dropFirst()) where next - value > allowed {
      least = min(least, next - value)
      distances.append(next - first)
    }
    for parts in 1...mostParts {
      let step = least / Double(parts)
      guard step > 20 * allowed else { return 0 }
      // Of its own error a step of many makes as much more.
      let divides = distances.allSatisfy { distance in
        let count = (distance / step).rounded()
        return abs(distance - count * step) <= allowed * (2 + count / Double(parts))
          && abs(distance - count * step) < 0.02 * step
      }
      if divides { return step }
    }
    return 0
  }
}
