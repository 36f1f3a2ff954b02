/// What of a log is drawn: all of it, or of a long one means of stretches with what most of their steps are
/// between. No screen and no paper shows hundreds of thousands of points, and every frame would take all of
/// them along.
public struct DrawnPoints: Hashable, Sendable {
  /// A step that has both scores, or has one and lies between two that have the other.
  public struct Pair: Hashable, Sendable {
    /// With its spread.
    public var kept: MeasuredPoint
    /// In the middle.
    public var other: Double
  }

  /// Shares over steps.
  public private(set) var kept: [MeasuredPoint] = []
  public private(set) var learned: [MeasuredPoint] = []
  /// Where what is kept is drawn over what is learned, and over the KL, where the log has one.
  public private(set) var overLearned: [Pair] = []
  public private(set) var overKL: [Pair] = []

  /// How many steps a point of each stands for.
  public private(set) var stepsPerKept = 1
  public private(set) var stepsPerLearned = 1
  public private(set) var stepsPerKL = 1

  /// So many of each beside the first; of longer series neighbours are taken together, as a fit does.
  static let most = 120

  init() {}

  /// - Complexity: O(n log n).
  init(kept: [MeasuredPoint], learned: [MeasuredPoint], kl: [MeasuredPoint] = []) {
    (self.kept, stepsPerKept) = DrawnPoints.taken(kept)
    (self.learned, stepsPerLearned) = DrawnPoints.taken(learned)
    overLearned = DrawnPoints.pairs(self.kept, self.learned)
    guard !kl.isEmpty else { return }
    let (drawnKL, steps) = DrawnPoints.taken(kl)
    stepsPerKL = steps
    overKL = DrawnPoints.pairs(self.kept, drawnKL)
  }

  /// At the steps of the series that has fewer; the other is read there.
  private static func pairs(_ kept: [MeasuredPoint], _ others: [MeasuredPoint]) -> [Pair] {
    let isKept = kept.count <= others.count
    let (few, many) = isKept ? (kept, others) : (others, kept)
    var next = 0
    return few.compactMap { point in
      while next < many.count, many[next].step < point.step { next += 1 }
      guard let other = read(many, at: point.step, before: next) else { return nil }
      return isKept
        ? Pair(kept: point, other: other.mean) : Pair(kept: other, other: point.mean)
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

  /// The first point, from which shares count, and means of equally many neighbours, with what 80 % of their
  /// steps are between; and how many neighbours.
  private static func taken(_ all: [MeasuredPoint]) -> ([MeasuredPoint], Int) {
    let size = (all.count + DrawnPoints.most - 2) / DrawnPoints.most
    guard size > 1 else { return (all, 1) }
    let means =
      [all[0]]
      + stride(from: 1, to: all.count, by: size).map { first in
        let stretch = all[first..<min(first + size, all.count)]
        let count = Double(stretch.count)
        return MeasuredPoint(
          step: stretch.reduce(0) { $0 + $1.step / count },
          mean: stretch.reduce(0) { $0 + $1.mean / count },
          low: MeasuredPoint.quantile(0.1, of: stretch.map(\.low).sorted()),
          high: MeasuredPoint.quantile(0.9, of: stretch.map(\.high).sorted()),
          count: stretch.reduce(0) { $0 + $1.count }, deviation: 0)
      }
    return (means, size)
  }
}
