import Forgetting
import Simulation

/// Curves that were kept to compare with, and the experiment behind them.
public struct KeptGhost: Equatable, Sendable {
  /// `a` to `d`: how it is called on the curves and in commands.
  public let letter: Character
  /// What its user called it; empty where nobody did.
  public let name: String
  /// Replaying it gives the curves again.
  let experiment: Experiment
  /// Its curves, over flow time.
  public let series: Series
  /// What the lanes are called.
  package let lanes: [String]

  /// Ghosts that are kept; a further one takes the place of the oldest.
  static let largestCount = 4
  static let letters: [Character] = ["a", "b", "c", "d"]

  /// Flow time at the end of the curves.
  public var endTime: Double { series.times.last ?? 0 }

  /// What is kept, and by which name, and the old drift in σ, at the end of a lane's curves.
  package func final(lane: Int) -> Final? {
    guard let record = series.lanes[safe: lane], let drift = record[.oldDrift].last else {
      return nil
    }
    if experiment.scenario.sequence != nil {
      guard let kept = record[.kept].last(where: \.isFinite) else { return nil }
      return Final(symbol: "kept", mass: kept, drift: drift)
    }
    return record[.oldWeight].last.map { Final(symbol: "β", mass: $0, drift: drift) }
  }

  /// Where a lane's curves end: β, or kept where tasks have names.
  package struct Final {
    package let symbol: String
    package let mass: Double
    /// In σ.
    package let drift: Double
  }
}
