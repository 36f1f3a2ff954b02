/// What the overlap, the divergence and the coordinates decide.
extension Presets {
  static let geometry = [
    Preset("drift-gate", .geometry, opening(driftGate, on: "drift")),
    Preset("divergences", .geometry, fourDivergences),
    Preset("alpha-dial", .geometry, alphaDial),
    Preset("coordinates", .geometry, coordinates),
    Preset("natural", .geometry, natural),
    Preset("covariances", .geometry, covariances),
  ]

  static let driftGate = Scenario(
    name: "The gate: how far reverse KL moves its old mean",
    about:
      "Both means start right, only the weight is wrong. Reverse KL's old mean moves by at most"
      + " 0.063 σ at δ = 4 and by 0.00014 σ at δ = 8: the gates close like e^(−δ²/8), the dotted line"
      + " beside the peaks. Esc comes to the run itself.",
    target: line(from: -2, to: 2), start: MixtureSettings(oldWeight: 0.8),
    clock: Clock(speed: 1, until: 30),
    lanes: [lane("reverse-kl"), lane("forward-kl", ["replay": 0])])

  static let fourDivergences = Scenario(
    name: "Four divergences, one end",
    about:
      "Reverse KL, forward KL with λ = α, Jensen–Shannon and Jeffreys all end at the target. Jeffreys"
      + " is the sum of both KLs and comes first; Jensen–Shannon is a quarter of a KL near the end,"
      + " and comes last.",
    target: line(from: -2, to: 2),
    start: MixtureSettings(oldWeight: 0.9, new: ModeSettings(mean: [0])),
    clock: Clock(speed: 2),
    lanes: [
      lane("reverse-kl"), lane("forward-kl", ["replay": 0.5]), lane("jensen-shannon"),
      lane("jeffreys"),
    ])

  static let alphaDial = Scenario(
    name: "The α-divergence: a dial between the two KLs",
    about:
      "a → 0 is reverse KL; a → 1 is KL(p‖q), forward KL on the whole target (λ = α), not"
      + " fine-tuning on new data. All keep the old mass, and the old mean moves farther the larger"
      + " a is: 0.05 to 0.08 σ.",
    target: line(from: -2, to: 2, oldMass: 0.3),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [0.5])),
    clock: Clock(speed: 1.5, until: 40),
    lanes: [
      lane("reverse-kl"), lane("alpha-divergence", ["a": 0.1]),
      lane("alpha-divergence", ["a": 0.5]), lane("alpha-divergence", ["a": 0.9]),
      lane("forward-kl", ["replay": 0.3]),
    ])

  static let coordinates = Scenario(
    name: "Three coordinates, three laws",
    about:
      "The same forward KL, stepped in three coordinates: β falls like 1/t in its logit, reaches the"
      + " clip 0.001 before t = 0.5 in β itself, and falls like e^(−t) under the natural gradient.",
    target: line(from: -4, to: 4), start: MixtureSettings(oldWeight: 0.8),
    clock: Clock(step: 0.01, speed: 0.4, until: 8),
    lanes: [
      lane("forward-kl", ["replay": 0], coordinates: .logit),
      lane("forward-kl", ["replay": 0], coordinates: .direct),
      lane("forward-kl", ["replay": 0], coordinates: .natural),
    ])

  static let natural = Scenario(
    name: "The natural gradient does not see the overlap",
    about:
      "One deviation apart, plain forward KL keeps its β above 0.77 and loses the old mean to the new"
      + " data. The natural gradient takes β to 0 or λ like e^(−t), with both means at rest, at every"
      + " overlap.",
    target: line(from: -0.5, to: 0.5), start: MixtureSettings(oldWeight: 0.8),
    clock: Clock(step: 0.02, speed: 0.2, until: 4),
    lanes: [
      lane("forward-kl", ["replay": 0]),
      lane("forward-kl", ["replay": 0], coordinates: .natural),
      lane("forward-kl", ["replay": 0.2], coordinates: .natural),
    ])

  static let covariances = Scenario(
    name: "Trained covariances",
    about:
      "The new task is half as wide as the model's new component. Where covariances are trained it"
      + " shrinks to fit; where they are frozen (the third lane) the new mean stays off and β ends at"
      + " 0.64 in place of α = 0.5.",
    target: TargetSettings(
      oldMass: 0.5, old: ModeSettings(mean: [-2.5], spread: Spread(deviation: [1])),
      new: ModeSettings(mean: [2.5], spread: Spread(deviation: [0.5]))),
    start: MixtureSettings(
      oldWeight: 0.8, new: ModeSettings(mean: [1], spread: Spread(deviation: [1]))),
    rates: Rates(oldCovariance: 1, newCovariance: 1), clock: Clock(speed: 1, until: 30),
    lanes: [
      lane("forward-kl", ["replay": 0]), lane("reverse-kl"), lane("reverse-kl", rates: Rates()),
    ])
}
