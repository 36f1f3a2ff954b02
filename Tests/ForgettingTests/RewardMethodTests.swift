import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The laws of the methods that learn from rewards and preferences (docs/mathematics.md §21), reached by the
/// flow: separated modes (δ = 8), right and frozen means. Numbers marked "flow" come from an independent
/// implementation at the same separation (sums over nodes 0.01 apart, DOP853 to 1e−12; pairs at 0.04), the others
/// from the law, which knows no overlap.
@Suite struct RewardMethodTests {
  static func scenario(
    _ key: String, _ numbers: [String: Double] = [:], _ choices: [String: String] = [:],
    oldWeight: Double = 0.8, reference: Double? = nil, step: Double = 0.02
  ) -> Scenario {
    var scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-4]), new: ModeSettings(mean: [4])),
      start: MixtureSettings(oldWeight: oldWeight), rates: Rates(oldMean: 0, newMean: 0),
      clock: Clock(step: step),
      lanes: [LaneSettings(method: MethodSettings(key, numbers: numbers, choices: choices))])
    if let reference { scenario.reference = MixtureSettings(oldWeight: reference) }
    return scenario
  }

  /// The model after some flow time.
  static func model(_ scenario: Scenario, at time: Double) throws -> Mixture {
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: time)
    #expect(state.failure == nil)
    return state.model
  }

  static func weight(_ scenario: Scenario, at time: Double) throws -> Double {
    try model(scenario, at: time).oldWeight
  }

  // MARK: - Policy gradient

  /// From a new weight of 1 % to one half.
  @Test func policyGradientHasItsClock() throws {
    let time = try Self.timeToHalf(Self.scenario("policy-gradient", oldWeight: 0.99), near: 108)
    #expect(abs(time - 108.19077) <= 1e-4, "flow: \(time)")
    func clock(_ p: Double) -> Double { 1 / (1 - p) - 1 / p + 2 * logit(p) }
    #expect(abs(clock(0.5) - clock(0.01) - 108.180) <= 5e-4, "law")
    #expect(abs(time - 108.180) <= 0.02)
  }

  /// When β is one half, from the two ticks about it.
  static func timeToHalf(_ scenario: Scenario, near start: Double) throws -> Double {
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: start)
    var time = start
    var before = state.model.oldWeight
    while state.model.oldWeight > 0.5, time < 2 * start {
      before = state.model.oldWeight
      lane.advance(&state, by: scenario.clock.step)
      time += scenario.clock.step
    }
    let after = state.model.oldWeight
    return time - scenario.clock.step * (0.5 - after) / (before - after)
  }

  // MARK: - A KL term

  @Test func aKLTermEndsAtTheTiltedReference() throws {
    let scenario = Self.scenario("kl-regularised-rl", ["klCoefficient": 1], step: 0.05)
    let beta = try Self.weight(scenario, at: 200)
    #expect(abs(beta - 0.5953879) <= 1e-7, "flow: \(beta)")
    let lane = try Lane(scenario, lane: 0)
    let goal = try #require(
      lane.method.oldWeightGoal(lane.problem(at: LaneState(startOf: scenario))))
    #expect(abs(goal - 0.595390) <= 5e-7, "law: \(goal)")
    #expect(abs(beta - 0.595390) <= 5e-6)
  }

  /// The goal that is shown is where the flow ends.
  @Test(arguments: [
    ("kl-regularised-rl", ["klCoefficient": 0.7]), ("dpo", ["temperature": 1.5]),
    ("ipo", ["temperature": 0.8]), ("filtered-sft", ["oldAcceptance": 0.4]),
    ("grpo", ["klCoefficient": 0.5]),
  ]) func theGoalIsTheEnd(_ key: String, _ numbers: [String: Double]) throws {
    let scenario = Self.scenario(key, numbers, step: 0.05)
    let lane = try Lane(scenario, lane: 0)
    let goal = try #require(
      lane.method.oldWeightGoal(lane.problem(at: LaneState(startOf: scenario))))
    let beta = try Self.weight(scenario, at: 400)
    #expect(abs(beta - goal) <= 2e-4, "\(beta), goal \(goal)")
    #expect(abs(goal - 0.8) > 0.05)
  }

  /// The law of separated modes is the flow.
  @Test(arguments: [
    MethodCase.policyGradient, .regularisedRL, .groups, .groupsReplay, .groupsHeld, .preferences,
    .surePreferences, .identityPreferences, .filtered,
  ]) func theSeparatedLawIsTheFlow(_ method: MethodCase) throws {
    var scenario = Self.scenario(method.settings.key)
    scenario.lanes[0].method = method.settings
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    let problem = lane.problem(at: state)
    lane.advance(&state, by: 3)
    let before = state.model.logitWeight
    let velocity = try #require(method.method.separatedVelocity(logitWeight: before, problem))
    lane.advance(&state, by: 0.02)
    let found = (state.model.logitWeight - before) / 0.02
    #expect(abs(found - velocity) <= 2e-2 * max(abs(velocity), 0.02), "\(found), law \(velocity)")
  }

  // MARK: - Preferences

  /// Near rest it decays with 2τ² β_r (1 − β_r) π (1 − π).
  @Test func dpoStopsAndApproachesWithItsRate() throws {
    let scenario = Self.scenario("dpo", ["temperature": 2])
    let goal = logit(0.8) - 0.5
    let end = try Self.model(scenario, at: 300).logitWeight
    #expect(abs(end - 0.8862804) <= 1e-7 && abs(end - goal) <= 2e-5, "flow: \(end)")
    func rate(from time: Double, to late: Double) throws -> Double {
      let states = try [time, late].map { try Self.model(scenario, at: $0).logitWeight }
      return log((states[0] - end) / (states[1] - end)) / (late - time)
    }
    // On the way it is faster by what is left of the way: from t = 20 to 30 .251756, and .2516413 in the end.
    let found = try rate(from: 20, to: 30)
    #expect(abs(found - 0.251756) <= 1e-6, "flow: \(found)")
    let last = try rate(from: 40, to: 44)
    #expect(abs(last - 0.251643) <= 2e-6, "flow: \(last)")
    let chance = sigmoid(1)
    let law = 2 * 4 * 0.8 * 0.2 * chance * (1 - chance)
    #expect(abs(law - 0.25166) <= 5e-6 && abs(last - law) <= 3e-5, "law: \(law)")
  }

  /// x = τ (s_r − s) obeys eˣ + x − 1 = 2τ² β_r (1 − β_r) t and has no end. What lies between the modes decides
  /// the fourth digit, by how answers of nearly one reward are compared: 4.000597 where the least difference wins,
  /// 4.000478 with σ(24 (r − r')), 4.000018 where answers of one task are a draw (`Reference/preferences.py`).
  @Test func surePreferencesNeverStop() throws {
    let scenario = Self.scenario("dpo", ["temperature": 1], ["preferences": "deterministic"])
    let x = try logit(0.8) - Self.model(scenario, at: 12.5).logitWeight
    #expect(abs(exp(x) + x - 1 - 4.000478) <= 2e-6, "flow: \(exp(x) + x - 1)")
    #expect(abs(exp(x) + x - 1 - 4) <= 1e-3, "law")
    let later = try logit(0.8) - Self.model(scenario, at: 125).logitWeight
    #expect(later > x + 1.5)
  }

  @Test func ipoStopsWhereDPODoesNot() throws {
    let scenario = Self.scenario("ipo", ["temperature": 0.5], ["preferences": "deterministic"])
    let beta = try Self.weight(scenario, at: 100)
    // As above: .5953528, .5953575 or .5953755.
    #expect(abs(beta - 0.5953575) <= 1e-7, "flow: \(beta)")
    #expect(abs(beta - 0.595390) <= 5e-5, "law")
  }

  // MARK: - Filters

  @Test func aWindowOfFilteredSFTMultipliesTheOdds() throws {
    var beta = 0.8
    var law = 0.8
    for (expected, flow) in [(0.54545, 0.5454535), (0.26471, 0.2647056), (0.09747, 0.0974701)] {
      let scenario = Self.scenario(
        "filtered-sft", ["oldAcceptance": 0.3], oldWeight: beta, step: 0.05)
      beta = try Self.weight(scenario, at: 200)
      #expect(abs(beta - flow) <= 1e-7, "flow: \(beta)")
      // Odds times a_o/a_n.
      law = 0.3 * law / (1 - 0.7 * law)
      #expect(abs(law - expected) <= 5e-6 && abs(beta - law) <= 5e-6, "law: \(law)")
    }
  }

  /// With a filter that lets nothing old pass and a reference that is always fresh, the clock is SFT's,
  /// 1/β − logit β, though all samples are the model's own.
  @Test func ownSamplesWithAShortLagForgetLikeSFT() throws {
    let scenario = Self.scenario(
      "filtered-sft", ["oldAcceptance": 0, "lag": 1], ["lagUnit": "steps"], step: 0.005)
    func clock(_ beta: Double) -> Double { 1 / beta - logit(beta) }
    let beta = try Self.weight(scenario, at: 10)
    let elapsed = clock(beta) - clock(0.8)
    #expect(abs(elapsed - 9.9992) <= 5e-5, "flow: \(elapsed)")
  }

  /// And the place is not learned: what the model does not say cannot pass a filter.
  @Test func filteredSFTLearnsNoPlace() throws {
    func place(_ key: String, _ numbers: [String: Double], _ choices: [String: String])
      throws -> Double
    {
      var scenario = Self.scenario(key, numbers, choices, step: 0.01)
      scenario.rates = Rates(oldMean: 0)
      scenario.start.new.mean = [2.5]
      return try Self.model(scenario, at: 10).new.mean.x
    }
    let filtered = try place(
      "filtered-sft", ["oldAcceptance": 0, "lag": 1], ["lagUnit": "steps"])
    let tuned = try place("forward-kl", [:], [:])
    #expect(abs(filtered - 2.663) <= 5e-4, "flow: \(filtered)")
    #expect(abs(tuned - 4) <= 5e-4, "\(tuned)")
  }

  // MARK: - Batches

  /// Pairs and rewards estimate the exact G; of accepted answers it is a ratio, whose bias is small beside
  /// the error of large batches.
  @Test(arguments: [
    (MethodCase.policyGradient, 64), (.policyGradientBoth, 64), (.regularisedRL, 64),
    (.preferences, 64), (.surePreferences, 64), (.identityPreferences, 64), (.filtered, 2048),
  ]) func batchesEstimateTheGradient(_ method: MethodCase, _ size: Int) {
    BatchEstimateTests.expectExact(method, size: size)
  }

  // MARK: - Pairs by the definition

  /// G of a preference loss from all pairs of a fine grid, one after the other.
  @Test(arguments: [
    MethodCase.preferences, .surePreferences, .identityPreferences,
  ]) func preferenceGradientsAreSumsOverPairs(_ method: MethodCase) throws {
    let (problem, model) = BatchEstimateTests.overlapping(1)
    let found = BatchEstimateTests.exact(method.method, problem, model).gradient
    let tau = try #require(method.settings.numbers["temperature"])
    let isSure = method.settings.choices["preferences"] == "deterministic"
    let isIdentity = method.settings.key == "ipo"
    let h = 0.02
    struct Answer { var share, logRatio, reward, y, old, log: Double }
    let answers: [Answer] = (-500...500).map { index in
      let y = Double(index) * h
      let point = SIMD2(y, 0)
      let reference = problem.reference.logDensity(at: point)
      let old = problem.target.logOldWeight + problem.target.old.logDensity(at: point, dimension: 1)
      let own = model.logOldWeight + model.old.logDensity(at: point, dimension: 1)
      let all = model.logDensity(at: point)
      return Answer(
        share: exp(reference) * h, logRatio: all - reference,
        reward: 1 - exp(old - problem.target.logDensity(at: point)), y: y, old: exp(own - all),
        log: all)
    }
    var gradient = (weight: 0.0, oldMean: 0.0, newMean: 0.0)
    let variance = model.old.scale.l11 * model.old.scale.l11
    for a in answers {
      var sum = 0.0
      for b in answers {
        let chance = 1 / (1 + exp((isSure ? 24 : 1) * (b.reward - a.reward)))
        let difference = a.logRatio - b.logRatio
        sum +=
          b.share
          * (isIdentity
            ? 4 * (difference - (2 * chance - 1) / (2 * tau))
            : -2 * tau * (chance - 1 / (1 + exp(-tau * difference))))
      }
      let k = a.share * sum
      gradient.weight += k * (a.old - model.oldWeight)
      gradient.oldMean += k * a.old * (a.y - model.old.mean.x) / variance
      gradient.newMean += k * (1 - a.old) * (a.y - model.new.mean.x) / variance
    }
    for (index, value) in [(0, gradient.weight), (1, gradient.oldMean), (3, gradient.newMean)] {
      #expect(
        abs(found[index] - value) <= (isSure ? 1e-5 : 1e-9),
        "θ[\(index)]: \(found[index]), by pairs \(value)")
    }
  }
}
