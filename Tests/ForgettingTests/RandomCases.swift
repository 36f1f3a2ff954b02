import SeededNumbers

@testable import Forgetting

extension SplitMix64 {
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }

  mutating func point(_ range: ClosedRange<Double>, dimension: Int) -> SIMD2<Double> {
    let x = number(range)
    return SIMD2(x, dimension == 2 ? number(range) : 0)
  }

  mutating func scale(dimension: Int) -> CholeskyFactor {
    let first = number(0.6...1.6)
    guard dimension == 2 else { return CholeskyFactor(l11: first) }
    return CholeskyFactor(
      Spread(deviation: [first, number(0.6...1.6)], correlation: number(-0.7...0.7)))
  }

  /// Another mixture with the same covariances: a reference or a teacher.
  mutating func like(_ mixture: Mixture, reach: Double = 2) -> Mixture {
    var other = mixture
    other.logitWeight = logit(number(0.1...0.9))
    other.old.mean = point(-reach...reach, dimension: mixture.dimension)
    other.new.mean = point(-reach...reach, dimension: mixture.dimension)
    return other
  }

  /// Two modes with means in ±`reach` and a weight in [0.05, 0.95].
  mutating func mixture(dimension: Int, tied: Bool, reach: Double = 3) -> Mixture {
    let old = scale(dimension: dimension)
    let new = tied ? old : scale(dimension: dimension)
    return Mixture(
      dimension: dimension, logitWeight: logit(number(0.05...0.95)),
      old: Gaussian(mean: point(-reach...reach, dimension: dimension), scale: old),
      new: Gaussian(mean: point(-reach...reach, dimension: dimension), scale: new))
  }
}

/// A method's settings with a name for messages.
struct MethodCase: CustomStringConvertible, Sendable {
  var description: String
  var settings: MethodSettings
  var method: any Method

  init(_ description: String, _ settings: MethodSettings) {
    self.description = description
    self.settings = settings
    do {
      method = try MethodCatalogue.method(for: settings, at: "lanes.1")
    } catch {
      fatalError("\(error)")
    }
  }

  static let forward = MethodCase("forward", MethodSettings("forward-kl"))
  static let mix = MethodCase("mix", MethodSettings("forward-kl", numbers: ["replay": 0.3]))
  static let reweight = MethodCase(
    "reweight",
    MethodSettings("forward-kl", numbers: ["replay": 0.3], choices: ["replayMode": "reweight"]))
  static let full = MethodCase("reverse", MethodSettings("reverse-kl"))
  static let new = MethodCase(
    "reverse to the new task", MethodSettings("reverse-kl", choices: ["goal": "new"]))

  static let all = [forward, mix, reweight, full, new]

  private init(
    _ description: String, _ key: String, _ numbers: [String: Double] = [:],
    _ choices: [String: String] = [:]
  ) {
    self.init(description, MethodSettings(key, numbers: numbers, choices: choices))
  }

