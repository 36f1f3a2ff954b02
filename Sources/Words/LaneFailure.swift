/// Why a lane has stopped.
public enum LaneFailure: Hashable, Sendable {
  /// A step of h left what can be computed with.
  case diverged(step: Double)
  /// Steps whose length the error controls became too short to get anywhere.
  case stiff
  /// More steps than anybody waits for.
  case manySteps(Int)
  /// An integral needs more quadrature nodes than are laid.
  case unresolved(nodes: Int, limit: Int)
  /// The Fisher matrix has no inverse: directions of the natural gradient are one.
  case coincidingModes
  /// The same for a component whose weight is all but 0: nothing tells where its mean goes.
  case vanishedWeight
  /// More refreshes within a step than anybody waits for.
  case shortLag(Double, step: Double)
  /// What a lecturer's program of another version says.
  case told(String)
}
