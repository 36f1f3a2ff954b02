import CKernel
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The C functions against the same formulas written one point at a time with the system's exp and
/// log. Tolerances are in units of the last place of the quantities that were added.
@Suite struct CKernelTests {
  // MARK: - Elementary functions

  @Test func expIsWithinOneAndAHalfUnits() {
    let points = stride(from: -707.0, through: 709, by: 0.0354000123).map { $0 }
    let worst = zip(apply(ck_exp, points), points.map { exp($0) }).map(units).max()!
    #expect(worst <= 1.5)
  }

  @Test func expAtItsEdges() {
    let points = [-Double.infinity, -1e300, -746, 0, -0.0, 709.78, 710, 1e300, .infinity, .nan]
    let values = apply(ck_exp, points)
    #expect(Array(values[0...4]) == [0, 0, 0, 1, 1])
    #expect(units(values[5], exp(709.78)) <= 2)
    #expect(Array(values[6...8]) == [.infinity, .infinity, .infinity])
    #expect(values[9].isNaN)
    // Gradual underflow: absolute error of at most two of the smallest numbers.
    let tiny = stride(from: -744.4, through: -708.4, by: 0.12).map { $0 }
    for (value, x) in zip(apply(ck_exp, tiny), tiny) {
      #expect(abs(value - exp(x)) <= 2 * .leastNonzeroMagnitude + 2 * exp(x).ulp)
    }
  }

  @Test func logIsWithinOneAndAHalfUnits() {
    let wide = stride(from: -700.0, through: 700, by: 0.07).map { exp($0) }
    let nearOne = stride(from: 0.5, through: 2.5, by: 1.0001e-4).map { $0 }
    let points = wide + nearOne + [0.7071067811865475, 1.4142135623730951, 1.nextUp, 1.nextDown]
    let worst = zip(apply(ck_log, points), points.map { log($0) }).map(units).max()!
    #expect(worst <= 1.5)
  }

  @Test func logAtItsEdges() {
    let points = [
      0, -0.0, 1, .infinity, .leastNonzeroMagnitude, Double.leastNormalMagnitude.nextDown,
      Double.greatestFiniteMagnitude, -1, .nan,
    ]
    let values = apply(ck_log, points)
    #expect(Array(values[0...3]) == [-.infinity, -.infinity, 0, .infinity])
    for i in 4...6 { #expect(units(values[i], log(points[i])) <= 1.5) }
    #expect(values[7].isNaN && values[8].isNaN)
  }

  // MARK: - Densities

  @Test(arguments: [0, 1, 7, 8, 9, 64, 110, 127, 128, 129, 512, 1000])
  func densitiesAgreeWithTheFormulaAtEveryLength(count: Int) {
    for dimension in [1, 2] {
      let mixture = Mixture.example(dimension)
      let points = Points(count: count, seed: 7)
      let found = mixture.densities(points)
      for i in 0..<count {
        let (logDensity, responsibility) = mixture.naive(points.x[i], points.y[i])
        let tolerance = 8 * max(1, abs(logDensity)).ulp
        #expect(abs(found.logDensity[i] - logDensity) <= tolerance)
        #expect(abs(found.density[i] - exp(logDensity)) <= 4 * tolerance * exp(logDensity))
        #expect(
          abs(found.responsibility[i] - responsibility) <= 64 * tolerance * responsibility)
      }
    }
  }

  /// At the common mean log q = log(1 + e^-d), which is all rounding error if formed as log(1 + e).
  @Test func logOfTheSumKeepsItsRelativeAccuracy() {
    for d in stride(from: 0.0, through: 700, by: 0.37) {
      var mixture = Mixture.example(1)
      mixture.modes.old_mode.mean.0 = 0.25
      mixture.modes.new_mode.mean.0 = 0.25
      mixture.modes.old_mode.log_scale = -d
      mixture.modes.new_mode.log_scale = 0
      let found = mixture.densities(Points(x: [0.25], y: [0]))
      let (logDensity, responsibility) = (log1p(exp(-d)), exp(-d) / (1 + exp(-d)))
      // The second term is what one unit in the last place of d would change.
      let tolerance = 1e-15 + d.ulp
      #expect(abs(found.logDensity[0] / logDensity - 1) <= tolerance)
      #expect(abs(found.responsibility[0] / responsibility - 1) <= tolerance)
    }
  }

