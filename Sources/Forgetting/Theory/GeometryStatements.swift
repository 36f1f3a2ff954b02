/// How fast the objective falls: 7 near its minimum, C with its numbers, E everywhere; and R, how far the
/// model has gone.
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
    else { return .needs(method: interiorOptimum(evidence.kind)) }
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

  /// What a method without θ* lacks: of some it is at the edge, of others no mixture in closed form.
  private static func interiorOptimum(_ kind: TheoryKind) -> String {
    switch kind {
    case .forward, .variant(of: .reverse, _): "an interior optimum"
    default: "a known interior optimum"
    }
  }

  /// C: the Fisher information of modes apart, with what an overlap may change.
  static let explicitGeometry = Statement(
    number: "C", title: "F of θ* is nearly diagonal", shortTitle: "F, explicit",
    claim:
      "θ* of one Σ: |F − diag(α(1−α), α, 1−α)| ≤ e uuᵀ entry by entry, e = ½√(α(1−α)) e^(−δ²/8),"
      + " u = (1, c, c), c² = 1 + δ²/4; so λ_min ≥ min(…) − e (3 + δ²/2)"
  ) { evidence, claims in
    guard let optimum = evidence.optimum else {
      return .needs(method: interiorOptimum(evidence.kind))
    }
    guard let fisher = evidence.unitFisher, fisher.count == 9 else {
      return .needs("one Σ of the optimum")
    }
    let alpha = optimum.oldWeight
    let delta = separation(optimum.old, optimum.new)
    let e = claims.geometryError(alpha, delta)
    let diagonal = [alpha * (1 - alpha), alpha, 1 - alpha]
    let total = e * (3 + delta * delta / 2)
    let least = diagonal.min()! - total
    guard least > 0 else {
      return .needs(.atMost(symbol: "error", limit: diagonal.min()!, value: total))
    }
    let u = [1, (1 + delta * delta / 4).squareRoot(), (1 + delta * delta / 4).squareRoot()]
    let isInside = (0..<9).allSatisfy { index in
      let (row, column) = (index / 3, index % 3)
      return abs(fisher[index] - (row == column ? diagonal[row] : 0))
        <= e * u[row] * u[column] + 1e-9
    }
    let spectrum = symmetricEigenvalues((0..<3).map { row in Array(fisher[3 * row..<3 * row + 3]) })
    return .judged(
      isInside && spectrum[0] >= least - 1e-9, "λ_min", .atLeast(least), spectrum[0])
  }

  /// R: the KL from the start is a statement about the weight, and about places, not about methods.
  static let razor = Statement(
    number: "R", title: "Razor: KL(q_ref‖q) adds up", shortTitle: "Razor's KL",
    claim:
      "one Σ, whatever the method, with q_ref at the start: KL(q_ref‖q) = kl(β_ref‖β) + ½β_ref‖Δm_o‖² + ½(1−β_ref)‖Δm_n‖²,"
      + " less what overlaps. With places held it tells β alone"
  ) { evidence, claims in
    let start = evidence.measuredReference
    let model = evidence.model
    guard let own = TiedOdds(model), let other = TiedOdds(model.exchanged),
      start.count == 2, Likeness.isSame(start.old.scale, model.old.scale),
      Likeness.isSame(start.new.scale, model.new.scale)
    else { return .needs("one Σ of q and q_ref") }
    let expected = claims.razor(start, model)
    guard expected > 1e-6 else {
      return .needs(.atLeast(symbol: "KL", limit: 1e-6, value: expected))
    }
    // −E log r ≤ E √(odds of the other): the labels that samples do not show.
    let odds = exponential(-0.5 * model.logitWeight)
    let hidden =
      start.oldWeight * odds * own.rootRatio(at: start.old.mean)
      + exponential(start.logNewWeight) / odds * other.rootRatio(at: start.new.mean)
    guard hidden <= 0.1 * max(1, expected) else {
      return .needs(.atMost(symbol: "overlap", limit: 0.1 * max(1, expected), value: hidden))
    }
    let slack = 1e-8 * max(1, expected)
    let found = evidence.meters.klReferenceToModel
    return .judged(
      found >= expected - hidden - slack && found <= expected + slack, "KL",
      .between(expected - hidden, expected), found)
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
      return .needs(method: "a fixed objective")
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
