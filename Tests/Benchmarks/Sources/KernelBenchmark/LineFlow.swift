import CKernel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The same flow where one dimension is enough: deviation 1, means on one line.
struct LineFlow {
  let x: [Double]
  let spacing: Double
  var logTarget: [Double]
  var logDensity: [Double]
  var density: [Double]
  var responsibility: [Double]
  var product: [Double]

  init(nodes: Int) {
    let spacing = 20.0 / Double(nodes - 1)
    self.spacing = spacing
    x = (0..<nodes).map { -9.5 + spacing * Double($0) }
    logTarget = [Double](repeating: 0, count: nodes)
    logDensity = logTarget
    density = logTarget
    responsibility = logTarget
    product = logTarget
    let target = Self.mixture([0, -2, 2])
    ck_densities_1([target], x, nodes, &logTarget, &density, &responsibility)
  }

  static func mixture(_ parameters: [Double]) -> CKMixture {
    let weight = 1 / (1 + exp(-parameters[0]))
    let common = -0.5 * log(2 * Double.pi)
    return CKMixture(
      old_mode: CKMode(
        mean: (parameters[1], 0), whitening: (1, 0, 0), log_scale: log(weight) + common),
      new_mode: CKMode(
        mean: (parameters[2], 0), whitening: (1, 0, 0), log_scale: log(1 - weight) + common))
  }

  mutating func gradient(_ parameters: [Double]) -> [Double] {
    var mixture = Self.mixture(parameters)
    var sums = CKScoreSums()
    ck_densities_1(&mixture, x, x.count, &logDensity, &density, &responsibility)
    ck_product_log_ratio(density, logDensity, logTarget, spacing, x.count, &product)
    ck_score_sums_1(&mixture, x, product, responsibility, x.count, 0, &sums)
    let weight = 1 / (1 + exp(-parameters[0]))
    let (old, new) = (sums.old_mode, sums.new_mode)
    return [
      old.zeroth - weight * (old.zeroth + new.zeroth), old.first.0, new.first.0,
    ]
  }
}
