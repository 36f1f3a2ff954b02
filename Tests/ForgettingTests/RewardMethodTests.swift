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

  private static func weight(_ scenario: Scenario, at time: Double) throws -> Double {
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
  private static func timeToHalf(_ scenario: Scenario, near start: Double) throws -> Double {
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

  /// Whether the old task is held depends on where the weight is, too: k2 from κ_c on has two rest points.
  @Test func groupsEndWhereTheNextRestPointIs() throws {
    func ends(
      _ numbers: [String: Double], _ estimator: String = "k2", from oldWeight: Double = 0.8
    ) throws -> (goal: Double, end: Double) {
      let scenario = Self.scenario(
        "grpo", numbers, ["estimator": estimator], oldWeight: oldWeight, reference: 0.8, step: 0.05)
      let lane = try Lane(scenario, lane: 0)
      let state = LaneState(startOf: scenario)
      let goal = OldWeightGoalReader().goal(
        lane.method, lane.settings, lane.problem(at: state), model: state.model, rates: lane.rates)
      return (try #require(goal.value), try Self.weight(scenario, at: 400))
    }
    let held = try ends(["klCoefficient": 0.94])
    #expect(abs(held.goal - 0.26317) <= 5e-6 && abs(held.end - held.goal) <= 2e-3, "\(held)")
    // Below κ_c, and from below the second rest point.
    for lost in [
      try ends(["klCoefficient": 0.8]), try ends(["klCoefficient": 0.94], from: 0.03),
      try ends(["groupSize": 8]), try ends(["klCoefficient": 2], "k1"),
    ] { #expect(lost.goal == 0 && lost.end < 0.01, "\(lost)") }
    for group in [
      try ends(["groupSize": 8, "klCoefficient": 0.5], "k3"),
      try ends(["groupSize": 4, "klCoefficient": 2]),
    ] { #expect(abs(group.end - group.goal) <= 1e-3 && group.goal > 0.1, "\(group)") }
    let clipped = try ends(["clip": 0.2])
    // The soft edge of a clip leaks a little.
    #expect(abs(clipped.goal - 0.64) <= 1e-12 && abs(clipped.end - 0.64) <= 2e-3, "\(clipped)")
    #expect(try ends(["clip": 0.2], from: 0.3).goal == 0.3)
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

  // MARK: - GRPO

  @Test func grpoIsFasterToHalfAndSlowAtTheEnd() throws {
    let time = try Self.timeToHalf(Self.scenario("grpo", oldWeight: 0.99), near: 19)
    #expect(abs(time - 19.70763) <= 1e-4, "flow: \(time)")
    // The law, 4 sinh(u/2), knows no overlap.
    #expect(abs(4 * sinh(logit(0.99) / 2) - 19.699) <= 5e-4 && abs(time - 19.699) <= 0.01)
    let late = try Self.weight(Self.scenario("grpo", step: 0.01), at: 200)
    #expect(abs(late - 1.105768e-4) <= 1e-10, "flow: \(late)")
    // The law from there, u' = 1/(2 cosh(u/2)), and what it tends to, 4/t².
    let odds = 2 * asinh(50 + sinh(-logit(0.8) / 2))
    #expect(abs(sigmoid(-odds) - 1.03037e-4) <= 5e-9 && abs(late / sigmoid(-odds) - 1) <= 0.08)
    #expect(abs(sigmoid(-odds) * 200 * 200 / 4 - 1) <= 0.04)
  }

  /// E √(f (1 − f)) over all groups, by another sum.
  @Test func groupsHaveTheirOwnSpread() {
    #expect(abs(GroupRelative.spread(of: 0.01, groupSize: 8) - 0.025828) <= 5e-7)
    #expect(GroupRelative.spread(of: 0.3, groupSize: 1) == 0)
    // One of two wins: √¼ with probability 2 p (1 − p).
    #expect(abs(GroupRelative.spread(of: 0.3, groupSize: 2) - 0.21) <= 1e-15)
    #expect(abs(GroupRelative.spread(of: 0.3, groupSize: 1024) - (0.21).squareRoot()) <= 1e-3)
    #expect(GroupRelative.spread(of: 0, groupSize: 8) == 0)
    #expect(GroupRelative.spread(of: 1, groupSize: 8) == 0)
  }

  /// With k2 there is rest only from κ_c on; with k3 there always is.
  @Test func grpoRestsWhereItsEstimatorSays() throws {
    let critical = 0.895701
    func end(_ kappa: Double, _ estimator: String, at time: Double) throws -> Double {
      try Self.weight(
        Self.scenario("grpo", ["klCoefficient": kappa], ["estimator": estimator], step: 0.05),
        at: time)
    }
    let above = try end(1.05 * critical, "k2", at: 600)
    // The root at this separation by an independent program, advantages over σ + 10⁻⁶ (over σ .263690);
    // .26373 is that of the law.
    #expect(abs(above - 0.263692142) <= 1e-8, "\(above)")
    let root = Self.root(in: 0.2...0.4) {
      1.05 * critical * (logit(0.8) - logit($0)) - 2 * cosh(logit($0) / 2)
    }
    #expect(abs(root - 0.26373) <= 5e-6, "law: \(root)")
    #expect(abs(above - root) <= 5e-5)
    #expect(try end(0.95 * critical, "k2", at: 600) < 1e-2)
    let replayed = try end(0.5, "k3", at: 200)
    #expect(abs(replayed - 0.1291804) <= 1e-7, "flow: \(replayed)")
    let law = Self.root(in: 0.01...0.5) { 0.5 * (0.8 - $0) - ($0 * (1 - $0)).squareRoot() }
    #expect(abs(law - 0.12919) <= 5e-6, "law: \(law)")
    #expect(abs(replayed - law) <= 1e-5)
    // k1 has no gradient on policy.
    #expect(try end(3, "k1", at: 5) == (try end(0, "k1", at: 5)))
  }

  /// PPO's clip ends a window at β − ε max(β, 1 − β): far apart, .64 and then .512. What lies between the modes
  /// creeps on, so that the flow's number depends on the instant and on the clip's edge. Of the edge as it is
  /// here, .02 of log(q/q_ref), by an independent program (nodes .001 apart, LSODA to 1e−11): .639930 and .511770
  /// after twenty units each, .639628 and .510996 after eighty. Of a jump (Euler, .001 a step; no better known than
  /// in the fifth digit): .63955 and .51093 after twenty.
  @Test func theClipEndsAWindow() throws {
    func window(from beta: Double, at time: Double) throws -> Double {
      try Self.weight(
        Self.scenario("grpo", ["clip": 0.2], oldWeight: beta, step: 0.01), at: time)
    }
    for (time, ends) in [(20.0, [0.639930, 0.511770]), (80, [0.639628, 0.510996])] {
      var beta = 0.8
      var law = 0.8
      for end in ends {
        beta = try window(from: beta, at: time)
        law -= 0.2 * max(law, 1 - law)
        #expect(abs(beta - end) <= 3e-6, "flow: \(beta) at \(time)")
        #expect(abs(beta - law) <= (time < 50 ? 3e-4 : 1.1e-3), "law: \(law), \(beta)")
      }
    }
  }

  /// From β < ε/(1 + ε) on no window has an end: all that is left is less than ε of the new task. From .18 it ends
  /// at .016, from .16 it goes on. Both on their way by the same program.
  @Test func theClipHoldsNothingThatIsRare() throws {
    func window(from beta: Double) throws -> Double {
      try Self.weight(
        Self.scenario("grpo", ["clip": 0.2], oldWeight: beta, step: 0.05), at: 400)
    }
    let kept = try window(from: 0.18)
    #expect(abs(kept - 0.020429) <= 2e-6 && kept > 0.18 - 0.2 * 0.82, "flow: \(kept)")
    let rare = try window(from: 0.16)
    #expect(abs(rare - 0.014144) <= 2e-6, "flow: \(rare)")
    // Old answers have stopped counting: s' = −β^{3/2}, whose β^{−3/2} goes on growing at 3/2.
    #expect(abs(pow(rare, -1.5) - 1.5 * 400) <= 30)
  }

  /// Where a function goes through 0.
  private static func root(in range: ClosedRange<Double>, of f: (Double) -> Double) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    let rises = f(high) > f(low)
    for _ in 0..<80 {
      let middle = 0.5 * (low + high)
      if (f(middle) > 0) == rises { high = middle } else { low = middle }
    }
    return 0.5 * (low + high)
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

  /// Groups of eight move the logit by what a binary reward says of them.
  @Test func groupsOfABatchMoveAsTheirSpreadSays() throws {
    let scenario = Self.scenario("grpo", ["groupSize": 8], oldWeight: 0.99)
    let lane = try Lane(scenario, lane: 0)
    let state = LaneState(startOf: scenario)
    let problem = lane.problem(at: state)
    let exact = BatchEstimateTests.exact(lane.method, problem, state.model).gradient
    let estimate = BatchEstimateTests.estimate(
      lane.method, problem, state.model, size: 64, count: 20_000, constants: MethodConstants())
    let deviation = estimate.deviation(from: exact)
    #expect(deviation <= 4, "\(estimate), exactly \(exact)")
    let law = GroupRelative.spread(of: 0.01, groupSize: 8)
    #expect(abs(exact[0] - law) <= 1e-4 && abs(estimate.mean[0] - law) <= 4 * estimate.error[0])
    #expect(estimate.error[0] < 0.1 * law)
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
