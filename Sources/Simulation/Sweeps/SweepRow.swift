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
