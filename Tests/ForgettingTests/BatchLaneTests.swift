import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Lanes that step with batches: what their record says, and that nothing but the seed decides.
@Suite struct BatchLaneTests {
  private static func scenario(
    _ lanes: [MethodCase], size: Int, oldWeight: Double = 0.8, step: Double = 0.05
  ) -> Scenario {
    Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-2]), new: ModeSettings(mean: [2])),
      start: MixtureSettings(oldWeight: oldWeight, new: ModeSettings(mean: [1])),
      sampling: .batch(size), clock: Clock(step: step),
      lanes: lanes.map { LaneSettings(method: $0.settings) })
  }

  /// Starved steps are as many as their probabilities say, weights stay under their cap.
  @Test(arguments: [
    MethodCase.fullReplayed, .newReplayed, .full, .mix, .reweight, .distillation, .discover,
    .offPolicy, .alpha,
  ])
  func recordIsTrue(_ method: MethodCase) throws {
    let scenario = Self.scenario([method], size: 4, oldWeight: 0.3, step: 0.01)
    let lane = try Lane(scenario, lane: 0)
    var state = LaneState(startOf: scenario)
    for _ in 0..<1500 { lane.advance(&state, by: 0.01) }
    let record = state.batch
    #expect(state.failure == nil)
    #expect(record.steps == 1500)
    let missed = abs(Double(record.starvedSteps) - record.expectedStarved)
    let bound = 4 * record.starvedVariance.squareRoot() + 1
    #expect(missed <= bound, "\(record.starvedSteps) starved, expected \(record.expectedStarved)")
    #expect(record.starvedVariance > 3, "the probabilities say too little to be tested")
    if let cap = record.weightCap {
      #expect(record.largestWeight <= cap * (1 + 1e-12))
      #expect(record.largestWeight > 0.9 * cap)
    } else {
      #expect(!["reverse, replay", "reverse to the new task, replay"].contains(method.description))
    }
    let sight = try #require(record.last)
    #expect(sight.effectiveSampleSize > 0 && sight.effectiveSampleSize <= 4 + 1e-9)
  }

  /// The probabilities of docs/mathematics.md §10, method by method.
  @Test func probabilitiesOfStarvation() {
    let problem = Problem(
      target: .line(0.5, -2, 2), reference: .line(0.6, -2, 2))
    let model = Mixture.line(0.3, -2, 2)
    let expected: [(MethodCase, Double)] = [
      (.forward, 1), (.mix, 0.7), (.reweight, 0.7), (.full, 0.7), (.fullReplayed, 0.7 * 0.7),
      (.distillation, 0.7), (.discover, 0.7), (.offPolicy, 0.4), (.alpha, 0.7), (.jeffreys, 0.7),
      (.jensenShannon, 0.7), (.chen, 1),
    ]
    for (method, single) in expected {
      let behaviour = method.method.behaviour(problem, model: model)
      for count in [1, 5, 64] {
        let found = behaviour.probabilityOfNoOld(count)
        let law = pow(single, Double(count))
        #expect(abs(found - law) <= 1e-12, "\(method), N = \(count): \(found), not \(law)")
      }
    }
  }

  /// A lane's batches are its own: others beside it change no bit.
  @Test func companyChangesNothing() throws {
    for method in [MethodCase.fullReplayed, .offPolicy, .discover, .distillation] {
      let alone = Self.scenario([method], size: 33)
      let among = Self.scenario([.mix, method, .chen, .full], size: 33)
      let first = try Lane(alone, lane: 0)
      var state = LaneState(startOf: alone)
      let others = try among.lanes.indices.map { try Lane(among, lane: $0) }
      var states = others.map { _ in LaneState(startOf: among) }
      for _ in 0..<40 {
        first.advance(&state, by: 0.05)
        for index in others.indices { others[index].advance(&states[index], by: 0.05) }
      }
      #expect(states[1] == state, "\(method)")
      // A replay from a remembered state is the same run.
      var half = LaneState(startOf: alone)
      for _ in 0..<20 { first.advance(&half, by: 0.05) }
      let fresh = try Lane(alone, lane: 0, reusing: others[3])
      for _ in 0..<20 { fresh.advance(&half, by: 0.05) }
      #expect(half == state, "\(method), replayed")
    }
  }

  @Test func anotherSeedIsAnotherRun() throws {
    var scenario = Self.scenario([.full], size: 16)
    var ends: [LaneState] = []
    for seed: UInt64 in [1, 2, 1] {
      scenario.seed = seed
      let lane = try Lane(scenario, lane: 0)
      var state = LaneState(startOf: scenario)
      for _ in 0..<10 { lane.advance(&state, by: 0.05) }
      ends.append(state)
    }
    #expect(ends[0] == ends[2])
    #expect(ends[0].model != ends[1].model)
  }

  /// With many samples the run is the exact one, for every method and both kinds of coordinates.
  @Test(arguments: [CoordinateSystem.logit, .direct, .natural])
  func manySamplesFollowTheExactFlow(_ coordinates: CoordinateSystem) throws {
    for method in [
      MethodCase.mix, .fullReplayed, .distillation, .discover, .offPolicy, .alpha, .jensenShannon,
    ] {
      var scenario = Self.scenario([method], size: 32_768)
      scenario.coordinates = coordinates
      scenario.clock.integrator = .euler
      let batch = try Lane(scenario, lane: 0)
      scenario.sampling = .population
      let exact = try Lane(scenario, lane: 0)
      var a = LaneState(startOf: scenario)
      var b = a
      for _ in 0..<8 {
        batch.advance(&a, by: 0.05)
        exact.advance(&b, by: 0.05)
      }
      let difference = (Coordinates(a.model) - Coordinates(b.model)).largestMagnitude
      let way = (Coordinates(b.model) - Coordinates(scenario.startMixture)).largestMagnitude
      #expect(difference <= 0.08 * way + 1e-3, "\(method): off by \(difference) of \(way)")
    }
  }
}
