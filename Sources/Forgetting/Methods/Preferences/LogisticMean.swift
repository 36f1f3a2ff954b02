import CKernel

/// x ↦ E σ(x − z), the mean over a weighted set of z, as a sum of Chebyshev polynomials: what a preference
/// loss needs of every other answer, without looking at every pair.
///
/// σ has its poles πi from the real line, so on an interval of length R some 5 R coefficients give twelve
/// digits. They stand in room of the caller's, `largestOrder` numbers.
struct LogisticMean: Hashable, Sendable {
  static let largestOrder = Nodes.blockSize

  private var order = 0
  private var center = 0.0
  private var halfWidth = 1.0

  init() {}

  /// Finds the coefficients.
  ///
  /// - Parameters:
  ///   - z: the set, times `scale`.
  ///   - weights: one per z, adding up to 1 when multiplied by `weight`; what has hardly any is not
  ///     looked at.
  ///   - accuracy: how many of the twelve digits are wanted.
  ///   - coefficients: where they are written.
  init(
    _ z: UnsafePointer<Double>, times scale: Double, weights: UnsafePointer<Double>,
    weight: Double, count: Int, accuracy: IntegralAccuracy, workspace: Elementwise,
    coefficients: UnsafeMutablePointer<Double>
  ) {
    var largest = 0.0
    for i in 0..<count { largest = max(largest, weights[i]) }
    var low = Double.infinity
    var high = -Double.infinity
    // With half of the digits half of the logarithm.
    let least = largest * power(1e-16, 1 / accuracy.spacing)
    for i in 0..<count where weights[i] > least {
      low = min(low, scale * z[i])
      high = max(high, scale * z[i])
    }
    // A model that is not finite any more is the lane's affair.
    guard low <= high, (high - low).isFinite else { return }
    center = 0.5 * (low + high)
    halfWidth = max(0.5 * (high - low), 1e-3)
    let wanted = 24 + Int((5 * (high - low)).rounded(.up))
    order = min(Self.largestOrder, Int((Double(wanted) / accuracy.spacing).rounded(.up)))
    coefficients.update(repeating: 0, count: order)
    var start = 0
    while start < count {
      let size = min(Nodes.blockSize, count - start)
      addMeans(z + start, scale, weights + start, size, workspace, coefficients)
      start += size
    }
    workspace.first.update(from: coefficients, count: order)
    coefficients.update(repeating: 0, count: order)
    addPolynomials(workspace.first, weight, coefficients)
  }

  /// The j-th Chebyshev point, in [−1, 1].
  private func point(_ j: Int) -> Double {
    cosine(Double.pi * (Double(j) + 0.5) / Double(order))
  }

  /// Adds Σ w σ(x − z) at every Chebyshev point: with E = e^(z − c) the terms are w / (1 + E e^(c − x)), and
  /// one exponential serves all points.
  private func addMeans(
    _ z: UnsafePointer<Double>, _ scale: Double, _ weights: UnsafePointer<Double>, _ count: Int,
    _ workspace: Elementwise, _ sums: UnsafeMutablePointer<Double>
  ) {
    let e = workspace.second
    let share = workspace.first
    // Beyond, e^z and e^−x would leave the numbers that there are; nothing is left of σ there.
    let reach = min(halfWidth, 340)
    // What has hardly any weight may lie outside.
    for i in 0..<count { e[i] = min(reach, max(-reach, scale * z[i] - center)) }
    ck_exp(e, e, count)
    for j in 0..<order {
      let factor = exponential(-min(reach, max(-reach, halfWidth * point(j))))
      for i in 0..<count { share[i] = 1 / (1 + e[i] * factor) }
      sums[j] += ck_dot(weights, share, count)
    }
  }

  /// Adds up the polynomials' coefficients from the means at the points, eight points at once.
  private func addPolynomials(
    _ means: UnsafePointer<Double>, _ weight: Double, _ coefficients: UnsafeMutablePointer<Double>
  ) {
    var j = 0
    while j < order {
      var u = SIMD8<Double>(repeating: 0)
      var value = u
      for lane in 0..<min(8, order - j) {
        u[lane] = point(j + lane)
        value[lane] = weight * means[j + lane]
      }
      let twice = u + u
      var before = SIMD8<Double>(repeating: 1)
      var now = u
      coefficients[0] += value.sum()
      for k in 1..<order {
        coefficients[k] += (value * now).sum()
        (before, now) = (now, twice * now - before)
      }
      j += 8
    }
    for k in 0..<order { coefficients[k] *= (k == 0 ? 1 : 2) / Double(order) }
  }

  /// The mean at values, times `scale`, each moved into the interval.
  func evaluate(
    _ values: UnsafePointer<Double>, times scale: Double, count: Int,
    coefficients: UnsafePointer<Double>, out: UnsafeMutablePointer<Double>
  ) {
    var i = 0
    while i < count {
      // Clenshaw's recurrence for eight values at once.
      let size = min(8, count - i)
      var u = SIMD8<Double>(repeating: 0)
      for lane in 0..<size {
        u[lane] = min(1, max(-1, (scale * values[i + lane] - center) / halfWidth))
      }
      let twice = u + u
      var now = SIMD8<Double>(repeating: 0)
      var after = now
      var k = order - 1
      while k > 0 {
        (now, after) = (twice * now - after + coefficients[k], now)
        k -= 1
      }
      let result = u * now - after + (order > 0 ? coefficients[0] : 0)
      for lane in 0..<size { out[i + lane] = result[lane] }
      i += size
    }
  }
}
