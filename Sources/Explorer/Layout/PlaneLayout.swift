import Cells
import Forgetting

/// Which lanes are mapped in the plane, where, and on what axes.
package enum PlaneLayout {
  static func point(
    row: Int, column: Int, _ state: ExplorerState, _ region: Region
  ) -> (x: Double, y: Double) {
    let maps = maps(state, region)
    guard
      let map = maps.last(where: { $0.region.column <= column && $0.region.row <= row })
        ?? maps.first
    else {
      return (0, 0)
    }
    return frame(state, map.region).point(row: row, column: column)
  }

  /// Which lanes are mapped, and where.
  package static func maps(
    _ state: ExplorerState, _ region: Region
  ) -> [(lane: Int, region: Region)] {
    let area = region.inset(top: 1)
    if let focused = state.focusedLane, state.snapshot.lanes.indices.contains(focused) {
      return [(focused, area)]
    }
    let lanes = state.visibleLanes
    guard lanes.count >= 2, area.width >= 56 else {
      return lanes.first.map { [($0, area)] } ?? []
    }
    // Of one size, so that both maps have one scale: side by side, or one above the other where that
    // makes them larger.
    let width = (area.width - 1) / 2
    let beside = [
      (lanes[0], area.split(left: width).left),
      (lanes[1], area.split(left: area.width - width).rest),
    ]
    let height = area.height / 2
    let above = [
      (lanes[0], area.split(top: height).top),
      (lanes[1], area.split(top: area.height - height).rest),
    ]
    let extent = extent(state)
    return unit(extent, above[0].1) < 0.95 * unit(extent, beside[0].1) ? above : beside
  }

  /// What a column spans where all of an extent has room.
  private static func unit(_ extent: SIMD2<Double>, _ region: Region) -> Double {
    let columns = Double(max(4, region.width - 4))
    let rows = Double(max(2, region.height - 2))
    return max(extent.x / columns, extent.y / (2 * rows))
  }

  /// Equal scales on both axes (a cell is twice as high as wide), wide enough for target and start; they
  /// follow the scenario alone, so that a running map stands still.
  package static func frame(_ state: ExplorerState, _ region: Region) -> PlotFrame {
    let (low, high) = bounds(state)
    let unit = unit(high - low, region)
    let middle = (low + high) / 2
    let half =
      SIMD2(Double(max(4, region.width - 4)) / 2, Double(max(2, region.height - 2))) * unit
    return PlotFrame(
      region: region, x: Axis(lower: middle.x - half.x, upper: middle.x + half.x),
      y: Axis(lower: middle.y - half.y, upper: middle.y + half.y), leftMargin: 4, leastTicks: 3)
  }

  private static func extent(_ state: ExplorerState) -> SIMD2<Double> {
    let (low, high) = bounds(state)
    return high - low
  }

  /// What must be seen of every mode.
  private static func bounds(_ state: ExplorerState) -> (low: SIMD2<Double>, high: SIMD2<Double>) {
    let modes = state.snapshot.problem.allTasks.gaussians + state.snapshot.start.gaussians
    var low = SIMD2(Double.infinity, Double.infinity)
    var high = -low
    for mode in modes {
      let covariance = mode.scale.covariance
      // Beyond it there are the two faintest levels at most.
      let reach = 3 * SIMD2(covariance.xx.squareRoot(), covariance.yy.squareRoot())
      low = SIMD2(min(low.x, mode.mean.x - reach.x), min(low.y, mode.mean.y - reach.y))
      high = SIMD2(max(high.x, mode.mean.x + reach.x), max(high.y, mode.mean.y + reach.y))
    }
    return (low, high)
  }
}
