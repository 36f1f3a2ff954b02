import Cells
import Forgetting
import Simulation

/// The axes of the density on the line, and what lies under a cell of it.
package enum DensityLayout {
  /// The data under a cell, for the pointer.
  static func point(
    row: Int, column: Int, _ state: ExplorerState, _ region: Region
  ) -> (x: Double, y: Double) {
    if state.snapshot.target.dimension == 2 {
      return PlaneLayout.point(row: row, column: column, state, region)
    }
    let frame = plot(state, height: region.height).frame(
      in: region.inset(top: 1), symbols: state.display.symbols)
    return frame.point(row: row, column: column)
  }

  /// The true mean near a cell: the path of its parameters.
  static func meanPath(
    row: Int, column: Int, _ state: ExplorerState, _ region: Region
  ) -> String? {
    let at = point(row: row, column: column, state, region)
    let target = state.snapshot.target
    if let tasks = state.snapshot.problem.tasks {
      let nearest = zip(tasks.names, tasks.gaussians).map { name, gaussian in
        (name: name, distance: distance(at, gaussian.mean, target))
      }.min { $0.distance < $1.distance }
      return nearest.flatMap { $0.distance < 1 ? "tasks.\($0.name).mean" : nil }
    }
    let old = distance(at, target.old.mean, target)
    let new = distance(at, target.new.mean, target)
    // A hand on a mouse means the nearer one, unless it is clearly somewhere else.
    guard min(old, new) < 1 else { return nil }
    return old <= new ? "target.old.mean" : "target.new.mean"
  }

  private static func distance(
    _ point: (x: Double, y: Double), _ mean: SIMD2<Double>, _ target: Mixture
  ) -> Double {
    let dx = (point.x - mean.x) / target.old.scale.l11
    guard target.dimension == 2 else { return abs(dx) }
    return target.old.scale.mahalanobis(SIMD2(point.x - mean.x, point.y - mean.y))
  }

  /// Axes that stand still while the run moves: they follow the target and the start alone.
  package static func plot(_ state: ExplorerState, height: Int) -> LinePlot {
    let start = state.snapshot.start
    let modes = state.snapshot.problem.allTasks.gaussians + start.gaussians
    let low = modes.map { $0.mean.x - 4 * $0.scale.l11 }.min() ?? -6
    let high = modes.map { $0.mean.x + 4 * $0.scale.l11 }.max() ?? 6
    let narrowest = modes.map(\.scale.l11).min() ?? 1
    let peak = 0.4 / narrowest
    var plot = LinePlot(
      x: Axis(lower: low.rounded(.down), upper: high.rounded(.up)),
      y: Axis.rounded(covering: 0...peak))
    plot.gap = RugLayout.height(state, paneHeight: height)
    return plot
  }

  /// The lane whose teacher is drawn: the focused one, or the only one that has any.
  package static func teacherLane(_ state: ExplorerState) -> Int? {
    let lanes = state.visibleLanes.filter { state.snapshot.lanes[$0].teacher != nil }
    if let focused = state.focusedLane { return lanes.contains(focused) ? focused : nil }
    return lanes.count == 1 ? lanes.first : nil
  }
}
