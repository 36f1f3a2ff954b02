import Testing
import Words

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The laws of what methods can be told besides (docs/mathematics.md §21): anchors, controllers, tilts, two
/// temperatures, sampling, tokens. Setup and marks as in `RewardMethodTests`.
@Suite struct MethodOptionTests {
  typealias Base = RewardMethodTests

  private static func weight(_ scenario: Scenario, at time: Double) throws -> Double {
    try Base.model(scenario, at: time).oldWeight
  }

  // MARK: - Forward KL with an anchor

  @Test func anchorsEndWhereTheirDirectionSays() throws {
    func end(_ direction: String) throws -> Double {
      let scenario = Base.scenario(
        "forward-kl", ["anchor": 2], ["anchorDirection": direction], step: 0.05)
      let lane = try Lane(scenario, lane: 0)
      let goal = try #require(
        lane.method.oldWeightGoal(lane.problem(at: LaneState(startOf: scenario))))
      let beta = try Self.weight(scenario, at: 200)
      #expect(abs(goal - beta) <= 5e-6, "\(goal), flow \(beta)")
      #expect(abs(goal - (direction == "reverse" ? 0.561319 : 0.533333)) <= 5e-7, "law: \(goal)")
      return beta
    }
    let held = try end("reverse")
    #expect(abs(held - 0.5613171) <= 1e-7, "flow: \(held)")
    // κ β_ref/(1 + κ), which no overlap moves.
    let recalled = try end("forward")
    #expect(abs(recalled - 1.6 / 3) <= 1e-9, "flow: \(recalled)")
    #expect(abs(1 + 2 * (1 - 0.5613186) * (logit(0.5613186) - logit(0.8))) <= 1e-6)
  }

  // MARK: - The controller

  @Test func theControllerEndsAtItsTarget() throws {
    let scenario = Base.scenario(
      "kl-regularised-rl", ["klCoefficient": 0.4, "klTarget": 0.2], ["controller": "adaptive"],
      step: 0.05)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    let goal = try #require(lane.method.oldWeightGoal(lane.problem(at: state)))
    #expect(abs(goal - 0.51712) <= 5e-6, "law: \(goal)")
    lane.advance(&state, by: 600)
    let beta = state.model.oldWeight
    #expect(abs(beta - 0.5171007) <= 1e-6, "flow: \(beta)")
    // What is said of it, exactly and by batches' code.
    let evidence = EvidenceReader().evidence(of: lane, at: state)
    #expect(
      evidence.remark == .coefficient(hundredths: Int((40 * state.klFactor).rounded())))
    #expect(Note.coefficient(hundredths: 105).description == "κ now 1.05")
    // And κ is the one that a fixed coefficient would have to be.
    let kappa = 1 / (logit(0.8) - logit(beta))
    #expect(abs(0.4 * state.klFactor - kappa) <= 1e-3, "\(0.4 * state.klFactor), \(kappa)")
  }

  /// The controller lives in the state: a step back and on again gives the same bits, and a lane that is fixed
  /// has none.
  @Test func theControllerIsRemembered() throws {
    let scenario = Base.scenario("kl-regularised-rl", [:], ["controller": "adaptive"])
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 2)
    let middle = state
    #expect(middle.klFactor != 1)
    lane.advance(&state, by: 2)
    let end = state
    let other = try Lane(scenario, lane: 0)
    var again = middle
    other.advance(&again, by: 2)
    #expect(again == end)
    var fixed = LaneState(startOf: scenario)
    try Lane(Base.scenario("kl-regularised-rl"), lane: 0).advance(&fixed, by: 2)
    #expect(fixed.klFactor == 1)
  }

  @Test func batchesAreControlledToo() throws {
    var scenario = Base.scenario(
      "kl-regularised-rl", ["klCoefficient": 0.4, "klTarget": 0.2], ["controller": "adaptive"],
      step: 0.05)
    scenario.sampling = .batch(512)
    let beta = try Self.weight(scenario, at: 600)
    #expect(abs(beta - 0.5171) <= 0.05, "\(beta)")
  }

  // MARK: - OAPL

  /// The clock of the policy gradient: the same flow time passes between two weights whatever they are.
  private static func clock(_ beta: Double) -> Double {
    let p = 1 - beta
    return 1 / (1 - p) - 1 / p + 2 * logit(p)
  }

  /// What the clock says after t = 10 of OAPL whose reference is refreshed after every step.
  private static func elapsed(_ tau: Double, value: Double, step: Double) throws -> Double {
    let beta = try weight(
      Base.scenario(
        "oapl", ["temperature": tau, "valueTemperature": value, "lag": 1],
        ["lagUnit": "steps"], step: step), at: 10)
    return clock(beta) - clock(0.8)
  }

  /// Within a window of one step of Runge and Kutta the model already leaves its reference: slower by a part that
  /// falls with the step.
  @Test(arguments: [(0.5, 9.9967, 5e-5), (1, 19.985, 5e-4), (2, 39.92, 5e-3)])
  func oaplWithAFreshReference(_ tau: Double, _ expected: Double, _ digits: Double) throws {
    let found = try Self.elapsed(tau, value: 0, step: 0.005)
    #expect(abs(found - expected) <= digits, "flow: \(found)")
  }

  /// In the limit it is 2τ times the policy gradient, whatever V* is: extrapolated from two steps.
  @Test(arguments: [0.5, 1, 2], [0, 0.3])
  func oaplWithoutLagIsThePolicyGradient(_ tau: Double, _ value: Double) throws {
    let policy = Self.clock(try Self.weight(Base.scenario("policy-gradient"), at: 20 * tau))
    let coarse = try Self.elapsed(tau, value: value, step: 0.005)
    let fine = try Self.elapsed(tau, value: value, step: 0.0025)
    let limit = 2 * fine - coarse
    #expect(abs(limit - (policy - Self.clock(0.8))) <= 4e-5 * tau, "flow: \(limit), \(policy)")
    #expect(abs(limit - 20 * tau) <= 2e-3 * tau, "law")
  }

  /// β₁ = τ is what it was, to the bit; another one is another V*.
  @Test func equalTemperaturesAreOne() throws {
    func model(_ value: Double) throws -> Mixture {
      try Base.model(
        Base.scenario("oapl", ["temperature": 0.7, "valueTemperature": value]), at: 2)
    }
    #expect(try model(0) == model(0.7))
    #expect(try model(0).logitWeight != model(0.3).logitWeight)
  }

  // MARK: - Self-distillation by a tilt

  @Test func aTiltMovesByItsLength() throws {
    func tilted(_ rate: Double, at time: Double) throws -> Double {
      var scenario = Base.scenario("sdft", ["tilt": 1, "emaRate": rate], step: 0.01)
      scenario.coordinates = .natural
      return try Base.model(scenario, at: time).logitWeight
    }
    let frozen = try tilted(0, at: 30)
    #expect(abs(frozen - (logit(0.8) - 1)) <= 1e-9, "\(frozen)")
    // A teacher that follows is tilted for ever: −ac/(1 + a), a little less where β is so small that the modes
    // overlap all the same, .333295 from t = 30 to 40 at β = 10⁻⁴ to 4 · 10⁻⁶.
    func drift(from time: Double, to end: Double) throws -> Double {
      (try tilted(0.5, at: end) - tilted(0.5, at: time)) / (end - time)
    }
    let early = try drift(from: 8, to: 12)
    #expect(abs(early + 0.3333324) <= 1e-7 && abs(early + 1.0 / 3) <= 5e-6, "flow: \(early)")
    let late = try drift(from: 30, to: 40)
    #expect(abs(late + 0.3332951) <= 1e-7, "flow: \(late)")
  }

  /// In the other coordinates and directions it is the same teacher.
  @Test(arguments: ["reverse", "forward", "jsd"]) func aFrozenTiltEndsThere(_ direction: String)
    throws
  {
    let scenario = Base.scenario(
      "sdft", ["tilt": 1, "emaRate": 0], ["direction": direction], step: 0.05)
    let lane = try Lane(scenario, lane: 0)
    let goal = try #require(
      lane.method.oldWeightGoal(lane.problem(at: LaneState(startOf: scenario))))
    let beta = try Self.weight(scenario, at: 300)
    #expect(abs(beta - sigmoid(logit(0.8) - 1)) <= 1e-4, "\(beta)")
    #expect(abs(goal - beta) <= 1e-4)
  }

  // MARK: - Sampling

  @Test func coldSamplingSharpensWindowByWindow() throws {
    var beta = 0.8
    var law = 0.8
    for (expected, flow) in [(0.878726, 0.87872613), (0.944232, 0.94423236)] {
      let scenario = Base.scenario(
        "filtered-sft", ["oldAcceptance": 1, "samplingTemperature": 0.7], oldWeight: beta,
        step: 0.05)
      beta = try Self.weight(scenario, at: 400)
      #expect(abs(beta - flow) <= 2e-8, "flow: \(beta)")
      law = sigmoid(logit(law) / 0.7)
      #expect(abs(law - expected) <= 5e-7 && abs(beta - law) <= 5e-7, "law: \(law)")
    }
  }

  /// And every component narrows: σ² ← T σ².
  @Test func coldSamplingNarrows() throws {
    var scenario = Base.scenario(
      "filtered-sft", ["oldAcceptance": 1, "samplingTemperature": 0.7], step: 0.02)
    scenario.rates = Rates(oldCovariance: 1, newCovariance: 1)
    let model = try Base.model(scenario, at: 60)
    for scale in [model.old.scale, model.new.scale] {
      #expect(abs(scale.l11 * scale.l11 - 0.7) <= 1e-4, "\(scale)")
    }
  }

  /// What is rarer than β_c is gone after one window.
  @Test func topPLosesTheMinority() throws {
    func normal(_ x: Double) -> Double { 0.5 * (1 + erf(x / 2.0.squareRoot())) }
    func likelier(_ beta: Double) -> Double {
      (1 - beta) * (2 * normal((2 * log((1 - beta) / beta)).squareRoot()) - 1)
    }
    var (low, high) = (0.01, 0.4)
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if likelier(middle) > 0.9 { low = middle } else { high = middle }
    }
    #expect(abs(low - 0.076385) <= 5e-7, "\(low)")
    func slope(_ beta: Double) throws -> Double {
      let scenario = Base.scenario(
        "filtered-sft", ["oldAcceptance": 1, "topP": 0.9], oldWeight: beta)
      let lane = try Lane(scenario, lane: 0)
      return -lane.velocity(at: LaneState(startOf: scenario)).oldWeight / (beta * (1 - beta))
    }
    // G_s = β − the share that is drawn; the edge of the cut is soft by a hundredth of log q.
    #expect(abs(try slope(0.0755) - 0.0755) <= 1e-9)
    #expect(try slope(0.085) < 0.085 - 0.01)
  }

  /// In the plane the likeliest answers of one Gaussian are a disc, u = r²/2 ≤ −ln(1 − p): the variance that is left is
  /// 1 − u (1 − p)/p in every direction. Cells are cut in both: along rows alone the variances are off by 2e−3, and not
  /// by the same.
  @Test(arguments: [0.5, 0.9]) func topPKeepsADisc(_ share: Double) {
    let model = Mixture.plane(0.5, SIMD2(0.3, -0.2), SIMD2(0.3, -0.2))
    let settings = MethodSettings(
      "filtered-sft", numbers: ["oldAcceptance": 1, "topP": share])
    let method = MethodCase("", settings).method
    let (gradient, constants) = BatchEstimateTests.exact(method, Problem(model), model)
    let u = -log(1 - share)
    #expect(abs(constants.value + log(2 * .pi) + u) <= 2e-3, "\(constants.value)")
    // Of both components together, by the scores of log deviations.
    for (old, new) in [(5, 8), (7, 10)] {
      let found = gradient[old] + gradient[new]
      #expect(abs(found - u * (1 - share) / share) <= 8e-4, "\(gradient)")
    }
    #expect(abs(gradient[5] - gradient[7]) <= 1e-12, "\(gradient)")
  }

  // MARK: - Tokens

  @Test func tokensMakeRewardsRare() throws {
    func time(_ key: String, step: Double) throws -> Double {
      let scenario = Base.scenario(key, ["tokens": 4], oldWeight: 0.7, step: step)
      let lane = try Lane(scenario, lane: 0)
      var state = LaneState(startOf: scenario)
      var time = 0.0
      var before = 0.7
      while state.model.oldWeight > 0.5, time < 100 {
        before = state.model.oldWeight
        lane.advance(&state, by: step)
        time += step
      }
      let after = state.model.oldWeight
      return time - step * (0.5 - after) / (before - after)
    }
    let rewarded = try time("policy-gradient", step: 0.01)
    #expect(abs(rewarded - 16.757298) <= 2e-5, "flow: \(rewarded)")
    let shown = try time("forward-kl", step: 0.001)
    #expect(abs(shown - 0.354717) <= 1e-6, "flow: \(shown)")
    // ∫ du/(n pⁿ (1 − p)) and ∫ du/(n (1 − p)), du = dp/(p (1 − p)), which know no overlap: 16.75754 and .35468.
    func law(_ power: Double) -> Double {
      let count = 2000
      let h = 0.2 / Double(count)
      return (0...count).map {
        let p = 0.3 + h * Double($0)
        let share = $0 == 0 || $0 == count ? 1.0 : $0 % 2 == 0 ? 2 : 4
        return share * h / 3 / (p * (1 - p) * 4 * pow(p, power) * (1 - p))
      }.reduce(0, +)
    }
    #expect(abs(law(4) - 16.75754) <= 5e-6 && abs(law(4) - rewarded) <= 5e-4, "\(law(4))")
    #expect(abs(law(0) - 0.354682) <= 5e-7 && abs(law(0) - shown) <= 5e-5, "\(law(0))")
  }

  // MARK: - Batches

  @Test(arguments: [
    (MethodCase.anchored, 64), (.anchoredForward, 64), (.anchoredGenerative, 64),
    (.anchoredReweighted, 64), (.dataTokens, 64), (.rewardTokens, 60), (.controlled, 64),
    (.twoTemperatures, 64), (.tilted, 64), (.tempered, 2048),
  ]) func batchesEstimateTheGradient(_ method: MethodCase, _ size: Int) {
    BatchEstimateTests.expectExact(method, size: size)
  }

  /// Top-p draws the threshold of its batches from the reference: the mean move is that of the exact flow.
  @Test func batchesCutAtTheTop() throws {
    var scenario = Base.scenario(
      "filtered-sft", ["oldAcceptance": 1, "topP": 0.8], oldWeight: 0.3, step: 0.05)
    let exact = try Self.weight(scenario, at: 20)
    scenario.sampling = .batch(2048)
    let sampled = try Self.weight(scenario, at: 20)
    #expect(abs(exact - sampled) <= 0.02, "\(exact), \(sampled)")
    #expect(exact < 0.27)
  }

  // MARK: - Cold starts

  /// From a small chance p₀ a reward takes 1/p₀ to be found, one for n tokens 1/p₀ⁿ, data log 1/p₀: by the laws of
  /// separated modes, whose flow `RewardMethodTests` and `tokensMakeRewardsRare` hold.
  @Test func coldStartsTakeWhatTheirSignalTakes() throws {
    func time(_ key: String, tokens: Double, from chance: Double) throws -> Double {
      let scenario = Base.scenario(key, ["tokens": tokens], oldWeight: 1 - chance)
      let lane = try Lane(scenario, lane: 0)
      let problem = lane.problem(at: LaneState(startOf: scenario))
      // ∫ ds/s' down to one half, by Simpson.
      let (end, count) = (-logit(chance), 4000)
      return try (0...count).map { index in
        let share = index == 0 || index == count ? 1.0 : index % 2 == 0 ? 2 : 4
        let velocity = try #require(
          lane.method.separatedVelocity(
            logitWeight: end * Double(index) / Double(count), problem))
        return share * end / Double(3 * count) / -velocity
      }.reduce(0, +)
    }
    let rewarded = try [0.01, 0.001].map { try time("policy-gradient", tokens: 1, from: $0) }
    #expect(abs(rewarded[0] - 108.180) <= 1e-3 && abs(rewarded[1] * 0.001 - 1) <= 0.02)
    for tokens in [2.0, 3] {
      let late = try [1e-3, 1e-4].map { try time("policy-gradient", tokens: tokens, from: $0) }
      // ∫ du/(n pⁿ (1 − p)), du = dp/(p (1 − p)).
      #expect(abs(late[1] / late[0] / pow(10, tokens) - 1) <= 0.01, "\(late)")
      #expect(abs(late[1] * tokens * tokens * pow(1e-4, tokens) - 1) <= 0.01, "\(late)")
    }
    let shown = try [1e-3, 1e-4].map { try time("forward-kl", tokens: 1, from: $0) }
    #expect(abs(shown[1] - shown[0] - log(10)) <= 2e-3, "\(shown)")
  }
}
