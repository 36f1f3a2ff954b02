import Forgetting

/// What `evaluate` writes of a scenario with tasks: one entry for each component's logit, then the means,
/// component by component; meters as lists and matrices.
public enum TaskEvaluation {
  /// A lane's objective and gradients at a model.
  public static func entries(
    _ reader: ObjectiveReader, _ settings: MethodSettings, _ problem: Problem, _ model: Mixture
  ) throws(ParameterError) -> [(String, JSONValue)] {
    let value = try reader.componentEvaluation(settings, problem, model: model)
    return [
      ("objective", value.objective.map { .number($0) } ?? .null),
      ("gradient", list(value.gradient)),
      ("covarianceGradient", list(value.covarianceGradient)),
    ]
  }

  /// Meters of a model.
  public static func meters(_ meters: TaskMeters) -> JSONValue {
    .object([
      ("klModelToTarget", .number(meters.klModelToTarget)),
      ("klTargetToModel", .number(meters.klTargetToModel)),
      ("klNewToModel", .number(meters.klNewToModel)),
      ("klReferenceToModel", .number(meters.klReferenceToModel)),
      ("kept", .array(meters.kept.map { $0.map { .number($0) } ?? .null })),
      ("drift", list(meters.drift)),
      ("overlapTarget", matrix(meters.overlapTarget)),
      ("overlapModel", matrix(meters.overlapModel)),
      ("misassignmentModel", matrix(meters.misassignmentModel)),
      ("misassignmentTarget", matrix(meters.misassignmentTarget)),
    ])
  }

  private static func list(_ numbers: [Double]) -> JSONValue { .array(numbers.map { .number($0) }) }
  private static func matrix(_ rows: [[Double]]) -> JSONValue { .array(rows.map(list)) }
}
