import SeededNumbers
import Testing

@testable import Cells

@Suite struct DotCanvasTests {
  private func picture(
    _ symbols: Symbols, width: Int = 12, height: Int = 3, _ draw: (inout DotCanvas) -> Void
  ) -> String {
    var canvas = DotCanvas(width: width, height: height, symbols: symbols)
    draw(&canvas)
    var grid = CellGrid(rows: height, columns: width)
    canvas.draw(into: &grid, region: grid.region)
    return grid.text
  }

  private func diagonals(_ canvas: inout DotCanvas) {
    let pen = DotCanvas.Pen(ink: .lane1)
    canvas.line(
      fromX: 0, fromY: canvas.dotsHigh - 1, toX: canvas.dotsWide / 2 - 1, toY: 0, pen: pen)
    canvas.line(
      fromX: canvas.dotsWide / 2, fromY: 0, toX: canvas.dotsWide - 1, toY: canvas.dotsHigh - 1,
      pen: pen)
  }

  @Test func linesInEveryAlphabet() {
    let braille = picture(.braille, diagonals)
    #expect(
      braille == """
            ⡠⠊⠑⢄
          ⡠⠊    ⠑⢄
        ⡠⠊        ⠑⢄
        """)
    let quadrant = picture(.quadrant, diagonals)
    #expect(
      quadrant == """
            ▄▀▀▄
          ▄▀    ▀▄
        ▄▀        ▀▄
        """)
    let block = picture(.block, diagonals)
    #expect(
      block == """
            ▄▀▀▄
          ▄▀    ▀▄
        ▄▀        ▀▄
        """)
    let ascii = picture(.ascii, diagonals)
    #expect(
      ascii == """
            ,'',
          ,'    ',
        ,'        ',
        """)
  }

  @Test func asciiLinesLean() {
    let steep = picture(.ascii, width: 10, height: 4) { canvas in
      canvas.line(fromX: 0, fromY: 15, toX: 3, toY: 0, pen: .init(ink: .lane1))
      canvas.line(fromX: 5, fromY: 0, toX: 8, toY: 15, pen: .init(ink: .lane1))
      canvas.line(fromX: 9, fromY: 0, toX: 9, toY: 15, pen: .init(ink: .lane1))
    }
    #expect(
      steep == """
          _/ \\_  |
          /   \\  |
         /     \\ |
        /'     '\\|
        """)
  }

  @Test func stylesLeaveGaps() {
    var styles: [String] = []
    for symbols in Symbols.allCases {
      for style in [DotCanvas.Style.dashed, .dotted] {
        styles.append(
          picture(symbols, width: 18, height: 1) { canvas in
            canvas.line(fromX: 0, fromY: 1, toX: 99, toY: 1, pen: .init(ink: .dim, style: style))
          })
      }
    }
    let all = styles.joined(separator: "\n")
    #expect(
      all == """
        -- -- -- -- -- --
        -  -  -  -  -  -
        ▄▄ ▄▄ ▄▄ ▄▄ ▄▄ ▄▄
        ▄  ▄  ▄  ▄  ▄  ▄
        ▄▄ ▄▄ ▄▄ ▄▄ ▄▄ ▄▄
        ▖▖▖▖▖▖▖▖▖▖▖▖▖▖▖▖▖▖
        ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒
        ⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂
        """)
  }

  @Test func lastOrHighestPriorityGivesTheInk() {
    var canvas = DotCanvas(width: 2, height: 1, symbols: .braille)
    canvas.dot(x: 0, y: 0, pen: .init(ink: .lane1))
    canvas.dot(x: 1, y: 3, pen: .init(ink: .lane2, emphasis: .bold))
    canvas.dot(x: 2, y: 0, pen: .init(ink: .lane1, priority: 1))
    canvas.dot(x: 3, y: 3, pen: .init(ink: .lane2))
    var grid = CellGrid(rows: 1, columns: 2)
    canvas.draw(into: &grid, region: grid.region)
    #expect(grid.cells == [Cell("⢁", ink: .lane2, emphasis: .bold), Cell("⢁", ink: .lane1)])
  }

  @Test func emptyCellsStayAsTheyAre() {
    var grid = CellGrid(rows: 1, columns: 4)
    grid.fill(grid.region, with: Cell("x", ink: .bad))
    var canvas = DotCanvas(width: 3, height: 1, symbols: .braille)
    canvas.dot(x: 2, y: 0, pen: .init(ink: .lane1))
    canvas.draw(into: &grid, region: Region(row: 0, column: 1, height: 1, width: 3))
    #expect(grid.text == "xx⠁x")
    #expect(canvas.isEmpty(row: 0, column: 0) && !canvas.isEmpty(row: 0, column: 1))
    #expect(canvas.isEmpty(row: 7, column: -1))
  }

  @Test func linesFromFarAwayAreClippedWhereTheyEnter() {
    let near = picture(.braille) { canvas in
      canvas.line(fromX: 0, fromY: 0, toX: 11, toY: 11, pen: .init(ink: .plain))
    }
    let far = picture(.braille) { canvas in
      canvas.line(fromX: -10_000, fromY: -10_000, toX: 11, toY: 11, pen: .init(ink: .plain))
    }
    #expect(near == far)
    let outside = picture(.braille) { canvas in
      canvas.line(fromX: -9, fromY: 0, toX: 5, toY: -20, pen: .init(ink: .plain))
      canvas.line(fromX: .min, fromY: .max, toX: .max, toY: .max, pen: .init(ink: .plain))
    }
    #expect(outside == "\n\n")
  }

  @Test func glyphsReplaceDots() {
    let head = picture(.ascii) { canvas in
      canvas.line(fromX: 0, fromY: 5, toX: 8, toY: 5, pen: .init(ink: .plain))
      canvas.put(.arrowRight, x: 8, y: 5, pen: .init(ink: .plain))
      canvas.put(.arrowRight, x: 99, y: 5, pen: .init(ink: .plain))
    }
    #expect(head == "\n-------->\n")
  }
}

