import SeededNumbers
import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The numbers of statements A to G and R (docs/mathematics.md §22), by the flow and by the statements
/// themselves. Those marked "flow" come from an independent implementation.
@Suite struct StatementNumberTests {
  private static let frozen = Rates(oldMean: 0, newMean: 0)

  private static func scenario(
    _ key: String, _ numbers: [String: Double] = [:], separation: Double = 8, mass: Double = 0.5,
    oldWeight: Double = 0.8, rates: Rates = frozen, step: Double = 0.01
  ) -> Scenario {
    Scenario(
      target: TargetSettings(
        oldMass: mass, old: ModeSettings(mean: [-separation / 2]),
        new: ModeSettings(mean: [separation / 2])),
      start: MixtureSettings(oldWeight: oldWeight), rates: rates, clock: Clock(step: step),
      lanes: [LaneSettings(method: MethodSettings(key, numbers: numbers))])
  }

  private static func finding(_ number: String, _ scenario: Scenario, _ state: LaneState? = nil)
    throws -> Finding
  {
    let lane = try Lane(scenario, lane: 0)
    return StatementTests.statement(number).finding(
      for: EvidenceReader().evidence(of: lane, at: state ?? LaneState(startOf: scenario)))
  }

  // MARK: - A

  @Test(arguments: [(6.0, 23.227, 23.081, 23.684), (4, 25.635, 23.081, 33.474)])
  func timeToForget(_ separation: Double, _ time: Double, _ low: Double, _ high: Double) throws {
    let scenario = Self.scenario("forward-kl", separation: separation)
    let finding = try Self.finding("A", scenario)
    #expect(finding.verdict == .holds)
    #expect(abs((finding.measurement ?? 0) - time) <= 5e-4, "\(finding)")
    guard case .between(let least, let most)? = finding.prediction else {
      Issue.record("\(finding)")
      return
    }
    #expect(abs(least - low) <= 5e-4 && abs(most - high) <= 5e-4, "\(finding)")
    // And by the flow.
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    var passed = 0.0
    var before = state.model.oldWeight
    while state.model.oldWeight > 0.05, passed < 100 {
      before = state.model.oldWeight
      lane.advance(&state, by: 0.01)
      passed += 0.01
    }
    let after = state.model.oldWeight
    passed -= 0.01 * (0.05 - after) / (before - after)
    #expect(abs(passed - time) <= 5e-4, "flow: \(passed)")
  }

  // MARK: - B

  @Test func theWeightComesAtLeastSoFast() throws {
    let scenario = Self.scenario("reverse-kl", separation: 1, step: 0.05)
    let finding = try Self.finding("B", scenario)
    #expect(finding.verdict == .holds)
    guard case .atLeast(let rate)? = finding.prediction else {
      Issue.record("\(finding)")
      return
    }
    #expect(abs(0.3 * exp(-60 * rate) - 0.1219) <= 5e-5)
    let model = try RewardMethodTests.model(scenario, at: 60)
    #expect(abs(model.oldWeight - 0.5 - 0.0223) <= 5e-5, "flow: \(model.oldWeight)")
  }

  // MARK: - C

