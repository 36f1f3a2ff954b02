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

  /// Observations of a series that a run is held beside; of longer ones neighbours are taken together.
  private static let mostObservations = 120

  init(_ run: MeasuredRun) {
    let first = min(run.kept[0].step, run.learned[0].step)
    let kept = FitData.variances(run.kept)
    let learned = FitData.variances(run.learned)
    // What repetitions say of one series says nothing of another that has none.
    let known = kept.spread != nil && learned.spread != nil
    let scale = known ? (kept.spread! + learned.spread!) / 2 : 1
    let old = FitData.means(run.kept, known ? kept.values.map { scale / $0 } : nil, from: first)
    let new = FitData.means(
      run.learned, known ? learned.values.map { scale / $0 } : nil, from: first)
    let all = Set((old + new).map(\.step)).sorted()
    steps = all
    let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    func observations(_ means: [Mean]) -> [Observation] {
      means.map {
        Observation(place: places[$0.step] ?? 0, share: $0.share, weight: $0.weight)
      }
    }
    self.kept = observations(old)
    self.learned = observations(new)
    if known {
      spread = scale.squareRoot()
    } else {
      let residues = FitData.residues(run.kept) + FitData.residues(run.learned)
      spread = residues.count >= 6 ? FitData.deviation(residues) : nil
    }
  }

  private struct Mean {
    var step: Double
    var share: Double
    var weight: Double
  }

  /// A series as weighted means of equally many neighbours; the first point, that of all shares, stays
  /// alone.
  private static func means(
    _ points: [MeasuredPoint], _ weights: [Double]?, from first: Double
  ) -> [Mean] {
    let size = max(1, (points.count + mostObservations - 1) / mostObservations)
    var means: [Mean] = []
    var index = 0
    while index < points.count {
      let end = index == 0 ? 1 : min(points.count, index + size)
      var sum = Mean(step: 0, share: 0, weight: 0)
      for place in index..<end {
        let weight = weights?[place] ?? 1
        sum.step += weight * (points[place].step - first)
        sum.share += weight * points[place].mean
        sum.weight += weight
      }
      let isAlone = end == index + 1
      means.append(
        Mean(
          step: isAlone ? points[index].step - first : sum.step / sum.weight,
          share: isAlone ? points[index].mean : sum.share / sum.weight, weight: sum.weight))
      index = end
    }
    // An average observation has the weight 1.
    let average = means.reduce(0) { $0 + $1.weight } / Double(means.count)
    guard size > 1 else { return means }
    return means.map { Mean(step: $0.step, share: $0.share, weight: $0.weight / average) }
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
