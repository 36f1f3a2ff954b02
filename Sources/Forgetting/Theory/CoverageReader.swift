/// How much of two tasks a model covers, without the other meters: many runs ask for nothing else.
public final class CoverageReader {
  private let anySpreads = EffectiveMass()

  public init() {}

  /// The effective masses of the old and the new task, in [0, 1]: `Meters.effectiveOldMass` and
  /// `effectiveNewMass`.
  ///
  /// - Parameter target: of two components.
  public func masses(_ target: Mixture, model: Mixture) -> (old: Double, new: Double) {
    (
      mass(target.old, weight: target.oldWeight, model),
      mass(target.new, weight: 1 - target.oldWeight, model)
    )
  }

  private func mass(_ mode: Gaussian, weight: Double, _ model: Mixture) -> Double {
    EqualSpreads.mass(mode, weight: weight, model: model)
      ?? anySpreads(mode, weight: weight, model: model)
  }
}
