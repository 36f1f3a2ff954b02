import Forgetting
import Words

/// One column of a sweep's table: a measure, and when in the run it is meant.
public struct SweepMeasure: Hashable, Sendable {
  enum Moment: Hashable, Sendable {
    case end
    /// At a flow time.
    case at(Double)
    /// The largest and the smallest value over the run.
    case largest, smallest
    /// The flow time at which it first is so.
    case first(Condition.Relation, Double)
  }

  /// What is measured.
  public internal(set) var measure: Measure
  var moment: Moment
  /// The only lane that it is told of, counted from 0; nil: every lane.
  var lane: Int?
  /// The column's name: as it was written.
  public let name: String

  init(_ measure: Measure, _ moment: Moment, lane: Int? = nil, name: String) {
    self.measure = measure
    self.moment = moment
    self.lane = lane
    self.name = name
  }

  /// Whether it is a value of the measure, and not a time.
  public var isValue: Bool {
    if case .first = moment { false } else { true }
  }

  /// Whether it is what a run ends with.
  public var isAtEnd: Bool { moment == .end }

  /// What a run that ends at its moment shows: nil where no measure there is is the same number.
  public var measureAtEnd: Measure? {
    switch moment {
    case .end, .at: measure
    case .largest where measure == .oldDrift || measure == .maxOldDrift: .maxOldDrift
    case .largest, .smallest, .first: nil
    }
  }

  /// The flow time at which it is read; nil: at the end, or over the whole run.
  public var time: Double? {
    if case .at(let time) = moment { time } else { nil }
  }

  /// Refuses a flow time that no run reaches.
  func checkTime(until end: Double, field: String) throws(ParameterError) {
    guard case .at(let time) = moment, time > end else { return }
    throw ParameterError(
      field: field, value: "\(ParameterValue.number(time))",
      allowed: .sweep(.timeUntil("\(ParameterValue.number(end))")))
  }

  /// Whether it needs the whole way and not only some instants.
  var isTracked: Bool {
    switch moment {
    case .end, .at: false
    case .largest, .smallest, .first: true
    }
  }
}

/// Measures of sweeps as they are written: `kept`, `max drift`, `kept at 10`,
/// `first lane 1: kept < 0.9`.
extension SweepMeasure {
  /// Reads one; an error says what is unknown.
  ///
  /// - Parameter scenario: whose lanes there are.
  public init(text: String, in scenario: Scenario) throws(ParameterError) {
    let name = SweepMeasure.trimmed(text)
    guard name.utf8.count <= 200 else { throw SweepMeasure.refusal(text) }
    let words = name.split(separator: " ").map(String.init)
    if words.first == "first" {
      let condition = String(name.dropFirst("first".count))
      try self.init(first: condition, name: name, in: scenario)
    } else if let word = words.first, words.count > 1, word == "max" || word == "min" {
      let measure = try SweepMeasure.measure(
        words.dropFirst().joined(separator: " "), of: text, in: scenario)
      self.init(measure, word == "max" ? .largest : .smallest, name: name)
    } else if words.count > 2, words[words.count - 2] == "at" {
      let measure = try SweepMeasure.measure(
        words.dropLast(2).joined(separator: " "), of: text, in: scenario)
      guard let time = Double(words[words.count - 1]), time >= 0, time <= 1e6 else {
        throw ParameterError(
          field: name, value: words[words.count - 1], allowed: .sweep(.time))
      }
      self.init(measure, .at(time), name: name)
    } else {
      self.init(try SweepMeasure.measure(name, of: text, in: scenario), .end, name: name)
    }
  }

  private init(first text: String, name: String, in scenario: Scenario) throws(ParameterError) {
    if let lane = SweepMeasure.lane(in: text), !scenario.lanes.indices.contains(lane - 1) {
      throw ParameterError(
        field: name, value: "lane \(lane)", allowed: .lane(count: scenario.lanes.count))
    }
    guard let condition = Condition(text: text), case .measure(let measure) = condition.quantity
    else { throw SweepMeasure.refusal(name) }
    let namesLane = text.contains(":")
    if let allowed = MeasureCatalogue.refusal(of: measure, in: scenario) {
      throw ParameterError(field: "measure", value: name, allowed: allowed)
    }
    self.init(
      measure, .first(condition.relation, condition.value),
      lane: namesLane ? condition.lane : nil, name: name)
  }

  /// The number of "lane 9: kept < 0.9", whether or not there is such a lane; nil where a text names none.
  private static func lane(in text: String) -> Int? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let words = text[..<colon].split(separator: " ")
    return words.count == 2 && words[0] == "lane" ? Int(words[1]) : nil
  }

  static func measure(
    _ name: String, of text: String, in scenario: Scenario
  ) throws(ParameterError) -> Measure {
    if let measure = MeasureCatalogue.measure(named: name) {
      if let allowed = MeasureCatalogue.refusal(of: measure, in: scenario) {
        throw ParameterError(field: "measure", value: name, allowed: allowed)
      }
      return measure
    }
    let names = MeasureCatalogue.measures(tasks: scenario.taskNames).flatMap {
      [$0.id] + $0.spellings
    }
    if let nearest = nearestName(to: name, among: names) {
      throw ParameterError(
        field: text == name ? "measure" : text, value: name, allowed: .sweep(.measureLike(nearest)))
    }
    throw refusal(text)
  }

  private static func refusal(_ text: String) -> ParameterError {
    ParameterError(field: "measure", value: String(text.prefix(80)), allowed: .sweep(.measure))
  }

  /// As names of measures are compared: with one space between words.
  public static func trimmed(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
