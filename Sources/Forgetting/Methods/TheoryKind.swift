/// The families that the catalogue of statements speaks of.
public enum TheoryKind: Hashable, Sendable {
  /// Forward KL to (1 − λ) N(μ_n) + λ N(μ_o).
  case forward(replay: Double)
  /// Reverse KL to the full target.
  case reverseToTarget
  /// A teacher that follows the model and is anchored to a demonstrator, and κ_f of the divergence to
  /// it; whether that is KL(q ‖ T).
  case selfDistillation(TeacherRates, curvature: Double, isReverse: Bool)
  /// The entropic objective with a KL term: η (nil where it adapts), κ and the reward.
  case discover(sharpness: Double?, klCoefficient: Double, Reward)
  /// Regression against a lagged reference: τ and the reward.
  case offPolicy(temperature: Double, Reward)
  case other
}

/// a and γ of a teacher that follows the model and is pulled to its demonstrator, per unit of flow
/// time.
public struct TeacherRates: Hashable, Sendable {
  var ema: Double
  var anchor: Double
}
