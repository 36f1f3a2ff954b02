import Forgetting
import Words

/// Solving at a point: where a measure crosses a value as one parameter changes.
extension SweepRunner {
  /// What is found at a point.
  public typealias Solution = SweepSolution

  /// A measure that changes by more than this within the width of a solution jumps.
  fileprivate static let leastJump = 1e-2

  /// All crossings at a run's point, ascending; one entry without a value where there is none.
  public func solutions(ofRun index: Int) -> [Solution] {
    guard let goal = sweep.goal else { return [] }
    let settings = sweep.experiment.scenario.lanes[goal.lane]
    func none(_ method: String, _ text: String) -> [Solution] {
      let nothing = Row(
        lane: goal.lane, method: method,
        values: Array(repeating: nil, count: sweep.measures.count), failure: text)
      return [Solution(number: 0, count: 0, value: nil, row: nothing)]
    }
    do throws(ParameterError) {
      let scenario = try scenario(ofRun: index)
      // A batch that is solved for is drawn.
      let drawsSamples =
        scenario.sampling(ofLane: goal.lane).isBatch || goal.path.hasSuffix("batch")
      let key = memory.solutions.key(ofRun: index, lane: goal.lane, drawsSamples: drawsSamples)
      return try memory.solutions.value(key) { () throws(ParameterError) in
        var solver = try Solver(self, scenario, goal)
        let found = try solver.crossings()
        guard !found.isEmpty else {
          let from = ParameterValue.number(goal.range.from)
          let to = ParameterValue.number(goal.range.to)
          return none(scenario.lanes[goal.lane].method.key, "no crossing in \(from)…\(to)")
        }
        var solutions: [Solution] = []
        for (place, crossing) in found.enumerated() {
          let row = try solver.row(at: crossing.value, measures: sweep.measures)
          solutions.append(
            Solution(
              number: place + 1, count: found.count, value: crossing.value, row: row,
              isJump: crossing.jump > Self.leastJump))
        }
        return solutions
      }
    } catch {
      return none(settings.method.key, error.description)
    }
  }

  /// One point: the goal's lane, run again and again with other values of the parameter.
  private struct Solver {
    let runner: SweepRunner
    let scenario: Scenario
    let goal: SweepGoal
    let parameter: Parameter
    /// Whether the parameter is of a kind that other fields have to agree with.
    let isChecked: Bool

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
      isChecked = goal.path.hasSuffix("step") || goal.path == "target.separation"
    }

    func row(at value: Double, measures: [SweepMeasure]) throws(ParameterError) -> Row {
      var scenario = scenario
      if isChecked {
        try scenario.set(goal.path, to: .number(value))
      } else {
        try parameter.put(.number(value), into: &scenario)
      }
      return try runner.laneRow(scenario, lane: goal.lane, measures: measures)
    }

    /// How far the measure is from the goal; nil where the lane does not get there.
    private func distance(at value: Double) -> Double? {
      guard let row = try? row(at: value, measures: [goal.measure]) else { return nil }
      return row.values[0].map { $0 - goal.value }
    }

    mutating func crossings() throws(ParameterError) -> [(value: Double, jump: Double)] {
      var found: [(value: Double, jump: Double)] = []
      var before: (value: Double, distance: Double)?
      for place in 0..<goal.range.count {
        let value = goal.range.value(at: place)
        guard let distance = distance(at: value) else {
          before = nil
          continue
        }
        if let before, (before.distance < 0) != (distance < 0) {
          found.append(crossing(from: before, to: (value, distance)))
        }
        before = (value, distance)
      }
      return found.sorted { $0.value < $1.value }
    }

    /// Bisection and false positions to the width; where the measure jumps, the bracket shrinks around
    /// the jump.
    private func crossing(
      from start: (value: Double, distance: Double), to end: (value: Double, distance: Double)
    ) -> (value: Double, jump: Double) {
      var low = start
      var high = end
      var weights = (low: start.distance, high: end.distance)
      var isBisecting = false
      for _ in 0..<200 {
        let gap = high.value - low.value
        guard abs(gap) > SweepGoal.width else { break }
        var value = low.value - weights.low * gap / (weights.high - weights.low)
        let margin = 0.45 * SweepGoal.width * (gap > 0 ? 1 : -1)
        // Both ends have to come near: a step too close to one of them goes a little beyond.
        if abs(value - low.value) < abs(margin) { value = low.value + margin }
        if abs(high.value - value) < abs(margin) { value = high.value - margin }
        if isBisecting { value = low.value + gap / 2 }
        guard let found = distance(at: value) else { break }
        if (found < 0) == (low.distance < 0) {
          low = (value, found)
          weights = (found, weights.high / 2)
        } else {
          high = (value, found)
          weights = (weights.low / 2, found)
        }
        // Where a round has not halved the bracket, the next one does.
        isBisecting = !isBisecting && abs(high.value - low.value) > abs(gap) / 2
      }
      let jump = abs(high.distance - low.distance)
      let gap = high.value - low.value
      // Within the bracket a measure that does not jump is a straight line.
      let share = jump > SweepRunner.leastJump ? 0.5 : low.distance / (low.distance - high.distance)
      return (low.value + share * gap, jump)
    }
  }
}
