/// What the two directions of the KL do to the old task: mass, place, replay, overlap.
extension Presets {
  static let divergences = [
    Preset("forward-and-reverse", .divergences, forwardAndReverse),
    Preset("one-over-t", .divergences, oneOverT),
    Preset("replay", .divergences, replay),
    Preset("captured", .divergences, captured),
    Preset("overlap", .divergences, overlap),
    Preset("correlated", .divergences, correlated),
  ]

  static let forwardAndReverse = Scenario(
    name: "Forward KL forgets, reverse KL remembers",
    about:
      "Two lanes from one start: fine-tuning on new data drains the old mode; learning from own samples,"
      + " with a reward that knows both tasks, keeps it. Widen the separation and watch the drift die.",
    target: line(from: -2, to: 2),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [0.5])),
    lanes: [
      lane("forward-kl", ["replay": 0]),
      lane("reverse-kl"),
    ])

  static let oneOverT = Scenario(
    name: "Forward KL alone: the old weight falls like 1/t",
    about:
      "Far apart, with the right means held where they are, 1/β − logit β grows by one per unit of"
      + " time. The law is the dotted line; free the means and see how little changes.",
    target: line(from: -4, to: 4), start: MixtureSettings(oldWeight: 0.8),
    rates: Rates(oldMean: 0, newMean: 0), clock: Clock(speed: 1),
    lanes: [lane("forward-kl", ["replay": 0])])

  static let replay = Scenario(
    name: "Replay moves forward KL's optimum, not reverse KL's",
    about:
      "Forward KL without and with 20 % old data, and reverse KL with the same replay: the first"
      + " ends at 0, the second at λ, the third at α.",
    target: line(from: -2.5, to: 2.5),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1.5])),
    lanes: [
      lane("forward-kl", ["replay": 0]),
      lane("forward-kl", ["replay": 0.2]),
      lane("reverse-kl", ["replay": 0.2]),
    ])

  static let captured = Scenario(
    name: "The old mean is captured",
    about: "At two deviations the new data take the old component over: its weight stays while the"
      + " old task is lost. Weight alone is no meter.",
    target: line(from: -1, to: 1), start: MixtureSettings(oldWeight: 0.9),
    clock: Clock(speed: 1),
    lanes: [
      lane("forward-kl", ["replay": 0]),
      lane("reverse-kl"),
    ])

  static let overlap = Scenario(
    name: "Overlap: where the theory's separation bites",
    about: "One deviation apart the gates stand open: reverse KL moves its old mean too, and most"
      + " statements ask for less overlap.",
    target: line(from: -0.5, to: 0.5),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1.5])),
    clock: Clock(speed: 1),
    lanes: [
      lane("forward-kl", ["replay": 0]),
      lane("reverse-kl"),
    ])

  static let correlated = Scenario(
    name: "Two correlated tasks in the plane",
    about:
      "Separation is measured in deviations: along the narrow axis of a correlated pair a short"
      + " way is a long one.",
    dimension: 2,
    target: TargetSettings(
      oldMass: 0.5,
      old: ModeSettings(
        mean: [-1.5, 0.8], spread: Spread(deviation: [1.2, 0.9], correlation: 0.6)),
      new: ModeSettings(mean: [1.5, -0.8])),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1.2, 0.9])),
    lanes: [
      lane("forward-kl", ["replay": 0]),
      lane("reverse-kl"),
    ])
}
