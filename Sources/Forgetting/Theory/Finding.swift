/// What a statement found.
public struct Finding: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    case holds
    case fails
    /// Asymptotic, and its window is not reached.
    case notYet
    case doesNotApply
  }

  /// What the theory says the measurement should be.
  public enum Prediction: Hashable, Sendable {
    case equals(Double)
    case atMost(Double)
    case between(Double, Double)
  }

  /// What is missing for the statement to say something.
  public enum Requirement: Hashable, Sendable {
    case words(String)
    /// "needs BC ≤ 0.012, is 0.135".
    case atMost(symbol: String, limit: Double, value: Double)
    case atLeast(symbol: String, limit: Double, value: Double)
  }

  public var verdict: Verdict
  /// The symbol of what is measured: "β*", "ε_q".
  public var symbol: String
  public var prediction: Prediction?
  public var measurement: Double?
  public var requirement: Requirement?

  public static func needs(_ words: String) -> Finding {
    Finding(verdict: .doesNotApply, symbol: "", requirement: .words(words))
  }

  static func needs(_ requirement: Requirement) -> Finding {
    Finding(verdict: .doesNotApply, symbol: "", requirement: requirement)
  }

  static func judged(
    _ holds: Bool, _ symbol: String, _ prediction: Prediction, _ measurement: Double
  ) -> Finding {
    Finding(
      verdict: holds ? .holds : .fails, symbol: symbol, prediction: prediction,
      measurement: measurement)
  }
}
