/// How far densities are from each other, and what has changed since the start.
extension MeasureCatalogue {
  static let divergences: [Measure] = [
    .klModelToTarget, .klTargetToModel, .klNewToModel, .klOldToModel, .klReferenceToModel,
    .klModelToReference, .klNewReferenceToModel, .klNewModelToReference, .objective,
  ]
  static let changes: [Measure] = [
    .gain, .drop, .componentGain, .componentDrop,
  ]
}

extension Measure {
  static let klModelToTarget = Measure(
    "klModelToTarget", words: "KL(q‖p)", symbol: "KL(q‖p)", unit: "nats", spellings: ["kl-q-p"],
    formula: "∫ q log(q/p)",
    about:
      "Reverse KL in nats: what on-policy learning to the full target makes small. "
      + "Missing a mode costs little, standing where nothing is costs much.",
    digits: .significant(4), drawing: Drawing(.magnitude),
    .measured { $0.meters.klModelToTarget })

  static let klTargetToModel = Measure(
    "klTargetToModel", words: "KL(p‖q)", symbol: "KL(p‖q)", unit: "nats", spellings: ["kl-p-q"],
    formula: "∫ p log(p/q)",
    about:
      "Forward KL to the whole target in nats. It explodes where the old task is no "
      + "longer covered; fine-tuning on new data does not look at it.",
    digits: .significant(4), drawing: Drawing(.magnitude),
    .measured { $0.meters.klTargetToModel })

  static let klNewToModel = Measure(
    "klNewToModel", words: "KL(new‖q)", symbol: "KL(new‖q)", unit: "nats", spellings: ["kl-new-q"],
    formula: "∫ N(μ_n) log(N(μ_n)/q)",
    about:
      "What fine-tuning on new data makes small. It cannot become 0 before all weight is "
      + "on the new task, which is why it forgets: every bit of old mass is wasted on new "
      + "data.",
    isColumn: false, digits: .significant(4), drawing: Drawing(.magnitude),
    .measured { $0.meters.klNewToModel })

  static let klOldToModel = Measure(
    "klOldToModel", words: "KL(old‖q)", symbol: "KL(old‖q)", unit: "nats", spellings: ["kl-old-q"],
    formula: "∫ N(μ_o) log(N(μ_o)/q)",
    about:
      "How badly the model explains old data, in nats: −log β and a drift's ½ ‖m_o − "
      + "μ_o‖² while the modes are apart. Forgetting as a test on old data would measure "
      + "it.",
    isColumn: false, digits: .significant(4), drawing: Drawing(.magnitude),
    .measured { $0.meters.klOldToModel })

  /// KL(q_ref‖q) in nats.
  public static let klReferenceToModel = Measure(
    "klReferenceToModel", words: "KL(start‖q)", symbol: "KL(start‖q)", unit: "nats",
    spellings: ["kl-start-q"],
    formula: "∫ q_ref log(q_ref/q)",
    about:
      "How far the model has gone from the reference, which is the start unless given. "
      + "It counts learning and forgetting alike.",
    isColumn: false, digits: .significant(4), drawing: Drawing(.magnitude),
    .sampled({ $0.shift($1, $2).referenceToModel }, { $0.meters.klReferenceToModel }))

  /// KL(q‖q_ref) in nats.
  public static let klModelToReference = Measure(
    "klModelToReference", words: "KL(q‖start)", symbol: "KL(q‖start)", unit: "nats",
    spellings: ["kl-q-start"],
    formula: "∫ q log(q/q_ref)",
    about:
      "What on-policy methods pay for going away from the reference, which is the start unless "
      + "given. It grows where the model has put mass that was not there.",
    isColumn: false, drawing: Drawing(.magnitude),
    .sampled({ $0.shift($1, $2).modelToReference }, { $0.meters.klModelToReference }))

  /// KL(q_ref‖q) on the new task alone, in nats.
  public static let klNewReferenceToModel = Measure(
    "klNewReferenceToModel", words: "KLₙ(start‖q)", symbol: "KLₙ(start‖q)", unit: "nats",
    spellings: ["kl-start-q-new"],
    formula: "KL(q_ref s_n ‖ q s_n), normalised",
    about:
      "How far the model has gone from the reference on the new task alone: both weighed by s_n, "
      + "the target's probability of the new task. Shenfeld et al. 2025 predict forgetting by it.",
    isColumn: false, drawing: Drawing(.magnitude),
    .sampled({ $0.shift($1, $2).newReferenceToModel }, { $0.meters.klNewReferenceToModel }))

  /// KL(q‖q_ref) on the new task alone, in nats.
  public static let klNewModelToReference = Measure(
    "klNewModelToReference", words: "KLₙ(q‖start)", symbol: "KLₙ(q‖start)", unit: "nats",
    spellings: ["kl-q-start-new"],
    formula: "KL(q s_n ‖ q_ref s_n), normalised",
    about:
      "The same with the model's own samples: what a lane changes in its answers to the new task, "
      + "wherever its mass has gone otherwise.",
    isColumn: false, drawing: Drawing(.magnitude),
    .sampled({ $0.shift($1, $2).newModelToReference }, { $0.meters.klNewModelToReference }))

  static let objective = Measure(
    "objective", words: "objective",
    formula: "what the flow of the lane decreases",
    about:
      "The number that the lane's own method makes small. Objectives of different "
      + "methods are different things: compare a lane with itself.",
    .measured { $0.objective })

  static let gain = Measure(
    "gain", words: "gain",
    formula: "effective new mass now − at t = 0",
    about:
      "What has been learned of the new task since the start.",
    digits: .fixed(4), .measured { $0.change.gain })

  static let drop = Measure(
    "drop", words: "drop",
    formula: "effective old mass at t = 0 − now",
    about:
      "What has been forgotten of the old task since the start; above 0 is a loss. "
      + "Compare lanes at equal gain, not at equal time.",
    digits: .fixed(4), .measured { $0.change.drop })

  /// What is covered of the new task by its own component, less that of the start.
  public static let componentGain = Measure(
    "componentGain", words: "gain by component", spellings: ["gain-by-component"],
    formula: "Δ ∫ min((1 − α) N(μ_n), (1 − β) N(m_n, S_n)) / (1 − α)",
    about:
      "The same gain with the new component alone, as the figures of Chen et al. count.",
    digits: .fixed(4), .measured { $0.change.componentGain })

  /// What was covered of the old task by its own component at the start, less that of now.
  public static let componentDrop = Measure(
    "componentDrop", words: "drop by component", spellings: ["drop-by-component"],
    formula: "−Δ ∫ min(α N(μ_o), β N(m_o, S_o)) / α",
    about:
      "The same drop with the old component alone, as the figures of Chen et al. count: "
      + "an old component that has left its task counts as lost even where the new one "
      + "covers it.",
    digits: .fixed(4), .measured { $0.change.componentDrop })
}
