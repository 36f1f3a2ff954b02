/// Whether shapes are the same and components right, within what the statements tell apart.
enum Likeness {
  /// Whether all four components have one covariance: the condition of the gated drift.
  static func hasOneCovariance(_ target: Mixture, _ model: Mixture) -> Bool {
    target.isTied && isSame(model.old.scale, target.old.scale)
      && isSame(model.new.scale, target.old.scale)
  }

  static func isSame(_ a: CholeskyFactor, _ b: CholeskyFactor) -> Bool {
    abs(a.l11 - b.l11) <= 1e-6 * b.l11 && abs(a.l22 - b.l22) <= 1e-6 * b.l22
      && abs(a.l21 - b.l21) <= 1e-6 * b.l22
  }

  /// "Component right": equal mean and covariance within 1e−6 σ.
  static func isRight(_ mode: Gaussian, _ target: Gaussian) -> Bool {
    isSame(mode.scale, target.scale) && target.scale.mahalanobis(mode.mean - target.mean) <= 1e-6
  }
}
