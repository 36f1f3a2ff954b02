import Cells
import Explorer
import Forgetting
import Simulation

/// What mass and place share: one time axis, a curve per lane with its mark and value at the end, ghosts
/// behind, marks where the user intervened.
enum CurvePlot {
  /// Draws the curves of one measure over time.
  ///
  /// - Parameters:
  ///   - measure: one that is recorded.
  ///   - text: its value as last measured.
  ///   - goals: where lanes are heading.
  ///   - laws: predicted curves by lane, dotted.
  static func draw(
    _ state: ExplorerState, into painter: inout Painter, region: Region, y: Axis,
    measure: Measure, text: (Snapshot.LaneView) -> String,
    goals: [LinePlot.Goal], laws: [(lane: Int, times: [Double], values: [Double])]
  ) {
    let snapshot = state.snapshot
    let now = state.now
    let isThick = state.view == .projector && !state.isZoomed
    var plot = LinePlot(x: Axis(lower: 0, upper: snapshot.horizon), y: y)
    plot.endLabels = true
    // Both plots share one time axis: without goals of its own a plot leaves their columns free.
    plot.endLabelWidth = 7 + (goals.isEmpty ? goalColumns(state) : 0)
    plot.leftMargin = 5
    plot.goals = goals
    plot.events = snapshot.marks.map(\.time)
    plot.showsXLabels = region.height >= 9
    if let ghost = snapshot.ghost {
      for lane in state.visibleLanes where ghost.lanes.indices.contains(lane) {
        plot.curves.append(
          Curve(
            xs: ghost.times, ys: ghost.lanes[lane][measure], ink: .ghost, style: .dashed,
            priority: -2))
      }
    }
    GhostView.add(state, to: &plot, measure)
    for law in laws {
      plot.curves.append(
        Curve(xs: law.times, ys: law.values, ink: .lane(law.lane), style: .dotted, priority: -1))
    }
    for lane in state.visibleLanes where snapshot.series.lanes.indices.contains(lane) {
      let view = snapshot.lanes[lane]
      var xs = snapshot.series.times
      var ys = snapshot.series.lanes[lane][measure]
      let value = snapshot.value(of: measure, lane: lane)
      if now.isInPast {
        // The eye is in the past: what came after stays, faint, and the mark stands where the eye is.
        let count = xs.prefix { $0 <= now.time + 1e-9 }.count
        plot.curves.append(
          Curve(
            xs: Array(xs[max(0, count - 1)...]), ys: Array(ys[max(0, count - 1)...]), ink: .ghost,
            style: .dashed, priority: -2))
        xs = Array(xs[..<count])
        ys = Array(ys[..<count])
      }
      while let last = xs.last, last > now.time {
        xs.removeLast()
        ys.removeLast()
      }
      xs.append(now.time)
      ys.append(value)
      // Below a logarithmic axis there is no zero: what is smaller runs along its edge.
      if y.isLogarithmic { ys = ys.map { max($0, y.lower) } }
      addRefreshes(of: lane, snapshot, xs, ys, to: &plot)
      plot.curves.append(
        Curve(
          xs: xs, ys: ys, ink: .lane(lane), mark: Glyphs.laneMark(lane), label: text(view),
          marksAlong: state.display.isMonochrome || (isThick && painter.symbols == .ascii),
          isThick: isThick,
          priority: state.focusedLane == lane ? 2 : 1))
    }
    plot.draw(into: &painter, region: region)
  }

  /// Where a lane's reference was refreshed: a cross on its curve, as long as they can be told apart.
  private static func addRefreshes(
    of lane: Int, _ snapshot: Snapshot, _ xs: [Double], _ ys: [Double], to plot: inout LinePlot
  ) {
    let series = snapshot.series
    let times = Set(series.lanes[lane].refreshTimes(series.times))
    guard (1...20).contains(times.count) else { return }
    for (x, y) in zip(xs, ys) where times.contains(x) {
      plot.placeMarks.append(LinePlot.PlaceMark(x: x, y: y, mark: "┼", ink: .lane(lane)))
    }
  }

  /// The columns that the goals of mass take at the right edge.
  private static func goalColumns(_ state: ExplorerState) -> Int {
    let goals = state.visibleLanes.compactMap { state.snapshot.lanes[$0].goal.value }
      .filter { !state.isMassLogarithmic || $0 > 0 }
    let most = goals.map { goal in goals.count { $0 == goal } }.max() ?? 0
    return most == 0 ? 0 : most + 1
  }
}
