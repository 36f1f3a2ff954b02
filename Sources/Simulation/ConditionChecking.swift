import Forgetting

/// Whether conditions hold.
extension Condition {
  /// Whether it holds now; a lane that is not there answers no.
  public func holds(in snapshot: Snapshot) -> Bool {
    if quantity == .time { return relation.holds(snapshot.time, value) }
    guard snapshot.lanes.indices.contains(lane) else { return false }
    return holds(snapshot.lanes[lane].model, snapshot.problem) {
      snapshot.measuredLane(lane)
    }
  }

  /// Whether it holds at the simulation's tick; a lane that is not there answers no.
  public func holds(in simulation: Simulation) -> Bool {
    if quantity == .time { return relation.holds(simulation.time, value) }
    guard simulation.lanes.indices.contains(lane) else { return false }
    return holds(simulation.lanes[lane].model, simulation.problem) {
      LaneMeasurer().lane(lane, of: simulation)
    }
  }

  /// A measure that does not apply answers no.
  ///
  /// - Parameter measured: asked only where it is needed, since it may cost integrals.
  private func holds(
    _ model: Mixture, _ problem: Problem, measured: () -> MeasuredLane
  ) -> Bool {
    guard case .measure(let measure) = quantity else { return false }
    switch measure.reading {
    case .recorded(let read): return relation.holds(read(model, problem), value)
    case .measured(let read), .sampled(_, let read):
      return read(measured()).map { relation.holds($0, value) } ?? false
    }
  }
}
