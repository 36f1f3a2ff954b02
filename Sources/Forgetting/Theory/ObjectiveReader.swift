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
    return objective(of: model, method, problem)
  }

  /// Objective and G of a lane at a model, in logit and log-Cholesky coordinates.
  ///
  /// - Returns: without an objective, and with a gradient of what are not numbers, where the integral cannot
  ///   be resolved.
  public func evaluation(
    _ settings: MethodSettings, _ problem: Problem, model: Mixture
  ) throws(ParameterError) -> (objective: Double?, gradient: Coordinates) {
    try evaluation(Coordinates.self, settings, problem, model: model)
  }

  /// The same of a model with any number of components: one entry for each component's logit, which add
  /// up to 0, then the means, component by component; the covariances alike.
  public func componentEvaluation(
    _ settings: MethodSettings, _ problem: Problem, model: Mixture
  ) throws(ParameterError) -> (
    objective: Double?, gradient: [Double], covarianceGradient: [Double]
  ) {
    let (objective, gradient) = try evaluation(
      WideCoordinates.self, settings, problem, model: model)
    let layout = model.layout
    let logits = layout.logits.map { gradient[$0] }
    let slots = layout.slots(covariances: true).dropFirst(layout.count - 1)
    let means = slots.prefix { $0 < layout.scale(0) }.map { gradient[$0] }
    let covariances = slots.drop { $0 < layout.scale(0) }.map { gradient[$0] }
    return (objective, logits + [0 - logits.reduce(0, +)] + means, covariances)
  }

  private func evaluation<Theta: ParameterVector>(
    _: Theta.Type, _ settings: MethodSettings, _ problem: Problem, model: Mixture
  ) throws(ParameterError) -> (objective: Double?, gradient: Theta) {
    let method = try MethodCatalogue.method(for: settings, at: "lane")
    var problem = problem
    problem.demonstrator = method.demonstrator(problem)
    bind(method, problem, model)
    return (
      objective(of: model, method, problem),
      integral.gradient(Theta.self, of: model, teacher: problem.teacher, covariances: true)
    )
  }

  private func objective(
    of model: Mixture, _ method: any Method, _ problem: Problem
  ) -> Double? {
    let value = integral.objective(of: model, teacher: problem.teacher)
    return method.objectiveIsDivergence ? value?.asDivergence : value
  }

  private func bind(_ method: any Method, _ problem: Problem, _ model: Mixture) {
    integral.bind(method, problem: problem, model: model, preserved: false)
    failure = integral.failure
  }
}
