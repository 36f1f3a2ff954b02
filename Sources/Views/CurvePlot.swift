import Cells
import Explorer
import Forgetting
import Simulation

/// What mass and place share: one time axis, a curve per lane with its mark and value at the end, ghosts
/// behind, marks where the user intervened.
enum CurvePlot {
  private static let mostThick = 4

  /// Draws the curves of one measure over time.
  ///
  /// - Parameters:
  ///   - chart: the measure's, of the lanes that are visible.
  ///   - text: its value as last measured.
  static func draw(
    _ state: ExplorerState, into painter: inout Painter, region: Region, _ chart: Chart,
    _ measure: Measure, text: (Snapshot.LaneView) -> String
  ) {
    let snapshot = state.snapshot
    // Many thick curves are one.
    let isThick =
      state.view == .projector && !state.isZoomed && state.visibleLanes.count <= Self.mostThick
    var plot = LinePlot(x: chart.x, y: chart.y)
    plot.endLabels = true
    // Both plots share one time axis: without goals of its own a plot leaves their columns free.
    plot.endLabelWidth = 8
    plot.xName = "t"
    if chart.goals.isEmpty { plot.goalColumns = goalColumns(state) }
    plot.leftMargin = 5
    plot.showsXLabels = CurveRows.showsXLabels(
      region, isAlone: measure == .oldDrift && !massShowsTimes(state))
    if let ghost = snapshot.ghost {
      for lane in state.visibleLanes where ghost.lanes.indices.contains(lane) {
        let (times, values) = ghost.curve(of: measure, lane: lane)
        plot.curves.append(
          Curve(xs: times, ys: values, ink: .ghost, style: .dashed, priority: -2))
      }
    }
    GhostView.add(state, to: &plot, measure, lanes: state.visibleLanes)
    let first = plot.curves.count
    plot.add(chart)
    for (index, series) in chart.series.enumerated() {
      guard case .lane(let lane) = series.role else { continue }
      var curve = plot.curves[first + index]
      // Below a logarithmic axis there is no zero: what is smaller runs along its edge.
      if chart.y.isLogarithmic { curve.ys = curve.ys.map { max($0, chart.y.lower) } }
      addRefreshes(of: lane, snapshot, curve.xs, curve.ys, to: &plot)
      curve.label = text(snapshot.lanes[lane])
      curve.marksAlong = state.display.isMonochrome || (isThick && painter.symbols == .ascii)
      curve.isThick = isThick
      if state.focusedLane == lane { curve.priority = 2 }
      plot.curves[first + index] = curve
    }
    if let guess = state.guessed(measure) {
      plot.curves.append(
        Curve(
          xs: [chart.x.lower, chart.x.upper], ys: [guess, guess], ink: .focus, style: .dashed,
          priority: -1))
      plot.placeMarks.append(
        LinePlot.PlaceMark(x: chart.x.lower, y: guess, mark: "?", ink: .focus))
    }
    plot.draw(into: &painter, region: region)
    StageNames.draw(chart.beginnings, plot, ofTasks: false, into: &painter, region: region)
  }

  /// PLACE stands below MASS, as a rule, on the same axis: where that has no row for times this one has.
  private static func massShowsTimes(_ state: ExplorerState) -> Bool {
    ScreenLayout.layout(for: state).region(of: .mass)
      .map { CurveRows.showsXLabels($0.inset(top: 1)) } ?? true
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

  /// The columns that the goals of mass take at the right edge, where it shows any.
  private static func goalColumns(_ state: ExplorerState) -> Int {
    guard state.massCurve == .weight, !state.concealed.contains(.goals) else { return 0 }
    let goals = state.visibleLanes.compactMap { state.snapshot.lanes[$0].goal.value }
      .filter { !state.isMassLogarithmic || $0 > 0 }
    guard !goals.isEmpty, let region = ScreenLayout.layout(for: state).region(of: .mass)
    else { return 0 }
    return LinePlot.columns(
      ofGoals: goals, MassLayout.frame(region, isLogarithmic: state.isMassLogarithmic))
  }
}
