import SeededNumbers
import Testing

@testable import Forgetting
@testable import Measured

/// Fits to logs whose truth is known.
@Suite struct FitTests {
  /// A log of a method's run with noise, as somebody would have measured it.
  ///
  /// - Parameter numbers: of the method.
  static func run(
    _ method: String, _ numbers: [String: Double] = [:], oldWeight: Double = 0.8,
    newError: Double = 1.5, separation: Double = 4, noise: Double, seed: UInt64, count: Int = 20,
    stepsPerTime: Double = 50
  ) throws -> MeasuredRun {
    let half = separation / 2
    var scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-half], spread: Spread(deviation: [1])),
        new: ModeSettings(mean: [half])),
      start: MixtureSettings(oldWeight: oldWeight, new: ModeSettings(mean: [half - newError])),
      lanes: [LaneSettings(method: MethodSettings(method, numbers: numbers))])
    scenario.clock.integrator = .dormandPrince
    scenario.clock.tolerance = 1e-9
    let times = (0...count).map { Double($0) * 20 / Double(count) }
    let curves = try #require(FitCurves()(scenario, at: times))
    var generator = SplitMix64(seed: seed)
    func normal() -> Double {
      // Twelve uniform numbers: near enough for a noise that nobody knows.
      (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
    var text = "step,old,new\n"
    for (index, time) in times.enumerated() {
      let old = 0.25 + 0.5 * curves.kept[index] + 0.5 * noise * normal()
      let new = 0.3 + 0.6 * curves.learned[index] + 0.6 * noise * normal()
      text += "\(time * stepsPerTime),\(old),\(new)\n"
    }
    return try Logs.run(text: text) {
      $0.chance = 0.25
      $0.ceiling = 0.9
    }
  }

  /// The truth of every parameter by its name.
  private static func truth(_ name: String, _ numbers: [String: Double]) -> Double {
    switch name {
    case "start.oldWeight": 0.8
    case FitParameter.newError: 1.5
    case "target.separation": 4
    case FitParameter.stepsPerTime: 50
    default: numbers[name] ?? .nan
    }
  }

  /// Without noise the truth is found.
  @Test func exactDataAreFitted() throws {
    let run = try Self.run("forward-kl", ["replay": 0.1], noise: 0, seed: 1)
    let fit = try Fit(run, methods: ["forward-kl"], jobs: 1)
    let found = try #require(fit.methods.first)
    #expect(found.rms < 1e-4, "\(found.rms)")
    for estimate in found.estimates {
      let truth = Self.truth(estimate.parameter.name, ["replay": 0.1])
      #expect(
        abs(estimate.value - truth) < 0.02 * truth, "\(estimate.parameter.name) \(estimate.value)")
    }
  }

  /// With noise the intervals hold the truth, as often as they should within what so few draws tell.
  @Test func intervalsHoldTheTruth() throws {
    var inside = 0
    var all = 0
    for seed in UInt64(1)...4 {
      let run = try Self.run("forward-kl", ["replay": 0.1], noise: 0.01, seed: seed)
      let fit = try Fit(run, methods: ["forward-kl"], jobs: 1)
      let found = try #require(fit.methods.first)
      #expect(found.fits == true)
      #expect(abs(found.rms - 0.01) < 0.004, "\(found.rms)")
      for estimate in found.estimates {
        let truth = Self.truth(estimate.parameter.name, ["replay": 0.1])
        all += 1
        let interval = try #require(estimate.interval)
        if interval.contains(truth) { inside += 1 }
        #expect(interval.contains(estimate.value))
      }
    }
    #expect(inside >= all * 3 / 4, "\(inside) of \(all)")
  }

  /// A method that keeps everything is no picture of a log that loses half.
  @Test func whatDoesNotFitIsSaid() throws {
    let run = try Self.run("forward-kl", noise: 0.01, seed: 3)
    let fit = try Fit(run, methods: ["reverse-kl", "forward-kl"], jobs: 2)
    #expect(fit.methods.map(\.method) == ["forward-kl", "reverse-kl"])
    #expect(fit.methods.map(\.fits) == [true, false])
    #expect(fit.alike.map(\.method) == ["forward-kl"])
  }

  /// As many as have nearly all of Akaike's weights, and at least those within 2.
  @Test func theBestByLuckIsNotTold() throws {
    let run = try Self.run("forward-kl", noise: 0.01, seed: 3)
    var fit = try Fit(run, methods: ["forward-kl"], jobs: 1, intervals: false)
    let one = fit.methods[0]
    func alike(_ criteria: [Double]) -> Int {
      fit.methods = criteria.map {
        var other = one
        other.aic = $0 - 100
        return other
      }
      return fit.alike.count
    }
    #expect(alike([0]) == 1 && alike([0, 20]) == 1)
    #expect(alike([0, 1, 3, 4, 12]) == 4)
    #expect(alike([0, 1.9, 1.9, 9, 9]) == 3)
  }

  /// Where noise is all that there is to see, no interval has an end.
  @Test func whatTheDataDoNotTellIsSaid() throws {
    let run = try Self.run("reverse-kl", noise: 0.15, seed: 5)
    let fit = try Fit(run, methods: ["reverse-kl"], jobs: 1)
    let found = try #require(fit.methods.first)
    #expect(found.fits == true)
    #expect(found.estimates.contains { $0.isIdentified == false })
  }

  /// A valley that nearly the whole range belongs to: no interval may end where a walk got stuck.
  @Test func longValleysAreWalked() throws {
    let run = try Self.run("reverse-kl", noise: 0.03, seed: 2)
    let found = try #require(try Fit(run, methods: ["reverse-kl"], jobs: 1).methods.first)
    for estimate in found.estimates {
      let truth = Self.truth(estimate.parameter.name, [:])
      let interval = try #require(estimate.interval)
      #expect(interval.contains(truth), "\(estimate.parameter.name) \(interval)")
    }
  }

  /// A log of reverse KL (β₀ = 0.85, new error 0.8, δ = 2.5, 20 steps a unit of time) with a second valley at β₀ = 0.4,
  /// which is less deep and has most starts.
  @Test func otherValleysAreLookedFor() throws {
    let old = [
      0.72570, 0.71987, 0.71536, 0.71652, 0.72032, 0.71442, 0.70694, 0.71080,
      0.70905, 0.71920, 0.70443, 0.70995, 0.71081, 0.71115, 0.71088, 0.70554,
      0.70329, 0.71756, 0.71869, 0.71846, 0.71903,
    ]
    let new = [
      0.31373, 0.36253, 0.40568, 0.44998, 0.48917, 0.53259, 0.56559, 0.62452,
      0.64899, 0.68560, 0.70696, 0.73712, 0.75447, 0.76513, 0.77974, 0.78587,
      0.79350, 0.80301, 0.81264, 0.81781, 0.82855,
    ]
    let rows = old.indices.map { "\($0 * 20),\(old[$0]),\(new[$0])\n" }
    let run = try Logs.run(text: "step,old,new\n" + rows.joined()) {
      $0.chance = 0.25
      $0.ceiling = 0.86
    }
    let found = try #require(try Fit(run, methods: ["reverse-kl"], jobs: 1).methods.first)
    for (estimate, truth) in zip(found.estimates, [0.85, 0.8, 2.5, 20]) {
      let interval = try #require(estimate.interval)
      #expect(interval.contains(truth), "\(estimate.parameter.name) \(interval)")
    }
    #expect(found.rms < 0.0087, "\(found.rms)")
  }

  /// The noise explains more where by that a parameter is not identified, its valley has a shelf or there is another
  /// one, and not where what is allowed ends.
  @Test func aBoundIsNoSecondParameter() throws {
    let run = try Self.run("forward-kl", noise: 0.03, seed: 3)
    let fitter = try #require(MethodFitter(method: "forward-kl", FitData(run)))
    let best = LeastSquares.Result(place: [0.8, 0.4, 0.3, 0.1, 0.5], residuals: [], sum: 1)
    let (one, two) = (
      IntervalEnds.largest(1, freedom: fitter.freedom, isOneOfMany: false),
      IntervalEnds.largest(1, freedom: fitter.freedom, isOneOfMany: true)
    )
    #expect(abs(two - 1 - 2 * 3.27 / fitter.freedom) < 0.002 && one < two)
    fitter.visited.note(best.place, 1)
    fitter.visited.note([0.8, 0.4, 0.3, 0, 0.5], 1.01)
    fitter.visited.note([0.7, 1, 0.3, 0.1, 0.5], 1.01)
    #expect(fitter.largest(best, [best]) == one)
    let other = LeastSquares.Result(place: [0.3, 0.9, 0.3, 0.1, 0.5], residuals: [], sum: 1.05)
    #expect(fitter.largest(best, [best, other]) == two)
    fitter.visited.note([0.8, 0.03, 0.3, 0.1, 0.5], 2)
    #expect(fitter.largest(best, [best]) == one)
    fitter.visited.note([0.8, 0.4, 0.3, 0.1, 0.53], 0.5 * (one + two))
    #expect(fitter.largest(best, [best]) == one)
    for further in [[0.8, 0.03, 0.3, 0.1, 0.5], [0.55, 0.4, 0.3, 0.1, 0.5]] {
      let other = try #require(MethodFitter(method: "forward-kl", FitData(run)))
      other.visited.note(best.place, 1)
      other.visited.note([0.7, 1, 0.3, 0.1, 0.5], 1.01)
      #expect(other.largest(best, [best]) == one)
      other.visited.note(further, 0.5 * (one + two))
      #expect(other.largest(best, [best]) == two)
    }
  }

  /// What is no picture of the log has no intervals, and nobody is made to wait for what nobody asked for.
  @Test func intervalsAreOfWhatFits() throws {
    let run = try Self.run("forward-kl", noise: 0.01, seed: 3)
    let far = try #require(try Fit(run, methods: ["reverse-kl"], jobs: 1).methods.first)
    #expect(far.fits == false && far.estimates.allSatisfy { $0.interval == nil })
    let quick = try Fit(run, methods: ["forward-kl"], jobs: 1, intervals: false)
    let full = try Fit(run, methods: ["forward-kl"], jobs: 1)
    #expect(quick.methods[0].estimates.allSatisfy { $0.interval == nil })
    #expect(quick.methods[0].runCount < full.methods[0].runCount)
  }

  /// More steps than a run may have are taken together.
  @Test func longLogsAreFitted() throws {
    let run = try Self.run("forward-kl", ["replay": 0.1], noise: 0.02, seed: 4, count: 3000)
    #expect(run.kept.count == 3001)
    let fit = try Fit(run, methods: ["forward-kl"], jobs: 1, intervals: false)
    let found = try #require(fit.methods.first)
    #expect(fit.means == 117)
    for estimate in found.estimates {
      let truth = Self.truth(estimate.parameter.name, ["replay": 0.1])
      #expect(
        abs(estimate.value - truth) < 0.1 * truth, "\(estimate.parameter.name) \(estimate.value)")
    }
  }

  @Test func fewStepsAreRefused() throws {
    let run = try Logs.run(text: "step,old,new\n0,0.5,0.1\n1,0.4,0.2\n")
    do {
      _ = try Fit(run, methods: ["forward-kl"], jobs: 1)
      Issue.record("fitted")
    } catch { #expect("\(error)" == "log: 2 steps with a score; 5 or more") }
  }

  /// The same result whoever makes it.
  @Test func fitsDoNotDependOnThreads() throws {
    let run = try Self.run("reverse-kl", noise: 0.02, seed: 5)
    let keys = ["reverse-kl", "jeffreys"]
    let one = try Fit(run, methods: keys, jobs: 1)
    let two = try Fit(run, methods: keys, jobs: 2)
    #expect(one.methods.map(\.aic) == two.methods.map(\.aic))
    #expect(
      one.methods.map { $0.estimates.map(\.interval) }
        == two.methods.map { $0.estimates.map(\.interval) })
  }

  @Test func linearSystemsAreSolved() {
    let solved = LeastSquares.solve([[2, 1], [1, 3]], [3, 5])
    #expect(solved.map { abs($0[0] - 0.8) < 1e-12 && abs($0[1] - 1.4) < 1e-12 } == true)
    #expect(LeastSquares.solve([[1, 1], [1, 1]], [1, 2]) == nil)
  }

  /// A minimum inside, and one at a bound.
  @Test func squaresHaveBounds() throws {
    let inside = try #require(
      LeastSquares { [$0[0] - 0.3, 2 * ($0[1] - $0[0])] }.minimum(from: [0.9, 0.1], rounds: 20))
    #expect(abs(inside.place[0] - 0.3) < 1e-6 && abs(inside.place[1] - 0.3) < 1e-6)
    let outside = try #require(
      LeastSquares { [$0[0] + 1, $0[1] - 0.5] }.minimum(from: [0.9, 0.1], rounds: 20))
    #expect(outside.place[0] == 0 && abs(outside.place[1] - 0.5) < 1e-6)
  }
}
