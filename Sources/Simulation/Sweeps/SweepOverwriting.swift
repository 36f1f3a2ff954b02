import Forgetting
import Words

/// Axes that take back what others set: a table would name values that no run had.
extension Sweep {
  /// Refuses axes of which one changes the other's parameter, edits at the start that do, and ends of the last stage
  /// with which runs do not end.
  public func checkAxes() throws(ParameterError) {
    let scenario = experiment.scenario
    let ends = (axes.flatMap(\.paths) + (goal.map { [$0.path] } ?? [])).filter {
      $0 == "clock.until" || scenario.isLastStageEnd($0)
    }
    if let path = ends.first(where: scenario.isLastStageEnd),
      ends.count > 1 || !scenario.endsRun(path)
    {
      throw ParameterError(
        field: path, value: "\(Given.axis(beside: "clock.until"))",
        allowed: .sweep(.endOfLastStage))
    }
    var places = SweepPlaces(self)
    let first = Array(repeating: 0, count: axes.count)
    for (index, axis) in axes.enumerated() where axis.count > 1 {
      var last = first
      last[index] = axis.count - 1
      // What may not be is told of elsewhere.
      guard let before = try? places.scenario(at: first),
        let after = try? places.scenario(at: last)
      else { continue }
      for (other, its) in axes.enumerated() where other != index {
        for path in its.paths where !before.hasSame(path, as: after) {
          throw ParameterError(
            field: path, value: "\(Given.axis(beside: axis.name))",
            allowed: .sweep(.ownParameters))
        }
      }
      for path in axis.paths {
        let edited = [before, after].map(atStart)
        guard !before.hasSame(path, as: after), edited[0].hasSame(path, as: edited[1]) else {
          continue
        }
        throw ParameterError(
          field: path, value: "\(Given.axis(beside: "edit"))", allowed: .sweep(.laterEdits))
      }
    }
  }

  /// With the edits that are made before the first step.
  private func atStart(_ scenario: Scenario) -> Scenario {
    var scenario = scenario
    for edit in experiment.journal.prefix(while: { $0.tick == 0 }) {
      if case .set(let path, let value) = edit.change { try? scenario.set(path, to: value) }
    }
    return scenario
  }
}

extension SweepPlaces {
  /// The scenario with the first seed at places of the axes.
  fileprivate mutating func scenario(at places: [Int]) throws(ParameterError) -> Scenario {
    try scenario(ofRun: sweep.run(at: places))
  }
}

extension Scenario {
  /// Whether a parameter has one value in both; where one lacks it, there is nothing to compare.
  fileprivate func hasSame(_ path: String, as other: Scenario) -> Bool {
    guard let mine = ParameterCatalogue.parameter(at: path, in: self)?.value(in: self),
      let its = ParameterCatalogue.parameter(at: path, in: other)?.value(in: other)
    else { return true }
    if case (.number(let a), .number(let b)) = (mine, its) {
      return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
    }
    return mine == its
  }
}
