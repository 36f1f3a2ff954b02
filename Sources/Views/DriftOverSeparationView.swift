import Cells
import Explorer
import Forgetting
import Simulation

/// The largest old drift of every lane over the separation, on a logarithmic axis, beside the line
/// e^(−δ²/8): the drift dies like the overlap of the tasks.
enum DriftOverSeparationView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let surveys = state.surveys
    let horizon = NumberText.trimmed(
      surveys.drift?.horizon ?? surveys.driftBefore?.horizon ?? state.scenario.clock.until,
      digits: 2)
    // What batches do is a matter of chance; the survey is of what they are drawn around.
    let flow =
      state.visibleLanes.contains { state.snapshot.lanes[$0].sampling.isBatch }
      ? "  exact flow" : ""
    let isShown = state.view == .drift
    // The timeline need not reach as far.
    let runs = "runs t 0…\(horizon)\(flow)"
    let title =
      region.width >= 100
      ? "DRIFT over δ  largest old drift in σ of whole \(runs)"
      : region.width >= 60 ? "DRIFT over δ in σ  \(runs)" : "DRIFT over δ\(flow)"
    painter.rule(
      region, row: region.row,
      title: [Run(title, ink: .title, emphasis: isShown ? .bold : [])],
      trailing: state.scenario.isOfOldAndNew
        ? progress(surveys, isWide: region.width >= 60, isShown: isShown) : [],
      ink: isShown ? .title : .dim, emphasised: isShown)
    guard !TwoTasksOnly.draw(state, into: &painter, region: region) else { return }
    let area = region.inset(top: 1)
    let chart = state.driftChart
    var plot = LinePlot(x: chart.x, y: chart.y)
    plot.endLabels = true
    plot.endLabelWidth = 2
    plot.leftMargin = 6
    plot.add(chart)
    for (index, series) in chart.series.enumerated() {
      if let focused = state.focusedLane, series.role == .lane(focused) {
        plot.curves[index].priority = 2
      }
    }
    let frame = plot.frame(in: area, symbols: painter.symbols)
    drawSeparation(state, frame, into: &painter)
    plot.draw(into: &painter, region: area)
    drawMarks(state, frame, into: &painter)
    drawLegend(state, frame, into: &painter)
  }

  /// "recomputing  17 of 37 points  Esc cancels"; beside the panes, where it waits for its turn, as far as it is.
  private static func progress(_ surveys: Surveys, isWide: Bool, isShown: Bool) -> [Run] {
    let total = DriftSurvey.separations.count
    let count = surveys.drift?.points.count ?? 0
    guard isShown else {
      return surveys.drift?.isComplete == true
        ? [] : [Run("\(count) of \(total) points", ink: .dim)]
    }
    if surveys.isRunning {
      let again = surveys.driftBefore != nil && isWide ? "recomputing  " : ""
      return [
        Run(again, ink: .warning),
        Run(isWide ? "\(count) of \(total) points  " : "\(count)/\(total) ", ink: .warning),
        Run("Esc cancels", ink: .strong),
      ]
    }
    if surveys.drift?.isComplete == true { return [] }
    return [Run("cancelled at \(count) of \(total)", ink: .warning)]
  }

  // MARK: - Curves

  /// The marks of the lanes take turns along the points, so that curves on top of each other are told
  /// apart too.
  private static func drawMarks(
    _ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter
  ) {
    guard let picture = state.surveys.drift, frame.plot.width > 0 else { return }
    let lanes = state.visibleLanes
    let columnsPerPoint = max(1, frame.plot.width / max(1, picture.points.count))
    let stride = max(lanes.count, (7 + columnsPerPoint) / columnsPerPoint)
    for (place, lane) in lanes.enumerated() {
      for (index, point) in picture.points.enumerated()
      where index % stride == place * stride / lanes.count {
        // The last one has its mark at its right.
        guard point.separation < frame.x.upper,
          let peak = point.peaks[safe: lane] ?? nil, peak > 0,
          let row = frame.row(y: peak), let column = frame.column(x: point.separation)
        else { continue }
        painter.put(
          Glyphs.laneMark(lane), row: row, column: column, ink: .lane(lane), emphasis: .bold)
      }
    }
  }

  // MARK: - Where we are

  /// δ as it is, from top to bottom; at the edge where it lies outside.
  private static func drawSeparation(
    _ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter
  ) {
    let area = frame.plot
    guard !area.isEmpty, let separation = separation(state) else { return }
    guard let column = frame.column(x: separation) else { return }
    for row in area.row..<area.endRow {
      painter.put(.verticalRule, row: row, column: column, ink: .dim)
    }
    if let axisRow = frame.axisRow {
      painter.put(.bar, row: axisRow, column: column, ink: .strong, emphasis: .bold)
    }
  }

  /// δ of the scenario as it is.
  private static func separation(_ state: ExplorerState) -> Double? {
    let target = state.scenario.targetMixture
    let value = Forgetting.separation(target.old, target.new)
    return value.isFinite ? value : nil
  }

  /// A lane's peak at a separation: the point there, or between its neighbours on the picture's own
  /// scale; nil outside, and where a neighbour has none.
  static func peak(_ picture: DriftPicture, lane: Int, at separation: Double) -> Double? {
    let points = picture.points
    guard let upper = points.firstIndex(where: { $0.separation >= separation - 1e-9 }) else {
      return nil
    }
    guard let high = points[upper].peaks[safe: lane] ?? nil else { return nil }
    if abs(points[upper].separation - separation) < 1e-6 { return high }
    guard upper > 0, let low = points[upper - 1].peaks[safe: lane] ?? nil, low > 0, high > 0
    else { return nil }
    let share =
      (separation - points[upper - 1].separation)
      / (points[upper].separation - points[upper - 1].separation)
    return low * Logarithm.power(high / low, share)
  }

  // MARK: - Legend

  /// In the upper right corner, where falling curves leave room.
  private static func drawLegend(
    _ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter
  ) {
    let area = frame.plot
    let lines = legend(state, LaneLabel(state, painter))
    let width = lines.map { painter.width(of: $0) }.max() ?? 0
    guard area.height >= 6, area.width >= width + 12 else { return }
    let shown = lines.prefix(area.height / 2 + 1)
    // In the corner in which it hides least of the lanes; the upper right one where there is a choice.
    let (right, low) = (area.endColumn - width - 1, area.endRow - shown.count)
    let corners = [(area.row, right), (low, area.column), (area.row, area.column), (low, right)]
    func hidden(_ corner: (row: Int, column: Int)) -> Int {
      (corner.row..<corner.row + shown.count).reduce(0) { count, row in
        count
          + (corner.column..<corner.column + width + 1).filter { column in
            (0..<8).contains { painter.grid[row, column].ink == .lane($0) }
          }.count
      }
    }
    let counts = corners.map { hidden($0) }
    let best = counts.firstIndex(of: counts.min() ?? 0) ?? 0
    for (row, line) in shown.enumerated() {
      painter.write(
        [Run(" ")] + line, row: corners[best].0 + row, column: corners[best].1, clip: area)
    }
  }

  private static func legend(_ state: ExplorerState, _ label: LaneLabel) -> [[Run]] {
    let separation = separation(state)
    var lines: [[Run]] = []
    if let separation {
      let value = NumberText.trimmed(separation, digits: 2)
      let outside =
        DriftPicture.range.contains(separation)
        ? "" : separation > DriftPicture.range.upperBound ? ", right of here" : ", left of here"
      lines.append([Run("┃ now δ \(value)\(outside)", ink: .strong)])
    }
    for lane in state.visibleLanes {
      var runs = [
        Run("\(Glyphs.laneMark(lane)) ", ink: .lane(lane), emphasis: .bold),
        Run(label.name(lane), ink: .lane(lane)),
      ]
      if let words = words(state, lane, separation) {
        runs.append(Run("  \(words)", ink: .strong))
      }
      lines.append(runs)
    }
    if let picture = state.surveys.drift {
      lines += swaps(picture, state)
    }
    if let anchor = state.driftAnchor {
      lines.append([
        Run("· e^−δ²/8 through ", ink: .target),
        Run("\(Glyphs.laneMark(anchor.lane))", ink: .lane(anchor.lane), emphasis: .bold),
        Run(" at \(NumberText.trimmed(anchor.separation, digits: 2))", ink: .target),
      ])
    }
    if let start = (state.surveys.drift ?? state.surveys.driftBefore)?.startDrift, start > 0 {
      lines.append([
        Run("beyond the start's \(NumberText.significant(start, digits: 2)) σ", ink: .warning)
      ])
    }
    return lines
  }

  /// "○ modes change places to δ 1.75", where there is no drift to draw; lanes that do it alike share a line.
  private static func swaps(_ picture: DriftPicture, _ state: ExplorerState) -> [[Run]] {
    let lanes = Dictionary(
      grouping: state.visibleLanes.filter { picture.lastSwap(lane: $0) != nil },
      by: { picture.lastSwap(lane: $0) ?? 0 })
    return lanes.sorted { $0.key < $1.key }.map { separation, lanes in
      lanes.map { Run(String(Glyphs.laneMark($0)), ink: .lane($0), emphasis: .bold) }
        + [
          Run(
            " modes change places to δ \(NumberText.trimmed(separation, digits: 2))", ink: .warning)
        ]
    }
  }

  /// "1.2 σ", or why there is nothing to draw.
  private static func words(_ state: ExplorerState, _ lane: Int, _ separation: Double?) -> String? {
    guard let picture = state.surveys.drift, !picture.points.isEmpty else { return nil }
    let peaks = picture.points.compactMap { $0.peaks[safe: lane] }
    if peaks.allSatisfy({ $0 == nil }) {
      return picture.lastSwap(lane: lane) == nil ? "diverges" : nil
    }
    if peaks.allSatisfy({ $0 == 0 }) { return "stays" }
    guard let separation, let peak = peak(picture, lane: lane, at: separation) else { return nil }
    return peak > 0 ? "\(NumberText.significant(peak, digits: 2)) σ" : "stays"
  }
}
