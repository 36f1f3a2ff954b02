/// Whitened coordinates u with y = c + A u, in which the modes are round or at least aligned.
///
/// Tied: A = L R, L the Cholesky factor of Σ and R the rotation that puts L⁻¹(μ_n − μ_o) on the first
/// axis, or the furthest of more means. Untied: A = L_o U, U the eigenvectors of L_o⁻¹ Σ_n L_o⁻ᵀ, which
/// diagonalises both; further covariances enter by their deviations along these axes. Marginal
/// axes instead of whitened ones lose everything at ρ = 0.99 (an error of 4e−2 at σ/8).
struct Frame: Hashable {
  /// c.
  let origin: SIMD2<Double>
  /// A, by columns.
  let first: SIMD2<Double>
  let second: SIMD2<Double>

  /// |det A| (|A₁₁| in one dimension, where the second axis is the unit), and its logarithm.
  let volume: Double
  let logVolume: Double

  init(for target: Mixture) {
    let scale = target.old.scale
    origin = target.old.mean
    // A is L times a rotation.
    logVolume = scale.logDeterminant
    volume = exponential(logVolume)
    guard target.dimension == 2 else {
      first = SIMD2(scale.l11, 0)
      second = SIMD2(0, 1)
      return
    }
    var direction = SIMD2<Double>(1, 0)
    if target.isTied {
      var delta = scale.whiten(target.new.mean - target.old.mean)
      for index in 2..<max(2, target.count) {
        let other = scale.whiten(target[index].mean - target.old.mean)
        if (other * other).sum() > (delta * delta).sum() { delta = other }
      }
      let length = (delta * delta).sum().squareRoot()
      if length > 1e-9 { direction = delta / length }
    } else {
      direction = Frame.principalDirection(of: target.new.scale, whitenedBy: scale)
    }
    first = scale.apply(direction)
    second = scale.apply(SIMD2(-direction.y, direction.x))
  }

  func point(_ u: SIMD2<Double>) -> SIMD2<Double> { origin + first * u.x + second * u.y }

  /// A⁻¹ v.
  func whiten(_ v: SIMD2<Double>) -> SIMD2<Double> {
    let determinant = first.x * second.y - first.y * second.x
    return SIMD2(
      (v.x * second.y - v.y * second.x) / determinant,
      (first.x * v.y - first.y * v.x) / determinant)
  }

  /// The unit eigenvector of W S Wᵀ with the larger eigenvalue, W = L⁻¹ of `outer`.
  private static func principalDirection(
    of inner: CholeskyFactor, whitenedBy outer: CholeskyFactor
  ) -> SIMD2<Double> {
    let firstColumn = outer.whiten(SIMD2(inner.l11, inner.l21))
    let secondColumn = outer.whiten(SIMD2(0, inner.l22))
    let a = firstColumn.x * firstColumn.x + secondColumn.x * secondColumn.x
    let b = firstColumn.x * firstColumn.y + secondColumn.x * secondColumn.y
    let d = firstColumn.y * firstColumn.y + secondColumn.y * secondColumn.y
    guard abs(b) > 1e-14 * (a + d) else { return SIMD2(1, 0) }
    let angle = 0.5 * argument(2 * b, a - d)
    return SIMD2(cosine(angle), sine(angle))
  }
}

/// One weighted mode as a quadratic in whitened coordinates:
/// log(weight · N) = constant − ½ (p₁₁ v₁² + 2 p₁₂ v₁ v₂ + p₂₂ v₂²), v = u − mean.
struct WhitenedMode {
  var mean: SIMD2<Double>
  var p11: Double
  var p12: Double
  var p22: Double
  var constant: Double

  init(_ mode: Gaussian, logWeight: Double, dimension: Int, in frame: Frame) {
    mean = frame.whiten(mode.mean - frame.origin)
    let z1 = mode.scale.whiten(frame.first)
    let z2 = mode.scale.whiten(frame.second)
    p11 = (z1 * z1).sum()
    if dimension == 2 {
      p12 = (z1 * z2).sum()
      p22 = (z2 * z2).sum()
    } else {
      p12 = 0
      p22 = 1
      mean.y = 0
    }
    constant = logWeight + frame.logVolume - mode.scale.logDeterminant
  }

  /// The deviation along an axis with the other coordinate held.
  func conditionalDeviation(axis: Int) -> Double { 1 / (axis == 0 ? p11 : p22).squareRoot() }

  /// The deviation along an axis.
  func marginalDeviation(axis: Int) -> Double {
    ((axis == 0 ? p22 : p11) / (p11 * p22 - p12 * p12)).squareRoot()
  }

  /// The mode along an axis at a fixed value of the other coordinate, as a₂ u² + a₁ u + a₀.
  func line(axis: Int, at other: Double) -> Quadratic {
    let own = axis == 0 ? mean.x : mean.y
    let offset = other - (axis == 0 ? mean.y : mean.x)
    let p = axis == 0 ? p11 : p22
    let q = axis == 0 ? p22 : p11
    let linear = p * own - p12 * offset
    return Quadratic(
      a2: -0.5 * p, a1: linear,
      a0: constant - 0.5 * (p * own * own - 2 * p12 * own * offset + q * offset * offset))
  }
}

/// Two components of a mixture or of a sum of mixtures, which may be as likely as each other somewhere.
struct WhitenedPair {
  var old: WhitenedMode
  var new: WhitenedMode
  /// Where all components of the mixture or sum stand in the list of modes; empty for a mixture of two.
  var mixture = 0..<0

  /// A mixture of one or two components.
  init(_ mixture: Mixture, in frame: Frame) {
    let logWeights = mixture.logWeights
    old = WhitenedMode(
      mixture.old, logWeight: logWeights.old, dimension: mixture.dimension, in: frame)
    new = WhitenedMode(
      mixture.new, logWeight: logWeights.new, dimension: mixture.dimension, in: frame)
  }

  /// Two components of a mixture of more.
  init(old: WhitenedMode, new: WhitenedMode, among mixture: Range<Int>) {
    self.old = old
    self.new = new
    self.mixture = mixture
  }
}

/// a₂ u² + a₁ u + a₀.
struct Quadratic {
  var a2: Double
  var a1: Double
  var a0: Double

  /// The real part at u = x + iη.
  func realPart(_ x: Double, _ eta: Double) -> Double {
    a2 * (x * x - eta * eta) + a1 * x + a0
  }
}
