/// How fast the objective falls: 7 near its minimum, E everywhere.
extension StatementCatalogue {
  /// How near θ* must be for statement 7 to judge: the excess alone does not tell where the modes almost
  /// coincide, and the curvature of the weight changes by (4/3) |1 − 2β| per unit of logit.
  static let localDistance = 0.03
  /// The same where covariances move: the curvature changes twice as fast with a logarithm of σ.
  static let localDistanceWithCovariances = 0.01

  /// 7: exponential convergence near the optimum.
  static let localGeometry = Statement(
    number: "7", title: "exponential near θ*", shortTitle: "rate at θ*",
    claim: "near θ* the objective decays at a rate in [2κλ_min(A), 2κλ_max(A)]·(1±0.05), A = PMF"
  ) { evidence, claims in
    guard let spectrum = evidence.rateSpectrum, let slowest = spectrum.first,
      let fastest = spectrum.last, let excess = evidence.objective,
      let distance = evidence.distanceToOptimum
    else { return .needs("an interior optimum") }
    if let missing = frozenErrors(evidence) { return missing }
    guard evidence.flowPower.isFinite else { return .needs("modes apart") }
    let factor = claims.energyRateFactor * evidence.curvature
    let low = factor * slowest * 0.95
    let high = factor * fastest * 1.05
    func notYet(_ requirement: Finding.Requirement) -> Finding {
      Finding(
        verdict: .notYet, symbol: "rate", prediction: .between(low, high),
        measurement: evidence.flowPower / excess, requirement: requirement)
    }
    guard excess <= 1e-4 else {
      return notYet(.atMost(symbol: "excess", limit: 1e-4, value: excess))
    }
    let near = evidence.rates.trainsCovariances ? localDistanceWithCovariances : localDistance
    guard distance <= near else {
      return notYet(.atMost(symbol: "distance", limit: near, value: distance))
    }
    guard excess >= 1e-10 else {
      return .needs(.atLeast(symbol: "excess", limit: 1e-10, value: max(0, excess)))
    }
    let rate = evidence.flowPower / excess
    return .judged(rate >= low && rate <= high, "rate", .between(low, high), rate)
  }

  /// What is held away from θ* by a rate of 0: then the flow ends elsewhere.
  private static func frozenErrors(_ evidence: Evidence) -> Finding? {
    guard let optimum = evidence.optimum else { return nil }
    let model = evidence.model
    let rates = evidence.rates
    guard
      rates.oldCovariance > 0 || Likeness.isSame(model.old.scale, optimum.old.scale),
      rates.newCovariance > 0 || Likeness.isSame(model.new.scale, optimum.new.scale)
    else { return .needs("right covariances") }
    func isHeld(_ rate: Double, _ mode: Gaussian, _ goal: Gaussian) -> Bool {
      rate == 0 && goal.scale.mahalanobis(mode.mean - goal.mean) > 1e-6
    }
    guard rates.weight > 0, !isHeld(rates.oldMean, model.old, optimum.old),
      !isHeld(rates.newMean, model.new, optimum.new)
    else { return .needs("no frozen error") }
    return nil
  }

  /// E: dF/dt = −GᵀPG.
  static let energy = Statement(
    number: "E", title: "energy falls by GᵀPG", shortTitle: "energy",
    claim: "dF/dt = −GᵀPG along the flow, to 1e−6 relative and the error of the difference"
  ) { evidence, claims in
    guard evidence.objective != nil, evidence.objectiveIsFixed else {
      return .needs("a fixed objective")
    }
    guard let slope = evidence.objectiveSlope, evidence.power > 1e-9 else {
      return .needs("motion: at rest")
    }
    let expected = claims.energySlope * evidence.power
    let error = abs(slope - expected) / abs(expected)
    let own = evidence.objectiveSlopeError / abs(expected)
    // A difference that may be all error tells nothing.
    guard own < 1 || error > 1e-6 + own else {
      return .needs(.atMost(symbol: "difference's error", limit: 1, value: own))
    }
    return .judged(error <= 1e-6 + own, "error", .atMost(1e-6 + own), error)
  }
}
