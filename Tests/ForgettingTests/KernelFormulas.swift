import CKernel
import SeededNumbers

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Points with a weight each, for the kernel's formulas written one point at a time.
struct KernelPoints {
  var x: [Double]
  var y: [Double]
  var k: [Double]

  init(x: [Double], y: [Double]) {
    self.x = x
    self.y = y
    k = x.map { _ in 1 }
  }

  /// Coordinates in [-5, 5), weights in [-1, 1).
  init(count: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    x = []
    y = []
    k = []
    for _ in 0..<count {
      x.append(Double.random(in: -5..<5, using: &generator))
      y.append(Double.random(in: -5..<5, using: &generator))
      k.append(Double.random(in: -1..<1, using: &generator))
    }
  }
}

/// A mixture by its parameters: weight, means and log-Cholesky entries, in the order of the scores.
struct KernelMixture {
  let dimension: Int
  let weight: Double
  let parameters: [Double]
  var modes: CKMixture

  static func example(_ dimension: Int) -> KernelMixture {
    KernelMixture(
      parameters: dimension == 1
        ? [0.4, -1.3, 2.1, 0.2, -0.3]
        : [0.4, -1.3, 0.6, 2.1, -0.4, 0.2, 0.7, -0.1, -0.3, -0.5, 0.25])
  }

  /// (logit weight, old mean, new mean, old log-Cholesky, new log-Cholesky).
  init(parameters p: [Double]) {
    parameters = p
    dimension = p.count == 5 ? 1 : 2
    weight = 1 / (1 + exp(-p[0]))
    modes = CKMixture()
    if dimension == 1 {
      modes.old_mode = Self.mode(weight, (p[1], 0), (p[3], 0, 0), 1)
      modes.new_mode = Self.mode(1 - weight, (p[2], 0), (p[4], 0, 0), 1)
    } else {
      modes.old_mode = Self.mode(weight, (p[1], p[2]), (p[5], p[6], p[7]), 2)
      modes.new_mode = Self.mode(1 - weight, (p[3], p[4]), (p[8], p[9], p[10]), 2)
    }
  }

  private static func mode(
    _ weight: Double, _ mean: (Double, Double), _ cholesky: (Double, Double, Double),
    _ dimension: Int
  ) -> CKMode {
    let (l11, l21, l22) = (exp(cholesky.0), cholesky.1, exp(cholesky.2))
    var mode = CKMode()
    mode.mean = mean
    mode.whitening = dimension == 1 ? (1 / l11, 0, 0) : (1 / l11, -l21 / (l11 * l22), 1 / l22)
    mode.log_scale = log(weight) - log(l11) - 0.5 * Double(dimension) * log(2 * Double.pi)
    if dimension == 2 { mode.log_scale -= log(l22) }
    return mode
  }

  func whitened(_ mode: CKMode, _ x: Double, _ y: Double) -> (Double, Double) {
    let (dx, dy) = (x - mode.mean.0, y - mode.mean.1)
    let z1 = mode.whitening.0 * dx
    return (z1, dimension == 1 ? 0 : mode.whitening.1 * dx + mode.whitening.2 * dy)
  }

  func naive(_ x: Double, _ y: Double) -> (logDensity: Double, responsibility: Double) {
    let logs = [modes.old_mode, modes.new_mode].map { mode -> Double in
      let (z1, z2) = whitened(mode, x, y)
      return mode.log_scale - 0.5 * (z1 * z1 + z2 * z2)
    }
    let logDensity = max(logs[0], logs[1]) + log1p(exp(-abs(logs[0] - logs[1])))
    return (logDensity, 1 / (1 + exp(logs[1] - logs[0])))
  }

  /// The score by central differences of log q in every parameter.
  func scores(_ x: Double, _ y: Double, covariances: Bool) -> [Double] {
    let trained = covariances ? parameters.count : 1 + 2 * dimension
    return (0..<trained).map { index in
      let step = 1e-3
      func logDensity(_ shift: Double) -> Double {
        var moved = parameters
        moved[index] += shift * step
        return KernelMixture(parameters: moved).naive(x, y).logDensity
      }
      // Fourth order.
      return (8 * (logDensity(1) - logDensity(-1)) - (logDensity(2) - logDensity(-2)))
        / (12 * step)
    }
  }

  func densities(_ points: KernelPoints)
    -> (logDensity: [Double], density: [Double], responsibility: [Double])
  {
    let count = points.x.count
    var logDensity = [Double](repeating: .nan, count: count)
    var density = logDensity
    var responsibility = logDensity
    if dimension == 1 {
      ck_densities_1([modes], points.x, count, &logDensity, &density, &responsibility)
    } else {
      ck_densities_2([modes], points.x, points.y, count, &logDensity, &density, &responsibility)
    }
    return (logDensity, density, responsibility)
  }

  func scoreSums(_ points: KernelPoints, _ r: [Double], second: Bool) -> CKScoreSums {
    var sums = CKScoreSums()
    let count = points.x.count
    if dimension == 1 {
      ck_score_sums_1([modes], points.x, points.k, r, count, second ? 1 : 0, &sums)
    } else {
      ck_score_sums_2([modes], points.x, points.y, points.k, r, count, second ? 1 : 0, &sums)
    }
    return sums
  }

  /// Each sum with the sum of its terms' magnitudes, in the order of `flat`.
  func naiveScoreSums(_ points: KernelPoints, _ r: [Double]) -> [(value: Double, magnitude: Double)]
  {
    var sums = [(value: Double, magnitude: Double)](repeating: (0, 0), count: 12)
    for i in 0..<points.x.count {
      for (index, mode) in [modes.old_mode, modes.new_mode].enumerated() {
        let (z1, z2) = whitened(mode, points.x[i], points.y[i])
        let weight = points.k[i] * (index == 0 ? r[i] : 1 - r[i])
        for (j, moment) in [1, z1, z2, z1 * z1, z2 * z1, z2 * z2].enumerated() {
          sums[6 * index + j].value += weight * moment
          sums[6 * index + j].magnitude += abs(weight * moment)
        }
      }
    }
    return sums
  }

  func fisher(_ points: KernelPoints, _ r: [Double], covariances: Bool) -> [Double] {
    let size = covariances ? parameters.count : 1 + 2 * dimension
    var fisher = [Double](repeating: 0, count: size * size)
    let (count, flag) = (points.x.count, Int32(covariances ? 1 : 0))
    if dimension == 1 {
      ck_fisher_1([modes], weight, points.x, points.k, r, count, flag, &fisher)
    } else {
      ck_fisher_2([modes], weight, points.x, points.y, points.k, r, count, flag, &fisher)
    }
    return fisher
  }
}

func flat(_ sums: CKScoreSums) -> [Double] {
  [sums.old_mode, sums.new_mode].flatMap {
    [$0.zeroth, $0.first.0, $0.first.1, $0.second.0, $0.second.1, $0.second.2]
  }
}
