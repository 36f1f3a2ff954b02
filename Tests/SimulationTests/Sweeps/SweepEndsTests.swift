import Forgetting
import Testing

@testable import Simulation

/// What one run tells of several rows: its ends, and the lanes that all seeds share.
@Suite struct SweepEndsTests {
  /// An axis of the end is one: it goes before what the sweep says of all. What a shorter run does not reach is
  /// not told of it.
  @Test(arguments: [nil, 7.0]) func anAxisSaysWhenRunsEnd(end: Double?) throws {
    let scenario = try #require(Presets.preset("replay")?.scenario)
    var sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("clock.until", [1, 4])], end: end)
    sweep.measures = try ["kept", "max drift", "kept at 2"].map {
      try SweepMeasure(text: $0, in: scenario)
    }
    let runner = SweepRunner(sweep)
    for (run, until) in [1.0, 4].enumerated() {
      var single = Sweep(Experiment(scenario: scenario), end: until)
      single.measures = sweep.measures
      let expected = SweepRunner(single).rows(ofRun: 0)
      for (row, other) in zip(runner.rows(ofRun: run), expected) {
        #expect((row.values[2] == nil) == (until < 2) && (other.values[2] == nil) == (until < 2))
        for (value, wanted) in zip(row.values, other.values) where value != nil {
          #expect(abs(try #require(value) - (try #require(wanted))) < 1e-6)
        }
      }
    }
  }

  /// One run tells of all of its ends, and of each what a run of its own tells: to the last bit in a scenario's
  /// own steps, with edits, samples and lanes that fail on the way.
  @Test(arguments: [false, true]) func oneRunTellsOfAllEnds(hasEdits: Bool) throws {
    var scenario = Presets.standard.scenario
    scenario.clock.integrator = .euler
    try scenario.set("lanes.add", to: .word("forward-kl"))
    try scenario.set("lanes.3.sampling", to: .word("batch"))
    try scenario.set("lanes.3.batch", to: .number(8))
    scenario.lanes[1].rates = Rates(weight: 1, oldMean: 40, newMean: 40)
    scenario.lanes[1].step = 3
    var experiment = Experiment(scenario: scenario)
    if hasEdits {
      experiment.journal = [
        Edit(tick: 30, change: .set(path: "lanes.1.replay", value: .number(0.4)))
      ]
    }
    let times = [4.0, 1, 2.5, 12]
    var sweep = Sweep(
      experiment,
      axes: [Sweep.Axis("target.separation", [3, 5]), Sweep.Axis("clock.until", times)],
      seedCount: 2)
    sweep.measures = try ["kept", "max drift", "kept at 2", "first drift > 0.05", "drift at 1"].map
    {
      try SweepMeasure(text: $0, in: scenario)
    }
    let runner = SweepRunner(sweep)
    var failures = 0
    for run in 0..<sweep.runCount {
      var single = Sweep(
        try sweep.experiment(ofRun: run), end: times[sweep.places(ofRun: run)[1]])
      single.measures = sweep.measures
      let rows = runner.rows(ofRun: run)
      #expect(rows == SweepRunner(single).rows(ofRun: 0), "run \(run)")
      failures += rows.count { $0.failure != nil }
      // The other ends are known then.
      for lane in 0..<3 {
        for place in 0..<4 {
          let key = runner.memory.rows.key(
            ofRun: run / 8 * 8 + 2 * place + run % 2, lane: lane, drawsSamples: lane == 2)
          _ = runner.memory.rows.value(key) { () throws(Never) in
            Issue.record("lane \(lane) is made again")
            return []
          }
        }
      }
    }
    #expect(failures > 0 && failures < sweep.runCount)
  }

  /// Whatever the axes are: every run has a place, and its ends are looked at one after the other.
  @Test(arguments: [0, 1, 2], [1, 3]) func theOrderOfRunsHasAllOfThem(axis: Int, seeds: Int) {
    var axes = [
      Sweep.Axis("target.separation", Array(repeating: 2, count: 40)),
      Sweep.Axis("lanes.1.replay", Array(repeating: 0.1, count: 30)),
    ]
    axes.insert(Sweep.Axis("clock.until", (1...300).map(Double.init)), at: axis)
    let sweep = Sweep(
      Experiment(scenario: Presets.standard.scenario), axes: axes, seedCount: seeds)
    let order = SweepOrder(sweep, jobs: 2)
    let runs = (0..<sweep.runCount).map(order.run(at:))
    #expect(runs.sorted() == Array(0..<sweep.runCount))
    // The first ones are of other lines each, so that several threads make something.
    #expect(runs.prefix(8).allSatisfy { sweep.places(ofRun: $0)[axis] == 0 })
    #expect(runs.prefix(100).contains { sweep.places(ofRun: $0)[axis] == 2 })
  }

  /// An experiment whose lanes come and go has at each end those that are there.
  @Test func endsHaveTheLanesOfThen() throws {
    let scenario = Presets.standard.scenario
    var experiment = Experiment(scenario: scenario)
    experiment.journal = [Edit(tick: 30, change: .set(path: "lanes.add", value: .word("sdft")))]
    var sweep = Sweep(experiment, axes: [Sweep.Axis("clock.until", [1, 4])], seedCount: 2)
    sweep.measures = try ["kept"].map {
      try SweepMeasure(text: $0, in: scenario)
    }
    let runner = SweepRunner(sweep)
    for run in 0..<4 {
      var single = Sweep(try sweep.experiment(ofRun: run), end: run < 2 ? 1 : 4)
      single.measures = sweep.measures
      #expect(runner.rows(ofRun: run) == SweepRunner(single).rows(ofRun: 0))
    }
  }

  /// Where only some lanes draw samples, the others are made once for all seeds: with edits, and through stages.
  @Test(arguments: [false, true]) func exactLanesAreMadeOnce(hasStages: Bool) throws {
    var scenario = try #require(
      Presets.preset(hasStages ? "three-tasks" : "forward-and-reverse")
    ).scenario
    try scenario.set("lanes.2.sampling", to: .word("batch"))
    var experiment = Experiment(scenario: scenario)
    if !hasStages {
      experiment.journal = [
        Edit(tick: 30, change: .set(path: "lanes.1.replay", value: .number(0.4)))
      ]
    }
    var sweep = Sweep(experiment, seedCount: 3, end: 3)
    sweep.measures = try ["kept", "learned", "max drift"].map {
      try SweepMeasure(text: $0, in: scenario)
    }
    let runner = SweepRunner(sweep)
    let rows = (0..<3).map(runner.rows(ofRun:))
    #expect(Set(rows.map { $0[1].values }).count == 3 && Set(rows.map { $0[0] }).count == 1)
    for lane in scenario.lanes.indices where lane != 1 {
      let key = runner.memory.rows.key(ofRun: 2, lane: lane, drawsSamples: false)
      _ = runner.memory.rows.value(key) { () throws(Never) in
        Issue.record("lane \(lane) is made again")
        return []
      }
    }
    // Lanes that stand still beside it leave a lane what it is.
    for run in 0..<3 {
      let expected = try SweepRunnerTests.end(
        try sweep.experiment(ofRun: run), until: 3, sweep.measures.prefix(2).map(\.measure))
      #expect(Array(rows[run][1].values.prefix(2)) == expected[1])
      for lane in scenario.lanes.indices where lane != 1 {
        for (value, wanted) in zip(rows[run][lane].values, expected[lane]) {
          #expect(abs(try #require(value) - (try #require(wanted))) < 2e-6)
        }
      }
    }
  }
}
