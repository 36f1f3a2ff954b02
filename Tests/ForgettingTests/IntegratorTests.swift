import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The observed order of each integrator on the real flow, and what a tolerance promises.
@Suite struct IntegratorTests {
  private static let problem = Problem(.line(0.5, -1.2, 1.2))
  private static let start = Mixture.line(0.8, -1, 0.3)
  private static let duration = 2.0

  /// The flow at `duration` in steps of one length.
  private static func flow(
    _ method: MethodCase, steps: Int,
    _ step: (FlowState<Mixture>, VelocityField<Coordinates>, Double) -> FlowState<Mixture>
  ) -> Coordinates {
    let integral = PopulationIntegral()
    var state = FlowState(start)
    for index in 0..<steps {
      integral.bind(
        method.method, problem: problem, model: state.model, isKnown: index > 0)
      let field = VelocityField(
        integral: integral, rates: Coordinates(Rates()))
      state = step(state, field, duration / Double(steps))
    }
    return Coordinates(state.model)
  }

  private static func dormandPrince(
    _ state: FlowState<Mixture>, _ field: VelocityField<Coordinates>, _ h: Double
  ) -> FlowState<Mixture> {
    DormandPrince.stage(state, field, step: h, first: field(state)).next
  }

  /// The orders seen between three step lengths, each half of the one before.
  private static func orders(
    _ method: MethodCase, steps: Int,
    _ step: (FlowState<Mixture>, VelocityField<Coordinates>, Double) -> FlowState<Mixture>
  ) -> [Double] {
    let exact = flow(method, steps: 320, dormandPrince)
    let errors = [1, 2, 4].map { factor in
      let difference = flow(method, steps: factor * steps, step) - exact
      return difference.largestMagnitude
    }
    return [log2(errors[0] / errors[1]), log2(errors[1] / errors[2])]
  }

  @Test(arguments: [MethodCase.mix, .full]) func eulerIsOfOrderOne(_ method: MethodCase) {
    for order in IntegratorTests.orders(method, steps: 40, eulerStep) {
      #expect(abs(order - 1) <= 0.1, "\(order)")
    }
  }

  @Test(arguments: [MethodCase.mix, .full]) func rungeKuttaIsOfOrderFour(_ method: MethodCase) {
    for order in IntegratorTests.orders(method, steps: 10, rungeKuttaStep) {
      #expect(abs(order - 4) <= 0.3, "\(order)")
    }
  }

  @Test(arguments: [MethodCase.mix, .full]) func dormandPrinceIsOfOrderFive(_ method: MethodCase) {
    for order in IntegratorTests.orders(method, steps: 8, IntegratorTests.dormandPrince) {
      #expect(abs(order - 5) <= 0.4, "\(order)")
    }
  }

  /// The embedded solution is of order four: its difference from the fifth-order one falls by 2⁵.
  @Test func embeddedErrorIsOfOrderFive() {
    let integral = PopulationIntegral()
    integral.bind(MethodCase.full.method, problem: Self.problem, model: Self.start)
    let field = VelocityField(
      integral: integral, rates: Coordinates(Rates()))
    let state = FlowState(Self.start)
    let errors = [0.4, 0.2, 0.1].map {
      DormandPrince.stage(state, field, step: $0, first: field(state)).error.model.largestMagnitude
    }
    for pair in zip(errors, errors.dropFirst()) {
      let order = log2(pair.0 / pair.1)
      #expect(abs(order - 5) <= 0.5, "\(order)")
    }
  }

