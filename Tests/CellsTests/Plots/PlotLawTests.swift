import Testing

@testable import Cells

/// What a reader relies on when a value is read from a plot.
@Suite struct PlotLawTests {
  private static let axes = [
    Axis(lower: 0, upper: 1), Axis(lower: 0, upper: 0.4), Axis(lower: 0, upper: 2),
    Axis(lower: 1e-3, upper: 1, isLogarithmic: true),
    Axis(lower: 1e-5, upper: 10, isLogarithmic: true),
    Axis(lower: 1e-4, upper: 10, isLogarithmic: true),
  ]

  private func rowsOfLabels(_ axis: Axis, height: Int) -> [Int] {
    let frame = PlotFrame(
      region: Region(row: 0, column: 0, height: height, width: 40), x: Axis(lower: 0, upper: 1),
      y: axis, showsXLabels: false)
    var painter = Painter(rows: height, columns: 40, symbols: .braille)
    frame.draw(into: &painter)
    return (0..<height).filter { row in
      (0..<frame.plot.column).contains { painter.grid[row, $0].scalar != 0x20 }
    }
  }

  @Test(arguments: axes) func ticksAreEven(_ axis: Axis) {
    for height in 26...60 {
      let rows = rowsOfLabels(axis, height: height)
      let steps = Set(zip(rows, rows.dropFirst()).map { $1 - $0 })
      #expect(rows.count > 2 && steps.count == 1, "\(axis) in \(height) rows: labels in \(rows)")
    }
  }

