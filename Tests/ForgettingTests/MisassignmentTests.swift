import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Shares of samples that a pair of modes calls the other's, down to e^−300, against plain sums.
@Suite struct MisassignmentTests {
  /// E σ(log b − log a) by a fine sum over the line, in logarithms.
  private static func plain(_ mode: Gaussian, _ pair: Mixture) -> Double {
    func log(_ x: Double, _ gaussian: Gaussian, _ weight: Double) -> Double {
      let z = (x - gaussian.mean.x) / gaussian.scale.l11
      return weight - logOf(gaussian.scale.l11) - 0.5 * z * z
    }
    let weights = pair.logWeights
    let h = 0.002 * min(mode.scale.l11, pair.old.scale.l11, pair.new.scale.l11)
    let reach = 30 * mode.scale.l11
    let count = Int(2 * reach / h)
    var top = -Double.infinity
    var logs: [Double] = []
    for index in 0...count {
      let x = mode.mean.x - reach + Double(index) * h
      let a = log(x, pair.old, weights.old)
      let b = log(x, pair.new, weights.new)
      let value =
        log(x, mode, 0) + min(0, b - a) - log1p(exp(-abs(b - a)))
      logs.append(value)
      top = max(top, value)
    }
    var sum = 0.0
    for value in logs where value > top - 45 { sum += exp(value - top) }
    return sum * exp(top) * h / (2 * Double.pi).squareRoot()
  }
  private static func logOf(_ x: Double) -> Double { log(x) }

  /// Tied and untied, near and far: relative, not absolute.
  @Test func sharesHaveTheirDigits() {
    var random = SplitMix64(seed: 72)
    var smallest = 1.0
    for number in 0..<40 {
      let half = random.number(0.5...9)
      var pair = Mixture.line(random.number(0.01...0.99), -half, half)
      if number % 2 == 1 {
        pair.old.scale = CholeskyFactor(l11: random.number(0.5...2))
        pair.new.scale = CholeskyFactor(l11: random.number(0.5...2))
      }
      var mode = pair.old
      if number % 4 > 1 {
        mode.mean.x += random.number(-1...1)
        mode.scale = CholeskyFactor(l11: random.number(0.5...2))
      }
      let expected = Self.plain(mode, pair)
      let found = Misassignment(of: mode, by: pair).share
      smallest = min(smallest, expected)
      #expect(
        abs(found - expected) <= 1e-11 * expected, "case \(number): \(found), not \(expected)")
    }
    #expect(smallest < 1e-12)
  }

  /// The plane against the line: a second axis that tells nothing changes nothing, however it is turned.
  @Test func planeAgreesWithLine() {
    var random = SplitMix64(seed: 73)
    for number in 0..<12 {
      let half = random.number(1...6)
      let deviations = (random.number(0.5...2), random.number(0.5...2))
      let line = Mixture(
        dimension: 1, logitWeight: 0.3,
        old: Gaussian(mean: SIMD2(-half, 0), scale: CholeskyFactor(l11: deviations.0)),
        new: Gaussian(mean: SIMD2(half, 0), scale: CholeskyFactor(l11: deviations.1)))
      let expected = Misassignment(of: line.old, by: line).share
      let angle = random.number(0...3)
      func turned(_ mode: Gaussian) -> Gaussian {
        let c = cos(angle)
        let s = sin(angle)
        let d = mode.scale.l11 * mode.scale.l11
        // Rᵀ diag(d, 1) R.
        let (xx, xy, yy) = (c * c * d + s * s, c * s * (d - 1), s * s * d + c * c)
        let l11 = xx.squareRoot()
        let l21 = xy / l11
        return Gaussian(
          mean: mode.mean.x * SIMD2(c, s),
          scale: CholeskyFactor(l11: l11, l21: l21, l22: (yy - l21 * l21).squareRoot()))
      }
      let plane = Mixture(
        dimension: 2, logitWeight: 0.3, old: turned(line.old), new: turned(line.new))
      let found = Misassignment(of: plane.old, by: plane).share
      #expect(abs(found - expected) <= 1e-10 * expected, "case \(number): \(found) of \(expected)")
    }
  }

  /// The plane against the quadrature that all other integrals use.
  @Test func planeAgreesWithQuadrature() throws {
    var random = SplitMix64(seed: 74)
    for number in 0..<8 {
      let pair = random.mixture(dimension: 2, tied: false)
      let nodes = Nodes()
      let plan = try #require(
        nodes.plan(frame: Frame(for: pair), resolved: [pair], behaviours: [pair]))
      _ = nodes.lay(plan)
      var sum = 0.0
      var points: [SIMD2<Double>] = []
      for index in 0..<nodes.count { points.append(SIMD2(nodes.x[index], nodes.y[index])) }
      let old = pair.densities(at: points, ofMode: .old)
      let new = pair.densities(at: points, ofMode: .new)
      for index in 0..<nodes.count {
        let b = (1 - pair.oldWeight) * new[index]
        let total = b + pair.oldWeight * old[index]
        if total > 0 { sum += old[index] * b / total }
      }
      let expected = sum * nodes.weight
      let found = Misassignment(of: pair.old, by: pair).share
      #expect(abs(found - expected) <= 1e-11, "case \(number): \(found), not \(expected)")
    }
  }
}
