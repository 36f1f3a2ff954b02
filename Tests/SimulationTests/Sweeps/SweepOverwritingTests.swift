import Forgetting
import Testing

@testable import Simulation

/// Axes that would take back what others set, and ends of the last stage.
@Suite struct SweepOverwritingTests {
  private func sweep(
    _ axes: [(String, [Double])], of id: String = "forward-and-reverse", edits: [Edit] = [],
    change: (inout Scenario) throws -> Void = { _ in }
  ) throws -> Sweep {
    var scenario = try #require(Presets.preset(id)).scenario
    try change(&scenario)
    var sweep = Sweep(
      Experiment(scenario: scenario, journal: edits), axes: axes.map { Sweep.Axis($0.0, $0.1) })
    sweep.measures = [try SweepMeasure(text: "kept", in: scenario)]
    return sweep
  }

  private func problem(_ sweep: Sweep) -> ParameterError? {
    do throws(ParameterError) {
      try sweep.validate()
      return nil
    } catch {
      return error
    }
  }

  /// Whichever comes first, in one line that names both.
  @Test(arguments: [
    ("forward-and-reverse", "target.separation", [2.0, 6], "target.old.mean", [-1.0, -3]),
    ("three-tasks", "tasks.maths.mass", [0.2, 0.4], "tasks.code.mass", [0.2, 0.4]),
    ("three-tasks", "tasks.code.mean", [0, 1], "target.separation", [2, 3]),
  ])
  func axesThatOverwriteEachOtherAreRefused(
    id: String, first: String, firstValues: [Double], second: String, secondValues: [Double]
  ) throws {
    let axes = [(first, firstValues), (second, secondValues)]
    for axes in [axes, axes.reversed()] {
      let error = try #require(problem(try sweep(axes, of: id)))
      #expect(error.allowed == .sweep(.ownParameters))
      #expect(Set([first, second]).contains(error.field), "\(error)")
      #expect(error.value.contains(error.field == first ? second : first), "\(error)")
    }
  }

  /// What a parameter moves besides may be placed by another axis: every row is what it says.
  @Test func theOthersAreLeftAlone() throws {
    let axes = [("start.old.mean", [-2.5, -1.5]), ("target.separation", [3.0, 5])]
    for axes in [axes, axes.reversed()] {
      let sweep = try sweep(axes)
      #expect(problem(sweep) == nil)
      var places = SweepPlaces(sweep)
      for run in 0..<sweep.runCount {
        let scenario = try places.scenario(ofRun: run)
        for (axis, place) in zip(sweep.axes, sweep.places(ofRun: run)) {
          let read = ParameterCatalogue.parameter(at: axis.paths[0], in: scenario)?
            .value(in: scenario)
          #expect(read == axis.values(at: place)[0])
        }
      }
    }
    let methods = Sweep.Axis(["lanes.1.method"], [[.word("forward-kl")], [.word("reverse-kl")]])
    var both = try sweep([("lanes.1.replay", [0.1, 0.5])])
    both.axes.append(methods)
    #expect(problem(both) == nil)
  }

  /// An edit before the first step leaves nothing of an axis; a later one does.
  @Test func editsAtTheStartAreRefused() throws {
    for (tick, isRefused) in [(0, true), (40, false)] {
      let edit = Edit(
        tick: tick, change: .set(path: "lanes.1.replay", value: .number(0.2)))
      let error = problem(try sweep([("lanes.1.replay", [0.1, 0.5])], edits: [edit]))
      #expect((error?.allowed == .sweep(.laterEdits)) == isRefused, "\(String(describing: error))")
      #expect(problem(try sweep([("target.oldMass", [0.3, 0.5])], edits: [edit])) == nil)
    }
  }

  // MARK: - Stages

  private static func shorten(_ scenario: inout Scenario) throws {
    try scenario.set("stages.1.until", to: .number(1))
    try scenario.set("stages.2.until", to: .number(2))
  }

  /// Runs end with their last stage where an axis is its end.
  @Test func theEndOfTheLastStageIsAnAxis() throws {
    let sweep = try sweep([("stages.2.until", [1.5, 3])], of: "three-tasks", change: Self.shorten)
    #expect(problem(sweep) == nil)
    let runner = SweepRunner(sweep)
    var values: [[Double?]] = []
    for (run, until) in [1.5, 3].enumerated() {
      var scenario = sweep.experiment.scenario
      try scenario.set("stages.2.until", to: .number(until))
      #expect(scenario.clock.until == until)
      var single = Sweep(Experiment(scenario: scenario))
      single.measures = sweep.measures
      values.append(runner.rows(ofRun: run).map { $0.values[0] })
      #expect(values[run] == SweepRunner(single).rows(ofRun: 0).map { $0.values[0] })
    }
    #expect(values[0] != values[1])
  }

  /// Where nothing would come of it, it is refused; ends that do not follow each other are.
  @Test func endsThatChangeNothingAreRefused() throws {
    let twice = try sweep(
      [("stages.2.until", [30, 50]), ("clock.until", [20, 60])], of: "three-tasks")
    let longer = try sweep([("stages.2.until", [30, 50])], of: "three-tasks") {
      try $0.set("clock.until", to: .number(60))
    }
    for sweep in [twice, longer] {
      let error = problem(sweep)
      #expect(error?.field == "stages.2.until" && error?.allowed == .sweep(.endOfLastStage))
    }
    #expect(problem(try sweep([("stages.1.until", [10, 50])], of: "three-tasks")) != nil)
    var together = try sweep([], of: "three-tasks")
    together.axes = [
      Sweep.Axis(
        ["stages.1.until", "stages.2.until"],
        [[.number(10), .number(20)], [.number(50), .number(60)]])
    ]
    #expect(problem(together) == nil)
    #expect(together.lastEnd == 60)
  }
}
