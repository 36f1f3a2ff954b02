import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// What panes with plots promise a reader.
@Suite struct PlotPaneTests {
  private func pane(
    _ preset: String, at time: Double, rows: Int, columns: Int,
    _ view: (ExplorerState, inout Painter, Region) -> Void
  ) throws -> Painter {
    let screen = try Screen(preset, at: time, rows: 40, columns: 120)
    var painter = Painter(rows: rows, columns: columns, symbols: .braille)
    view(screen.state, &painter, painter.grid.region)
    return painter
  }

  /// What is hatched has a word for it in the title, and what never was there is not lost.
  @Test(arguments: ["forward-and-reverse", "starvation", "chen-sweep", "self-distillation"])
  func hatchesHaveTheirWord(_ preset: String) throws {
    for columns in [36, 48, 72] {
      let lines = try pane(preset, at: 8, rows: 16, columns: columns) {
        var memory = DensityMemory()
        DensityView.draw($0, into: &$1, region: $2, memory: &memory)
      }.grid.text.split(separator: "\n")
      let isHatched = lines.dropFirst().contains { $0.contains("╱") }
      let word = preset == "starvation" ? "╱ missing" : "╱ lost"
      #expect(!isHatched || lines[0].contains(word), "\(preset) in \(columns) columns")
    }
  }

  /// Two marks and two names beside their own curves: `reverse` is not left of the start's.
  @Test func lanesAreNamedWhereTheyAre() throws {
    let grid = try pane("forward-and-reverse", at: 8, rows: 18, columns: 72) {
      var memory = DensityMemory()
      DensityView.draw($0, into: &$1, region: $2, memory: &memory)
    }.grid
    for (mark, ink) in [("●", Ink.lane1), ("○", .lane2)] {
      let places = (1..<15).flatMap { row in (6..<72).map { (row: row, column: $0) } }
        .filter { Unicode.Scalar(grid[$0.row, $0.column].scalar) == mark.unicodeScalars.first }
      #expect(!places.isEmpty, "\(mark) names its curve")
      for place in places {
        let near = (max(1, place.row - 1)...place.row + 1).flatMap { row in
          (max(6, place.column - 3)..<min(72, place.column + 14)).map { grid[row, $0] }
        }
        #expect(near.contains { $0.ink == ink && (0x2800...0x28FF).contains($0.scalar) })
      }
    }
  }

  /// Kept and learned of one task are no way to those of the next.
  @Test func pathsBreakWhereStagesBegin() throws {
    let snapshot = try Screen("three-tasks", at: 30).state.snapshot
    let chart = Chart(tradeOffOf: snapshot, lanes: [0, 1, 2, 3], at: 30, across: .learned)
    for series in chart.series {
      guard case .lane = series.role else { continue }
      #expect(series.xs.contains { !$0.isFinite })
      for (from, to) in zip(
        zip(series.xs, series.ys), zip(series.xs.dropFirst(), series.ys.dropFirst()))
      where from.0.isFinite && to.0.isFinite {
        #expect(abs(from.0 - to.0) < 0.3, "from \(from) to \(to)")
      }
    }
    #expect(chart.marks.allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }

  /// Nor do those of the seen tasks over time.
  @Test(arguments: [Measure.oldWeight, .kept, .oldDrift])
  func curvesBreakWhereStagesBegin(_ measure: Measure) throws {
    let snapshot = try Screen("five-tasks", at: 130).state.snapshot
    let chart = Chart(
      measure, of: snapshot, lanes: [0], at: 130, y: Axis(lower: 0, upper: 1))
    let series = try #require(chart.series.first { $0.role == .lane(0) })
    for begin in [60.0, 120] {
      let next = try #require(series.xs.firstIndex { $0 > begin + 1e-6 })
      #expect(series.ys[next - 1].isNaN, "\(begin)")
    }
    #expect(series.xs.last == 130 && series.ys.last?.isFinite == true)
  }

  /// A line without its name is a riddle, at any width where it is drawn.
  @Test(arguments: [59, 80, 100, 120]) func theFrontIsNamed(_ columns: Int) throws {
    let text = try pane("forward-and-reverse", at: 8, rows: 20, columns: columns) {
      TradeOffView.draw($0, into: &$1, region: $2)
    }.grid.text
    #expect(
      text.contains(columns < 80 ? "╌╌ front" : "╌╌ Pareto front") && text.contains("every t 1"))
    #expect(text.contains("mean 0.5"))
  }

