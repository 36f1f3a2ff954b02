import SeededNumbers
import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The losses of the wider field as they are written (docs/mathematics.md §21), by plain sums over a fine grid
/// and without the product's columns: G is their derivative, by finite differences. What a method holds still
/// (whom it has sampled, advantages, a baseline, a teacher) is held still here.
@Suite struct LossDefinitionTests {
  /// Answers on a line, and everything that a loss says of them.
  struct Answers {
    let step: Double
    let points: [SIMD2<Double>]
    /// log q₀, q₀ the model where G is asked for; log q_ref, log T.
    let logStart: [Double]
    /// log N(m_n, S_n) of that model, and its share.
    let logStartNew: [Double]
    let startNewShare: Double
    let logReference: [Double]
    let logTeacher: [Double]
    /// Shares of the new task under p, and log p.
    let newShare: [Double]
    let logTarget: [Double]
    let problem: Problem

    init(_ problem: Problem, _ model: Mixture, reach: Double, step: Double) {
      self.step = step
      self.problem = problem
      let count = Int(reach / step)
      points = (-count...count).map { SIMD2(Double($0) * step, 0) }
      let logTarget = points.map { problem.target.logDensity(at: $0) }
      self.logTarget = logTarget
      logStart = points.map { model.logDensity(at: $0) }
      logStartNew = points.map { model.new.logDensity(at: $0, dimension: 1) }
      startNewShare = 1 - model.oldWeight
      logReference = points.map { problem.reference.logDensity(at: $0) }
      logTeacher = points.map { problem.teacher.logDensity(at: $0) }
      newShare = zip(points, logTarget).map { point, logTarget in
        1
          - exp(
            problem.target.logOldWeight + problem.target.old.logDensity(at: point, dimension: 1)
              - logTarget)
      }
    }

    func log(_ mixture: Mixture) -> [Double] { points.map { mixture.logDensity(at: $0) } }

    /// ∫ e^a f.
    func mean(_ logDensity: [Double], _ f: (Int) -> Double) -> Double {
      var sum = 0.0
      for i in logDensity.indices { sum += exp(logDensity[i]) * f(i) }
      return sum * step
    }

    func divergence(_ a: [Double], _ b: [Double]) -> Double { mean(a) { a[$0] - b[$0] } }

    /// r of every answer.
    func rewards(_ settings: MethodSettings) -> [Double] {
      guard settings.choices["reward"] == "both" else { return newShare }
      // The highest point lies between the grid's: halved about the best until nothing is left.
      var best = points[logTarget.indices.max { logTarget[$0] < logTarget[$1] }!].x
      var h = step
      while h > 1e-9 {
        let around = [best - h, best, best + h]
        best = around.max {
          problem.target.logDensity(at: SIMD2($0, 0)) < problem.target.logDensity(at: SIMD2($1, 0))
        }!
        h /= 2
      }
      let top = problem.target.logDensity(at: SIMD2(best, 0))
      return logTarget.map { exp($0 - top) }
    }
  }

  // MARK: - The losses

  static func number(_ settings: MethodSettings, _ key: String, _ standard: Double = 0)
    -> Double
  {
    settings.numbers[key] ?? standard
  }

  /// The loss of a method as a function of log q on the grid.
  static func loss(_ settings: MethodSettings, _ all: Answers) -> ([Double]) -> Double {
    let rewards = all.rewards(settings)
    let kappa = number(settings, "klCoefficient") * all.problem.klFactor
    switch settings.key {
    case "policy-gradient":
      let tokens = number(settings, "tokens", 1)
      return { q in -pow(all.mean(q) { rewards[$0] }, tokens) }
    case "kl-regularised-rl":
      // κ KL(q ‖ q_ref e^{r/κ}/Z).
      let tilted = zip(all.logReference, rewards).map { $0 + $1 / kappa }
      let z = log(all.mean(tilted) { _ in 1 })
      return { q in kappa * (all.divergence(q, tilted) + z) }
    case "grpo": return groupLoss(settings, rewards, all)
    case "dpo", "ipo": return pairLoss(settings, rewards, all)
    case "filtered-sft": return filterLoss(settings, all)
    case "forward-kl": return dataLoss(settings, all)
    case "ttt-discover": return discoverLoss(settings, rewards, all)
    case "chen-reinforce": return reinforceLoss(all)
    case "sdft":
      let teacher = all.log(
        all.problem.teacher.with(
          logitWeight: all.problem.teacher.logitWeight - number(settings, "tilt")))
      return settings.choices["direction"] == "forward"
        ? { q in all.divergence(teacher, q) } : { q in all.divergence(q, teacher) }
    case "oapl":
      let tau = number(settings, "temperature", 1)
      let own = number(settings, "valueTemperature")
      let first = own == 0 ? tau : own
      let value = first * log(all.mean(all.logReference) { exp(rewards[$0] / first) })
      return { q in
        all.mean(all.logReference) {
          let miss = tau * (q[$0] - all.logReference[$0]) - (rewards[$0] - value)
          return miss * miss
        }
      }
    default: fatalError(settings.key)
    }
  }

