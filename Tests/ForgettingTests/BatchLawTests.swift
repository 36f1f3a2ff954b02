import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What batches of GRPO and TTT-Discover are on average, entry by entry of θ, and how widely they scatter: by
/// sums that know of groups and of the others in a batch, not by the population's formula alone.
@Suite struct BatchLawTests {
  typealias Base = BatchEstimateTests

  // MARK: - GRPO

  /// One large group, or groups in a large batch: the exact G, whatever the estimator, clip or reward. What is left
  /// of one group's bias is 1/N.
  static let groupMethods = MethodCase.everything.filter { $0.method is GroupRelative }

  @Test(arguments: groupMethods) func largeGroupsSeeTheExactGradient(_ method: MethodCase) {
    Base.expectExact(method, size: 2048)
  }

  /// Groups of any size, whose answers win or lose: the mean is the exact G at every overlap, all entries of θ.
  @Test(arguments: [1, 2], [2, 8, 64]) func groupsSeeTheExactGradient(
    _ dimension: Int, _ size: Int
  ) {
    let (problem, model) = Base.overlapping(dimension)
    let numbers = ["groupSize": Double(size)]
    for method in [
      MethodSettings("grpo", numbers: numbers),
      MethodSettings("grpo", numbers: numbers, choices: ["reward": "both"]),
      MethodSettings(
        "grpo", numbers: numbers.merging(["klCoefficient": 0.5, "clip": 0.2]) { $1 }),
    ] {
      let method = MethodCase("groups of \(size)", method)
      let (gradient, constants) = Base.exact(method.method, problem, model)
      let estimate = Base.estimate(
        method.method, problem, model, size: 64, count: 3000, constants: constants)
      let deviation = estimate.deviation(from: gradient)
      #expect(deviation <= 4, "\(estimate.mean), exactly \(gradient): \(deviation)")
      #expect(estimate.deviation(from: 1.3 * gradient) > 4)
    }
  }

  private static func winning(_ share: Double) -> (problem: Problem, model: Mixture) {
    let target = Mixture.line(0.5, -8, 8)
    return (Problem(target), target.with(logitWeight: logit(1 - share)))
  }

  private static func grouped(_ size: Int) -> any Method {
    MethodCase("groups", MethodSettings("grpo", numbers: ["groupSize": Double(size)])).method
  }

  /// Rewards of 0 and 1: u' is E √(f(1 − f)) and no place moves; a group's √(f(1 − f)) has the variance
  /// J(1 − J)(1 − 1/G) − (E √(f(1 − f)))², which a batch of several groups divides by their number.
  @Test(arguments: [2, 8, 64], [0.3, 0.05]) func groupsHaveTheirVariance(
    _ size: Int, _ share: Double
  ) {
    let (problem, model) = Self.winning(share)
    let (batch, count) = (128, 6000)
    let estimate = Base.estimate(
      Self.grouped(size), problem, model, size: batch, count: count, constants: MethodConstants())
    let spread = GroupRelative.spread(of: share, groupSize: size)
    var expected = Coordinates(repeating: 0)
    expected[0] = spread
    let deviation = estimate.deviation(from: expected)
    #expect(deviation <= 4, "\(estimate), law \(spread)")
    // The population's formula is this law.
    let exact = Base.exact(Self.grouped(size), problem, model).gradient
    #expect(abs(exact[0] - spread) <= 1e-8)
    let own = share * (1 - share) * (1 - 1 / Double(size)) - spread * spread
    let law = own * Double(size) / Double(batch)
    let found = estimate.error[0] * estimate.error[0] * Double(count)
    #expect(abs(found / law - 1) <= 0.1, "variance \(found), law \(law)")
  }

  /// Without a group size a batch is one group of graded rewards. Of two the better answer has the advantage 1 and
  /// the other −1: the mean is −∫ q (P(r' < r) − P(r' > r)) ∇log q, wherever the modes are.
  @Test func twoAnswersAreSigns() {
    let (problem, model) = Base.overlapping(1)
    let h = 0.002
    var expected = Coordinates(repeating: 0)
    var below = 0.0
    // The reward rises with y: what lies below earns less.
    for index in -6000...6000 {
      let y = SIMD2(Double(index) * h, 0)
      let q = h * exp(model.logDensity(at: y))
      expected -= q * (2 * (below + 0.5 * q) - 1) * score(model, y)
      below += q
    }
    #expect(abs(below - 1) <= 1e-12)
    let estimate = Base.estimate(
      Self.grouped(0), problem, model, size: 2, count: 60_000, constants: MethodConstants())
    let deviation = estimate.deviation(from: expected)
    #expect(deviation <= 4, "\(estimate.mean), law \(expected): \(deviation) standard errors")
    #expect(estimate.deviation(from: 1.1 * expected) > 4)
  }

  /// ∂ log q/∂θ on a line.
  private func score(_ model: Mixture, _ y: SIMD2<Double>) -> Coordinates {
    let old =
      exp(
        model.logOldWeight + model.old.logDensity(at: y, dimension: 1) - model.logDensity(at: y))
    var result = Coordinates(repeating: 0)
    result[0] = old - model.oldWeight
    for (share, mode, mean, scale) in [(old, model.old, 1, 5), (1 - old, model.new, 3, 8)] {
      let z = (y.x - mode.mean.x) / mode.scale.l11
      result[mean] = share * z / mode.scale.l11
      result[scale] = share * (z * z - 1)
    }
    return result
  }

