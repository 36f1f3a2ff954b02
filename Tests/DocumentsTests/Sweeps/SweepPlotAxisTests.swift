import Forgetting
import Simulation
import Testing

@testable import Documents

/// The axes of a sweep's picture.
@Suite struct SweepPlotAxisTests {
  /// The first one that there is.
  private func column(_ sweep: Sweep) -> SweepColumn { SweepColumn.all(of: sweep)[0] }

  private func plot(_ values: [Double]) throws -> SweepPlot {
    let scenario = Presets.standard.scenario
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [Sweep.Axis(["target.separation"], values.map { [.number($0)] })])
    let kept = try SweepMeasure(text: "kept", in: scenario)
    sweep.measures = [kept]
    let grid = SweepGrid(sweep, x: 0, y: nil, lane: 0, column: column(sweep), fixed: [0])
    return SweepPlot(sweep, lines: [(0, grid)], column: column(sweep))
  }

  /// A list that is spaced by ratio rather than by difference lies on a logarithmic axis.
  @Test(arguments: [
    ([2, 4, 8, 16, 32, 64], true), ([64, 2, 8], true), ([1, 2, 3, 5, 8], true),
    ([0.001, 0.003, 0.01, 0.03], true), ([1, 2, 3, 4, 5, 6, 7, 8], false), ([0, 1, 10], false),
    ([2, 40], false), ([2, 3, 4], false),
  ])
  func listsByRatioHaveLogarithmicAxes(values: [Double], isLogarithmic: Bool) throws {
    #expect(try plot(values).chart.x.isLogarithmic == isLogarithmic)
  }

  /// Each of a few points has its mark.
  @Test func fewPointsAreMarked() throws {
    #expect(try plot([2, 3, 4]).chart.series.allSatisfy(\.marksPoints))
    #expect(
      try !plot((0..<99).map { 1 + Double($0) / 10 }).chart.series.contains(where: \.marksPoints))
  }

  // MARK: - Words

  private static let methods = ["forward-kl", "reverse-kl", "sdft"]

  /// By method, then by distance.
  private func methodSweep() throws -> Sweep {
    let scenario = Presets.standard.scenario
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [
        Sweep.Axis(["target.separation"], [2, 4, 6].map { [.number($0)] }),
        Sweep.Axis(["lanes.1.method"], Self.methods.map { [.word($0)] }),
      ])
    sweep.measures = [try SweepMeasure(text: "kept", in: scenario)]
    return sweep
  }

  /// Rows of a table in which a method keeps more than the one before, at larger distances, too.
  private func table(_ sweep: Sweep) -> [UInt8] {
    var text = "point,target.separation,lanes.1.method,seed,lane,method,kept,status\n"
    for point in 0..<sweep.pointCount {
      let places = sweep.places(ofRun: point)
      let method = Self.methods[places[1]]
      let kept = 0.05 + 0.3 * Double(places[1]) + 0.1 * Double(places[0])
      let distance = 2 + 2 * places[0]
      text += "\(point + 1),\(distance),\(method),7,1,\(method),\(kept),ok\n"
    }
    return Array(text.utf8)
  }

  /// Each method has a band of its own in a heat map, with its word, and lines at round values in it.
  @Test func wordsHaveBandsInAHeatMap() throws {
    let sweep = try methodSweep()
    var grid = SweepGrid(sweep, x: 0, y: 1, lane: 0, column: column(sweep), fixed: [0, 0])
    grid.take(table(sweep))
    let plot = SweepPlot(sweep, map: grid, y: 1, lane: 0, column: column(sweep))
    #expect(plot.chart.y.names == Self.methods && plot.chart.x.names.isEmpty)
    #expect(plot.map == nil)
    let tiles = try #require(plot.chart.tiles)
    // Nothing lies between two words.
    for column in 0..<tiles.columns {
      let shades = (0..<tiles.rows).map { tiles.shades[$0 * tiles.columns + column] }
      #expect(zip(shades, shades.dropFirst()).count { $0 != $1 } == 2)
    }
    let lines = plot.chart.series.filter { $0.role == .contour }
    #expect(lines.allSatisfy { $0.xs[0] == $0.xs[1] && $0.ys[1] - $0.ys[0] == 1 })
    #expect(Set(plot.chart.labels.map(\.text)) == ["0.1", "0.25", "0.5", "0.75"])
    let cells = plot.cells(rows: 24, columns: 80, symbols: .braille, title: "t").text
    for method in Self.methods { #expect(cells.contains(method), "\(cells)") }
  }

  /// Over words there are marks and no line from one to the next.
  @Test func wordsAreMarkedOneByOne() throws {
    let sweep = try methodSweep()
    var grid = SweepGrid(sweep, x: 1, y: nil, lane: 0, column: column(sweep), fixed: [0, 0])
    grid.take(table(sweep))
    let plot = SweepPlot(sweep, lines: [(0, grid)], column: column(sweep))
    #expect(plot.chart.x.names == Self.methods)
    #expect(plot.chart.marks.map(\.x) == [1, 2, 3] && plot.chart.series.isEmpty)
    let cells = plot.cells(rows: 24, columns: 80, symbols: .braille, title: "t").text
    for method in Self.methods { #expect(cells.contains(method), "\(cells)") }
  }

  // MARK: - Solving

  /// What was solved for comes first: a line of the goal's lane, of several crossings at a point the first.
  @Test func whatWasSolvedForIsDrawn() throws {
    let scenario = try #require(Presets.preset("replay")).scenario
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [Sweep.Axis(["target.separation"], [3, 4].map { [.number($0)] })], end: 20)
    sweep.measures = [try SweepMeasure(text: "kept", in: scenario)]
    sweep.goal = try SweepGoal(
      path: "lanes.1.replay", range: nil, text: "lane 1: kept = 0.9", in: scenario)
    let columns = SweepColumn.all(of: sweep)
    #expect(columns.map(\.name) == ["lanes.1.replay", "kept"])
    let rows = [
      "1,3,7,1,forward-kl,1,1,0.25,0.9,ok", "2,4,7,1,forward-kl,1,2,0.125,0.9,ok",
      "2,4,7,1,forward-kl,2,2,0.5,0.9,ok",
    ]
    let table = Array((["point,…"] + rows).joined(separator: "\n").utf8) + [0x0A]
    for (count, isFirst) in [(2, false), (4, true)] {
      let lines = (0..<2).map { lane in
        SweepGrid(sweep, x: 0, y: nil, lane: lane, column: columns[0], fixed: [0])
      }
      var first = lines[0]
      var second = lines[1]
      let end = table.indices.filter { table[$0] == 0x0A }[count - 1]
      first.take(Array(table[...end]))
      second.take(Array(table[...end]))
      #expect(second.count == 0)
      let plot = SweepPlot(sweep, lines: [(0, first)], column: columns[0])
      let series = try #require(plot.chart.series.first)
      #expect(series.ys[0] == 0.25 && (isFirst ? series.ys[1] == 0.125 : series.ys[1].isNaN))
      #expect(
        plot.chart.yLabel
          == (isFirst ? "first " : "") + "replay λ for lane 1: kept = 0.9 at t 20")
      #expect(plot.chart.drawnLanes == [0] && plot.paths.contains("lanes.1.replay"))
    }
  }
}
