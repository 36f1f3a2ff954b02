/// What is measured by task, and over a sequence of them, where a scenario names its tasks.
extension MeasureCatalogue {
  /// The measures of one task, in the order of columns.
  static func perTask(_ name: String) -> [Measure] {
    [
      .weight(of: name), .kept(of: name), .drift(of: name), .mean(of: name, axis: 0),
      .mean(of: name, axis: 1),
    ]
  }

  static let ofSequences: [Measure] = [
    .averageKept, .forgetting, .backwardTransfer, .forwardTransfer,
  ]
}

extension Measure {
  /// β_k.
  public static func weight(of name: String) -> Measure {
    Measure(
      "weight.\(name)", words: "weight of \(name)",
      formula: "β_k",
      about:
        "The model's mixture weight on the component of \(name). It tells mass only while the "
        + "component stays at its task.",
      drawing: Drawing(.share),
      .recorded { model, problem in
        problem.component(of: name, in: model).map { model.weight(of: $0) } ?? .nan
      })
  }

  /// The share of one task that is covered.
  public static func kept(of name: String) -> Measure {
    Measure(
      "kept.\(name)", words: "kept of \(name)",
      formula: "∫ min(α_k N(μ_k, Σ_k), q) / α_k",
      about:
        "The share of \(name) that the model covers, with whatever component. It says nothing while "
        + "the task is neither seen nor trained.",
      drawing: Drawing(.share),
      .sampled(
        { curves, model, problem in
          problem.tasks?.index(of: name).flatMap { curves.kept($0, model, problem) }
        },
        { lane in
          guard let tasks = lane.meters.tasks, let task = tasks.stage.index(of: name) else {
            return nil
          }
          return tasks.kept[task]
        }))
  }

  /// ‖m_k − μ_k‖.
  public static func drift(of name: String) -> Measure {
    Measure(
      "drift.\(name)", words: "drift of \(name) σ", unit: "σ",
      formula: "‖m_k − μ_k‖ in Σ_k⁻¹",
      about: "How far the component of \(name) is from its task, in deviations of the task.",
      drawing: Drawing(.magnitude),
      .recorded { model, problem in
        problem.component(of: name, in: model).flatMap { problem.tasks?.drift(of: $0, in: model) }
          ?? .nan
      })
  }

  /// m_k along an axis.
  static func mean(of name: String, axis: Int) -> Measure {
    let letter = axis == 0 ? "x" : "y"
    return Measure(
      "mean.\(name).\(letter)", words: "mean of \(name) \(letter)",
      formula: "m_k",
      about: "Where the model has \(name), in the units of the data.",
      isPlanar: axis == 1,
      .recorded { model, problem in
        problem.component(of: name, in: model).map { model[$0].mean[axis] } ?? .nan
      })
  }

  static let averageKept = Measure(
    "average", words: "average kept", spellings: ["average-kept"],
    formula: "mean of R[T][k] over the tasks of the target",
    about:
      "How much of the tasks seen so far and of the present one is kept, each counted once: the "
      + "average of continual learning, with kept in place of accuracy.",
    drawing: Drawing(.share), .measured { $0.retention?.average })

  static let forgetting = Measure(
    "forgetting", words: "forgetting",
    formula: "mean over seen k of max_j R[j][k] − R[T][k]",
    about:
      "How much less is kept of the tasks seen before than was at best after any stage: the "
      + "forgetting of Chaudhry et al. 2018.",
    .measured { $0.retention?.forgetting })

  static let backwardTransfer = Measure(
    "backwardTransfer", words: "backward transfer", spellings: ["backward-transfer"],
    formula: "mean over seen k of R[T][k] − R[k][k]",
    about:
      "What later stages have done to the tasks seen before, compared with the end of their own "
      + "stage; below 0 is forgetting (Lopez-Paz and Ranzato 2017).",
    .measured { $0.retention?.backwardTransfer })

  static let forwardTransfer = Measure(
    "forwardTransfer", words: "forward transfer", spellings: ["forward-transfer"],
    formula: "mean over later k of R[k−1][k] − R[0][k]",
    about:
      "What earlier stages have done for tasks before their own stage, compared with the start "
      + "(Lopez-Paz and Ranzato 2017).",
    .measured { $0.retention?.forwardTransfer })
}

extension TaskStage {
  /// The number of a task of this name; nil where there is none.
  func index(of name: String) -> Int? { names.firstIndex(of: name) }
}

extension Problem {
  /// The model's component of a task; nil where there is no such task, or no component of it.
  fileprivate func component(of name: String, in model: Mixture) -> Int? {
    tasks?.index(of: name).flatMap { $0 < model.count ? $0 : nil }
  }
}
