/// What a lane learns from: the target, and the mixtures that some methods refer to.
public struct Problem: Hashable, Sendable {
  /// p = Σ α_k N(μ_k, Σ_k); the last component is the new task, all others are old ones.
  public var target: Mixture
  /// q_ref, by default the start q₀.
  public var reference: Mixture
  /// T, what self-distillation learns from; it moves with the flow.
  public var teacher: Mixture
  /// D, what the teacher is shown.
  var demonstrator: Mixture

  /// - Parameters:
  ///   - teacher: nil: the reference.
  ///   - demonstrator: nil: the target.
  init(
    target: Mixture, reference: Mixture, teacher: Mixture? = nil, demonstrator: Mixture? = nil
  ) {
    self.target = target
    self.reference = reference
    self.teacher = teacher ?? reference
    self.demonstrator = demonstrator ?? target
  }

  /// N(μ_n, Σ_n) alone.
  var newTask: Mixture { target.lastAlone }
  /// The old tasks alone: N(μ_o, Σ_o), where there are two.
  var oldTask: Mixture { target.withoutLast }
}
