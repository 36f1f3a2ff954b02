import Words

/// What one batch saw.
public struct BatchSight: Hashable, Sendable {
  /// N.
  public var count: Int
  /// Samples that are old by their latent label.
  public var oldCount: Int
  /// Σ w_i r_o(y_i): once q's old component has left μ_o, replayed samples carry almost no weight.
  public var effectiveOldCount: Double
  /// (Σw)²/Σw², in [1, N]; 0 where no weight is left.
  public var effectiveSampleSize: Double
  /// The largest weight.
  public var largestWeight: Double

  public init(
    count: Int, oldCount: Int, effectiveOldCount: Double, effectiveSampleSize: Double,
    largestWeight: Double
  ) {
    self.count = count
    self.oldCount = oldCount
    self.effectiveOldCount = effectiveOldCount
    self.effectiveSampleSize = effectiveSampleSize
    self.largestWeight = largestWeight
  }
}

/// What a run's batches have seen so far: part of a lane's state, so that a replay keeps count.
public struct BatchRecord: Hashable, Sendable {
  /// Steps taken with a batch.
  public var steps = 0
  /// Steps whose batch held no old sample.
  public var starvedSteps = 0
  /// ΣP_t and ΣP_t (1 − P_t), P_t the probability that step t starves.
  public var expectedStarved = 0.0
  public var starvedVariance = 0.0
  /// The largest weight of any step.
  public var largestWeight = 0.0
  /// P of the last step.
  public var starvationProbability = 0.0
  /// The largest weight of any step as a share of what was possible then; 0 without replay.
  public var largestWeightShare = 0.0
  /// The largest weight possible, 1/(1 − λ); nil without replay.
  public var weightCap: Double?
  /// The last batch; nil before the first.
  public var last: BatchSight?
  /// What the last estimate remarked on.
  public var remark: Note?

  public init() {}

  mutating func note(_ sight: BatchSight, _ behaviour: Behaviour, remark: Note?) {
    let probability = behaviour.probabilityOfNoOld(sight.count)
    steps += 1
    if sight.oldCount == 0 { starvedSteps += 1 }
    expectedStarved += probability
    starvedVariance += probability * (1 - probability)
    starvationProbability = probability
    largestWeight = max(largestWeight, sight.largestWeight)
    weightCap = behaviour.weightCap
    if let weightCap {
      largestWeightShare = max(largestWeightShare, sight.largestWeight / weightCap)
    }
    last = sight
    self.remark = remark
  }
}

/// The last batch, as it is drawn: a rug of its first samples and a histogram of all weights.
public struct BatchPicture: Hashable, Sendable {
  /// N.
  public var count: Int
  /// Its first samples, in the units of the data; the second coordinate is 0 on the line.
  public var points: [SIMD2<Double>]
  /// Where each point came from.
  public var sources: [Draws.Source]
  /// Of all its samples.
  public var weights: WeightHistogram

  public init(
    count: Int, points: [SIMD2<Double>], sources: [Draws.Source], weights: WeightHistogram
  ) {
    self.count = count
    self.points = points
    self.sources = sources
    self.weights = weights
  }
}

/// Counts of weights by size: bins of a quarter decade from 1e−4 to 1e4, the outer ones open.
public struct WeightHistogram: Hashable, Sendable {
  /// How many bins.
  public static let binCount = 32
  /// The lowest exponent and bins per decade.
  private static let lowest = -4.0
  private static let perDecade = 4.0

  /// How many weights fell into each, from the smallest.
  public private(set) var counts = [Int](repeating: 0, count: WeightHistogram.binCount)

  /// - Parameter counts: as many as there are bins.
  public init(counts: [Int]) {
    precondition(counts.count == WeightHistogram.binCount, "a count for each bin")
    self.counts = counts
  }

  init(_ weights: UnsafeBufferPointer<Double>) {
    for weight in weights { counts[WeightHistogram.bin(of: weight)] += 1 }
  }

  /// The bin that a weight falls into.
  public static func bin(of weight: Double) -> Int {
    guard weight > 0 else { return 0 }
    guard weight.isFinite else { return binCount - 1 }
    let position = (logarithm(weight) / logarithm(10) - lowest) * perDecade
    return min(binCount - 1, max(0, Int(position.rounded(.down))))
  }
}
