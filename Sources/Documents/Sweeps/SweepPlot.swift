import Cells
import Explorer
import Forgetting
import Simulation
import Views

/// The picture of a sweep: a heat map over two axes, lines over one, or what is kept over what is learned.
public struct SweepPlot: Sendable {
  /// What is drawn.
  public let chart: Chart
  /// Whether it is a heat map, and no lines.
  public var isMap: Bool { picture != nil }
  /// What a map in the explorer shows, for the command that opens it again; nil for lines, and where no measure
  /// is what is drawn.
  public let map: MapChoice?
  let picture: MapPicture?
  /// The flow time at which the measure is read; nil: where runs end.
  public let time: Double?
  /// The parameters that its axes are of.
  public let paths: [String]

  /// So many points of a line are told apart.
  private static let mostMarks = 24

  /// The numbers of an axis; words count from 1.
  private static func numbers(_ axis: Sweep.Axis) -> [Double] {
    guard !axis.hasWordsFirst else { return (0..<axis.count).map { Double($0 + 1) } }
    return (0..<axis.count).map { place in
      if case .number(let number) = axis.values(at: place)[0] { return number }
      return Double(place + 1)
    }
  }

  private static func axis(_ axis: Sweep.Axis) -> Axis {
    if axis.hasWordsFirst {
      return Axis(names: (0..<axis.count).map { "\(axis.values(at: $0)[0])" })
    }
    let numbers = numbers(axis)
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
    let isLogarithmic =
      if case .range(let range) = axis.source { range.isLogarithmic } else { areRatios(numbers) }
    return Axis(
      lower: low, upper: high > low ? high : low + 1, isLogarithmic: isLogarithmic && low > 0)
  }

  /// Whether values are spaced by ratio rather than by difference, as 2, 4, 8, 16 are.
  private static func areRatios(_ numbers: [Double]) -> Bool {
    let sorted = Set(numbers).sorted()
    guard sorted.count > 2, sorted[0] > 0, sorted[sorted.count - 1] >= 8 * sorted[0] else {
      return false
    }
    let pairs = zip(sorted, sorted.dropFirst())
    let differences = pairs.map { $1 - $0 }.sorted()
    let ratios = pairs.map { Logarithm.ratio($1, $0) }.sorted()
    return ratios[ratios.count - 1] / ratios[0]
      < differences[differences.count - 1] / differences[0]
  }

  private static func label(_ axis: Sweep.Axis, _ scenario: Scenario) -> String {
    let parameter = ParameterCatalogue.parameter(at: axis.paths[0], in: scenario)
    return (parameter?.label ?? axis.paths[0])
      + (parameter?.lane.map { ", lane \($0 + 1)" } ?? "")
  }

  /// What was solved for has no one value either.
  private static func solved(_ sweep: Sweep) -> [String] { sweep.goal.map { [$0.path] } ?? [] }

  /// ", replay λ, lane 1 0.001": where the axes that are not drawn are looked at.
  private static func rest(_ sweep: Sweep, _ grid: SweepGrid) -> String {
    sweep.axes.indices.filter { $0 != grid.x && $0 != grid.y }.map { place in
      let axis = sweep.axes[place]
      return
        ", \(label(axis, sweep.experiment.scenario)) = \(axis.values(at: grid.fixed[place])[0])"
    }.joined()
  }

  /// A heat map of one lane.
  public init(_ sweep: Sweep, map grid: SweepGrid, y: Int, lane: Int, column: SweepColumn) {
    let scenario = sweep.experiment.scenario
    let (across, up) = (sweep.axes[grid.x], sweep.axes[y])
    var values: [Double] = []
    for row in 0..<up.count {
      for column in 0..<across.count { values.append(grid.mean(column, row)) }
    }
    let picture = MapPicture(
      scenario, x: .init(path: across.paths[0], values: SweepPlot.numbers(across)),
      y: .init(path: up.paths[0], values: SweepPlot.numbers(up)), column.measure?.measure,
      lane: lane, values)
    let (x, y) = (SweepPlot.axis(across), SweepPlot.axis(up))
    var chart = Chart(
      mapOf: picture, x: x, y: y,
      label: column.label(sweep, isFirst: grid.hasFurtherCrossings)
        + SweepPlot.rest(sweep, grid))
    chart.xLabel = SweepPlot.label(across, scenario)
    chart.yLabel = SweepPlot.label(up, scenario)
    self.chart = chart
    self.picture = picture
    time = column.measure?.time
    paths = across.paths + up.paths + SweepPlot.solved(sweep)
    func side(_ axis: Sweep.Axis, _ span: Axis) -> String {
      let range = MapChoice.Range(span.lower, span.upper, isLogarithmic: span.isLogarithmic)
      return "\(axis.paths[0])=\(range.text)"
    }
    map = column.measure?.measureAtEnd.flatMap { measure in
      let text = "\(side(across, x)) \(side(up, y)) \(measure.id) \(lane + 1)"
      return try? MapChoice(text: text, in: scenario)
    }
  }

