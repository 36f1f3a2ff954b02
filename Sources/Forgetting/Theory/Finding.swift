/// What a statement found.
public struct Finding: Hashable, Sendable {
  /// What comparing prediction and measurement says.
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
    case atLeast(Double)
    case between(Double, Double)
  }

  /// What is missing for the statement to say something.
  public enum Requirement: Hashable, Sendable {
    /// The statement is about other methods.
    case method(String)
    /// It is about the method with another value of an option.
    case option(String)
    case words(String)
    /// "needs BC ≤ 0.012, is 0.135".
    case atMost(symbol: String, limit: Double, value: Double)
    case atLeast(symbol: String, limit: Double, value: Double)
  }

  /// Whether the statement holds here, and if not, why not.
  public var verdict: Verdict
  /// The symbol of what is measured: "β*", "ε_q".
  public var symbol: String
  /// What the theory says and what is measured, in the statement's own unit; nil where it says
  /// nothing here.
  public var prediction: Prediction?
  public var measurement: Double?
  public var requirement: Requirement?
  /// The same quantity of the scenario's own runs, where the statement is judged over others: said beside
  /// it, never judged.
  public var ownMeasurement: Double?

  /// A statement that says nothing here, and what it would need.
  public static func needs(_ words: String) -> Finding {
    Finding(verdict: .doesNotApply, symbol: "", requirement: .words(words))
  }

  /// A statement about other methods, and which.
  static func needs(method words: String) -> Finding { .needs(.method(words)) }

  static func needs(_ requirement: Requirement) -> Finding {
    Finding(verdict: .doesNotApply, symbol: "", requirement: requirement)
  }

  /// The verdict of a bracket around an expected value that must not be wider than the value itself: it
  /// would hold whatever the theory said.
  ///
  /// - Parameters:
  ///   - tolerance: half of the bracket's width, > 0.
  ///   - floor: what rounding alone makes of it.
  static func bracketed(
    _ symbol: String, around expected: Double, _ tolerance: Double, floor: Double,
    _ measurement: Double
  ) -> Finding {
    let isInside = abs(measurement - expected) <= tolerance + floor
    if isInside, tolerance > max(floor, abs(expected)) {
      return .needs(.atMost(symbol: "bracket", limit: abs(expected), value: tolerance))
    }
    return .judged(
      isInside, symbol, .between(expected - tolerance - floor, expected + tolerance + floor),
      measurement)
  }

  static func judged(
    _ holds: Bool, _ symbol: String, _ prediction: Prediction, _ measurement: Double
  ) -> Finding {
    Finding(
      verdict: holds ? .holds : .fails, symbol: symbol, prediction: prediction,
      measurement: measurement)
  }
}
