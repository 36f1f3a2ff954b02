import Forgetting

/// Where the present stretch of a run without an intervention began: what a law starts from.
public struct Stretch: Equatable, Sendable {
  /// In flow time.
  public var time: Double
  /// By lane.
  public var models: [Mixture]

  public init(time: Double, models: [Mixture]) {
    self.time = time
    self.models = models
  }
}
