import SeededNumbers
import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The laws of self-distillation, TTT-Discover and OAPL (docs/mathematics.md §5), reached by the flow itself.
@Suite struct NearOnPolicyTests {
  /// One lane from the right means, far apart; means frozen unless rates say otherwise.
  private static func scenario(
    _ settings: MethodSettings, separation: Double = 12, oldWeight: Double = 0.7,
    rates: Rates = Rates(oldMean: 0, newMean: 0), step: Double = 0.1
  ) -> Scenario {
    Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-separation / 2]),
        new: ModeSettings(mean: [separation / 2])),
      start: MixtureSettings(oldWeight: oldWeight), rates: rates, clock: Clock(step: step),
      lanes: [LaneSettings(method: settings)])
  }

  // MARK: - TTT-Discover

  @Test(arguments: [(1.0, 0.5), (2, 2), (0.5, 1), (3, 6)])
  func discoverEndsWhereItsLawSays(_ eta: Double, _ kappa: Double) throws {
    let scenario = Self.scenario(
      MethodSettings("ttt-discover", numbers: ["eta": eta, "klCoefficient": kappa]))
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 400)
    // Solved by iteration, not by the product's bisection.
    var beta = 0.7
    for _ in 0..<2000 {
      let z = beta + (1 - beta) * exp(eta)
      beta = 0.5 * beta + 0.5 * sigmoid(logit(0.7) - (exp(eta) - 1) / (kappa * z))
    }
    let error = state.model.logitWeight - logit(beta)
    #expect(abs(error) <= 0.02, "logit off by \(error) at β* = \(beta)")
    #expect(beta < 0.69)
    let goal = try #require(lane.method.oldWeightGoal(lane.problem(at: state)))
    #expect(abs(goal - beta) <= 1e-9)
  }

  /// Where the best answer is one that the model never gives, every sharpness underflows before it tells
  /// answers apart; what is used is a number all the same.
  @Test func adaptiveSharpnessOutOfReachIsANumber() {
    let found = AdaptiveSharpness.find { eta in
      let mass = exp(-eta)
      return (mass, -mass)
    }
    #expect(found.isSaturated && found.sharpness > 700 && found.sharpness < 746)
    #expect(exp(-found.sharpness) > 0)
  }

  @Test func withoutAKLTermTheOldMassGoes() throws {
    let scenario = Self.scenario(MethodCase.discoverFree.settings)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 100)
    #expect(state.model.oldWeight < 0.02)
  }

  /// The least η with KL(q^η ‖ q) = log 2, by a plain sum.
  @Test func adaptiveSharpnessSolvesItsEquation() {
    for (separation, weight) in [(2.0, 0.8), (4, 0.6), (8, 0.9), (3, 0.3)] {
      let target = Mixture.line(0.5, -separation / 2, separation / 2)
      let model = Mixture.line(weight, -separation / 2 + 0.3, separation / 2 - 0.5)
      let integral = PopulationIntegral()
      integral.bind(
        MethodCase.discoverAdaptive.method, problem: Problem(target), model: model)
      _ = integral.gradient(of: model)
      let eta = integral.lastConstants.sharpness
      #expect(!integral.lastConstants.isSaturated)
      func divergence(_ eta: Double) -> Double {
        var z = 0.0
        var mean = 0.0
        for index in -6000...6000 {
          let y = SIMD2(Double(index) * 0.0025, 0)
          let old = target.logOldWeight + target.old.logDensity(at: y, dimension: 1)
          let reward = -exp(old - target.logDensity(at: y))
          let e = exp(model.logDensity(at: y) + eta * reward) * 0.0025
          z += e
          mean += e * reward
        }
        return eta * mean / z - log(z)
      }
      let found = divergence(eta)
      #expect(abs(found - log(2)) <= 1e-9, "δ = \(separation), β = \(weight): KL \(found)")
      #expect(divergence(0.9 * eta) < log(2))
    }
  }

  /// With 1 − β > ½ the tail of the reward decides, and far apart it is too thin for any η.
  @Test func adaptiveSharpnessSaturates() {
    let target = Mixture.line(0.5, -4, 4)
    let integral = PopulationIntegral()
    let method = MethodCase.discoverAdaptive.method
    for (weight, saturated) in [(0.8, false), (0.3, true)] {
      let model = target.with(logitWeight: logit(weight))
      integral.bind(method, problem: Problem(target), model: model)
      let gradient = integral.gradient(of: model)
      #expect(gradient.isFinite)
      let word = method.remark(integral.lastConstants)
      #expect((word == .saturated) == saturated, "β = \(weight)")
      #expect((integral.lastConstants.sharpness == TTTDiscover.largestSharpness) == saturated)
    }
  }

  /// Half of the mass rewarded, exactly: the divergence only tends to log 2, and what rounding leaves of the
  /// difference is no equation for η. G_s = β(1 − β)(e^η − 1)/Z tends to β.
  @Test func adaptiveSharpnessAtOneHalf() {
    let target = Mixture.line(0.5, -20, 20)
    let integral = PopulationIntegral()
    for weight in [0.5, 0.4999, 0.5001, 0.5 + 1e-9, 0.5 - 1e-9, 0.5 + 1e-13, 0.5 - 1e-13] {
      let model = target.with(logitWeight: logit(weight))
      let free = MethodSettings(
        "ttt-discover", numbers: ["klCoefficient": 0], choices: ["etaMode": "adaptive"])
      let method = MethodCase("adaptive, κ = 0", free)
      integral.bind(method.method, problem: Problem(target), model: model)
      let slope = integral.gradient(of: model).weight
      // Above one half the least η is finite, and G_s a little less than β.
      #expect(abs(slope - weight) <= 2e-4, "β = \(weight): G_s = \(slope)")
      if weight <= 0.5 { #expect(abs(slope - weight) <= 1e-9, "β = \(weight): G_s = \(slope)") }
    }
  }

  /// Tasks that coincide: no reward tells them apart, and G is the KL term alone.
  @Test func coincidingTasksSaturate() {
    let target = Mixture.line(0.5, 0, 0)
    let model = Mixture.line(0.5, 2.8, -0.2)
    let integral = PopulationIntegral()
    for method in [MethodCase.discoverAdaptive, .discover] {
      integral.bind(method.method, problem: Problem(target), model: model)
      let gradient = integral.gradient(of: model)
      #expect(gradient.isFinite)
      integral.bind(MethodCase.full.method, problem: Problem(target), model: model)
      let penalty = 0.1 * integral.gradient(of: model)
      #expect((gradient - penalty).largestMagnitude <= 1e-6, "\(method): \(gradient), \(penalty)")
    }
  }

  // MARK: - OAPL

  /// V* of a window is one draw: what it is off by moves the mean of a whole run. Drawn at every step it
  /// averages out like the samples themselves.
  @Test func valueOfAWindowDoesNotAverageOut() throws {
    func means(_ value: String) throws -> [Double] {
      try (1...24).map { seed in
        // A weight that hardly moves: its way tells the mean of G_s at one state.
        let scenario = Scenario(
          seed: UInt64(seed),
          target: TargetSettings(
            oldMass: 0.5, old: ModeSettings(mean: [-4]), new: ModeSettings(mean: [4])),
          start: MixtureSettings(oldWeight: 0.3), reference: MixtureSettings(oldWeight: 0.8),
          rates: Rates(weight: 1e-9, oldMean: 0, newMean: 0), sampling: .batch(32),
          clock: Clock(integrator: .euler, step: 1),
          lanes: [LaneSettings(method: MethodSettings("oapl", choices: ["value": value]))])
        let lane = try Lane(scenario, lane: 0)
        var state = LaneState(startOf: scenario)
        let start = state.model.logitWeight
        lane.advance(&state, by: 600)
        return (start - state.model.logitWeight) / (600 * 1e-9)
      }
    }
    func spread(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      return (squares / Double(values.count - 1)).squareRoot()
    }
    let perWindow = try means("window")
    let perStep = try means("step")
    // Of V* = log E e^r from 4096 draws, which G_s holds 2(β_ref − β) = 1 times, and of c (r_o − β) from 600 · 32.
    let chance = 0.2
    let value = log(1 - chance + chance * exp(1))
    let ofValue = chance * (1 - chance) * pow(exp(1) - 1, 2) / exp(2 * value) / 4096
    let old = 2 * (log(0.3 / 0.8) + value) * 0.7
    let new = 2 * (log(0.7 / 0.2) - 1 + value) * -0.3
    let ofSamples = chance * (1 - chance) * (old - new) * (old - new) / (600 * 32)
    for (values, variance) in [(perWindow, ofValue), (perStep, ofValue / 600)] {
      let law = (variance + ofSamples).squareRoot()
      // 24 numbers know a spread to a seventh.
      #expect(abs(spread(values) / law - 1) <= 0.5, "\(spread(values)), law \(law)")
    }
    // Both are about the exact G_s.
    let target = Mixture.line(0.5, -4, 4)
    let integral = PopulationIntegral()
    let model = target.with(logitWeight: logit(0.3))
    let problem = Problem(target: target, reference: target.with(logitWeight: logit(0.8)))
    integral.bind(try OAPL(MethodSettings("oapl")), problem: problem, model: model)
    let exact = integral.gradient(of: model).weight
    for values in [perWindow, perStep] {
      let mean = values.reduce(0, +) / 24
      let deviation = abs(mean - exact) / (spread(values) / 24.0.squareRoot())
      #expect(deviation <= 4, "\(mean), not \(exact)")
    }
    #expect(MethodSettings("oapl").choices["value"] == nil)
  }

  /// The word beside the batch.
  @Test func aWindowsValueIsTold() throws {
    let lane = LaneCircumstances(batchSize: 32, refreshCount: 2, remark: nil)
    let window = try OAPL(MethodSettings("oapl"))
    #expect(window.note(lane).long == .sentence(.valuePerWindow(refreshes: 2)))
    let step = try OAPL(MethodSettings("oapl", choices: ["value": "step"]))
    #expect(step.note(lane).long == .sentence(.neverRefreshed))
    #expect(
      window.note(LaneCircumstances(batchSize: nil, refreshCount: 0, remark: nil)).long
        == .sentence(.neverRefreshed))
  }

  @Test(arguments: [0.5, 1, 2]) func oneWindowTakesItsStep(_ temperature: Double) throws {
    let scenario = Self.scenario(
      MethodSettings("oapl", numbers: ["temperature": temperature]))
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 300)
    let error = state.model.logitWeight - (logit(0.7) - 1 / temperature)
    #expect(abs(error) <= 0.01, "off by \(error)")
    #expect(state.refreshCount == 0 && state.reference == scenario.startMixture)
  }

  /// Windows compound: each takes logit β down by 1/τ from where the last one ended.
  @Test func windowsCompound() throws {
    let scenario = Self.scenario(
      MethodSettings("oapl", numbers: ["temperature": 2, "lag": 20]), separation: 14, step: 0.07)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for window in 1...5 {
      // The step does not divide the window: the integrator ends one there all the same.
      while state.refreshCount < window { lane.advance(&state, by: 0.07) }
      let law = logit(0.7) - 0.5 * Double(window)
      let error = state.reference.logitWeight - law
      #expect(abs(error) <= 0.01 * Double(window), "window \(window): off by \(error)")
    }
  }

  @Test func lagInStepsIsALagInTime() throws {
    var settings = MethodSettings("oapl", numbers: ["temperature": 2, "lag": 200])
    settings.choices["lagUnit"] = "steps"
    let steps = Self.scenario(settings, step: 0.1)
    let time = Self.scenario(
      MethodSettings("oapl", numbers: ["temperature": 2, "lag": 20]), step: 0.1)
    var ends: [LaneState] = []
    for scenario in [steps, time] {
      let lane = try Lane(scenario, lane: 0)
      var state = LaneState(startOf: scenario)
      lane.advance(&state, by: 50)
      ends.append(state)
    }
    #expect(ends[0].refreshCount == 2 && ends[1].refreshCount == 2)
    let difference = Coordinates(ends[0].model) - Coordinates(ends[1].model)
    #expect(difference.largestMagnitude <= 1e-9)
  }

  // MARK: - Self-distillation

  private static let directions = [
    MethodCase.distillation, .distillationForward, .distillationMiddle,
  ]

  /// Near D the distance falls at ½[(f+a+γ) − √((f+a+γ)² − 4fγ)], f the slowest of P F(D).
  @Test(arguments: directions, [0.05, 0.4])
  func slowRate(_ method: MethodCase, _ anchor: Double) throws {
    var settings = method.settings
    settings.numbers["anchor"] = anchor
    settings.numbers["emaRate"] = 0.3
    var scenario = Self.scenario(settings, separation: 4, oldWeight: 0.51, rates: Rates())
    scenario.start.old.mean = [-1.99]
    scenario.start.new.mean = [1.99]
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    let curvature = method.description == "sdft jsd" ? 0.25 : 1
    let spectrum = FisherInformation(of: scenario.demonstratorMixture).rateSpectrum(Rates())
    let rate = spectrum.map { value in
      let f = curvature * value
      let sum = f + 0.3 + anchor
      return 0.5 * (sum - (sum * sum - 4 * f * anchor).squareRoot())
    }.min()!
    func distance() -> Double {
      let goal = Coordinates(scenario.demonstratorMixture)
      return max(
        (Coordinates(state.model) - goal).largestMagnitude,
        (Coordinates(state.teacher) - goal).largestMagnitude)
    }
    lane.advance(&state, by: 6 / rate)
    let before = distance()
    lane.advance(&state, by: 2 / rate)
    let measured = log(before / distance()) / (2 / rate)
    #expect(before < 0.01)
    #expect(abs(measured / rate - 1) <= 0.05, "\(measured), the law says \(rate)")
  }

  /// γ = 0: a teacher at the model teaches nothing, exactly or from samples.
  @Test(arguments: directions, [Sampling.population, .batch(7)])
  func withoutAnAnchorNothingMoves(_ method: MethodCase, _ sampling: Sampling) throws {
    for rates in [Rates(), Rates(oldCovariance: 1, newCovariance: 1)] {
      var settings = method.settings
      settings.numbers["anchor"] = 0
      var scenario = Self.scenario(settings, separation: 2, oldWeight: 0.83, rates: rates)
      scenario.start.new.mean = [0.4]
      scenario.sampling = sampling
      let lane = try Lane(scenario, lane: 0)
      var state = LaneState(startOf: scenario)
      for _ in 0..<100 { lane.advance(&state, by: 0.1) }
      let way = Coordinates(state.model) - Coordinates(scenario.startMixture)
      #expect(way.largestMagnitude <= 1e-12, "moved by \(way)")
    }
  }

  /// A frozen group keeps θ, and its teacher ends between the model and the demonstrator.
  @Test func teacherOfAFrozenGroup() throws {
    var settings = MethodCase.distillation.settings
    settings.numbers["emaRate"] = 0.6
    settings.numbers["anchor"] = 0.2
    var scenario = Self.scenario(settings, separation: 4, rates: Rates(oldMean: 0))
    scenario.start.old.mean = [-1.2]
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 200)
    #expect(state.model.old.mean.x == -1.2)
    let goal = (0.6 * -1.2 + 0.2 * -2) / 0.8
    let found = state.teacher.old.mean.x
    #expect(abs(found - goal) <= 1e-9, "the teacher's old mean is at \(found), not \(goal)")
  }

  /// A wrong demonstrator is followed: β ends where it says.
  @Test func wrongDemonstratorIsFollowed() throws {
    var settings = MethodCase.distillation.settings
    settings.numbers["demonstrator"] = 0.1
    let scenario = Self.scenario(settings, separation: 4, rates: Rates())
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 400)
    #expect(abs(state.model.oldWeight - 0.1) <= 1e-6, "\(state.model.oldWeight)")
  }

  // MARK: - α-divergence

  /// a → 0 is reverse KL and a → 1 forward KL with λ = α; both with digits to spare at 10⁻⁶.
  @Test(arguments: [1, 2]) func dialEndsAtTheTwoDivergences(_ dimension: Int) throws {
    var random = SplitMix64(seed: 91)
    let reader = ObjectiveReader()
    for _ in 0..<(dimension == 1 ? 8 : 2) {
      let target = random.mixture(dimension: dimension, tied: false, reach: 2)
      let model = random.mixture(dimension: dimension, tied: false, reach: 2)
      let problem = Problem(target)
      func value(_ a: Double) throws -> (Double, Coordinates) {
        let found = try reader.evaluation(
          MethodSettings("alpha-divergence", numbers: ["a": a]), problem, model: model)
        return (try #require(found.objective), found.gradient)
      }
      let reverse = try reader.evaluation(MethodCase.full.settings, problem, model: model)
      let forward = try reader.evaluation(
        MethodSettings("forward-kl", numbers: ["replay": target.oldWeight]), problem, model: model)
      for (end, exact) in [(0.0, reverse), (1, forward)] {
        let inward = end == 0 ? 1e-6 : -1e-6
        let near = try value(end + inward)
        let far = try value(end + 2 * inward)
        // What is linear in the distance cancels; what is left are digits.
        let gradient = relativeError(2 * near.1 - far.1, exact.gradient)
        #expect(gradient <= 2e-9, "a → \(end): G off by \(gradient)")
        let expected = try #require(exact.objective)
        let objective = abs(2 * near.0 - far.0 - expected) / max(1, expected)
        #expect(objective <= 2e-8, "a → \(end): off by \(objective)")
        #expect(relativeError(near.1, exact.gradient) <= 1e-3)
      }
    }
  }
}
