import SeededNumbers
import Testing

@testable import Forgetting

/// Where two densities are the same, or nearly, divergences are 0 or a little more: rounding has no sign.
@Suite struct RoundedDivergenceTests {
  private func divergences(_ meters: Meters) -> [Double] {
    [
      meters.klModelToTarget, meters.klTargetToModel, meters.klReferenceToModel,
      meters.klModelToReference, meters.klNewReferenceToModel, meters.klNewModelToReference,
    ]
  }

  @Test(arguments: [1, 2]) func equalDensitiesAreNotCloserThanEqual(dimension: Int) {
    var random = SplitMix64(seed: 77)
    let reader = MeterReader()
    for _ in 0..<60 {
      let target = random.mixture(dimension: dimension, tied: false)
      var model = target
      for _ in 0..<3 {
        let meters = reader.meters(Problem(target: target, reference: target), model: model)
        for value in divergences(meters) {
          #expect(value >= 0 && value.sign == .plus, "\(value)")
        }
        model.old.mean.x += random.number(1e-9...1e-8)
      }
    }
  }

  @Test(arguments: [
    MethodCase.full, .distillation, .distillationForward, .distillationMiddle, .alpha,
    .jensenShannon, .jeffreys, .mix, .fullReplayed,
  ]) func objectivesThatAreDivergencesAreNotNegative(method: MethodCase) {
    var random = SplitMix64(seed: 78)
    let reader = ObjectiveReader()
    for _ in 0..<40 {
      let target = random.mixture(dimension: 1, tied: false)
      let problem = Problem(
        target: target, reference: target, teacher: target, demonstrator: target)
      let value = reader.objective(method.settings, problem, model: target)
      #expect(value.map { $0 >= 0 && $0.sign == .plus } ?? true, "\(value ?? .nan)")
    }
  }

  @Test func whatIsNoRoundingIsLeft() {
    #expect((-1.9e-16).asDivergence == 0 && (-0.0).asDivergence.sign == .plus)
    #expect((-1e-6).asDivergence == -1e-6 && 1e-300.asDivergence == 1e-300)
    #expect(Double.nan.asDivergence.isNaN)
  }
}
