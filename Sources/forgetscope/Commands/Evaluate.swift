import ArgumentParser
import Documents
import Forgetting

/// `evaluate`: exact numbers at the scenario's start.
struct Evaluate: Verb {
  enum Format: String, ExpressibleByArgument, CaseIterable { case json }

  static let configuration = CommandConfiguration(
    abstract: "Objective, gradients and meters at the scenario's start, exactly.",
    discussion: "In logit and log-Cholesky coordinates, whatever the scenario trains.")

  @OptionGroup var scenario: ScenarioArgument
  @Option(help: "json.")
  var format: Format = .json

  func perform() throws(Failure) {
    let scenario = try self.scenario.load()
    let problem = scenario.problem
    let model = scenario.startMixture
    let reader = ObjectiveReader()
    var lanes: [JSONValue] = []
    for lane in scenario.lanes {
      do {
        let value = try reader.evaluation(lane.method, problem, model: model)
        let isLine = scenario.dimension == 1
        let means = isLine ? [0, 1, 3] : [0, 1, 2, 3, 4]
        let covariances = isLine ? [5, 8] : [5, 6, 7, 8, 9, 10]
        lanes.append(
          .object([
            ("method", .text(lane.method.key)),
            ("objective", value.objective.map { .number($0) } ?? .null),
            ("gradient", .array(means.map { .number(value.gradient[$0]) })),
            ("covarianceGradient", .array(covariances.map { .number(value.gradient[$0]) })),
          ]))
      } catch {
        throw .usage(error.description)
      }
    }
    let meters = MeterReader().meters(problem, model: model)
    let document = JSONValue.object([
      ("lanes", .array(lanes)), ("meters", .object(meters.named.map { ($0.0, .number($0.1)) })),
    ])
    var output = StandardOutput()
    try output.write(JSONText.pretty(document))
    try output.flush()
  }
}

extension Meters {
  /// The meters by the names of the interface between programs.
  fileprivate var named: [(String, Double)] {
    [
      ("klModelToTarget", klModelToTarget), ("klTargetToModel", klTargetToModel),
      ("klNewToModel", klNewToModel), ("klOldToModel", klOldToModel),
      ("klReferenceToModel", klReferenceToModel), ("overlapTarget", overlapTarget),
      ("overlapModel", overlapModel), ("misassignmentModel", misassignmentModel),
      ("misassignmentTarget", misassignmentTarget), ("effectiveOldMass", effectiveOldMass),
      ("effectiveNewMass", effectiveNewMass), ("componentOldMass", componentOldMass),
      ("componentNewMass", componentNewMass), ("oldDrift", oldDrift), ("newError", newError),
    ]
  }
}
