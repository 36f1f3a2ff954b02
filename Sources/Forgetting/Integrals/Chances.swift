/// A number in (0, 1) for every sample of a batch, independent of where the sample lies: what decides whether an
/// answer is accepted or wins. Like samples they depend on seed, step and index alone.
final class Chances {
  private let values: UnsafeMutablePointer<Double>
  private let unused: UnsafeMutablePointer<Double>
  private let labels: UnsafeMutablePointer<UInt8>

  /// Samples have stream 0, surveys stream 1.
  private static let stream: UInt32 = 2
  private static let unit = Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 1))
  private static let normal = Mixture(
    dimension: 1, logitWeight: .infinity, old: unit, new: unit)

  init() {
    values = .allocate(capacity: Nodes.blockSize)
    unused = .allocate(capacity: Nodes.blockSize)
    labels = .allocate(capacity: Nodes.blockSize)
  }

  deinit {
    values.deallocate()
    unused.deallocate()
    labels.deallocate()
  }

  /// Those of samples number `range`, at most a block of them: Φ of normal numbers.
  func fill(_ range: Range<Int>, seed: UInt64, step: UInt64) -> UnsafePointer<Double> {
    let draws = Draws(of: Chances.normal, seed: seed, stream: Chances.stream, step: step)
    draws.fill(range, x: values, y: unused, labels: labels)
    let root = 0.5.squareRoot()
    for i in 0..<range.count {
      values[i] = 0.5 * complementaryErrorFunction(-root * values[i])
    }
    return UnsafePointer(values)
  }
}
