/// The toy of Chen et al. (arXiv:2510.18874), as their code runs it: plain gradient steps in β, means
/// and deviations, and rates of weight and old component multiplied by a "slow factor".
///
/// The clock's step is 1, so that t counts their steps; the learning rates stand in the rates. Gain and
/// drop are by component, each with its own task, as their code counts (`MassChange.componentGain`).
extension Presets {
  static let chen = [
    Preset("chen", .chen, chenAsPublished),
    Preset("chen-limit", .chen, chenLimit),
    Preset("chen-unslowed", .chen, chenUnslowed),
    Preset("chen-whole-model", .chen, chenWholeModel),
    Preset("chen-full-target", .chen, chenFullTarget),
    Preset("chen-sweep", .chen, chenSweep),
  ]

  /// Their slow factor.
  static let slowFactor = 0.005

  /// A lane of the toy.
  ///
  /// - Parameters:
  ///   - learningRate: the step of their code, per step.
  ///   - slow: what multiplies it for the weight and the old component.
  static func chenLane(
    _ key: String, _ choices: [String: String] = [:], learningRate: Double,
    slow: Double = slowFactor, sampling: Sampling? = nil
  ) -> LaneSettings {
    let slowed = learningRate * slow
    return lane(
      key, [:], choices,
      rates: Rates(
        weight: slowed, oldMean: slowed, newMean: learningRate, oldCovariance: slowed,
        newCovariance: learningRate),
      sampling: sampling)
  }

  private static func chenScenario(
    _ name: String, _ about: String, sampling: Sampling = .population, speed: Double = 10,
    until: Double = 200, _ lanes: [LaneSettings]
  ) -> Scenario {
    Scenario(
      name: name, about: about, seed: 2,
      target: TargetSettings(
        oldMass: 0.75, old: ModeSettings(mean: [-3], spread: Spread(deviation: [1])),
        new: ModeSettings(mean: [3.5], spread: Spread(deviation: [0.7]))),
      start: MixtureSettings(old: ModeSettings(mean: [-3.5]), new: ModeSettings(mean: [0.5])),
      coordinates: .direct, sampling: sampling,
      clock: Clock(integrator: .euler, step: 1, speed: speed, until: until), lanes: lanes)
  }

  static let chenAsPublished = chenScenario(
    "Chen et al.: their two runs, 1000 samples a step",
    "t counts steps. Weight and old component learn 0.005 times as fast as the new one, and \"reverse"
      + " KL\" samples the new component only. At a gain of 0.9 forward KL has dropped 0.13 of the old"
      + " task, theirs about 0.03.",
    sampling: .batch(1000),
    [
      chenLane("forward-kl", learningRate: 0.15), chenLane("chen-reinforce", learningRate: 0.01),
    ])

  static let chenLimit = chenScenario(
    "Chen et al.: the same with infinitely many samples",
    "In the limit their weight q/((1−β) q_n), which has no bound, does see the old mode, and the"
      + " advantage is gone: both drop 0.13 by the time the gain is 0.9. The third lane is theirs with"
      + " 1000 samples.",
    [
      chenLane("forward-kl", learningRate: 0.15), chenLane("chen-reinforce", learningRate: 0.01),
      chenLane("chen-reinforce", learningRate: 0.01, sampling: .batch(1000)),
    ])

  static let chenUnslowed = chenScenario(
    "Chen et al.: without the slow factor",
    "With one learning rate for all, both runs lose everything that they had of the old task (0.80)"
      + " before they have gained 0.9 of the new one, with 1000 samples and in the limit.",
    [
      chenLane("forward-kl", learningRate: 0.15, slow: 1),
      chenLane("chen-reinforce", learningRate: 0.01, slow: 1),
      chenLane("forward-kl", learningRate: 0.15, slow: 1, sampling: .batch(1000)),
      chenLane("chen-reinforce", learningRate: 0.01, slow: 1, sampling: .batch(1000)),
    ])

  static let chenWholeModel = chenScenario(
    "Chen et al.: sampling the whole model",
    "Reverse KL to the new task with samples of all of q, beside theirs with samples of its new"
      + " component. What was never sampled could not be pushed down. By step 200 half of their runs have dropped"
      + " less than 0.06 of the old task, the others 0.42 with the slow factor and 0.80 without.",
    sampling: .batch(1000),
    [
      chenLane("chen-reinforce", learningRate: 0.01),
      chenLane("reverse-kl", ["goal": "new"], learningRate: 0.01),
      chenLane("reverse-kl", ["goal": "new"], learningRate: 0.01, slow: 1),
    ])

  static let chenSweep: Scenario = {
    var scenario = chenScenario(
      "Chen et al.: their sweep of places and steps",
      "The new mode at 5.5, in the limit. At a gain of 0.9 forward KL has dropped 0.630 of the old task with a step of"
        + " 0.15 (7.5e−4 for what is old), 0.185 with 0.05 (2.5e−4); theirs 0.205, with either step. At 4.5 it is 0.308, 0.109 and 0.167; at 6.5"
        + " forward KL is not there by step 600, theirs has dropped 0.252. KL to the full target keeps all and sees"
        + " no new mode from so far.",
      speed: 20, until: 600,
      [
        chenLane("forward-kl", learningRate: 0.15), chenLane("forward-kl", learningRate: 0.05),
        chenLane("chen-reinforce", learningRate: 0.01),
        chenLane("chen-reinforce", learningRate: 0.005),
        chenLane("reverse-kl", learningRate: 0.05, slow: 1),
      ])
    scenario.target.new.mean = [5.5]
    return scenario
  }()

  static let chenFullTarget = chenScenario(
    "Chen et al.: KL to the full target needs no trick",
    "Reverse KL to both tasks, one learning rate for all, samples of the whole model: the old task is"
      + " not dropped but improved, by 0.20. It takes its time: the gain passes 0.9 at step 1984, with"
      + " 1000 samples later.",
    speed: 80, until: 2000,
    [
      chenLane("reverse-kl", learningRate: 0.05, slow: 1),
      chenLane("reverse-kl", learningRate: 0.05, slow: 1, sampling: .batch(1000)),
    ])
}
