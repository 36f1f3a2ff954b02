/// What reverse KL does: 3, 4, 5, 5p, 6 and 8.
extension StatementCatalogue {
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
    return .bracketed(
      "G_s", around: expected, claims.targetTolerance(evidence.meters.overlapTarget, s, a),
      floor: 1e-9, evidence.gradient.weight)
  }

  /// 4: spring, target gate, model gate.
  static let gatedDrift = Statement(
    number: "4", title: "drift = spring + gates", shortTitle: "spring + gates",
    claim: "reverse KL: G_m_o = β Σ⁻¹[(m_o−μ_o) + ε_p(μ_o−μ_n) − ε_q(m_o−m_n)]"
  ) { evidence, claims in
    guard evidence.kind == .reverseToTarget else { return .needs("reverse KL, goal full") }
    let target = evidence.problem.target
    guard Likeness.hasOneCovariance(target, evidence.model) else {
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

  /// 6: judged over a sweep of runs of its own, not over this one.
  static let driftDecays = Statement(
    number: "6", title: "right means: drift as e^−δ²/8", shortTitle: "right-mean drift",
    claim: "reverse KL from right means, a sweep δ = 4…8: log(peak drift) over −δ²/8 has a slope in"
      + " 0.95…1.05; beside it the lane's own"
  ) { evidence, claims in
    guard evidence.kind == .reverseToTarget else { return .needs("reverse KL, goal full") }
    guard let sweep = evidence.driftSweep else {
      return Finding(
        verdict: .notYet, symbol: "slope",
        prediction: .between(DriftDecay.slopes.lowerBound, DriftDecay.slopes.upperBound),
        requirement: .words("its sweep"))
    }
    var finding = DriftDecay.finding(sweep, against: claims.driftExponent)
    finding.ownMeasurement = evidence.ownDriftSweep.flatMap { DriftDecay.slope($0) }
    return finding
  }

  /// 8: replay leaves the exact gradient as it is; batches see old samples, with bounded weights.
  static let replayFeedsBatches = Statement(
    number: "8", title: "replay leaves G, feeds batches", shortTitle: "replay, same G",
    claim: "reverse KL with replay: ∫ b_λ (w f) ∇log q = ∫ q f ∇log q; batches starve as often as"
      + " ((1−λ)(1−β))^N says; w ≤ 1/(1−λ)"
  ) { evidence, claims in
    guard let replayed = evidence.replayed else { return .needs("reverse KL, λ > 0") }
    let difference = replayed.gradient - claims.replayedGradient(replayed.share) * evidence.gradient
    let bound = (1e-12 + replayRounding(evidence)) * max(1, evidence.gradient.largestMagnitude)
    let error = difference.largestMagnitude
    guard error <= bound, let batch = evidence.batch, batch.steps > 0 else {
      return .judged(error <= bound, "error", .atMost(bound), error)
    }
    let largest = claims.largestWeightShare * (1 + 1e-12)
    guard batch.largestWeightShare <= largest else {
      return .judged(false, "w (1−λ)", .atMost(largest), batch.largestWeightShare)
    }
    let slack = 5 * batch.starvedVariance.squareRoot() + 1
    let low = max(0, batch.expectedStarved - slack)
    let high = batch.expectedStarved + slack
    let starved = Double(batch.starvedSteps)
    if starved >= low, starved <= high, slack > batch.expectedStarved {
      // Too few steps to count on: the gradient is what has been judged.
      return .judged(true, "error", .atMost(bound), error)
    }
    return .judged(
      starved >= low && starved <= high, "starved", .between(low, high), starved)
  }

  /// ε ≤ bound, to 1e−12; a bound ≥ 1 says nothing about a probability.
  private static func bounded(_ symbol: String, _ value: Double, by bound: Double) -> Finding {
    guard bound < 1 else {
      return .needs(.atMost(symbol: "bound", limit: 1, value: bound))
    }
    return .judged(value <= bound + 1e-12, symbol, .atMost(bound), value)
  }

  /// Relative, of weights q/b_λ: each is made of e^(log N(μ_o) − log q), whose rounding grows with the
  /// exponent. That is half the square of how far the model's modes stand from the old task.
  private static func replayRounding(_ evidence: Evidence) -> Double {
    let old = evidence.problem.target.old
    let farthest = max(separation(evidence.model.old, old), separation(evidence.model.new, old))
    return farthest.isFinite ? farthest * farthest * 0.5.ulp : 0
  }
}
