import Testing

@testable import Forgetting

@Suite struct ReferenceTests {
  @Test(arguments: ReferenceCase.all)
  func objectivesAndGradients(_ reference: ReferenceCase) throws {
    for (name, settings) in reference.settings {
      let method = try MethodCatalogue.method(for: settings, at: "lanes.1")
      let answer = try #require(reference.methods[name])
      let integral = PopulationIntegral()
      integral.bind(
        method, problem: reference.problem, model: reference.model)
      let teacher = reference.problem.teacher
      let gradient = integral.gradient(
        of: reference.model, teacher: teacher, covariances: true)
      let means = worst(
        reference.gradientEntries(gradient), answer.gradient, tolerance: reference.tolerance)
      #expect(means <= 1, "\(name): G off by \(means) tolerances, \(integral.nodeCount) nodes")
      let covariances = worst(
        reference.covarianceEntries(gradient), answer.covarianceGradient,
        tolerance: reference.tolerance)
      #expect(covariances <= 1, "\(name): covariance gradient off by \(covariances) tolerances")
      let objective = integral.objective(of: reference.model, teacher: teacher)
      guard let expected = answer.objective else {
        #expect(objective == nil, "\(name): the gradient of nothing")
        continue
      }
      guard let objective else {
        Issue.record("\(name): no objective, expected \(expected)")
        continue
      }
      let error = worst([objective], [expected], tolerance: reference.tolerance)
      #expect(error <= 1, "\(name): objective \(objective), expected \(expected)")
    }
  }

  @Test(arguments: ReferenceCase.all)
  func meters(_ reference: ReferenceCase) throws {
    let meters = MeterReader().meters(reference.problem, model: reference.model)
    let values: [String: Double] = [
      "klModelToTarget": meters.klModelToTarget, "klTargetToModel": meters.klTargetToModel,
      "klNewToModel": meters.klNewToModel, "klOldToModel": meters.klOldToModel,
      "klReferenceToModel": meters.klReferenceToModel, "overlapTarget": meters.overlapTarget,
      "overlapModel": meters.overlapModel, "misassignmentModel": meters.misassignmentModel,
      "misassignmentTarget": meters.misassignmentTarget, "oldDrift": meters.oldDrift,
      "newError": meters.newError, "effectiveOldMass": meters.effectiveOldMass,
      "effectiveNewMass": meters.effectiveNewMass,
    ]
    #expect(Set(values.keys) == Set(reference.meters.keys))
    for (name, value) in values {
      let expected = try #require(reference.meters[name])
      let tolerance =
        name.hasPrefix("effective")
        ? (reference.input.dimension == 1 ? 1e-6 : 1e-3) : reference.tolerance
      let error = worst([value], [expected], tolerance: tolerance)
      #expect(error <= 1, "\(name): \(value), expected \(expected)")
    }
  }
}
