/// The statements, in the order of docs/mathematics.md §14, each beside what it belongs to. Each family has a
/// file of its own.
public enum StatementCatalogue {
  /// As they are shown: G behind 6, whose other side it is.
  public static let statements: [Statement] = [
    massForgetting, replayMovesTheOptimum, reverseFindsTheTarget, gatedDrift, modelGateCloses,
    targetGateCloses, driftDecays, reverseIsTrapped, localGeometry, replayFeedsBatches,
    nearOnPolicy, nearOnPolicyDrift, energy, naturalGradient, forgettingTime, leastRate,
    explicitGeometry, replayVariance, learningThePlace, razor,
  ]

  /// Those that speak of a scenario: two tasks with a component each have their own.
  public static func statements(for scenario: Scenario) -> [Statement] {
    scenario.isAboutPairs ? statements : general
  }

  static func componentsWrong(_ evidence: Evidence) -> Finding? {
    let target = evidence.problem.target
    let model = evidence.model
    guard Likeness.isSame(model.old.scale, target.old.scale),
      Likeness.isSame(model.new.scale, target.new.scale)
    else { return .needs("right covariances") }
    if !Likeness.isRight(model.old, target.old) {
      return .needs(.atMost(symbol: "old drift", limit: 1e-6, value: evidence.meters.oldDrift))
    }
    if !Likeness.isRight(model.new, target.new) {
      return .needs(.atMost(symbol: "new error", limit: 1e-6, value: evidence.meters.newError))
    }
    return nil
  }
}