  private static func lane(
    _ integrator: Clock.Integrator, step: Double, tolerance: Double
  ) throws -> LaneState {
    let scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-1.2]), new: ModeSettings(mean: [1.2])),
      start: MixtureSettings(
        oldWeight: 0.8, old: ModeSettings(mean: [-1]), new: ModeSettings(mean: [0.3])),
      clock: Clock(integrator: integrator, step: step, tolerance: tolerance),
      lanes: [LaneSettings(method: MethodSettings("reverse-kl"))])
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(model: scenario.startMixture)
    for _ in 0..<Int((duration / step).rounded()) { lane.advance(&state, by: step) }
    return state
  }

  @Test func toleranceIsKept() throws {
    let exact = Coordinates(
      try Self.lane(.dormandPrince, step: 2, tolerance: 1e-13).model)
    var errors: [Double] = []
    for tolerance in [1e-4, 1e-6, 1e-8, 1e-10] {
      let state = try Self.lane(.dormandPrince, step: 2, tolerance: tolerance)
      errors.append((Coordinates(state.model) - exact).largestMagnitude)
      #expect(errors.last! <= 20 * tolerance, "tolerance \(tolerance): off by \(errors.last!)")
    }
    #expect(errors[0] > 100 * errors[2], "errors by tolerance: \(errors)")
    // Two programs in one: the fixed steps of Runge–Kutta end at the same place.
    let fixed = try Self.lane(.rungeKutta, step: 0.01, tolerance: 1)
    let difference = (Coordinates(fixed.model) - exact).largestMagnitude
    #expect(difference <= 1e-9, "\(difference)")
  }

  /// A clock that ticks ten times as often cuts the same flow into other steps.
  @Test func adaptiveResultDoesNotDependOnTheClock() throws {
    let long = try Self.lane(.dormandPrince, step: 1, tolerance: 1e-11)
    let short = try Self.lane(.dormandPrince, step: 0.05, tolerance: 1e-11)
    let difference = (Coordinates(long.model) - Coordinates(short.model)).largestMagnitude
    #expect(difference <= 1e-9, "\(difference)")
  }

  /// Instants between the ends of steps come from the steps' own polynomial: as exact as the steps, and no
  /// instant costs one. Where the reference is refreshed the lane stops at each instead.
  @Test(
    arguments: [
      ("forward-kl", [:]), ("reverse-kl", [:]), ("sdft", ["anchor": 0.2]), ("dpo", [:]),
      ("oapl", ["lag": 3]),
    ] as [(String, [String: Double])]) func tracesLieOnTheFlow(
      _ key: String, _ numbers: [String: Double]
    ) throws
  {
    var scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-2], spread: Spread(deviation: [1])),
        new: ModeSettings(mean: [2])),
      start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [0.5])),
      lanes: [LaneSettings(method: MethodSettings(key, numbers: numbers))])
    scenario.clock.integrator = .dormandPrince
    scenario.clock.tolerance = 1e-8
    let lane = try Lane(scenario, lane: 0)
    let times = [0, 0.01, 0.5, 0.77, 3, 3.1, 8, 20]
    var state = LaneState(startOf: scenario)
    var visited: [Mixture] = []
    var places: [Int] = []
    let isThere = lane.trace(&state, at: times, mostSteps: 500) { index, model in
      places.append(index)
      visited.append(model)
    }
    #expect(isThere && places == Array(times.indices))
    try #require(visited.count == times.count)
    var exact = LaneState(startOf: scenario)
    var time = 0.0
    for (goal, model) in zip(times, visited) {
      while time < goal {
        let rest = goal - time
        let length = lane.advance(&exact, upTo: rest)
        time = length >= rest ? goal : time + length
      }
      let difference = max(
        abs(model.logitWeight - exact.model.logitWeight),
        abs(model.old.mean.x - exact.model.old.mean.x),
        abs(model.new.mean.x - exact.model.new.mean.x))
      #expect(difference <= 2e-6, "t = \(goal): \(difference)")
    }
    #expect(exact.model.old.mean.x != -2)
    // Too few steps are no run, and steps of one length none that could be cut.
    var again = LaneState(startOf: scenario)
    #expect(!lane.trace(&again, at: [50], mostSteps: 1) { _, _ in })
    scenario.clock.integrator = .euler
    let euler = try Lane(scenario, lane: 0)
    #expect(!euler.trace(&again, at: [50], mostSteps: 500) { _, _ in })
  }

  // MARK: - Steps of a lane

  /// A stretch of flow time is as many steps as go into it, however many roundings that would be.
  @Test(arguments: [
    (0.02, 200.0, 10_000), (0.01, 100, 10_000), (0.05, 600, 12_000), (0.1, 0.3, 3), (0.07, 7, 100),
    (0.3, 1, 3),
  ]) func stepsAreCounted(_ step: Double, _ duration: Double, _ count: Int) throws {
    var scenario = RewardMethodTests.scenario("forward-kl", step: step)
    scenario.clock.integrator = .euler
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    lane.advance(&state, by: duration)
    #expect(state.stepCount == UInt64(count))
    var stepwise = LaneState(startOf: scenario)
    for _ in 0..<count { lane.advance(&stepwise, by: step) }
    #expect(stepwise.stepCount == UInt64(count) && stepwise.pending == 0)
    #expect(state.model == stepwise.model)
    // What is left over waits; where nothing is, nothing waits.
    let left = duration - Double(count) * step
    #expect(abs(state.pending - left) <= 1e-9 * step)
    #expect(abs(left) > 1e-6 || state.pending == 0, "\(state.pending)")
  }

  /// What is shorter than a step adds up to some.
  @Test func shortStretchesAddUp() throws {
    let scenario = RewardMethodTests.scenario("forward-kl", step: 0.3)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for tick in 1...3000 {
      lane.advance(&state, by: 0.1)
      #expect(state.stepCount == UInt64(tick / 3), "tick \(tick)")
      if tick % 3 == 0 { #expect(state.pending == 0) }
    }
    // Far less than a step, too.
    for _ in 0..<1000 { lane.advance(&state, by: 3e-13) }
    #expect(abs(state.pending - 3e-10) <= 1e-15)
  }
}
