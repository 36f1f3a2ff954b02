import Forgetting
import Simulation
import Words

/// What axes are made of, in a file and on a command line.
enum SweepAxisValues {
  static func paths(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// One value as it is written.
  static func value(
    _ text: String, at path: String, of scenario: Scenario, source: String, line: Int?
  ) throws(DocumentError) -> ParameterValue {
    guard let parameter = ParameterCatalogue.parameter(at: path, in: scenario) else {
      // It may be a parameter of a method that another axis brings; `Sweep.validate` knows.
      return number(text).map { .number($0) } ?? .word(text)
    }
    do throws(ParameterError) {
      return try parameter.parse(text)
    } catch {
      throw DocumentError(source: source, line: line, problem: .parameter(error))
    }
  }

  static func check(
    _ range: ValueRange, _ paths: [String], source: String, line: Int?
  ) throws(DocumentError) {
    func refuse(_ value: String, _ allowed: AllowedOfSweep) -> DocumentError {
      DocumentError(
        source: source, line: line,
        problem: .parameter(
          ParameterError(
            field: paths.joined(separator: ", "), value: value, allowed: .sweep(allowed))))
    }
    guard (1...Sweep.largestRunCount).contains(range.count) else {
      throw refuse("\(Given.points(range.count))", .points(most: Sweep.largestRunCount))
    }
    if range.isLogarithmic, !(range.from > 0 && range.to > 0) {
      throw refuse(
        "\(ParameterValue.number(min(range.from, range.to)))",
        .positiveOnLogarithmicScale)
    }
    if range.from == range.to, range.count > 1 {
      throw refuse(
        "\(Given.pointsToTheSame(range.count, from: "\(ParameterValue.number(range.from))"))",
        .differentEnds)
    }
  }

  static func number(_ text: String) -> Double? {
    YAMLNumber(text).flatMap { $0.value.isFinite ? $0.value : nil }
  }
}
