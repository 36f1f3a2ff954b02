/// z(y) = log of the new component's odds to the old one's, in a mixture of two with one covariance. Under a
/// Gaussian of that covariance z is one too, so that every mean of a function of z is one integral on a line.
struct TiedOdds {
  private let mixture: Mixture
  /// L⁻¹ (new − old), and its square.
  private let step: SIMD2<Double>
  private let square: Double

  /// nil unless both components have the same covariance.
  init?(_ mixture: Mixture) {
    guard mixture.count == 2, Likeness.isSame(mixture.old.scale, mixture.new.scale) else {
      return nil
    }
    self.mixture = mixture
    step = mixture.old.scale.whiten(mixture.new.mean - mixture.old.mean)
    square = (step * step).sum()
  }

  /// δ² of the two.
  var squaredSeparation: Double { square }

  /// E_{N(m, Σ)} g(z), by the trapezoid rule: 1e−12 where g's poles are those of σ(z).
  func mean(at m: SIMD2<Double>, of g: (Double) -> Double) -> Double {
    let middle = 0.5 * (mixture.old.mean + mixture.new.mean)
    let centre = (step * mixture.old.scale.whiten(m - middle)).sum() - mixture.logitWeight
    let deviation = square.squareRoot()
    let h = min(0.125, 0.5 / max(deviation, 1e-300))
    let count = Int((9 / h).rounded(.up))
    guard count < 20_000 else { return .nan }
    var sum = 0.0
    for index in -count...count {
      let u = Double(index) * h
      sum += exponential(-0.5 * u * u) * g(centre + deviation * u)
    }
    return sum * h * exponential(-0.5 * logTwoPi)
  }

  /// E_{N(m, Σ)} of the share that is held new.
  func newShare(at m: SIMD2<Double>) -> Double { mean(at: m, of: sigmoid) }

  /// E_{N(m, Σ)} √(N_new/N_old), weights left out: e^(−δ²/8) at the old mean, and 1/e^(−δ²/8) of it
  /// there and back.
  func rootRatio(at m: SIMD2<Double>) -> Double {
    let moved = mixture.old.scale.whiten(m - mixture.old.mean)
    return min(.greatestFiniteMagnitude, exponential(0.5 * (step * moved).sum() - square / 8))
  }
}

extension Mixture {
  /// The same two components, the new one first.
  var exchanged: Mixture {
    Mixture(dimension: dimension, logitWeight: -logitWeight, old: new, new: old)
  }
}