  @Test func aModeOfWeightZeroHasNoResponsibility() {
    let points = Points(count: 100, seed: 3)
    for dimension in [1, 2] {
      var mixture = Mixture.example(dimension)
      mixture.modes.old_mode.log_scale = -.infinity
      var found = mixture.densities(points)
      #expect(found.responsibility.allSatisfy { $0 == 0 })
      #expect(found.logDensity.allSatisfy { $0.isFinite })
      mixture = Mixture.example(dimension)
      mixture.modes.new_mode.log_scale = -.infinity
      found = mixture.densities(points)
      #expect(found.responsibility.allSatisfy { $0 == 1 })
      #expect(found.logDensity.allSatisfy { $0.isFinite })
    }
  }

  @Test func farOutPointsHaveFiniteLogDensities() {
    let mixture = Mixture.example(2)
    let points = Points(x: [1000, -1000, 800, 60, -59], y: [-1000, 1000, 3, 60, -58])
    let found = mixture.densities(points)
    for i in 0..<points.x.count {
      let (logDensity, responsibility) = mixture.naive(points.x[i], points.y[i])
      #expect(abs(found.logDensity[i] - logDensity) <= 8 * abs(logDensity).ulp)
      #expect(found.density[i] == 0)
      // Its exponent is a difference of numbers like log q.
      let tolerance = 16 * abs(logDensity).ulp
      #expect(abs(found.responsibility[i] - responsibility) <= tolerance)
    }
  }

  @Test func noFiniteInputGivesNaN() {
    let coordinates = [0, 1e-300, -1e8, 1e100, 1e160, -1e160, 1e300, -1e300]
    for dimension in [1, 2] {
      for x in coordinates {
        let points = Points(x: coordinates.map { _ in x }, y: coordinates)
        let found = Mixture.example(dimension).densities(points)
        #expect(found.logDensity.allSatisfy { $0.isFinite })
        #expect(found.density.allSatisfy { $0 >= 0 })
        #expect(found.responsibility.allSatisfy { (0...1).contains($0) })
      }
    }
  }

  // MARK: - Sums

  @Test(arguments: [0, 1, 7, 8, 110, 512, 1003])
  func scoreSumsAgreeWithTheFormula(count: Int) {
    for dimension in [1, 2] {
      let mixture = Mixture.example(dimension)
      let points = Points(count: count, seed: 11)
      let r = mixture.densities(points).responsibility
      let found = flat(mixture.scoreSums(points, r, second: true))
      let expected = mixture.naiveScoreSums(points, r)
      for (value, sum) in zip(found, expected) {
        #expect(abs(value - sum.value) <= 1e-13 * max(1, sum.magnitude))
      }
    }
  }

  @Test func firstMomentsDoNotDependOnWhetherSecondMomentsAreAsked() {
    for dimension in [1, 2] {
      let mixture = Mixture.example(dimension)
      let points = Points(count: 333, seed: 5)
      let r = mixture.densities(points).responsibility
      let with = mixture.scoreSums(points, r, second: true)
      let without = mixture.scoreSums(points, r, second: false)
      #expect(with.old_mode.first == without.old_mode.first)
      #expect(with.new_mode.first == without.new_mode.first)
      #expect(with.old_mode.zeroth == without.old_mode.zeroth)
      #expect(without.old_mode.second == (0, 0, 0) && without.new_mode.second == (0, 0, 0))
    }
  }

  /// The same numbers at another address give the same bits.
  @Test func theOrderOfAdditionDependsOnTheLengthAlone() {
    let values = Points(count: 1003, seed: 13).x
    for offset in 1...9 {
      let moved = [Double](repeating: 1, count: offset) + values
      moved.withUnsafeBufferPointer { buffer in
        let start = buffer.baseAddress! + offset
        #expect(ck_sum(start, values.count) == ck_sum(values, values.count))
        #expect(ck_dot(start, start, values.count) == ck_dot(values, values, values.count))
      }
    }
  }