  // MARK: - TTT-Discover

  /// E e · E[1/mean of the others' e], e = e^{ηr}: 1/x = ∫ e^{−ux} du makes of the mean over N − 1 others a power,
  /// (N − 1) ∫ (E e^{−ue})^{N−1} du.
  private func factor(_ size: Int, _ problem: Problem, _ model: Mixture, eta: Double) -> Double {
    let h = 0.1
    var weights: [Double] = []
    var values: [Double] = []
    for row in model.dimension == 1 ? 0...0 : -80...80 {
      for column in -80...80 {
        let y = SIMD2(Double(column) * h, Double(row) * h)
        let q = exp(model.logDensity(at: y)) * (model.dimension == 1 ? h : h * h)
        if q < 1e-14 { continue }
        let old =
          problem.target.logOldWeight
          + problem.target.old.logDensity(at: y, dimension: model.dimension)
        weights.append(q)
        values.append(exp(-eta * exp(old - problem.target.logDensity(at: y))))
      }
    }
    let mean = zip(weights, values).map(*).reduce(0, +)
    let others = Double(size - 1)
    // e ≥ e^−η: beyond v = 40 e^η nothing is left of it.
    let end = 40 * exp(eta)
    let count = 1200
    var sum = 0.0
    for index in 0...count {
      // Close together at the beginning, where it is steep.
      let x = Double(index) / Double(count)
      let v = end * x * x
      var moment = 0.0
      for (w, e) in zip(weights, values) { moment += w * exp(-v / others * e) }
      let share = index == 0 || index == count ? 1.0 : index % 2 == 0 ? 2 : 4
      sum += share / 3 / Double(count) * pow(moment, others) * 2 * end * x
    }
    return mean * sum
  }

  /// The reward's part times that factor, and the KL term as it is: all entries of θ.
  @Test(arguments: [1, 2], [2, 4, 16, 64])
  func discoverIsTheExactGradientButForAFactor(_ dimension: Int, _ size: Int) {
    let (problem, model) = Base.overlapping(dimension)
    let method = MethodCase.discover
    let (gradient, constants) = Base.exact(method.method, problem, model)
    let reward = Base.exact(MethodCase.discoverFree.method, problem, model).gradient
    let factor = factor(size, problem, model, eta: 2)
    let expected = gradient + (factor - 1) * reward
    let estimate = Base.estimate(
      method.method, problem, model, size: size, count: 64 * 6000 / (size + 20),
      constants: constants)
    let deviation = estimate.deviation(from: expected)
    #expect(deviation <= 4, "\(deviation) standard errors: \(estimate.mean), law \(expected)")
    #expect(factor > 1 && factor < 1 + 1.2 / Double(size), "\(factor)")
    if size <= 4 { #expect(estimate.deviation(from: gradient) > 4, "the factor is not seen") }
  }

  // MARK: - Statement D

  /// What batches with replay see of β: N relvar(Σ w r_o) and the effective size.
  @Test func replayBoundsTheScatterOfBatches() {
    let target = Mixture.line(0.5, -4, 4)
    let model = target.with(logitWeight: logit(0.01))
    let problem = Problem(target)
    func scatter(_ method: MethodCase, size: Int, count: Int) -> (mean: Double, relative: Double) {
      let batch = BatchIntegral()
      let behaviour = method.method.behaviour(problem, model: model)
      var (sum, squares) = (0.0, 0.0)
      for step in 0..<count {
        var constants = MethodConstants()
        let sight = batch.gradient(
          as: Coordinates.self, method.method, problem, model: model,
          draws: Draws(
            of: behaviour.base, replay: behaviour.replay > 0 ? behaviour.old : nil,
            share: behaviour.replay, seed: 7, step: UInt64(step)),
          count: size, covariances: false, constants: &constants
        ).sight
        sum += sight.effectiveOldCount
        squares += sight.effectiveOldCount * sight.effectiveOldCount
      }
      let mean = sum / Double(count)
      return (mean, Double(size) * (squares / Double(count) / (mean * mean) - 1))
    }
    let (size, count) = (64, 12_000)
    let replayed = scatter(.fullReplayed, size: size, count: count)
    let plain = scatter(.full, size: size, count: count)
    // Nβ either way.
    #expect(abs(replayed.mean / 0.64 - 1) <= 4 * (2.2571 / Double(size * count)).squareRoot())
    #expect(abs(plain.mean / 0.64 - 1) <= 4 * (99 / Double(size * count)).squareRoot())
    // A variance of 12,000 numbers is known to 1.3 %, that of rare events to 1.7 %.
    #expect(abs(replayed.relative / 2.2571 - 1) <= 0.055, "\(replayed)")
    #expect(abs(plain.relative / 99 - 1) <= 0.07, "\(plain)")
    #expect(replayed.relative <= 0.7 / 0.3)
  }
}
