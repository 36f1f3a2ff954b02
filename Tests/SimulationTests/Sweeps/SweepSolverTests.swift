import Forgetting
import Testing
import Words

@testable import Simulation

/// Solving for a parameter at every point.
@Suite struct SweepSolverTests {
  private static func sweep(
    _ path: String, _ range: ValueRange?, _ goal: String, scenario: Scenario,
    separations: [Double] = [4]
  ) throws -> Sweep {
    var sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("target.separation", separations)], end: 20)
    sweep.goal = try SweepGoal(path: path, range: range, text: goal, in: scenario)
    sweep.measures = [try SweepMeasure(text: "kept", in: scenario)]
    try sweep.validate()
    return sweep
  }

  /// The lane run at the solution has what was asked for, and a millionth beside it is on either side.
  @Test func solutionsSolve() throws {
    let sweep = try Self.sweep(
      "lanes.1.replay", nil, "lane 1: kept = 0.9", scenario: Presets.standard.scenario,
      separations: [3, 5])
    let runner = SweepRunner(sweep)
    for run in 0..<2 {
      let solutions = runner.solutions(ofRun: run)
      #expect(solutions.count == 1)
      let solution = try #require(solutions.first)
      let value = try #require(solution.value)
      #expect(solution.answer != .jump && solution.row.failure == nil && solution.row.lane == 0)
      #expect(abs(solution.row.values[0]! - 0.9) < 1e-8)
      func kept(_ replay: Double) throws -> Double {
        var scenario = try sweep.experiment(ofRun: run).scenario
        try scenario.set("lanes.1.replay", to: .number(replay))
        return try #require(
          SweepRunner(sweep).laneRow(scenario, lane: 0, measures: sweep.measures).values[0])
      }
      #expect(try kept(value - SweepGoal.width) < 0.9)
      #expect(try kept(value + SweepGoal.width) > 0.9)
    }
  }

  /// Through several stages, too: what is solved for, what a map reads and what a table says are of the whole
  /// run, as `run` makes it, whatever step the scenario has.
  @Test func stagesAreGoneThrough() throws {
    let scenario = Presets.preset("three-tasks")!.scenario
    var sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("tasks.code.mean", [-1, 0, 1])], end: 40)
    sweep.measures = try ["kept", "learned", "average"].map {
      try SweepMeasure(text: $0, in: scenario)
    }
    sweep.goal = try SweepGoal(
      path: "lanes.3.replay", range: ValueRange(from: 0, to: 0.9, count: 10),
      text: "lane 3: kept = 0.9",
      in: scenario)
    try sweep.validate()
    func run(_ scenario: Scenario, lane: Int) throws -> [Double] {
      var simulation = try Simulation(scenario)
      while simulation.time < 40 - 1e-9 { simulation.advance() }
      let tasks = try #require(simulation.snapshot().lanes[lane].meters.tasks)
      let retention = try #require(simulation.snapshot().lanes[lane].retention)
      return [try #require(tasks.keptTogether), tasks.learned, try #require(retention.average)]
    }
    let runner = SweepRunner(sweep)
    for index in 0..<3 {
      let whole = runner.rows(ofRun: index)
      for lane in scenario.lanes.indices {
        let row = try #require(SweepRunner(sweep).row(ofRun: index, lane: lane))
        #expect(row.lane == lane && row.values == whole[lane].values)
        let values = try run(sweep.experiment(ofRun: index).scenario, lane: lane)
        for (value, there) in zip(row.values, values) {
          #expect(abs(try #require(value) - there) < 2e-6, "\(index), lane \(lane)")
        }
      }
    }
    var solved = try sweep.experiment(ofRun: 1).scenario
    let solution = try #require(runner.solutions(ofRun: 1).first?.value)
    try solved.set("lanes.3.replay", to: .number(solution))
    #expect(abs(try run(solved, lane: 2)[0] - 0.9) < 1e-5)
    // A coarse step changes where nothing is read, not what is.
    var coarse = sweep
    coarse.experiment.scenario.clock.step = 0.5
    let rows = SweepRunner(coarse).rows(ofRun: 1)
    for (row, fine) in zip(rows, runner.rows(ofRun: 1)) {
      for (value, other) in zip(row.values, fine.values) {
        #expect(abs(try #require(value) - (try #require(other))) < 2e-6)
      }
    }
  }

  /// The length of runs can be solved for, and a moment before their end asked for.
  @Test func endsAndMomentsAreSolvedFor() throws {
    let scenario = Presets.standard.scenario
    var sweep = Sweep(Experiment(scenario: scenario))
    func solve(_ path: String, _ range: ValueRange, _ goal: String) throws -> [Double] {
      sweep.goal = try SweepGoal(path: path, range: range, text: goal, in: scenario)
      try sweep.validate()
      return SweepRunner(sweep).solutions(ofRun: 0).compactMap(\.value)
    }
    let ends = try solve(
      "clock.until", ValueRange(from: 1, to: 20, count: 9), "lane 1: kept = 0.9")
    #expect(ends.count == 1)
    var first = Sweep(Experiment(scenario: scenario), end: 20)
    first.measures = [try SweepMeasure(text: "first lane 1: kept <= 0.9", in: scenario)]
    let time = try #require(SweepRunner(first).rows(ofRun: 0)[0].values[0])
    #expect(abs(ends[0] - time) < 2e-5)
    // A run as long as the moment says the same as one that goes on.
    sweep.end = 20
    let range = ValueRange(from: 1, to: 8, count: 15)
    let early = try solve("target.separation", range, "lane 1: kept at 3 = 0.75")
    sweep.end = 3
    let late = try solve("target.separation", range, "lane 1: kept = 0.75")
    #expect(early.count == 2 && late.count == 2)
    for (one, other) in zip(early, late) { #expect(abs(one - other) < 1e-5) }
  }

  /// Whole numbers are looked at as such: where the measure has the value, and between which two it jumps over
  /// it.
  @Test func wholeNumbersStayWhole() throws {
    var scenario = Presets.standard.scenario
    try scenario.set("start.oldWeight", to: .number(0.1))
    try scenario.set("lanes.2.batch", to: .number(4))
    var sweep = Sweep(Experiment(scenario: scenario), end: 5)
    let starved = try SweepMeasure(text: "starvedSteps", in: scenario)
    func counts(_ sizes: ClosedRange<Int>) throws -> [Double] {
      var table = Sweep(
        Experiment(scenario: scenario), axes: [Sweep.Axis("lanes.2.batch", sizes.map(Double.init))],
        end: 5)
      table.measures = [starved]
      return try sizes.map { size in
        let row = SweepRunner(table).rows(ofRun: size - sizes.lowerBound)[1]
        return try #require(row.values[0])
      }
    }
    let counts = try counts(1...64)
    func solve(_ goal: String, _ range: ValueRange) throws -> [SweepSolution] {
      sweep.goal = try SweepGoal(
        path: "lanes.2.batch", range: range, text: "lane 2: starvedSteps = \(goal)", in: scenario)
      sweep.measures = [starved]
      try sweep.validate()
      return SweepRunner(sweep).solutions(ofRun: 0)
    }
    for range in [
      ValueRange(from: 1, to: 64, count: 33), ValueRange(from: 64, to: 1, count: 64),
      ValueRange(from: 1, to: 64, count: 9, isLogarithmic: true),
    ] {
      for goal in ["2", "2.5", "50.5"] {
        let wanted = Double(goal)!
        let found = try solve(goal, range)
        #expect(!found.isEmpty && found.allSatisfy { $0.row.failure == nil })
        for solution in found {
          let size = Int(try #require(solution.value))
          #expect(Double(size) == solution.value && solution.row.values == [counts[size - 1]])
          if solution.answer == .jump {
            #expect((counts[size - 1] < wanted) != (counts[size - 2] < wanted))
          } else {
            #expect(counts[size - 1] == wanted)
          }
        }
      }
    }
    // From here on no batch has starved: where that begins.
    let none = try solve("0", ValueRange(from: 20, to: 400, count: 5))
    let size = Int(try #require(none.last?.value))
    let beside = try self.counts(
      of: sweep, sizes: [Double(size - 1), Double(size)], measure: starved)
    #expect(none.count == 1 && beside[0] > 0 && beside[1] == 0)
  }

  private func counts(
    of sweep: Sweep, sizes: [Double], measure: SweepMeasure
  ) throws -> [Double] {
    var table = Sweep(
      sweep.experiment, axes: [Sweep.Axis("lanes.2.batch", sizes)], end: sweep.end)
    table.measures = [measure]
    return try sizes.indices.map { run in
      try #require(SweepRunner(table).rows(ofRun: run)[1].values[0])
    }
  }

  /// Values that every place has, and those that none has, are no crossing, and are told as what they are.
  @Test func plateausAndGapsAreTold() throws {
    let scenario = Presets.standard.scenario
    func answer(_ goal: String, _ path: String = "lanes.1.replay") throws -> SweepSolution {
      let sweep = try Self.sweep(
        path, ValueRange(from: 0.1, to: 0.2, count: 3), goal, scenario: scenario)
      let solutions = SweepRunner(sweep).solutions(ofRun: 0)
      #expect(solutions.count == 1 && solutions[0].value == nil)
      return solutions[0]
    }
    #expect(try answer("lane 2: kept at 0 = 1").answer == .everywhere(in: "0.1…0.2"))
    #expect(
      try answer("lane 2: first kept < 0.1 = 3").answer
        == .noValue("first kept < 0.1", in: "0.1…0.2"))
    // A lane that never gets there says why.
    var steep = scenario
    steep.clock.integrator = .euler
    steep.lanes[1].rates = Rates(weight: 1, oldMean: 40, newMean: 40)
    var sweep = try Self.sweep(
      "lanes.2.step", ValueRange(from: 60, to: 70, count: 3), "lane 2: kept = 0.5", scenario: steep)
    sweep.end = 1000
    let failed = SweepRunner(sweep).solutions(ofRun: 0)
    #expect(failed.count == 1 && failed[0].answer == nil)
    #expect(failed[0].row.failure == LaneFailure.diverged(step: 60).description)
  }

  /// A condition that ceases to come true before the next place: what lies before that is still found.
  @Test func crossingsBesideGapsAreFound() throws {
    let scenario = Presets.standard.scenario
    let sweep = try Self.sweep(
      "lanes.1.replay", ValueRange(from: 0, to: 0.9, count: 4),
      "lane 1: first kept < 0.9 = 12", scenario: scenario)
    let solutions = SweepRunner(sweep).solutions(ofRun: 0)
    #expect(solutions.count == 1)
    var there = try sweep.experiment(ofRun: 0).scenario
    try there.set("lanes.1.replay", to: .number(try #require(solutions[0].value)))
    let row = try SweepRunner(sweep).laneRow(
      there, lane: 0, measures: [try SweepMeasure(text: "first kept < 0.9", in: scenario)])
    #expect(abs(try #require(row.values[0]) - 12) < 1e-3)
  }

  @Test func noCrossingIsAnAnswer() throws {
    let sweep = try Self.sweep(
      "lanes.1.replay", ValueRange(from: 0, to: 0.2, count: 5), "lane 2: kept = 0.5",
      scenario: Presets.standard.scenario)
    let solutions = SweepRunner(sweep).solutions(ofRun: 0)
    #expect(solutions.count == 1 && solutions[0].value == nil && solutions[0].count == 0)
    #expect(solutions[0].row.failure == nil)
    #expect(solutions[0].answer.map { "\($0)" } == "no crossing in 0…0.2")
  }

  /// Every crossing that the places to look tell apart is found: the largest drift of reverse KL first
  /// rises with the start's distance of the new mean and is the same on both sides of its task.
  @Test func allCrossingsAreFound() throws {
    let scenario = Presets.standard.scenario
    let sweep = try Self.sweep(
      "start.new.mean", ValueRange(from: 0, to: 4, count: 17), "lane 2: newError at 0 = 1",
      scenario: scenario)
    let solutions = SweepRunner(sweep).solutions(ofRun: 0)
    #expect(solutions.map(\.number) == [1, 2] && solutions.allSatisfy { $0.count == 2 })
    #expect(abs(solutions[0].value! - 1) < 1e-6)
    #expect(abs(solutions[1].value! - 3) < 1e-6)
  }

  /// A measure that jumps over the value is told as one: a batch's size changes by whole samples, and
  /// the number of steps by whole steps.
  @Test func jumpsAreTold() throws {
    var scenario = Presets.standard.scenario
    scenario.clock.integrator = .euler
    var sweep = try Self.sweep(
      "clock.step", ValueRange(from: 1.04, to: 1.06, count: 2), "lane 1: oldWeight = 0.6",
      scenario: scenario)
    sweep.end = 2.1
    // Two steps of more than 1.05 reach the end, and three shorter ones: the weight falls by a third.
    let middle = try #require(try Self.middle(of: sweep))
    sweep.goal?.value = middle
    let solutions = SweepRunner(sweep).solutions(ofRun: 0)
    #expect(solutions.contains { $0.answer == .jump && abs($0.value! - 1.05) < 1e-5 })
  }

  /// Half way between the weights on both sides of the jump.
  private static func middle(of sweep: Sweep) throws -> Double? {
    func weight(_ step: Double) throws -> Double? {
      var scenario = sweep.experiment.scenario
      scenario.clock.step = step
      let measures = [try SweepMeasure(text: "oldWeight", in: scenario)]
      return try SweepRunner(sweep).laneRow(scenario, lane: 0, measures: measures).values[0]
    }
    guard let left = try weight(1.0499), let right = try weight(1.0501) else { return nil }
    return (left + right) / 2
  }

  /// A goal later than any run ends, one that no lane has, seeds, and a single place are refused.
  @Test(arguments: [
    ("target.separation", 2...6.0, 3, "lane 1: kept at 30 = 0.8", "for"),
    ("clock.until", 2...20.0, 3, "lane 1: kept at 30 = 0.8", "for"),
    ("target.separation", 2...6.0, 3, "lane 1: starvedSteps = 1", "for"),
    ("seed", 1...3.0, 3, "lane 1: kept = 0.8", "seed"),
    ("target.separation", 2...6.0, 1, "lane 1: kept = 0.8", "target.separation"),
    ("lanes.1.batch", 1.5...6.0, 3, "lane 1: kept = 0.8", "lanes.1.batch"),
  ])
  func goalsBeyondTheRunsAreRefused(
    path: String, range: ClosedRange<Double>, count: Int, goal: String, field: String
  ) {
    let error = #expect(throws: ParameterError.self) {
      var sweep = Sweep(Experiment(scenario: Presets.standard.scenario), end: 20)
      let range = ValueRange(from: range.lowerBound, to: range.upperBound, count: count)
      sweep.goal = try SweepGoal(
        path: path, range: range, text: goal, in: sweep.experiment.scenario)
      try sweep.validate()
    }
    #expect(error?.field == field)
  }

  @Test(arguments: [
    ("lanes.1.nix", "lane 1: kept = 0.9"), ("lanes.1.method", "lane 1: kept = 0.9"),
    ("lanes.1.replay", "lane 1: kept"), ("lanes.1.replay", "lane 3: kept = 0.9"),
    ("lanes.1.replay", "kept = 0.9"), ("lanes.1.replay", "lane 1: nix = 0.9"),
    ("lanes.1.replay", "lane 1: kept = x"),
    ("lanes.1.replay", "lane 1: first lane 2: kept < 1 = 3"),
  ])
  func wrongGoalsAreRefused(path: String, goal: String) {
    #expect(throws: ParameterError.self) {
      try SweepGoal(path: path, range: nil, text: goal, in: Presets.standard.scenario)
    }
  }
}
