import Testing

@testable import Forgetting

/// Every number that the words of a preset with tasks give is what its run gives.
@Suite struct TaskPresetTests {
  /// Every lane at a flow time, through the stages, with what is measured of it.
  private static func lanes(_ id: String, at time: Double) throws -> [(LaneState, TaskMeters)] {
    var scenario = Presets.preset(id)!.scenario
    let reader = MeterReader()
    return try scenario.lanes.indices.map { index in
      scenario.stage = 0
      var state = LaneState(startOf: scenario)
      var now = 0.0
      var tick = 0
      var lane = try Lane(scenario, lane: index)
      while now < time - scenario.clock.step / 2 {
        let stage = scenario.stage(from: now)
        if stage != scenario.stage {
          let before = scenario.tasks
          scenario.stage = stage
          state.begin(scenario, after: before)
          lane = try Lane(scenario, lane: index)
        }
        lane.advance(&state, by: scenario.clock.step)
        tick += 1
        now = Double(tick) * scenario.clock.step
      }
      let meters = reader.meters(scenario.problem, model: state.model)
      return (state, try #require(meters.tasks))
    }
  }

  private func expectWords(_ id: String, _ words: String...) {
    let about = Presets.preset(id)!.scenario.about
    for word in words { #expect(about.contains(word), "\(id) does not say \(word)") }
  }

  private func percent(_ value: Double?) -> Double { ((value ?? .nan) * 100).rounded() }

  @Test func threeTasks() throws {
    expectWords("three-tasks", "7 % of maths and 28 % of code", "45 % and 59 %", "38 % of poetry")
    expectWords("three-tasks", "100 %, 89 % and 59 %")
    let kept = try Self.lanes("three-tasks", at: 40).map { $0.1.kept.map(percent) }
    #expect(kept[0][0] == 7 && kept[0][1] == 28)
    #expect(kept[1] == [100, 100, 38])
    #expect(kept[2][0] == 45 && kept[2][1] == 59)
    #expect(kept[3] == [100, 89, 59])
  }

  @Test func fiveTasks() throws {
    expectWords("five-tasks", "97 % of the weight", "0.025 and 0.075", "8 deviations", "60 units")
    let lanes = try Self.lanes("five-tasks", at: 240)
    #expect(percent(lanes[0].1.weights[4]) == 97)
    for (lane, share) in [(1, 0.025), (2, 0.075)] {
      for task in 0..<4 { #expect(abs((lanes[lane].1.weights[task] ?? 0) / share - 1) < 0.35) }
    }
    // Buffer replay, converged: λ/(T − 1) each.
    for task in 0..<3 { #expect(abs((lanes[2].1.weights[task] ?? 0) - 0.075) < 0.0015) }
    #expect(lanes[3].1.learned < 0.001)
  }

  @Test func orders() throws {
    expectWords("near-last", "39 % of those before", "96 %", "20 % and 89 %", "4 %", "86 %")
    let near = try Self.lanes("near-last", at: 40)
    let far = try Self.lanes("far-last", at: 40)
    #expect(percent(near[0].1.keptTogether) == 39 && percent(near[2].1.keptTogether) == 96)
    #expect(percent(far[0].1.keptTogether) == 20 && percent(far[2].1.keptTogether) == 89)
    #expect(percent(far[2].1.learned) == 4)
    #expect(percent(try Self.lanes("near-last", at: 20)[2].1.learned) == 86)
  }

  @Test func oneComponent() throws {
    expectWords("uni-modal", "step 443", "0.64", "step 214", "0.90")
    let start = try Self.lanes("uni-modal", at: 0)
    func change(_ lane: Int, _ step: Double) throws -> (gain: Double, drop: Double) {
      let now = try Self.lanes("uni-modal", at: step)[lane].1
      let before = start[lane].1
      return (
        now.learned - before.learned, (before.keptTogether ?? .nan) - (now.keptTogether ?? .nan)
      )
    }
    for (lane, step, drop) in [(0, 443.0, 0.64), (1, 214, 0.90)] {
      let reached = try change(lane, step)
      #expect(reached.gain >= 0.9)
      #expect(try change(lane, step - 1).gain < 0.9)
      #expect(abs(reached.drop - drop) < 0.005, "\(reached.drop)")
    }
    let end = try Self.lanes("uni-modal", at: 450)
    #expect((end[2].1.keptTogether ?? 0) > 0.999)
    // On the way to the mean of both, −3 · 0.75 + 3.5 · 0.25.
    #expect(abs(end[3].0.model.old.mean.x + 1.375) < 0.2)
  }
}
