import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Momentum and Adam against their formulas, one coordinate at a time.
@Suite struct OptimiserTests {
  private static let rates = Rates(weight: 2, oldMean: 0.5, newMean: 1)

  private static func scenario(
    _ integrator: Clock.Integrator, _ coordinates: CoordinateSystem
  ) -> Scenario {
    Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-2]), new: ModeSettings(mean: [2])),
      start: MixtureSettings(oldWeight: 0.7, new: ModeSettings(mean: [1])), rates: rates,
      coordinates: coordinates, clock: Clock(integrator: integrator, step: 0.03),
      lanes: [LaneSettings(method: MethodSettings("reverse-kl"))])
  }

  @Test(arguments: [Clock.Integrator.momentum, .adam], [CoordinateSystem.logit, .direct])
  func lanesFollowTheFormulas(
    _ integrator: Clock.Integrator, _ coordinates: CoordinateSystem
  ) throws {
    let scenario = Self.scenario(integrator, coordinates)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    // (s or β, m_o, m_n) by hand.
    let isDirect = coordinates == .direct
    var theta = [isDirect ? 0.7 : logit(0.7), -2, 1]
    let multipliers = [2, 0.5, 1.0]
    var first = [0.0, 0, 0]
    var second = [0.0, 0, 0]
    let reader = ObjectiveReader()
    for step in 1...60 {
      let weight = isDirect ? theta[0] : sigmoid(theta[0])
      let model = Mixture.line(weight, theta[1], theta[2])
      let g = try reader.evaluation(lane.settings, scenario.problem, model: model).gradient
      let gradient = [isDirect ? g[0] / (weight * (1 - weight)) : g[0], g[1], g[3]]
      for i in 0..<3 {
        let direction: Double
        if integrator == .momentum {
          first[i] = 0.9 * first[i] + gradient[i]
          direction = first[i]
        } else {
          first[i] = 0.9 * first[i] + 0.1 * gradient[i]
          second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i]
          let mean = first[i] / (1 - pow(0.9, Double(step)))
          let square = second[i] / (1 - pow(0.999, Double(step)))
          direction = mean / (square.squareRoot() + 1e-8)
        }
        theta[i] -= 0.03 * multipliers[i] * direction
      }
      lane.advance(&state, by: 0.03)
      let found = [
        isDirect ? state.model.oldWeight : state.model.logitWeight, state.model.old.mean.x,
        state.model.new.mean.x,
      ]
      for i in 0..<3 {
        let error = abs(found[i] - theta[i])
        #expect(error <= 1e-9, "step \(step), entry \(i): \(found[i]), by hand \(theta[i])")
      }
    }
    let way = abs(state.model.new.mean.x - 1)
    #expect(way > 0.05, "nothing has moved")
  }

  /// A frozen group stays whatever the optimiser remembers.
  @Test(arguments: [Clock.Integrator.momentum, .adam])
  func frozenGroupsStay(_ integrator: Clock.Integrator) throws {
    var scenario = Self.scenario(integrator, .logit)
    scenario.rates = Rates(oldMean: 0)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for _ in 0..<50 { lane.advance(&state, by: 0.03) }
    #expect(state.model.old == scenario.startMixture.old)
    #expect(state.model.new != scenario.startMixture.new)
  }

  /// Both end where the flow ends.
  @Test(arguments: [Clock.Integrator.momentum, .adam])
  func optimisersFindTheOptimum(_ integrator: Clock.Integrator) throws {
    var scenario = Self.scenario(integrator, .logit)
    scenario.rates = Rates()
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for _ in 0..<2500 { lane.advance(&state, by: 0.03) }
    let error = Coordinates(state.model) - Coordinates(scenario.targetMixture)
    #expect(error.largestMagnitude <= 1e-3, "\(error)")
  }
}
