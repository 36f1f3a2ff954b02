import SeededNumbers
import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is trained decides the law: direct and natural coordinates against their definitions and against
/// the curves that forward KL follows in them.
@Suite struct CoordinatesTests {
  private static func cases(_ shape: Shape, _ count: Int) -> [(Problem, Mixture)] {
    var random = SplitMix64(seed: 81)
    return (0..<count).map { _ in
      let target = random.mixture(dimension: shape.dimension, tied: shape.tied, reach: 2)
      let model = random.mixture(dimension: shape.dimension, tied: shape.tied, reach: 2)
      return (
        Problem(target: target, reference: random.like(model), teacher: random.like(model)), model
      )
    }
  }

  private static let methods = [MethodCase.full, .mix, .distillation, .discover, .offPolicy]

  /// −P M G of a method at a model, every group free.
  private static func velocity(
    _ method: MethodCase, _ problem: Problem, _ model: Mixture, _ system: CoordinateSystem
  ) -> Coordinates {
    let integral = PopulationIntegral()
    integral.bind(
      method.method, problem: problem, model: model, preserved: false, keepsCovariances: false)
    let rates = Rates(oldCovariance: 1, newCovariance: 1)
    let field = VelocityField(
      integral: integral, rates: Coordinates(rates), system: system,
      trainsCovariances: true, natural: system == .natural ? NaturalGradient() : nil)
    return field(
      FlowState(model, teacher: problem.teacher, system: system, trainsCovariances: true)
    ).model
  }

  /// Direct coordinates: minus the derivative of the objective by β and by the entries of L.
  @Test(arguments: Shape.all, methods)
  func directVelocityIsTheDerivativeByBetaAndL(_ shape: Shape, _ method: MethodCase) throws {
    for (problem, model) in Self.cases(shape, shape.dimension == 1 ? 4 : 1) {
      let velocity = Self.velocity(method, problem, model, .direct)
      let reader = ObjectiveReader()
      let entries = shape.dimension == 1 ? [0, 1, 3, 5, 8] : Array(0...10)
      // The clip is a thousandth away from 0 and 1.
      let h = 4e-4
      for index in entries {
        func value(_ multiple: Double) throws -> Double {
          var step = Coordinates(repeating: 0)
          step[index] = multiple * h
          var moved = model
          moved.move(by: step, .direct, covariances: true)
          return try #require(reader.objective(method.settings, problem, model: moved))
        }
        let slope = try (value(-2) - 8 * value(-1) + 8 * value(1) - value(2)) / (12 * h)
        let error = abs(velocity[index] + slope) / max(1, abs(slope))
        #expect(error <= 1e-7, "entry \(index): \(velocity[index]), −dF \(-slope)")
      }
    }
  }

  /// Natural coordinates: F v = −G, F the Fisher information of q.
  @Test(arguments: Shape.all, methods)
  func naturalVelocitySolvesTheFisherSystem(_ shape: Shape, _ method: MethodCase) {
    var solved = 0
    for (problem, model) in Self.cases(shape, shape.dimension == 1 ? 4 : 1) {
      let natural = Self.velocity(method, problem, model, .natural)
      // Modes that almost coincide have no natural gradient.
      guard natural.isFinite else { continue }
      solved += 1
      let plain = Self.velocity(method, problem, model, .logit)
      let fisher = FisherInformation(of: model, covariances: true)
      let slots = model.layout.slots(covariances: true)
      for (row, slot) in slots.enumerated() {
        var sum = 0.0
        for (column, other) in slots.enumerated() {
          sum += fisher.entries[row * fisher.size + column] * natural[other]
        }
        let size = max(1, natural.largestMagnitude)
        #expect(abs(sum - plain[slot]) <= 1e-9 * size, "row \(row): \(sum), G \(plain[slot])")
      }
    }
    #expect(solved >= (shape.dimension == 1 ? 3 : 1))
  }

  /// Frozen groups stay out of F: the others move as if they were alone.
  @Test func frozenGroupsStayOutOfTheFisherInformation() {
    let (problem, model) = Self.cases(Shape.all[0], 1)[0]
    let integral = PopulationIntegral()
    integral.bind(MethodCase.full.method, problem: problem, model: model)
    let gradient = integral.gradient(of: model)
    let rates = Coordinates(Rates(weight: 3, oldMean: 0, newMean: 0))
    let direction = NaturalGradient()(gradient, at: model, rates: rates)
    let fisher = FisherInformation(of: model)
    #expect(abs(direction.weight - gradient.weight / fisher.entries[0]) <= 1e-9)
    #expect(direction.oldMean == SIMD2(0, 0) && direction.newMean == SIMD2(0, 0))
  }

  // MARK: - Modes that coincide

