/// What is known of the old samples of a lane's batches before it runs.
///
/// Sample i of step t is what it is by a random number that depends on seed, t and i alone: below some
/// share it is old, above it replayed, then new. The share of the old mode moves with the model, but is not
/// below 0; so a number that replays where nothing is old never makes a new sample, whatever is learned.
public enum Starvation {
  /// Whether every batch of a lane's run is sure to hold a replayed or an old sample, unless the lane fails.
  ///
  /// - Complexity: some 1/λ random numbers a step.
  /// - Returns: false where that cannot be told beforehand.
  public static func isImpossible(_ scenario: Scenario, lane index: Int) -> Bool {
    guard scenario.stageCount == 1, let size = scenario.sampling(ofLane: index).batchSize,
      let method = try? MethodCatalogue.method(
        for: scenario.lanes[index].method, at: "lanes.\(index + 1)")
    else { return false }
    let behaviour = method.behaviour(scenario.problem, model: scenario.startMixture)
    guard behaviour.replay > 0, let old = behaviour.old, old.count == 1 || old.isAlone,
      behaviour.base.count == 2, behaviour.newComponent == 1
    else { return false }
    // New samples and replayed ones, and nothing else.
    var base = behaviour.base
    base.logitWeight = -.infinity
    let steps = (scenario.clock.until / scenario.step(ofLane: index)).rounded(.up) + 1
    guard steps <= Double(mostSteps) else { return false }
    return (1...UInt64(steps)).allSatisfy { step in
      let draws = Draws(
        of: base, replay: old.old, share: behaviour.replay, seed: scenario.seed, step: step)
      return hasReplayed(draws, count: size)
    }
  }

  private static let mostSteps = 100_000
  private static let pieceSize = 64

  private static func hasReplayed(_ draws: Draws, count: Int) -> Bool {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * pieceSize) { room in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: pieceSize) { labels in
        guard let x = room.baseAddress, let label = labels.baseAddress else { return false }
        var start = 0
        while start < count {
          let size = min(pieceSize, count - start)
          draws.fill(start..<(start + size), x: x, y: x + pieceSize, labels: label)
          for i in 0..<size where label[i] == Draws.Source.replay.rawValue { return true }
          start += size
        }
        return false
      }
    }
  }
}

extension Mixture {
  /// Whether it is two components of which the second has no weight.
  fileprivate var isAlone: Bool { count == 2 && logitWeight == .infinity }
}
