import ArgumentParser
import Documents
import Forgetting
import Simulation

/// `evaluate`: exact numbers at the scenario's start, or at the instant asked for.
struct Evaluate: Verb {
  static let isLong = true
  enum Format: String, ExpressibleByArgument, CaseIterable { case json }

  static let configuration = CommandConfiguration(
    abstract: "Objective, gradients and meters at the scenario's start, exactly.",
    discussion: """
      In logit and log-Cholesky coordinates, whatever the scenario trains. With --at: at that \
      instant, each lane at its own model; the meters outside of lanes are then the first one's.
      """)

  @OptionGroup var scenario: ScenarioArgument
  @Option(help: "json.")
  var format: Format = .json

  func perform() throws(Failure) {
    let experiment = try self.scenario.load()
    self.scenario.warn(of: experiment.scenario)
    let scenario: Scenario
    let models: [Mixture]
    // Teachers and refreshed references are the lanes' own.
    let problems: [Problem]
    if experiment.tick == 0 {
      scenario = experiment.scenario
      models = scenario.lanes.map { _ in scenario.startMixture }
      problems = scenario.lanes.map { _ in scenario.problem }
    } else {
      do {
        let simulation = try Simulation(experiment)
        scenario = simulation.scenario
        models = simulation.lanes.map(\.model)
        problems = simulation.lanes.indices.map { simulation.problem(ofLane: $0) }
      } catch {
        throw .usage(error.description)
      }
    }
    let problem = scenario.problem
    let reader = ObjectiveReader()
    var lanes: [JSONValue] = []
    for (index, lane) in scenario.lanes.enumerated() {
      let model = models[index]
      do {
        var entries: [(String, JSONValue)] = [("method", .text(lane.method.key))]
        if problem.tasks != nil {
          entries += try TaskEvaluation.entries(reader, lane.method, problems[index], model)
        } else {
          let value = try reader.evaluation(lane.method, problems[index], model: model)
          let isLine = scenario.dimension == 1
          let means = isLine ? [0, 1, 3] : [0, 1, 2, 3, 4]
          let covariances = isLine ? [5, 8] : [5, 6, 7, 8, 9, 10]
          entries += [
            ("objective", value.objective.map { .number($0) } ?? .null),
            ("gradient", .array(means.map { .number(value.gradient[$0]) })),
            ("covarianceGradient", .array(covariances.map { .number(value.gradient[$0]) })),
          ]
        }
        if let failure = reader.failure {
          entries.append(("failure", .text(failure.description)))
        }
        if experiment.tick > 0 {
          entries.append(("meters", Evaluate.meters(problem, model)))
        }
        lanes.append(.object(entries))
      } catch {
        throw .usage(error.description)
      }
    }
    let document = JSONValue.object([
      ("lanes", .array(lanes)), ("meters", Evaluate.meters(problem, models[0])),
    ])
    var output = StandardOutput()
    try output.write(JSONText.pretty(document))
    try output.flush()
  }

  private static func meters(_ problem: Problem, _ model: Mixture) -> JSONValue {
    let meters = MeterReader().meters(problem, model: model)
    if let tasks = meters.tasks { return TaskEvaluation.meters(tasks) }
    let lane = MeasuredLane(model: model, problem: problem, meters: meters)
    return .object(
      MeasureCatalogue.evaluated.map { measure in
        (measure.id, measure.value(of: lane).map { .number($0) } ?? .null)
      })
  }
}
