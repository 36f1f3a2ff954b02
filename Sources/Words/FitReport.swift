/// What `fit` says of a log and the methods that it was held beside. Numbers come as text.
public enum FitReport: Hashable, Sendable {
  /// - Parameter means: how many there are where neighbours are taken together, and the spread is theirs.
  case data(String, steps: Int, means: Int? = nil, spread: String?, apart: Spreads? = nil)
  case method(String, rms: String, aic: String)
  /// What the first scores' own errors are: the factor on kept and the offset of learned, where there is any.
  case first(old: String?, new: String?)
  /// With its interval, where it has one.
  case parameter(String, value: String, Interval?)
  /// Neither series moves.
  case standsStill
  /// No run of it got to the end of the log.
  case noRun(String)
  case nothingFits(spread: String)
  case fits([String])
  case alike([String])
  case best(String)
  case whatIf(String, step: String, kept: String, insteadOf: String, learned: String, String)
  case written(String)
}

extension FitReport {
  /// The spread of each series, as text.
  public struct Spreads: Hashable, Sendable {
    /// Of what is kept, and of what is learned.
    var kept: String
    var learned: String

    /// Numbers as text.
    public init(kept: String, learned: String) {
      self.kept = kept
      self.learned = learned
    }
  }

  /// Where a parameter lies, numbers as text. An end that is what is allowed is not the data's.
  public enum Interval: Hashable, Sendable {
    case within(low: String, high: String)
    case atLeast(String)
    case atMost(String)
    /// It spans what is allowed, or nearly.
    case notIdentified(low: String, high: String)
  }
}

extension FitReport: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}
