/// Where something changes: scenarios that have a map of their own, and open on it or on what it is of.
extension Presets {
  static let boundaries = [
    Preset("replay-boundary", .boundaries, replayBoundary),
    Preset("who-keeps-most", .boundaries, whoKeepsMost),
    Preset("batch-boundary", .boundaries, batchBoundary),
    Preset("seven-methods", .boundaries, sevenMethods),
  ]

  private static let learner = MixtureSettings(
    oldWeight: 0.8, new: ModeSettings(mean: [0.5]))

  static let replayBoundary = opening(
    Scenario(
      name: "How much replay, at which distance?",
      about:
        "A map of what forward KL keeps, over the distance of the tasks and the share of old data. Nine tenths"
        + " of the old task are left at t = 40 from λ = 0.39 on where the tasks are 2 apart, from 0.44 at 4 and"
        + " from 0.45 at 8: nine tenths of what the target wants. Arrows walk, and the verdicts show the run"
        + " there.",
      target: line(from: -2, to: 2), start: learner, clock: Clock(speed: 2, until: 40),
      lanes: [lane("forward-kl", ["replay": 0.1]), lane("reverse-kl")]),
    map: "target.separation lanes.1.replay kept 1")

  static let whoKeepsMost = opening(
    Scenario(
      name: "Who keeps most, and when",
      about:
        "Which lane keeps most of those that have learned 0.9 of the new task, over the distance of the tasks"
        + " and the length of training, which is the learning rate times the steps. Four apart nobody has"
        + " learned before t = 2.0; then it is forward KL, with a fifth of replay from t = 2.7 on, and reverse"
        + " KL from 10.6 on, for good. Two apart that takes until 28.",
      target: line(from: -2, to: 2), start: learner, clock: Clock(speed: 1, until: 20),
      lanes: [lane("forward-kl"), lane("forward-kl", ["replay": 0.2]), lane("reverse-kl")]),
    map: "target.separation clock.until winner")

  static let batchBoundary = opening(
    Scenario(
      name: "Batch size against starvation",
      about:
        "How many of fifty steps see no old sample, over the samples a step and the share of replay; one answer"
        + " in a hundred is old. About half of them starve at 62 samples without replay, at 11 with 5 %, at 2 with"
        + " 30 %. Each point is one run, so the edges are rough.",
      target: line(from: -2.5, to: 2.5), start: MixtureSettings(oldWeight: 0.01),
      clock: Clock(integrator: .euler, step: 0.1, speed: 0.5, until: 5),
      lanes: [lane("reverse-kl"), lane("reverse-kl", sampling: .batch(16))]),
    map: "lanes.2.batch lanes.2.replay starvedSteps 2")

  static let sevenMethods = opening(
    Scenario(
      name: "Seven methods, kept and learned",
      about:
        "What each has kept and learned. At t = 40 reverse KL has both, self-distillation all but 3 % of the"
        + " new task, OAPL all of the old one and 44 % of the new; the others have learned, and of the old task"
        + " forward KL has 12 % left, 45 % with a fifth of replay, TTT-Discover 19 %, policy gradient 9 %. The"
        + " map (v) shows who keeps most over distance and time.",
      target: line(from: -2, to: 2), start: learner, clock: Clock(speed: 2, until: 40),
      lanes: [
        lane("forward-kl"), lane("forward-kl", ["replay": 0.2]), lane("reverse-kl"), lane("sdft"),
        lane("ttt-discover"), lane("oapl"), lane("policy-gradient"),
      ]),
    on: "trade-off", map: "target.separation clock.until winner")
}