  @Test func plainSumsAgreeAtEveryLength() {
    for count in 0...50 {
      let points = Points(count: count, seed: 17)
      let sum = points.x.reduce(0, +)
      let dot = zip(points.x, points.y).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(ck_sum(points.x, count) - sum) <= 1e-13)
      #expect(abs(ck_dot(points.x, points.y, count) - dot) <= 1e-12)
      var k = [Double](repeating: 0, count: count)
      ck_product_log_ratio(points.x, points.y, points.k, 0.5, count, &k)
      for i in 0..<count {
        #expect(k[i] == 0.5 * points.x[i] * (points.y[i] - points.k[i]))
      }
    }
  }

  // MARK: - Fisher information

  @Test func fisherInformationIsTheSumOfProductsOfScores() {
    for dimension in [1, 2] {
      for covariances in [false, true] {
        let mixture = Mixture.example(dimension)
        let points = Points(count: 77, seed: 19)
        let r = mixture.densities(points).responsibility
        let found = mixture.fisher(points, r, covariances: covariances)
        let size = mixture.scores(0, 0, covariances: covariances).count
        var expected = [Double](repeating: 0, count: size * size)
        for i in 0..<points.x.count {
          let s = mixture.scores(points.x[i], points.y[i], covariances: covariances)
          for row in 0..<size {
            for column in 0..<size {
              expected[row * size + column] += points.k[i] * s[row] * s[column]
            }
          }
        }
        // The scores come from differences of log q: 1e-9 of their size.
        let scale = (0..<size).map { abs(expected[$0 * size + $0]) }.max()! + 1
        for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 2e-8 * scale) }
        for row in 0..<size {
          for column in 0..<row {
            #expect(found[row * size + column] == found[column * size + row])
          }
        }
      }
    }
  }

  @Test func everyFunctionAddsToWhatIsThere() {
    let mixture = Mixture.example(2)
    let points = Points(count: 20, seed: 23)
    let r = mixture.densities(points).responsibility
    var twice = [Double](repeating: 0, count: 121)
    var sums = CKScoreSums()
    for _ in 0..<2 {
      ck_fisher_2(
        [mixture.modes], mixture.weight, points.x, points.y, points.k, r, 20, 1, &twice)
      ck_score_sums_2([mixture.modes], points.x, points.y, points.k, r, 20, 1, &sums)
    }
    #expect(twice == mixture.fisher(points, r, covariances: true).map { 2 * $0 })
    #expect(flat(sums) == flat(mixture.scoreSums(points, r, second: true)).map { 2 * $0 })
  }

  @Test func theProcessorHasAName() {
    #expect(["avx512", "avx2", "baseline"].contains(String(cString: ck_processor())))
  }
}

// MARK: - The formulas, one point at a time

private struct Points {
  var x: [Double]
  var y: [Double]
  var k: [Double]

  init(x: [Double], y: [Double]) {
    self.x = x
    self.y = y
    k = x.map { _ in 1 }
  }

  /// Coordinates in [-5, 5), weights in [-1, 1), from a linear congruential sequence.
  init(count: Int, seed: UInt64) {
    var state = seed
    func draw() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    x = []
    y = []
    k = []
    for _ in 0..<count {
      x.append(10 * draw() - 5)
      y.append(10 * draw() - 5)
      k.append(2 * draw() - 1)
    }
  }
}

/// A mixture by its parameters: weight, means and log-Cholesky entries, in the order of the scores.
private struct Mixture {
  let dimension: Int
  let weight: Double
  let parameters: [Double]
  var modes: CKMixture

  static func example(_ dimension: Int) -> Mixture {
    Mixture(
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
        return Mixture(parameters: moved).naive(x, y).logDensity
      }
      // Fourth order.
      return (8 * (logDensity(1) - logDensity(-1)) - (logDensity(2) - logDensity(-2)))
        / (12 * step)
    }
  }

  func densities(_ points: Points)
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

  func scoreSums(_ points: Points, _ r: [Double], second: Bool) -> CKScoreSums {
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
  func naiveScoreSums(_ points: Points, _ r: [Double]) -> [(value: Double, magnitude: Double)] {
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

  func fisher(_ points: Points, _ r: [Double], covariances: Bool) -> [Double] {
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

private func flat(_ sums: CKScoreSums) -> [Double] {
  [sums.old_mode, sums.new_mode].flatMap {
    [$0.zeroth, $0.first.0, $0.first.1, $0.second.0, $0.second.1, $0.second.2]
  }
}

private func apply(
  _ function: (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Void,
  _ points: [Double]
) -> [Double] {
  var result = points
  function(points, &result, points.count)
  return result
}

/// The difference in units in the last place of the expected value.
private func units(_ value: Double, _ expected: Double) -> Double {
  abs(value - expected) / expected.ulp
}
