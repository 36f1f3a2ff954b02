/// The statements, in the order of docs/mathematics.md.
public enum StatementCatalogue {
  public static let statements: [Statement] = [
    massForgetting, replayMovesTheOptimum, reverseFindsTheTarget, gatedDrift, modelGateCloses,
    targetGateCloses, localGeometry, energy,
  ]

  /// 1: E_{p_n}[r_o] ≤ β, so β falls at this instant; far apart it falls like 1/t.
  static let massForgetting = Statement(
    number: "1", title: "new data drain β", shortTitle: "β drains",
    claim: "forward KL on new data drains the old weight: 1 − BC/(2√(β(1−β))) ≤ G_s/β ≤ 1"
  ) { evidence, claims in
    guard case .forward(let replay) = evidence.kind else { return .needs("forward KL") }
    guard replay == 0 else { return .needs("λ = 0") }
    guard Statement.isRight(evidence.model.new, evidence.problem.target.new) else {
      return .needs(
        .atMost(symbol: "new error", limit: 1e-6, value: evidence.meters.newError))
    }
    let beta = evidence.model.oldWeight
    // E[r_o] ≤ β is the lower end 0; the overlap's bound is sharper where the modes are apart.
    let low = max(0, claims.massLowerBound(evidence.meters.overlapModel, beta))
    let ratio = evidence.gradient.weight / beta
    return .judged(
      ratio >= low - 1e-9 / beta && ratio <= 1 + 1e-9 / beta, "G_s/β", .between(low, 1),
      ratio)
  }

  /// 2: β* = λ.
  static let replayMovesTheOptimum = Statement(
    number: "2", title: "replay pulls β to λ", shortTitle: "pull to λ",
    claim: "forward KL with replay: |G_s − (β−λ)| ≤ ½ BC max(λ√((1−β)/β), (1−λ)√(β/(1−β)))"
  ) { evidence, claims in
    guard case .forward(let replay) = evidence.kind else { return .needs("forward KL") }
    guard replay > 0 else { return .needs("λ > 0") }
    if let missing = componentsWrong(evidence) { return missing }
    let beta = evidence.model.oldWeight
    let slope = evidence.gradient.weight
    let expected = claims.replaySlope(beta, replay)
    let tolerance = claims.replayTolerance(evidence.meters.overlapTarget, beta, replay) + 1e-9
    let signHolds = abs(expected) <= 1e-9 || slope * expected >= 0
    return .judged(
      signHolds && abs(slope - expected) <= tolerance, "G_s",
      .between(expected - tolerance, expected + tolerance), slope)
  }

  /// 3: β* = α.
  static let reverseFindsTheTarget = Statement(
    number: "3", title: "reverse KL pulls β to α", shortTitle: "pull to α",
    claim: "reverse KL: |G_s − β(1−β)(s − logit α)| ≤ β(1−β) BC [max(…) + max(…)]"
  ) { evidence, claims in
    guard evidence.kind == .reverseToTarget else { return .needs("reverse KL, goal full") }
    if let missing = componentsWrong(evidence) { return missing }
    let s = evidence.model.logitWeight
    let a = evidence.problem.target.logitWeight
    let expected = claims.targetSlope(s, a)
    let tolerance = claims.targetTolerance(evidence.meters.overlapTarget, s, a) + 1e-9
    let slope = evidence.gradient.weight
    return .judged(
      abs(slope - expected) <= tolerance, "G_s",
      .between(expected - tolerance, expected + tolerance), slope)
  }

  /// 4: spring, target gate, model gate.
  static let gatedDrift = Statement(
    number: "4", title: "drift = spring + gates", shortTitle: "spring + gates",
    claim: "reverse KL: G_m_o = β Σ⁻¹[(m_o−μ_o) + ε_p(μ_o−μ_n) − ε_q(m_o−m_n)]"
  ) { evidence, claims in
    guard evidence.kind == .reverseToTarget else { return .needs("reverse KL, goal full") }
    let target = evidence.problem.target
    guard Statement.hasOneCovariance(target, evidence.model) else {
      return .needs("one Σ for all")
    }
    let scale = target.old.scale
    let bracket = claims.gatedDrift(
      target, evidence.model, evidence.meters.misassignmentTarget,
      evidence.meters.misassignmentModel)
    let expected = evidence.model.oldWeight * scale.transposedSolve(scale.whiten(bracket))
    let difference = evidence.gradient.oldMean - expected
    let size = max(1, (expected * expected).sum().squareRoot())
    let error = (difference * difference).sum().squareRoot()
    return .judged(error <= 1e-9 * size, "error", .atMost(1e-9 * size), error)
  }

