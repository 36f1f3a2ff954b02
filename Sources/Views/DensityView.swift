import Cells
import Explorer
import Forgetting
import Simulation

/// Target, model and start: curves over an axis with the drift as a bar, or maps in the plane.
enum DensityView {
  static func draw(
    _ state: ExplorerState, into painter: inout Painter, region: Region,
    memory: inout DensityMemory
  ) {
    if state.snapshot.target.dimension == 2 {
      PlaneView.draw(state, into: &painter, region: region, memory: &memory)
    } else {
      drawLine(state, into: &painter, region: region)
    }
  }

  // MARK: - One dimension

  private static func drawLine(
    _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let snapshot = state.snapshot
    let lanes = state.visibleLanes
    let isFocused = state.focus == .density
    // Spaces follow: what is left where there is no room for all begins with a mark.
    // Marks below the axis need a word more than curves that have their names beside them.
    var plot = DensityLayout.plot(state, height: region.height)
    let named = region.width >= 60 && (plot.gap == 0 || lanes.count > 4) ? lanes : []
    var trailing = [
      Run("╌ target p   ", ink: .target),
      Run("· start\(named.isEmpty ? "" : "   ")", ink: .start),
    ]
    for lane in named {
      let name = LaneName.short(snapshot.lanes[lane], snapshot)
      trailing.append(
        Run(
          "\(Glyphs.laneMark(lane)) \(name)\(lane == named.last ? "" : "   ")", ink: .lane(lane),
          emphasis: .bold))
    }
    painter.rule(
      region, row: region.row,
      title: [Run("density", ink: .title, emphasis: isFocused ? .bold : [])],
      trailing: (plot.gap > 0 ? Rug.legend(state) : []) + trailing,
      ink: isFocused ? .title : .dim, emphasised: isFocused)
    let area = region.inset(top: 1)
    let columns = max(8, plot.frame(in: area, symbols: painter.symbols).plot.width)
    let count = columns * 2 + 1
    let xs = (0..<count).map {
      plot.x.value(atUnit: Double($0) / Double(count - 1))
    }
    let chart = Chart(densitiesOf: snapshot, lanes: lanes, at: xs, x: plot.x, y: plot.y)
    plot.add(chart)
    for (index, series) in chart.series.enumerated() where series.isMarked {
      plot.curves[index].marksAlong = state.display.isMonochrome
      if let focused = state.focusedLane, series.role == .lane(focused) {
        plot.curves[index].priority = 2
      }
    }
    addTeacher(state, xs, to: &plot)
    addMeans(state, to: &plot)
    plot.notes += notes(state)
    plot.draw(into: &painter, region: area)
    if plot.gap > 0 {
      Rug.draw(state, plot.frame(in: area, symbols: painter.symbols), into: &painter)
    }
  }

  /// T, which self-distillation learns from, dotted in its lane's ink.
  private static func addTeacher(
    _ state: ExplorerState, _ xs: [Double], to plot: inout LinePlot
  ) {
    guard let lane = DensityLayout.teacherLane(state),
      let teacher = state.snapshot.lanes[lane].teacher
    else {
      return
    }
    let ys = teacher.densities(along: xs)
    plot.curves.append(
      Curve(xs: xs, ys: ys, ink: .lane(lane), style: .dotted, priority: 0))
    let problem = state.snapshot.problem
    let isOld = problem.oldWeight(of: teacher) > 0.5
    let x = (isOld ? problem.old(of: teacher) : problem.new(of: teacher)).mean.x
    plot.notes.append(
      LinePlot.Note(
        x: x, y: teacher.densities(along: [x])[0],
        runs: [Run("\(Glyphs.laneMark(lane)) T", ink: .lane(lane), emphasis: .bold)],
        prefersLeft: !isOld))
  }

  /// True means as bars on the axis, each lane's old mean as its mark, the largest drift between.
  private static func addMeans(_ state: ExplorerState, to plot: inout LinePlot) {
    let snapshot = state.snapshot
    let problem = snapshot.problem
    let home = problem.oldTaskShown.mean.x
    func place(_ lane: Int) -> Double { problem.old(of: snapshot.lanes[lane].model).mean.x }
    let drifts = state.visibleLanes.map { lane in (lane, abs(place(lane) - home)) }
    let shown =
      state.focusedLane.flatMap { focused in drifts.first { $0.0 == focused } }
      ?? drifts.max { $0.1 < $1.1 }
    if let (lane, _) = shown {
      plot.axisBars.append(
        LinePlot.AxisBar(
          from: home, to: place(lane), ink: .lane(lane)))
    }
    for lane in state.visibleLanes {
      plot.axisMarks.append(
        LinePlot.AxisMark(
          x: place(lane), mark: Glyphs.laneMark(lane), ink: .lane(lane)))
    }
    let (tasks, current) = problem.allTasks
    for (index, task) in tasks.enumerated() {
      plot.axisMarks.append(
        LinePlot.AxisMark(
          x: task.mean.x, mark: "┃", ink: index == current ? .newMode : .oldMode))
    }
  }

  /// Each lane's name beside the peak where it stands out most from the others.
  private static func notes(_ state: ExplorerState) -> [LinePlot.Note] {
    let lanes = state.visibleLanes
    guard lanes.count <= 4 else { return [] }
    let models = lanes.map { state.snapshot.lanes[$0].model }
    return lanes.enumerated().map { index, lane in
      let model = models[index]
      func lead(_ x: Double) -> Double {
        let own = model.densities(along: [x])[0]
        let others = models.enumerated().filter { $0.offset != index }
          .map { $0.element.densities(along: [x])[0] }
        return own - (others.max() ?? 0)
      }
      let old = state.snapshot.problem.old(of: model).mean.x
      let new = state.snapshot.problem.new(of: model).mean.x
      let isOld = lead(old) > lead(new)
      let x = isOld ? old : new
      return LinePlot.Note(
        x: x, y: model.densities(along: [x])[0] * 0.97,
        runs: [
          Run(
            "\(Glyphs.laneMark(lane)) \(LaneName.short(state.snapshot.lanes[lane], state.snapshot))",
            ink: .lane(lane))
        ], prefersLeft: isOld)
    }
  }
}
