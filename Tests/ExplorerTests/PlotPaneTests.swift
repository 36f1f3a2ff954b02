import Cells
import Forgetting
import Simulation
import Testing

@testable import Documents
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

  /// A line without its name is a riddle, at any width where it is drawn.
  @Test(arguments: [59, 80, 100, 120]) func theFrontIsNamed(_ columns: Int) throws {
    let text = try pane("forward-and-reverse", at: 8, rows: 20, columns: columns) {
      TradeOffView.draw($0, into: &$1, region: $2)
    }.grid.text
    #expect(
      text.contains(columns < 80 ? "··· front" : "··· Pareto front") && text.contains("every t 1"))
    #expect(text.contains("mean 0.5"))
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
    let shipped = try #require(ShippedLectures.lecture("why-fine-tuning-forgets")).lecture()
    var lecture = LectureState(shipped, scene: 7)
    var driver = try Driver(lecture.beginning(), lecture: lecture, rows: 40, columns: 120)
    driver.press(.character(" "))
    driver.run(ticks: 200)
    #expect(driver.state.concealed.contains(.verdicts))
    #expect(!driver.text().contains("╱"))
  }
}
