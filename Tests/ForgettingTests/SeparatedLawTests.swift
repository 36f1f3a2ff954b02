import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The dotted line: the law of separated modes against the flow itself.
@Suite struct SeparatedLawTests {
  /// The scenario's first lane at the curve's instants.
  private static func comparison(
    _ scenario: Scenario
  ) throws -> (times: [Double], law: [Double], flow: [Double]) {
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(model: scenario.startMixture)
    let law = try #require(
      SeparatedLaw.curve(
        lane.method, scenario.problem, from: state.model, rates: lane.rates, time: 0,
        until: 128 * scenario.clock.step))
    var flow = [state.model.oldWeight]
    for _ in 1...128 {
      lane.advance(&state, by: scenario.clock.step)
      flow.append(state.model.oldWeight)
    }
    return (law.times, law.oldWeights, flow)
  }

  @Test func oneOverTPresetFollowsTheLaw() throws {
    var scenario = Presets.preset("one-over-t")!.scenario
    scenario.clock.step = 60.0 / 128
    let (times, law, flow) = try Self.comparison(scenario)
    #expect(abs(times[128] - 60) <= 1e-9)
    for (law, flow) in zip(law, flow) {
      #expect(abs(law / flow - 1) <= 0.01, "law \(law), flow \(flow)")
    }
    #expect(flow[128] < 0.02, "β has not fallen: \(flow[128])")
    // 1/β − logit β is a clock.
    for (time, beta) in zip(times, law) {
      let clock = 1 / beta - logit(beta) - (1 / law[0] - logit(law[0]))
      #expect(abs(clock - time) <= 1e-4, "\(clock) at \(time)")
    }
  }

  @Test func reverseKLFollowsItsLaw() throws {
    var scenario = Presets.preset("one-over-t")!.scenario
    scenario.lanes = [LaneSettings(method: MethodSettings("reverse-kl"))]
    scenario.clock.step = 0.2
    let (_, law, flow) = try Self.comparison(scenario)
    for (law, flow) in zip(law, flow) {
      #expect(abs(law / flow - 1) <= 0.01, "law \(law), flow \(flow)")
    }
    #expect(abs(flow[128] - 0.5) <= 0.01)
  }

  /// In natural coordinates s runs away from a small weight within a step; β does not.
  @Test func theNaturalLawStaysANumber() throws {
    var scenario = Presets.preset("one-over-t")!.scenario
    scenario.coordinates = .natural
    scenario.start.oldWeight = 1e-6
    for settings in [
      MethodSettings("alpha-divergence", numbers: ["a": 0.5]), MethodSettings("reverse-kl"),
    ] {
      scenario.lanes = [LaneSettings(method: settings)]
      let lane = try Lane(scenario, lane: 0)
      var problem = scenario.problem
      // Far enough for a weight of 10⁻⁶ to count as separated.
      problem.target.old.mean = SIMD2(-20, 0)
      problem.target.new.mean = SIMD2(20, 0)
      let start = problem.target.with(logitWeight: logit(1e-6))
      let law = try #require(
        SeparatedLaw.curve(
          lane.method, problem, from: start, rates: lane.rates, coordinates: .natural, time: 0,
          until: 30))
      #expect(law.oldWeights.allSatisfy { $0 > 0 && $0 < 1 })
      #expect(zip(law.oldWeights, law.oldWeights.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(abs(law.oldWeights[128] - 0.5) <= 1e-3, "\(settings.key): \(law.oldWeights[128])")
    }
  }

  @Test func ratesScaleTheClock() throws {
    var scenario = Presets.preset("one-over-t")!.scenario
    scenario.rates.weight = 3
    scenario.clock.step = 0.1
    let (_, law, flow) = try Self.comparison(scenario)
    for (law, flow) in zip(law, flow) { #expect(abs(law / flow - 1) <= 0.01) }
  }

  /// Where modes overlap, means are wrong or the method has no such law, there is no line.
  @Test func noLawWhereItDoesNotApply() throws {
    func curve(_ scenario: Scenario) throws -> Bool {
      let lane = try Lane(scenario, lane: 0)
      return SeparatedLaw.curve(
        lane.method, scenario.problem, from: scenario.startMixture, rates: lane.rates, time: 0,
        until: 10) != nil
    }
    var scenario = Presets.preset("one-over-t")!.scenario
    #expect(try curve(scenario))
    scenario.target.new.mean = [0]
    #expect(try !curve(scenario))
    scenario = Presets.preset("one-over-t")!.scenario
    scenario.start.new.mean = [3.9]
    #expect(try !curve(scenario))
    scenario.start.new.mean = nil
    scenario.lanes[0].method = MethodSettings("reverse-kl", choices: ["goal": "new"])
    #expect(try !curve(scenario))
    #expect(try !curve(Presets.standard.scenario))
  }
}
