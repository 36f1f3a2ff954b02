import SeededNumbers
import Testing

@testable import Forgetting

/// G is the gradient of what the flow decreases, and what it decreases is a divergence.
@Suite struct GradientTests {
  /// Entries of θ that exist in a dimension, covariances included.
  private static func entries(_ dimension: Int) -> [Int] {
    dimension == 1 ? [0, 1, 3, 5, 8] : Array(0...10)
  }

  /// ∂F/∂θ by five points; the objective's rounding of 1e−14 and h⁴ both stay below 1e−9.
  private static func differences(
    _ settings: MethodSettings, _ problem: Problem, _ model: Mixture
  ) throws -> Coordinates {
    let reader = ObjectiveReader()
    let h = 2e-3
    var result = Coordinates(repeating: 0)
    for index in entries(model.dimension) {
      func value(_ multiple: Double) throws -> Double {
        var step = Coordinates(repeating: 0)
        step[index] = multiple * h
        return try #require(
          reader.objective(settings, problem, model: model.moved(by: step)))
      }
      result[index] = try (value(-2) - 8 * value(-1) + 8 * value(1) - value(2)) / (12 * h)
    }
    return result
  }

  @Test(arguments: Shape.all, MethodCase.withObjective)
  func gradientIsTheDerivativeOfTheObjective(_ shape: Shape, _ method: MethodCase) throws {
    var random = SplitMix64(seed: 11)
    for number in 0..<(shape.dimension == 1 ? 6 : 2) {
      let target = random.mixture(dimension: shape.dimension, tied: shape.tied, reach: 2)
      var model = random.mixture(dimension: shape.dimension, tied: shape.tied, reach: 2)
      // Half of the cases have one covariance for all, which is the theory's case.
      if number % 2 == 0 {
        model.old.scale = target.old.scale
        model.new.scale = target.new.scale
      }
      let problem = Problem(
        target: target, reference: random.like(model), teacher: random.like(model))
      let gradient = try ObjectiveReader().evaluation(
        method.settings, problem, model: model
      ).gradient
      let error = relativeError(
        gradient, try GradientTests.differences(method.settings, problem, model))
      #expect(error <= 2e-8, "case \(number): off by \(error)")
      // Answers of several tokens hardly ever succeed here.
      let least = method.settings.numbers["tokens"] == nil ? 1e-3 : 1e-5
      #expect(gradient.largestMagnitude > least, "case \(number) says nothing")
    }
  }

  /// What has no objective is made of gradients that have one: GRPO's is the policy gradient's over the reward's
  /// deviation and that of its KL, an adaptive η is a fixed one at every instant. Losses with something held still
  /// (an adaptive η and REINFORCE, too) and sums over pairs are derived by finite differences in `LossDefinitionTests`.
  @Test(arguments: Shape.all) func composedGradients(_ shape: Shape) throws {
    var random = SplitMix64(seed: 15)
    let reader = ObjectiveReader()
    for _ in 0..<(shape.dimension == 1 ? 6 : 2) {
      let target = random.mixture(dimension: shape.dimension, tied: shape.tied, reach: 2)
      let model = random.mixture(dimension: shape.dimension, tied: shape.tied, reach: 2)
      var problem = Problem(
        target: target, reference: random.like(model), teacher: random.like(model))
      problem.teacher = problem.reference
      func gradient(_ key: String, _ kappa: Double = 0, _ choices: [String: String] = [:]) throws
        -> Coordinates
      {
        let numbers = kappa > 0 ? ["klCoefficient": kappa] : [:]
        return try reader.evaluation(
          MethodSettings(key, numbers: numbers, choices: choices), problem, model: model
        ).gradient
      }
      let policy = try gradient("policy-gradient")
      let reverse = try gradient("kl-regularised-rl", 0.7) - policy
      let forward = 0.7 * (try gradient("sdft", 0, ["direction": "forward"]))
      let advantage = try gradient("grpo")
      // One factor for all entries, 1/√var r; a reward of 0 to 1 has a deviation of at most ½.
      let largest = (0..<11).max { abs(policy[$0]) < abs(policy[$1]) }!
      let factor = advantage[largest] / policy[largest]
      #expect(factor >= 2)
      #expect(relativeError(advantage, factor * policy) <= 1e-9)
      for (estimator, penalty) in [("k2", reverse), ("k3", forward)] {
        let found = try gradient("grpo", 0.7, ["estimator": estimator])
        #expect(relativeError(found, advantage + penalty) <= 1e-7, "\(estimator)")
        #expect(penalty.largestMagnitude > 1e-3)
      }
      #expect(try gradient("grpo", 0.7, ["estimator": "k1"]) == advantage)
      let (adaptive, constants) = BatchEstimateTests.exact(
        MethodCase.discoverAdaptive.method, problem, model)
      let fixed = try reader.evaluation(
        MethodSettings("ttt-discover", numbers: ["eta": constants.sharpness]), problem,
        model: model
      ).gradient
      if constants.sharpness <= 100, !constants.isSaturated {
        #expect(relativeError(adaptive, fixed) <= 1e-7, "η = \(constants.sharpness)")
      }
    }
  }

  /// Every method of the catalogue with every one of its choices, and every number off its standard, is among
  /// those that tests go through and finite differences check; what is not is named.
  @Test func everyMethodIsTested() {
    let tested = MethodCase.everything.map(\.settings)
    var missing: Set<String> = []
    for description in MethodCatalogue.descriptions {
      let own = tested.filter { $0.key == description.key }
      #expect(!own.isEmpty, "\(description.key)")
      for choice in description.choices {
        // Units, and what batches alone look at.
        if ["lagUnit", "value"].contains(choice.key) { continue }
        for value in choice.values.dropFirst()
        where !own.contains(where: { $0.choices[choice.key] == value }) {
          missing.insert("\(description.key) \(value)")
        }
      }
      for number in description.numbers
      where !own.contains(where: { ($0.numbers[number.key] ?? number.standard) != number.standard })
      {
        missing.insert("\(description.key) \(number.key)")
      }
    }
    // How far a reference lags and what a controller makes for leave G alone, and so does how a teacher moves.
    #expect(
      missing == [
        "filtered-sft lag", "oapl lag", "kl-regularised-rl klTarget", "sdft anchor",
        "sdft demonstrator", "sdft emaRate",
      ], "\(missing.sorted())")
    // Finite differences: of the objective, or of the loss as it is written, with what a method holds still held.
    let checked =
      MethodCase.withObjective + LossDefinitionTests.smooth + LossDefinitionTests.pairs
      + LossDefinitionTests.edged
    let names = Set(checked.map(\.description))
    let others = MethodCase.everything.map(\.description).filter { !names.contains($0) }
    #expect(others.isEmpty, "\(others)")
    // And what is no divergence has its loss written down, beside what the program decreases.
    let written = Set((LossDefinitionTests.smooth + LossDefinitionTests.pairs).map(\.settings.key))
    let unwritten = MethodCase.everything.filter {
      !written.contains($0.settings.key) && !$0.method.objectiveIsDivergence
    }
    #expect(unwritten.isEmpty, "\(unwritten)")
  }

  /// Batch means: every case is compared with the exact G, in batches of any size, in large ones, or up to a known
  /// factor.
  @Test func everyMethodIsSampled() {
    let sampled =
      BatchEstimateTests.consistent + BatchLawTests.groupMethods + BatchEstimateTests.entropic
    #expect(Set(sampled.map(\.description)) == Set(MethodCase.everything.map(\.description)))
    #expect(sampled.count == MethodCase.everything.count)
  }

  @Test(arguments: Shape.all) func divergencesAreNotNegative(_ shape: Shape) throws {
    var random = SplitMix64(seed: 12)
    let reader = ObjectiveReader()
    for _ in 0..<(shape.dimension == 1 ? 60 : 4) {
      let target = random.mixture(dimension: shape.dimension, tied: shape.tied)
      let model = random.mixture(dimension: shape.dimension, tied: shape.tied)
      let problem = Problem(target)
      for method in MethodCase.all {
        let value = try #require(reader.objective(method.settings, problem, model: model))
        #expect(value > 1e-3, "\(method): \(value)")
      }
      // Both minima are reached where the two agree.
      let training = target.with(logitWeight: logit(0.3))
      let minima = [
        (MethodCase.mix, training), (.full, target), (.forward, problem.newTask),
      ]
      for (method, optimum) in minima {
        let (value, gradient) = try reader.evaluation(method.settings, problem, model: optimum)
        #expect(abs(value ?? 1) <= 1e-12, "\(method) at its optimum: \(value ?? .nan)")
        let scores = gradient.largestMagnitude
        #expect(scores <= 1e-11, "\(method) at its optimum: G \(scores)")
      }
      let meters = MeterReader().meters(problem, model: model)
      for divergence in [
        meters.klModelToTarget, meters.klTargetToModel, meters.klNewToModel, meters.klOldToModel,
        meters.klReferenceToModel,
      ] { #expect(divergence > 1e-3) }
      let same = MeterReader().meters(problem, model: target)
      for divergence in [same.klModelToTarget, same.klTargetToModel, same.klReferenceToModel] {
        #expect(abs(divergence) <= 1e-12)
      }
    }
  }

  /// Reweighting changes where the data come from, not the integral.
  @Test func reweightedReplayIsNoReplay() throws {
    var random = SplitMix64(seed: 13)
    for _ in 0..<10 {
      let problem = Problem(random.mixture(dimension: 1, tied: false))
      let model = random.mixture(dimension: 1, tied: false)
      let reader = ObjectiveReader()
      let plain = try reader.evaluation(MethodCase.forward.settings, problem, model: model)
      let weighted = try reader.evaluation(MethodCase.reweight.settings, problem, model: model)
      #expect(plain.gradient == weighted.gradient)
      let mixed = try reader.evaluation(MethodCase.mix.settings, problem, model: model)
      #expect(relativeError(mixed.gradient, plain.gradient) > 1e-3)
    }
  }

  /// Replay leaves the exact flow of reverse KL as it is.
  @Test func replayLeavesReverseKLAlone() throws {
    var random = SplitMix64(seed: 14)
    let problem = Problem(random.mixture(dimension: 1, tied: true))
    let model = random.mixture(dimension: 1, tied: true)
    let reader = ObjectiveReader()
    let plain = try reader.evaluation(MethodSettings("reverse-kl"), problem, model: model)
    let replayed = try reader.evaluation(
      MethodSettings("reverse-kl", numbers: ["replay": 0.7]), problem, model: model)
    #expect(plain.gradient == replayed.gradient)
  }
}
