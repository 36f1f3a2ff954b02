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

  /// Kept over learned, at the steps that have both.
  package static func tradeOff(_ first: MeasuredRun, _ snapshot: Snapshot) -> [Chart.Dot] {
    first.all.enumerated().flatMap { number, run -> [Chart.Dot] in
      guard let kept = shares(run, .kept, snapshot), let learned = shares(run, .learned, snapshot)
      else { return [] }
      let across = Dictionary(learned.map { ($0.step, $0.mean) }) { first, _ in first }
      return kept.compactMap { point in
        across[point.step].map {
          Chart.Dot(x: $0, y: point.mean, low: point.low, high: point.high, kind: 0, run: number)
        }
      }
    }
  }

  /// Whose points they are: a log's mark and name, or the numbers and names of several.
  ///
  /// - Parameter room: in columns; of several no name is left out where all of them can be shorter.
  package static func names(_ first: MeasuredRun, mark: String, room: Int = .max) -> [Run] {
    let all = first.all
    guard all.count > 1 else { return [Run("\(mark) \(first.name)", ink: .strong)] }
    let whole = all.reduce(4 * all.count - 2) { $0 + $1.name.count }
    let longest = whole <= room ? Int.max : max(1, (room + 1) / all.count - 3)
    return all.enumerated().map { number, run in
      let gap = number == all.count - 1 ? "" : longest == .max ? "  " : " "
      return Run("\(number + 1) \(run.name.prefix(longest))\(gap)", ink: .strong)
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
