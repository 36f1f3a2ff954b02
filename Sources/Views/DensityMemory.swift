import Cells

/// What the maps showed in the frame before.
public struct DensityMemory: Sendable {
  var maps: [Int: HeatMap.Memory] = [:]
  /// What the last level of every map stood for.
  private(set) var maximum = 0.0
  /// p in the plane: it seldom changes.
  var target: PlaneTarget?
  /// The lines of the map over two parameters.
  var contours = MapMemory()
  public init() {}

  /// Follows a peak by steps: each of them changes many cells.
  mutating func follow(_ peak: Double) {
    if peak > 1.1 * maximum || peak < 0.8 * maximum { maximum = peak }
  }
}
