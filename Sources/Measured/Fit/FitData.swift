/// What a fit is to come near to: two series of shares with weights, at steps from 0 on.
struct FitData: Sendable {
  /// Of both series together, ascending.
  let steps: [Double]
  /// By series: place in `steps`, share, and weight.
  let kept: [Observation]
  let learned: [Observation]
  /// The data's own spread: the deviation of an observation of weight 1 around a smooth curve; nil where
  /// there are too few to tell.
  let spread: Double?
  /// Those of either series, where they are told apart.
  let spreads: Spreads?

  struct Observation: Sendable {
    var place: Int
    var share: Double
    var weight: Double
  }

  /// Deviations of an observation of each series, as shares of mass.
  struct Spreads: Hashable, Sendable {
    var kept: Double
    var learned: Double

    /// The root of their mean square.
    var mean: Double { ((kept * kept + learned * learned) / 2).squareRoot() }
  }

  var count: Int { kept.count + learned.count }

  /// Observations of a series that a run is held beside; of longer ones neighbours are taken together.
  private static let mostObservations = 120
  /// By what factor the spreads of equally noisy series may differ: from so few points they are told badly.
  private static let likelyRatio = 2.0

  init(_ run: MeasuredRun) {
    let first = min(run.kept[0].step, run.learned[0].step)
    let kept = FitData.variances(run.kept)
    let learned = FitData.variances(run.learned)
    // What repetitions say of one series says nothing of another that has none.
    let isRepeated = kept != nil && learned != nil
    var old = FitData.means(run.kept, isRepeated ? kept : nil, from: first)
    var new = FitData.means(run.learned, isRepeated ? learned : nil, from: first)
    if isRepeated {
      // Weights are one over variances: the variance of an average observation is that of weight 1.
      let own = Spreads(kept: FitData.spread(old), learned: FitData.spread(new))
      for index in old.indices { old[index].weight *= own.mean * own.mean }
      for index in new.indices { new[index].weight *= own.mean * own.mean }
      (spread, spreads) = (own.mean, own)
    } else {
      FitData.scale(&old)
      FitData.scale(&new)
      (spread, spreads) = FitData.spreads((run.kept, old), (run.learned, new))
      if let spreads {
        let square = spreads.mean * spreads.mean
        FitData.scale(&old, to: square / (spreads.kept * spreads.kept))
        FitData.scale(&new, to: square / (spreads.learned * spreads.learned))
      }
    }
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
  }

  private struct Mean {
    var step: Double
    var share: Double
    var weight: Double
  }

  /// A series as weighted means of equally many neighbours; the first point, that of all shares, stays
  /// alone. A point weighs one over its variance, or 1.
  private static func means(
    _ points: [MeasuredPoint], _ variances: [Double]?, from first: Double
  ) -> [Mean] {
    let size = max(1, (points.count + mostObservations - 1) / mostObservations)
    var means: [Mean] = []
    var index = 0
    while index < points.count {
      let end = index == 0 ? 1 : min(points.count, index + size)
      var sum = Mean(step: 0, share: 0, weight: 0)
      for place in index..<end {
        let weight = variances.map { 1 / $0[place] } ?? 1
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
    return means
  }

  /// Makes an average observation weigh so much.
  private static func scale(_ means: inout [Mean], to weight: Double = 1) {
    let average = means.reduce(0) { $0 + $1.weight } / Double(means.count)
    for index in means.indices { means[index].weight *= weight / average }
  }

  /// The deviation of an observation, on average, where weights are one over variances.
  private static func spread(_ means: [Mean]) -> Double {
    (means.reduce(0) { $0 + 1 / $1.weight } / Double(means.count)).squareRoot()
  }

  /// The variance of each point, from the deviations of all steps together; nil where they do not tell it.
  private static func variances(_ points: [MeasuredPoint]) -> [Double]? {
    let repeated = points.filter { $0.count > 1 }
    let freedom = repeated.reduce(0) { $0 + Double($1.count - 1) }
    guard repeated.count == points.count, freedom >= 8 else { return nil }
    let pooled =
      repeated.reduce(0) { $0 + $1.deviation * $1.deviation * Double($1.count - 1) } / freedom
    guard pooled > 1e-12 else { return nil }
    return points.map { pooled / Double($0.count) }
  }

  // MARK: - Spreads without repetitions

  /// What a fit is held beside: the residues of the means themselves, so that what neighbours have in common stays,
  /// and not less than rounding leaves.
  ///
  /// - Returns: of both series together, and of each where they differ by more than chance.
  private static func spreads(
    _ old: (points: [MeasuredPoint], means: [Mean]),
    _ new: (points: [MeasuredPoint], means: [Mean])
  ) -> (spread: Double?, spreads: Spreads?) {
    let residues = [residues(old.means), residues(new.means)]
    let floors = [floor(old.points), floor(new.points)]
    // A series that does not move says nothing of noise.
    let tells = [isConstant(old.means), isConstant(new.means)].map { !$0 }
    let together = zip(residues, tells).flatMap { $1 ? $0 : [] }
    guard together.count >= 6 else { return (nil, nil) }
    let own = zip(residues, floors).map { max($0.isEmpty ? 0 : deviation($0), $1) }
    if residues.allSatisfy({ $0.count >= 6 }), tells == [true, true], own.allSatisfy({ $0 > 0 }) {
      let ratio = own[0] / own[1]
      if max(ratio, 1 / ratio) > likelyRatio {
        let spreads = Spreads(kept: own[0], learned: own[1])
        return (spreads.mean, spreads)
      }
    }
    let known = zip(floors, tells).compactMap { $1 ? $0 : nil }
    let squares = known.reduce(0) { $0 + $1 * $1 } / Double(known.count)
    let spread = max(deviation(together), squares.squareRoot())
    return (spread > 0 ? spread : nil, nil)
  }

  private static func isConstant(_ means: [Mean]) -> Bool {
    means.allSatisfy { $0.share == means[0].share }
  }

  /// How far each observation is from the line between its neighbours, in deviations of one of weight 1.
  private static func residues(_ means: [Mean]) -> [Double] {
    guard means.count >= 3 else { return [] }
    return (1..<(means.count - 1)).map { index in
      let (before, here, after) = (means[index - 1], means[index], means[index + 1])
      let share = (here.step - before.step) / (after.step - before.step)
      let line = before.share + share * (after.share - before.share)
      let variance =
        1 / here.weight + share * share / after.weight
        + (1 - share) * (1 - share) / before.weight
      return abs(here.share - line) / variance.squareRoot()
    }
  }

  /// From the median: a bend of the curve is no noise.
  private static func deviation(_ residues: [Double]) -> Double {
    residues.sorted()[residues.count / 2] / 0.6745
  }

  /// The deviation that rounding leaves in a mean of points: that of one, unless their noise makes roundings
  /// independent.
  private static func floor(_ points: [MeasuredPoint]) -> Double {
    let one = ShareResolution.step(of: points.map(\.mean)) / 12.0.squareRoot()
    guard points.count > mostObservations, one > 0 else { return one }
    let rows = points.map { Mean(step: $0.step, share: $0.mean, weight: 1) }
    let size = Double((points.count + mostObservations - 1) / mostObservations)
    return deviation(residues(rows)) > one ? one / size.squareRoot() : one
  }
}
