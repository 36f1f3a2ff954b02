import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the draws are distributed like. Seeds are fixed, so nothing here depends on luck: bounds of
/// four standard errors were passed once and for all.
@Suite struct DrawsTests {
  /// One mode with mean 0 and deviation 1 in every direction.
  private static let standard = Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 1))

  private static func normals(dimension: Int) -> Mixture {
    Mixture(dimension: dimension, logitWeight: .infinity, old: standard, new: standard)
  }

  // MARK: - Normals

  /// Labels are counted sixteen at a time, and in bytes for as long as those hold: every length is counted.
  @Test func labelsAreCountedWhole() {
    let pair = Mixture.line(0.5, -1, 1)
    var draws = Draws(of: pair, replay: pair.old, share: 0.3, seed: 5)
    for count in [0, 1, 15, 16, 17, 255, 4079, 4080, 4081, 4096, 9000] {
      var x = [Double](repeating: 0, count: count + 1)
      var y = x
      var labels = [UInt8](repeating: 0, count: count + 1)
      draws.fill(0..<count, x: &x, y: &y, labels: &labels)
      for new in [0, 1, nil] {
        draws.labels.newComponent = new
        let wanted = labels[..<count].count { draws.labels.source(of: $0) == .new }
        #expect(draws.labels.newCount(labels, count: count) == wanted, "\(count)")
      }
    }
    // All of one kind, beyond what a byte holds.
    let alike = [UInt8](repeating: Draws.Source.new.rawValue, count: 10_007)
    draws.labels.newComponent = 1
    #expect(draws.labels.newCount(alike, count: alike.count) == alike.count)
  }

  /// E z^k = 0, 1, 0, 3, 0, 15, and the mixed moments of the two axes.
  @Test func momentsAreThoseOfTheNormal() {
    let count = 1_000_000
    for dimension in [1, 2] {
      let batch = Batch(Draws(of: Self.normals(dimension: dimension), seed: 1), 0..<count)
      for z in [batch.x, batch.y].prefix(dimension) {
        var sums = [Double](repeating: 0, count: 6)
        for value in z {
          var power = value
          for k in 0..<6 {
            sums[k] += power
            power *= value
          }
        }
        let expected: [Double] = [0, 1, 0, 3, 0, 15]
        // E z^2k - (E z^k)^2.
        let variances: [Double] = [1, 2, 15, 96, 945, 10170]
        for k in 0..<6 {
          let error = sums[k] / Double(count) - expected[k]
          #expect(abs(error) <= 4 * (variances[k] / Double(count)).squareRoot(), "z^\(k + 1)")
        }
      }
      guard dimension == 2 else { continue }
      #expect(batch.x.isUncorrelated(with: batch.y))
      #expect(batch.x.squares.isUncorrelated(with: batch.y.squares))
      #expect(batch.x.isUncorrelated(with: batch.y.squares))
    }
  }

  /// Kolmogorov and Smirnov's distance between the samples' and the exact distribution function, to
  /// 1 / count; the bound is exceeded by one in a hundred batches of this size.
  @Test(arguments: [1, 2]) func distributionFunctionIsTheNormals(dimension: Int) {
    let count = 1_000_000
    let batch = Batch(Draws(of: Self.normals(dimension: dimension), seed: 2), 0..<count)
    for z in [batch.x, batch.y].prefix(dimension) {
      // Counted in as many classes as there are samples, which spares sorting them.
      var found = [Int](repeating: 0, count: count)
      for value in z {
        let exact = 0.5 * erfc(-value / 2.squareRoot())
        found[min(Int(exact * Double(count)), count - 1)] += 1
      }
      var (excess, largest) = (0, 0)
      for number in found {
        excess += number - 1
        largest = max(largest, abs(excess))
      }
      #expect(Double(largest) / Double(count).squareRoot() <= 1.628)
    }
  }

  /// Beyond 3, 4 and 5 deviations, along both axes together and by radius.
  @Test func tailsHaveTheirWeight() {
    let (batches, length) = (8, 500_000)
    var beyond = [Int](repeating: 0, count: 3)
    var outside = beyond
    for step in 0..<batches {
      let draws = Draws(of: Self.normals(dimension: 2), seed: 3, step: UInt64(step))
      let batch = Batch(draws, 0..<length)
      for i in 0..<length {
        let (x, y) = (batch.x[i] * batch.x[i], batch.y[i] * batch.y[i])
        guard x + y > 9 else { continue }
        for k in 0..<3 {
          let bound = Double((k + 3) * (k + 3))
          if x > bound { beyond[k] += 1 }
          if y > bound { beyond[k] += 1 }
          if x + y > bound { outside[k] += 1 }
        }
      }
    }
    let count = batches * length
    for k in 0..<3 {
      let sigma = Double(k + 3)
      expectFrequency(beyond[k], of: 2 * count, erfc(sigma / 2.squareRoot()))
      expectFrequency(outside[k], of: count, exp(-sigma * sigma / 2))
    }
  }

  // MARK: - Independence

  @Test func batchesOfOtherSeedsStreamsAndStepsAreIndependent() {
    for dimension in [1, 2] {
      let mixture = Self.normals(dimension: dimension)
      let count = 100_000
      let first = Batch(Draws(of: mixture, seed: 4), 0..<count)
      let others = [
        Draws(of: mixture, seed: 5), Draws(of: mixture, seed: 4 + 1 << 32),
        Draws(of: mixture, seed: 4, stream: 1), Draws(of: mixture, seed: 4, step: 1),
        Draws(of: mixture, seed: 4, step: 1 << 32),
      ].map { Batch($0, 0..<count) }
      for other in others {
        #expect(first.x.isUncorrelated(with: other.x))
        #expect(first.x.squares.isUncorrelated(with: other.x.squares))
      }
      #expect(others[2].x.isUncorrelated(with: others[3].x))
    }
  }

  /// Neighbours, and in one dimension the two samples that share a radius, eight apart.
  @Test func samplesOfABatchAreIndependent() {
    for dimension in [1, 2] {
      let batch = Batch(Draws(of: Self.normals(dimension: dimension), seed: 6), 0..<200_000)
      for lag in [1, 2, 7, 8, 9, 16, 128] {
        let (head, tail) = (Array(batch.x.dropLast(lag)), Array(batch.x.dropFirst(lag)))
        #expect(head.isUncorrelated(with: tail))
        #expect(head.squares.isUncorrelated(with: tail.squares))
      }
    }
  }

  @Test func theChoiceOfTheModeIsIndependentOfTheNormal() {
    // Both modes alike: the label is then no news about the place.
    for dimension in [1, 2] {
      var mixture = Self.normals(dimension: dimension)
      mixture.logitWeight = 0
      let batch = Batch(Draws(of: mixture, seed: 7), 0..<200_000)
      let labels = batch.labels.map { Double($0) - 0.5 }
      #expect(labels.isUncorrelated(with: batch.x))
      #expect(labels.isUncorrelated(with: batch.x.squares.map { $0 - 1 }))
    }
  }

  // MARK: - Mixtures

  @Test func labelsHaveTheirFrequencies() {
    for weight in [1e-4, 0.03, 0.5, 0.97, 1 - 1e-4] {
      var mixture = Self.normals(dimension: 1)
      mixture.logitWeight = logit(weight)
      let batch = Batch(Draws(of: mixture, seed: 8), 0..<1_000_000)
      expectFrequency(batch.labels.count { $0 == Draws.Source.old.rawValue }, of: 1_000_000, weight)
    }
  }

  @Test func replayedSamplesHaveTheirShare() {
    let share = 0.2
    let draws = Draws(of: Self.plane, replay: Self.replay, share: share, seed: 9)
    let count = 300_000
    let batch = Batch(draws, 0..<count)
    let weight = Self.plane.oldWeight
    let frequencies: [(Draws.Source, Double)] = [
      (.new, (1 - share) * (1 - weight)), (.old, (1 - share) * weight), (.replay, share),
    ]
    for (source, frequency) in frequencies {
      expectFrequency(
        batch.labels.count { $0 == source.rawValue }, of: count, frequency)
    }
  }

  /// Mean and covariance of the samples with each label, in whitened coordinates.
  @Test(arguments: [1, 2]) func everySourceHasItsMeanAndCovariance(dimension: Int) {
    var mixture = Self.plane
    mixture.dimension = dimension
    let draws = Draws(of: mixture, replay: Self.replay, share: 0.3, seed: 10)
    let batch = Batch(draws, 0..<300_000)
    let sources: [(Draws.Source, Gaussian)] = [
      (.new, mixture.new), (.old, mixture.old), (.replay, Self.replay),
    ]
    for (source, gaussian) in sources {
      var sums = [Double](repeating: 0, count: 5)
      var count = 0.0
      for i in batch.x.indices where batch.labels[i] == source.rawValue {
        var point = SIMD2(batch.x[i], batch.y[i])
        if dimension == 1 { point.y = gaussian.mean.y }
        let z = gaussian.scale.whiten(point - gaussian.mean)
        let second = dimension == 1 ? SIMD2(z.x, 0) : z
        let terms = [
          z.x, second.y, z.x * z.x - 1, z.x * second.y, second.y * second.y - 1,
        ]
        for k in 0..<5 { sums[k] += terms[k] }
        count += 1
      }
      let bounds = [1, 1, 2, 1, 2].map { 4 * ($0 / count).squareRoot() }
      for k in dimension == 1 ? [0, 2] : Array(0..<5) {
        #expect(abs(sums[k] / count) <= bounds[k])
      }
    }
  }

  /// Two lanes under one seed get the same random numbers: what differs is what the models do to
  /// them.
  @Test func mixturesUnderOneSeedShareTheirRandomNumbers() {
    var moved = Self.plane
    moved.old.mean += SIMD2(1, 0)
    let a = Batch(Draws(of: Self.plane, seed: 11), 0..<1000)
    let b = Batch(Draws(of: moved, seed: 11), 0..<1000)
    #expect(a.labels == b.labels && a.y == b.y)
    for i in 0..<1000 {
      #expect(abs(b.x[i] - a.x[i] - (a.labels[i] == 1 ? 1 : 0)) <= 1e-14)
    }
  }

  @Test func replayWithoutAShareChangesNothing() {
    let plain = Batch(Draws(of: Self.plane, seed: 12), 0..<1000)
    let none = Batch(Draws(of: Self.plane, replay: Self.replay, share: 0, seed: 12), 0..<1000)
    #expect(plain.x == none.x && plain.y == none.y && plain.labels == none.labels)
  }

  private static let plane = Mixture(
    dimension: 2, logitWeight: 0.6,
    old: Gaussian(mean: SIMD2(-1.5, 0.25), scale: CholeskyFactor(l11: 1.25, l21: 0.5, l22: 0.5)),
    new: Gaussian(mean: SIMD2(2, -0.5), scale: CholeskyFactor(l11: 0.75, l21: -1, l22: 1.5)))
  private static let replay = Gaussian(
    mean: SIMD2(-2, 0), scale: CholeskyFactor(l11: 1, l21: 0.25, l22: 0.8))
}