  static let fullReplayed = MethodCase("reverse, replay", "reverse-kl", ["replay": 0.3])
  static let newReplayed = MethodCase(
    "reverse to the new task, replay", "reverse-kl", ["replay": 0.3], ["goal": "new"])
  static let distillation = MethodCase("sdft", "sdft")
  static let distillationForward = MethodCase("sdft forward", "sdft", [:], ["direction": "forward"])
  static let distillationMiddle = MethodCase("sdft jsd", "sdft", [:], ["direction": "jsd"])
  static let discover = MethodCase("ttt", "ttt-discover")
  static let discoverMild = MethodCase(
    "ttt, η = 0.7", "ttt-discover", ["eta": 0.7, "klCoefficient": 0.6])
  static let discoverFree = MethodCase("ttt without KL", "ttt-discover", ["klCoefficient": 0])
  static let discoverBoth = MethodCase("ttt, both", "ttt-discover", [:], ["reward": "both"])
  static let discoverAdaptive = MethodCase(
    "ttt, adaptive", "ttt-discover", [:], ["etaMode": "adaptive"])
  static let offPolicy = MethodCase("oapl", "oapl", ["temperature": 0.7])
  static let offPolicyBoth = MethodCase(
    "oapl, both", "oapl", ["temperature": 0.7], ["reward": "both"])
  static let offPolicyRatio = MethodCase(
    "oapl, log-ratio", "oapl", ["temperature": 0.7], ["reward": "log-ratio"])
  static let alpha = MethodCase("α = 0.5", "alpha-divergence", ["a": 0.5])
  static let alphaLow = MethodCase("α = 0.1", "alpha-divergence", ["a": 0.1])
  static let alphaNew = MethodCase(
    "α = 0.5 to the new task", "alpha-divergence", ["a": 0.5], ["goal": "new"])
  static let jensenShannon = MethodCase("Jensen–Shannon", "jensen-shannon")
  static let jeffreys = MethodCase("Jeffreys", "jeffreys")
  static let chen = MethodCase("Chen", "chen-reinforce")
  static let policyGradient = MethodCase("policy gradient", "policy-gradient")
  static let policyGradientBoth = MethodCase(
    "policy gradient, both", "policy-gradient", [:], ["reward": "both"])
  static let regularisedRL = MethodCase("RL with KL", "kl-regularised-rl", ["klCoefficient": 0.7])
  static let regularisedRLBoth = MethodCase(
    "RL with KL, both", "kl-regularised-rl", ["klCoefficient": 0.7], ["reward": "both"])
  static let groups = MethodCase("GRPO", "grpo")
  static let groupsOfEight = MethodCase("GRPO, groups", "grpo", ["groupSize": 8])
  static let groupsReplay = MethodCase("GRPO, k3", "grpo", ["klCoefficient": 0.5])
  static let groupsHeld = MethodCase(
    "GRPO, k2", "grpo", ["klCoefficient": 1.2], ["estimator": "k2"])
  static let groupsNothing = MethodCase(
    "GRPO, k1", "grpo", ["klCoefficient": 0.8], ["estimator": "k1"])
  static let groupsBoth = MethodCase(
    "GRPO, both", "grpo", ["klCoefficient": 0.5], ["reward": "both"])
  static let clipped = MethodCase("GRPO, clip", "grpo", ["clip": 0.2])
  static let groupsClipped = MethodCase(
    "GRPO, groups, clip", "grpo", ["groupSize": 4, "clip": 0.1, "klCoefficient": 0.5])
  static let preferences = MethodCase("DPO", "dpo", ["temperature": 0.7])
  static let preferencesBoth = MethodCase(
    "DPO, both", "dpo", ["temperature": 0.7], ["reward": "both"])
  static let surePreferences = MethodCase(
    "DPO, sure", "dpo", ["temperature": 0.7], ["preferences": "deterministic"])
  static let identityPreferences = MethodCase("IPO", "ipo", ["temperature": 0.7])
  static let identitySure = MethodCase(
    "IPO, sure", "ipo", ["temperature": 0.7], ["preferences": "deterministic"])
  static let identityBoth = MethodCase("IPO, both", "ipo", ["temperature": 0.7], ["reward": "both"])
  static let filtered = MethodCase("filtered SFT", "filtered-sft", ["oldAcceptance": 0.3])
  static let filteredBoth = MethodCase(
    "filtered SFT, two chances", "filtered-sft", ["oldAcceptance": 0.7, "newAcceptance": 0.4])

  static let anchored = MethodCase(
    "forward, anchored", "forward-kl", ["anchor": 0.8, "replay": 0.2])
  static let anchoredForward = MethodCase(
    "forward, anchored forward", "forward-kl", ["anchor": 0.8], ["anchorDirection": "forward"])
  static let anchoredGenerative = MethodCase(
    "forward, generative, anchored", "forward-kl", ["anchor": 0.5, "replay": 0.3],
    ["replayMode": "generative", "anchorDirection": "forward"])
  static let anchoredReweighted = MethodCase(
    "forward, reweighted, anchored", "forward-kl", ["anchor": 0.5, "replay": 0.3],
    ["replayMode": "reweight"])
  static let dataTokens = MethodCase("forward, tokens", "forward-kl", ["tokens": 3])
  static let rewardTokens = MethodCase("policy gradient, tokens", "policy-gradient", ["tokens": 3])
  static let controlled = MethodCase(
    "RL with KL, controlled", "kl-regularised-rl", ["klCoefficient": 0.7],
    ["controller": "adaptive"])
  static let twoTemperatures = MethodCase(
    "oapl, two temperatures", "oapl", ["temperature": 0.7, "valueTemperature": 0.4])
  static let tilted = MethodCase("sdft, tilted", "sdft", ["tilt": 0.8])
  static let tiltedForward = MethodCase(
    "sdft forward, tilted", "sdft", ["tilt": 0.8], ["direction": "forward"])
  static let tempered = MethodCase(
    "filtered SFT, tempered", "filtered-sft",
    ["oldAcceptance": 0.5, "samplingTemperature": 0.8])
  static let topped = MethodCase(
    "filtered SFT, top-p", "filtered-sft",
    ["oldAcceptance": 0.5, "samplingTemperature": 0.9, "topP": 0.95])

