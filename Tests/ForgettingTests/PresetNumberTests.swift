import Testing

@testable import Forgetting

/// Every number that a preset's words give is what its run gives.
@Suite struct PresetNumberTests {
  private static func weights(_ id: String, at time: Double? = nil) throws -> [Double] {
    try PresetRun.states(id, at: time).map(\.model.oldWeight)
  }

  /// The words of a preset contain what is tested here.
  private static func expectWords(
    _ id: String, _ words: String..., location: SourceLocation = #_sourceLocation
  ) {
    let about = Presets.preset(id)!.scenario.about
    for word in words {
      #expect(about.contains(word), "\(id) does not say \(word)", sourceLocation: location)
    }
  }

  @Test func driftGate() throws {
    Self.expectWords("drift-gate", "0.063 σ at δ = 4", "0.00014 σ at δ = 8")
    var scenario = Presets.preset("drift-gate")!.scenario
    #expect(abs(try PresetRun.states(scenario, at: 30)[0].largestDrift - 0.063) < 0.0005)
    scenario.setSeparation(8)
    #expect(abs(try PresetRun.states(scenario, at: 30)[0].largestDrift - 0.00014) < 0.000005)
  }

  @Test func fourDivergences() throws {
    let scenario = Presets.preset("divergences")!.scenario
    let excess = try PresetRun.states(scenario, at: 20).map {
      MeterReader().meters(scenario.problem, model: $0.model).klModelToTarget
    }
    // Jeffreys first, Jensen–Shannon last.
    #expect(excess[3] == excess.min() && excess[2] == excess.max())
    for state in try PresetRun.states(scenario, at: 200) {
      #expect(abs(state.model.oldWeight - 0.5) < 1e-3)
    }
    let curvatures = try scenario.lanes.map {
      try MethodCatalogue.method(for: $0.method, at: "").optimum(scenario.problem)!.curvature
    }
    #expect(curvatures == [1, 1, 0.25, 2])
  }

