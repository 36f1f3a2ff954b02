/// What reverse KL does: 3, 4, 5, 5p, 6, 8, D and G.
extension StatementCatalogue {
  /// 3: β* = α.
  static let reverseFindsTheTarget = Statement(
    number: "3", title: "reverse KL pulls β to α", shortTitle: "pull to α",
    claim: "reverse KL: |G_s − β(1−β)(s − logit α)| ≤ β(1−β) BC [max(…) + max(…)]"
  ) { evidence, claims in
    guard evidence.kind == .reverseToTarget else {
      return evidence.kind.refusal("reverse KL, goal full", .reverse)
    }
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
    guard evidence.kind == .reverseToTarget else {
      return evidence.kind.refusal("reverse KL, goal full", .reverse)
    }
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
    guard evidence.kind == .reverseToTarget else {
      return evidence.kind.refusal("reverse KL, goal full", .reverse)
    }
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
    guard let replayed = evidence.replayed else { return .needs(method: "reverse KL, λ > 0") }
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

  /// D: what replay does for the estimate of β.
  static let replayVariance = Statement(
    number: "D", title: "replay bounds the variance", shortTitle: "variance of β",
    claim:
      "reverse KL with replay, old component right, one Σ: N relvar(Σ w r_o) ≤ 1/((1−λ)β+λ) − 1 ≤ (1−λ)/λ, equal to the"
      + " first where modes are apart, without replay 1/β − 1; effective size ≥ (1−λ) N"
  ) { evidence, claims in
    guard let replay = evidence.replayed?.share, replay > 0 else {
      return .needs(method: "reverse KL, λ > 0")
    }
    let model = evidence.model
    guard Likeness.isRight(model.old, evidence.problem.target.old) else {
      return .needs(.atMost(symbol: "old drift", limit: 1e-6, value: evidence.meters.oldDrift))
    }
    // b = (1−λ) q + λ N(μ_o) has the model's components.
    let logNew = logOnePlus(-replay) + model.logNewWeight
    let logOld = logSum(logOnePlus(-replay) + model.logOldWeight, logarithm(replay))
    let drawn = model.with(logitWeight: logOld - logNew)
    guard let odds = TiedOdds(drawn) else { return .needs("one Σ of the model") }
    let share = exponential(logOld)
    let missed = odds.newShare(at: model.old.mean)
    let variance = (1 - missed) / share - 1
    let high = claims.replayVariance(model.oldWeight, replay)
    let low = high - min(1, MisassignmentBounds.model(drawn)) / share
    // 1/∫ q²/b, as w is constant on either component but for the gates.
    let oldWeight = exponential(model.logOldWeight - logOld)
    func weight(_ newShare: Double) -> Double {
      oldWeight * (1 - newShare) + newShare / (1 - replay)
    }
    let effective =
      1
      / (model.oldWeight * weight(missed)
        + exponential(model.logNewWeight) * weight(odds.newShare(at: model.new.mean)))
    let least = claims.effectiveShare(replay)
    guard effective >= least * (1 - 1e-9) else {
      return .judged(false, "ESS/N", .atLeast(least), effective)
    }
    let slack = 1e-9 * max(1, high)
    return .judged(
      variance >= low - slack && variance <= high + slack
        && high <= (1 - replay) / replay * (1 + 1e-9), "N relvar", .between(low, high), variance)
  }

  /// G: the counterpart of 6. What separation protects it also hides: a model that stands on the old side sees
  /// one task. It stays near −log α for as long as next to nothing shows.
  static let reverseIsTrapped = Statement(
    number: "G", title: "from the old side: a trap", shortTitle: "trapped at −ln α",
    claim:
      "reverse KL, one Σ, m_n on the old side: KL(q‖p) = KL(q‖N(μ_o)) − ln α − e, e = −E_q log s_o at most"
      + " Σ β_c √((1−α)/α) e^(−δ²/8 + ½ΔᵀΣ⁻¹(m_c−μ_o)): apart, next to nothing tells of the new task. The"
      + " further from the middle it begins, the longer it waits, beyond any run"
  ) { evidence, claims in
    guard evidence.kind == .reverseToTarget, let objective = evidence.objective else {
      return evidence.kind.refusal("reverse KL, goal full", .reverse)
    }
    let target = evidence.problem.target
    let model = evidence.model
    guard Likeness.hasOneCovariance(target, model), let tasks = TiedOdds(target),
      let own = TiedOdds(model)
    else { return .needs("one Σ for all") }
    let scale = target.old.scale
    let delta = scale.whiten(target.new.mean - target.old.mean)
    let way =
      (delta * scale.whiten(model.new.mean - target.old.mean)).sum()
      / max(tasks.squaredSeparation, 1e-300)
    guard way <= 0.5 else {
      return .needs(.atMost(symbol: "m_n's way", limit: 0.5, value: way))
    }
    let weights = [model.oldWeight, exponential(model.logNewWeight)]
    let ratio = exponential(-0.5 * target.logitWeight)
    var shown = 0.0
    var bound = 0.0
    var toOld = model.logOldWeight
    for (weight, component) in zip(weights, [model.old, model.new]) {
      bound += weight * ratio * tasks.rootRatio(at: component.mean)
      // −E log s_o, all that there is to tell of the new task.
      shown += weight * tasks.mean(at: component.mean, of: softplus)
      let fromTask = scale.mahalanobis(component.mean - target.old.mean)
      let fromOwn = scale.mahalanobis(component.mean - model.old.mean)
      toOld +=
        weight
        * (0.5 * (fromTask * fromTask - fromOwn * fromOwn)
          + own.mean(at: component.mean, of: softplus))
    }
    guard shown <= 0.1 else {
      return .needs(.atMost(symbol: "what shows", limit: 0.1, value: shown))
    }
    let level = toOld + claims.trapLevel(target.oldWeight)
    let slack = 1e-9 * max(1, level)
    return .judged(
      abs(objective - (level - shown)) <= slack && shown <= bound * (1 + 1e-9), "KL(q‖p)",
      .between(level - shown, level), objective)
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
