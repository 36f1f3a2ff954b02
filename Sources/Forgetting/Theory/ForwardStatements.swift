/// What forward KL does to old mass: 1, 2 and N.
extension StatementCatalogue {
  /// 1: E_{p_n}[r_o] ≤ β, so β falls at this instant; far apart it falls like 1/t.
  static let massForgetting = Statement(
    number: "1", title: "new data drain β", shortTitle: "β drains",
    claim: "forward KL on new data drains the old weight: 1 − BC/(2√(β(1−β))) ≤ G_s/β ≤ 1"
  ) { evidence, claims in
    guard case .forward(let replay, _) = evidence.kind else {
      return evidence.kind.refusal("forward KL", .forward, isWithoutReplay: true)
    }
    guard replay == 0 else { return .needs("λ = 0") }
    guard Likeness.isRight(evidence.model.new, evidence.problem.target.new) else {
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
    guard case .forward(let replay, let isDividedOut) = evidence.kind else {
      return evidence.kind.refusal("forward KL", .forward)
    }
    guard replay > 0 else { return .needs(isDividedOut ? "replay mode mix" : "λ > 0") }
    if let missing = componentsWrong(evidence) { return missing }
    let beta = evidence.model.oldWeight
    let slope = evidence.gradient.weight
    let expected = claims.replaySlope(beta, replay)
    let bracket = claims.replayTolerance(evidence.meters.overlapTarget, beta, replay)
    let tolerance = bracket + 1e-9
    // The sign holds at every overlap: it keeps the bracket off 0.
    if abs(expected) > 1e-9, bracket > abs(expected) {
      let low = expected > 0 ? 0 : expected - tolerance
      let high = expected > 0 ? expected + tolerance : 0
      // Where the tasks coincide G_s is 0, and its rounding has any sign.
      let rounding = 1e-15
      return .judged(
        slope >= low - rounding && slope <= high + rounding, "G_s", .between(low, high), slope)
    }
    return .bracketed("G_s", around: expected, bracket, floor: 1e-9, slope)
  }

  /// N: β' = −(β − λ) with the means at rest, at every overlap.
  static let naturalGradient = Statement(
    number: "N", title: "natural: β' = −(β−λ)", shortTitle: "natural β'",
    claim: "natural gradient, forward KL: β' = −(β−λ), means at rest, at every overlap"
  ) { evidence, claims in
    guard case .forward(let replay, _) = evidence.kind else {
      return evidence.kind.refusal("forward KL", .forward)
    }
    guard evidence.coordinates == .natural else { return .needs("natural coordinates") }
    guard evidence.rates.weight > 0 else { return .needs("a free weight") }
    if let missing = componentsWrong(evidence) { return missing }
    guard evidence.condition.isFinite, evidence.steepest.isFinite else {
      return .needs("modes apart")
    }
    let beta = evidence.model.oldWeight
    let step = evidence.steepest
    let slope = beta * (1 - beta) * step.weight
    // F is inverted with a ridge of 1e−12: what that costs grows with its condition.
    let tolerance = 1e-7 + (1e-12 * abs(step.weight) + 1e-14) * evidence.condition
    var rest = step
    rest.weight = 0
    let error = max(abs(slope - claims.naturalSlope(beta, replay)), rest.largestMagnitude)
    return .judged(error <= tolerance, "error", .atMost(tolerance), error)
  }
}