  /// 5, the model's gate.
  static let modelGateCloses = Statement(
    number: "5", title: "overlap gates ε_q", shortTitle: "gate of q",
    claim: "ε_q ≤ ½ √((1−β)/β) BC(model)"
  ) { evidence, claims in
    bounded(
      "ε_q", evidence.meters.misassignmentModel, by: claims.modelGateBound(evidence.model))
  }

  /// 5, the target's gate.
  static let targetGateCloses = Statement(
    number: "5p", title: "overlap gates ε_p", shortTitle: "gate of p",
    claim: "ε_p ≤ ½ √((1−α)/α) exp(−δ²/8 + ½ (μ_n−μ_o)ᵀΣ⁻¹(m_o−μ_o))"
  ) { evidence, claims in
    guard let bound = claims.targetGateBound(evidence.problem.target, evidence.model) else {
      return .needs("tied Σ, S_o = Σ")
    }
    return bounded("ε_p", evidence.meters.misassignmentTarget, by: bound)
  }

  /// How near θ* must be for statement 7 to judge: the excess alone does not tell where the modes almost
  /// coincide, and the curvature of the weight changes by (4/3) |1 − 2β| per unit of logit.
  static let localDistance = 0.03

  /// 7: exponential convergence near the optimum.
  static let localGeometry = Statement(
    number: "7", title: "exponential near θ*", shortTitle: "rate at θ*",
    claim: "near θ* the objective decays at a rate in [2κλ_min(PF), 2κλ_max(PF)]·(1±0.05)"
  ) { evidence, claims in
    guard let spectrum = evidence.rateSpectrum, let slowest = spectrum.first,
      let fastest = spectrum.last, let excess = evidence.objective,
      let distance = evidence.distanceToOptimum
    else { return .needs("an interior optimum") }
    let target = evidence.problem.target
    let model = evidence.model
    guard
      Statement.isSame(model.old.scale, target.old.scale)
        && Statement.isSame(model.new.scale, target.new.scale)
    else { return .needs("right covariances") }
    guard
      (evidence.rates.oldMean > 0 || Statement.isRight(model.old, target.old))
        && (evidence.rates.newMean > 0 || Statement.isRight(model.new, target.new))
        && evidence.rates.weight > 0
    else { return .needs("no frozen error") }
    let factor = claims.energyRateFactor * evidence.curvature
    let low = factor * slowest * 0.95
    let high = factor * fastest * 1.05
    guard excess <= 1e-4 else {
      return Finding(
        verdict: .notYet, symbol: "rate", prediction: .between(low, high),
        measurement: evidence.flowPower / excess,
        requirement: .atMost(symbol: "excess", limit: 1e-4, value: excess))
    }
    guard distance <= localDistance else {
      return Finding(
        verdict: .notYet, symbol: "rate", prediction: .between(low, high),
        measurement: evidence.flowPower / excess,
        requirement: .atMost(symbol: "distance", limit: localDistance, value: distance))
    }
    guard excess >= 1e-10 else {
      return .needs(.atLeast(symbol: "excess", limit: 1e-10, value: max(0, excess)))
    }
    let rate = evidence.flowPower / excess
    return .judged(rate >= low && rate <= high, "rate", .between(low, high), rate)
  }

  /// E: dF/dt = −GᵀPG.
  static let energy = Statement(
    number: "E", title: "energy falls by GᵀPG", shortTitle: "energy",
    claim: "dF/dt = −GᵀPG along the flow, to 1e−6 relative"
  ) { evidence, claims in
    guard evidence.objective != nil else { return .needs("an objective") }
    guard let slope = evidence.objectiveSlope, evidence.power > 1e-9 else {
      return .needs("motion: at rest")
    }
    let expected = claims.energySlope * evidence.power
    let error = abs(slope - expected) / abs(expected)
    return .judged(error <= 1e-6, "error", .atMost(1e-6), error)
  }

  /// ε ≤ bound, to 1e−12; a bound ≥ 1 says nothing about a probability.
  private static func bounded(_ symbol: String, _ value: Double, by bound: Double) -> Finding {
    guard bound < 1 else {
      return .needs(.atMost(symbol: "bound", limit: 1, value: bound))
    }
    return .judged(value <= bound + 1e-12, symbol, .atMost(bound), value)
  }

  private static func componentsWrong(_ evidence: Evidence) -> Finding? {
    let target = evidence.problem.target
    let model = evidence.model
    guard Statement.isSame(model.old.scale, target.old.scale),
      Statement.isSame(model.new.scale, target.new.scale)
    else { return .needs("right covariances") }
    if !Statement.isRight(model.old, target.old) {
      return .needs(.atMost(symbol: "old drift", limit: 1e-6, value: evidence.meters.oldDrift))
    }
    if !Statement.isRight(model.new, target.new) {
      return .needs(.atMost(symbol: "new error", limit: 1e-6, value: evidence.meters.newError))
    }
    return nil
  }
}
