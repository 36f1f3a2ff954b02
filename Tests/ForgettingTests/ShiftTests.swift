import Foundation
import SeededNumbers
import Testing

@testable import Forgetting

/// How far a model has gone from its start, on everything and on the new task alone.
@Suite struct ShiftTests {
  /// Beside sums over a fine grid, of random mixtures on the line.
  @Test func divergencesAreThoseOfAGrid() throws {
    var random = SplitMix64(seed: 51)
    for _ in 0..<12 {
      let target = random.mixture(dimension: 1, tied: false)
      let start = random.mixture(dimension: 1, tied: false)
      let model = random.mixture(dimension: 1, tied: false)
      let meters = MeterReader().meters(
        Problem(target: target, reference: start), model: model)
      let step = 0.002
      var (all, back) = (0.0, 0.0)
      var (startMass, modelMass, startSum, modelSum) = (0.0, 0.0, 0.0, 0.0)
      for x in stride(from: -40.0, through: 40, by: step) {
        func densities(_ mixture: Mixture) -> (old: Double, new: Double) {
          func normal(_ mode: Gaussian) -> Double {
            let z = (x - mode.mean.x) / mode.scale.l11
            return exp(-0.5 * z * z) / (mode.scale.l11 * (2 * Double.pi).squareRoot())
          }
          return (
            mixture.oldWeight * normal(mixture.old), (1 - mixture.oldWeight) * normal(mixture.new)
          )
        }
        let (p, q0, q) = (densities(target), densities(start), densities(model))
        let (sum, was, is_) = (p.old + p.new, q0.old + q0.new, q.old + q.new)
        guard sum > 1e-300, was > 1e-300, is_ > 1e-300 else { continue }
        let share = p.new / sum
        all += step * was * log(was / is_)
        back += step * is_ * log(is_ / was)
        startMass += step * was * share
        modelMass += step * is_ * share
        startSum += step * was * share * log(was / is_)
        modelSum += step * is_ * share * log(is_ / was)
      }
      let onNew = startSum / startMass - log(startMass / modelMass)
      let backOnNew = modelSum / modelMass - log(modelMass / startMass)
      for (value, expected) in [
        (meters.klReferenceToModel, all), (meters.klModelToReference, back),
        (meters.klNewReferenceToModel, onNew), (meters.klNewModelToReference, backOnNew),
      ] {
        #expect(abs(value - expected) < 1e-6 * max(1, expected), "\(value) for \(expected)")
        #expect(value > 0)
      }
    }
  }

  /// Two tasks with names are two tasks.
  @Test(arguments: [1, 2]) func aModelThatStandsStillHasNone(dimension: Int) throws {
    var random = SplitMix64(seed: 52)
    let start = random.mixture(dimension: dimension, tied: false)
    let target = random.mixture(dimension: dimension, tied: false)
    let meters = MeterReader().meters(Problem(target: target, reference: start), model: start)
    for value in [
      meters.klModelToReference, meters.klNewReferenceToModel, meters.klNewModelToReference,
    ] { #expect(abs(value) < 1e-12) }
  }

  @Test func namedTasksHaveThemToo() throws {
    let scenario = try #require(Presets.preset("three-tasks")).scenario
    let problem = scenario.problem
    var model = scenario.startMixture
    let still = MeterReader().meters(problem, model: model)
    #expect(abs(still.klNewModelToReference) < 1e-12)
    model[0].mean.x += 0.7
    let moved = MeterReader().meters(problem, model: model)
    #expect(moved.klModelToReference > 1e-3)
    #expect(moved.klNewReferenceToModel > 0 && moved.klNewModelToReference > 0)
  }
}
