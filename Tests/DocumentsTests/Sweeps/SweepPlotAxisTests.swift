import Forgetting
import Simulation
import Testing

@testable import Documents

/// The axes of a sweep's picture.
@Suite struct SweepPlotAxisTests {
  private func plot(_ values: [Double]) throws -> SweepPlot {
    let scenario = Presets.standard.scenario
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [Sweep.Axis(["target.separation"], values.map { [.number($0)] })])
    let kept = try SweepMeasure(text: "kept", in: scenario)
    sweep.measures = [kept]
    let grid = SweepGrid(sweep, x: 0, y: nil, lane: 0, measure: 0, fixed: [0])
    return SweepPlot(sweep, lines: [(0, grid)], measure: kept)
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
    var grid = SweepGrid(sweep, x: 0, y: 1, lane: 0, measure: 0, fixed: [0, 0])
    grid.take(table(sweep))
    let plot = SweepPlot(sweep, map: grid, y: 1, lane: 0, measure: sweep.measures[0])
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
    var grid = SweepGrid(sweep, x: 1, y: nil, lane: 0, measure: 0, fixed: [0, 0])
    grid.take(table(sweep))
    let plot = SweepPlot(sweep, lines: [(0, grid)], measure: sweep.measures[0])
    #expect(plot.chart.x.names == Self.methods)
    #expect(plot.chart.marks.map(\.x) == [1, 2, 3] && plot.chart.series.isEmpty)
    let cells = plot.cells(rows: 24, columns: 80, symbols: .braille, title: "t").text
    for method in Self.methods { #expect(cells.contains(method), "\(cells)") }
  }
}
