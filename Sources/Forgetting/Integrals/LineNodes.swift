/// Which nodes an integral on the line needs, in whitened coordinates: how far apart, and from where to
/// where.
struct LineNodes: Hashable {
  var step: Double
  var low: Double
  var high: Double

  /// How many nodes that are, about.
  var count: Double { (high - low) / step }

  /// What serves both.
  func union(_ other: LineNodes) -> LineNodes {
    LineNodes(step: min(step, other.step), low: min(low, other.low), high: max(high, other.high))
  }

  /// Whether nodes that are laid for this serve another need, give or take.
  ///
  /// - Parameters:
  ///   - spacing: by how much further apart nodes may stand than is needed, as a factor.
  ///   - margin: by how much less far they may reach.
  func serves(_ need: LineNodes, spacing: Double = 1, margin: Double = 0) -> Bool {
    step <= need.step * spacing && low <= need.low + margin && high >= need.high - margin
  }
}
