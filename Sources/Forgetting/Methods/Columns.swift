import CKernel

/// The method's arrays over all nodes, while they are being filled.
public struct Columns {
  let nodes: Nodes
  let base: UnsafeMutablePointer<Double>
  let stride: Int
  let scratch: Scratch

  /// Writes a mixture's log-density into one column and its density into another.
  func fill(logDensity: Int, density: Int? = nil, of mixture: Mixture) {
    var kernel = mixture.kernelMixture
    nodes.forEachBlock { start, count in
      nodes.densities(
        of: &kernel, start: start, count: count,
        logDensity: base + logDensity * stride + start,
        density: density.map { base + $0 * stride + start } ?? scratch.density,
        responsibility: scratch.responsibility)
    }
  }

  /// Multiplies a column by a number.
  func scale(_ column: Int, by factor: Double) {
    let values = base + column * stride
    for index in 0..<nodes.count { values[index] *= factor }
  }
}

/// Arrays of one block, reused for every block.
final class Scratch {
  let logDensity: UnsafeMutablePointer<Double>
  let density: UnsafeMutablePointer<Double>
  let responsibility: UnsafeMutablePointer<Double>
  let product: UnsafeMutablePointer<Double>
  private let base: UnsafeMutablePointer<Double>

  init() {
    base = .allocate(capacity: 4 * Nodes.blockSize)
    base.initialize(repeating: 0, count: 4 * Nodes.blockSize)
    logDensity = base
    density = base + Nodes.blockSize
    responsibility = base + 2 * Nodes.blockSize
    product = base + 3 * Nodes.blockSize
  }

  deinit { base.deallocate() }
}
