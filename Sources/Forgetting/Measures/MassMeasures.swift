/// How much of each task the model has.
extension MeasureCatalogue {
  static let weights: [Measure] = [
    .oldWeight, .effectiveOldMass, .effectiveOldFloor, .effectiveNewMass, .componentOldMass,
    .componentNewMass, .kept, .learned,
  ]
}

extension Measure {
  /// β, in (0, 1).
  public static let oldWeight = Measure(
    "oldWeight", words: "old weight β", symbol: "β", spellings: ["old-weight", "beta"],
    formula: "β = 1/(1 + e^(−s)),  s = logit β",
    about:
      "The model's mixture weight on its old component. It tells mass only while the "
      + "component stays at its task: captured by the new data it keeps its weight and "
      + "counts for nothing.",
    digits: .significant(4), drawing: Drawing(.share),
    .recorded { model, problem in problem.oldWeight(of: model) })

  static let effectiveOldMass = Measure(
    "effectiveOldMass", words: "old task kept", spellings: ["effective-old-mass"],
    formula: "∫ min(α N(μ_o, Σ_o), q) / α",
    about:
      "The share of the old task that the model still covers, with whatever component: "
      + "the verdict's \"kept\". It falls with the weight and with the drift alike.",
    digits: .fixed(4), drawing: Drawing(.share),
    .measured { $0.meters.effectiveOldMass })

  static let effectiveOldFloor = Measure(
    "effectiveOldFloor", words: "its floor", spellings: ["floor"],
    formula: "∫ min(α N(μ_o), N(μ_n)) / α ≤ BC/√α",
    about:
      "What the new task alone covers of the old one, by overlap. A model that has "
      + "forgotten everything still keeps this much.",
    isColumn: false, digits: .fixed(4), drawing: Drawing(.share),
    .measured { $0.meters.effectiveOldFloor })

  static let effectiveNewMass = Measure(
    "effectiveNewMass", words: "new task learned", spellings: ["effective-new-mass"],
    formula: "∫ min((1 − α) N(μ_n, Σ_n), q) / (1 − α)",
    about:
      "The share of the new task that is covered. Forgetting is worth nothing where it "
      + "does not rise: a lane that learns nothing forgets nothing.",
    digits: .fixed(4), drawing: Drawing(.share),
    .measured { $0.meters.effectiveNewMass })

  static let componentOldMass = Measure(
    "componentOldMass", words: "old mass of its component",
    formula: "∫ min(α N(μ_o), β N(m_o, S_o)) / α",
    about:
      "What the old component alone covers of the old task, as the code of Chen et al. "
      + "counts.",
    drawing: Drawing(.share), .measured { $0.meters.componentOldMass })

  static let componentNewMass = Measure(
    "componentNewMass", words: "new mass of its component",
    formula: "∫ min((1 − α) N(μ_n), (1 − β) N(m_n, S_n)) / (1 − α)",
    about:
      "What the new component alone covers of the new task, as the code of Chen et al. "
      + "counts.",
    drawing: Drawing(.share), .measured { $0.meters.componentNewMass })

  /// What is kept of the tasks seen before, as a share in [0, 1].
  public static let kept = Measure(
    "kept", words: "kept",
    formula: "∫ min(α N(μ_o, Σ_o), q) / α",
    about:
      "The share of the tasks seen before that the model still covers: with two tasks "
      + "the effective old mass. It is what the verdict says first.",
    drawing: Drawing(.share),
    .sampled({ $0.kept($1, $2) }, { $0.meters.effectiveOldMass }))

  /// What is covered of the task that is trained now, as a share in [0, 1].
  public static let learned = Measure(
    "learned", words: "learned",
    formula: "∫ min((1 − α) N(μ_n, Σ_n), q) / (1 − α)",
    about:
      "The share of the task that is trained now which the model covers: with two tasks "
      + "the effective new mass. Compare what lanes keep where they have learned alike.",
    drawing: Drawing(.share),
    .sampled({ $0.learned($1, $2) }, { $0.meters.effectiveNewMass }))
}
