import Forgetting

/// Runs of a fit: kept and learned of one lane at given flow times. Keeps its workspace from run to run.
final class FitCurves {
  private let coverage = CoverageReader()
  private var engine: Lane?
  /// How many runs there were.
  private(set) var count = 0

  /// More steps than a run of a fit may need.
  private static let mostSteps = 250
  /// Far below any noise, and what differences of curves need.
  private static let accuracy = IntegralAccuracy(error: 3e-7)

  /// Shares as docs/data.md counts them, kept and learned from the run's own start.
  ///
  /// - Parameter times: ascending, from 0 on.
  /// - Returns: nil where the lane does not get there.
  func callAsFunction(_ scenario: Scenario, at times: [Double]) -> (
    kept: [Double], learned: [Double]
  )? {
    count += 1
    guard
      let engine = try? Lane(scenario, lane: 0, reusing: engine, accuracy: FitCurves.accuracy)
    else { return nil }
    self.engine = engine
    let target = scenario.targetMixture
    var state = LaneState(startOf: scenario)
    state.suggestedStep = 0.05
    let first = coverage.masses(target, model: state.model)
    guard first.old > 1e-9, first.new < 1 - 1e-9 else { return nil }
    var kept = [Double](repeating: 1, count: times.count)
    var learned = [Double](repeating: 0, count: times.count)
    var isFinite = true
    let isThere = engine.trace(&state, at: times, mostSteps: FitCurves.mostSteps) { index, model in
      guard times[index] > 0 else { return }
      let masses = coverage.masses(target, model: model)
      kept[index] = masses.old / first.old
      learned[index] = (masses.new - first.new) / (1 - first.new)
      if !(kept[index] + learned[index]).isFinite { isFinite = false }
    }
    return isThere && isFinite ? (kept, learned) : nil
  }
}
