/// The families that the catalogue of statements speaks of.
public enum TheoryKind: Hashable, Sendable {
  /// Forward KL to (1 − λ) N(μ_n) + λ N(μ_o); whether replay was sampled and divided out again, which
  /// leaves λ = 0.
  case forward(replay: Double, isDividedOut: Bool)
  /// Reverse KL to the full target.
  case reverseToTarget
  /// A teacher that follows the model and is anchored to a demonstrator, and κ_f of the divergence to
  /// it; whether that is KL(q ‖ T).
  case selfDistillation(TeacherRates, curvature: Double, isReverse: Bool)
  /// The entropic objective with a KL term: η (nil where it adapts), κ and the reward.
  case discover(sharpness: Double?, klCoefficient: Double, Reward)
  /// Regression against a lagged reference: τ of the log-ratio, τ of the value, and the reward.
  case offPolicy(temperature: Double, valueTemperature: Double, Reward)
  /// A member of a family with an option that its statements do not speak of, and what they ask for.
  case variant(of: TheoryFamily, needs: String)
  case other

  /// Forward KL that replays what the reference remembers.
  static let generativeReplay = TheoryKind.variant(of: .forward, needs: "replay mode mix")

  /// Why a statement about a family says nothing about this method: another family, or an option.
  ///
  /// - Parameters:
  ///   - methods: what the statement is about.
  ///   - families: the same, to tell a method of theirs that lacks no more than an option.
  ///   - isWithoutReplay: whether the statement asks for λ = 0, which any mode of replay can have.
  func refusal(
    _ methods: String, _ families: TheoryFamily..., isWithoutReplay: Bool = false
  ) -> Finding {
    guard case .variant(let family, let needs) = self, families.contains(family) else {
      return .needs(method: methods)
    }
    return .needs(.option(isWithoutReplay && self == .generativeReplay ? "λ = 0" : needs))
  }
}

/// Whose variants are told what they lack.
public enum TheoryFamily: Hashable, Sendable {
  case forward, reverse, selfDistillation
}

/// a and γ of a teacher that follows the model and is pulled to its demonstrator, per unit of flow
/// time.
public struct TeacherRates: Hashable, Sendable {
  var ema: Double
  var anchor: Double
}
