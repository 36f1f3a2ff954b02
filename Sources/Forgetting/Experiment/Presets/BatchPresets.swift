/// What a finite number of samples per step changes.
extension Presets {
  static let batches = [
    // What is said of most runs stands beside the one that is shown.
    Preset("starvation", .batches, opening(starvation, ensemble: 100)),
    Preset("noise", .batches, opening(noise, ensemble: 100)),
  ]

  static let starvation = Scenario(
    name: "Starvation: batches that never see the old task",
    about:
      "The model answers the old task once in a hundred, and a step sees four answers: 96 % of the"
      + " first steps see none of it, with 30 % replay 23 %. That widens the spread and does not lower"
      + " the mean: at t = 30 the exact flow is at 0.18, eight of ten runs of the second lane between"
      + " 0.05 and 0.39, of the third between 0.14 and 0.24.",
    // Near the middle of four hundred runs, in both lanes.
    seed: 1082, target: line(from: -2.5, to: 2.5), start: MixtureSettings(oldWeight: 0.01),
    clock: Clock(integrator: .euler, step: 0.1, speed: 2, until: 50),
    lanes: [
      lane("reverse-kl"), lane("reverse-kl", sampling: .batch(4)),
      lane("reverse-kl", ["replay": 0.3], sampling: .batch(4)),
    ])

  static let noise = Scenario(
    name: "Noise that dies, and noise that stays",
    about:
      "Sixteen samples a step. At the target reverse KL's coefficient log(q/p) vanishes at every"
      + " sample, so its noise dies with its error. Forward KL's coefficient is −1 for ever: with half"
      + " of its data replayed it ends at the same place and never rests: at t = 36 half of its runs"
      + " have the old mean more than 0.03 σ off, one in ten more than 0.09 σ.",
    target: line(from: -2, to: 2),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [0.5])),
    sampling: .batch(16), clock: Clock(integrator: .euler, step: 0.1, speed: 2),
    lanes: [lane("reverse-kl"), lane("forward-kl", ["replay": 0.5])])
}
