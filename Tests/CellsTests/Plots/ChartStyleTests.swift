import Testing

@testable import Cells

/// How the series of a chart look in cells.
@Suite struct ChartStyleTests {
  /// A curve, its bound and the band around it are three lines.
  @Test(arguments: [Symbols.braille, .ascii]) func curvesBoundsAndBandsDiffer(_ symbols: Symbols) {
    func dots(_ role: Chart.Role) -> [String] {
      var chart = Chart(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
      chart.series = [Chart.Series([0, 1], [0.5, 0.5], role)]
      var plot = LinePlot(x: chart.x, y: chart.y)
      (plot.showsXLabels, plot.showsYLabels, plot.showsAxis) = (false, false, false)
      plot.add(chart)
      var painter = Painter(rows: 3, columns: 24, symbols: symbols)
      plot.draw(into: &painter, region: painter.grid.region)
      return painter.grid.text.split(separator: "\n").map(String.init)
    }
    let looks = [dots(.lane(0)), dots(.bound(0)), dots(.band(0))]
    #expect(Set(looks).count == 3, "\(looks)")
  }

  /// Words stand in the middle of what is theirs, and none is left out for want of room.
  @Test func axesOfWords() {
    let axis = Axis(names: ["one", "two", "three"])
    #expect(axis.ticks(maximum: 2).map(\.label) == ["one", "two", "three"])
    #expect(axis.ticks(maximum: 2).map { axis.unit($0.value) * 6 } == [1, 3, 5])
    var painter = Painter(rows: 9, columns: 30, symbols: .braille)
    PlotFrame(region: painter.grid.region, x: axis, y: axis, leftMargin: 4).draw(into: &painter)
    let text = painter.grid.text
    for word in axis.names { #expect(text.ranges(of: word).count == 2, "\(text)") }
  }
}