  /// Runs of a sweep are told of and have their front, where one of them is the best of all, too. A lane's line goes
  /// over the runs of other lanes: it loses no cell to them. Its own stand on it.
  @Test(arguments: [59, 80, 120]) func runsOfASweepLieUnderOtherLanes(_ columns: Int) throws {
    func screen(_ points: [Chart.Mark]) throws -> CellGrid {
      try pane("forward-and-reverse", at: 8, rows: 20, columns: columns) { state, painter, region in
        var state = state
        state.sweepPoints = points
        TradeOffView.draw(state, into: &painter, region: region)
      }.grid
    }
    let snapshot = try Screen("forward-and-reverse", at: 8).state.snapshot
    let ways = Chart(tradeOffOf: snapshot, lanes: [0, 1], at: 8, across: .learned).series
    let onTheWay = ways.flatMap { series -> [Chart.Mark] in
      guard case .lane(let lane) = series.role else { return [] }
      return zip(series.xs, series.ys).map { Chart.Mark(x: $0, y: $1, lane: 1 - lane) }
    }
    let best = Chart.Mark(x: 0.9995, y: 0.9995, lane: 1)
    let aside = Chart.Mark(x: 0.31, y: 0.42, lane: 0)
    let (plain, dotted) = (try screen([]), try screen(onTheWay + [best, aside]))
    func isWay(_ cell: Cell) -> Bool {
      (0..<8).contains { cell.ink == .lane($0) } && (0x2801...0x28FF).contains(cell.scalar)
    }
    var count = 0
    for row in 1..<plain.rows {
      for column in 0..<plain.columns where isWay(plain[row, column]) {
        count += 1
        let (way, over) = (plain[row, column], dotted[row, column])
        #expect(over.ink == way.ink, "row \(row), column \(column)")
      }
    }
    #expect(count > 20)
    let text = dotted.text
    #expect(text.contains("·") && text.contains("front"))
    #expect(columns < 120 || text.contains("· a run  ╌╌ Pareto front"))
    let chart = Chart(
      tradeOffOf: snapshot, lanes: [0, 1], at: 8, across: .learned, others: [best, aside])
    #expect(chart.series.first?.role == .front)
  }

  /// Names of ends lie beside the ways, not on them.
  @Test func namesOfEndsCoverNoWay() throws {
    let state = try Screen("forward-and-reverse", at: 8, rows: 40, columns: 120).state
    for (rows, columns) in [(16, 60), (20, 80), (30, 120)] {
      let chart = Chart(
        tradeOffOf: state.snapshot, lanes: [0, 1], at: state.now.time, across: .learned)
      var plot = LinePlot(x: chart.x, y: chart.y)
      plot.leftMargin = 5
      TrailEnds.add(chart, state, to: &plot)
      var bare = Painter(rows: rows, columns: columns, symbols: .braille)
      plot.draw(into: &bare, region: bare.grid.region.inset(top: 1))
      let named = try pane("forward-and-reverse", at: 8, rows: rows, columns: columns) {
        TradeOffView.draw($0, into: &$1, region: $2)
      }
      for row in 1..<rows {
        for column in 0..<columns where [.lane1, .lane2].contains(bare.grid[row, column].ink) {
          let letter = Unicode.Scalar(named.grid[row, column].scalar)?.properties.isAlphabetic
          #expect(letter == false || named.grid[row, column] == bare.grid[row, column])
        }
      }
    }
  }

  /// A question about who keeps is not answered by the picture.
  @Test func aQuestionHidesWhatIsKept() throws {
    var driver = try TestLecture.shipped("why-fine-tuning-forgets", scene: 7)
    driver.press(.character(" "))
    driver.run(ticks: 200)
    #expect(driver.state.concealed.contains(.verdicts))
    #expect(!driver.text().contains("╱"))
  }
}
