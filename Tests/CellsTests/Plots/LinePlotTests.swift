import Foundation
import Testing

@testable import Cells

@Suite struct LinePlotTests {
  private static let times = (0...200).map { Double($0) * 0.05 }

  private func massPlot() -> LinePlot {
    var plot = LinePlot(x: Axis(lower: 0, upper: 12), y: Axis(lower: 0, upper: 1))
    plot.curves = [
      Curve(
        xs: Self.times, ys: Self.times.map { 0.8 / (1 + 0.45 * $0) }, ink: .lane1, mark: "●",
        label: "0.15"),
      Curve(
        xs: Self.times, ys: Self.times.map { 0.5 + 0.3 * exp(-$0 / 4) }, ink: .lane2, mark: "○",
        label: "0.52"),
    ]
    plot.endLabels = true
    plot.goals = [
      .init(y: 0, ink: .lane1, mark: "●"), .init(y: 0.5, ink: .lane2, mark: "○"),
    ]
    plot.events = [3]
    return plot
  }

  private func screen(
    _ plot: LinePlot, _ symbols: Symbols = .braille, rows: Int = 10, columns: Int = 48
  ) -> String {
    var painter = Painter(rows: rows, columns: columns, symbols: symbols)
    plot.draw(into: &painter, region: painter.grid.region)
    return painter.grid.text
  }