  /// Every method with every option.
  static let everything =
    all + [
      fullReplayed, newReplayed, distillation, distillationForward, distillationMiddle, discover,
      discoverMild, discoverFree, discoverBoth, discoverAdaptive, offPolicy, offPolicyBoth,
      offPolicyRatio, alpha,
      alphaLow, alphaNew, jensenShannon, jeffreys, chen, policyGradient, policyGradientBoth,
      regularisedRL, regularisedRLBoth, groups, groupsOfEight, groupsReplay, groupsHeld,
      groupsNothing, groupsBoth, clipped, groupsClipped, preferences, preferencesBoth,
      surePreferences,
      identityPreferences, identitySure, identityBoth, filtered, filteredBoth, anchored,
      anchoredForward, anchoredGenerative, anchoredReweighted, dataTokens, rewardTokens,
      controlled, twoTemperatures, tilted, tiltedForward, tempered, topped,
    ]

  /// Those whose flow decreases an integral: not REINFORCE, not where η adapts or advantages are divided
  /// by their spread, and not where pairs are summed up.
  static let withObjective = everything.filter {
    !["Chen", "ttt, adaptive"].contains($0.description)
      && !["grpo", "dpo"].contains($0.settings.key)
  }
}

/// A problem of one or two dimensions, with or without one covariance for all modes.
struct Shape: CustomStringConvertible, Sendable {
  var dimension: Int
  var tied: Bool
  var description: String { "\(dimension)-D, \(tied ? "tied" : "untied")" }

  static let all = [
    Shape(dimension: 1, tied: true), Shape(dimension: 1, tied: false),
    Shape(dimension: 2, tied: true), Shape(dimension: 2, tied: false),
  ]
}

extension Problem {
  /// A target that is its own reference.
  init(_ target: Mixture) { self.init(target: target, reference: target) }
}

extension Mixture {
  /// A mixture on a line with unit deviations.
  static func line(_ weight: Double, _ old: Double, _ new: Double, deviation: Double = 1) -> Mixture
  {
    let scale = CholeskyFactor(l11: deviation)
    return Mixture(
      dimension: 1, logitWeight: logit(weight), old: Gaussian(mean: SIMD2(old, 0), scale: scale),
      new: Gaussian(mean: SIMD2(new, 0), scale: scale))
  }

  /// A mixture in the plane with one covariance.
  static func plane(
    _ weight: Double, _ old: SIMD2<Double>, _ new: SIMD2<Double>,
    scale: CholeskyFactor = CholeskyFactor(l11: 1)
  ) -> Mixture {
    Mixture(
      dimension: 2, logitWeight: logit(weight), old: Gaussian(mean: old, scale: scale),
      new: Gaussian(mean: new, scale: scale))
  }

  /// θ + step, covariances included.
  func moved(by step: Coordinates) -> Mixture {
    let theta = Coordinates(self) + step
    return Mixture(
      dimension: dimension, logitWeight: theta.weight,
      old: Gaussian(mean: theta.oldMean, scale: theta.oldScale),
      new: Gaussian(mean: theta.newMean, scale: theta.newScale))
  }
}

/// The largest |a − b| / max(1, |b|) over the entries.
func relativeError(_ a: Coordinates, _ b: Coordinates) -> Double {
  var largest = 0.0
  for index in 0..<11 {
    let error = abs(a[index] - b[index]) / max(1, abs(b[index]))
    // `max` would drop a NaN on the floor.
    if !error.isFinite { return .infinity }
    largest = max(largest, error)
  }
  return largest
}
