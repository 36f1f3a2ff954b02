import Words

/// Exact objectives and gradients of lanes at a point; keeps its workspace between calls.
public final class ObjectiveReader {
  private let integral = PopulationIntegral()

  /// Why the last question has no answer; nil where it has one.
  public private(set) var failure: LaneFailure?

  public init() {}

  /// What a lane's flow decreases at a model; nil where it is nothing.
  public func objective(
    _ settings: MethodSettings, _ problem: Problem, model: Mixture
  ) -> Double? {
    guard let method = try? MethodCatalogue.method(for: settings, at: "lane") else { return nil }
    var problem = problem
    problem.demonstrator = method.demonstrator(problem)
    bind(method, problem, model)
    return integral.objective(of: model, teacher: problem.teacher)
  }

  /// Objective and G of a lane at a model, in logit and log-Cholesky coordinates.
  ///
  /// - Returns: without an objective, and with a gradient of what are not numbers, where the integral cannot
  ///   be resolved.
  public func evaluation(
    _ settings: MethodSettings, _ problem: Problem, model: Mixture
  ) throws(ParameterError) -> (objective: Double?, gradient: Coordinates) {
    let method = try MethodCatalogue.method(for: settings, at: "lane")
    var problem = problem
    problem.demonstrator = method.demonstrator(problem)
    bind(method, problem, model)
    return (
      integral.objective(of: model, teacher: problem.teacher),
      integral.gradient(of: model, teacher: problem.teacher, covariances: true)
    )
  }

  private func bind(_ method: any Method, _ problem: Problem, _ model: Mixture) {
    integral.bind(method, problem: problem, model: model, preserved: false)
    failure = integral.failure
  }
}
