/// What a fit is to come near to: two series of shares with weights, at steps from 0 on.
struct FitData: Sendable {
  /// Of both series together, ascending.
  let steps: [Double]
  /// By series: place in `steps`, share, and weight; weights are 1 on average.
  let kept: [Observation]
  let learned: [Observation]
  /// The data's own spread: the deviation of an observation of weight 1 around a smooth curve; nil where
  /// there are too few to tell.
  let spread: Double?

  struct Observation: Sendable {
    var place: Int
    var share: Double
    var weight: Double
  }

  var count: Int { kept.count + learned.count }

  init(_ run: MeasuredRun) {
    let first = min(run.kept[0].step, run.learned[0].step)
    let all = Set((run.kept + run.learned).map { $0.step - first }).sorted()
    steps = all
    let kept = FitData.variances(run.kept)
    let learned = FitData.variances(run.learned)
    // What repetitions say of one series says nothing of another that has none.
    let known = kept.spread != nil && learned.spread != nil
    let scale = known ? (kept.spread! + learned.spread!) / 2 : 1
    func observations(
      _ points: [MeasuredPoint], _ variances: (values: [Double], spread: Double?)
    ) -> [Observation] {
      points.enumerated().map { index, point in
        Observation(
          place: all.firstIndex(of: point.step - first) ?? 0, share: point.mean,
          weight: known ? scale / variances.values[index] : 1)
      }
    }
    self.kept = observations(run.kept, kept)
    self.learned = observations(run.learned, learned)
    if known {
      spread = scale.squareRoot()
    } else {
      let residues = FitData.residues(run.kept) + FitData.residues(run.learned)
      spread = residues.count >= 6 ? FitData.deviation(residues) : nil
    }
  }

  /// The variance of each mean, from the deviations of all steps together, and what it is on average.
  private static func variances(
    _ points: [MeasuredPoint]
  ) -> (values: [Double], spread: Double?) {
    let repeated = points.filter { $0.count > 1 }
    let freedom = repeated.reduce(0) { $0 + Double($1.count - 1) }
    guard repeated.count == points.count, freedom >= 8 else { return ([], nil) }
    let pooled =
      repeated.reduce(0) { $0 + $1.deviation * $1.deviation * Double($1.count - 1) } / freedom
    guard pooled > 1e-12 else { return ([], nil) }
    let values = points.map { pooled / Double($0.count) }
    return (values, values.reduce(0, +) / Double(values.count))
  }

  /// How far each point is from the line between its neighbours, in deviations of a single one.
  private static func residues(_ points: [MeasuredPoint]) -> [Double] {
    guard points.count >= 3 else { return [] }
    return (1..<(points.count - 1)).map { index in
      let (before, here, after) = (points[index - 1], points[index], points[index + 1])
      let share = (here.step - before.step) / (after.step - before.step)
      let line = before.mean + share * (after.mean - before.mean)
      return abs(here.mean - line)
        / (1 + share * share + (1 - share) * (1 - share)).squareRoot()
    }
  }

  /// From the median: a bend of the curve is no noise.
  private static func deviation(_ residues: [Double]) -> Double {
    residues.sorted()[residues.count / 2] / 0.6745
  }
}