  /// −E_ref Φ(q/q_ref) A, Φ' what an answer counts, and the estimators under samples that stay.
  private static func groupLoss(
    _ settings: MethodSettings, _ rewards: [Double], _ all: Answers
  ) -> ([Double]) -> Double {
    let mean = all.mean(all.logStart) { rewards[$0] }
    let size = Int(number(settings, "groupSize"))
    let scale: Double
    if size == 0 {
      let variance = all.mean(all.logStart) { (rewards[$0] - mean) * (rewards[$0] - mean) }
      scale = 1 / (variance.squareRoot() + 1e-6)
    } else {
      // E √(f (1 − f)) over all outcomes of the group, one after the other.
      var spread = 0.0
      for outcome in 0..<(1 << size) {
        let wins = Double(outcome.nonzeroBitCount)
        let share = wins / Double(size)
        spread +=
          pow(mean, wins) * pow(1 - mean, Double(size) - wins)
          * (share * (1 - share)).squareRoot()
      }
      scale = spread / (mean * (1 - mean))
    }
    let clip = number(settings, "clip")
    let kappa = number(settings, "klCoefficient")
    let estimator = settings.choices["estimator"] ?? "k3"
    return { q in
      let policy = all.mean(all.logReference) { i in
        let x = q[i] - all.logReference[i]
        let r = rewards[i]
        if clip == 0 { return scale * (r - mean) * exp(x) }
        if size == 0 { return scale * (r - mean) * counted(x, r > mean, clip) }
        // In a group it wins with chance r.
        return scale
          * (r * (1 - mean) * counted(x, true, clip) - (1 - r) * mean * counted(x, false, clip))
      }
      let penalty = all.mean(all.logStart) { i in
        let x = q[i] - all.logReference[i]
        switch estimator {
        case "k1": return x
        case "k2": return 0.5 * x * x
        default: return exp(-x) - 1 + x
        }
      }
      return -policy + kappa * penalty
    }
  }

  /// ∫ of what counts of a ratio up to e^x: all of it until .02 before the clip, nothing beyond.
  private static func counted(_ x: Double, _ isBetter: Bool, _ clip: Double) -> Double {
    let width = 0.02
    if isBetter {
      let high = log(1 + clip)
      let start = exp(high - width)
      if x <= high - width { return exp(x) }
      let end = min(x, high)
      return start + ((high - end + 1) * exp(end) - (width + 1) * start) / width
    }
    let low = log(1 - clip)
    if x <= low { return 0 }
    let end = min(x, low + width)
    return ((end - low - 1) * exp(end) + exp(low)) / width + exp(x) - exp(end)
  }

  /// Over all pairs of the reference's answers.
  private static func pairLoss(
    _ settings: MethodSettings, _ rewards: [Double], _ all: Answers
  ) -> ([Double]) -> Double {
    let tau = number(settings, "temperature", 1)
    let sharpness = settings.choices["preferences"] == "deterministic" ? 24.0 : 1
    let shares = all.logReference.map { exp($0) * all.step }
    let kept = shares.indices.filter { shares[$0] > 1e-18 }
    let isIdentity = settings.key == "ipo"
    return { q in
      var sum = 0.0
      for i in kept {
        for j in kept {
          let chance = 1 / (1 + exp(sharpness * (rewards[j] - rewards[i])))
          let h = q[i] - all.logReference[i] - q[j] + all.logReference[j]
          let miss = h - (2 * chance - 1) / (2 * tau)
          // A pair is asked once: π log σ(τh) + (1 − π) log σ(−τh), which is twice the first by the other place.
          let surprise = 2 * chance * log1p(exp(-tau * h))
          sum += shares[i] * shares[j] * (isIdentity ? miss * miss : surprise)
        }
      }
      return sum
    }
  }

