import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a finite batch estimates: the mean over many batches is the exact G, for every method. Seeds are
/// fixed, so nothing here depends on luck.
@Suite struct BatchEstimateTests {
  /// Mean and standard error of a batch's G.
  struct Estimate {
    var mean = Coordinates(repeating: 0)
    var error = Coordinates(repeating: 0)

    /// The worst deviation from a value, in standard errors.
    func deviation(from exact: Coordinates) -> Double {
      var worst = 0.0
      for index in 0..<11 {
        let difference = abs(mean[index] - exact[index])
        if difference <= 1e-12 { continue }
        let ratio = difference / error[index]
        worst = max(worst, ratio.isFinite ? ratio : .infinity)
      }
      return worst
    }
  }

  /// - Parameter count: how many batches of `size` samples.
  static func estimate(
    _ method: any Method, _ problem: Problem, _ model: Mixture, size: Int, count: Int,
    constants: MethodConstants, seed: UInt64 = 5
  ) -> Estimate {
    let batch = BatchIntegral()
    let behaviour = method.behaviour(problem, model: model)
    var sum = Coordinates(repeating: 0)
    var squares = Coordinates(repeating: 0)
    for step in 0..<count {
      var own = constants
      let (gradient, _) = batch.gradient(
        method, problem, model: model,
        draws: Draws(
          of: behaviour.base, replay: behaviour.replay > 0 ? behaviour.old : nil,
          share: behaviour.replay, seed: seed, step: UInt64(step)),
        count: size, covariances: true, constants: &own)
      sum += gradient
      squares += gradient * gradient
    }
    let n = Double(count)
    let mean = sum / n
    let variance = squares / n - mean * mean
    var error = Coordinates(repeating: 0)
    for index in 0..<11 { error[index] = (max(0, variance[index]) / n).squareRoot() }
    return Estimate(mean: mean, error: error)
  }

  /// G, and the constants of the problem (V*, max log p).
  static func exact(
    _ method: any Method, _ problem: Problem, _ model: Mixture
  ) -> (gradient: Coordinates, constants: MethodConstants) {
    let integral = PopulationIntegral()
    integral.bind(method, problem: problem, model: model, preserved: false, keepsCovariances: false)
    let gradient = integral.gradient(of: model, teacher: problem.teacher, covariances: true)
    return (gradient, integral.lastConstants)
  }

  /// In one and two dimensions the mean over many batches is within four standard errors of G.
  static func expectExact(_ method: MethodCase, size: Int) {
    for dimension in [1, 2] {
      let (problem, model) = overlapping(dimension)
      let (exact, constants) = exact(method.method, problem, model)
      let estimate = estimate(
        method.method, problem, model, size: size, count: size > 1000 ? 200 : 3000,
        constants: constants)
      let deviation = estimate.deviation(from: exact)
      #expect(deviation <= 4, "\(dimension)-D: \(deviation) standard errors")
    }
  }

  /// Modes that overlap, and a model as wide as anything it is weighed against: ratios of densities
  /// then have a variance.
  static func overlapping(_ dimension: Int) -> (problem: Problem, model: Mixture) {
    func mixture(_ weight: Double, _ old: SIMD2<Double>, _ new: SIMD2<Double>, _ size: Double)
      -> Mixture
    {
      let scale =
        dimension == 1
        ? CholeskyFactor(l11: size)
        : CholeskyFactor(Spread(deviation: [size, 0.8 * size], correlation: 0.4))
      func mean(_ v: SIMD2<Double>) -> SIMD2<Double> { dimension == 1 ? SIMD2(v.x, 0) : v }
      return Mixture(
        dimension: dimension, logitWeight: logit(weight),
        old: Gaussian(mean: mean(old), scale: scale), new: Gaussian(mean: mean(new), scale: scale))
    }
    let target = mixture(0.6, SIMD2(-0.6, 0.2), SIMD2(0.7, -0.1), 1)
    let problem = Problem(
      target: target, reference: mixture(0.7, SIMD2(-0.5, -0.2), SIMD2(0.4, 0.3), 1.15),
      teacher: mixture(0.45, SIMD2(-0.3, 0.1), SIMD2(0.8, 0.2), 1.1))
    return (problem, mixture(0.55, SIMD2(-0.4, 0.1), SIMD2(0.5, 0.1), 1.15))
  }

