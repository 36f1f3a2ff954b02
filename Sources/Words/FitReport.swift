/// What `fit` says of a log and the methods that it was held beside. Numbers come as text.
public enum FitReport: Hashable, Sendable {
  case data(String, steps: Int, spread: String?)
  case method(String, rms: String, aic: String)
  case parameter(String, value: String, low: String, high: String, isIdentified: Bool)
  /// No run of it got to the end of the log.
  case noRun(String)
  case nothingFits(spread: String)
  case fits([String])
  case alike([String])
  case best(String)
  case whatIf(String, step: String, kept: String, insteadOf: String, learned: String, String)
  case written(String)
}

extension FitReport: CustomStringConvertible {
  public var description: String { English.words(for: self) }
}