  /// KL from the accepted answers: drawn at a temperature, cut at the top, kept with a chance.
  private static func filterLoss(_ settings: MethodSettings, _ all: Answers) -> ([Double]) -> Double
  {
    let temperature = number(settings, "samplingTemperature", 1)
    let old = number(settings, "oldAcceptance", 0.3)
    let new = number(settings, "newAcceptance", 1)
    let top = number(settings, "topP", 1)
    let sharpened = all.logReference.map { $0 / temperature }
    var drawn = sharpened.map { exp($0) }
    let total = drawn.reduce(0, +)
    if top < 1 {
      // The likeliest first, until they make up the share; the last one in part.
      var left = top * total
      for i in drawn.indices.sorted(by: { sharpened[$0] > sharpened[$1] }) {
        let taken = min(left, drawn[i])
        left -= taken
        drawn[i] = taken
      }
    }
    for i in drawn.indices { drawn[i] *= old + (new - old) * all.newShare[i] }
    let accepted = drawn.reduce(0, +)
    return { q in zip(drawn, q).map { -$0 / accepted * $1 }.reduce(0, +) }
  }

  private static func dataLoss(_ settings: MethodSettings, _ all: Answers) -> ([Double]) -> Double {
    let replay = number(settings, "replay")
    let mode = settings.choices["replayMode"] ?? "mix"
    let new = all.log(all.problem.newTask)
    let other = mode == "generative" ? all.logReference : all.log(all.problem.oldTask)
    let tokens = number(settings, "tokens", 1)
    let kappa = number(settings, "anchor")
    return { q in
      let data =
        mode == "reweight"
        ? all.mean(new) { -q[$0] }
        : (1 - replay) * all.mean(new) { -q[$0] } + replay * all.mean(other) { -q[$0] }
      let anchor =
        settings.choices["anchorDirection"] == "forward"
        ? all.divergence(all.logReference, q) : all.divergence(q, all.logReference)
      return tokens * data + kappa * anchor
    }
  }

  // MARK: - Their derivatives

  /// By five points, in the weight, the means and the logarithms of the deviations.
  private static func differences(_ model: Mixture, _ loss: (Mixture) -> Double) -> Coordinates {
    let h = 5e-4
    var result = Coordinates(repeating: 0)
    for index in [0, 1, 3, 5, 8] {
      func value(_ multiple: Double) -> Double {
        var step = Coordinates(repeating: 0)
        step[index] = multiple * h
        return loss(model.moved(by: step))
      }
      result[index] = (value(-2) - 8 * value(-1) + 8 * value(1) - value(2)) / (12 * h)
    }
    return result
  }

  /// A method's largest error over some random problems, in units of G's largest entry or of 1.
  private static func error(
    _ method: MethodCase, count: Int, reach: Double, step: Double, klFactor: Double = 1
  ) -> Double {
    var random = SplitMix64(seed: 16)
    var worst = 0.0
    var seen = 0
    while seen < count {
      let target = random.mixture(dimension: 1, tied: false, reach: 2)
      let model = random.mixture(dimension: 1, tied: false, reach: 2)
      var problem = Problem(
        target: target, reference: random.like(model), teacher: random.like(model))
      problem.klFactor = klFactor
      let (found, constants) = BatchEstimateTests.exact(method.method, problem, model)
      // An adaptive η that sums over this grid do not resolve.
      if constants.sharpness > 60 { continue }
      seen += 1
      let all = Answers(problem, model, reach: reach, step: step)
      let loss = loss(method.settings, all)
      let expected = differences(model) { loss(all.log($0)) }
      #expect(expected.largestMagnitude > 1e-4, "\(method) says nothing")
      worst = max(worst, relativeError(found, expected))
    }
    return worst
  }

