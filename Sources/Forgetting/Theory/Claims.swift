/// The formulas that the statements compare with, as values: a test exchanges one for a wrong one and
/// sees it caught.
public struct Claims: Sendable {
  // MARK: Forward KL

  /// Lower bound of G_s/β under forward KL with the new component right (docs/mathematics.md, 5d).
  var massLowerBound: @Sendable (_ overlap: Double, _ beta: Double) -> Double = {
    1 - $0 / (2 * ($1 * (1 - $1)).squareRoot())
  }
  /// G_s of forward KL with replay, both components right, far apart (5e).
  var replaySlope: @Sendable (_ beta: Double, _ replay: Double) -> Double = { $0 - $1 }
  /// How far G_s may be from it at an overlap.
  var replayTolerance: @Sendable (_ overlap: Double, _ beta: Double, _ replay: Double) -> Double = {
    overlap, beta, replay in
    let ratio = (beta / (1 - beta)).squareRoot()
    return 0.5 * overlap * max(replay / ratio, (1 - replay) * ratio)
  }
  /// −β' of forward KL under the natural gradient, at every overlap.
  var naturalSlope: @Sendable (_ beta: Double, _ replay: Double) -> Double = { $0 - $1 }

  /// The clock of forward KL, which runs at rate 1 far apart.
  var forgettingClock: @Sendable (_ beta: Double) -> Double = { 1 / $0 - logit($0) }
  /// By how much of it the clock may be slower at an overlap; the least β(1−β) on the way.
  var forgettingSlack: @Sendable (_ overlap: Double, _ spread: Double) -> Double = {
    $0 / (2 * $1.squareRoot())
  }
  /// At least how fast |β − β*| falls, in 1/t; the smaller β(1−β) of here and there.
  var leastRate: @Sendable (_ separation: Double, _ spread: Double) -> Double = {
    let variation = errorFunction($0 / 8.0.squareRoot())
    return 4 * variation * variation * $1 * $1
  }
  /// How fast the new mean's error falls, modes apart.
  var forwardPlaceRate = 1.0
  var reversePlaceRate: @Sendable (_ beta: Double) -> Double = { 1 - $0 }

  // MARK: Reverse KL

  /// G_s of reverse KL, both components right, far apart (5f).
  var targetSlope: @Sendable (_ logitBeta: Double, _ logitAlpha: Double) -> Double = {
    let beta = sigmoid($0)
    return beta * (1 - beta) * ($0 - $1)
  }
  var targetTolerance:
    @Sendable (_ overlap: Double, _ logitBeta: Double, _ logitAlpha: Double) -> Double = {
      overlap, s, a in
      let beta = sigmoid(s)
      let up = max(exponential(-s / 2), exponential(-a / 2))
      let down = max(exponential(s / 2), exponential(a / 2))
      return beta * (1 - beta) * overlap * (up + down)
    }
  /// Σ G_{m_o} / β of reverse KL with one covariance: spring, target gate, model gate (6a).
  var gatedDrift:
    @Sendable (_ target: Mixture, _ model: Mixture, _ epsilonP: Double, _ epsilonQ: Double)
      -> SIMD2<Double> = { target, model, epsilonP, epsilonQ in
        (model.old.mean - target.old.mean) + epsilonP * (target.old.mean - target.new.mean)
          - epsilonQ * (model.old.mean - model.new.mean)
      }
  /// The bounds of the gates (5a, 5c).
  var modelGateBound: @Sendable (_ model: Mixture) -> Double = {
    MisassignmentBounds.model($0)
  }
  var targetGateBound: @Sendable (_ target: Mixture, _ model: Mixture) -> Double? = {
    MisassignmentBounds.target($0, model: $1)
  }
  /// What the logarithm of the largest drift is compared with: −δ²/8.
  var driftExponent: @Sendable (_ separation: Double) -> Double = DriftDecay.exponent
  /// G with replay in units of G without it.
  var replayedGradient: @Sendable (_ replay: Double) -> Double = { _ in 1 }
  /// The largest weight in units of 1/(1 − λ).
  var largestWeightShare = 1.0

