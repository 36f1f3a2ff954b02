/// What people train with: rewards, groups, preferences, filters; and what is confused about them.
extension Presets {
  static let wider = [
    Preset("two-by-two", .wider, twoByTwo),
    Preset("own-samples-forget", .wider, ownSamplesForget),
    Preset("trap", .wider, trap),
    Preset("cold-start", .wider, coldStart),
    Preset("kl-estimators", .wider, klEstimators),
    Preset("critical-kl", .wider, criticalKL),
    Preset("preferences", .wider, preferences),
    Preset("razor", .wider, opening(razor, on: "trade-off kl-start-q")),
    Preset("razor-answers", .wider, opening(razorAnswers, on: "trade-off kl-q-start")),
  ]

  /// δ = 8, means right and held: one number moves, and the laws are exact.
  private static func weightOnly(
    _ name: String, _ about: String, oldWeight: Double = 0.8, speed: Double, until: Double,
    step: Double = 0.05, _ lanes: [LaneSettings]
  ) -> Scenario {
    Scenario(
      name: name, about: about, target: line(from: -4, to: 4),
      start: MixtureSettings(oldWeight: oldWeight), rates: Rates(oldMean: 0, newMean: 0),
      clock: Clock(step: step, speed: speed, until: until), lanes: lanes)
  }

  private static let onPolicyFilter = lane(
    "filtered-sft", ["oldAcceptance": 0, "lag": 1], ["lagUnit": "steps"])

  static let twoByTwo = weightOnly(
    "Is it the data or the objective?",
    "Who writes the data, and which way does the KL point? Forward KL on given data, and on own answers that"
      + " passed a filter: both have 0.04 of β left at t = 30. Reverse KL to both tasks on own samples, and on the"
      + " reference's (OAPL, whose minimum is p): both rest at 0.50. The writer does not decide, nor does the direction,"
      + " but what it is to: half of ●'s data old (λ) take it to 0.50, the goal new takes ■ to 0.00.",
    speed: 1, until: 30,
    [
      lane("forward-kl"), onPolicyFilter, lane("reverse-kl"),
      lane("oapl", [:], ["reward": "log-ratio"]),
    ])