  @Test func alphaDial() throws {
    Self.expectWords("alpha-dial", "0.05 to 0.08 σ")
    let states = try PresetRun.states("alpha-dial")
    let drifts = states.map(\.largestDrift)
    #expect(drifts == drifts.sorted())
    #expect(abs(drifts[0] - 0.05) < 0.005 && abs(drifts[4] - 0.08) < 0.005)
    for state in states { #expect(abs(state.model.oldWeight - 0.3) < 0.001) }
  }

  @Test func threeCoordinates() throws {
    Self.expectWords("coordinates", "1/t", "clip 0.001 before t = 0.5", "e^(−t)")
    let half = try Self.weights("coordinates", at: 0.5)
    #expect(abs(half[1] - 0.001) < 1e-12)
    #expect(half[0] > 0.7)
    let end = try Self.weights("coordinates", at: 8)
    // 1/β − logit β is a clock: it has gone on by 8.
    func clock(_ beta: Double) -> Double { 1 / beta - logit(beta) }
    #expect(abs(clock(end[0]) - clock(0.8) - 8) < 0.05)
    #expect(abs(end[2] / (0.8 * exponential(-8)) - 1) < 1e-6)
  }

  @Test func naturalGradient() throws {
    Self.expectWords("natural", "above 0.77", "0 or λ like e^(−t)")
    let states = try PresetRun.states("natural")
    #expect(states[0].model.oldWeight > 0.77)
    #expect(states[0].largestDrift > 0.8)
    #expect(abs(states[1].model.oldWeight - 0.8 * exponential(-4)) < 1e-6)
    #expect(abs(states[2].model.oldWeight - (0.2 + 0.6 * exponential(-4))) < 1e-6)
    #expect(states[1].largestDrift < 1e-7 && states[2].largestDrift < 1e-7)
  }

  @Test func trainedCovariances() throws {
    Self.expectWords("covariances", "half as wide", "0.64 in place of α = 0.5")
    let states = try PresetRun.states("covariances")
    #expect(abs(states[0].model.new.scale.l11 - 0.5) < 0.001)
    #expect(abs(states[1].model.new.scale.l11 - 0.5) < 0.001)
    #expect(abs(states[1].model.oldWeight - 0.5) < 0.002)
    #expect(states[2].model.new.scale.l11 == 1)
    #expect(abs(states[2].model.oldWeight - 0.64) < 0.005)
    #expect(abs(states[2].model.new.mean.x - 2.5) > 0.1)
  }

  @Test func selfDistillation() throws {
    Self.expectWords("self-distillation", "β → 0.5", "β_D = 0.02")
    let states = try PresetRun.states("self-distillation")
    #expect(abs(states[0].model.oldWeight - 0.5) < 0.005)
    #expect(states[1].model.oldWeight < 0.05)
    #expect(states[2].model == Presets.preset("self-distillation")!.scenario.startMixture)
  }

  @Test func teacherRates() throws {
    Self.expectWords("teacher-rates", "0, 0.2 and 1")
    let distances = try Self.weights("teacher-rates", at: 30).map { abs($0 - 0.5) }
    #expect(distances == distances.sorted())
    #expect(distances[0] < distances[2] / 10)
  }

  /// By an independent program: .59811, .59762 and .67852 at t = 20, .167574 and .0134133 where the teacher follows.
  @Test func teacherDirections() throws {
    Self.expectWords(
      "teacher-directions", "end at 0.60", "0.60, 0.60 and 0.68", "there by t = 100",
      "0.17 at t = 20", "0.01 at t = 100", "Tinker", "TRL")
    let early = try Self.weights("teacher-directions", at: 20)
    for (found, flow) in zip(early, [0.598110, 0.597620, 0.678517, 0.167574]) {
      #expect(abs(found - flow) <= 2e-6, "\(early)")
    }
    let late = try Self.weights("teacher-directions", at: 100)
    for (found, flow) in zip(late, [0.595390, 0.595390, 0.596139, 0.0134133]) {
      #expect(abs(found - flow) <= 2e-6, "\(late)")
    }
    let scenario = Presets.preset("teacher-directions")!.scenario
    for lane in scenario.lanes.prefix(3) {
      let goal = try MethodCatalogue.method(for: lane.method, at: "").oldWeightGoal(
        scenario.problem)
      #expect(abs((goal ?? 0) - sigmoid(logit(0.8) - 1)) <= 1e-12)
    }
  }

  @Test func discover() throws {
    Self.expectWords("discover", "κ = 1 keeps β at 0.46", "covered to 0.72, from 0.35")
    let scenario = Presets.preset("discover")!.scenario
    func covered(_ model: Mixture) -> Double {
      MeterReader().meters(scenario.problem, model: model).effectiveNewMass
    }
    #expect(abs(covered(scenario.startMixture) - 0.35) <= 0.005)
    let states = try PresetRun.states("discover")
    #expect(states[0].model.oldWeight < 0.03 && states[0].model.new.mean.x > 3)
    #expect(states[1].model.oldWeight > states[0].model.oldWeight)
    #expect(states[1].model.oldWeight < 0.05)
    #expect(abs(states[2].model.oldWeight - 0.46499) <= 5e-5)
    #expect(states[2].model.new.mean.x < 1.25)
    #expect(abs(covered(states[2].model) - 0.72) <= 0.005)
  }

  @Test func discoverLaw() throws {
    Self.expectWords("discover-law", "0.286, 0.478 and 0.614", "0.5, 1 and 2")
    let scenario = Presets.preset("discover-law")!.scenario
    let ends = try PresetRun.states(scenario, at: 120).map(\.model.oldWeight)
    for (end, said) in zip(ends.dropFirst(), [0.286, 0.478, 0.614]) {
      #expect(abs(end - said) <= 0.0005, "\(end)")
    }
    #expect(ends[0] < 0.02)
    // The law's own root, without a flow.
    for (lane, said) in zip(scenario.lanes.dropFirst(), [0.286, 0.478, 0.614]) {
      let method = try MethodCatalogue.method(for: lane.method, at: "")
      #expect(abs(method.oldWeightGoal(scenario.problem)! - said) <= 0.0005)
    }
    // The root for κ = 0.5, and where the run rests, by an independent program.
    let law = try MethodCatalogue.method(for: scenario.lanes[1].method, at: "")
    #expect(abs(law.oldWeightGoal(scenario.problem)! - 0.286491) < 1e-6)
    #expect(abs(ends[1] - 0.286494) < 3e-5)
  }

  @Test func lagAndWindows() throws {
    Self.expectWords("lag", "0.60", "every 10 or every 2", "less than 0.03", "t = 60")
    let ends = try Self.weights("lag", at: 60)
    #expect(abs(ends[0] - 0.6) < 0.005)
    #expect(ends[1] < 0.03 && ends[2] < 0.03)
    Self.expectWords("lag-windows", "from 0.8 to 0.595", "two windows of 20", "three of 10")
    for (lane, time) in [(0, 40.0), (1, 40), (2, 30)] {
      let beta = try Self.weights("lag-windows", at: time - 0.05)[lane]
      #expect(abs(beta - 0.595) < 0.001, "lane \(lane): \(beta)")
      #expect(abs(logit(beta) - (logit(0.8) - 1)) < 0.005)
    }
    #expect(try Self.weights("lag-windows")[2] < 0.4)
  }

  @Test func logRatio() throws {
    Self.expectWords("log-ratio", "β = 0.5")
    let states = try PresetRun.states("log-ratio")
    #expect(abs(states[0].model.oldWeight - 0.5) < 0.001)
    #expect(abs(states[1].model.oldWeight - 0.5) < 0.001)
    #expect(states[2].model.oldWeight < 0.1)
  }

  @Test func starvation() throws {
    Self.expectWords("starvation", "once in a hundred", "96 %", "23 %", "30 % replay")
    let scenario = Presets.preset("starvation")!.scenario
    var first: [Double] = []
    for lane in [1, 2] {
      var state = LaneState(startOf: scenario)
      try Lane(scenario, lane: lane).advance(&state, by: scenario.clock.step)
      first.append(state.batch.starvationProbability)
    }
    #expect(abs(first[0] - 0.96) < 0.005 && abs(first[1] - 0.23) < 0.005)
    // The shipped seed is near the middle of many.
    let shipped = try PresetRun.states(scenario, at: 30).map(\.model.oldWeight)
    Self.expectWords(
      "starvation", "0.18,", "0.05 and 0.39", "0.14 and 0.24", "does not lower the mean")
    #expect(abs(shipped[0] - 0.18) <= 0.005)
    let hungry = try Self.ensemble(scenario, lane: 1, at: 30, seeds: 1...400) { $0.oldWeight }
    let fed = try Self.ensemble(scenario, lane: 2, at: 30, seeds: 1...400) { $0.oldWeight }
    for (values, low, high) in [(hungry, 0.05, 0.39), (fed, 0.14, 0.24)] {
      // As they are said, to what four hundred runs know of a tenth.
      #expect(abs(Self.quantile(values, 0.1) - low) <= 0.015, "\(Self.quantile(values, 0.1))")
      #expect(abs(Self.quantile(values, 0.9) - high) <= 0.02, "\(Self.quantile(values, 0.9))")
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(abs(mean - shipped[0]) <= 0.02, "the mean is \(mean)")
    }
    #expect(abs(shipped[1] - Self.quantile(hungry, 0.5)) <= 0.03)
    #expect(abs(shipped[2] - Self.quantile(fed, 0.5)) <= 0.03)
  }

  /// What many seeds of a lane come to, ascending.
  private static func ensemble(
    _ scenario: Scenario, lane: Int, at time: Double, seeds: ClosedRange<UInt64>,
    _ value: (Mixture) -> Double
  ) throws -> [Double] {
    var scenario = scenario
    var engine: Lane?
    return try seeds.map { seed in
      scenario.seed = seed
      let next = try Lane(scenario, lane: lane, reusing: engine)
      engine = next
      var state = LaneState(startOf: scenario)
      next.advance(&state, by: time)
      return value(state.model)
    }.sorted()
  }

  private static func quantile(_ ascending: [Double], _ share: Double) -> Double {
    ascending[Int((share * Double(ascending.count - 1)).rounded())]
  }

  @Test func noise() throws {
    let scenario = Presets.preset("noise")!.scenario
    #expect(scenario.sampling == .batch(16))
    let states = try PresetRun.states(scenario, at: 60)
    func distance(_ model: Mixture) -> Double {
      MeterReader().meters(scenario.problem, model: model).klModelToTarget
    }
    #expect(distance(states[0].model) < 1e-9)
    #expect(distance(states[1].model) > 1e-5)
    #expect(abs(states[1].model.oldWeight - 0.5) < 0.1)
    Self.expectWords("noise", "t = 36 half", "0.03 σ off", "0.09 σ")
    let target = scenario.targetMixture.old
    let drifts = try Self.ensemble(scenario, lane: 1, at: 36, seeds: 1...400) {
      target.scale.mahalanobis($0.old.mean - target.mean)
    }
    #expect(abs(Self.quantile(drifts, 0.5) - 0.035) <= 0.005)
    #expect(abs(Self.quantile(drifts, 0.9) - 0.09) <= 0.01)
    let quiet = try Self.ensemble(scenario, lane: 0, at: 36, seeds: 1...50) {
      target.scale.mahalanobis($0.old.mean - target.mean)
    }
    #expect(quiet.last! < 1e-3)
  }
}
