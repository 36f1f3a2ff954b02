/// Where a function of one number crosses zero: looked for between neighbouring places, and narrowed to a
/// width, or to neighbours among the whole numbers.
///
/// A function may jump, be zero over a stretch (whose ends count), or have no value at some numbers: what lies
/// beside a gap is looked at up to its edge.
struct CrossingSearch {
  /// One crossing.
  struct Crossing: Equatable {
    var value: Double
    /// Whether the function is never zero there, however near one looks. Among whole numbers the value is the
    /// larger one of the two neighbours.
    var isJump = false
  }

  /// What there is between the places.
  enum Finding: Equatable {
    /// Ascending.
    case crossings([Crossing])
    /// Zero at every place where it has a value.
    case everywhere
    /// Without a value at any place.
    case nowhere
  }

  /// Half of this is how far a crossing may be off.
  let width: Double
  /// Whether the function is one of whole numbers.
  let isWhole: Bool
  /// Values no larger than this are zero.
  let zero: Double
  /// Jumps no larger than this are none.
  let noise: Double
  let function: (Double) -> Double?

  private typealias Sample = (value: Double, distance: Double)

  /// A jump is as high between bounds that are this many times halved.
  private static let jumpHalvings = 4

  /// - Parameter places: ascending or descending.
  func finding(_ places: some Sequence<Double>) -> Finding {
    var found: [Crossing] = []
    var before: (value: Double, distance: Double?)?
    var (hasValue, hasOthers) = (false, false)
    for value in places {
      let distance = function(value)
      if let distance { (hasValue, hasOthers) = (true, hasOthers || sign(distance) != 0) }
      if let before { found += between(before, (value, distance)) }
      before = (value, distance)
    }
    guard hasValue else { return .nowhere }
    return hasOthers ? .crossings(merged(found)) : .everywhere
  }

  private func sign(_ distance: Double) -> Int {
    abs(distance) <= zero ? 0 : distance < 0 ? -1 : 1
  }

  /// Ascending, each once: a zero at a place is seen from both sides.
  private func merged(_ found: [Crossing]) -> [Crossing] {
    var merged: [Crossing] = []
    for crossing in found.sorted(by: { $0.value < $1.value }) {
      if let last = merged.last, crossing.value - last.value <= (isWhole ? 0 : width) { continue }
      merged.append(crossing)
    }
    return merged
  }

  // MARK: - Between neighbours

  private func between(
    _ start: (value: Double, distance: Double?), _ end: (value: Double, distance: Double?)
  ) -> [Crossing] {
    switch (start.distance, end.distance) {
    case (nil, nil): []
    case (let distance?, nil):
      change(
        (start.value, distance), last(from: (start.value, distance), to: end.value) { _ in true })
    case (nil, let distance?):
      change(
        last(from: (end.value, distance), to: start.value) { _ in true }, (end.value, distance))
    case (let first?, let second?): change((start.value, first), (end.value, second))
    }
  }

  private func change(_ start: Sample, _ end: Sample) -> [Crossing] {
    switch (sign(start.distance), sign(end.distance)) {
    case (let first, let second) where first == second: []
    case (0, _): [Crossing(value: lastZero(from: start, to: end))]
    case (_, 0): [Crossing(value: lastZero(from: end, to: start))]
    default: bracketed(start, end)
    }
  }

  /// Where a stretch of zeros ends, which most often has no length.
  private func lastZero(from start: Sample, to end: Sample) -> Double {
    guard !isWhole else { return last(from: start, to: end.value) { $0 == 0 }.value }
    let beside = start.value + (end.value > start.value ? 0.5 : -0.5) * width
    guard abs(end.value - start.value) > width, let distance = function(beside),
      sign(distance) == 0
    else { return start.value }
    return last(from: (beside, distance), to: end.value) { $0 == 0 }.value
  }

  /// The last number with a value whose sign is as wanted, on the way to one without.
  private func last(from start: Sample, to end: Double, where holds: (Int) -> Bool) -> Sample {
    var (inside, outside) = (start, end)
    while let middle = middle(inside.value, outside) {
      if let distance = function(middle), holds(sign(distance)) {
        inside = (middle, distance)
      } else {
        outside = middle
      }
    }
    return inside
  }

  /// Between two numbers; nil where they are near enough.
  private func middle(_ one: Double, _ other: Double) -> Double? {
    if isWhole { return abs(other - one) > 1 ? ((one + other) / 2).rounded(.down) : nil }
    return abs(other - one) > width ? one + (other - one) / 2 : nil
  }

  /// Between two different signs: bisection and false positions to the width; where the function jumps, the
  /// bracket shrinks around the jump.
  private func bracketed(_ start: Sample, _ end: Sample) -> [Crossing] {
    var (low, high) = (start, end)
    var weights = (low: start.distance, high: end.distance)
    var isBisecting = isWhole
    while let middle = middle(low.value, high.value) {
      let gap = high.value - low.value
      let value = isBisecting ? middle : falsePosition(low.value, high.value, weights)
      guard let found = function(value) else {
        return between(low, (value, nil)) + between((value, nil), high)
      }
      guard sign(found) != 0 else {
        return change(low, (value, found)) + change((value, found), high)
      }
      if sign(found) == sign(low.distance) {
        low = (value, found)
        weights = (found, weights.high / 2)
      } else {
        high = (value, found)
        weights = (weights.low / 2, found)
      }
      // Where a round has not halved the bracket, the next one does.
      isBisecting = isWhole || !isBisecting && abs(high.value - low.value) > abs(gap) / 2
    }
    if isWhole { return [Crossing(value: max(low.value, high.value), isJump: true)] }
    let isJump = jumps(low, high)
    // Within the bracket a function that does not jump is a straight line.
    let share = isJump ? 0.5 : low.distance / (low.distance - high.distance)
    return [Crossing(value: low.value + share * (high.value - low.value), isJump: isJump)]
  }

  private func falsePosition(
    _ low: Double, _ high: Double, _ weights: (low: Double, high: Double)
  ) -> Double {
    let gap = high - low
    var value = low - weights.low * gap / (weights.high - weights.low)
    let margin = 0.45 * width * (gap > 0 ? 1 : -1)
    // Both ends have to come near: a step too close to one of them goes a little beyond.
    if abs(value - low) < abs(margin) { value = low + margin }
    if abs(high - value) < abs(margin) { value = high - margin }
    return value
  }

  /// Whether a change of sign is as high however near its sides are.
  private func jumps(_ start: Sample, _ end: Sample) -> Bool {
    var (low, high) = (start, end)
    let change = abs(high.distance - low.distance)
    guard change > noise else { return false }
    for _ in 0..<CrossingSearch.jumpHalvings {
      let value = low.value + (high.value - low.value) / 2
      guard let found = function(value) else { return true }
      if sign(found) == sign(low.distance) { low = (value, found) } else { high = (value, found) }
    }
    return abs(high.distance - low.distance) > change / 2
  }
}
