/// L with S = L Lᵀ, lower triangular, diagonal > 0.
///
/// One dimension is the first entry of a 2 × 2 factor whose second axis is the unit: every formula
/// below then serves both, because coordinates off the axis are zero.
public struct CholeskyFactor: Hashable, Sendable {
  /// The entries of the lower triangular L with Σ = L Lᵀ, in the units of the data; l11 and l22 are
  /// > 0.
  public let l11: Double
  public let l21: Double
  public let l22: Double
  /// log det L = ½ log det S; kept, because every density asks for it.
  let logDeterminant: Double

  /// A factor by its entries; on the line the first alone.
  public init(l11: Double, l21: Double = 0, l22: Double = 1) {
    self.l11 = l11
    self.l21 = l21
    self.l22 = l22
    logDeterminant = logarithm(l11) + logarithm(l22)
  }

  /// A factor whose log det L is known.
  init(l11: Double, l21: Double, l22: Double, logDeterminant: Double) {
    self.l11 = l11
    self.l21 = l21
    self.l22 = l22
    self.logDeterminant = logDeterminant
  }

  /// The factor of a covariance given as deviations and correlation.
  init(_ spread: Spread) {
    let first = spread.deviation[0]
    guard spread.deviation.count == 2 else {
      self.init(l11: first)
      return
    }
    let second = spread.deviation[1]
    let rho = spread.correlation
    self.init(l11: first, l21: rho * second, l22: second * (1 - rho * rho).squareRoot())
  }

  /// The factor of [[xx, xy], [xy, yy]]; nil when it is not positive definite.
  init?(xx: Double, xy: Double, yy: Double) {
    guard xx > 0 else { return nil }
    let l11 = xx.squareRoot()
    let l21 = xy / l11
    let rest = yy - l21 * l21
    guard rest > 0 else { return nil }
    self.init(l11: l11, l21: l21, l22: rest.squareRoot())
  }

  /// S = L Lᵀ as (xx, xy, yy).
  public var covariance: (xx: Double, xy: Double, yy: Double) {
    (l11 * l11, l11 * l21, l21 * l21 + l22 * l22)
  }

  /// L v.
  func apply(_ v: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(l11 * v.x, l21 * v.x + l22 * v.y)
  }

  /// L⁻¹ v: whitens a displacement.
  func whiten(_ v: SIMD2<Double>) -> SIMD2<Double> {
    let first = v.x / l11
    return SIMD2(first, (v.y - l21 * first) / l22)
  }

  /// L⁻ᵀ v.
  func transposedSolve(_ v: SIMD2<Double>) -> SIMD2<Double> {
    let second = v.y / l22
    return SIMD2((v.x - l21 * second) / l11, second)
  }

  /// ‖v‖ in the S⁻¹ norm (Mahalanobis).
  public func mahalanobis(_ v: SIMD2<Double>) -> Double {
    let z = whiten(v)
    return (z * z).sum().squareRoot()
  }
}

/// N(m, S) in one or two dimensions.
public struct Gaussian: Hashable, Sendable {
  /// m; the second entry is 0 in one dimension.
  public var mean: SIMD2<Double>
  /// L of S = L Lᵀ.
  public var scale: CholeskyFactor

  public init(mean: SIMD2<Double>, scale: CholeskyFactor) {
    self.mean = mean
    self.scale = scale
  }

  /// log N(y; m, S), in `dimension` dimensions.
  func logDensity(at y: SIMD2<Double>, dimension: Int) -> Double {
    let z = scale.whiten(y - mean)
    return -0.5 * (z * z).sum() - scale.logDeterminant - 0.5 * Double(dimension) * logTwoPi
  }
}

/// BC(a, b) = ∫ √(a b), the Bhattacharyya coefficient of two Gaussians.
///
/// BC = exp(−⅛ Δᵀ Σ̄⁻¹ Δ) · √(√(det Σ_a det Σ_b) / det Σ̄), Σ̄ the mean covariance.
func bhattacharyya(_ a: Gaussian, _ b: Gaussian) -> Double {
  guard let middle = meanScale(a.scale, b.scale) else { return 0 }
  let distance = middle.mahalanobis(a.mean - b.mean)
  let logRatio =
    0.5 * (a.scale.logDeterminant + b.scale.logDeterminant) - middle.logDeterminant
  return exponential(-distance * distance / 8 + logRatio)
}

/// δ with δ² = Δᵀ Σ̄⁻¹ Δ: the separation of two Gaussians in mean deviations.
public func separation(_ a: Gaussian, _ b: Gaussian) -> Double {
  meanScale(a.scale, b.scale)?.mahalanobis(a.mean - b.mean) ?? .infinity
}

/// The factor of the mean of two covariances.
private func meanScale(_ a: CholeskyFactor, _ b: CholeskyFactor) -> CholeskyFactor? {
  if a == b { return a }
  let left = a.covariance
  let right = b.covariance
  return CholeskyFactor(
    xx: (left.xx + right.xx) / 2, xy: (left.xy + right.xy) / 2, yy: (left.yy + right.yy) / 2)
}
