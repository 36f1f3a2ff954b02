/// 9: what self-distillation, TTT-Discover and OAPL do with old mass. All three are about the flow in
/// time: each waits until the flow is where its law speaks.
extension StatementCatalogue {
  static let nearOnPolicy = Statement(
    number: "9", title: "near-on-policy laws", shortTitle: "near-on-policy",
    claim: "SDFT nears D at the slow rate of (f, a, γ); TTT-Discover rests at logit β₀ −"
      + " (e^η−1)/(κZ); an OAPL window ends at logit β_ref − 1/τ"
  ) { evidence, claims in
    switch evidence.kind {
    case .selfDistillation(let rates, _): distillation(evidence, rates, claims)
    case .discover(let eta, let kappa, let reward):
      discover(evidence, eta, kappa, reward, claims)
    case .offPolicy(let temperature, let reward):
      offPolicy(evidence, temperature, reward, claims)
    default: .needs("SDFT, TTT-Discover or OAPL")
    }
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
