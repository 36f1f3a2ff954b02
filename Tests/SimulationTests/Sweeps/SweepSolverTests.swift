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
