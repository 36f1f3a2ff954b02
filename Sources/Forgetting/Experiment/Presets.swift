/// A scenario that ships with the program.
public struct Preset: Sendable {
  /// One word for the command line.
  public let id: String
  public let scenario: Scenario
}

/// The shipped scenarios, in the order of a first lecture; embedded, so that a copied binary has them.
public enum Presets {
  public static let all: [Preset] = [
    Preset(id: "forward-and-reverse", scenario: forwardAndReverse),
    Preset(id: "one-over-t", scenario: oneOverT),
    Preset(id: "replay", scenario: replay),
    Preset(id: "captured", scenario: captured),
    Preset(id: "overlap", scenario: overlap),
    Preset(id: "correlated", scenario: correlated),
  ]

  /// What the explorer opens with.
  public static var standard: Preset { all[0] }

  public static func preset(_ id: String) -> Preset? { all.first { $0.id == id } }

  private static func line(from old: Double, to new: Double, oldMass: Double = 0.5)
    -> TargetSettings
  {
    TargetSettings(
      oldMass: oldMass, old: ModeSettings(mean: [old], spread: Spread(deviation: [1])),
      new: ModeSettings(mean: [new]))
  }

  private static let forwardAndReverse = Scenario(
    name: "Forward KL forgets, reverse KL remembers",
    about:
      "Two lanes from one start: fine-tuning on new data drains the old mode, on-policy learning"
      + " keeps it. Widen the separation and watch the drift die.",
    target: line(from: -2, to: 2),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [0.5])),
    lanes: [
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0])),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ])

  private static let oneOverT = Scenario(
    name: "Forward KL alone: the old weight falls like 1/t",
    about:
      "Far apart, with the right means held where they are, 1/β − logit β grows by one per unit of"
      + " time. The law is the dotted line; free the means and see how little changes.",
    target: line(from: -4, to: 4), start: MixtureSettings(oldWeight: 0.8),
    rates: Rates(oldMean: 0, newMean: 0), clock: Clock(speed: 1),
    lanes: [LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0]))])

  private static let replay = Scenario(
    name: "Replay moves forward KL's optimum, not reverse KL's",
    about:
      "Forward KL without and with 20 % old data, and reverse KL with the same replay: the first"
      + " ends at 0, the second at λ, the third at α.",
    target: line(from: -2.5, to: 2.5),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1.5])),
    lanes: [
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0])),
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0.2])),
      LaneSettings(method: MethodSettings("reverse-kl", numbers: ["replay": 0.2])),
    ])

  private static let captured = Scenario(
    name: "The old mean is captured",
    about: "At two deviations the new data take the old component over: its weight stays while the"
      + " old task is lost. Weight alone is no meter.",
    target: line(from: -1, to: 1), start: MixtureSettings(oldWeight: 0.9),
    clock: Clock(speed: 1),
    lanes: [
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0])),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ])

  private static let overlap = Scenario(
    name: "Overlap: where the theory's separation bites",
    about: "One deviation apart the gates stand open: reverse KL moves its old mean too, and most"
      + " statements ask for less overlap.",
    target: line(from: -0.5, to: 0.5),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1.5])),
    clock: Clock(speed: 1),
    lanes: [
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0])),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ])

  private static let correlated = Scenario(
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
      LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0])),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ])
}