/// What `Draws.fill` wrote; y is 0 in one dimension.
private struct Batch {
  var x: [Double]
  var y: [Double]
  var labels: [UInt8]

  init(_ draws: Draws, _ range: Range<Int>) {
    x = [Double](repeating: 0, count: range.count)
    y = x
    labels = [UInt8](repeating: 0, count: range.count)
    draws.fill(range, x: &x, y: &y, labels: &labels)
  }
}

/// Within four deviations of the binomial distribution.
private func expectFrequency(_ found: Int, of count: Int, _ probability: Double) {
  let expected = Double(count) * probability
  let bound = 4 * (expected * (1 - probability)).squareRoot()
  #expect(
    abs(Double(found) - expected) <= bound, "\(found) of \(count), expected \(expected) ± \(bound)")
}

extension [Double] {
  fileprivate var squares: [Double] { map { $0 * $0 } }

  /// Whether the correlation with another sample of the same length is within four deviations of 0.
  fileprivate func isUncorrelated(with other: [Double]) -> Bool {
    let n = Double(count)
    var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in indices {
      let (x, y) = (self[i], other[i])
      a += x
      b += y
      aa += x * x
      bb += y * y
      ab += x * y
    }
    let covariance = ab - a * b / n
    let variances = (aa - a * a / n) * (bb - b * b / n)
    return abs(covariance) <= 4 * (variances / n).squareRoot()
  }
}
