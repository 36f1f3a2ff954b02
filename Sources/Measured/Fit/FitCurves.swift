import Forgetting

/// Runs of a fit: kept and learned of one lane at given flow times. Keeps its workspace from run to run.
final class FitCurves {
  private let coverage = CoverageReader()
  private var engine: Lane?
  /// How many runs there were.
  private(set) var count = 0

  /// More steps than a run of a fit may need.
  private static let mostSteps = 600

  /// Shares as docs/data.md counts them, kept and learned from the run's own start.
  ///
  /// - Parameter times: ascending, from 0 on.
  /// - Returns: nil where the lane does not get there.
  func callAsFunction(_ scenario: Scenario, at times: [Double]) -> (
    kept: [Double], learned: [Double]
  )? {
    count += 1
    guard let engine = try? Lane(scenario, lane: 0, reusing: engine) else { return nil }
    self.engine = engine
    let target = scenario.targetMixture
    var state = LaneState(startOf: scenario)
    state.suggestedStep = 0.05
    let first = coverage.masses(target, model: state.model)
    guard first.old > 1e-9, first.new < 1 - 1e-9 else { return nil }
    var kept: [Double] = []
    var learned: [Double] = []
    kept.reserveCapacity(times.count)
    learned.reserveCapacity(times.count)
    var time = 0.0
    var steps = 0
    for goal in times {
      while time < goal {
        let rest = goal - time
        let length = engine.advance(&state, upTo: rest)
        steps += 1
        guard state.failure == nil, steps < FitCurves.mostSteps else { return nil }
        time = length >= rest ? goal : time + length
      }
      let masses = goal == 0 ? first : coverage.masses(target, model: state.model)
      kept.append(masses.old / first.old)
      learned.append((masses.new - first.new) / (1 - first.new))
    }
    guard kept.allSatisfy(\.isFinite), learned.allSatisfy(\.isFinite) else { return nil }
    return (kept, learned)
  }
}
