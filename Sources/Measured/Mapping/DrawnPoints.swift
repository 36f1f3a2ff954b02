/// What of a log is drawn: all of it, or of a long one what its picture consists of. No screen and no paper shows
/// hundreds of thousands of points, and every frame would take all of them along.
public struct DrawnPoints: Hashable, Sendable {
  /// A step that has both scores.
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
  public static let most = 2000

  init() {}

  /// - Complexity: O(n).
  init(kept: [MeasuredPoint], learned: [MeasuredPoint]) {
    self.kept = DrawnPoints.thinned(kept) { $0.mean }
    self.learned = DrawnPoints.thinned(learned) { $0.mean }
    let across = Dictionary(learned.map { ($0.step, $0.mean) }) { first, _ in first }
    pairs = DrawnPoints.thinned(
      kept.compactMap { point in across[point.step].map { Pair(kept: point, learned: $0) } }
    ) { $0.kept.mean }
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
