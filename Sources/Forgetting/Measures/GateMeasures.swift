/// How far apart modes are, how much they overlap, and how often one takes what is the other's.
extension MeasureCatalogue {
  static let gates: [Measure] = [
    .separationModel, .overlapTarget, .overlapModel, .misassignmentModel, .misassignmentModelBound,
    .misassignmentTarget, .misassignmentTargetBound,
  ]
}

extension Measure {
  static let separationModel = Measure(
    "separationModel", words: "separation of q", unit: "σ", spellings: ["separation-of-q"],
    formula: "δ_q = ‖m_n − m_o‖ in the components' mean deviations",
    about:
      "How far apart the model's own components are. Where they are near the model "
      + "confuses its own samples, and the model gate is open.",
    isColumn: false, digits: .fixed(3), drawing: Drawing(.magnitude),
    .measured { $0.meters.separationModel })

  static let overlapTarget = Measure(
    "overlapTarget", words: "overlap BC of p", spellings: ["overlap-of-p"],
    formula: "BC = ∫ √(N(μ_o) N(μ_n)) = e^(−δ²/8) if tied",
    about:
      "How much the two tasks overlap. Everything that one task can do to the place of "
      + "the other is bounded by it: gates, drift, the error of the law of β.",
    digits: .significant(3), drawing: Drawing(.share),
    .measured { $0.meters.overlapTarget })

  static let overlapModel = Measure(
    "overlapModel", words: "overlap BC of q", spellings: ["overlap-of-q"],
    formula: "BC_q = ∫ √(N(m_o, S_o) N(m_n, S_n))",
    about:
      "How much the model's components overlap. It bounds ε_q, and so the responsibility "
      + "of the old component for new data.",
    digits: .significant(3), drawing: Drawing(.share),
    .measured { $0.meters.overlapModel })

  static let misassignmentModel = Measure(
    "misassignmentModel", words: "ε_q", symbol: "ε_q", spellings: ["epsilon-q"],
    formula: "ε_q = E_(N(m_o, S_o))[r_n]",
    about:
      "How often the model calls a sample of its own old component new: the model gate. "
      + "It is small when its components are apart, and then the old mean has no reason to "
      + "move.",
    digits: .significant(3), drawing: Drawing(.share),
    .measured { $0.meters.misassignmentModel })

  static let misassignmentModelBound = Measure(
    "misassignmentModelBound", words: "ε_q bound", spellings: ["epsilon-q-bound"],
    formula: "½ √((1 − β)/β) BC_q",
    about:
      "The most that ε_q can be. It grows as β falls: a component that has little weight "
      + "is easily outvoted.",
    isColumn: false, digits: .significant(3), drawing: Drawing(.magnitude),
    .measured { $0.meters.misassignmentModelBound })

  static let misassignmentTarget = Measure(
    "misassignmentTarget", words: "ε_p", symbol: "ε_p", spellings: ["epsilon-p"],
    formula: "ε_p = E_(N(m_o, S_o))[s_n]",
    about:
      "How often the target calls a sample of the model's old component new: the target "
      + "gate. A drift towards the new task opens it.",
    digits: .significant(3), drawing: Drawing(.share),
    .measured { $0.meters.misassignmentTarget })

  static let misassignmentTargetBound = Measure(
    "misassignmentTargetBound", words: "ε_p bound", spellings: ["epsilon-p-bound"],
    formula: "½ √((1 − α)/α) exp(−δ²/8 + ½ Δᵀ Σ⁻¹ (m_o − μ_o))",
    about:
      "The most that ε_p can be, for tied tasks with the model's old covariance right; "
      + "\"–\" where it does not hold.",
    isColumn: false, digits: .significant(3), drawing: Drawing(.magnitude),
    .measured { $0.meters.misassignmentTargetBound })
}