  static let ownSamplesForget = Scenario(
    name: "Own samples forget, too",
    about:
      "Filtered SFT trains on the model's own answers, fresh at every step, and lets only new ones pass: its β"
      + " falls by SFT's clock, to 0.13 at t = 10. Its filter takes all new answers alike, so nothing says where the"
      + " task is: the new mean, 1.5 short, comes to 2.66 at t = 10, SFT's to 4.00. So does KL(q‖pₙ), own samples with"
      + " a reward that grades, and forgets faster.",
    target: line(from: -4, to: 4),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [2.5])),
    rates: Rates(oldMean: 0), clock: Clock(step: 0.02, speed: 1, until: 20),
    lanes: [lane("forward-kl"), onPolicyFilter, lane("reverse-kl", [:], ["goal": "new"])])

  static let trap = Scenario(
    name: "The trap: reverse KL cannot see that far",
    about:
      "Eight deviations apart, and the new mean begins at 0.4 of the way. Reverse KL to both tasks goes back to"
      + " the old one: at t = 100 β is 0.97 and its KL 0.69, which is log 2, and it is still 0.69 at t = 40000."
      + " Forward KL is there at t = 10. From 0.45 of the way reverse KL waits until t = 8800, from 0.5 it arrives by"
      + " t = 50. Separation protects what is kept and hides what is new.",
    target: line(from: -4, to: 4),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [-0.8])),
    clock: Clock(step: 0.1, speed: 4, until: 100), lanes: [lane("reverse-kl"), lane("forward-kl")])

  static let coldStart = weightOnly(
    "Cold start: a reward must be found first",
    "One answer in a hundred is new. Data show it at once: SFT has half at t = 5.6. A reward waits for luck:"
      + " policy gradient needs 108, groups (GRPO) 19.7. With answers of two tokens that must both be right it has"
      + " not left 0.01 by t = 120: 1/p for one, 1/p² for two, log 1/p for data.",
    oldWeight: 0.99, speed: 4, until: 120,
    [
      lane("forward-kl"), lane("policy-gradient"), lane("grpo"),
      lane("policy-gradient", ["tokens": 2]),
    ])

  static let klEstimators = weightOnly(
    "GRPO: three estimators of one KL",
    "κ = 0.5 in front of k1, k2 and k3. In the loss and on policy k1 pulls at nothing, k2 like KL(q‖q_ref) and"
      + " k3 like KL(q_ref‖q), replay of the reference. So k1 and k2 lose the old task, at t = 40 0.003 and"
      + " 0.009 are left, and k3 rests at 0.129.",
    speed: 2, until: 40,
    ["k1", "k2", "k3"].map { lane("grpo", ["klCoefficient": 0.5], ["estimator": $0]) })

  static let criticalKL = weightOnly(
    "GRPO: the KL coefficient has a threshold",
    "With k2 there is a rest point only from κ = 0.896 on. κ = 0.94 rests at 0.263; κ = 0.85 lingers where that"
      + " would be, is at 0.12 at t = 60 and at 0.003 at t = 150: a little less, and nothing is kept.",
    speed: 5, until: 150,
    [
      lane("grpo", ["klCoefficient": 0.94], ["estimator": "k2"]),
      lane("grpo", ["klCoefficient": 0.85], ["estimator": "k2"]),
    ])

  static let preferences = weightOnly(
    "DPO never stops where preferences are sure; IPO does",
    "Pairs of the reference's answers, the new one always preferred. DPO's log-ratios grow like a logarithm of"
      + " time, and β goes on falling: 0.22 at t = 50, 0.06 at t = 200. IPO asks for a finite difference and rests"
      + " at 0.60. With Bradley–Terry preferences DPO rests there as well.",
    speed: 7, until: 200, step: 0.1,
    [
      lane("dpo", ["temperature": 1], ["preferences": "deterministic"]),
      lane("ipo", ["temperature": 0.5], ["preferences": "deterministic"]),
      lane("dpo", ["temperature": 1]),
    ])

  static let razor = Scenario(
    name: "Razor: what the KL from the start tells",
    about:
      "KL(q₀‖q) is said to predict forgetting. With the places held it is a function of β: whoever comes to β = 0.25"
      + " has 0.67 of it, by any method. Let the new mean learn its place and SFT has 0.89 there, policy"
      + " gradient 0.67: it has learned less.",
    target: line(from: -4, to: 4),
    start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [2.5])),
    rates: Rates(oldMean: 0), clock: Clock(step: 0.02, speed: 1, until: 20),
    lanes: [lane("forward-kl"), lane("policy-gradient"), lane("grpo")])

  static let razorAnswers = Scenario(
    name: "Razor: of all ways to a reward one is shortest",
    about:
      "Two known tasks, 6 : 3, and a third that is trained. The natural policy gradient takes from both what they"
      + " have, and they stay 2 : 1: of all ways to that reward it is the one with the least KL. Plain logits take"
      + " more from the larger one, by SFT and by policy gradient alike: 1.2 : 1 where the new task has 0.9.",
    target: .none,
    start: MixtureSettings(
      components: [0.6, 0.3, 0.1].enumerated().map { index, weight in
        ComponentSettings(weight: weight, mode: ModeSettings(mean: [Double(index) * 8 - 8]))
      }),
    rates: Rates(oldMean: 0, newMean: 0), clock: Clock(step: 0.02, speed: 2, until: 60),
    lanes: [
      // Slower, so that it arrives with SFT and its weights stay such that F can be inverted.
      lane(
        "policy-gradient", rates: Rates(weight: 0.25, oldMean: 0, newMean: 0),
        coordinates: .natural),
      lane("policy-gradient"), lane("forward-kl"),
    ],
    sequence: TaskSequence(
      tasks: [("maths", -8.0), ("code", 0), ("poetry", 8)].map {
        TaskSettings(name: $0.0, mass: 1.0 / 3, mean: [$0.1])
      }, stages: [StageSettings(task: "poetry", until: 60)], known: ["maths", "code"]))
}
