import CKernel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The problem that every implementation solves: the gradient of KL(q ‖ p) in (logit of the old
/// weight, old mean, new mean), one covariance for all four components, on a grid of
/// `nodesPerAxis`² points y = c + L u, c the middle of the target's means, u in ±`halfWidth`.
struct Problem {
  let nodesPerAxis: Int
  let halfWidth: Double
  let oldMass: Double
  let target: [Double]
  let deviations: [Double]
  let correlation: Double
  /// Logit of the old weight, old mean, new mean.
  let start: [Double]
  let step: Double

  /// Lines of a name and a number, in a fixed order.
  init(lines: [Substring]) {
    let values = lines.map { Double($0.split(separator: " ")[1])! }
    nodesPerAxis = Int(values[0])
    halfWidth = values[1]
    oldMass = values[2]
    target = Array(values[3...6])
    deviations = Array(values[7...8])
    correlation = values[9]
    start = [log(values[10] / (1 - values[10]))] + values[11...14]
    step = values[15]
  }

  /// The entries of the Cholesky factor: L11, L21, L22.
  var cholesky: (Double, Double, Double) {
    let rest = (1 - correlation * correlation).squareRoot()
    return (deviations[0], correlation * deviations[1], rest * deviations[1])
  }

  func mixture(logit: Double, means: [Double]) -> CKMixture {
    let (l11, l21, l22) = cholesky
    let weight = 1 / (1 + exp(-logit))
    let common = -log(l11 * l22) - log(2 * Double.pi)
    let whitening = (1 / l11, -l21 / (l11 * l22), 1 / l22)
    return CKMixture(
      old_mode: CKMode(
        mean: (means[0], means[1]), whitening: whitening, log_scale: log(weight) + common),
      new_mode: CKMode(
        mean: (means[2], means[3]), whitening: whitening, log_scale: log(1 - weight) + common))
  }
}
