/// Places that a search came by, and their sums of squares.
final class VisitedPlaces {
  private var places: [(place: [Double], sum: Double)] = []
  /// The place of the least sum.
  private(set) var best: (place: [Double], sum: Double)?

  func note(_ place: [Double], _ sum: Double) {
    if best.map({ sum < $0.sum }) ?? true { best = (place, sum) }
    places.append((place, sum))
  }

  /// From where to where a parameter goes among places of small enough sums; nil: there is none.
  func extent(of index: Int, within largest: Double) -> ClosedRange<Double>? {
    var found: ClosedRange<Double>?
    for (place, sum) in places where sum <= largest {
      let low = min(place[index], found?.lowerBound ?? 1)
      found = low...max(place[index], found?.upperBound ?? 0)
    }
    return found
  }

  /// The place of the least sum of which a parameter is in a range.
  func best(where index: Int, in range: ClosedRange<Double>) -> [Double]? {
    var found: (place: [Double], sum: Double)?
    for (place, sum) in places
    where range.contains(place[index]) && sum < found?.sum ?? .infinity { found = (place, sum) }
    return found?.place
  }

  /// Where a parameter is largest (sign 1) or least (−1); nil where no sum is small enough.
  func furthest(_ index: Int, _ sign: Double, within largest: Double) -> [Double]? {
    var found: [Double]?
    for (place, sum) in places where sum <= largest {
      if found.map({ sign * (place[index] - $0[index]) > 0 }) ?? true { found = place }
    }
    return found
  }

  /// A place on the same side of the best one as an end, at least half as far, and far from the end in
  /// other parameters; nil where there is none.
  func farFrom(
    _ end: [Double], _ index: Int, _ sign: Double, beyond best: [Double], within largest: Double
  ) -> [Double]? {
    let half = 0.5 * sign * (end[index] - best[index])
    var found: (place: [Double], distance: Double)?
    for (place, sum) in places
    where sum <= largest && sign * (place[index] - best[index]) >= half {
      var distance = 0.0
      for other in place.indices where other != index {
        distance = max(distance, abs(place[other] - end[other]))
      }
      if distance > 0.15, distance > found?.distance ?? 0 { found = (place, distance) }
    }
    return found?.place
  }
}
