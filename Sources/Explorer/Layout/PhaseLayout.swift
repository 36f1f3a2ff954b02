import Cells
import Forgetting
import Simulation

/// The plane of old weight and old drift: its lane, its axes, and the places of its arrows.
package enum PhaseLayout {
  /// Cells from one arrow to the next.
  private static func spacing(_ frame: PlotFrame) -> (columns: Int, rows: Int) {
    frame.plot.width > 160 ? (6, 3) : frame.plot.width > 60 ? (4, 2) : (3, 1)
  }

  /// The lane whose flow the arrows are: the focused one, else the first.
  package static func lane(_ state: ExplorerState) -> Int? {
    let lane = state.focusedLane ?? state.visibleLanes.first
    return lane.flatMap { state.snapshot.lanes.indices.contains($0) ? $0 : nil }
  }

  /// The field that the view shows in a region; nil where there is no lane.
  static func request(_ state: ExplorerState, region: Region) -> PhaseRequest? {
    guard let lane = lane(state) else { return nil }
    let frame = frame(state, region)
    let (columns, rows) = places(frame)
    let target = state.snapshot.target
    let axis = DriftAxis(target)
    // What the field depends on is rounded, so that a lane at its end asks no more: the new mean to a
    // fiftieth of a deviation, and of the old one only how far it is beside the axis.
    let view = state.snapshot.lanes[lane]
    var held = view.model
    held.logitWeight = 0
    held.old.mean = rounded(axis.mean(at: 0, beside: held.old.mean), target.old.scale)
    held.new.mean = rounded(held.new.mean, target.new.scale)
    return PhaseRequest(
      state.snapshot.scenario, lane: lane, held: held,
      teacher: view.teacher.map { rounded($0, target) },
      reference: view.reference.map { rounded($0, target) },
      weights: columns.map { frame.point(row: frame.plot.row, column: $0).x },
      drifts: rows.map { frame.point(row: $0, column: frame.plot.column).y })
  }

  private static func rounded(_ mixture: Mixture, _ target: Mixture) -> Mixture {
    var result = mixture
    result.logitWeight = (mixture.logitWeight * 50).rounded(.toNearestOrEven) / 50
    result.old.mean = rounded(mixture.old.mean, target.old.scale)
    result.new.mean = rounded(mixture.new.mean, target.new.scale)
    return result
  }

  private static func rounded(_ mean: SIMD2<Double>, _ scale: CholeskyFactor) -> SIMD2<Double> {
    let grid = SIMD2(scale.l11, scale.l22) / 50
    return (mean / grid).rounded(.toNearestOrEven) * grid
  }

  /// The cells of the arrows: their columns and their rows.
  private static func places(_ frame: PlotFrame) -> (columns: [Int], rows: [Int]) {
    let (across, down) = spacing(frame)
    let area = frame.plot
    guard area.width >= across, area.height >= down else { return ([], []) }
    return (
      Array(stride(from: area.column + across / 2, to: area.endColumn, by: across)),
      Array(stride(from: area.row + down / 2, to: area.endRow, by: down))
    )
  }

  /// β across; drift up, in round steps that cover every path, so that the plane stands still.
  package static func frame(_ state: ExplorerState, _ region: Region) -> PlotFrame {
    var low = 0.0
    var high = 0.0
    for lane in state.visibleLanes {
      for series in [state.snapshot.series, state.snapshot.ghost].compactMap({ $0 }) {
        for drift in series.lanes[safe: lane]?[.oldDriftAlong] ?? [] {
          low = min(low, drift)
          high = max(high, drift)
        }
      }
    }
    let steps = [0.5, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50, 100, 1000, 1e4]
    let upper = steps.first { $0 >= high * 1.02 } ?? high
    let below = [0.25 * upper] + steps
    let lower = below.first { $0 >= -low * 1.02 } ?? -low
    return PlotFrame(
      region: region.inset(top: 1), x: Axis(lower: 0, upper: 1),
      // "−0.25" where there are rows for quarters.
      y: Axis(lower: -lower, upper: upper), leftMargin: region.width > 130 ? 6 : 5)
  }
}
