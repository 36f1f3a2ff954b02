import SeededNumbers
import Testing

@testable import Cells

/// Any data in any region: nothing crashes, nothing is drawn outside, no cell is a blank braille
/// pattern, and ASCII stays ASCII.
@Suite struct RandomScreenTests {
  private static let values: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0.5, 1e300, -1e300, .leastNonzeroMagnitude, 1e-9,
    3.7, 42,
  ]

  private func value(_ random: inout SplitMix64) -> Double {
    Int.random(in: 0..<3, using: &random) == 0
      ? Self.values.randomElement(using: &random)! : Double.random(in: -2...2, using: &random)
  }

  private func values(_ count: Int, _ random: inout SplitMix64) -> [Double] {
    (0..<count).map { _ in value(&random) }
  }

  private func axis(_ random: inout SplitMix64) -> Axis {
    Axis(
      lower: value(&random), upper: value(&random), isLogarithmic: .random(using: &random))
  }

  private func region(_ random: inout SplitMix64) -> Region {
    Region(
      row: .random(in: -3...12, using: &random), column: .random(in: -5...40, using: &random),
      height: .random(in: 0...14, using: &random), width: .random(in: 0...50, using: &random))
  }

  private func check(
    _ symbols: Symbols, _ region: Region, _ seed: UInt64, _ draw: (inout Painter) -> Void
  ) {
    var painter = Painter(rows: 12, columns: 44, symbols: symbols)
    let paper = Cell("~", ink: .ghost)
    painter.grid.fill(painter.grid.region, with: paper)
    draw(&painter)
    for row in 0..<12 {
      for column in 0..<44 {
        let cell = painter.grid[row, column]
        let isInside = region.contains(row: row, column: column)
        if !isInside, cell != paper { Issue.record("seed \(seed): \(row), \(column) is \(cell)") }
        if cell.scalar == 0x2800 { Issue.record("seed \(seed): blank braille") }
        if symbols == .ascii, cell.scalar > 0x7E { Issue.record("seed \(seed): \(cell)") }
      }
    }
  }

  @Test(arguments: Symbols.allCases)
  func linePlots(symbols: Symbols) {
    for seed in UInt64(0)..<600 {
      var random = SplitMix64(seed: seed)
      var plot = LinePlot(x: axis(&random), y: axis(&random))
      for index in 0..<Int.random(in: 0...6, using: &random) {
        let count = [0, 1, 2, 5, 300].randomElement(using: &random)!
        plot.curves.append(
          Curve(
            xs: values(count, &random), ys: values(count + index % 2, &random),
            ink: .lane(index), mark: index % 3 == 0 ? nil : Glyphs.laneMark(index),
            style: [.solid, .dashed, .dotted].randomElement(using: &random)!,
            label: Bool.random(using: &random) ? "忘 β 0.5" : nil,
            marksAlong: .random(using: &random), priority: Int8(index)))
      }
      plot.endLabels = .random(using: &random)
      plot.showsXLabels = .random(using: &random)
      plot.showsYLabels = .random(using: &random)
      plot.showsAxis = .random(using: &random)
      plot.events = values(3, &random)
      plot.goals = values(3, &random).map { .init(y: $0, ink: .good, mark: "●") }
      plot.axisMarks = values(2, &random).map { .init(x: $0, mark: "┃", ink: .good) }
      plot.axisBars = [.init(from: value(&random), to: value(&random), ink: .lane1)]
      plot.notes = [.init(x: value(&random), y: value(&random), runs: [Run("忘却 note")])]
      let region = region(&random)
      check(symbols, region, seed) { plot.draw(into: &$0, region: region) }
    }
  }

  @Test(arguments: Symbols.allCases)
  func mapsAndShapes(symbols: Symbols) {
    for seed in UInt64(0)..<300 {
      var random = SplitMix64(seed: seed)
      let region = region(&random)
      let columns = Int.random(in: 0...20, using: &random)
      let rows = Int.random(in: 0...20, using: &random)
      let field = values(max(0, columns * rows - (seed % 7 == 0 ? 1 : 0)), &random)
      let axes = (axis(&random), axis(&random))
      let shape = values(9, &random)
      var memory = HeatMap.Memory()
      check(symbols, region, seed) { painter in
        for _ in 0..<2 {
          HeatMap(
            values: Array((field + [0]).prefix(columns * rows)), columns: columns, rows: rows,
            maximum: seed % 3 == 0 ? value(&random) : 1,
            kind: seed % 2 == 0 ? .difference : .density(lane: Int(seed % 8))
          ).picture(&memory).draw(under: &painter, region: region)
        }
        var canvas = DotCanvas(width: region.width, height: region.height, symbols: symbols)
        let pen = DotCanvas.Pen(ink: .lane1, style: .dashed)
        canvas.contour(values: field, columns: columns, rows: rows, level: shape[0], pen: pen)
        canvas.arrow(
          fromX: shape[5], fromY: shape[6], toX: shape[7], toY: shape[8], x: axes.0, y: axes.1,
          pen: pen)
        canvas.draw(into: &painter.grid, region: region)
      }
    }
  }

  @Test(arguments: Symbols.allCases)
  func controlsAndText(symbols: Symbols) {
    let texts = ["", "β", "忘却 forgetting", "e\u{301}\u{301}", "a\nb\tc", "\u{1B}[31m", "──▶ ∞"]
    for seed in UInt64(0)..<600 {
      var random = SplitMix64(seed: seed)
      let region = region(&random)
      let text = texts.randomElement(using: &random)!
      check(symbols, region, seed) { painter in
        Meter(fraction: value(&random), bound: value(&random)).draw(into: &painter, region: region)
        Slider(
          fraction: value(&random), origin: value(&random), events: values(2, &random),
          track: Bool.random(using: &random) ? .plain : .progress
        ).draw(into: &painter, region: region)
        painter.rule(
          region, row: region.row + Int.random(in: -1...2, using: &random), title: text,
          trailing: texts.randomElement(using: &random)!, emphasised: .random(using: &random))
        painter.write(
          text, row: .random(in: -2...14, using: &random),
          column: .random(in: -9...50, using: &random), clip: region)
        painter.write(text, rightAlignedAt: region.endColumn, row: region.row, clip: region)
        painter.write(text, centeredIn: region, row: region.row)
        if Bool.random(using: &random) { painter.frame(region, title: text) }
      }
    }
  }
}
