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

  // MARK: Near-on-policy methods

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

  /// What is said of any number of components.
  public var components = ComponentClaims()

  public init() {}
}
