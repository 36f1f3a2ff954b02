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
      Run("· start", ink: .start),
    ]
    trailing = (plot.gap > 0 ? Rug.legend(state) : []) + trailing
    let name = [Run("density", ink: .title, emphasis: isFocused ? .bold : [])]
    // As many words for kept and lost as there is room for beside what all need.
    let forms = keptLegend(state)
    if let lane = DensityLayout.teacherLane(state) {
      let teacher = [Run("   · \(Glyphs.laneMark(lane)) T", ink: .lane(lane))]
      let least = name + trailing + teacher + (forms.last ?? [])
      if painter.width(of: least) + 7 <= region.width { trailing += teacher }
    }
    let room = region.width - painter.width(of: name + trailing) - 7
    let names = LaneLegend.runs(named, state, painter, width: room)
    let beside = forms.first { painter.width(of: $0 + names) <= room }
    let keptLegend = beside ?? forms.first { painter.width(of: $0) <= room }
    let title = name + (keptLegend ?? [])
    trailing += LaneLegend.runs(
      named, state, painter, width: region.width - painter.width(of: title + trailing))
    painter.rule(
      region, row: region.row, title: title, trailing: trailing,
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
    let places = addTeacher(state, xs, to: &plot) + Self.names(state, chart, painter)
    addMeans(state, to: &plot)
    let frame = plot.frame(in: area, symbols: painter.symbols)
    plot.draw(into: &painter, region: area)
    // What is not named says nothing.
    if keptLegend != nil { drawKept(state, frame, into: &painter) }
    // Names lie on nothing that has a meaning of its own.
    plot.draw(places, frame, into: &painter)
    if plot.gap > 0 {
      Rug.draw(state, frame, into: &painter)
    }
  }

  // MARK: - Kept and lost

  /// "● kept, ╱ lost", as long as there may be room for; what the start had not is missing. Where nothing of it
  /// is hatched what is filled has the name.
  private static func keptLegend(_ state: ExplorerState) -> [[Run]] {
    guard let lane = keptLane(state) else { return [] }
    let mark = Run("\(Glyphs.laneMark(lane))", ink: .lane(lane))
    let view = state.snapshot.lanes[lane]
    guard view.meters.effectiveOldMass < 0.99 else {
      return [("  ", " kept"), (" ", " kept ")].map {
        [Run($0), mark, Run($1, ink: .dim)]
      }
    }
    let word = view.meters.effectiveOldMass < 0.99 * view.startOldMass ? "lost" : "missing"
    return [("  ", " kept, ╱ \(word)"), (" ", " kept ╱ \(word)"), (" ╱ \(word) ", "")].map {
      [Run($0), mark, Run($1, ink: .dim)]
    }
  }

  /// The lane whose loss is shown: the focused one, else the one that has kept least; nil where that would
  /// answer a question.
  private static func keptLane(_ state: ExplorerState) -> Int? {
    guard state.snapshot.problem.tasks == nil, !state.concealed.contains(.verdicts) else {
      return nil
    }
    func kept(_ lane: Int) -> Double { state.snapshot.lanes[lane].meters.effectiveOldMass }
    let lanes = state.visibleLanes
    return state.focusedLane.flatMap { lanes.contains($0) ? $0 : nil }
      ?? lanes.min { kept($0) < kept($1) }
  }

  /// The verdict as a picture: min(α N(μ_o), q) is filled, what of α N(μ_o) is left is hatched.
  private static func drawKept(
    _ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter
  ) {
    let (area, target) = (frame.plot, state.snapshot.target)
    guard let lane = keptLane(state), area.width > 0, area.height > 0 else { return }
    let xs = (0..<area.width).map {
      frame.x.value(atUnit: (Double($0) + 0.5) / Double(area.width))
    }
    let old = target.densities(at: xs.map { SIMD2($0, 0) }, ofMode: .old)
    let model = state.snapshot.lanes[lane].model.densities(along: xs)
    // In rows from the axis.
    func height(_ density: Double) -> Double { frame.y.unit(density) * Double(area.height) }
    let wanted = old.map { height(target.oldWeight * $0) }
    let kept = zip(wanted, model).map { min($0, height($1)) }
    for row in 0..<area.height {
      let base = Double(area.height - 1 - row)
      for column in 0..<area.width {
        let place = (row: area.row + row, column: area.column + column)
        let cell = painter.grid[place.row, place.column]
        let share = min(max(0, kept[column] - base), 1)
        if let filled = filled(cell, share, .lane(lane, level: 4), painter.symbols) {
          painter.grid[place.row, place.column] = filled
        } else if cell == .empty, kept[column] < base, base + 0.5 < wanted[column] {
          painter.put("╱", row: place.row, column: place.column, ink: .lane(lane))
        }
      }
    }
  }

  /// A cell that is filled up to a share of its height; nil where there is nothing to be seen of it. A cell
  /// of a line has one ground.
  private static func filled(
    _ cell: Cell, _ share: Double, _ shade: Shade, _ symbols: Symbols
  ) -> Cell? {
    var cell = cell
    if cell != .empty {
      guard share >= 0.5, symbols != .ascii else { return nil }
      cell.ground = shade
      return cell
    }
    // Eighths in fonts that have them.
    let steps = symbols == .braille ? 8 : symbols == .ascii ? 1 : 2
    let eighths = Int(share * Double(steps) + 0.25) * 8 / steps
    guard eighths > 0 else { return nil }
    if eighths == 8 {
      cell.ground = shade
      return symbols == .ascii ? HalfBlocks.ascii(cell) : cell
    }
    cell.scalar = 0x2580 + UInt32(eighths)
    cell.tint = shade
    return cell
  }

  /// T, which self-distillation learns from, dotted in its lane's ink.
  ///
  /// - Returns: its name.
  private static func addTeacher(
    _ state: ExplorerState, _ xs: [Double], to plot: inout LinePlot
  ) -> [LinePlot.Name] {
    guard let lane = DensityLayout.teacherLane(state),
      let teacher = state.snapshot.lanes[lane].teacher
    else { return [] }
    let ys = teacher.densities(along: xs)
    plot.curves.append(
      Curve(xs: xs, ys: ys, ink: .lane(lane), style: .dotted, priority: 0))
    let problem = state.snapshot.problem
    let isOld = problem.oldWeight(of: teacher) > 0.5
    let x = (isOld ? problem.old(of: teacher) : problem.new(of: teacher)).mean.x
    let mark = Glyphs.laneMark(lane)
    return [
      LinePlot.Name(
        curve: plot.curves.count - 1,
        texts: ["\(mark) T, its teacher", "\(mark) T"].map {
          [Run($0, ink: .lane(lane), emphasis: .bold)]
        }, x: x, prefersLeft: !isOld)
    ]
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
          x: task.mean.x, mark: problem.tasks == nil ? "┃" : TaskMark.letter(index),
          ink: problem.tasks != nil ? .task(index) : index == current ? .newMode : .oldMode,
          emphasis: problem.tasks == nil ? [] : TaskMark.emphasis))
    }
  }

  /// Each lane's name beside the peak where it stands out most from the others.
  private static func names(_ state: ExplorerState, _ chart: Chart, _ painter: Painter) -> [LinePlot
    .Name]
  {
    let lanes = state.visibleLanes
    // Of many the title has the names: marks that stand about are of nothing.
    guard lanes.count <= 4 else { return [] }
    let models = lanes.map { state.snapshot.lanes[$0].model }
    let (label, words) = (LaneLabel(state, painter), LaneWords(state.snapshot))
    return chart.series.enumerated().compactMap { curve, series in
      guard case .lane(let lane) = series.role, let index = lanes.firstIndex(of: lane) else {
        return nil
      }
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
      let mark = "\(Glyphs.laneMark(lane))"
      // What tells it apart is a name, too, and shorter.
      let view = state.snapshot.lanes[lane]
      let apart = LaneName.apart(view, words)
      let texts =
        ["\(mark) \(label.name(lane))"] + (apart == view.nickname ? [] : ["\(mark) \(apart)"]) + [
          mark
        ]
      return LinePlot.Name(
        curve: curve, texts: texts.map { [Run($0, ink: .lane(lane))] }, x: isOld ? old : new,
        prefersLeft: isOld)
    }
  }
}
