/// Where the model has the tasks.
extension MeasureCatalogue {
  static let places: [Measure] = [
    .oldDrift, .maxOldDrift, .oldDriftAlong, .newError, .oldMeanX, .oldMeanY, .newMeanX, .newMeanY,
    .oldCovarianceXX, .oldCovarianceXY, .oldCovarianceYY, .newCovarianceXX, .newCovarianceXY,
    .newCovarianceYY,
  ]
}

extension Measure {
  /// ‖m_o − μ_o‖ in Σ_o, in σ, ≥ 0.
  public static let oldDrift = Measure(
    "oldDrift", words: "old drift σ", symbol: "drift", unit: "σ", spellings: ["old-drift"],
    formula: "‖m_o − μ_o‖ = √((m_o − μ_o)ᵀ Σ_o⁻¹ (m_o − μ_o))",
    about:
      "How far the old component is from its task, in deviations: the verdict's "
      + "\"moved\". Beyond the dotted bound reverse KL's spring outweighs its gates; "
      + "forward KL has no bound.",
    digits: .significant(4), drawing: Drawing(.magnitude),
    .recorded { model, problem in problem.oldDrift(of: model) })

  /// The largest `oldDrift` of the run so far, in σ.
  public static let maxOldDrift = Measure(
    "maxOldDrift", words: "largest old drift σ", unit: "σ",
    formula: "max over the run of ‖m_o − μ_o‖",
    about:
      "The furthest that the old component has been from its task: what came back counts "
      + "too.",
    drawing: Drawing(.magnitude), .measured { $0.largestDrift })

  /// The drift along the line between the tasks, in σ; > 0 is towards the new one.
  public static let oldDriftAlong = Measure(
    "oldDriftAlong", words: "old drift towards the new task σ", unit: "σ",
    formula: "⟨m_o − μ_o, μ_n − μ_o⟩ / ‖μ_n − μ_o‖ in Σ_o⁻¹",
    about:
      "The drift along the line from the old task to the new one: above 0 is towards the "
      + "new task.",
    isColumn: false,
    .recorded { model, problem in
      DriftAxis(problem).coordinate(of: problem.old(of: model).mean)
    })

  static let newError = Measure(
    "newError", words: "new error σ", unit: "σ", spellings: ["new-error"],
    formula: "‖m_n − μ_n‖ in Σ_n",
    about:
      "How far the new component still has to go. While it is large the old component is "
      + "held responsible for new data; most of the drift happens then.",
    digits: .significant(4), drawing: Drawing(.magnitude),
    .measured { $0.meters.newError })

  /// The first coordinate of m_o, in the units of the data.
  public static let oldMeanX = Measure(
    "oldMeanX", words: "old mean x",
    formula: "m_o",
    about:
      "Where the model has the old task, in the units of the data.",
    .recorded { model, problem in problem.old(of: model).mean.x })

  /// The second coordinate of m_o; 0 on the line.
  public static let oldMeanY = Measure(
    "oldMeanY", words: "old mean y",
    formula: "m_o",
    about:
      "Where the model has the old task, in the units of the data.",
    isPlanar: true, .recorded { model, problem in problem.old(of: model).mean.y })

  /// The first coordinate of m_n, in the units of the data.
  public static let newMeanX = Measure(
    "newMeanX", words: "new mean x",
    formula: "m_n",
    about:
      "Where the model has the new task, in the units of the data.",
    .recorded { model, problem in problem.new(of: model).mean.x })

  /// The second coordinate of m_n; 0 on the line.
  public static let newMeanY = Measure(
    "newMeanY", words: "new mean y",
    formula: "m_n",
    about:
      "Where the model has the new task, in the units of the data.",
    isPlanar: true, .recorded { model, problem in problem.new(of: model).mean.y })

  static let oldCovarianceXX = Measure(
    "oldCovarianceXX", words: "old covariance xx",
    formula: "S_o",
    about:
      "The covariance of the model's old component.",
    .measured { $0.problem.old(of: $0.model).scale.covariance.xx })

  static let oldCovarianceXY = Measure(
    "oldCovarianceXY", words: "old covariance xy",
    formula: "S_o",
    about:
      "The covariance of the model's old component.",
    isPlanar: true, .measured { $0.problem.old(of: $0.model).scale.covariance.xy })

  static let oldCovarianceYY = Measure(
    "oldCovarianceYY", words: "old covariance yy",
    formula: "S_o",
    about:
      "The covariance of the model's old component.",
    isPlanar: true, .measured { $0.problem.old(of: $0.model).scale.covariance.yy })

  static let newCovarianceXX = Measure(
    "newCovarianceXX", words: "new covariance xx",
    formula: "S_n",
    about:
      "The covariance of the model's new component.",
    .measured { $0.problem.new(of: $0.model).scale.covariance.xx })

  static let newCovarianceXY = Measure(
    "newCovarianceXY", words: "new covariance xy",
    formula: "S_n",
    about:
      "The covariance of the model's new component.",
    isPlanar: true, .measured { $0.problem.new(of: $0.model).scale.covariance.xy })

  static let newCovarianceYY = Measure(
    "newCovarianceYY", words: "new covariance yy",
    formula: "S_n",
    about:
      "The covariance of the model's new component.",
    isPlanar: true, .measured { $0.problem.new(of: $0.model).scale.covariance.yy })
}
