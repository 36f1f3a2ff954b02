import Cells
import Forgetting

/// What a side of a map spans, where it is not what the parameter's slider does.
extension MapChoice {
  /// "2:6" or "0.001:0.5:log", behind a path and "=".
  public struct Range: Equatable, Sendable {
    let lower: Double
    let upper: Double
    let isLogarithmic: Bool

    /// - Parameter isLogarithmic: whether equal ratios take equal lengths; `lower` is > 0 then.
    public init(_ lower: Double, _ upper: Double, isLogarithmic: Bool = false) {
      self.lower = lower
      self.upper = upper
      self.isLogarithmic = isLogarithmic
    }

    /// nil where it is none, or a parameter must not have its ends.
    init?(_ text: String, of parameter: Parameter) {
      let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 2 || words.count == 3 && words[2] == "log", let lower = Double(words[0]),
        let upper = Double(words[1]), lower.isFinite, upper.isFinite, lower < upper,
        words.count == 2 || lower > 0, parameter.clamped(lower) == lower,
        parameter.clamped(upper) == upper
      else { return nil }
      self.init(lower, upper, isLogarithmic: words.count == 3)
    }

    package var text: String {
      "\(ParameterValue.number(lower)):\(ParameterValue.number(upper))"
        + (isLogarithmic ? ":log" : "")
    }

    var axis: Axis { Axis(lower: lower, upper: upper, isLogarithmic: isLogarithmic) }
  }

  /// "target.separation=2:6" as a path and what it spans.
  static func side(
    _ word: String, _ scenario: Scenario
  ) throws(ParameterError) -> (path: String, range: Range?) {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    let path = try path(parts.first ?? word, scenario)
    guard parts.count == 2 else { return (path, nil) }
    guard let parameter = ParameterCatalogue.parameter(at: path, in: scenario),
      let range = Range(parts[1], of: parameter)
    else { throw ParameterError(field: "map", value: word, allowed: .sweep(.mapRange)) }
    return (path, range)
  }
}
