import Cells
import Forgetting
import Simulation

/// What the heat maps showed in the frame before, one per map.
public struct DensityMemory: Sendable {
  var maps: [Int: HeatMap.Memory] = [:]
  public init() {}
}

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

  /// The data under a cell, for the pointer.
  static func point(
    row: Int, column: Int, _ state: ExplorerState, _ region: Region
  ) -> (x: Double, y: Double) {
    if state.snapshot.target.dimension == 2 {
      return PlaneView.point(row: row, column: column, state, region)
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

  // MARK: - One dimension

  /// Axes that stand still while the run moves: they follow the target and the start alone.
  private static func plot(_ state: ExplorerState, height: Int) -> LinePlot {
    let target = state.snapshot.target
    let start = state.snapshot.start
    let modes = [target.old, target.new, start.old, start.new]
    let low = modes.map { $0.mean.x - 4 * $0.scale.l11 }.min() ?? -6
    let high = modes.map { $0.mean.x + 4 * $0.scale.l11 }.max() ?? 6
    let narrowest = modes.map(\.scale.l11).min() ?? 1
    let peak = 0.4 / narrowest
    var plot = LinePlot(
      x: Axis(lower: low.rounded(.down), upper: high.rounded(.up)),
      y: Axis.rounded(covering: 0...peak))
    plot.gap = Rug.height(state, paneHeight: height)
    return plot
  }

  private static func drawLine(
    _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let snapshot = state.snapshot
    let lanes = state.visibleLanes
    let isFocused = Dashboard.isFocused(.density, state)
    // Spaces follow: what is left where there is no room for all begins with a mark.
    // Marks below the axis need a word more than curves that have their names beside them.
    var plot = plot(state, height: region.height)
    let named = region.width >= 60 && (plot.gap == 0 || lanes.count > 4) ? lanes : []
    var trailing = [
      Run("╌ target p   ", ink: .target),
      Run("· start\(named.isEmpty ? "" : "   ")", ink: .start),
    ]
    for lane in named {
      let name = shortName(snapshot.lanes[lane], snapshot)
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
    plot.curves.append(curve(snapshot.start, xs, ink: .start, style: .dotted, priority: -3))
    plot.curves.append(curve(snapshot.target, xs, ink: .target, style: .dashed, priority: -1))
    for lane in lanes {
      var curve = curve(
        snapshot.lanes[lane].model, xs, ink: .lane(lane), style: .solid,
        priority: state.focusedLane == lane ? 2 : 1)
      curve.mark = Glyphs.laneMark(lane)
      curve.marksAlong = state.display.isMonochrome
      plot.curves.append(curve)
    }
    addTeacher(state, xs, to: &plot)
    addMeans(state, to: &plot)
    plot.notes += notes(state)
    plot.draw(into: &painter, region: area)
    if plot.gap > 0 {
      Rug.draw(state, plot.frame(in: area, symbols: painter.symbols), into: &painter)
    }
  }

  static func shortName(_ lane: Snapshot.LaneView, _ snapshot: Snapshot) -> String {
    let name = lane.name.split(separator: " ").first.map(String.init) ?? lane.name
    // Two lanes of one method differ by their replay, or by how they sample and step.
    let replay = lane.settings.numbers["replay"] ?? 0
    let own =
      (replay > 0 ? ["λ \(NumberText.trimmed(replay, digits: 2))"] : [])
      + LaneWords(snapshot).own(lane)
    return ([name] + own).joined(separator: " ")
  }

  /// The lane whose teacher is drawn: the focused one, or the only one that has any.
  static func teacherLane(_ state: ExplorerState) -> Int? {
    let lanes = state.visibleLanes.filter { state.snapshot.lanes[$0].teacher != nil }
    if let focused = state.focusedLane { return lanes.contains(focused) ? focused : nil }
    return lanes.count == 1 ? lanes.first : nil
  }

  /// T, which self-distillation learns from, dotted in its lane's ink.
  private static func addTeacher(
    _ state: ExplorerState, _ xs: [Double], to plot: inout LinePlot
  ) {
    guard let lane = teacherLane(state), let teacher = state.snapshot.lanes[lane].teacher else {
      return
    }
    let ys = teacher.densities(along: xs)
    plot.curves.append(
      Curve(xs: xs, ys: ys, ink: .lane(lane), style: .dotted, priority: 0))
    let isOld = teacher.oldWeight > 0.5
    let x = isOld ? teacher.old.mean.x : teacher.new.mean.x
    plot.notes.append(
      LinePlot.Note(
        x: x, y: teacher.densities(along: [x])[0],
        runs: [Run("\(Glyphs.laneMark(lane)) T", ink: .lane(lane), emphasis: .bold)],
        prefersLeft: !isOld))
  }

  private static func curve(
    _ mixture: Mixture, _ xs: [Double], ink: Ink, style: DotCanvas.Style, priority: Int8
  ) -> Curve {
    Curve(
      xs: xs, ys: mixture.densities(along: xs), ink: ink, style: style, priority: priority)
  }

  /// True means as bars on the axis, each lane's old mean as its mark, the largest drift between.
  private static func addMeans(_ state: ExplorerState, to plot: inout LinePlot) {
    let snapshot = state.snapshot
    let target = snapshot.target
    let drifts = state.visibleLanes.map { lane in
      (lane, abs(snapshot.lanes[lane].model.old.mean.x - target.old.mean.x))
    }
    let shown =
      state.focusedLane.flatMap { focused in drifts.first { $0.0 == focused } }
      ?? drifts.max { $0.1 < $1.1 }
    if let (lane, _) = shown {
      plot.axisBars.append(
        LinePlot.AxisBar(
          from: target.old.mean.x, to: snapshot.lanes[lane].model.old.mean.x, ink: .lane(lane)))
    }
    for lane in state.visibleLanes {
      plot.axisMarks.append(
        LinePlot.AxisMark(
          x: snapshot.lanes[lane].model.old.mean.x, mark: Glyphs.laneMark(lane), ink: .lane(lane)))
    }
    plot.axisMarks.append(LinePlot.AxisMark(x: target.old.mean.x, mark: "┃", ink: .oldMode))
    plot.axisMarks.append(LinePlot.AxisMark(x: target.new.mean.x, mark: "┃", ink: .newMode))
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
      let old = model.old.mean.x
      let new = model.new.mean.x
      let isOld = lead(old) > lead(new)
      let x = isOld ? old : new
      return LinePlot.Note(
        x: x, y: model.densities(along: [x])[0] * 0.97,
        runs: [
          Run(
            "\(Glyphs.laneMark(lane)) \(shortName(state.snapshot.lanes[lane], state.snapshot))",
            ink: .lane(lane))
        ], prefersLeft: isOld)
    }
  }
}
