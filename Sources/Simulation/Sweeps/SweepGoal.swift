import Forgetting

/// What a sweep solves for at each of its points: the values of one parameter at which a measure of a
/// lane has a value.
public struct SweepGoal: Hashable, Sendable {
  /// The parameter that is solved for.
  public var path: String
  /// Whether it is a whole number.
  let isWhole: Bool
  /// Where crossings are looked for first: between two neighbours with different signs one is bracketed.
  public var range: ValueRange
  /// What is wanted, and of which lane, counted from 0.
  public internal(set) var measure: SweepMeasure
  public internal(set) var lane: Int
  var value: Double
  /// The goal as it was written.
  public let text: String

  /// Places at which a range is looked at, unless it is said.
  public static let standardCount = 33
  /// Half of this is how far a solution may be off.
  static let width = 1e-6

  /// Reads `lane 1: kept = 0.9`.
  ///
  /// - Parameters:
  ///   - path: of a number.
  ///   - range: nil: all that is allowed there.
  public init(
    path: String, range: ValueRange?, text: String, in scenario: Scenario
  ) throws(ParameterError) {
    let description = try ParameterCatalogue.number(at: path, in: scenario, for: "solve")
    guard let sign = text.lastIndex(of: "="),
      let value = Double(SweepMeasure.trimmed(String(text[text.index(after: sign)...]))),
      value.isFinite
    else { throw ParameterError(field: "for", value: text, allowed: .sweep(.goal)) }
    var left = String(text[..<sign])
    lane = 0
    if let colon = left.firstIndex(of: ":") {
      let words = left[..<colon].split(separator: " ")
      guard words.count == 2, words[0] == "lane", let number = Int(words[1]),
        scenario.lanes.indices.contains(number - 1)
      else {
        throw ParameterError(
          field: "for", value: SweepMeasure.trimmed(String(left[..<colon])),
          allowed: .lane(count: scenario.lanes.count))
      }
      lane = number - 1
      left = String(left[left.index(after: colon)...])
    } else if scenario.lanes.count > 1 {
      throw ParameterError(field: "for", value: text, allowed: .sweep(.goal))
    }
    measure = try SweepMeasure(text: SweepMeasure.trimmed(left), in: scenario)
    if let other = measure.lane, other != lane {
      throw ParameterError(
        field: "for", value: measure.name, allowed: .sweep(.laneOfGoal(lane + 1)))
    }
    self.path = path
    isWhole = description.isWhole
    self.value = value
    self.text = SweepMeasure.trimmed(text)
    self.range = range ?? SweepGoal.everything(description)
    for end in [self.range.from, self.range.to] { try description.check(end, at: path) }
    guard self.range.count > 1 else {
      throw ParameterError(
        field: path, value: "\(self.range.count)", allowed: .sweep(.pointsBetween))
    }
  }

  /// The range's places in their order; of whole numbers those nearest to them, each once.
  var places: some Sequence<Double> {
    sequence(state: (place: 0, last: Double.nan)) { state in
      while state.place < range.count {
        let value = range.value(at: state.place)
        state.place += 1
        let place = isWhole ? value.rounded() : value
        guard place != state.last else { continue }
        state.last = place
        return place
      }
      return nil
    }
  }

  /// All that is allowed, as far as somebody would look: what a slider spans, where that is less.
  private static func everything(_ description: NumberDescription) -> ValueRange {
    ValueRange(
      from: description.slider.lowerBound, to: description.slider.upperBound,
      count: standardCount, isLogarithmic: description.isLogarithmic)
  }
}
