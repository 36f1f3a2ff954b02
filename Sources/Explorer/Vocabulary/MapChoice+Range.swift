import Cells
import Forgetting
import Simulation

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

  /// Where a side begins and ends, as an axis of a sweep.
  static func ends(of path: String, _ range: Range?, _ scenario: Scenario) -> Sweep.Axis {
    let parameter = ParameterCatalogue.parameter(at: path, in: scenario)
    let side = parameter.flatMap { MapChoice.axis(of: $0, range) }
    let ends: [Double] = side.map { [$0.lower, $0.upper] } ?? []
    return Sweep.Axis([path], ends.map { [.number($0)] })
  }

  /// The axis of a side: what it is said to span, else what its slider does; nil for words.
  static func axis(of parameter: Parameter, _ range: Range?) -> Axis? {
    if let range { return range.axis }
    guard case .number(let number) = parameter.kind else { return nil }
    return Axis(
      lower: parameter.clamped(number.slider.lowerBound),
      upper: parameter.clamped(number.slider.upperBound), isLogarithmic: number.isLogarithmic)
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