  @Test func massInEveryAlphabet() {
    let braille = screen(massPlot(), .braille)
    #expect(
      braille == """
        1.0
            ⣤⣀⡀
            ⠙⣆⠉⠙⠒⠢⠤⢤⣀⣀⡀
             ⠈⠳⣄      ⠉⠉⠉⠙⠒⠒⠒⠒⠦⠤⠤⠤⠤⠤⠤⠤⣄⣀⣀⡀○ 0.52      ╌○
        0.5    ⠈⠙⠦⣄⡀
                   ⠉⠑⠒⠦⢤⣀⣀⡀
                          ⠉⠉⠉⠓⠒⠒⠒⠦⠤⠤⠤⠤⢤⣀⣀⡀● 0.15
                                                      ╌●
        0.0 ────────▲───────────────────────────────────
            0             5              10
        """)
    let quadrant = screen(massPlot(), .quadrant)
    #expect(
      quadrant == """
        1.0
            ▄▄▖
            ▀▙▀▀▀▚▄▄▄▄▖
             ▝▜▄      ▀▀▀▀▀▀▀▀▙▄▄▄▄▄▄▄▄▄▄▖○ 0.52      ╌○
        0.5    ▝▀▙▄▖
                   ▀▀▀▙▄▄▄▖
                          ▀▀▀▀▀▀▀▙▄▄▄▄▄▄▄▖● 0.15
                                                      ╌●
        0.0 ────────▲───────────────────────────────────
            0             5              10
        """)
    let block = screen(massPlot(), .block)
    #expect(
      block == """
        1.0
            ▄▄▄
            ▀█▀▀▀█▄▄▄▄▄
             ▀█▄      ▀▀▀▀▀▀▀▀█▄▄▄▄▄▄▄▄▄▄▄○ 0.52      ╌○
        0.5    ▀▀█▄▄
                   ▀▀▀█▄▄▄▄
                          ▀▀▀▀▀▀▀█▄▄▄▄▄▄▄▄● 0.15
                                                      ╌●
        0.0 ────────▲───────────────────────────────────
            0             5              10
        """)
    let ascii = screen(massPlot(), .ascii)
    #expect(
      ascii == """
        1.0
            ,__
            '\\''--.,___
             '\\,      ''''-----.......,___o 0.52      -o
        0.5    ''-,_
                   ''--,___
                          ''''----....,___* 0.15
                                                      -*
        0.0 --------^-----------------------------------
            0             5              10
        """)
  }

  @Test func densityWithDriftOnTheAxis() {
    let xs = (0...300).map { -6.5 + 13 * Double($0) / 300 }
    func normal(_ x: Double, _ mean: Double) -> Double {
      exp(-(x - mean) * (x - mean) / 2) / 2.506628
    }
    var plot = LinePlot(x: Axis(lower: -6.5, upper: 6.5), y: Axis(lower: 0, upper: 0.4))
    plot.curves = [
      Curve(
        xs: xs, ys: xs.map { 0.12 * normal($0, -1.4) + 0.88 * normal($0, 1.9) }, ink: .lane1),
      Curve(xs: xs, ys: xs.map { 0.5 * normal($0, -2) + 0.5 * normal($0, 2) }, ink: .lane2),
    ]
    plot.axisBars = [.init(from: -2, to: -1.4, ink: .lane1)]
    plot.axisMarks = [
      .init(x: -2, mark: "┃", ink: .oldMode), .init(x: 2, mark: "┃", ink: .newMode),
      .init(x: -1.4, mark: "●", ink: .lane1),
    ]
    plot.notes = [
      .init(x: 1.9, y: 0.35, runs: [Run("● forward", ink: .lane1)]),
      .init(x: -2, y: 0.2, runs: [Run("○ reverse", ink: .lane2)], prefersLeft: true),
    ]
    let density = screen(plot, rows: 14, columns: 64)
    #expect(
      density == """
        0.4
                                       ● forward ⣠⠖⠦⡀
                                                ⡴⠁  ⠑⡄
        0.3                                    ⡰⠁    ⠱⡀
                                              ⢠⠃      ⢣
                                             ⢀⠇        ⢇
        0.2         ○ reverse ⡠⠊⠉⠉⠳⡄         ⡎  ⢀⠖⠉⠉⠑⢆ ⠈⡆
                            ⢀⠞⠁    ⠈⢦       ⡜⠁ ⡴⠃     ⠳⡄⠸⡀
                           ⣠⠋        ⠳⡀    ⡴⠁⢀⡞⠁       ⠙⣆⠱⡀
        0.1               ⡴⠃          ⠙⢦⡀⢀⠞⠁⡤⠋          ⠈⢦⡣⡀
                        ⣠⠎     ⢀⣀⡤⠤⠤⠤⠤⠤⠖⠛⠓⠒⠋              ⠑⣕⣄
            ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣤⣔⣋⣁⣀⣀⠤⠤⠒⠋⠉                            ⠙⠳⠦⣄⣀⣀⣀⣀⣀⣀⣀⣀
        0.0 ────────────────────┃━━●───────────────┃────────────────────
             −6       −4       −2         0        2        4        6
        """)
  }

  @Test func logarithmicAxis() {
    var plot = LinePlot(
      x: Axis(lower: 0, upper: 10), y: Axis(lower: 1e-4, upper: 1, isLogarithmic: true))
    plot.curves = [
      Curve(xs: Self.times, ys: Self.times.map { exp(-0.8 * $0) }, ink: .lane1),
      Curve(xs: [0, 10], ys: [0.01, 0.01], ink: .dim, style: .dashed),
    ]
    let decades = screen(plot)
    #expect(
      decades == """
           1 ⠉⠙⠒⠦⢤⣀⡀
                   ⠉⠙⠒⠦⢤⣀⡀
                         ⠉⠙⠒⠦⠤⣀⡀
                               ⠈⠉⠒⠲⠤⣄⣀
        0.01 ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉⠉⠓⠻⠭⣄⣉⠉ ⠉⠉ ⠉⠉ ⠉⠉ ⠉
                                           ⠈⠉⠑⠒⠤⢄⣀
                                                  ⠉⠑⠒⠦⢤⣀

        1e−4 ───────────────────────────────────────────
             0                    5                   10
        """)
  }

  @Test func endLabelsMakeRoomForEachOther() {
    var plot = LinePlot(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
    plot.curves = [0.52, 0.5, 0.51, 0.02, 0.01, 1].enumerated().map { index, value in
      Curve(
        xs: [0, 1], ys: [value, value], ink: .lane(index), mark: Glyphs.laneMark(index),
        label: NumberText.fixed(value, digits: 2))
    }
    plot.endLabels = true
    let labels = screen(plot, rows: 9, columns: 24)
    #expect(
      labels == """

        1.0 ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉◇ 1.00
                          ● 0.52
            ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀■ 0.51
        0.5 ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉○ 0.50
                          □ 0.02
            ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀◆ 0.01
        0.0 ────────────────────
            0            1
        """)
  }

  @Test func goalsWithTheSameValueStandSideBySide() {
    var plot = LinePlot(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
    plot.goals = [
      .init(y: 0, ink: .lane1, mark: "●"), .init(y: 0, ink: .lane3, mark: "▲"),
      .init(y: 0.5, ink: .lane2),
    ]
    let goals = screen(plot, rows: 6, columns: 20)
    #expect(
      goals == """
          1

                         ╌╌
                         ╌●▲
          0 ────────────────
            0          1
        """)
  }

  @Test func marksAlongTellCurvesApartWithoutColour() {
    var plot = massPlot()
    for index in plot.curves.indices { plot.curves[index].marksAlong = true }
    let marks = screen(plot)
    #expect(
      marks == """
        1.0
            ⣤⣀⡀
            ⠙⣆⠉⠙⠒⠢⠤⢤⣀○⡀
             ⠈⠳⣄      ⠉⠉⠉⠙⠒⠒⠒⠒⠦⠤⠤○⠤⠤⠤⠤⣄⣀⣀⡀○ 0.52      ╌○
        0.5    ⠈●⠦⣄⡀
                   ⠉⠑⠒⠦⢤⣀⣀⡀
                          ⠉⠉●⠓⠒⠒⠒⠦⠤⠤⠤⠤⢤⣀●⡀● 0.15
                                                      ╌●
        0.0 ────────▲───────────────────────────────────
            0             5              10
        """)
  }

  @Test func smallRegionsGiveUpMargins() {
    let small = screen(massPlot(), rows: 4, columns: 16)
    #expect(
      small == """
        ⣄⡀
        ⠳⣍⠉⠒⠒⠒○ 0.52  ╌○
         ⠈⠙⠒⠲⠤● 0.15  ╌●
        ─▲──────────────
        """)
    let tiny = screen(massPlot(), rows: 2, columns: 5)
    #expect(
      tiny == """
        ○ 0.5
        ● 0.1
        """)
  }

  @Test func frameFindsDataUnderAPointer() {
    let frame = massPlot().frame(
      in: Region(row: 2, column: 10, height: 20, width: 60), symbols: .braille)
    for column in frame.plot.column..<frame.plot.endColumn {
      #expect(frame.column(x: frame.point(row: 5, column: column).x) == column)
    }
    for row in frame.plot.row..<frame.plot.endRow {
      #expect(frame.row(y: frame.point(row: row, column: 20).y) == row)
    }
    #expect(frame.column(x: -0.1) == nil && frame.row(y: .nan) == nil)
  }

  /// The axes stand still while data moves: margins, lines and labels do not depend on curves.
  @Test func axesStayWhileCurvesMove() {
    var plot = massPlot()
    plot.endLabelWidth = 8
    let before = plot.frame(in: Region(row: 0, column: 0, height: 9, width: 40), symbols: .block)
    plot.curves[0].label = "12.345"
    plot.curves[0].ys = plot.curves[0].ys.map { $0 * 100 }
    let after = plot.frame(in: Region(row: 0, column: 0, height: 9, width: 40), symbols: .block)
    #expect(before.plot == after.plot)
  }
}
