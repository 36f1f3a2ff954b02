import SeededNumbers
import Testing

@testable import Forgetting
@testable import Measured

/// The data's own spread: of each series, of what is rounded, and of means of neighbours.
@Suite struct FitSpreadTests {
  /// A log of forward KL's own curves.
  ///
  /// - Parameters:
  ///   - noise: of kept and of learned, as shares of mass.
  ///   - digits: of the scores, behind the point.
  private static func run(
    _ noise: (old: Double, new: Double), seed: UInt64, count: Int = 20, digits: Int? = nil
  ) throws -> MeasuredRun {
    var scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-2], spread: Spread(deviation: [1])),
        new: ModeSettings(mean: [2])),
      start: MixtureSettings(oldWeight: 0.75, new: ModeSettings(mean: [1])),
      lanes: [LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0.1]))])
    scenario.clock.integrator = .dormandPrince
    scenario.clock.tolerance = 1e-9
    let times = (0...count).map { Double($0) * 20 / Double(count) }
    let curves = try #require(FitCurves()(scenario, at: times))
    var generator = SplitMix64(seed: seed)
    func normal() -> Double {
      (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
    func text(_ score: Double) -> String {
      guard let digits else { return "\(score)" }
      let scale = (0..<digits).reduce(1.0) { value, _ in value * 10 }
      return "\((score * scale).rounded() / scale)"
    }
    var log = "step,old,new\n"
    for (index, time) in times.enumerated() {
      let old = 0.25 + 0.47 * (curves.kept[index] + noise.old * normal())
      let new = 0.31 + 0.55 * (curves.learned[index] + noise.new * normal())
      log += "\(time * 50),\(text(old)),\(text(new))\n"
    }
    return try Logs.run(text: log) {
      $0.chance = 0.25
      $0.ceiling = 0.86
    }
  }

  private static func fit(_ run: MeasuredRun) throws -> (fit: Fit, method: MethodFit) {
    let fit = try Fit(run, methods: ["forward-kl"], jobs: 1, intervals: false)
    return (fit, try #require(fit.methods.first))
  }

  /// A benchmark of ten thousand questions beside one of two hundred: the method's own curves fit.
  @Test(arguments: [(0.003, 0.03), (0.03, 0.003)])
  func seriesHaveSpreadsOfTheirOwn(old: Double, new: Double) throws {
    for seed in UInt64(1)...6 {
      let (fit, method) = try Self.fit(try Self.run((old, new), seed: seed))
      #expect(method.fits == true, "\(seed): \(method.rms) \(fit.spread ?? 0)")
      let spreads = try #require(fit.spreads, "\(seed)")
      #expect((0.3...3).contains(spreads.kept / old), "\(spreads)")
      #expect((0.3...3).contains(spreads.learned / new), "\(spreads)")
      #expect(abs(method.estimates[0].value - 0.75) < 0.1, "\(method.estimates[0].value)")
    }
  }

  /// What differs by luck alone is not told apart.
  @Test func equalNoiseIsOneSpread() throws {
    for seed in UInt64(1)...6 {
      let data = FitData(try Self.run((0.01, 0.01), seed: seed))
      #expect(data.spreads == nil && data.kept.allSatisfy { $0.weight == 1 }, "\(seed)")
      #expect((0.005...0.02).contains(data.spread ?? 0))
    }
  }

  /// Of a plateau in two digits the spread is that of rounding, and not nothing.
  @Test func roundingIsNoise() throws {
    let run = try Self.run((0, 0), seed: 1, digits: 2)
    let (fit, method) = try Self.fit(run)
    #expect(method.fits == true, "\(method.rms)")
    #expect((0.005...0.02).contains(fit.spread ?? 0), "\(fit.spread ?? 0)")
  }

  /// A series that stands still says nothing; where both do, nothing is known.
  @Test func whatDoesNotMoveTellsNoSpread() throws {
    func spread(_ old: (Int) -> Double, _ new: (Int) -> Double) throws -> Double? {
      let rows = (0...20).map { "\($0),\(old($0)),\(new($0))\n" }
      return FitData(try Logs.run(text: "step,old,new\n" + rows.joined()) { $0.ceiling = 0.9 })
        .spread
    }
    #expect(try spread({ _ in 0.7 }, { _ in 0.3 }) == nil)
    let one = try #require(try spread({ _ in 0.7 }, { 0.3 + ($0 % 2 == 0 ? 0.0123 : -0.0171) }))
    #expect((0.01...0.1).contains(one), "\(one)")
  }

  /// Two series that stand still are as near to every method that does nothing.
  @Test func whatDoesNotMoveTellsNoMethod() throws {
    let rows = (0...9).map { "\($0),0.7,0.3\n" }
    let run = try Logs.run(text: "step,old,new\n" + rows.joined()) { $0.ceiling = 0.9 }
    let fit = try Fit(run, methods: ["forward-kl", "reverse-kl"], jobs: 1)
    #expect(fit.methods.allSatisfy { $0.estimates.allSatisfy { $0.interval == nil } })
    #expect(fit.standsStill && fit.methods.count == 2 && fit.alike.count == 2)
    #expect(try !Self.fit(try Self.run((0.01, 0.01), seed: 1)).fit.standsStill)
  }

  /// Forty rows that are taken together have a sixth of their noise: a log that no method draws stays so.
  @Test func meansHaveTheirOwnSpread() throws {
    let run = try Self.run((0.1, 0.1), seed: 1, count: 4800)
    let (fit, method) = try Self.fit(run)
    #expect(method.fits == true)
    #expect((0.008...0.032).contains(fit.spread ?? 0), "\(fit.spread ?? 0)")
    // Half of it comes back at the end.
    var generator = SplitMix64(seed: 2)
    let rows = (0...4800).map { row in
      let kept = row < 1200 ? 1.0 : row < 3000 ? 0.3 : 0.65
      let noise = Double.random(in: -0.08...0.08, using: &generator)
      return
        "\(row),\(0.25 + 0.47 * kept + noise),\(0.3 + 0.5 * min(1, Double(row) / 900) + noise)\n"
    }
    let odd = try Logs.run(text: "step,old,new\n" + rows.joined()) {
      $0.chance = 0.25
      $0.ceiling = 0.9
    }
    #expect(try Self.fit(odd).method.fits == false)
  }

  /// No criterion tells methods apart of which none fits.
  @Test func refutedMethodsAreNotRanked() throws {
    let run = try Self.run((0.01, 0.01), seed: 3)
    var fit = try Fit(run, methods: ["forward-kl"], jobs: 1, intervals: false)
    #expect(fit.alike.map(\.method) == ["forward-kl"])
    fit.methods[0].fits = nil
    #expect(fit.alike.count == 1)
    fit.methods[0].fits = false
    #expect(fit.alike.isEmpty)
  }

  @Test func resolutions() {
    func step(_ values: [Double]) -> Double { ShareResolution.step(of: values) }
    #expect(abs(step([0.72, 0.5, 0.31, 0.3, 0.3]) - 0.01) < 1e-12)
    // Of 200 questions, and in single precision.
    #expect(abs(step([31, 47, 80, 81, 130].map { $0 / 200 }) - 0.005) < 1e-12)
    #expect(abs(step([0.72, 0.55, 0.31, 0.30].map { Double(Float($0)) }) - 0.01) < 1e-6)
    #expect(step([0.5, 0.5]) == 0 && step([]) == 0)
    var generator = SplitMix64(seed: 1)
    for _ in 0..<50 {
      let values = (0..<8).map { _ in Double.random(in: 0...1, using: &generator) }
      #expect(step(values) == 0, "\(values)")
    }
  }
}
