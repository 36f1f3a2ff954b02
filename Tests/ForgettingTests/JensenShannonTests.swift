import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// log(q/m) is singular where p + q = 0, across the two mixtures: untied and far apart.
@Suite struct JensenShannonTests {
  /// ∫ ½ q log(q/m) ∇log q by 100 steps per deviation, written without the kernel.
  private static func fine(_ p: Mixture, _ q: Mixture) -> [Double] {
    let deviations = [p.old, p.new, q.old, q.new].map(\.scale.l11)
    let h = 0.01 * deviations.min()!
    let low = min(q.old.mean.x, q.new.mean.x) - 9.5 * deviations.max()!
    let high = max(q.old.mean.x, q.new.mean.x) + 9.5 * deviations.max()!
    func log(_ x: Double, _ mode: Gaussian, _ weight: Double) -> Double {
      let z = (x - mode.mean.x) / mode.scale.l11
      return weight - logarithm(mode.scale.l11) - 0.5 * z * z - 0.5 * logTwoPi
    }
    let target = p.logWeights
    let model = q.logWeights
    var result = [0.0, 0, 0]
    for index in 0...Int((high - low) / h) {
      let x = low + Double(index) * h
      let old = log(x, q.old, model.old)
      let logModel = logSum(old, log(x, q.new, model.new))
      guard logModel > -45 else { continue }
      let logTarget = logSum(log(x, p.old, target.old), log(x, p.new, target.new))
      let k =
        0.5 * exp(logModel)
        * (logModel - logSum(logModel, logTarget) + 0.6931471805599453)
      let r = exp(old - logModel)
      result[0] += h * k * (r - q.oldWeight)
      result[1] += h * k * r * (x - q.old.mean.x) / (q.old.scale.l11 * q.old.scale.l11)
      result[2] += h * k * (1 - r) * (x - q.new.mean.x) / (q.new.scale.l11 * q.new.scale.l11)
    }
    return result
  }

  private static func error(_ p: Mixture, _ q: Mixture) -> (mixture: Double, teacher: Double) {
    let expected = fine(p, q)
    let integral = PopulationIntegral()
    func worst(_ settings: MethodSettings, _ problem: Problem) throws -> Double {
      let method = try MethodCatalogue.method(for: settings, at: "lane")
      integral.bind(method, problem: problem, model: q, preserved: false)
      let found = integral.gradient(of: q, teacher: problem.teacher)
      return zip([found.weight, found.oldMean.x, found.newMean.x], expected).map {
        abs($0 - $1) / max(1, abs($1))
      }.max()!
    }
    do {
      return (
        try worst(MethodSettings("jensen-shannon"), Problem(p)),
        try worst(
          MethodSettings("sdft", choices: ["direction": "jsd"]),
          Problem(target: p, reference: p, teacher: p))
      )
    } catch { return (.infinity, .infinity) }
  }

  private static func line(
    _ weight: Double, _ old: (Double, Double), _ new: (Double, Double)
  ) -> Mixture {
    Mixture(
      dimension: 1, logitWeight: logit(weight),
      old: Gaussian(mean: SIMD2(old.0, 0), scale: CholeskyFactor(l11: old.1)),
      new: Gaussian(mean: SIMD2(new.0, 0), scale: CholeskyFactor(l11: new.1)))
  }

  /// A case found from outside, with a gradient computed elsewhere.
  @Test func untiedCase() throws {
    let p = Self.line(0.616, (-13.7735, 0.728), (13.7735, 0.755))
    let q = Self.line(0.603, (-12.937, 0.533), (10.112, 0.342))
    let integral = PopulationIntegral()
    integral.bind(
      try MethodCatalogue.method(for: MethodSettings("jensen-shannon"), at: "lane"),
      problem: Problem(p), model: q)
    let found = integral.gradient(of: q)
    let expected = [-0.0580458108920049, 0.207049111775446, -0.00165757237737435]
    for (a, b) in zip([found.weight, found.oldMean.x, found.newMean.x], expected) {
      #expect(abs(a - b) <= 1e-11, "\(a), not \(b)")
    }
  }

  @Test func farUntiedCases() {
    var random = SplitMix64(seed: 75)
    for number in 0..<130 {
      let half = random.number(4...14)
      func mixture(_ spread: Double) -> Mixture {
        Self.line(
          random.number(0.05...0.95),
          (-half + random.number(-spread...spread), random.number(0.3...1.2)),
          (half + random.number(-spread...spread), random.number(0.3...1.2)))
      }
      let (p, q) = (mixture(0), mixture(4))
      let error = Self.error(p, q)
      #expect(error.mixture <= 1e-9, "case \(number): JS off by \(error.mixture)")
      #expect(error.teacher <= 1e-9, "case \(number): jsd off by \(error.teacher)")
    }
  }
}
