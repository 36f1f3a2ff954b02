import Forgetting
import Words

/// Solving at a point: where a measure crosses a value as one parameter changes.
extension SweepRunner {
  /// What is found at a point.
  public typealias Solution = SweepSolution

  /// All crossings at a run's point, ascending; one entry without a value where there is none.
  public func solutions(ofRun index: Int) -> [Solution] {
    guard let goal = sweep.goal else { return [] }
    let settings = sweep.experiment.scenario.lanes[goal.lane]
    do throws(ParameterError) {
      let scenario = try scenario(ofRun: index)
      // A batch that is solved for is drawn.
      let drawsSamples =
        scenario.sampling(ofLane: goal.lane).isBatch || goal.path.hasSuffix("batch")
      let key = memory.solutions.key(ofRun: index, lane: goal.lane, drawsSamples: drawsSamples)
      return try memory.solutions.value(key) { () throws(ParameterError) in
        try SweepSolver(self, scenario, goal).solutions(measures: sweep.measures)
      }
    } catch {
      return [
        Solution(
          number: 0, count: 0, value: nil,
          row: .empty(
            goal.lane, settings.method.key, columns: sweep.measures.count,
            failure: error.description))
      ]
    }
  }
}

/// One point: the goal's lane, run again and again with other values of the parameter.
private final class SweepSolver {
  private let runner: SweepRunner
  private let scenario: Scenario
  private let goal: SweepGoal
  private let parameter: Parameter
  /// Why the first of the runs that have no value has none.
  private var problem: String?

  init(
    _ runner: SweepRunner, _ scenario: Scenario, _ goal: SweepGoal
  ) throws(ParameterError) {
    guard let parameter = ParameterCatalogue.parameter(at: goal.path, in: scenario) else {
      throw ParameterError(
        field: goal.path, value: "\(Given.nothing)", allowed: .sweep(.parameterHere))
    }
    self.runner = runner
    self.scenario = scenario
    self.goal = goal
    self.parameter = parameter
  }

  func solutions(measures: [SweepMeasure]) throws(ParameterError) -> [SweepSolution] {
    let search = CrossingSearch(
      width: SweepGoal.width, isWhole: goal.isWhole, zero: 1e-14 * abs(goal.value),
      noise: runner.sweep.tolerance
    ) { self.distance(at: $0) }
    var row = SweepRow.empty(
      goal.lane, scenario.lanes[goal.lane].method.key, columns: measures.count)
    let span = "\(ParameterValue.number(goal.range.from))…\(ParameterValue.number(goal.range.to))"
    var answer: SweepSolution.Answer?
    switch search.finding(goal.places) {
    case .crossings(let found) where !found.isEmpty:
      var solutions: [SweepSolution] = []
      for (place, crossing) in found.enumerated() {
        solutions.append(
          SweepSolution(
            number: place + 1, count: found.count, value: crossing.value,
            row: try self.row(at: crossing.value, measures: measures),
            answer: crossing.isJump ? .jump : nil))
      }
      return solutions
    case .crossings: answer = .none(in: span)
    case .everywhere: answer = .everywhere(in: span)
    case .nowhere:
      if let problem {
        row.failure = problem
      } else {
        answer = .noValue(goal.measure.name, in: span)
      }
    }
    return [SweepSolution(number: 0, count: 0, value: nil, row: row, answer: answer)]
  }

  private func row(
    at value: Double, measures: [SweepMeasure]
  ) throws(ParameterError) -> SweepRow {
    var scenario = scenario
    if SweepPlaces.standsAlone(goal.path, in: scenario) {
      try parameter.put(.number(value), into: &scenario)
    } else {
      try scenario.set(goal.path, to: .number(value))
    }
    return try runner.laneRow(scenario, lane: goal.lane, measures: measures)
  }

  /// How far the measure is from the goal; nil where the lane does not get there.
  private func distance(at value: Double) -> Double? {
    do throws(ParameterError) {
      let row = try row(at: value, measures: [goal.measure])
      if row.values[0] == nil, problem == nil { problem = row.failure }
      return row.values[0].map { $0 - goal.value }
    } catch {
      if problem == nil { problem = error.description }
      return nil
    }
  }
}
