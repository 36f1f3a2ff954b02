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
    _ first: MeasuredRun, _ measure: Measure, _ snapshot: Snapshot, stepsPerTime: Double
  ) -> [Chart.Dot] {
    first.all.enumerated().flatMap { number, run in
      (shares(run, measure, snapshot) ?? []).map { point in
        Chart.Dot(
          x: (point.step - run.firstStep) / stepsPerTime, y: point.mean, low: point.low,
          high: point.high, kind: measure == .kept ? 0 : 1, run: number)
      }
    }
  }

  /// Kept over learned, or over the KL of the log, if it has one, at the steps of the series that has fewer.
  ///
  /// - Parameter across: one of `TradeOffAxis`; which of the divergences from the start a log means it does
  ///   not say.
  static func tradeOff(
    _ first: MeasuredRun, _ snapshot: Snapshot, across: Measure
  ) -> [Chart.Dot] {
    let start = MeterReader().meters(snapshot.problem, model: snapshot.start)
    let isLearned = across == .learned
    return first.all.enumerated().flatMap { number, run -> [Chart.Dot] in
      (isLearned ? run.drawn.overLearned : run.drawn.overKL).map { pair in
        let point = kept(pair.kept, start)
        return Chart.Dot(
          x: isLearned ? learned(pair.other, start) : pair.other, y: point.mean, low: point.low,
          high: point.high, kind: 0, run: number)
      }
    }
  }

  private static func shares(
    _ run: MeasuredRun, _ measure: Measure, _ snapshot: Snapshot
  ) -> [MeasuredPoint]? {
    let start = MeterReader().meters(snapshot.problem, model: snapshot.start)
    switch measure {
    case .kept: return run.drawn.kept.map { kept($0, start) }
    case .learned:
      return run.drawn.learned.map {
        $0.mapped({ learned($0, start) }, scale: 1 - start.effectiveNewMass)
      }
    default: return nil
    }
  }

  private static func kept(_ point: MeasuredPoint, _ start: Meters) -> MeasuredPoint {
    let scale = start.effectiveOldMass
    return point.mapped({ $0 * scale }, scale: scale)
  }

  private static func learned(_ share: Double, _ start: Meters) -> Double {
    let first = start.effectiveNewMass
    return first + (1 - first) * share
  }
}
