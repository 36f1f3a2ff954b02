import Testing

@testable import Forgetting

/// Mixtures of more than two components, and what is known of their flows.
@Suite struct ComponentFlowTests {
  private static func mixture(_ weights: [Double], _ means: [Double]) -> Mixture {
    Mixture(
      dimension: 1,
      components: zip(weights, means).map {
        (logarithm($0), Gaussian(mean: SIMD2($1, 0), scale: CholeskyFactor(l11: 1)))
      })
  }
  private static let target = mixture([0.2, 0.1, 0.4, 0.3], [-4, -1, 2, 4.5])
  private static let model = mixture([0.5, 0.2, 0.2, 0.1], [-4, -1, 2, 4.5])

  private static func velocity(
    _ settings: MethodSettings, _ model: Mixture, _ system: CoordinateSystem
  ) throws -> WideCoordinates {
    let method = try MethodCatalogue.method(for: settings, at: "lanes.1")
    let integral = PopulationIntegral()
    let problem = Problem(target)
    integral.bind(method, problem: problem, model: model)
    let field = VelocityField(
      integral: integral,
      rates: WideCoordinates(Rates(), layout: model.layout, newComponent: model.layout.count - 1),
      system: system,
      natural: system == .natural ? NaturalGradient() : nil)
    return field(FlowState(model, teacher: problem.teacher, system: system)).model
  }

  /// β' from θ', by β' = β (b' − Σ β_c b_c'), b' of the last 0.
  private static func weightVelocity(_ velocity: WideCoordinates, _ model: Mixture) -> [Double] {
    let layout = model.layout
    let own = layout.logits.map { velocity[$0] } + [0]
    let average = own.indices.map { model.weight(of: $0) * own[$0] }.reduce(0, +)
    return own.indices.map { model.weight(of: $0) * (own[$0] - average) }
  }

  @Test func weightsAreAccurateAtBothEnds() {
    let tiny = 1e-30
    let mixture = Self.mixture([tiny, 1, tiny, 2 * tiny], [0, 1, 2, 3])
    #expect(abs(mixture.weight(of: 0) / tiny - 1) <= 1e-13)
    #expect(abs(mixture.logWeight(of: 1) / (-4 * tiny) - 1) <= 1e-13)
    let plain = Self.mixture([0.2, 0.3, 0.5], [0, 1, 2])
    for (index, weight) in [0.2, 0.3, 0.5].enumerated() {
      #expect(abs(plain.weight(of: index) - weight) <= 1e-15)
    }
  }

  @Test func sharesOfTheOthersAreReplay() {
    let training = Self.target.withShareOfOthers(0.25)
    for (index, weight) in [0.2, 0.1, 0.4].enumerated() {
      #expect(abs(training.weight(of: index) - 0.25 * weight / 0.7) <= 1e-15)
    }
    #expect(abs(training.weight(of: 3) - 0.75) <= 1e-15)
    #expect(Self.target.withShareOfOthers(0).count == 1)
  }