  static let smooth: [MethodCase] = [
    .policyGradient, .policyGradientBoth, .rewardTokens, .regularisedRL,
    .regularisedRLBoth, .controlled, .groups, .groupsBoth, .groupsOfEight, .groupsNothing,
    .groupsHeld, .groupsReplay, .filtered, .filteredBoth, .tempered, .anchored, .anchoredForward,
    .anchoredGenerative, .anchoredReweighted, .dataTokens, .tilted, .tiltedForward, .offPolicy,
    .offPolicyBoth, .twoTemperatures, .discover, .discoverMild, .discoverBoth, .discoverAdaptive,
    .chen,
  ]
  static let pairs = MethodCase.everything.filter { ["dpo", "ipo"].contains($0.settings.key) }
  static let edged: [MethodCase] = [.clipped, .groupsClipped, .topped]

  @Test(arguments: smooth) func gradientIsTheDerivativeOfTheLoss(_ method: MethodCase) {
    let error = Self.error(method, count: 4, reach: 16, step: 0.02)
    #expect(error <= 2e-8, "\(method): off by \(error)")
  }

  /// A controller's factor multiplies κ.
  @Test func aSteeredCoefficient() {
    let error = Self.error(.controlled, count: 2, reach: 16, step: 0.02, klFactor: 1.7)
    #expect(error <= 2e-8, "off by \(error)")
  }

  /// Sure preferences turn over a sixth of a log-ratio: what the sums here, nodes .05 apart, resolve to five digits.
  @Test(arguments: pairs) func pairsHaveTheDerivativeOfTheirLoss(_ method: MethodCase) {
    let error = Self.error(method, count: 2, reach: 11, step: 0.05)
    let isSure = method.settings.choices["preferences"] == "deterministic"
    #expect(error <= (isSure ? 2e-5 : 2e-8), "\(method): off by \(error)")
  }

  /// Edges, of a clip and of top-p, lie between nodes.
  @Test(arguments: edged) func edgesAreResolved(_ method: MethodCase) {
    let error = Self.error(method, count: 6, reach: 16, step: 0.001)
    #expect(error <= 1e-3, "\(method): off by \(error)")
  }

  /// With a reward of 0 or 1 GRPO descends −2 arcsin √J.
  @Test func binaryRewardsMakeAnArcsine() throws {
    let target = Mixture.line(0.5, -6, 6)
    for weight in [0.9, 0.4, 0.05] {
      let model = Mixture.line(weight, -6.2, 5.7)
      let problem = Problem(target)
      let all = Answers(problem, model, reach: 20, step: 0.02)
      let expected = Self.differences(model) { model in
        -2 * asin(all.mean(all.log(model)) { all.newShare[$0] }.squareRoot())
      }
      let found = BatchEstimateTests.exact(MethodCase.groups.method, problem, model).gradient
      #expect(relativeError(found, expected) <= 1e-5, "\(found), \(expected)")
      #expect(abs(found.weight - (weight * (1 - weight)).squareRoot()) <= 1e-5)
    }
  }

  /// κ' = .1 κ clip(KL/D − 1, ±.2), KL that of the model to the reference.
  @Test(arguments: [0.05, 0.14, 0.16, 0.2, 0.5]) func theControllersRate(_ target: Double) throws {
    let method = try RegularisedRL(
      MethodSettings(
        "kl-regularised-rl", numbers: ["klTarget": target], choices: ["controller": "adaptive"]))
    let (problem, model) = BatchEstimateTests.overlapping(1)
    let (_, constants) = BatchEstimateTests.exact(method, problem, model)
    let all = Answers(problem, model, reach: 12, step: 0.02)
    let divergence = all.divergence(all.logStart, all.logReference)
    let rate = try #require(method.controlRate(constants))
    #expect(abs(rate - 0.1 * min(0.2, max(-0.2, divergence / target - 1))) <= 1e-10, "\(rate)")
    #expect(divergence > 0.01 && divergence < 0.2, "\(divergence)")
    // And a lane's factor moves by it.
    var scenario = RewardMethodTests.scenario(
      "kl-regularised-rl", ["klTarget": target], ["controller": "adaptive"], oldWeight: 0.6,
      reference: 0.8, step: 1e-3)
    scenario.clock.integrator = .euler
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: 1e-3)
    let own = 0.6 * log(0.6 / 0.8) + 0.4 * log(0.4 / 0.2)
    let step = 0.1 * min(0.2, max(-0.2, own / target - 1))
    #expect(abs(log(state.klFactor) / 1e-3 - step) <= 1e-3, "\(state.klFactor)")
  }
}
