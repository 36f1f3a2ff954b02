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
      let mixture = KernelMixture.example(dimension)
      let points = KernelPoints(count: count, seed: 7)
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
      var mixture = KernelMixture.example(1)
      mixture.modes.old_mode.mean.0 = 0.25
      mixture.modes.new_mode.mean.0 = 0.25
      mixture.modes.old_mode.log_scale = -d
      mixture.modes.new_mode.log_scale = 0
      let found = mixture.densities(KernelPoints(x: [0.25], y: [0]))
      let (logDensity, responsibility) = (log1p(exp(-d)), exp(-d) / (1 + exp(-d)))
      // The second term is what one unit in the last place of d would change.
      let tolerance = 1e-15 + d.ulp
      #expect(abs(found.logDensity[0] / logDensity - 1) <= tolerance)
      #expect(abs(found.responsibility[0] / responsibility - 1) <= tolerance)
    }
  }

  @Test func aModeOfWeightZeroHasNoResponsibility() {
    let points = KernelPoints(count: 100, seed: 3)
    for dimension in [1, 2] {
      var mixture = KernelMixture.example(dimension)
      mixture.modes.old_mode.log_scale = -.infinity
      var found = mixture.densities(points)
      #expect(found.responsibility.allSatisfy { $0 == 0 })
      #expect(found.logDensity.allSatisfy { $0.isFinite })
      mixture = KernelMixture.example(dimension)
      mixture.modes.new_mode.log_scale = -.infinity
      found = mixture.densities(points)
      #expect(found.responsibility.allSatisfy { $0 == 1 })
      #expect(found.logDensity.allSatisfy { $0.isFinite })
    }
  }

  @Test func farOutPointsHaveFiniteLogDensities() {
    let mixture = KernelMixture.example(2)
    let points = KernelPoints(x: [1000, -1000, 800, 60, -59], y: [-1000, 1000, 3, 60, -58])
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
        let points = KernelPoints(x: coordinates.map { _ in x }, y: coordinates)
        let found = KernelMixture.example(dimension).densities(points)
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
      let mixture = KernelMixture.example(dimension)
      let points = KernelPoints(count: count, seed: 11)
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
      let mixture = KernelMixture.example(dimension)
      let points = KernelPoints(count: 333, seed: 5)
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
    let values = KernelPoints(count: 1003, seed: 13).x
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
      let points = KernelPoints(count: count, seed: 17)
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
        let mixture = KernelMixture.example(dimension)
        let points = KernelPoints(count: 77, seed: 19)
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
    let mixture = KernelMixture.example(2)
    let points = KernelPoints(count: 20, seed: 23)
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
