import Forgetting
import Testing

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
      #expect(!solution.isJump && solution.row.failure == nil && solution.row.lane == 0)
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

  @Test func noCrossingIsAnAnswer() throws {
    let sweep = try Self.sweep(
      "lanes.1.replay", ValueRange(from: 0, to: 0.2, count: 5), "lane 2: kept = 0.5",
      scenario: Presets.standard.scenario)
    let solutions = SweepRunner(sweep).solutions(ofRun: 0)
    #expect(solutions.count == 1 && solutions[0].value == nil && solutions[0].count == 0)
    #expect(solutions[0].row.failure == "no crossing in 0…0.2")
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
    #expect(solutions.contains { $0.isJump && abs($0.value! - 1.05) < 1e-5 })
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

  @Test(arguments: [
    ("lanes.1.nix", "lane 1: kept = 0.9"), ("lanes.1.method", "lane 1: kept = 0.9"),
    ("lanes.1.replay", "lane 1: kept"), ("lanes.1.replay", "lane 3: kept = 0.9"),
    ("lanes.1.replay", "kept = 0.9"), ("lanes.1.replay", "lane 1: nix = 0.9"),
    ("lanes.1.replay", "lane 1: kept = x"),
  ])
  func wrongGoalsAreRefused(path: String, goal: String) {
    #expect(throws: ParameterError.self) {
      try SweepGoal(path: path, range: nil, text: goal, in: Presets.standard.scenario)
    }
  }
}
