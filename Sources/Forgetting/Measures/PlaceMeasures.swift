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
      "How far the old component is from its task, in deviations, at the start, too: the "
      + "verdict's \"drift\". Beyond the dashed bound reverse KL's spring outweighs its gates; "
      + "forward KL has no bound.",
    digits: .significant(4), drawing: Drawing(.magnitude),
    .recorded { model, problem in
      problem.hasOldPlace(model.count) ? problem.oldDrift(of: model) : .nan
    })

  /// The largest `oldDrift` of the run so far, in σ.
  public static let maxOldDrift = Measure(
    "maxOldDrift", words: "largest old drift σ", unit: "σ",
    formula: "max over the run of ‖m_o − μ_o‖",
    about:
      "The furthest that the old component has been from its task: what came back counts "
      + "too.",
    drawing: Drawing(.magnitude),
    .measured {
      $0.largestDrift > 0 || $0.problem.hasOldPlace($0.model.count) ? $0.largestDrift : .nan
    })

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
  public static let oldMeanX = mean(ofOld: true, isSecond: false)

  /// The second coordinate of m_o; 0 on the line.
  public static let oldMeanY = mean(ofOld: true, isSecond: true)

  /// The first coordinate of m_n, in the units of the data.
  public static let newMeanX = mean(ofOld: false, isSecond: false)

  /// The second coordinate of m_n; 0 on the line.
  public static let newMeanY = mean(ofOld: false, isSecond: true)

  private static func mean(ofOld: Bool, isSecond: Bool) -> Measure {
    let task = ofOld ? "old" : "new"
    return Measure(
      "\(task)Mean\(isSecond ? "Y" : "X")", words: "\(task) mean \(isSecond ? "y" : "x")",
      formula: ofOld ? "m_o" : "m_n",
      about: "Where the model has the \(task) task, in the units of the data.",
      isPlanar: isSecond,
      .recorded { model, problem in
        let mean = (ofOld ? problem.old(of: model) : problem.new(of: model)).mean
        return isSecond ? mean.y : mean.x
      })
  }

  static let oldCovarianceXX = covariance(ofOld: true, "xx") { $0.xx }
  static let oldCovarianceXY = covariance(ofOld: true, "xy") { $0.xy }
  static let oldCovarianceYY = covariance(ofOld: true, "yy") { $0.yy }
  static let newCovarianceXX = covariance(ofOld: false, "xx") { $0.xx }
  static let newCovarianceXY = covariance(ofOld: false, "xy") { $0.xy }
  static let newCovarianceYY = covariance(ofOld: false, "yy") { $0.yy }

  private static func covariance(
    ofOld: Bool, _ entry: String,
    _ value: @escaping @Sendable ((xx: Double, xy: Double, yy: Double)) -> Double
  ) -> Measure {
    let task = ofOld ? "old" : "new"
    return Measure(
      "\(task)Covariance\(entry.uppercased())", words: "\(task) covariance \(entry)",
      formula: ofOld ? "S_o" : "S_n", about: "The covariance of the model's \(task) component.",
      isPlanar: entry != "xx",
      .measured { lane in
        let mode = ofOld ? lane.problem.old(of: lane.model) : lane.problem.new(of: lane.model)
        return value(mode.scale.covariance)
      })
  }
}
