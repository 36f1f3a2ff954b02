/// 9: what self-distillation, TTT-Discover and OAPL do with old mass. All three are about the flow in
/// time: each waits until the flow is where its law speaks.
extension StatementCatalogue {
  static let nearOnPolicy = Statement(
    number: "9", title: "near-on-policy laws", shortTitle: "near-on-policy",
    claim: "SDFT nears D at the slow rate of (f, a, γ); TTT-Discover rests at logit β₀ −"
      + " (e^η−1)/(κZ); an OAPL window ends at logit β_ref − 1/τ"
  ) { evidence, claims in
    switch evidence.kind {
    case .selfDistillation(let rates, _, _): distillation(evidence, rates, claims)
    case .discover(let eta, let kappa, let reward):
      discover(evidence, eta, kappa, reward, claims)
    case .offPolicy(let temperature, let valueTemperature, let reward):
      temperature == valueTemperature
        ? offPolicy(evidence, temperature, reward, claims) : .needs("β₁ = β₂")
    default: evidence.kind.refusal("SDFT, TTT-Discover or OAPL", .selfDistillation)
    }
  }

  /// 9d: the forces on the old mean of the same three, at every overlap.
  static let nearOnPolicyDrift = Statement(
    number: "9d", title: "near-on-policy: what pulls m_o", shortTitle: "what pulls m_o",
    claim:
      "one Σ, at every overlap, r = s_n: TTT-Discover (η fixed) has q_ref's spring, gates and −(η/Z) E[e^{ηr} s_o s_n] Δ;"
      + " SDFT reverse the gated form with T for p; OAPL with a fresh q_ref −2τ E[s_o s_n] Δ alone: no spring"
  ) { evidence, claims in
    let target = evidence.problem.target
    let model = evidence.model
    guard Likeness.hasOneCovariance(target, model), let own = TiedOdds(model),
      let tasks = TiedOdds(target)
    else { return .needs("one Σ for all") }
    let old = model.old.mean
    /// Σ G/β of a KL term to a mixture; nil unless that has the same covariance.
    func anchored(_ anchor: Mixture) -> SIMD2<Double>? {
      guard let odds = TiedOdds(anchor), Likeness.isSame(anchor.old.scale, target.old.scale)
      else { return nil }
      return claims.anchoredDrift(
        anchor, model, odds.newShare(at: old), own.newShare(at: old))
    }
    let delta = target.new.mean - target.old.mean
    var bracket: SIMD2<Double>
    switch evidence.kind {
    case .selfDistillation(_, _, let isReverse):
      guard isReverse else { return .needs("direction reverse") }
      guard let pull = anchored(evidence.problem.teacher) else { return .needs("T with one Σ") }
      bracket = pull
    case .discover(let eta, let kappa, let reward):
      guard reward == .newTask else { return .needs("reward new-task") }
      guard let eta else { return .needs("a fixed η") }
      func tilted(_ m: SIMD2<Double>) -> Double {
        tasks.mean(at: m) { exponential(eta * (sigmoid($0) - 1)) }
      }
      let partition =
        model.oldWeight * tilted(old) + exponential(model.logNewWeight) * tilted(model.new.mean)
      let pull = tasks.mean(at: old) {
        exponential(eta * (sigmoid($0) - 1)) * sigmoid($0) * sigmoid(-$0)
      }
      bracket = -claims.discoverPull(eta, partition) * pull * delta
      if kappa > 0 {
        guard let spring = anchored(evidence.problem.reference) else {
          return .needs("q_ref with one Σ")
        }
        bracket += kappa * spring
      }
    case .offPolicy(let temperature, _, let reward):
      guard reward == .newTask else { return .needs("reward new-task") }
      guard evidence.problem.reference == model else { return .needs("a fresh q_ref") }
      let pull = tasks.mean(at: old) { sigmoid($0) * sigmoid(-$0) }
      bracket = -claims.freshPull(temperature) * pull * delta
    default: return evidence.kind.refusal("SDFT, TTT-Discover or OAPL", .selfDistillation)
    }
    let scale = target.old.scale
    let expected = model.oldWeight * scale.transposedSolve(scale.whiten(bracket))
    let difference = evidence.gradient.oldMean - expected
    let size = max(1, (expected * expected).sum().squareRoot())
    let error = (difference * difference).sum().squareRoot()
    return .judged(error <= 1e-9 * size, "error", .atMost(1e-9 * size), error)
  }

  // MARK: - Self-distillation

  /// How near D both must be for its linear law, and how much of the distance must be slow.
  private static let distillationDistance = 0.03
  private static let slowShare = 0.2

