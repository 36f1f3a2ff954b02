/// How often a run is shown and how much of the time between two frames stepping may take.
public struct FrameBudget: Hashable, Sendable {
  /// Snapshots per second while running.
  public var frameRate: Double
  /// The share of a processor that stepping may take; the rest is lag, which is dropped.
  public var stepShare: Double

  public init(frameRate: Double, stepShare: Double) {
    self.frameRate = frameRate
    self.stepShare = stepShare
  }

  /// Snapshots per second while running: as fast as a screen is drawn.
  public static let fullRate = 30.0
  /// As fast as a screen is drawn, on a processor of one's own.
  public static let full = FrameBudget(frameRate: fullRate, stepShare: 0.8)

  /// Seconds between two frames.
  var period: Double { 1 / frameRate }
  /// Seconds of stepping at once.
  var stepTime: Double { stepShare * period }
}
