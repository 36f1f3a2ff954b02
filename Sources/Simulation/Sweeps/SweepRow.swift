/// What is told of one lane of a run.
public struct SweepRow: Hashable, Sendable {
  /// Counted from 0.
  public var lane: Int
  /// Its key in the catalogue.
  public var method: String
  /// By the sweep's measures; nil: not reached, or does not apply.
  public var values: [Double?]
  /// Why the lane has stopped, or the run could not be made; nil: all is well.
  public var failure: String?

  init(lane: Int, method: String, values: [Double?], failure: String? = nil) {
    self.lane = lane
    self.method = method
    self.values = values
    self.failure = failure
  }
}

/// One crossing, or that there is none.
public struct SweepSolution: Hashable, Sendable {
  /// Counted from 1; 0 where there is none.
  public var number: Int
  /// How many there are at this point.
  public var count: Int
  /// The value solved for; nil where there is none.
  public var value: Double?
  /// The lane of the goal there.
  public var row: SweepRow
  /// Whether the measure jumps over the value instead of passing through it.
  public var isJump = false
}