  private static func distillation(
    _ evidence: Evidence, _ rates: TeacherRates, _ claims: Claims
  ) -> Finding {
    guard rates.anchor > 0 else {
      guard evidence.model == evidence.problem.teacher else { return .needs("γ > 0, or θ = φ") }
      // Nothing is forgotten and nothing learned.
      let speed = evidence.speed
      return .judged(speed <= 1e-9, "speed", .atMost(1e-9), speed)
    }
    guard evidence.rates.weight > 0, evidence.rates.oldMean > 0, evidence.rates.newMean > 0 else {
      return .needs("all groups free")
    }
    guard let modes = evidence.distillation else { return .needs("D with the model's Σ") }
    guard modes.distance >= 1e-8 else {
      return .needs(.atLeast(symbol: "distance", limit: 1e-8, value: modes.distance))
    }
    let slow = modes.slowPart(rates, slowRate: claims.slowRate)
    let low = 0.95 * slow.low
    let high = 1.05 * slow.high
    func notYet(_ requirement: Finding.Requirement) -> Finding {
      Finding(
        verdict: .notYet, symbol: "rate", prediction: .between(low, high),
        requirement: requirement)
    }
    guard modes.distance <= distillationDistance else {
      return notYet(
        .atMost(symbol: "distance", limit: distillationDistance, value: modes.distance))
    }
    guard slow.share >= slowShare else {
      return notYet(.atLeast(symbol: "slow part", limit: slowShare, value: slow.share))
    }
    return .judged(
      slow.rate >= low && slow.rate <= high, "rate", .between(low, high), slow.rate)
  }

  // MARK: - TTT-Discover and OAPL

  /// How far from where the flow rests it may still be, in logit β.
  private static let restDistance = 0.002

  private static func discover(
    _ evidence: Evidence, _ eta: Double?, _ kappa: Double, _ reward: Reward, _ claims: Claims
  ) -> Finding {
    guard reward == .newTask else { return .needs("reward new-task") }
    guard let eta else { return .needs("a fixed η") }
    guard kappa > 0 else { return .needs("κ > 0") }
    let goal = claims.discoverRest(evidence.problem.reference.logitWeight, eta, kappa)
    // −G_s/(β(1−β)) has a slope of at least κ.
    let model = evidence.model
    let spread = exponential(model.logOldWeight + model.logNewWeight)
    return atRest(
      evidence, goal: goal, distance: abs(evidence.gradient.weight) / (spread * kappa),
      tolerance: 0.02)
  }

  private static func offPolicy(
    _ evidence: Evidence, _ temperature: Double, _ reward: Reward, _ claims: Claims
  ) -> Finding {
    guard reward == .newTask else { return .needs("reward new-task") }
    let reference = evidence.problem.reference
    let goal = claims.windowEnd(reference.logitWeight, temperature)
    // G_s falls to 0 with 2τ² [β_ref (1−β)² + (1−β_ref) β²].
    let beta = evidence.model.oldWeight
    let rest = exponential(evidence.model.logNewWeight)
    let share = reference.oldWeight
    let slope =
      2 * temperature * temperature
      * (share * rest * rest + exponential(reference.logNewWeight) * beta * beta)
    return atRest(
      evidence, goal: goal, distance: abs(evidence.gradient.weight) / slope, tolerance: 0.01)
  }

  /// What both laws ask for: right means, held; modes far apart at the goal; a weight that rests.
  private static func atRest(
    _ evidence: Evidence, goal: Double, distance: Double, tolerance: Double
  ) -> Finding {
    if let missing = componentsWrong(evidence) { return missing }
    let target = evidence.problem.target
    let reference = evidence.problem.reference
    guard Likeness.isRight(reference.old, target.old), Likeness.isRight(reference.new, target.new)
    else { return .needs("a right q_ref") }
    guard evidence.rates.oldMean == 0, evidence.rates.newMean == 0,
      !evidence.rates.trainsCovariances
    else { return .needs("frozen means") }
    guard evidence.rates.weight > 0 else { return .needs("a free weight") }
    let overlap =
      evidence.meters.overlapTarget / (sigmoid(goal) * sigmoid(-goal)).squareRoot()
    guard overlap <= 0.01 else {
      return .needs(.atMost(symbol: "BC/√(β*(1−β*))", limit: 0.01, value: overlap))
    }
    let clip = logit(directFloor)
    guard evidence.coordinates != .direct || abs(goal) < -clip else {
      return .needs("β* off the clip")
    }
    guard distance <= restDistance else {
      return Finding(
        verdict: .notYet, symbol: "logit β", prediction: .equals(goal),
        measurement: evidence.model.logitWeight,
        requirement: .atMost(symbol: "way to rest", limit: restDistance, value: distance))
    }
    let found = evidence.model.logitWeight
    return .judged(
      abs(found - goal) <= tolerance, "logit β", .between(goal - tolerance, goal + tolerance),
      found)
  }
}
