import Cells
import Explorer
import Forgetting
import Simulation

/// The plane of old weight and old drift: where the flow of one lane goes from every point, and the way
/// that every lane has gone.
enum PhaseView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    if !state.scenario.isOfOldAndNew {
      painter.rule(region, row: region.row, title: "PHASE", emphasised: state.view == .phase)
    }
    guard !TwoTasksOnly.draw(state, into: &painter, region: region) else { return }
    let frame = PhaseLayout.frame(state, region)
    let flow = flow(state, frame, painter.symbols)
    drawTitle(state, flow, frame, into: &painter, region: region)
    frame.draw(into: &painter)
    drawAtHome(frame, into: &painter)
    if let flow {
      flow.draw(into: &painter)
    } else {
      if let before = state.surveys.phaseBefore {
        drawArrows(before, frame, isBehind: true, into: &painter)
      }
      if let field = state.surveys.phase {
        drawArrows(field, frame, isBehind: false, into: &painter)
      }
    }
    drawPaths(state, region: region.inset(top: 1), frame, into: &painter)
  }

  /// What lies between the arrows of the newest whole field, where lines can be told from each other.
  private static func flow(
    _ state: ExplorerState, _ frame: PlotFrame, _ symbols: Symbols
  ) -> PhaseFlow? {
    guard symbols != .ascii, frame.plot.width >= 24, frame.plot.height >= 6 else { return nil }
    let fields = [state.surveys.phase, state.surveys.phaseBefore].compactMap { $0 }
    return fields.first { $0.isComplete }.flatMap { PhaseFlow($0, frame) }
  }

  private static func drawTitle(
    _ state: ExplorerState, _ flow: PhaseFlow?, _ frame: PlotFrame, into painter: inout Painter,
    region: Region
  ) {
    let isShown = state.view == .phase
    var trailing: [Run] = []
    let surveys = state.surveys
    // Beside the panes another survey may have its turn, and none is to be cancelled.
    var isCancellable = false
    if case .phase(let request) = surveys.request, SurveyReducer.isCancellable(surveys) {
      isCancellable = true
      let count = surveys.phase?.rowCount ?? 0
      trailing.append(Run("\(count) of \(request.drifts.count) rows", ink: .warning))
      if isShown { trailing.append(Run("  Esc cancels", ink: .strong)) }
    } else if surveys.isCancelled {
      trailing.append(Run("cancelled", ink: .dim))
    }
    var held: [Run] = []
    if let lane = PhaseLayout.lane(state) {
      let view = state.snapshot.lanes[lane]
      if !trailing.isEmpty { trailing.append(Run("  ")) }
      trailing.append(Run(region.width >= 60 ? "→ flow of " : "→ ", ink: .dim))
      // As its way is called below.
      let name = TrailEnds.names([lane], state, frame, painter)[0]
      trailing.append(
        Run("\(Glyphs.laneMark(lane)) \(name)", ink: .lane(lane), emphasis: .bold))
      if region.width >= 100 || (region.width >= 60 && !isCancellable) {
        let place = view.model.new.mean
        let x = NumberText.fixed(place.x, digits: 2)
        let y = NumberText.fixed(place.y, digits: 2)
        let mean = state.snapshot.target.dimension == 1 ? x : "(\(x), \(y))"
        held.append(Run(" at m_n \(mean)", ink: .dim))
      }
    }
    let isWide = region.width >= (isCancellable ? 100 : 70)
    let title = Run(
      isWide ? "PHASE  old drift in σ over β" : "PHASE drift, β", ink: .title,
      emphasis: isShown ? .bold : [])
    // What lines mean before where the flow is held; a rule takes eight columns for itself.
    let legend = flow.map { self.legend($0) } ?? []
    let room = region.width - 8 - painter.width(of: [title] + trailing)
    let isLegend = painter.width(of: legend) <= room
    let isHeld = painter.width(of: (isLegend ? legend : []) + held) <= room
    painter.rule(
      region, row: region.row, title: [title] + (isLegend ? legend : []),
      trailing: trailing + (isHeld ? held : []), ink: isShown ? .title : .dim,
      emphasised: isShown)
  }

  /// The lines that there are.
  private static func legend(_ flow: PhaseFlow) -> [Run] {
    let rests = flow.rests
    var runs: [Run] = []
    if rests.weight { runs.append(Run(" β", ink: .warning)) }
    if rests.drift { runs.append(Run(" drift", ink: .good)) }
    if rests.weight, rests.drift { runs.append(Run(" ◎ both", ink: .strong)) }
    return runs.isEmpty ? [] : [Run("  rests:", ink: .dim)] + runs
  }

  /// The line of no drift.
  private static func drawAtHome(_ frame: PlotFrame, into painter: inout Painter) {
    guard let row = frame.row(y: 0) else { return }
    for column in frame.plot.column..<frame.plot.endColumn {
      painter.put(.dashedRule, row: row, column: column, ink: .dim)
    }
  }

  // MARK: - Arrows

  /// Arrows stand for direction; where the flow is fast they are bright, where it all but rests there is
  /// a dot.
  private static func drawArrows(
    _ field: PhaseField, _ frame: PlotFrame, isBehind: Bool, into painter: inout Painter
  ) {
    let right = Double(frame.plot.width) / (frame.x.upper - frame.x.lower)
    // A cell is twice as high as wide.
    let up = 2 * Double(frame.plot.height) / (frame.y.upper - frame.y.lower)
    let chart = Chart(arrowsOf: field, x: frame.x, y: frame.y)
    for (arrow, pace) in zip(chart.arrows, chart.paces(across: right, upward: up)) {
      guard let pace, let row = frame.row(y: arrow.y), let column = frame.column(x: arrow.x) else {
        continue
      }
      if pace == .still {
        painter.put(.meterEmpty, row: row, column: column, ink: .dim)
        continue
      }
      painter.put(
        .arrow(right: arrow.right * right, up: arrow.up * up), row: row, column: column,
        ink: isBehind || pace == .slow ? .dim : .plain)
    }
  }

  // MARK: - Paths

  private static func drawPaths(
    _ state: ExplorerState, region: Region, _ frame: PlotFrame, into painter: inout Painter
  ) {
    let chart = Chart(
      pathsOf: state.snapshot, lanes: state.visibleLanes, at: state.now.time, x: frame.x,
      y: frame.y)
    var plot = LinePlot(x: chart.x, y: chart.y)
    plot.leftMargin = 5
    plot.showsYLabels = false
    plot.showsXLabels = false
    plot.showsAxis = false
    TrailEnds.add(chart, state, to: &plot)
    // Paths lie in the plot of the frame, which has its labels already.
    plot.draw(into: &painter, region: frame.plot)
    drawStart(state, frame, into: &painter)
    let axis = DriftAxis(state.snapshot.target)
    let ends = state.visibleLanes.map { lane in
      let model = state.snapshot.lanes[lane].model
      return (lane, SIMD2(model.oldWeight, axis.coordinate(of: model.old.mean)))
    }
    TrailEnds.draw(ends, state, frame, into: &painter)
  }

  private static func drawStart(
    _ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter
  ) {
    guard state.now.endTime > 0 else { return }
    let start = state.snapshot.start
    let drift = DriftAxis(state.snapshot.target).coordinate(of: start.old.mean)
    guard let row = frame.row(y: drift), let column = frame.column(x: start.oldWeight) else {
      return
    }
    painter.put("+", row: row, column: column, ink: .start, emphasis: .bold)
  }
}
