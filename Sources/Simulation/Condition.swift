import Forgetting

/// A question about the run with a yes or a no: "lane 1: β < 0.1".
public struct Condition: Hashable, Sendable, CustomStringConvertible {
  public enum Quantity: String, CaseIterable, Sendable {
    /// The model's old weight.
    case oldWeight = "β"
    /// ‖m_o − μ_o‖ in σ.
    case oldDrift = "drift"
    /// The share of the old task's mass that the model still covers.
    case kept
    /// Flow time; the same for every lane.
    case time = "t"
  }

  public enum Relation: String, CaseIterable, Sendable {
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

  public var quantity: Quantity
  /// Counted from 0.
  public var lane: Int
  public var relation: Relation
  public var value: Double

  public init(_ quantity: Quantity, lane: Int = 0, _ relation: Relation, _ value: Double) {
    self.quantity = quantity
    self.lane = lane
    self.relation = relation
    self.value = value
  }

  public var description: String {
    let text = "\(quantity.rawValue) \(relation.rawValue) \(ParameterValue.number(value))"
    return quantity == .time ? text : "lane \(lane + 1): \(text)"
  }

  /// Whether it holds now; a lane that is not there answers no.
  public func holds(in snapshot: Snapshot) -> Bool {
    if quantity == .time { return relation.holds(snapshot.time, value) }
    guard snapshot.lanes.indices.contains(lane) else { return false }
    return holds(snapshot.lanes[lane].model, target: snapshot.target) {
      snapshot.lanes[lane].meters.effectiveOldMass
    }
  }

  /// Whether it holds at the simulation's tick; a lane that is not there answers no.
  public func holds(in simulation: Simulation) -> Bool {
    if quantity == .time { return relation.holds(simulation.time, value) }
    guard simulation.lanes.indices.contains(lane) else { return false }
    let model = simulation.lanes[lane].model
    let problem = simulation.scenario.problem
    return holds(model, target: problem.target) {
      MeterReader().meters(problem, model: model).effectiveOldMass
    }
  }

  /// - Parameter kept: asked only where it is needed, since it is an integral.
  private func holds(
    _ model: Mixture, target: Mixture, kept: () -> Double
  ) -> Bool {
    switch quantity {
    case .oldWeight: relation.holds(model.oldWeight, value)
    case .oldDrift:
      relation.holds(target.old.scale.mahalanobis(model.old.mean - target.old.mean), value)
    case .kept: relation.holds(kept(), value)
    case .time: false
    }
  }
}