  private static func coinciding(_ integrator: Clock.Integrator, _ sampling: Sampling) -> Scenario {
    Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-1]), new: ModeSettings(mean: [1])),
      start: MixtureSettings(
        oldWeight: 0.6, old: ModeSettings(mean: [0]), new: ModeSettings(mean: [0])),
      coordinates: .natural, sampling: sampling,
      clock: Clock(integrator: integrator, step: 0.1),
      lanes: [LaneSettings(method: MethodSettings("reverse-kl"))])
  }

  @Test(arguments: Clock.Integrator.allCases, [Sampling.population, .batch(16)])
  func coincidingModesStopTheLane(_ integrator: Clock.Integrator, _ sampling: Sampling) throws {
    let scenario = Self.coinciding(integrator, sampling)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for _ in 0..<3 { lane.advance(&state, by: 0.1) }
    #expect(state.failure == .coincidingModes)
    #expect(state.model == scenario.startMixture)
    // Statements of such a state say what is missing, and are not wrong.
    let evidence = EvidenceReader().evidence(
      lane.method, lane.problem(at: state), model: state.model, rates: lane.rates,
      coordinates: .natural)
    for statement in StatementCatalogue.statements {
      #expect(statement.finding(for: evidence).verdict != .fails, "\(statement.number)")
    }
  }

  /// GRPO without a KL term takes all weight from the old mode, which stays apart from the new one.
  @Test func aWeightThatVanishesIsNoCoincidence() throws {
    let scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-2.5]), new: ModeSettings(mean: [2.5])),
      start: MixtureSettings(),
      coordinates: .natural, clock: Clock(step: 0.05),
      lanes: [LaneSettings(method: MethodSettings("grpo"))])
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for _ in 0..<4000 where state.failure == nil { lane.advance(&state, by: 0.05) }
    #expect(state.failure == .vanishedWeight, "\(state.model.oldWeight)")
    #expect(state.model.oldWeight < 1e-6)
    #expect(state.model.new.mean.x - state.model.old.mean.x > 2)
  }

  // MARK: - The law of forward KL in each

  private static func forward(
    _ separation: Double, _ coordinates: CoordinateSystem, replay: Double = 0
  ) -> Scenario {
    Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-separation / 2]),
        new: ModeSettings(mean: [separation / 2])),
      start: MixtureSettings(oldWeight: 0.8), coordinates: coordinates, clock: Clock(step: 0.02),
      lanes: [LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": replay]))])
  }

  /// β' = −(β − λ) with means at rest, at every overlap: β = λ + (β₀ − λ) e^{−t}.
  @Test(arguments: [0.7, 1, 3, 8], [0, 0.3])
  func naturalForwardKLDecaysExponentially(_ separation: Double, _ replay: Double) throws {
    let scenario = Self.forward(separation, .natural, replay: replay)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for tick in 1...100 {
      lane.advance(&state, by: 0.02)
      let law = replay + (0.8 - replay) * exp(-0.02 * Double(tick))
      #expect(abs(state.model.oldWeight - law) <= 1e-6, "t = \(0.02 * Double(tick))")
    }
    let drift = state.model.old.mean - scenario.targetMixture.old.mean
    #expect(abs(drift.x) <= 1e-5, "the old mean has moved by \(drift.x)")
  }

  /// β' = −1/(1 − β) for separated modes: β − β²/2 falls by one per unit of time, and the clip is
  /// reached before t = ½.
  @Test func directForwardKLReachesTheClip() throws {
    var scenario = Self.forward(12, .direct)
    scenario.clock.step = 0.002
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for tick in 1...300 {
      lane.advance(&state, by: 0.002)
      let time = 0.002 * Double(tick)
      let left = 0.8 - 0.8 * 0.8 / 2 - time
      if left > 0.01 {
        let law = 1 - (1 - 2 * left).squareRoot()
        #expect(abs(state.model.oldWeight - law) <= 1e-6, "t = \(time)")
      } else if left < -0.002 {
        #expect(abs(state.model.oldWeight - directFloor) <= 1e-15)
      }
    }
    #expect(state.failure == nil)
  }

  /// The dotted law knows what is trained.
  @Test(arguments: CoordinateSystem.allCases, [MethodCase.forward, .full, .discover])
  func separatedLawFollowsTheFlow(_ system: CoordinateSystem, _ method: MethodCase) throws {
    var scenario = Self.forward(12, system)
    scenario.rates = Rates(oldMean: 0, newMean: 0)
    scenario.lanes = [LaneSettings(method: method.settings)]
    scenario.clock.step = 0.004
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    let law = try #require(
      SeparatedLaw.curve(
        lane.method, lane.problem(at: state), from: state.model, rates: lane.rates,
        coordinates: system, time: 0, until: 128 * 0.004))
    for index in 1...128 {
      lane.advance(&state, by: 0.004)
      let error = abs(law.oldWeights[index] - state.model.oldWeight)
      // The clip is a corner.
      #expect(error <= 5e-4, "at \(law.times[index]): \(law.oldWeights[index])")
    }
    #expect(abs(state.model.oldWeight - 0.8) > 0.01, "nothing has moved")
  }
}
