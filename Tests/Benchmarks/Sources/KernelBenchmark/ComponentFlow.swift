import CKernel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reverse KL on the line between mixtures of any number of components, deviation 1, means two apart.
struct ComponentFlow {
  let x: [Double]
  let spacing: Double
  let componentCount: Int
  var logTarget: [Double]
  var logDensity: [Double]
  var density: [Double]
  var product: [Double]
  var responsibility: [Double]

  init(nodes: Int, components: Int) {
    let width = 2 * Double(components) + 16
    let spacing = width / Double(nodes - 1)
    self.spacing = spacing
    componentCount = components
    x = (0..<nodes).map { -8 - Double(components) + spacing * Double($0) }
    logTarget = [Double](repeating: 0, count: nodes)
    logDensity = logTarget
    density = logTarget
    product = logTarget
    responsibility = [Double](repeating: 0, count: nodes * components)
    var target = mixture(offset: 0)
    ck_component_densities_1(&target, x, nodes, &logTarget, &density, &responsibility, nodes)
  }

  private func mixture(offset: Double) -> CKComponents {
    var mixture = CKComponents()
    mixture.count = componentCount
    let common = -0.5 * log(2 * Double.pi) - log(Double(componentCount))
    withUnsafeMutableBytes(of: &mixture.mode) { bytes in
      let modes = bytes.bindMemory(to: CKMode.self)
      for index in 0..<componentCount {
        let mean = 2 * Double(index) - Double(componentCount) + 1 + offset
        modes[index] = CKMode(mean: (mean, 0), whitening: (1, 0, 0), log_scale: common)
      }
    }
    return mixture
  }

  /// One gradient: densities, coefficients, sums.
  ///
  /// - Returns: the zeroth moment of the first component.
  mutating func gradient(offset: Double) -> Double {
    var mixture = mixture(offset: offset)
    var sums = CKComponentSums()
    ck_component_densities_1(
      &mixture, x, x.count, &logDensity, &density, &responsibility, x.count)
    ck_product_log_ratio(density, logDensity, logTarget, spacing, x.count, &product)
    ck_component_sums_1(
      &mixture, x, product, responsibility, x.count, x.count, 0, &sums)
    return sums.mode.0.zeroth
  }
}
