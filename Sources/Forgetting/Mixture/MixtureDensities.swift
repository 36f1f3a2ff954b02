import CKernel

/// Densities for plots: many points at once, through the same kernel as the integrals.
extension Mixture {
  /// Which component of two.
  public enum Mode: Sendable { case old, new }

  /// q(x) at points of a line (the first axis).
  public func densities(along xs: [Double]) -> [Double] {
    guard isPair else { return densities(at: xs.map { SIMD2($0, 0) }) }
    var kernel = kernelMixture
    let count = xs.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * max(1, count)) { scratch in
      [Double](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = count
        guard count > 0 else { return }
        let base = scratch.baseAddress!
        ck_densities_1(&kernel, xs, count, base, buffer.baseAddress!, base + count)
      }
    }
  }

  /// q(y) at points of the plane.
  public func densities(at points: [SIMD2<Double>]) -> [Double] {
    guard isPair else { return componentDensities(at: points) }
    var kernel = kernelMixture
    let count = points.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * max(1, count)) { scratch in
      [Double](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = count
        guard count > 0 else { return }
        let base = scratch.baseAddress!
        for (index, point) in points.enumerated() {
          base[index] = point.x
          base[count + index] = point.y
        }
        ck_densities_2(
          &kernel, base, base + count, count, base + 2 * count, buffer.baseAddress!,
          base + 3 * count)
      }
    }
  }

  /// The density of one mode alone, without its weight.
  public func densities(at points: [SIMD2<Double>], ofMode mode: Mode) -> [Double] {
    with(logitWeight: mode == .old ? .infinity : -.infinity).densities(at: points)
  }

  private func componentDensities(at points: [SIMD2<Double>]) -> [Double] {
    points.map { exponential(logDensity(at: $0)) }
  }
}