  /// N relvar(Σ w r_o) with replay, the old component right and apart; without it λ = 0.
  var replayVariance: @Sendable (_ beta: Double, _ replay: Double) -> Double = {
    1 / ((1 - $1) * $0 + $1) - 1
  }
  /// At least which share of a batch its effective size is.
  var effectiveShare: @Sendable (_ replay: Double) -> Double = { 1 - $0 }
  /// KL(q‖p) of a model that knows the old side alone, in excess of KL(q‖N(μ_o)).
  var trapLevel: @Sendable (_ alpha: Double) -> Double = { -logarithm($0) }

  // MARK: Near-on-policy methods

  /// Σ G_{m_o} / β of a KL term to a mixture R with the gates ε of R and q.
  var anchoredDrift:
    @Sendable (_ anchor: Mixture, _ model: Mixture, _ epsilonAnchor: Double, _ epsilonQ: Double)
      -> SIMD2<Double> = { anchor, model, epsilonAnchor, epsilonQ in
        (model.old.mean - anchor.old.mean) + epsilonAnchor * (anchor.old.mean - anchor.new.mean)
          - epsilonQ * (model.old.mean - model.new.mean)
      }
  /// The factor of −Δ E_{N(m_o)}[e^{ηr} s_o s_n] under TTT-Discover.
  var discoverPull: @Sendable (_ eta: Double, _ partition: Double) -> Double = { $0 / $1 }
  /// The factor of −Δ E_{N(m_o)}[s_o s_n] under OAPL with a fresh reference.
  var freshPull: @Sendable (_ temperature: Double) -> Double = { 2 * $0 }

  /// logit β at rest under TTT-Discover.
  var discoverRest: @Sendable (_ logitReference: Double, _ eta: Double, _ kappa: Double) -> Double =
    {
      TTTDiscover.restingLogit(reference: $0, sharpness: $1, klCoefficient: $2)
    }
  /// logit β at the end of a window of OAPL.
  var windowEnd: @Sendable (_ logitReference: Double, _ temperature: Double) -> Double = {
    $0 - 1 / $1
  }
  /// The slow rate of self-distillation for one eigenvalue f of P F.
  var slowRate: @Sendable (_ f: Double, _ a: Double, _ gamma: Double) -> Double = {
    f, a, gamma in
    let sum = f + a + gamma
    // 2fγ over the larger root: the difference of the two would cancel for a small γ.
    return 2 * f * gamma / (sum + max(0, sum * sum - 4 * f * gamma).squareRoot())
  }

  // MARK: Geometry

  /// The factor between λ(F) and the rate at which the excess objective decays (7a).
  var energyRateFactor = 2.0
  /// dF/dt in units of GᵀPG (§8).
  var energySlope = -1.0

  /// How far entries of F may be from those of modes apart: ½√(α(1−α)) e^(−δ²/8).
  var geometryError: @Sendable (_ alpha: Double, _ separation: Double) -> Double = {
    0.5 * ($0 * (1 - $0)).squareRoot() * exponential(-$1 * $1 / 8)
  }
  /// KL(q₀‖q), one covariance for each component: in the weight, and in the places.
  var razor: @Sendable (_ start: Mixture, _ model: Mixture) -> Double = { start, model in
    let old = start.oldWeight
    let new = exponential(start.logNewWeight)
    let places = [
      start.old.scale.mahalanobis(model.old.mean - start.old.mean),
      start.new.scale.mahalanobis(model.new.mean - start.new.mean),
    ]
    return old * (start.logOldWeight - model.logOldWeight + 0.5 * places[0] * places[0])
      + new * (start.logNewWeight - model.logNewWeight + 0.5 * places[1] * places[1])
  }

  /// What is said of any number of components.
  var components = ComponentClaims()

  public init() {}
}
