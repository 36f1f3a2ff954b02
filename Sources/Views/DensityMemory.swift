import Cells

/// What the heat maps showed in the frame before, one per map.
public struct DensityMemory: Sendable {
  var maps: [Int: HeatMap.Memory] = [:]
  public init() {}
}
