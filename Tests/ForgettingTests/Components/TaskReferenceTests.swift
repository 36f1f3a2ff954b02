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

  /// The scenario means the same problem, and measures of it agree with the oracle.
  @Test(arguments: TaskReferenceCase.all)
  func meters(_ reference: TaskReferenceCase) throws {
    try reference.scenario.validate()
    let problem = reference.scenario.problem
    let model = reference.scenario.startMixture
    let meters = try #require(MeterReader().meters(problem, model: model).tasks)
    let expected = reference.meters
    let numbers: [(String, Double, Double)] = [
      ("klModelToTarget", meters.klModelToTarget, expected.klModelToTarget),
      ("klTargetToModel", meters.klTargetToModel, expected.klTargetToModel),
      ("klNewToModel", meters.klNewToModel, expected.klNewToModel),
      ("klReferenceToModel", meters.klReferenceToModel, expected.klReferenceToModel),
    ]
    for (name, value, expected) in numbers {
      let error = worst([value], [expected], tolerance: reference.tolerance)
      #expect(error <= 1, "\(name): \(value), expected \(expected)")
    }
    let matrices = [
      ("drift", [meters.drift], [expected.drift]),
      ("overlapTarget", meters.overlapTarget, expected.overlapTarget),
      ("overlapModel", meters.overlapModel, expected.overlapModel),
      ("misassignmentModel", meters.misassignmentModel, expected.misassignmentModel),
      ("misassignmentTarget", meters.misassignmentTarget, expected.misassignmentTarget),
    ]
    for (name, matrix, expected) in matrices {
      #expect(matrix.map(\.count) == expected.map(\.count), "\(name)")
      let error = worst(
        matrix.flatMap { $0 }, expected.flatMap { $0 }, tolerance: reference.tolerance)
      #expect(error <= 1, "\(name) is off by \(error) tolerances")
    }
    #expect(meters.kept.map { $0 == nil } == expected.kept.map { $0 == nil })
    for (value, expected) in zip(meters.kept, expected.kept) {
      guard let value, let expected else { continue }
      #expect(abs(value - expected) <= (reference.input.dimension == 1 ? 2e-6 : 2e-3))
    }
  }
}
