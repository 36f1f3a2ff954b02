import Testing

@testable import Forgetting

/// Words about batches hold for the median of many seeds, not for the shipped one alone; and what is said of the
/// exact flow of rewards, groups and preferences is what somebody sees who turns on samples.
@Suite struct PresetSeedTests {
  private static func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

  private static func quantile(_ values: [Double], _ share: Double) -> Double {
    values.sorted()[Int((share * Double(values.count - 1)).rounded())]
  }

  private static func says(
    _ id: String, _ words: String..., location: SourceLocation = #_sourceLocation
  ) {
    let about = Presets.preset(id)!.scenario.about
    for word in words {
      #expect(about.contains(word), "\(id) does not say \(word)", sourceLocation: location)
    }
  }

  // MARK: - Chen et al.

  /// A lane of one of their presets with many seeds.
  private static func runs(_ id: String, _ lane: Int, seeds: Int, steps: Int? = nil) throws
    -> [ChenTests.Result]
  {
    var scenario = Presets.preset(id)!.scenario
    scenario.lanes = [scenario.lanes[lane]]
    return try (1...seeds).map { seed in
      scenario.seed = UInt64(seed)
      return try ChenTests.result(scenario, steps: steps ?? Int(scenario.clock.until))
    }
  }

  @Test func theirRuns() throws {
    Self.says("chen", "dropped 0.13", "theirs about 0.03")
    let tuned = try Self.runs("chen", 0, seeds: 21).compactMap(\.dropAtGain90)
    #expect(abs(Self.median(tuned) - 0.13) <= 0.005, "\(Self.median(tuned))")
    let theirs = try Self.runs("chen", 1, seeds: 101)
    let drops = theirs.compactMap(\.dropAtGain90)
    #expect(drops.count == 101 && abs(Self.median(drops) - 0.03) <= 0.005, "\(Self.median(drops))")
    // The same lane stands in two more presets.
    for (id, lane) in [("chen-limit", 2), ("chen-whole-model", 0)] {
      #expect(Presets.preset(id)!.scenario.lanes[lane].method.key == "chen-reinforce")
    }
    Self.says("chen-whole-model", "half of their runs", "less than 0.06", "0.42", "0.80")
    let ends = theirs.map(\.finalDrop)
    #expect(abs(Self.median(ends) - 0.055) <= 0.004, "\(Self.median(ends))")
    // Some drop much more: the mean is no word for them.
    #expect(ends.reduce(0, +) / 101 > Self.median(ends) + 0.005 && ends.max()! > 0.1)
    for (lane, said) in [(1, 0.42), (2, 0.80)] {
      let ends = try Self.runs("chen-whole-model", lane, seeds: 21).map(\.finalDrop)
      #expect(abs(Self.median(ends) - said) <= 0.006, "\(Self.median(ends))")
    }
    for lane in [2, 3] {
      let drops = try Self.runs("chen-unslowed", lane, seeds: 21).compactMap(\.dropAtGain90)
      #expect(drops.count == 21 && abs(Self.median(drops) - 0.80) <= 0.005)
    }
  }

  @Test func theFullTargetTakesLonger() throws {
    Self.says("chen-full-target", "step 1984", "1000 samples later", "0.20")
    let runs = try Self.runs("chen-full-target", 1, seeds: 11, steps: 2600)
    let steps = runs.map { Double($0.stepAtGain90 ?? .max) }
    #expect(steps.allSatisfy { $0 > 1984 } && Self.median(steps) < 2300, "\(steps)")
    #expect(runs.compactMap(\.dropAtGain90).allSatisfy { abs($0 + 0.20) <= 0.005 })
  }

  // MARK: - The wider field, from samples

  /// A lane's old weight at times, with many seeds.
  private static func weights(
    _ id: String, lane index: Int, batch: Int, at times: [Double], seeds: Int = 15
  ) throws -> [[Double]] {
    var scenario = Presets.preset(id)!.scenario
    scenario.sampling = .batch(batch)
    var all = times.map { _ in [Double]() }
    for seed in 1...seeds {
      scenario.seed = UInt64(seed)
      let lane = try Lane(scenario, lane: index)
      var state = LaneState(startOf: scenario)
      var passed = 0.0
      for (number, time) in times.enumerated() {
        lane.advance(&state, by: time - passed)
        passed = time
        all[number].append(state.model.oldWeight)
      }
    }
    return all
  }