  /// What is estimated without bias in large batches; TTT-Discover's factor has tests of its own, and a
  /// group's spread is that of no population.
  static let consistent = MethodCase.everything.filter {
    !($0.method is TTTDiscover) && !($0.method is GroupRelative)
  }
  /// Too large by a factor that tends to 1.
  static let entropic = MethodCase.everything.filter { $0.method is TTTDiscover }
  /// And in small ones: a share of accepted answers is a ratio, and one answer is no pair.
  private static let unbiased = consistent.filter {
    !($0.method is FilteredSFT) && !($0.method is DirectPreference)
      && !($0.method is IdentityPreference)
      // Fewer samples than tokens are no answer.
      && ($0.settings.key != "policy-gradient" || $0.settings.numbers["tokens"] == nil)
  }

  @Test(arguments: [1, 2], consistent)
  func meanIsTheExactGradient(_ dimension: Int, _ method: MethodCase) {
    let (problem, model) = Self.overlapping(dimension)
    let (gradient, constants) = Self.exact(method.method, problem, model)
    let estimate = Self.estimate(
      method.method, problem, model, size: 64, count: 400, constants: constants)
    let deviation = estimate.deviation(from: gradient)
    #expect(deviation <= 4, "\(deviation) standard errors: \(estimate.mean), exactly \(gradient)")
    // The test has power: an error of a tenth of G would be seen.
    let size = gradient.largestMagnitude
    #expect(estimate.deviation(from: 1.3 * gradient) > 4, "nothing is seen at \(size)")
  }

  /// One sample has no baseline and two have each other's: unbiased all the same.
  @Test(arguments: [1, 2], unbiased)
  func smallBatchesAreUnbiased(_ size: Int, _ method: MethodCase) {
    let (problem, model) = Self.overlapping(1)
    let (gradient, constants) = Self.exact(method.method, problem, model)
    let estimate = Self.estimate(
      method.method, problem, model, size: size, count: 4000, constants: constants)
    let deviation = estimate.deviation(from: gradient)
    #expect(deviation <= 4, "\(deviation) standard errors: \(estimate.mean), exactly \(gradient)")
  }

  /// Where the old component has left the old task, replayed samples carry almost no weight, and the
  /// estimate is unbiased still.
  @Test(arguments: [MethodCase.fullReplayed, .newReplayed])
  func replayIsUnbiasedAfterTheModelHasLeft(_ method: MethodCase) {
    let problem = Problem(.line(0.5, -3, 3))
    let model = Mixture.line(0.3, -1, 2.5)
    let (gradient, constants) = Self.exact(method.method, problem, model)
    let estimate = Self.estimate(
      method.method, problem, model, size: 16, count: 1000, constants: constants)
    #expect(estimate.deviation(from: gradient) <= 4)
  }

  // MARK: - TTT-Discover

  /// E[1/mean of the other N − 1] · E[e] for a reward of 0 or 1: e is 1 or e^{−η} up to a factor, and the
  /// number of old ones among the others is binomial.
  private static func factor(_ size: Int, oldShare: Double, eta: Double) -> Double {
    let others = size - 1
    let low = exp(-eta)
    var expected = 0.0
    for old in 0...others {
      var probability = pow(oldShare, Double(old)) * pow(1 - oldShare, Double(others - old))
      for k in 0..<old { probability *= Double(others - k) / Double(k + 1) }
      expected += probability * Double(others) / (Double(old) * low + Double(others - old))
    }
    return expected * (oldShare * low + 1 - oldShare)
  }

  /// The estimate of the reward's part is G times a known factor above one: 1.23 for four samples of a
  /// model with a third of old mass, and it tends to one.
  @Test func rewardIsOverestimatedByAKnownFactor() {
    let target = Mixture.line(0.5, -8, 8)
    let model = target.with(logitWeight: logit(0.34))
    let problem = Problem(target: target, reference: target)
    let method = MethodCase.discoverFree.method
    let (gradient, constants) = Self.exact(method, problem, model)
    #expect(abs(Self.factor(4, oldShare: 0.34, eta: 2) - 1.23) <= 0.005)
    // It is no number of N alone.
    for (share, factor) in [(0.8, 1.49), (0.5, 1.40), (0.3, 1.19)] {
      #expect(abs(Self.factor(4, oldShare: share, eta: 2) - factor) <= 0.006, "β = \(share)")
    }
    for (size, count) in [(4, 4000), (16, 1000), (256, 200)] {
      let factor = Self.factor(size, oldShare: 0.34, eta: 2)
      let estimate = Self.estimate(
        method, problem, model, size: size, count: count, constants: constants)
      let deviation = abs(estimate.mean.weight - factor * gradient.weight) / estimate.error.weight
      let found = estimate.mean.weight / gradient.weight
      #expect(deviation <= 4, "N = \(size): \(found), not \(factor)")
      #expect(factor > 1)
    }
    #expect(Self.factor(256, oldShare: 0.34, eta: 2) < 1.005)
  }

