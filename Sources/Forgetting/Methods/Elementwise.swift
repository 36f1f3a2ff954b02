import CKernel

/// Elementwise steps that several methods share, over a block, with room of their own. All in log
/// space where densities may underflow; vectorised through the kernel's exp and log.
struct Elementwise {
  static let arrayCount = 3
  let base: UnsafeMutablePointer<Double>
  let stride: Int

  var first: UnsafeMutablePointer<Double> { base }
  var second: UnsafeMutablePointer<Double> { base + stride }
  /// For the caller's own use: the functions below leave it alone.
  var third: UnsafeMutablePointer<Double> { base + 2 * stride }

  /// out = a − log((eᵃ + eᵇ)/2): the logarithm of a density to its mean with another.
  ///
  /// −log((1 + e^{b−a})/2), with the larger exponent taken out so that nothing overflows.
  func logRatioToMean(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<count { first[i] = -abs(b[i] - a[i]) }
    ck_exp(first, second, count)
    for i in 0..<count { second[i] = 1 + second[i] }
    ck_log(second, first, count)
    for i in 0..<count { out[i] = logTwo - max(b[i] - a[i], 0) - first[i] }
  }

  /// out = log(eᵃ + eᵇ).
  func logSum(
    _ a: UnsafePointer<Double>, _ b: Double, _ count: Int, _ out: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<count { first[i] = -abs(a[i] - b) }
    ck_exp(first, second, count)
    for i in 0..<count { second[i] = 1 + second[i] }
    ck_log(second, first, count)
    for i in 0..<count { out[i] = max(a[i], b) + first[i] }
  }

  /// out = eᵗ − 1 without cancellation, by Kahan's (u − 1) t / log u with u = eᵗ.
  func expMinusOne(
    _ t: UnsafePointer<Double>, _ count: Int, _ out: UnsafeMutablePointer<Double>
  ) {
    ck_exp(t, first, count)
    ck_log(first, second, count)
    for i in 0..<count {
      let u = first[i]
      let isSmall = abs(t[i]) < 1
      out[i] = !isSmall ? u - 1 : u == 1 ? t[i] : (u - 1) * t[i] / second[i]
    }
  }
}

/// log 2.
let logTwo = 0.69314718055994530941723212145818
