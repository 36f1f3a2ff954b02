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
    let extent = extent(state)
    let two = best(of: 2, in: area, extent)
    let cells = stride(from: lanes.count, to: 2, by: -1).lazy
      .map { best(of: $0, in: area, extent) }
      .first { $0.allSatisfy { $0.width >= leastSize.width && $0.height >= leastSize.height } }
    return zip(lanes, cells ?? two).map { ($0, $1) }
  }

  /// Of each of more maps than two: smaller ones show less than fewer would.
  private static let leastSize = (width: 36, height: 10)

  /// So many maps of one size, and so of one scale, in rows and columns: those in which they are largest; beside
  /// each other where that is nearly so.
  private static func best(of count: Int, in area: Region, _ extent: SIMD2<Double>) -> [Region] {
    let grids = (1...count).reversed().map { grid(of: count, columns: $0, in: area) }
    return grids.dropFirst().reduce(grids[0]) { best, next in
      unit(extent, next[0]) < 0.95 * unit(extent, best[0]) ? next : best
    }
  }

  private static func grid(of count: Int, columns: Int, in area: Region) -> [Region] {
    let rows = (count + columns - 1) / columns
    let width = (area.width - columns + 1) / columns
    let height = area.height / rows
    return (0..<count).map { index in
      // The last ones end where the area does.
      let (row, column) = (index / columns, index % columns)
      return Region(
        row: area.row + row * (area.height - height) / max(1, rows - 1),
        column: area.column + column * (area.width - width) / max(1, columns - 1), height: height,
        width: width)
    }
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