@Suite struct PolylineTests {
  private let x = Axis(lower: 0, upper: 1)
  private let y = Axis(lower: 0, upper: 1)

  private func canvas(_ xs: [Double], _ ys: [Double], isClosed: Bool = false) -> String {
    var canvas = DotCanvas(width: 10, height: 3, symbols: .braille)
    canvas.polyline(xs: xs, ys: ys, x: x, y: y, pen: .init(ink: .lane1), isClosed: isClosed)
    var grid = CellGrid(rows: 3, columns: 10)
    canvas.draw(into: &grid, region: grid.region)
    return grid.text
  }

  @Test func valuesThatAreNotNumbersBreakTheLine() {
    let broken = canvas([0, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9], [1, 1, .nan, .infinity, 0, .nan, 1])
    #expect(
      broken == """
        ⠉⠉⠉⠁     ⠁

               ⡀
        """)
  }

  @Test func closedLinesReturn() {
    let closed = canvas([0, 1, 1, 0], [0, 0, 1, 1], isClosed: true)
    #expect(
      closed == """
        ⡏⠉⠉⠉⠉⠉⠉⠉⠉⢹
        ⡇        ⢸
        ⣇⣀⣀⣀⣀⣀⣀⣀⣀⣸
        """)
  }

  /// A zigzag of many points covers each column from its lowest to its highest point.
  @Test func manyPointsBecomeRanges() {
    let count = 100_000
    let xs = (0..<count).map { Double($0) / Double(count - 1) }
    let dense = canvas(xs, (0..<count).map { $0 % 2 == 0 ? 0.4 : 0.6 })
    #expect(
      dense == """

        ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿

        """)
  }

  /// However many points there are, no point's cell stays empty.
  @Test func reductionKeepsExtremes() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let count = 2000
      let xs = (0..<count).map { Double($0) / Double(count - 1) }
      let ys = (0..<count).map { _ in Double.random(in: 0...1, using: &random) }
      var reduced = DotCanvas(width: 8, height: 4, symbols: .braille)
      reduced.polyline(xs: xs, ys: ys, x: x, y: y, pen: .init(ink: .lane1))
      for index in 0..<count {
        let place = reduced.place(x: xs[index], y: ys[index])
        let row = Int(place.y.rounded()) / 4
        let column = Int(place.x.rounded()) / 2
        #expect(!reduced.isEmpty(row: row, column: column))
      }
    }
  }

  /// A curve that grows at its end leaves the cells before its end as they were.
  @Test func growingCurvesChangeOnlyTheirEnd() {
    let times = (0...1000).map { Double($0) / 1000 }
    let values = times.map { 1 - $0 * (2 - $0) * 0.9 }
    var last: [DotCanvas.Spot] = []
    for count in stride(from: 10, through: 1000, by: 7) {
      var canvas = DotCanvas(width: 30, height: 8, symbols: .braille)
      canvas.polyline(
        xs: Array(times[..<count]), ys: Array(values[..<count]), x: x, y: y,
        pen: .init(ink: .lane1))
      let end = Int(times[count - 1] * 30)
      for (index, spot) in last.enumerated() where index % 30 < end - 2 {
        #expect(spot.bits == canvas.spots[index].bits)
      }
      last = canvas.spots
    }
  }

  /// Lines that share their cells take turns along their way; the one in front keeps its ink.
  @Test func linesThatRunTogetherTakeTurns() {
    func inks(_ priorities: [Int8]) -> [Ink] {
      var canvas = DotCanvas(width: 12, height: 1, symbols: .braille)
      for (lane, priority) in priorities.enumerated() {
        canvas.line(
          fromX: 0, fromY: 1, toX: 23, toY: 1,
          pen: DotCanvas.Pen(ink: .lane(lane), priority: priority))
      }
      var grid = CellGrid(rows: 1, columns: 12)
      canvas.draw(into: &grid, region: grid.region)
      return grid.cells.map(\.ink)
    }
    for count in 1...4 {
      let shared = inks(Array(repeating: 1, count: count))
      #expect(Set(shared) == Set((0..<count).map { Ink.lane($0) }), "\(shared)")
    }
    #expect(Set(inks([1, 2, 1])) == [.lane2])
  }
}
