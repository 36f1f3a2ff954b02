/// How long it takes: A (to forget), B (at least how fast the weight gets where it goes) and F (to learn the
/// place).
extension StatementCatalogue {
  /// The weight that A's time runs to.
  static let forgottenWeight = 0.05

  /// A: the clock 1/β − logit β runs at a rate between 1 − BC/(2√(β(1−β))) and 1.
  static let forgettingTime = Statement(
    number: "A", title: "time until β = .05", shortTitle: "time to .05",
    claim:
      "forward KL, λ = 0, new component right, one Σ, all but the weight held: from β to ε = .05 it takes between Δc"
      + " and Δc/(1 − BC/(2√(ε(1−ε)))), c = 1/β − logit β, ε(1−ε) the least on the way"
  ) { evidence, claims in
    guard case .forward(let replay, _) = evidence.kind else {
      return evidence.kind.refusal("forward KL", .forward, isWithoutReplay: true)
    }
    guard replay == 0 else { return .needs("λ = 0") }
    let model = evidence.model
    guard evidence.coordinates == .logit, evidence.rates.weight > 0 else {
      return .needs("a free logit")
    }
    guard Likeness.isRight(model.new, evidence.problem.target.new) else {
      return .needs(.atMost(symbol: "new error", limit: 1e-6, value: evidence.meters.newError))
    }
    guard evidence.rates.oldMean == 0, evidence.rates.newMean == 0,
      !evidence.rates.trainsCovariances
    else { return .needs("frozen means") }
    guard TiedOdds(model) != nil else { return .needs("one Σ of the model") }
    let end = forgottenWeight
    guard model.oldWeight > end * (1 + 1e-6) else {
      return .needs(.atLeast(symbol: "β", limit: end, value: model.oldWeight))
    }
    let slack = claims.forgettingSlack(
      evidence.meters.overlapModel, min(end * (1 - end), model.oldWeight * (1 - model.oldWeight)))
    guard slack < 1 else { return .needs(.atMost(symbol: "slack", limit: 1, value: slack)) }
    let low =
      (claims.forgettingClock(end) - claims.forgettingClock(model.oldWeight))
      / evidence.rates.weight
    // The method's own slope here: a flow that is slower than the path by a factor is slower throughout.
    let pace = evidence.rates.weight * evidence.gradient.weight / forwardSlope(model)
    let time = forgettingTime(from: model, to: logit(end)) / pace
    return .judged(
      time >= low * (1 - 1e-6) && time <= low / (1 - slack) * (1 + 1e-6), "t",
      .between(low, low / (1 - slack)), time)
  }

  /// G_s of forward KL, the new component right: β − E_new[r_o].
  private static func forwardSlope(_ model: Mixture) -> Double {
    guard let odds = TiedOdds(model) else { return .nan }
    return model.oldWeight - odds.mean(at: model.new.mean) { sigmoid(-$0) }
  }

  /// ∫ ds/G_s over the path, by Simpson's rule.
  private static func forgettingTime(from model: Mixture, to end: Double) -> Double {
    let start = model.logitWeight
    let count = 2 * max(4, Int(((start - end) * 4).rounded(.up)))
    let h = (start - end) / Double(count)
    var sum = 0.0
    for index in 0...count {
      let slope = forwardSlope(model.with(logitWeight: end + Double(index) * h))
      let share = index == 0 || index == count ? 1.0 : index % 2 == 0 ? 2 : 4
      sum += share / slope
    }
    return sum * h / 3
  }

  /// B: F''(β) = ∫ (N_o − N_n)²/q ≥ 4 TV², whatever the overlap.
  static let leastRate = Statement(
    number: "B", title: "β comes at least so fast", shortTitle: "least rate",
    claim:
      "reverse KL, or forward KL with replay, components right, one Σ: −d log|β−β*|/dt ≥ 4 TV² m², TV = 2Φ(δ/2)−1, m"
      + " the smaller β(1−β) of here and there, at every overlap; held: |β−β*| ≤ |β₀−β*| e^(−4TV²m²t)"
  ) { evidence, claims in
    let goal: Double
    switch evidence.kind {
    case .reverseToTarget: goal = evidence.problem.target.oldWeight
    case .forward(let replay, _) where replay > 0: goal = replay
    case .forward(_, let isDividedOut):
      return .needs(isDividedOut ? "replay mode mix" : "λ > 0")
    default: return evidence.kind.refusal("reverse KL or replay", .forward, .reverse)
    }
    if let missing = componentsWrong(evidence) { return missing }
    guard evidence.problem.target.isTied else { return .needs("one Σ for all") }
    let beta = evidence.model.oldWeight
    let distance = beta - goal
    guard abs(distance) > 1e-4 else {
      return .needs(.atLeast(symbol: "|β−β*|", limit: 1e-4, value: abs(distance)))
    }
    let spread = beta * (1 - beta)
    let rate = spread * evidence.gradient.weight / distance
    let least = claims.leastRate(
      evidence.meters.separationTarget, min(spread, goal * (1 - goal)))
    return .judged(
      rate >= least * (1 - 1e-9) - 1e-9 / abs(distance), "rate", .atLeast(least), rate)
  }

  /// F: what the gates leave of it is the bracket.
  static let learningThePlace = Statement(
    number: "F", title: "the place: rate 1 or 1−β", shortTitle: "place's rate",
    claim:
      "one Σ, apart: the new mean's error falls at rate 1 under forward KL (λ = 0), at 1−β under"
      + " reverse KL, up to what the gates let through"
  ) { evidence, claims in
    let target = evidence.problem.target
    let model = evidence.model
    guard Likeness.hasOneCovariance(target, model) else { return .needs("one Σ for all") }
    let error = model.new.mean - target.new.mean
    let size = target.new.scale.mahalanobis(error)
    guard size >= 1e-4 else { return .needs("a wrong new mean") }
    guard let own = TiedOdds(model.exchanged), let data = TiedOdds(target.exchanged) else {
      return .needs("one Σ for all")
    }
    let expected: Double
    let bracket: Double
    let modelGate =
      0.5 * exponential(0.5 * model.logitWeight) * own.rootRatio(at: model.new.mean)
    switch evidence.kind {
    case .forward(let replay, _):
      guard replay == 0 else { return .needs("λ = 0") }
      expected = claims.forwardPlaceRate
      // E r_o |y − m_n| ≤ √(E r_o) √(1 + e²).
      let taken =
        0.5 * exponential(0.5 * model.logitWeight) * own.rootRatio(at: target.new.mean)
      bracket = (min(1, taken) * (1 + size * size)).squareRoot() / size
    case .reverseToTarget:
      expected = claims.reversePlaceRate(model.oldWeight)
      let targetGate =
        0.5 * exponential(0.5 * target.logitWeight) * data.rootRatio(at: model.new.mean)
      bracket =
        exponential(model.logNewWeight)
        * (min(1, targetGate) * data.squaredSeparation.squareRoot()
          + min(1, modelGate) * own.squaredSeparation.squareRoot()) / size
    default:
      return evidence.kind.refusal(
        "forward or reverse KL", .forward, .reverse, isWithoutReplay: true)
    }
    guard bracket <= 0.1 * expected else {
      return .needs(.atMost(symbol: "bracket", limit: 0.1 * expected, value: bracket))
    }
    let rate = (evidence.gradient.newMean * error).sum() / (size * size)
    let floor = 1e-9 / size
    return .judged(
      abs(rate - expected) <= bracket + floor, "rate",
      .between(expected - bracket, expected + bracket), rate)
  }
}