  /// A line for each lane, with what most seeds are between.
  public init(_ sweep: Sweep, lines grids: [(lane: Int, grid: SweepGrid)], column: SweepColumn) {
    let scenario = sweep.experiment.scenario
    let across = sweep.axes[grids[0].grid.x]
    let numbers = SweepPlot.numbers(across)
    let places = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    let means = grids.map { grid in places.map { grid.grid.mean($0) } }
    let isFirst = grids.contains { $0.grid.hasFurtherCrossings }
    var chart = Chart(
      x: SweepPlot.axis(across), y: column.axis(sweep, of: means.flatMap { $0 }),
      xLabel: SweepPlot.label(across, scenario),
      yLabel: column.label(sweep, isFirst: isFirst) + SweepPlot.rest(sweep, grids[0].grid))
    let xs = places.map { numbers[$0] }
    let isOfWords = across.hasWordsFirst
    for (number, (grid, ys)) in zip(grids, means).enumerated() {
      let edges = [0.1, 0.9].map { share in places.map { grid.grid.quantile(share, $0) } }
      // All seeds of an exact flow are alike.
      if isOfWords {
        // From word to word there is no line; lanes stand beside each other.
        let own = xs.map { $0 + 0.12 * (Double(number) - Double(grids.count - 1) / 2) }
        for (place, x) in own.enumerated() where edges[0][place] < edges[1][place] {
          chart.series.append(
            Chart.Series([x, x], [edges[0][place], edges[1][place]], .band(grid.lane)))
        }
        chart.marks += zip(own, ys).map { Chart.Mark(x: $0, y: $1, lane: grid.lane) }
        continue
      }
      if zip(edges[0], edges[1]).contains(where: { $0 < $1 }) {
        for edge in edges { chart.series.append(Chart.Series(xs, edge, .band(grid.lane))) }
      }
      var series = Chart.Series(xs, ys, .lane(grid.lane), isMarked: true)
      series.marksPoints = xs.count <= SweepPlot.mostMarks
      chart.series.append(series)
    }
    self.chart = chart
    map = nil
    picture = nil
    time = column.measure?.time
    paths = across.paths + SweepPlot.solved(sweep)
  }

  /// What every run kept over what it learned, by lane.
  public init(_ sweep: Sweep, tradeOff points: [Chart.Mark]) {
    chart = Chart(
      tradeOffOf: points,
      at: sweep.sweepsEnd ? "" : " at t \(ParameterValue.number(sweep.until))")
    map = nil
    picture = nil
    time = nil
    paths = sweep.axes.flatMap(\.paths)
  }

  /// The picture as cells.
  ///
  /// - Parameter title: above it.
  public func cells(rows: Int, columns: Int, symbols: Symbols, title: String) -> CellGrid {
    var painter = Painter(rows: rows, columns: columns, symbols: symbols)
    let region = painter.grid.region
    let hasFront = chart.series.contains { $0.role == .front }
    painter.rule(
      region, row: 0, title: [Run(title, ink: .title, emphasis: .bold)],
      trailing: hasFront ? [Run("╌╌ Pareto front", ink: .strong)] : [], ink: .title,
      emphasised: true)
    if let picture {
      let area = region.inset(top: 1)
      var memory = MapMemory()
      MapView.drawPicture(
        [picture],
        PlotFrame(region: area, x: chart.x, y: chart.y, leftMargin: 7, rightMargin: 9),
        into: &painter, region: area, cross: nil, memory: &memory)
    } else {
      var plot = LinePlot(x: chart.x, y: chart.y)
      plot.endLabels = true
      plot.endLabelWidth = 2
      plot.add(chart)
      plot.placeMarks += chart.marks.map {
        LinePlot.PlaceMark(x: $0.x, y: $0.y, mark: Glyphs.laneMark($0.lane), ink: .lane($0.lane))
      }
      plot.draw(into: &painter, region: region.inset(top: 1))
    }
    // Where words stand below there is no room for what they are of.
    painter.write(
      chart.x.names.isEmpty ? chart.xLabel : " \(chart.xLabel)", rightAlignedAt: columns,
      row: chart.x.names.isEmpty ? rows - 1 : 0, ink: .dim)
    return painter.grid
  }
}

extension Sweep.Axis {
  /// Whether what its first path is given are words, or some of it is.
  public var hasWordsFirst: Bool {
    guard case .list(let values) = source else { return false }
    return values.contains { if case .word = $0[0] { true } else { false } }
  }
}
