import Testing

@testable import Forgetting

/// Objectives and gradients of mixtures of any number of components against the oracle.
@Suite struct TaskReferenceTests {
  @Test(arguments: TaskReferenceCase.all)
  func objectivesAndGradients(_ reference: TaskReferenceCase) throws {
    #expect(reference.settings.count == 16)
    for (name, settings) in reference.settings {
      let method = try MethodCatalogue.method(for: settings, at: "lanes.1")
      let answer = try #require(reference.methods[name])
      let integral = PopulationIntegral()
      let problem = reference.problem
      integral.bind(method, problem: problem, model: reference.model)
      let gradient = integral.gradient(
        WideCoordinates.self, of: reference.model, teacher: problem.teacher, covariances: true)
      let means = worst(
        reference.gradientEntries(gradient), answer.gradient, tolerance: reference.tolerance)
      #expect(means <= 1, "\(name): G off by \(means) tolerances, \(integral.nodeCount) nodes")
      let covariances = worst(
        reference.covarianceEntries(gradient), answer.covarianceGradient,
        tolerance: reference.tolerance)
      #expect(covariances <= 1, "\(name): covariance gradient off by \(covariances) tolerances")
      let objective = try #require(
        integral.objective(of: reference.model, teacher: problem.teacher))
      let error = worst(
        [objective], [try #require(answer.objective)], tolerance: reference.tolerance)
      #expect(error <= 1, "\(name): objective off by \(error) tolerances")
    }
  }
}
