import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Every number in the words of the presets about data and objectives, and of the sweep of Chen et al.
@Suite struct WiderPresetTests {
  private static func weights(_ id: String, at time: Double) throws -> [Double] {
    try PresetRun.states(id, at: time).map(\.model.oldWeight)
  }

  private static func says(
    _ id: String, _ words: String..., location: SourceLocation = #_sourceLocation
  ) {
    let about = Presets.preset(id)!.scenario.about
    for word in words {
      #expect(about.contains(word), "\(id) does not say \(word)", sourceLocation: location)
    }
  }

  private static func near(
    _ found: Double, _ said: Double, _ tolerance: Double = 0.005,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(found - said) <= tolerance, "\(found)", sourceLocation: location)
  }

  /// The flow time at which a lane's old weight has come down to a value.
  private static func time(
    _ scenario: Scenario, lane index: Int, down weight: Double
  ) throws -> (time: Double, model: Mixture) {
    let lane = try Lane(scenario, lane: index)
    var state = LaneState(startOf: scenario)
    var time = 0.0
    while state.model.oldWeight > weight, time < scenario.clock.until {
      lane.advance(&state, by: scenario.clock.step)
      time += scenario.clock.step
    }
    return (time, state.model)
  }

  @Test func twoByTwo() throws {
    Self.says(
      "two-by-two", "0.04 of β left at t = 30", "rest at 0.50", "take it to 0.50",
      "the goal new takes ■ to 0.00")
    let ends = try Self.weights("two-by-two", at: 30)
    for (end, said) in zip(ends, [0.04, 0.04, 0.5, 0.5]) { Self.near(end, said) }
    var scenario = try #require(Presets.preset("two-by-two")).scenario
    try scenario.set("lanes.1.replay", to: .number(0.5))
    try scenario.set("lanes.3.goal", to: .word("new"))
    let turned = try PresetRun.states(scenario, at: 30)
    Self.near(turned[0].model.oldWeight, 0.5)
    Self.near(turned[2].model.oldWeight, 0)
  }

  @Test func ownSamplesForget() throws {
    Self.says(
      "own-samples-forget", "to 0.13 at t = 10", "2.66 at t = 10", "SFT's to 4.00", "1.5 short",
      "So does KL(q‖pₙ)", "forgets faster")
    let states = try PresetRun.states("own-samples-forget", at: 10)
    Self.near(states[1].model.oldWeight, 0.13)
    Self.near(states[1].model.new.mean.x, 2.66)
    Self.near(states[0].model.new.mean.x, 4)
    #expect(abs(states[0].model.oldWeight - states[1].model.oldWeight) < 0.02)
    Self.near(states[2].model.new.mean.x, 4)
    #expect(states[2].model.oldWeight < 0.1 * states[1].model.oldWeight)
  }

  @Test func trap() throws {
    Self.says(
      "trap", "0.4 of the way", "β is 0.97 and its KL 0.69", "is there at t = 10",
      "still 0.69 at t = 40000", "reverse KL waits until t = 8800, from 0.5 it arrives by t = 50")
    var scenario = Presets.preset("trap")!.scenario
    Self.near(scenario.start.new.mean![0], 8 * (0.4 - 0.5), 1e-9)
    let states = try PresetRun.states("trap", at: 100)
    Self.near(states[0].model.oldWeight, 0.97)
    #expect(states[0].model.new.mean.x < 0)
    let meters = MeterReader()
    Self.near(
      meters.meters(scenario.problem, model: states[0].model).klModelToTarget, log(2), 0.005)
    let forward = try PresetRun.states("trap", at: 10)[1].model
    #expect(meters.meters(scenario.problem, model: forward).newError < 0.01)
    scenario.start.new.mean = [0]
    let escaped = try PresetRun.states(scenario, at: 50)[0].model
    #expect(meters.meters(scenario.problem, model: escaped).newError < 0.5)
    // The wait's length is measured in `StatementNumberTests.theTrapIsAWait`.
  }

  @Test func coldStart() throws {
    Self.says("cold-start", "half at t = 5.6", "needs 108", "19.7", "0.01 by t = 120")
    let scenario = Presets.preset("cold-start")!.scenario
    for (lane, time) in [(0, 5.6), (1, 108.2), (2, 19.7)] {
      Self.near(try Self.time(scenario, lane: lane, down: 0.5).time, time, 0.06)
    }
    Self.near(1 - (try Self.weights("cold-start", at: 120))[3], 0.01)
  }

  @Test func klEstimators() throws {
    Self.says("kl-estimators", "κ = 0.5", "0.003 and", "0.009 are left", "0.129")
    let ends = try Self.weights("kl-estimators", at: 40)
    Self.near(ends[0], 0.003, 0.0005)
    Self.near(ends[1], 0.009, 0.0005)
    Self.near(ends[2], 0.129, 0.0005)
  }

  @Test func criticalKL() throws {
    Self.says("critical-kl", "κ = 0.896", "0.263", "0.12 at t = 60", "0.003 at t = 150")
    let middle = try Self.weights("critical-kl", at: 60)
    Self.near(middle[1], 0.12)
    let ends = try Self.weights("critical-kl", at: 150)
    Self.near(ends[0], 0.263, 0.0005)
    Self.near(ends[1], 0.003, 0.0005)
    // κ_c = min 2 cosh(u/2)/(u − u_ref).
    let least = stride(from: -1.0, to: 4, by: 1e-4).map {
      2 * cosh($0 / 2) / ($0 + logit(0.8))
    }.filter { $0 > 0 }.min()!
    Self.near(least, 0.895701, 1e-6)
  }

  @Test func preferences() throws {
    Self.says("preferences", "0.22 at t = 50", "0.06 at t = 200", "at 0.60")
    let early = try Self.weights("preferences", at: 50)
    let late = try Self.weights("preferences", at: 200)
    Self.near(early[0], 0.22)
    Self.near(late[0], 0.06)
    Self.near(late[1], 0.6)
    Self.near(late[2], 0.6)
    #expect(abs(late[1] - early[1]) < 1e-3)
  }

  @Test func razor() throws {
    Self.says("razor", "β = 0.25", "0.67", "0.89")
    let scenario = Presets.preset("razor")!.scenario
    func divergence(_ scenario: Scenario, _ lane: Int) throws -> Double {
      let model = try Self.time(scenario, lane: lane, down: 0.25).model
      return MeterReader().meters(scenario.problem, model: model).klReferenceToModel
    }
    Self.near(try divergence(scenario, 0), 0.89)
    Self.near(try divergence(scenario, 1), 0.67)
    var held = scenario
    held.rates.newMean = 0
    for lane in 0..<3 { Self.near(try divergence(held, lane), 0.67) }
  }

  @Test func razorAnswers() throws {
    Self.says("razor-answers", "6 : 3", "stay 2 : 1", "1.2 : 1", "has 0.9")
    let scenario = Presets.preset("razor-answers")!.scenario
    var divergences: [Double] = []
    for index in scenario.lanes.indices {
      let lane = try Lane(scenario, lane: index)
      var state = LaneState(startOf: scenario)
      let start = state.model
      while state.model.weight(of: 2) < 0.9, state.stepCount < 3000 {
        lane.advance(&state, by: scenario.clock.step)
      }
      let model = state.model
      #expect(model.weight(of: 2) >= 0.9)
      Self.near(model.weight(of: 0) / model.weight(of: 1), index == 0 ? 2 : 1.2, 0.05)
      divergences.append(
        (0..<3).map { model.weight(of: $0) * log(model.weight(of: $0) / start.weight(of: $0)) }
          .reduce(0, +))
    }
    #expect(divergences[0] < divergences[1] - 1e-3 && divergences[0] < divergences[2] - 1e-3)
  }

  /// The first step at which a lane has gained 0.9, and what it has dropped by then.
  private static func atGain(_ scenario: Scenario, _ index: Int, steps: Int) throws -> Double? {
    let lane = try Lane(scenario, lane: index)
    let reader = MeterReader()
    var state = LaneState(startOf: scenario)
    let start = reader.meters(scenario.problem, model: state.model)
    for _ in 0..<steps {
      lane.advance(&state, by: 1)
      let change = MassChange(
        from: start, to: reader.meters(scenario.problem, model: state.model))
      if change.componentGain >= 0.9 { return change.componentDrop }
    }
    return nil
  }

  @Test(arguments: [
    (5.5, [0.630, 0.185, 0.205, 0.205]), (4.5, [0.308, 0.109, 0.167, 0.167]),
    (6.5, [nil, nil, 0.252, 0.252]),
  ]) func chenSweep(_ place: Double, _ drops: [Double?]) throws {
    Self.says(
      "chen-sweep", "0.630", "0.185", "0.205", "0.308, 0.109 and 0.167", "0.252", "step 600")
    var scenario = Presets.preset("chen-sweep")!.scenario
    #expect(scenario.target.new.mean == [5.5])
    scenario.target.new.mean = [place]
    for (index, drop) in drops.enumerated() {
      let found = try Self.atGain(scenario, index, steps: 600)
      if let drop {
        Self.near(try #require(found), drop, 0.0015)
      } else {
        #expect(found == nil)
      }
    }
    #expect(try Self.atGain(scenario, 4, steps: 600) == nil)
  }
}
