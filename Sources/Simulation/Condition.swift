import Forgetting
import Words

/// A question about the run with a yes or a no: "lane 1: β < 0.1".
public struct Condition: Hashable, Sendable, CustomStringConvertible {
  /// What a condition looks at.
  public enum Quantity: Hashable, Sendable {
    case measure(Measure)
    /// Flow time; the same for every lane.
    case time

    /// As conditions write it.
    var symbol: String {
      switch self {
      case .measure(let measure): measure.symbol
      case .time: "t"
      }
    }
  }

  enum Relation: String, CaseIterable, Sendable {
    case less = "<"
    case greater = ">"
    case lessOrEqual = "≤"
    case greaterOrEqual = "≥"

    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .less: left < right
      case .greater: left > right
      case .lessOrEqual: left <= right
      case .greaterOrEqual: left >= right
      }
    }
  }

  /// What is compared with the value.
  public var quantity: Quantity
  /// Counted from 0.
  public var lane: Int
  var relation: Relation
  var value: Double

  init(_ quantity: Quantity, lane: Int = 0, _ relation: Relation, _ value: Double) {
    self.quantity = quantity
    self.lane = lane
    self.relation = relation
    self.value = value
  }

  /// What is allowed in its place where a scenario lacks what it looks at, its lane or its task; nil where
  /// the scenario has both.
  public func refusal(in scenario: Scenario) -> Allowed? {
    guard case .measure(let measure) = quantity else { return nil }
    guard scenario.lanes.indices.contains(lane) else { return .lane(count: scenario.lanes.count) }
    return MeasureCatalogue.refusal(of: measure, in: scenario)
  }

  public var description: String {
    let text = "\(quantity.symbol) \(relation.rawValue) \(ParameterValue.number(value))"
    return quantity == .time ? text : "lane \(lane + 1): \(text)"
  }
}