  private static func expect(
    _ id: String, lane: Int, batch: Int = 64, _ said: [(time: Double, weight: Double)],
    _ tolerance: Double = 0.005, location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try weights(id, lane: lane, batch: batch, at: said.map(\.time))
    for (values, said) in zip(found, said) {
      let middle = median(values)
      #expect(
        abs(middle - said.weight) <= tolerance, "\(id), lane \(lane), t = \(said.time): \(middle)",
        sourceLocation: location)
    }
  }

  @Test func dataAndObjectives() throws {
    for (lane, said) in [0.04, 0.04, 0.5, 0.5].enumerated() {
      try Self.expect("two-by-two", lane: lane, [(30, said)])
    }
    for lane in [0, 1] { try Self.expect("own-samples-forget", lane: lane, [(10, 0.13)]) }
  }

  @Test func preferencesFromPairs() throws {
    try Self.expect("preferences", lane: 0, [(50, 0.22), (200, 0.06)])
    try Self.expect("preferences", lane: 1, [(50, 0.6), (200, 0.6)])
    try Self.expect("preferences", lane: 2, [(200, 0.6)])
  }

  /// A batch is one group, and groups have less spread than all answers together: what the KL term holds is more,
  /// the fewer are compared, in the order that the exact flow has.
  @Test func estimatorsFromGroups() throws {
    let end = try [256, 64].map { size in
      try (0..<3).map { lane in
        Self.median(try Self.weights("kl-estimators", lane: lane, batch: size, at: [40])[0])
      }
    }
    for (found, said) in zip(end[0], [0.003, 0.009, 0.129]) {
      #expect(abs(found - said) <= 0.002, "\(end[0])")
    }
    for ends in end { #expect(ends == ends.sorted() && ends[1] < 0.02 && ends[2] > 0.12) }
    #expect(zip(end[0], end[1]).allSatisfy { $0 < $1 }, "\(end)")
  }

  /// On both sides of the threshold, with 256 samples. Groups of 16 have a threshold of their own, which is lower.
  @Test func theThresholdFromGroups() throws {
    try Self.expect("critical-kl", lane: 0, batch: 256, [(150, 0.266)])
    try Self.expect("critical-kl", lane: 1, batch: 256, [(60, 0.12), (150, 0.005)])
    let few = try Self.weights("critical-kl", lane: 1, batch: 16, at: [60, 150]).map(Self.median)
    #expect(few[0] > 0.19 && few[1] > 0.19, "\(few)")
    // min E √(f (1 − f))/(p (1 − p)(u − u_ref)).
    func threshold(_ size: Int) -> Double {
      stride(from: -1.0, to: 4, by: 1e-3).compactMap { u in
        let p = sigmoid(u)
        let way = u + logit(0.8)
        let spread =
          size == 0
          ? (p * (1 - p)).squareRoot() : GroupRelative.spread(of: p, groupSize: size)
        return way > 0 ? spread / (p * (1 - p) * way) : nil
      }.min()!
    }
    #expect(abs(threshold(0) - 0.8957) <= 1e-4)
    #expect(threshold(16) < 0.85 && threshold(256) > 0.85, "\(threshold(16)), \(threshold(256))")
  }

  /// The times of the cold start: data and a reward take what the exact flow takes; a group of 64 takes longer than
  /// one without end, ∫ du/E √(f (1 − f)).
  @Test func theColdStartFromSamples() throws {
    var scenario = Presets.preset("cold-start")!.scenario
    scenario.sampling = .batch(64)
    func half(_ index: Int) throws -> Double {
      Self.median(
        try (1...15).map { seed in
          scenario.seed = UInt64(seed)
          let lane = try Lane(scenario, lane: index)
          var state = LaneState(startOf: scenario)
          var time = 0.0
          while state.model.oldWeight > 0.5, time < 160 {
            lane.advance(&state, by: scenario.clock.step)
            time += scenario.clock.step
          }
          return time
        })
    }
    #expect(abs(try half(0) - 5.6) <= 0.06)
    #expect(abs(try half(1) - 108) <= 2)
    #expect(try half(3) >= 159)
    let grouped = try half(2)
    let h = 0.01
    let law = stride(from: logit(0.01) + h / 2, to: 0, by: h).map {
      h / GroupRelative.spread(of: sigmoid($0), groupSize: 64)
    }.reduce(0, +)
    #expect(abs(grouped / law - 1) <= 0.03 && grouped > 19.7, "\(grouped), law \(law)")
  }

  /// What the Razor says where β is a quarter.
  @Test func theRazorFromSamples() throws {
    var scenario = Presets.preset("razor")!.scenario
    scenario.sampling = .batch(256)
    for (index, said) in [(0, 0.89), (1, 0.67)] {
      let found = try (1...11).map { seed in
        scenario.seed = UInt64(seed)
        let lane = try Lane(scenario, lane: index)
        var state = LaneState(startOf: scenario)
        while state.model.oldWeight > 0.25, state.stepCount < 2000 {
          lane.advance(&state, by: scenario.clock.step)
        }
        return MeterReader().meters(scenario.problem, model: state.model).klReferenceToModel
      }
      #expect(abs(Self.median(found) - said) <= 0.01, "\(Self.median(found))")
    }
  }
}
