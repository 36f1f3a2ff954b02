import Cells
import Explorer
import Forgetting

/// What lanes keep over what they learn: the picture of the field's papers. Up and to the right is
/// better; marks stand at equal times.
enum TradeOffView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let across = state.tradeOff.measure
    let chart = Chart(
      tradeOffOf: state.snapshot, lanes: state.visibleLanes, at: state.now.time, across: across,
      others: state.sweepPoints, data: state.data.run)
    drawTitle(state, across, chart, into: &painter, region: region)
    var plot = LinePlot(x: chart.x, y: chart.y)
    plot.leftMargin = 5
    TrailEnds.add(chart, state, to: &plot)
    plot.placeMarks += chart.marks.map {
      LinePlot.PlaceMark(x: $0.x, y: $0.y, mark: Glyphs.laneMark($0.lane), ink: .lane($0.lane))
    }
    let area = region.inset(top: 1)
    let frame = plot.frame(in: area, symbols: painter.symbols)
    plot.draw(into: &painter, region: area)
    drawStart(chart, frame, into: &painter)
    TrailEnds.draw(ends(chart), state, frame, into: &painter)
  }

  private static func ends(_ chart: Chart) -> [(lane: Int, place: SIMD2<Double>)] {
    chart.series.compactMap { series in
      guard case .lane(let lane) = series.role, let x = series.xs.last, let y = series.ys.last
      else { return nil }
      return (lane, SIMD2(x, y))
    }
  }

  /// Where all lanes begin.
  private static func drawStart(
    _ chart: Chart, _ frame: PlotFrame, into painter: inout Painter
  ) {
    for series in chart.series {
      guard case .lane = series.role, series.xs.count > 1, let row = frame.row(y: series.ys[0]),
        let column = frame.column(x: series.xs[0])
      else { continue }
      painter.put("+", row: row, column: column, ink: .start, emphasis: .bold)
    }
  }

  private static func drawTitle(
    _ state: ExplorerState, _ across: Measure, _ chart: Chart, into painter: inout Painter,
    region: Region
  ) {
    let hasFront = chart.series.contains { $0.role == .front }
    let hasRuns = !chart.others.isEmpty
    let period = NumberText.trimmed(Chart.period(state.now.time), digits: 6)
    let isShown = state.view == .tradeOff
    let title = "TRADE-OFF  kept over \(across.axisTitle)"
    let better = across.drawing.range == .share ? "↗ is better" : "↑ keeps more"
    let runs = hasRuns ? "· a run" : nil
    let front = hasFront ? hasRuns ? "╌╌ Pareto front" : "╌╌ Pareto front now" : nil
    let every = state.now.time > 0 ? "every t \(period)" : nil
    let mark = every.map { "a mark \($0)" }
    // As many words as there is room for: without its name a line is a riddle.
    let forms: [[String?]] = [
      [runs, front, mark, better], [runs, front, mark], [runs, front, every],
      hasRuns ? [runs, front] : [], [front, every], hasFront ? ["╌╌ front", every] : [],
      hasFront ? ["╌╌ front"] : [], [mark], [every],
    ]
    // Numbers need their names more than marks a period.
    var names: [Run] = []
    if let run = state.data.run, !chart.dots.isEmpty {
      names = RunNames(run).runs(
        mark: "×", beyond: chart.beyondText(),
        steps: run.all.map { $0.drawn.stepsPerKept }.max() ?? 1,
        room: region.width - painter.width(of: title) - 8)
    }
    let room = region.width - painter.width(of: title) - painter.width(of: names) - 7
    let words = forms.lazy.map { $0.compactMap { $0 }.joined(separator: "  ") }
      .first { !$0.isEmpty && painter.width(of: $0) <= room }
    if words != nil, !names.isEmpty { names.insert(Run("  "), at: 0) }
    let trailing = (words.map { [Run($0, ink: .dim)] } ?? []) + names
    painter.rule(
      region, row: region.row,
      title: [
        Run(title, ink: .title, emphasis: isShown ? .bold : [])
      ],
      trailing: trailing, ink: isShown ? .title : .dim, emphasised: isShown)
  }
}