  /// Natural gradient, forward KL, components right: β' = −(β − π) at every overlap, means at rest.
  @Test func theNaturalGradientOfForwardKLIsLinearInTheWeights() throws {
    let velocity = try Self.velocity(
      MethodSettings("forward-kl", numbers: ["replay": 0.3]), Self.model, .natural)
    let training = Self.target.withShareOfOthers(0.3)
    let found = Self.weightVelocity(velocity, Self.model)
    for index in 0..<4 {
      let expected = training.weight(of: index) - Self.model.weight(of: index)
      #expect(abs(found[index] - expected) <= 1e-7, "\(found[index]), expected \(expected)")
    }
    let layout = Self.model.layout
    for component in 0..<4 { #expect(abs(velocity[layout.mean(component)]) <= 1e-7) }
  }

  /// Separated forward KL with the components right: a_k' = ½ (π_k − β_k).
  @Test func separatedForwardKLHasTheHalf() throws {
    let far = Self.mixture([0.2, 0.1, 0.4, 0.3], [-60, -20, 20, 60])
    var model = far
    for (index, logit) in [0.4, -0.3, 1.1].enumerated() {
      model.setRelativeLogit(logit, of: index)
    }
    let method = try MethodCatalogue.method(
      for: MethodSettings("forward-kl", numbers: ["replay": 0.3]), at: "lanes.1")
    let integral = PopulationIntegral()
    integral.bind(method, problem: Problem(far), model: model)
    let field = VelocityField(
      integral: integral,
      rates: WideCoordinates(Rates(), layout: model.layout, newComponent: model.layout.count - 1))
    let velocity = field(FlowState(model)).model
    let training = far.withShareOfOthers(0.3)
    func own(_ index: Int) -> Double {
      0.5 * (training.weight(of: index) - model.weight(of: index))
    }
    for index in 0..<3 { #expect(abs(velocity[index] - (own(index) - own(3))) <= 1e-9) }
  }

  @Test func directCoordinatesFollowTheSameGradient() throws {
    let settings = MethodSettings("reverse-kl")
    let gradient = -(try Self.velocity(settings, Self.model, .direct))
    let method = try MethodCatalogue.method(for: settings, at: "lanes.1")
    let integral = PopulationIntegral()
    integral.bind(method, problem: Problem(Self.target), model: Self.model)
    for index in 0..<3 {
      func value(_ change: Double) -> Double {
        var step = WideCoordinates(repeating: 0)
        step[index] = change
        var model = Self.model
        model.move(by: step, .direct, covariances: false)
        return integral.objective(of: model)!
      }
      let slope = (value(1e-5) - value(-1e-5)) / 2e-5
      #expect(abs(slope - gradient[index]) <= 1e-6 * max(1, abs(slope)))
    }
  }

  @Test func directWeightsKeepTheirDistance() {
    var model = Self.model
    var step = WideCoordinates(repeating: 0)
    for index in 0..<3 { step[index] = 0.4 }
    model.move(by: step, .direct, covariances: false)
    let weights = (0..<4).map { model.weight(of: $0) }
    #expect(abs(weights.reduce(0, +) - 1) <= 1e-12)
    #expect(weights.allSatisfy { $0 >= directFloor * (1 - 1e-9) })
  }

  /// Reverse KL to the target: every weight tends to its task's.
  @Test(arguments: [CoordinateSystem.logit, .direct, .natural])
  func reverseKLEndsAtTheTarget(_ system: CoordinateSystem) throws {
    let method = try MethodCatalogue.method(for: MethodSettings("reverse-kl"), at: "lanes.1")
    let integral = PopulationIntegral()
    var controller = DormandPrince(suggestedStep: 0)
    let natural = system == .natural ? NaturalGradient() : nil
    let start = FlowState(Self.model, system: system)
    let end = try #require(
      controller.advance(
        start, by: system == .natural ? 60 : system == .direct ? 600 : 3000, tolerance: 1e-8
      ) { state in
        integral.bind(method, problem: Problem(Self.target), model: state.model)
        return VelocityField(
          integral: integral,
          rates: WideCoordinates(
            Rates(), layout: Self.model.layout, newComponent: Self.model.layout.count - 1),
          system: system, natural: natural)
      })
    for index in 0..<4 {
      #expect(abs(end.model.weight(of: index) - Self.target.weight(of: index)) <= 1e-3)
      #expect(abs(end.model[index].mean.x - Self.target[index].mean.x) <= 1e-2)
    }
  }

  /// A line in the plane: the same gradient with one dimension as with two.
  @Test func meansOnALineNeedOneDimension() throws {
    let scale = CholeskyFactor(l11: 0.8, l21: 0.3, l22: 0.9)
    func plane(_ weights: [Double], _ places: [Double]) -> Mixture {
      Mixture(
        dimension: 2,
        components: zip(weights, places).map {
          (logarithm($0), Gaussian(mean: scale.apply(SIMD2(0.6, 0.8) * $1), scale: scale))
        })
    }
    let target = plane([0.3, 0.3, 0.4], [-3, 0, 3])
    let model = plane([0.5, 0.1, 0.2, 0.2], [-3.2, 0.4, 2, 3.5])
    let method = try MethodCatalogue.method(for: MethodSettings("reverse-kl"), at: "lanes.1")
    let line = PopulationIntegral()
    line.bind(method, problem: Problem(target), model: model, preserved: false)
    let whole = PopulationIntegral()
    whole.bind(
      method, problem: Problem(target), model: model, preserved: false, keepsCovariances: false)
    #expect(line.nodeCount * 10 < whole.nodeCount)
    let a = line.gradient(WideCoordinates.self, of: model, covariances: true)
    let b = whole.gradient(WideCoordinates.self, of: model, covariances: true)
    #expect((a - b).largestMagnitude <= 1e-9)
  }

  /// A batch's mean estimate is the exact gradient, within its own error.
  @Test(arguments: ["forward-kl", "reverse-kl"])
  func batchesEstimateTheGradient(_ key: String) throws {
    let method = try MethodCatalogue.method(
      for: MethodSettings(key, numbers: ["replay": 0.3]), at: "lanes.1")
    let problem = Problem(Self.target)
    let integral = PopulationIntegral()
    integral.bind(method, problem: problem, model: Self.model)
    let exact = integral.gradient(WideCoordinates.self, of: Self.model, covariances: true)
    let batch = BatchIntegral()
    let behaviour = method.behaviour(problem, model: Self.model)
    var sum = WideCoordinates(repeating: 0)
    var squares = sum
    let count = 300
    for step in 0..<count {
      var constants = MethodConstants()
      let (gradient, _) = batch.gradient(
        as: WideCoordinates.self, method, problem, model: Self.model,
        draws: Draws(
          of: behaviour.base, replay: behaviour.old, share: behaviour.replay, seed: 11,
          step: UInt64(step)),
        count: 700, covariances: true, constants: &constants)
      sum += gradient
      squares += gradient * gradient
    }
    let n = Double(count)
    for index in Self.model.layout.slots(covariances: true) {
      let mean = sum[index] / n
      let error = (max(0, squares[index] / n - mean * mean) / n).squareRoot()
      #expect(abs(mean - exact[index]) <= 5 * error, "entry \(index)")
    }
  }
}
