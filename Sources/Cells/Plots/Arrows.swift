extension Chart {
  /// Which way something goes from a place.
  public struct Arrow: Hashable, Sendable {
    /// In the units of the axes.
    public var x: Double
    public var y: Double
    /// How both change in a unit of time.
    public var right: Double
    public var up: Double

    public init(x: Double, y: Double, right: Double, up: Double) {
      self.x = x
      self.y = y
      self.right = right
      self.up = up
    }
  }

  /// How fast an arrow is beside the others.
  public enum Pace: Hashable, Sendable { case still, slow, fast }

  /// By arrow; none of them is still where nothing moves at all.
  ///
  /// - Parameters:
  ///   - across: what is drawn to a unit of x, in whatever the renderer measures by.
  ///   - upward: the same of y.
  public func paces(across: Double, upward: Double) -> [Pace?] {
    let speeds = arrows.map { arrow in
      let (x, y) = (arrow.right * across, arrow.up * upward)
      return (x * x + y * y).squareRoot()
    }
    // The middle one of all speeds: a few very fast corners do not make the rest look still.
    let sorted = speeds.filter { $0 > 0 && $0.isFinite }.sorted()
    guard !sorted.isEmpty else { return arrows.map { _ in nil } }
    let middle = sorted[sorted.count / 2]
    return speeds.map { speed in
      speed < 0.05 * middle || !speed.isFinite ? .still : speed < middle ? .slow : .fast
    }
  }
}
