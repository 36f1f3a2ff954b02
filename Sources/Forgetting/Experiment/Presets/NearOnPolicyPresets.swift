/// Self-distillation, TTT-Discover and OAPL: learners that stay near a reference, a teacher or an
/// earlier self, and what decides whether they keep the old task.
extension Presets {
  static let nearOnPolicy = [
    Preset("self-distillation", .nearOnPolicy, selfDistillation),
    Preset("teacher-rates", .nearOnPolicy, teacherRates),
    Preset("teacher-directions", .nearOnPolicy, teacherDirections),
    Preset("discover", .nearOnPolicy, discover),
    Preset("discover-law", .nearOnPolicy, discoverLaw),
    Preset("lag", .nearOnPolicy, lag),
    Preset("lag-windows", .nearOnPolicy, lagWindows),
    Preset("log-ratio", .nearOnPolicy, logRatio),
  ]

  static let selfDistillation = Scenario(
    name: "Self-distillation is as good as its demonstrations",
    about:
      "Three demonstrators: of both tasks (β → 0.5), of almost only the new one (β_D = 0.02: the old"
      + " mass goes), and none (γ = 0: student and teacher agree for ever; nothing is forgotten and"
      + " nothing is learned).",
    target: line(from: -2.5, to: 2.5),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1])),
    clock: Clock(speed: 2),
    lanes: [
      lane("sdft"), lane("sdft", ["demonstrator": 0.02]), lane("sdft", ["anchor": 0]),
    ])

  static let teacherRates = Scenario(
    name: "A teacher that follows its student slows both down",
    about:
      "Near the demonstrator the distance falls at the slower of two rates of student and teacher."
      + " The EMA rates are 0, 0.2 and 1: the faster the teacher follows, the later both arrive.",
    target: line(from: -4, to: 4),
    start: MixtureSettings(
      oldWeight: 0.52, old: ModeSettings(mean: [-3.95]), new: ModeSettings(mean: [3.95])),
    clock: Clock(speed: 2),
    lanes: [
      lane("sdft", ["emaRate": 0]), lane("sdft", ["emaRate": 0.2]), lane("sdft", ["emaRate": 1]),
    ])

  static let teacherDirections = Scenario(
    name: "Self-distillation: three divergences, one end",
    about:
      "The teacher is the model with a demonstration in its context: old odds times e^−1. The paper has KL(q‖T),"
      + " Tinker's recipe KL(T‖q), TRL at α = 0.5 half of each to their mean. While the teacher stands still all three"
      + " end at 0.60: at t = 20 they are at 0.60, 0.60 and 0.68, the last is there by t = 100. A teacher that follows"
      + " (a = 0.5) is tilted for ever: its student is at 0.17 at t = 20 and at 0.01 at t = 100.",
    target: line(from: -4, to: 4), start: MixtureSettings(oldWeight: 0.8),
    rates: Rates(oldMean: 0, newMean: 0), clock: Clock(speed: 4, until: 100),
    lanes: ["reverse", "forward", "jsd"].map {
      lane("sdft", ["tilt": 1, "emaRate": 0], ["direction": $0])
    } + [lane("sdft", ["tilt": 1, "emaRate": 0.5])])

  static let discover = Scenario(
    name: "TTT-Discover: the reference holds, or nothing does",
    about:
      "The reward says how surely an answer is new, not where the new task ends. With κ = 0 the old"
      + " mass goes and the new mean runs past its task; κ = 0.1 slows it. κ = 1 keeps β at 0.46, and"
      + " learns: the new task is covered to 0.72, from 0.35.",
    target: line(from: -2, to: 2),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1])),
    clock: Clock(speed: 1.5),
    lanes: [
      lane("ttt-discover", ["klCoefficient": 0]), lane("ttt-discover", ["klCoefficient": 0.1]),
      lane("ttt-discover", ["klCoefficient": 1]),
    ])

  static let discoverLaw = Scenario(
    name: "TTT-Discover far apart: κ sets how much is kept",
    about:
      "Separated, with the right means frozen, logit β falls by (e^η − 1)/(κ Z) and stops there:"
      + " β* = 0.286, 0.478 and 0.614 for κ = 0.5, 1 and 2. With κ = 0 nothing stops it.",
    target: line(from: -4, to: 4), start: MixtureSettings(oldWeight: 0.8),
    rates: Rates(oldMean: 0, newMean: 0), clock: Clock(speed: 2),
    lanes: [
      lane("ttt-discover", ["klCoefficient": 0]), lane("ttt-discover", ["klCoefficient": 0.5]),
      lane("ttt-discover", ["klCoefficient": 1]), lane("ttt-discover", ["klCoefficient": 2]),
    ])

  static let lag = Scenario(
    name: "OAPL: every refresh of the reference forgets a little more",
    about:
      "With a reference that never changes the pull ends: β stops at 0.60. Refreshed every 10 or every"
      + " 2 units of time it starts anew each time, and less than 0.03 of β is left at t = 60.",
    target: line(from: -2, to: 2),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1])),
    clock: Clock(speed: 2),
    lanes: [lane("oapl"), lane("oapl", ["lag": 10]), lane("oapl", ["lag": 2])])

  static let lagWindows = Scenario(
    name: "OAPL far apart: each window takes 1/τ off logit β",
    about:
      "Separated, with the right means frozen and windows long enough to converge. τ = 1 without a"
      + " refresh goes down once, from 0.8 to 0.595; τ = 2 gets there in two windows of 20 and goes"
      + " on, τ = 3 in three of 10.",
    target: line(from: -4, to: 4), start: MixtureSettings(oldWeight: 0.8),
    rates: Rates(oldMean: 0, newMean: 0), clock: Clock(speed: 2),
    lanes: [
      lane("oapl", ["temperature": 1]), lane("oapl", ["temperature": 2, "lag": 20]),
      lane("oapl", ["temperature": 3, "lag": 10]),
    ])

  static let logRatio = Scenario(
    name: "OAPL with the right reward forgets nothing",
    about:
      "Off-policy is not what forgets: with the reward τ log(p/q_ref) the target is the fixed point,"
      + " and OAPL ends at β = 0.5 like reverse KL. With the reward for new answers it does not.",
    target: line(from: -2, to: 2),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [1])),
    clock: Clock(speed: 1.5, until: 40),
    lanes: [
      lane("oapl", [:], ["reward": "log-ratio"]), lane("reverse-kl"), lane("oapl", ["lag": 10]),
    ])
}
