/// What of a log is drawn: all of it, or of a long one what its picture consists of. No screen and no paper shows
/// hundreds of thousands of points, and every frame would take all of them along.
public struct DrawnPoints: Hashable, Sendable {
  /// A step that has both scores, or has one and lies between two that have the other.
  public struct Pair: Hashable, Sendable {
    /// With its spread.
    public var kept: MeasuredPoint
    /// In the middle.
    public var learned: Double
  }

  /// Shares over steps.
  public private(set) var kept: [MeasuredPoint] = []
  public private(set) var learned: [MeasuredPoint] = []
  /// Where one is drawn over the other.
  public private(set) var pairs: [Pair] = []

  /// So many of each at most.
  static let most = 2000

  init() {}

  /// - Complexity: O(n).
  init(kept: [MeasuredPoint], learned: [MeasuredPoint]) {
    self.kept = DrawnPoints.thinned(kept) { $0.mean }
    self.learned = DrawnPoints.thinned(learned) { $0.mean }
    pairs = DrawnPoints.thinned(DrawnPoints.pairs(kept, learned)) { $0.kept.mean }
  }

  /// At the steps of the series that has fewer; the other is read there.
  private static func pairs(_ kept: [MeasuredPoint], _ learned: [MeasuredPoint]) -> [Pair] {
    let isKept = kept.count <= learned.count
    let (few, many) = isKept ? (kept, learned) : (learned, kept)
    var next = 0
    return few.compactMap { point in
      while next < many.count, many[next].step < point.step { next += 1 }
      guard let other = read(many, at: point.step, before: next) else { return nil }
      return isKept
        ? Pair(kept: point, learned: other.mean) : Pair(kept: other, learned: point.mean)
    }
  }

  /// A series at a step: between its points, and up to half a gap beside its ends.
  ///
  /// - Parameter next: the place of the first point that is not before the step.
  /// - Returns: nil where it is further away.
  private static func read(
    _ points: [MeasuredPoint], at step: Double, before next: Int
  ) -> MeasuredPoint? {
    if next < points.count, points[next].step == step { return points[next] }
    guard next > 0, next < points.count else {
      guard points.count > 1 else { return nil }
      let end = next == 0 ? 0 : points.count - 1
      let gap = abs(points[end].step - points[next == 0 ? 1 : end - 1].step)
      return abs(points[end].step - step) <= gap / 2 ? points[end] : nil
    }
    let after = points[next]
    var point = points[next - 1]
    let share = (step - point.step) / (after.step - point.step)
    point.step = step
    point.mean += share * (after.mean - point.mean)
    point.low += share * (after.low - point.low)
    point.high += share * (after.high - point.high)
    return point
  }

  /// The first and the last, and of every stretch between them the least and the greatest: what stands between
  /// those two in a column of cells cannot be told from a line.
  private static func thinned<Element>(
    _ all: [Element], by value: (Element) -> Double
  ) -> [Element] {
    guard all.count > most else { return all }
    let stretches = most / 2 - 1
    var places = [0]
    for stretch in 0..<stretches {
      let range = (all.count * stretch / stretches)..<(all.count * (stretch + 1) / stretches)
      let least = range.min { value(all[$0]) < value(all[$1]) } ?? range.lowerBound
      let greatest = range.max { value(all[$0]) < value(all[$1]) } ?? range.lowerBound
      for place in [min(least, greatest), max(least, greatest)]
      where place > places[places.count - 1] {
        places.append(place)
      }
    }
    if places[places.count - 1] < all.count - 1 { places.append(all.count - 1) }
    return places.map { all[$0] }
  }
}