  /// The KL term is not touched by that factor.
  @Test func klTermIsUnbiased() throws {
    let (problem, model) = Self.overlapping(1)
    var settings = MethodCase.discover.settings
    settings.numbers["klCoefficient"] = 3
    settings.numbers["eta"] = 0
    let method = try TTTDiscover(settings)
    let (gradient, constants) = Self.exact(method, problem, model)
    for size in [1, 2, 64] {
      let estimate = Self.estimate(
        method, problem, model, size: size, count: size == 64 ? 400 : 4000, constants: constants)
      #expect(estimate.deviation(from: gradient) <= 4, "N = \(size)")
    }
  }

  /// Many samples: the estimate is G, with either reward and with an η that adapts to the batch.
  @Test(arguments: [1, 2], entropic)
  func largeBatchesSeeTheExactGradient(_ dimension: Int, _ method: MethodCase) {
    let (problem, model) = Self.overlapping(dimension)
    let (gradient, constants) = Self.exact(method.method, problem, model)
    let estimate = Self.estimate(
      method.method, problem, model, size: 32_768, count: 8, constants: constants)
    for index in 0..<11 {
      let difference = abs(estimate.mean[index] - gradient[index])
      #expect(difference <= 0.02 * gradient.largestMagnitude, "entry \(index): \(difference)")
    }
  }

  // MARK: - Constants from draws of their own

  /// Top-p with a threshold from draws, as a lane has one per refresh: the mean over many references' worth of
  /// draws is the exact G within four standard errors.
  @Test(arguments: [1, 2]) func drawnThresholdsAreUnbiased(_ dimension: Int) {
    let (problem, model) = Self.overlapping(dimension)
    let method = MethodCase.topped.method
    let (gradient, exact) = Self.exact(method, problem, model)
    var sum = Coordinates(repeating: 0)
    var squares = Coordinates(repeating: 0)
    var thresholds = 0.0
    let count = 300
    for number in 0..<count {
      let integral = BatchIntegral()
      let constants = method.batchConstants(
        problem,
        BatchSurvey(count: 4096, integral: integral, seed: 11, number: UInt64(number)))
      thresholds += constants.value / Double(count)
      let estimate = Self.estimate(
        method, problem, model, size: 256, count: 1, constants: constants,
        seed: 100 + UInt64(number))
      sum += estimate.mean
      squares += estimate.mean * estimate.mean
    }
    let n = Double(count)
    let mean = sum / n
    let variance = squares / n - mean * mean
    var estimate = Estimate(mean: mean)
    for index in 0..<11 { estimate.error[index] = (max(0, variance[index]) / n).squareRoot() }
    let deviation = estimate.deviation(from: gradient)
    #expect(deviation <= 4, "\(deviation) standard errors")
    #expect(estimate.deviation(from: 1.3 * gradient) > 4)
    #expect(abs(thresholds - exact.value) <= 0.01, "\(thresholds), exactly \(exact.value)")
  }

  // MARK: - OAPL's constant

  /// V* of a survey is that of the integral within its own error.
  @Test(arguments: [MethodCase.offPolicy, .offPolicyBoth])
  func surveyFindsTheValue(_ method: MethodCase) {
    let (problem, model) = Self.overlapping(1)
    let constants = Self.exact(method.method, problem, model).constants
    let survey = BatchSurvey(count: 65_536, integral: BatchIntegral(), seed: 3, number: 0)
    let found = method.method.batchConstants(problem, survey)
    #expect(found.highestLogTarget == constants.highestLogTarget)
    #expect(
      abs(found.value - constants.value) <= 0.01, "V* \(found.value), exactly \(constants.value)")
  }
}