  @Test func aMarkStandsOnADotOfItsCurve() {
    let xs = (0...36).map { 1 + 0.25 * Double($0) }
    let ys = xs.map { 3 / ($0 * $0 * $0) }
    for axis in [
      Axis(lower: 1e-3, upper: 10, isLogarithmic: true), Axis(lower: 0, upper: 3),
    ] {
      for (rows, columns) in [(8, 30), (17, 61), (29, 113)] {
        let plot = LinePlot(
          x: Axis(lower: 1, upper: 10), y: axis, curves: [Curve(xs: xs, ys: ys, ink: .lane1)])
        for symbols in [Symbols.braille, .quadrant, .ascii] {
          var painter = Painter(rows: rows, columns: columns, symbols: symbols)
          plot.draw(into: &painter, region: painter.grid.region)
          let frame = plot.frame(in: painter.grid.region, symbols: symbols)
          for (x, y) in zip(xs, ys) {
            guard let row = frame.row(y: y), let column = frame.column(x: x) else {
              Issue.record("\(x), \(y) is outside of the plot")
              continue
            }
            #expect(
              painter.grid[row, column].ink == .lane1, "\(x), \(y) in \(rows) × \(columns)")
          }
        }
      }
    }
  }

  @Test func whatIsBehindLendsNoDots() {
    var plot = LinePlot(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
    let lane = Curve(xs: [0, 1], ys: [0.3, 0.7], ink: .lane1, priority: 1)
    let guide = Curve(xs: [0, 1], ys: [1, 0], ink: .dim, style: .dotted, priority: -4)
    func cells(_ curves: [Curve]) -> [Cell] {
      plot.curves = curves
      var painter = Painter(rows: 12, columns: 40, symbols: .braille)
      plot.draw(into: &painter, region: painter.grid.region)
      return painter.grid.cells.filter { $0.ink == .lane1 }
    }
    #expect(cells([guide, lane]) == cells([lane]))
    #expect(cells([lane, guide]) == cells([lane]))
  }

  @Test func aLawCanBeSeenUnderItsCurve() {
    for ys in [[0.5, 0.5], [0, 1], [1, 0]] {
      let law = Curve(
        xs: [0, 1], ys: ys, ink: .strong, style: .dotted, priority: -1, isReference: true)
      let lane = Curve(xs: [0, 1], ys: ys, ink: .lane1, priority: 2)
      var painter = Painter(rows: 16, columns: 40, symbols: .braille)
      LinePlot(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1), curves: [law, lane])
        .draw(into: &painter, region: painter.grid.region)
      let (own, of) = (
        painter.grid.cells.count { $0.ink == .lane1 },
        painter.grid.cells.count { $0.ink == .strong }
      )
      #expect(4 * own >= own + of && 4 * of >= own + of)
    }
  }

  /// Where labels are more than rows, the nearest share one: no mark is missing, and values that read the same
  /// stay. Without marks the highest and the lowest stay, and the rest is counted.
  @Test func labelsThatHaveNoRowOfTheirOwnShareOne() {
    func text(_ values: [Double], marks: Bool = true, focus: Int? = nil, columns: Int = 30)
      -> String
    {
      var plot = LinePlot(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 3))
      plot.curves = values.enumerated().map { index, value in
        Curve(
          xs: [0, 1], ys: [value, value], ink: .lane(index),
          emphasis: index == focus ? .bold : [], mark: marks ? Glyphs.laneMark(index) : nil,
          label: NumberText.fixed(value, digits: 2))
      }
      plot.endLabels = true
      plot.endLabelWidth = 9
      var painter = Painter(rows: 6, columns: columns, symbols: .braille)
      plot.draw(into: &painter, region: painter.grid.region)
      return painter.grid.text
    }
    let values = [0.1, 0.2, 0.3, 0.4, 0.5, 0.05, 2.2]
    let shared = text(values)
    #expect(shared.contains("▲ 2.20") && !shared.contains("+"), "\(shared)")
    #expect(values.indices.allSatisfy { shared.contains(Glyphs.laneMark($0)) }, "\(shared)")
    let focused = text(values, focus: 2)
    #expect(focused.contains("■ 0.30"), "\(focused)")
    let alike = text([1, 1, 1, 2, 0.2, 3])
    #expect(alike.contains("●○■ 1.00"), "\(alike)")
    let bare = text(values, marks: false)
    #expect(bare.contains("2.20") && bare.contains("0.05") && bare.contains("+4"), "\(bare)")
  }

  @Test func labelsAndGoalsStandApart() {
    for columns in [30, 40, 60] {
      var plot = LinePlot(x: Axis(lower: 0, upper: 1), y: Axis(lower: 0, upper: 1))
      plot.curves = [0.2001, 0.49, 0.039].enumerated().map { index, value in
        Curve(
          xs: [0, 1], ys: [value, value], ink: .lane(index), mark: Glyphs.laneMark(index),
          label: NumberText.significant(value, digits: 2))
      }
      plot.endLabels = true
      plot.endLabelWidth = 8
      plot.goals = [0.2, 0.48, 0].enumerated().map { index, value in
        .init(y: value, ink: .lane(index), mark: Glyphs.laneMark(index))
      }
      var painter = Painter(rows: 11, columns: columns, symbols: .braille)
      plot.draw(into: &painter, region: painter.grid.region)
      let lines = painter.grid.text.split(separator: "\n")
      for mark in ["●", "○", "■"] {
        #expect(lines.reduce(0) { $0 + $1.count { String($0) == mark } } == 2, "\(mark)")
      }
      // What has been reached stands in the row of its goal.
      #expect(
        lines.contains { $0.contains("● 0.20") && $0.hasSuffix("╌●") }, "\(painter.grid.text)")
      #expect(lines.allSatisfy { !$0.contains("0╌") && !$0.contains("9╌") })
    }
  }

  @Test func aNameStandsNearestToItsOwnCurve() {
    let xs = (0...400).map { -6 + 12 * Double($0) / 400 }
    func hill(_ x: Double, _ mean: Double, _ height: Double) -> Double {
      let square = (x - mean) * (x - mean)
      return height / (1 + square * square)
    }
    for heights in [(0.33, 0.25, 0.2), (0.2, 0.25, 0.33), (0.3, 0.29, 0.28)] {
      for (rows, columns) in [(9, 48), (17, 72), (30, 120)] {
        var plot = LinePlot(x: Axis(lower: -6, upper: 6), y: Axis(lower: 0, upper: 0.4))
        plot.curves = [heights.0, heights.1, heights.2].enumerated().map { index, height in
          Curve(
            xs: xs, ys: xs.map { hill($0, -2, height) + hill($0, 2, 0.4 - height) },
            ink: .lane(index))
        }
        var painter = Painter(rows: rows, columns: columns, symbols: .braille)
        plot.draw(into: &painter, region: painter.grid.region)
        let frame = plot.frame(in: painter.grid.region, symbols: .braille)
        let names = (0..<3).map { index in
          LinePlot.Name(
            curve: index, texts: [[Run("\(index) curve", ink: .lane(index))]], x: -2,
            prefersLeft: true)
        }
        plot.draw(names, frame, into: &painter)
        let courses = plot.curves.map { plot.course(of: $0, frame) }
        var count = 0
        for row in 0..<frame.plot.height {
          for column in 0..<frame.plot.width - 7 {
            let cell = painter.grid[frame.plot.row + row, frame.plot.column + column]
            guard let index = (0..<3).first(where: { cell.scalar == 0x30 + UInt32($0) }),
              painter.grid[frame.plot.row + row, frame.plot.column + column + 2].scalar == 0x63
            else { continue }
            count += 1
            let distances = courses.map {
              LinePlot.distance($0, row: row, column..<column + 7)
            }
            #expect(distances[index] <= distances.min()!, "\(heights) \(rows) × \(columns)")
          }
        }
        #expect(count >= 1)
      }
    }
  }
}
