import Forgetting
import Testing

@testable import Simulation

/// Every number in the words of the presets that open on a map, found as their maps find it.
@Suite struct BoundaryPresetTests {
  private static func scenario(_ id: String, _ words: String...) throws -> Scenario {
    let scenario = try #require(Presets.preset(id)).scenario
    for word in words { #expect(scenario.about.contains(word), "\(id) does not say \(word)") }
    return scenario
  }

  /// A measure of a lane, counted from 1.
  private static func value(
    _ text: String, _ scenario: Scenario, lane: Int, apart: Double,
    _ changes: [(path: String, value: Double)] = []
  ) throws -> Double {
    var scenario = scenario
    try scenario.set("target.separation", to: .number(apart))
    for change in changes { try scenario.set(change.path, to: .number(change.value)) }
    var sweep = Sweep(Experiment(scenario: scenario))
    sweep.measures = [try SweepMeasure(text: text, in: scenario)]
    return try #require(SweepRunner(sweep).rows(ofRun: 0)[lane - 1].values[0])
  }

  @Test func replayBoundary() throws {
    let scenario = try Self.scenario(
      "replay-boundary", "at t = 40 from λ = 0.39 on where the tasks are 2 apart",
      "from 0.44 at 4", "from 0.45 at 8")
    for (apart, replay) in [(2.0, 0.39), (4, 0.44), (8, 0.45)] {
      func kept(_ replay: Double) throws -> Double {
        try Self.value("kept", scenario, lane: 1, apart: apart, [("lanes.1.replay", replay)])
      }
      #expect(try kept(replay - 0.005) < 0.9)
      #expect(try kept(replay + 0.005) > 0.9)
    }
  }

  @Test func whoKeepsMost() throws {
    let scenario = try Self.scenario(
      "who-keeps-most", "before t = 2.0", "from t = 2.7 on", "from 10.6 on", "takes until 28")
    for (lane, apart, said, digit) in [
      (1, 4.0, 2.0, 0.05), (2, 4, 2.7, 0.05), (3, 4, 10.6, 0.05), (3, 2, 28, 0.5),
    ] {
      let time = try Self.value(
        "first learned > 0.9", scenario, lane: lane, apart: apart, [("clock.until", 60)])
      #expect(abs(time - said) <= digit)
    }
    for (time, best) in [(3.0, 2), (12, 3), (60, 3)] {
      let kept = try (1...3).map {
        try Self.value("kept", scenario, lane: $0, apart: 4, [("clock.until", time)])
      }
      #expect(kept.firstIndex(of: kept.max()!) == 2 && kept[1] > kept[0])
      let learned = try (1...3).map {
        try Self.value("learned", scenario, lane: $0, apart: 4, [("clock.until", time)]) >= 0.9
      }
      #expect(learned[best - 1] && (best == 3 || !learned[2]))
    }
  }

  /// In the mean of 41 runs no more than half of the steps starve there, with a sample less more.
  @Test func batchBoundary() throws {
    var scenario = try Self.scenario(
      "batch-boundary", "fifty steps", "one answer in a hundred", "at 62 samples without replay",
      "at 11 with 5 %", "at 2 with 30 %")
    #expect(scenario.start.oldWeight == 0.01)
    #expect(scenario.clock.until / scenario.clock.step == 50)
    for (batch, replay) in [(62.0, 0.0), (11, 0.05), (2, 0.3)] {
      try scenario.set("lanes.2.replay", to: .number(replay))
      let means = try [batch - 1, batch].map { batch in
        try scenario.set("lanes.2.batch", to: .number(batch))
        var sweep = Sweep(Experiment(scenario: scenario), seedCount: 41)
        sweep.measures = [try SweepMeasure(text: "starved", in: scenario)]
        let runner = SweepRunner(sweep)
        return (0..<41).reduce(0.0) { $0 + (runner.rows(ofRun: $1)[1].values[0] ?? .nan) } / 41
      }
      #expect(means[0] > 25 && means[1] <= 25, "\(batch): \(means)")
    }
  }

  @Test func sevenMethods() throws {
    let scenario = try Self.scenario(
      "seven-methods", "At t = 40 reverse KL has both", "all but 3 %", "44 % of the new",
      "12 % left", "45 % with", "19 %", "policy gradient 9 %")
    func ends(_ measure: String, _ lane: Int) throws -> Double {
      try Self.value(measure, scenario, lane: lane, apart: 4)
    }
    for (lane, kept, learned) in [
      (1, 0.12, 1.0), (2, 0.45, 1), (3, 1, 1), (4, 1, 0.97), (5, 0.19, 1), (6, 1, 0.44),
      (7, 0.09, 0.99),
    ] {
      #expect(abs(try ends("kept", lane) - kept) <= 0.005, "lane \(lane)")
      #expect(abs(try ends("learned", lane) - learned) <= 0.005, "lane \(lane)")
    }
  }
}
