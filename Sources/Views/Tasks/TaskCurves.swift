import Cells
import Explorer
import Forgetting
import Simulation

/// A curve for each task of one lane, with the letters of the tasks.
enum TaskCurves {
  /// β of every component, or what is kept of every task.
  static func drawMass(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let isKept = state.massCurve == .kept
    draw(
      lane, state, into: &painter, region: region,
      title: isKept ? "MASS  kept by task" : "MASS  weight β by task",
      isFocused: state.focus == .mass,
      y: MassLayout.axis(isLogarithmic: state.isMassLogarithmic),
      measure: isKept ? Measure.kept : Measure.weight
    ) { TaskBars.number($0).trimmed }
  }

  /// ‖m_k − μ_k‖ of every component.
  static func drawPlace(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let names = state.snapshot.problem.tasks?.names ?? []
    let record = state.snapshot.series.lanes[safe: lane]
    let largest =
      names.flatMap { record?[.drift(of: $0)] ?? [] }.filter(\.isFinite).max() ?? 0
    let upper = [0.1, 0.2, 0.5, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50, 100, 1000].first {
      $0 >= largest * 1.02
    }
    let y =
      state.isPlaceLogarithmic
      ? Axis(lower: 1e-4, upper: max(1, upper ?? largest), isLogarithmic: true)
      : Axis(lower: 0, upper: upper ?? largest * 1.1)
    draw(
      lane, state, into: &painter, region: region, title: "PLACE  drift by task in σ",
      isFocused: state.focus == .place, y: y, measure: Measure.drift
    ) { NumberText.fixed($0, digits: 2) }
  }

  private static func draw(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region,
    title: String, isFocused: Bool, y: Axis, measure: (String) -> Measure,
    text: (Double) -> String
  ) {
    guard state.snapshot.lanes.indices.contains(lane) else { return }
    painter.rule(
      region, row: region.row,
      title: [Run(title, ink: .title, emphasis: isFocused ? .bold : [])],
      trailing: [
        Run(
          "\(Glyphs.laneMark(lane)) \(LaneLabel(state, painter).name(lane))", ink: .lane(lane),
          emphasis: .bold)
      ], ink: isFocused ? .title : .dim, emphasised: isFocused)
    let now = state.now
    let chart = Chart(
      tasksOf: lane, measure, of: state.snapshot, at: now.time, y: y, yLabel: title,
      showsFuture: now.isInPast)
    var plot = LinePlot(x: chart.x, y: y)
    plot.endLabels = true
    plot.endLabelWidth = 7
    plot.xName = "t"
    plot.leftMargin = 5
    plot.showsXLabels = region.height >= 10
    plot.add(chart)
    let current = state.snapshot.problem.tasks?.current
    for (index, series) in chart.series.enumerated() {
      guard case .task(let task) = series.role, let value = series.ys.last else { continue }
      if y.isLogarithmic { plot.curves[index].ys = series.ys.map { max($0, y.lower) } }
      plot.curves[index].label = text(value)
      plot.curves[index].marksAlong = state.display.isMonochrome
      if task == current { plot.curves[index].priority = 2 }
    }
    for name in state.snapshot.problem.tasks?.names ?? [] {
      GhostView.add(state, to: &plot, measure(name), lanes: [lane])
    }
    let body = region.inset(top: 1)
    plot.draw(into: &painter, region: body)
    StageNames.draw(chart.beginnings, plot, ofTasks: true, into: &painter, region: body)
  }
}

/// Names of stages beside the rules of a plot over time.
enum StageNames {
  /// Right of where each stage begins and before it ends, in a row where they cover nothing: its letter, and
  /// the name where it has room.
  ///
  /// - Parameter ofTasks: whether the curves are those of tasks; beside lanes a task's ink would be a lane's.
  static func draw(
    _ stages: [Chart.Beginning], _ plot: LinePlot, ofTasks: Bool, into painter: inout Painter,
    region: Region
  ) {
    let frame = plot.frame(in: region, symbols: painter.symbols)
    let ends = stages.dropFirst().map(\.x) + [plot.x.upper]
    // Where curves end their labels stand: a name beside them would be one.
    let now = plot.curves.compactMap(\.xs.last).max() ?? 0
    for (stage, end) in zip(stages, ends) {
      guard let column = frame.column(x: stage.x) else { continue }
      let last = frame.column(x: min(end, plot.x.upper)) ?? frame.plot.endColumn
      let letter = stage.task.map { String(TaskMark.letter($0)) }
      let whole = [letter, stage.name].compactMap { $0 }.joined(separator: " ")
      for text in [whole, letter].compactMap({ $0 }) {
        let width = painter.width(of: text)
        guard column + 2 + width < last else { continue }
        let row = (frame.plot.row..<frame.plot.endRow).first { row in
          let left = stage.x > now ? 4 : -1
          return ((column - left)...(column + 2 + width)).allSatisfy {
            $0 == column || painter.grid[row, $0].scalar == 0x20
          }
        }
        guard let row else { continue }
        painter.write(
          text, row: row, column: column + 2,
          ink: ofTasks ? stage.task.map(TaskMark.ink) ?? .dim : .dim,
          clip: frame.plot)
        break
      }
    }
  }
}

extension String {
  /// Without the spaces that align numbers.
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
