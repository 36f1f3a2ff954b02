import Cells
import Forgetting
import Measured
import Simulation

/// A log's points on the axes of the theory's curves.
package enum DataDots {
  /// A log counts from its own first score; so its points begin where the curves begin.
  ///
  /// - Returns: none for a measure that no log has.
  package static func dots(
    _ run: MeasuredRun, _ measure: Measure, _ snapshot: Snapshot, stepsPerTime: Double
  ) -> [Chart.Dot] {
    guard let shares = shares(run, measure, snapshot) else { return [] }
    let first = run.firstStep
    return shares.map { point in
      Chart.Dot(
        x: (point.step - first) / stepsPerTime, y: point.mean, low: point.low, high: point.high,
        kind: measure == .kept ? 0 : 1)
    }
  }

  /// Kept over learned, at the steps that have both.
  package static func tradeOff(_ run: MeasuredRun, _ snapshot: Snapshot) -> [Chart.Dot] {
    guard let kept = shares(run, .kept, snapshot), let learned = shares(run, .learned, snapshot)
    else { return [] }
    let across = Dictionary(learned.map { ($0.step, $0.mean) }) { first, _ in first }
    return kept.compactMap { point in
      across[point.step].map {
        Chart.Dot(x: $0, y: point.mean, low: point.low, high: point.high, kind: 0)
      }
    }
  }

  private static func shares(
    _ run: MeasuredRun, _ measure: Measure, _ snapshot: Snapshot
  ) -> [MeasuredPoint]? {
    let start = MeterReader().meters(snapshot.problem, model: snapshot.start)
    switch measure {
    case .kept:
      let scale = start.effectiveOldMass
      return run.kept.map { $0.mapped({ $0 * scale }, scale: scale) }
    case .learned:
      let first = start.effectiveNewMass
      return run.learned.map { $0.mapped({ first + (1 - first) * $0 }, scale: 1 - first) }
    default: return nil
    }
  }
}