  @Test func geometryIsExplicit() throws {
    let finding = try Self.finding("C", Self.scenario("reverse-kl", separation: 6))
    #expect(finding.verdict == .holds)
    #expect(abs((finding.measurement ?? 0) - 0.24888) <= 5e-6, "\(finding)")
    guard case .atLeast(let bound)? = finding.prediction else {
      Issue.record("\(finding)")
      return
    }
    #expect(abs(bound - 0.19168) <= 5e-6)
    // Its condition, and the bound of that.
    let fisher = FisherInformation(of: .line(0.5, 0, 6))
    let spectrum = symmetricEigenvalues(
      (0..<3).map { row in Array(fisher.entries[3 * row..<3 * row + 3]) })
    #expect(abs(spectrum[2] / spectrum[0] - 2.007) <= 5e-4)
    let error = 0.25 - bound
    #expect(abs((0.5 + error) / (0.25 - error) - 2.913) <= 5e-4)
    #expect(
      try Self.finding("C", Self.scenario("reverse-kl", separation: 4)).verdict == .doesNotApply)
  }

  // MARK: - D

  @Test func replayBoundsTheVariance() throws {
    let scenario = Self.scenario("reverse-kl", ["replay": 0.3], oldWeight: 0.01)
    let finding = try Self.finding("D", scenario)
    #expect(finding.verdict == .holds)
    #expect(abs((finding.measurement ?? 0) - 2.2571) <= 5e-5, "\(finding)")
    guard case .between(_, let law)? = finding.prediction else {
      Issue.record("\(finding)")
      return
    }
    #expect(abs(law - 2.2573) <= 5e-5)
    #expect(Claims().replayVariance(0.01, 0) == 99)
    // The effective size, where something else than (1 − λ) is claimed of it; 1/∫ q²/b by a plain sum.
    var claims = Claims()
    claims.effectiveShare = { _ in 1 }
    let lane = try Lane(scenario, lane: 0)
    let wrong = StatementTests.statement("D").finding(
      for: EvidenceReader().evidence(of: lane, at: LaneState(startOf: scenario)), claims: claims)
    #expect(wrong.verdict == .fails && abs((wrong.measurement ?? 0) - 0.7069) <= 5e-5, "\(wrong)")
    let model = Mixture.line(0.01, -4, 4)
    let h = 0.01
    let squares = (-1400...1400).map { index in
      let y = SIMD2(Double(index) * h, 0)
      let q = exp(model.logDensity(at: y))
      return h * q * q / (0.7 * q + 0.3 * exp(model.old.logDensity(at: y, dimension: 1)))
    }.reduce(0, +)
    #expect(abs(1 / squares - (wrong.measurement ?? 0)) <= 1e-9)
  }

  /// The same from samples: N relvar of Σ w r_o, and the effective size of a large batch.
  @Test func replayedBatchesHaveThatVariance() {
    let model = Mixture.line(0.01, -4, 4)
    let replay = 0.3
    var random = SplitMix64(seed: 91)
    func normal() -> Double {
      let radius = (-2 * log(Double.random(in: 1e-300..<1, using: &random))).squareRoot()
      return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
    }
    var sums = (w: 0.0, w2: 0.0, x2: 0.0)
    let count = 400_000
    for _ in 0..<count {
      let isOld = Double.random(in: 0..<1, using: &random) < replay + (1 - replay) * 0.01
      let y = SIMD2((isOld ? -4 : 4) + normal(), 0)
      let q = exp(model.logDensity(at: y))
      let old = exp(model.old.logDensity(at: y, dimension: 1))
      let w = q / ((1 - replay) * q + replay * old)
      let share = 0.01 * old / q
      sums.w += w
      sums.w2 += w * w
      sums.x2 += w * w * share * share
    }
    let n = Double(count)
    let variance = sums.x2 / n / 1e-4 - 1
    // Four standard errors of a mean of some 0 and 10.6.
    #expect(abs(variance - 2.2571) <= 4 * 3.2573 * (2.2573 / n).squareRoot(), "\(variance)")
    let effective = sums.w * sums.w / (sums.w2 * n)
    #expect(abs(effective - 0.7069) <= 2e-3, "\(effective)")
    #expect(effective >= 0.7)
  }

  // MARK: - E

  /// What pulls the old mean near the policy, to twelve digits: the statement allows nine.
  @Test func thePullsAgreeToTwelveDigits() {
    var random = SplitMix64(seed: 92)
    var worst: [String: Double] = [:]
    for _ in 0..<40 {
      let target = random.mixture(dimension: 1, tied: true)
      var model = random.mixture(dimension: 1, tied: true)
      model.old.scale = target.old.scale
      model.new.scale = target.new.scale
      for method in [
        MethodCase.discover, .discoverMild, .discoverFree, .distillation, .offPolicy,
        .twoTemperatures,
      ] {
        let isFresh = method.settings.key == "oapl"
        let problem = Problem(
          target: target, reference: isFresh ? model : random.like(model),
          teacher: random.like(model))
        let finding = StatementTests.statement("9d").finding(
          for: EvidenceReader().evidence(method.method, problem, model: model, rates: Rates()))
        #expect(finding.verdict == .holds, "\(method): \(finding)")
        worst["\(method)"] = max(worst["\(method)"] ?? 0, finding.measurement ?? .infinity)
      }
    }
    #expect(worst.count == 6 && worst.values.allSatisfy { $0 <= 2e-12 }, "\(worst)")
  }

  // MARK: - F

  @Test func thePlaceIsLearnedAtItsRate() throws {
    func left(_ key: String) throws -> Double {
      var scenario = Self.scenario(
        key, oldWeight: 0.9, rates: Rates(weight: 0, oldMean: 0))
      scenario.start.new.mean = [3]
      #expect(try Self.finding("F", scenario).verdict == .holds)
      let time = key == "reverse-kl" ? 10.0 : 1
      return 4 - (try RewardMethodTests.model(scenario, at: time)).new.mean.x
    }
    let reverse = try left("reverse-kl")
    #expect(abs(reverse - 0.3682) <= 5e-5, "flow: \(reverse)")
    let forward = try left("forward-kl")
    #expect(abs(forward - 0.3679) <= 5e-4, "flow: \(forward)")
  }

  // MARK: - G

  /// Where reverse KL from β = .8 ends, from a new mean so far on its way, all groups free.
  private static func end(
    _ key: String, way: Double, separation: Double, at time: Double
  ) throws -> (scenario: Scenario, state: LaneState) {
    var scenario = Self.scenario(key, separation: separation, rates: Rates(), step: 1)
    scenario.start.new.mean = [separation * (way - 0.5)]
    scenario.clock.integrator = .dormandPrince
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: time)
    #expect(state.failure == nil)
    return (scenario, state)
  }

  @Test(arguments: [
    (8.0, 0.45, true), (8, 0.3, true), (8, 0.5, false), (12, 0.5, true), (12, 0.55, false),
  ])
  func farModesTrapReverseKL(_ separation: Double, _ way: Double, _ isTrapped: Bool) throws {
    let (scenario, state) = try Self.end(
      "reverse-kl", way: way, separation: separation, at: 4000)
    let lane = try Lane(scenario, lane: 0)
    let objective = try #require(
      ObjectiveReader().objective(lane.settings, scenario.problem, model: state.model))
    if isTrapped {
      // −ln α, up to what shows of the new task from there, and to what is left of the way.
      #expect(objective > 0.6929 && objective < logTwo, "KL \(objective)")
      #expect(state.model.oldWeight > 0.9)
      if separation == 8 {
        #expect(state.model.new.mean.x < 0)
        #expect(try Self.finding("G", scenario, state).verdict == .holds)
      }
    } else {
      #expect(objective < 1e-3, "KL \(objective)")
    }
    // Forward KL escapes from everywhere.
    let escaped = try Self.end("forward-kl", way: way, separation: separation, at: 100).state.model
    #expect(abs(escaped.new.mean.x - separation / 2) <= 0.05, "\(escaped)")
  }

  /// Where it stays: both components on the old task. The new task's tail lowers the KL of a single Gaussian
  /// there to .693054, ln 2 − 9.4e−5, and two of them find a millionth more.
  @Test func theTrapHasItsLevel() throws {
    let (scenario, state) = try Self.end("reverse-kl", way: 0.3, separation: 8, at: 4e4)
    let objective = try #require(
      ObjectiveReader().objective(
        scenario.lanes[0].method, scenario.problem, model: state.model))
    #expect(abs(objective - 0.693054) <= 2e-6, "KL \(objective)")
  }

  /// A wait whose length grows with the distance from the middle: none from .5 of the way, 8,800 units from .45, and
  /// from .4 it is still there where others have arrived long ago.
  @Test(arguments: [(0.3, Double.infinity), (0.4, .infinity), (0.45, 8800)])
  func theTrapIsAWait(_ way: Double, _ arrival: Double) throws {
    func objective(_ time: Double) throws -> Double {
      let (scenario, state) = try Self.end("reverse-kl", way: way, separation: 8, at: time)
      return try #require(
        ObjectiveReader().objective(
          scenario.lanes[0].method, scenario.problem, model: state.model))
    }
    if arrival.isFinite {
      let before = try objective(0.93 * arrival)
      let after = try objective(1.07 * arrival)
      #expect(before > 0.6 && after < 1e-3, "KL \(before), then \(after)")
    } else {
      let late = try objective(4e4)
      #expect(abs(late - 0.693052) <= 2e-6, "KL \(late)")
    }
  }

  // MARK: - R

  /// At one weight the methods differ by the place alone.
  @Test func theRazorAddsUp() throws {
    func divergence(_ key: String, place: Bool) throws -> Double {
      var scenario = Self.scenario(
        key, rates: place ? Rates(oldMean: 0) : Self.frozen, step: 0.005)
      scenario.start.new.mean = [2.5]
      let lane = try Lane(scenario, lane: 0)
      var state = LaneState(startOf: scenario)
      var before = state.model
      while state.model.oldWeight > 0.25, state.stepCount < 40_000 {
        before = state.model
        lane.advance(&state, by: 0.005)
      }
      #expect(try Self.finding("R", scenario, state).verdict == .holds)
      func reached(_ model: Mixture) -> Double {
        MeterReader().meters(scenario.problem, model: model).klReferenceToModel
      }
      let share =
        (before.oldWeight - 0.25) / (before.oldWeight - state.model.oldWeight)
      return (1 - share) * reached(before) + share * reached(state.model)
    }
    let tuned = try divergence("forward-kl", place: true)
    #expect(abs(tuned - 0.887) <= 5e-4, "flow: \(tuned)")
    let reinforced = try divergence("policy-gradient", place: true)
    #expect(abs(reinforced - 0.666) <= 5e-4, "flow: \(reinforced)")
    for key in ["forward-kl", "policy-gradient", "grpo"] {
      let weight = try divergence(key, place: false)
      #expect(abs(weight - 0.665) <= 5e-4, "\(key): \(weight)")
    }
  }

  /// Two prompts, logits c + w_new and c + w_old: what is learned for one moves the other by
  /// ρ = P_c/(P_c + P_w) of it, whatever the signal is.
  @Test func twoPromptsShareWhatTheirRatesSay() {
    let (shared, own) = (1.0, 3.0)
    for signal in [{ 1 - $0 }, { $0 * (1 - $0) }, { ($0 * (1 - $0)).squareRoot() }]
      as [(Double) -> Double]
    {
      var (c, new) = (0.0, logit(0.1))
      let old = 0.4
      let start = c + old
      while sigmoid(c + new) < 0.9 {
        // The last step is cut short where the chance is 0.9.
        let slope = min(
          1e-3 * signal(sigmoid(c + new)), (logit(0.9) - c - new + 1e-12) / (shared + own))
        c += shared * slope
        new += own * slope
      }
      #expect(abs(c + old - start - 1.098612) <= 1e-6)
    }
    #expect(abs((logit(0.9) - logit(0.1)) / 4 - 1.098612) <= 5e-7)
  }

  /// Of all ways to a reward the natural policy gradient's, β_k ∝ β_k0 e^{tR_k}, has the least KL.
  @Test func theNaturalGradientHasTheLeastDivergence() {
    let start = [0.7, 0.1, 0.15, 0.05]
    let rewards = [0.0, 1, 1, 0.3]
    func reward(_ b: [Double]) -> Double { zip(b, rewards).map(*).reduce(0, +) }
    func divergence(_ b: [Double]) -> Double {
      zip(b, start).map { $0 * log($0 / $1) }.reduce(0, +)
    }
    func softmax(_ a: [Double]) -> [Double] {
      let high = a.max()!
      let e = a.map { exp($0 - high) }
      return e.map { $0 / e.reduce(0, +) }
    }
    /// Follows logits by midpoints until the reward is reached, and its divergence there.
    func follow(_ velocity: ([Double]) -> [Double]) -> Double {
      var a = start.map { log($0) }
      let h = 1e-2
      func moved(by h: Double, along v: [Double]) -> [Double] { zip(a, v).map { $0 + h * $1 } }
      while true {
        let middle = moved(by: h / 2, along: velocity(softmax(a)))
        let next = moved(by: h, along: velocity(softmax(middle)))
        let (before, after) = (reward(softmax(a)), reward(softmax(next)))
        if after >= 0.94377 {
          let share = (0.94377 - before) / (after - before)
          return divergence(softmax(zip(a, next).map { $0 + share * ($1 - $0) }))
        }
        a = next
      }
    }
    let natural = follow { _ in rewards }
    #expect(abs(natural - 1.0999) <= 5e-5, "\(natural)")
    let plain = follow { b in zip(b, rewards).map { $0 * ($1 - reward(b)) } }
    #expect(abs(plain - 1.2172) <= 5e-5, "\(plain)")
    let tuned = follow { b in b.indices.map { ($0 == 1 ? 1 : 0) - b[$0] } }
    #expect(abs(tuned - 1.8186) <= 5e-5, "\(tuned)")
  }
}
