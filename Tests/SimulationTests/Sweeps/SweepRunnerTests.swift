import Forgetting
import Testing
import Words

@testable import Simulation

/// Values of a sweep's table against the runs that they are of.
@Suite struct SweepRunnerTests {
  private static func measures(_ texts: [String], _ scenario: Scenario) throws -> [SweepMeasure] {
    try texts.map { try SweepMeasure(text: $0, in: scenario) }
  }

  private static func sweep(_ id: String, until: Double, _ texts: [String]) throws -> Sweep {
    let scenario = try #require(Presets.preset(id)?.scenario)
    var sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("target.oldMass", [0.3, 0.5, 0.6])],
      end: until)
    sweep.measures = try measures(texts, scenario)
    return sweep
  }

  /// What `run` would write at its end.
  static func end(
    _ experiment: Experiment, until: Double, _ measures: [Measure]
  ) throws -> [[Double?]] {
    var playback = try Playback(experiment)
    while playback.simulation.time < until - playback.simulation.scenario.clock.step * 1e-6 {
      playback.advance()
    }
    let measurer = LaneMeasurer()
    return playback.simulation.lanes.indices.map { lane in
      let measured = measurer.lane(lane, of: playback.simulation)
      return measures.map { $0.value(of: measured) }
    }
  }

  /// Adaptive steps find the end values of `run` within the tolerance: the exact flow has one end.
  @Test(arguments: ["forward-and-reverse", "replay", "overlap"])
  func endValuesAreThoseOfRun(id: String) throws {
    let texts = ["kept", "learned", "oldWeight", "drift", "klTargetToModel", "objective"]
    let sweep = try Self.sweep(id, until: 12, texts)
    let runner = SweepRunner(sweep)
    for run in 0..<sweep.runCount {
      let rows = runner.rows(ofRun: run)
      var experiment = try sweep.experiment(ofRun: run)
      // A step at which the fixed integrator's own error is far below the tolerance.
      experiment.scenario.clock.step = 0.02
      let expected = try Self.end(experiment, until: 12, sweep.measures.map(\.measure))
      #expect(rows.count == expected.count)
      for (row, values) in zip(rows, expected) {
        #expect(row.failure == nil)
        for (index, (found, wanted)) in zip(row.values, values).enumerated() {
          guard let found, let wanted else {
            #expect(found == nil && wanted == nil, "\(texts[index])")
            continue
          }
          #expect(
            abs(found - wanted) <= sweep.tolerance * max(1, abs(wanted)),
            "\(id) run \(run) lane \(row.lane) \(texts[index]): \(found) and \(wanted)")
        }
      }
    }
  }

  /// With the scenario's own steps, batches and plain gradient descent among them, the bits are those of
  /// `run`.
  @Test func ticksGiveTheBitsOfRun() throws {
    for id in ["forward-and-reverse", "starvation"] {
      var sweep = try Self.sweep(id, until: 3, ["kept", "oldWeight", "maxOldDrift"])
      sweep.stepping = .scenario
      sweep.seedCount = 2
      let runner = SweepRunner(sweep)
      for run in 0..<sweep.runCount {
        let expected = try Self.end(
          try sweep.experiment(ofRun: run), until: 3, sweep.measures.map(\.measure))
        #expect(runner.rows(ofRun: run).map(\.values) == expected, "\(id) run \(run)")
      }
    }
  }

  /// Extremes and crossings between adaptive steps, against a run in short steps.
  @Test func theWayBetweenStepsCounts() throws {
    let texts = [
      "max drift", "maxOldDrift", "min oldWeight", "first kept < 0.9", "first lane 2: drift > 0.03",
      "drift at 3.3", "maxOldDrift at 3.3",
    ]
    let sweep = try Self.sweep("forward-and-reverse", until: 20, texts)
    let runner = SweepRunner(sweep)
    for run in 0..<sweep.runCount {
      let rows = runner.rows(ofRun: run)
      var experiment = try sweep.experiment(ofRun: run)
      let step = 0.01
      experiment.scenario.clock.step = step
      var simulation = try Simulation(experiment.scenario)
      let measurer = LaneMeasurer()
      for lane in 0..<2 {
        simulation = try Simulation(experiment.scenario)
        var largest = 0.0
        var least = 1.0
        var firstKept: Double?
        var firstDrift: Double?
        var at: (Double, Double)?
        while simulation.time < 20 - step / 2 {
          let model = simulation.lanes[lane].model
          let target = simulation.scenario.targetMixture
          let drift = target.old.scale.mahalanobis(model.old.mean - target.old.mean)
          largest = max(largest, drift)
          least = min(least, model.oldWeight)
          if firstKept == nil, Measure.kept.value(of: measurer.lane(lane, of: simulation))! < 0.9 {
            firstKept = simulation.time
          }
          if firstDrift == nil, drift > 0.03 { firstDrift = simulation.time }
          if abs(simulation.time - 3.3) < step / 2 { at = (drift, largest) }
          simulation.advance()
        }
        least = min(least, simulation.lanes[lane].model.oldWeight)
        let target = simulation.scenario.targetMixture
        largest = max(
          largest,
          target.old.scale.mahalanobis(simulation.lanes[lane].model.old.mean - target.old.mean))
        let values = rows[lane].values
        // A run in steps sees the peak up to the square of its step.
        #expect(abs(values[0]! - largest) < 1e-5)
        #expect(values[0] == values[1])
        #expect(values[0]! >= largest - Sweep.standardTolerance)
        #expect(abs(values[2]! - least) < 1e-6)
        #expect((values[3] == nil) == (firstKept == nil))
        if let found = values[3], let firstKept {
          #expect(found <= firstKept + 1e-9 && found > firstKept - step - 1e-6)
        }
        #expect((values[4] == nil) == (lane == 0 || firstDrift == nil))
        if lane == 1, let found = values[4], let firstDrift {
          #expect(found <= firstDrift + 1e-9 && found > firstDrift - step - 1e-6)
        }
        #expect(abs(values[5]! - at!.0) < 1e-6)
        #expect(abs(values[6]! - at!.1) < 1e-5)
      }
    }
  }

  /// A row is the same whatever the runner has made before: tables do not depend on who makes what.
  @Test func rowsDoNotDependOnTheRunsBefore() throws {
    let scenario = Presets.standard.scenario
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [
        Sweep.Axis("target.separation", [2, 3, 5]),
        Sweep.Axis("lanes.1.replay", [0, 0.2]),
        Sweep.Axis(["lanes.2.method"], [[.word("reverse-kl")], [.word("sdft")]]),
      ], seedCount: 2, end: 4)
    sweep.measures = try Self.measures(["kept", "max drift", "objective"], scenario)
    try sweep.validate()
    let forwards = SweepRunner(sweep)
    let rows = (0..<sweep.runCount).map { forwards.rows(ofRun: $0) }
    let backwards = SweepRunner(sweep)
    for run in (0..<sweep.runCount).reversed() {
      #expect(backwards.rows(ofRun: run) == rows[run])
    }
    for run in stride(from: 0, to: sweep.runCount, by: 5) {
      #expect(SweepRunner(sweep).rows(ofRun: run) == rows[run])
    }
    // And it is the run that the sweep says it is.
    let experiment = try sweep.experiment(ofRun: 23)
    #expect(experiment.scenario.lanes[1].method.key == "sdft")
    #expect(rows[23][1].method == "sdft")
  }

  /// Lanes that diverge are rows with a reason, and keep what came before.
  @Test func divergenceIsARow() throws {
    var scenario = Presets.standard.scenario
    scenario.clock.integrator = .euler
    scenario.lanes[1].rates = Rates(weight: 1, oldMean: 40, newMean: 40)
    var sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("lanes.2.step", [0.05, 60])], end: 1000)
    sweep.measures = try Self.measures(["kept", "max drift", "kept at 0"], scenario)
    let rows = SweepRunner(sweep).rows(ofRun: 1)
    #expect(rows[1].failure == LaneFailure.diverged(step: 60).description)
    #expect(rows[1].values == [nil, nil, 1])
    #expect(rows[0].failure == nil && rows[0].values[0] != nil)
  }

  /// An experiment with edits is made as `run` makes it.
  @Test func editsAreMade() throws {
    let scenario = Presets.standard.scenario
    var experiment = Experiment(scenario: scenario)
    experiment.journal = [
      Edit(tick: 40, change: .set(path: "lanes.1.replay", value: .number(0.4)))
    ]
    var sweep = Sweep(
      experiment, axes: [Sweep.Axis("target.separation", [3, 5])], end: 5)
    sweep.measures = try Self.measures(["kept", "oldWeight at 1", "first drift > 0.05"], scenario)
    for run in 0..<2 {
      let rows = SweepRunner(sweep).rows(ofRun: run)
      let expected = try Self.end(
        try sweep.experiment(ofRun: run), until: 5, [.kept])
      #expect(rows.map { $0.values[0] } == expected.map { $0[0] })
      let early = try Self.end(try sweep.experiment(ofRun: run), until: 1, [.oldWeight])
      #expect(rows.map { $0.values[1] } == early.map { $0[0] })
    }
  }

  /// Lanes without samples have one row for all seeds, however they are run; those with samples have their own.
  @Test func seedsMatterWhereSamplesAreDrawn() throws {
    let scenario = Presets.standard.scenario
    func rows(_ changes: [(tick: Int, path: String, value: ParameterValue)]) throws -> [[SweepRow]]
    {
      var experiment = Experiment(scenario: scenario)
      experiment.journal = changes.map {
        Edit(tick: $0.tick, change: .set(path: $0.path, value: $0.value))
      }
      var sweep = Sweep(
        experiment, axes: [Sweep.Axis("target.separation", [3, 5])], seedCount: 2, end: 2)
      sweep.measures = try Self.measures(["kept"], scenario)
      let runner = SweepRunner(sweep)
      return (0..<4).map { runner.rows(ofRun: $0) }
    }
    let exact = try rows([(20, "lanes.1.replay", .number(0.4))])
    #expect(exact[0] == exact[1] && exact[2] == exact[3] && exact[0] != exact[2])
    let late = try rows([(20, "lanes.2.sampling", .word("batch"))])
    #expect(late[0][0] == late[1][0] && late[0][1] != late[1][1])
    var sweep = Sweep(Experiment(scenario: scenario), axes: [Sweep.Axis("lanes.2.batch", [8])])
    #expect(sweep.drawsSamples)
    sweep.axes = []
    #expect(!sweep.drawsSamples)
  }

  // MARK: - Checks

  @Test func wrongSweepsAreRefusedWithTheirAxis() throws {
    let scenario = Presets.standard.scenario
    func problem(_ change: (inout Sweep) throws -> Void) -> ParameterError? {
      do {
        var sweep = Sweep(Experiment(scenario: scenario))
        sweep.measures = try Self.measures(["kept"], scenario)
        try change(&sweep)
        try sweep.validate()
        return nil
      } catch {
        return error as? ParameterError
      }
    }
    #expect(problem { _ in } == nil)
    #expect(
      problem { $0.axes = [Sweep.Axis("target.seperation", [1])] }?.field == "target.seperation")
    #expect(
      problem {
        $0.axes = [
          Sweep.Axis(
            ["target.separation"], .range(ValueRange(from: 1, to: 101, count: 5)))
        ]
      }?.value == "101")
    #expect(problem { $0.axes = [Sweep.Axis("seed", [1, 2])] }?.field == "seed")
    #expect(
      problem {
        $0.axes = [Sweep.Axis("target.oldMass", [0.2]), Sweep.Axis("target.oldMass", [0.3])]
      }?.value == "an axis beside target.oldMass")
    #expect(problem { $0.axes = [Sweep.Axis("target.oldMass", [])] }?.value == "no value")
    #expect(problem { $0.end = 0 }?.field == "until")
    // A parameter that a method of another axis does not have.
    #expect(
      problem {
        $0.axes = [
          Sweep.Axis("lanes.1.replay", [0.1]),
          Sweep.Axis(["lanes.1.method"], [[.word("reverse-kl")], [.word("sdft")]]),
        ]
      }?.field == "lanes.1.replay")
    let huge = Sweep.Axis(["target.oldMass"], .range(ValueRange(from: 0.1, to: 0.9, count: 5000)))
    #expect(
      problem {
        $0.axes = [
          huge,
          Sweep.Axis(["target.separation"], .range(ValueRange(from: 1, to: 9, count: 5000))),
        ]
      }?.field == "axes")
    #expect(
      problem { $0.measures = try Self.measures(["kept at 61"], scenario) }?.field == "kept at 61")
  }

  @Test(arguments: [
    "keptt", "max", "first kept", "first lane 9: kept < 1", "kept at x", "kept at -1", "",
    "max max",
    "first t > 3",
  ])
  func wrongMeasuresAreRefused(text: String) {
    #expect(throws: ParameterError.self) {
      try SweepMeasure(text: text, in: Presets.standard.scenario)
    }
  }

  // MARK: - Pieces

  @Test func rangesHaveShortDecimals() {
    let line = ValueRange(from: 0, to: 0.9, count: 10)
    #expect((0..<10).map(line.value(at:)) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    let decades = ValueRange(from: 0.001, to: 1000, count: 7, isLogarithmic: true)
    #expect((0..<7).map(decades.value(at:)) == [0.001, 0.01, 0.1, 1, 10, 100, 1000])
    let odd = ValueRange(from: 0.1, to: 0.7, count: 4)
    #expect((0..<4).map { String(odd.value(at: $0)) } == ["0.1", "0.3", "0.5", "0.7"])
    #expect(ValueRange(from: 3, to: 9, count: 1).value(at: 0) == 3)
  }

  /// A peak between two instants whose middle lies below the end: the parabola sees it.
  @Test func peaksAndCrossingsBetweenInstants() throws {
    let curve = { (time: Double) -> Double? in 1 - (time - 0.8) * (time - 0.8) }
    let points: [LaneWatch.Point] = [(0, curve(0)), (0.5, curve(0.5)), (1, curve(1))]
    let peak = try #require(LaneWatch.peak(points, curve))
    #expect(abs(peak.value - 1) < 1e-9 && abs(peak.time - 0.8) < 1e-4)
    // Above 0.99 only from 0.7 to 0.9: at none of the three instants.
    let crossing = try #require(LaneWatch.crossing(points, .greater, 0.99, curve))
    #expect(abs(crossing - 0.7) < 1e-6)
    #expect(LaneWatch.crossing(points, .greater, 1.1, curve) == nil)
    #expect(LaneWatch.crossing(points, .less, 0.5, curve) == 0)
    let hole: [LaneWatch.Point] = [(0, nil), (0.5, curve(0.5)), (1, curve(1))]
    #expect(LaneWatch.peak(hole, curve) == nil)
  }
}
