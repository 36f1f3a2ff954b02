import ScreenEmulation
import Testing

@testable import Cells
@testable import Terminal

/// From grids to what a person sees.
extension TerminalTests {
  @Test func theTerminalShowsTheGrid() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 20)
    let terminal = try pseudo.open()
    var grid = CellGrid(rows: 4, columns: 20, "δ ⣿⡇ 語x\n\n└──┘")
    grid[0, 0].mark = 0x0301
    grid[1, 3] = Cell("a", ink: .bad, emphasis: .reverse)
    // The bottom right cell, where terminals scroll.
    grid[3, 19] = Cell("z")
    let result = terminal.show(grid)
    #expect(result.isComplete)
    let bytes = pseudo.take(from: terminal)
    var screen = ScreenEmulator(rows: 4, columns: 20)
    screen.feed(bytes)
    #expect(screen.text == "δ\u{301} ⣿⡇ 語x\n   a\n└──┘\n                   z")
    let bad = Palette.standard.color(of: .bad, depth: .colors256)
    #expect(screen.glyphs[1][3].color == bad.map { "\($0)" } ?? "")
    #expect(screen.glyphs[1][3].attributes.contains(7))
    #expect(screen.unknown == [])
    #expect(!screen.isCursorVisible)
    #expect(bytes.text.hasSuffix("\u{1b}[5n"))
  }

  /// People are ill from it, and no role needs it: SGR 5 and 6 are never sent.
  @Test func nothingBlinks() throws {
    for palette in Palette.allCases {
      let pseudo = PseudoTerminal(rows: 8, columns: 64)
      let terminal = try pseudo.open()
      terminal.palette = palette
      var grid = CellGrid(rows: 8, columns: 64)
      for (column, ink) in Ink.allCases.enumerated() {
        for emphasis in 0..<8 {
          grid[emphasis, column] = Cell(
            "x", ink: ink, emphasis: Emphasis(rawValue: UInt8(emphasis)))
        }
      }
      _ = terminal.show(grid)
      var screen = ScreenEmulator(rows: 8, columns: 64)
      screen.feed(pseudo.take(from: terminal))
      #expect(screen.text.contains("xxxx"))
      for row in screen.glyphs {
        for glyph in row { #expect(glyph.attributes.isDisjoint(with: [5, 6])) }
      }
    }
  }

  /// A number that stands for a mixed colour is no grey or white of a line: that would be drawn in another
  /// lane's colour.
  @Test(arguments: Palette.allCases)
  func linesHaveNumbersOfTheirOwn(palette: Palette) {
    let indices = ShadeIndices(palette, .trueColor, isFiltered: true)
    guard palette != .mono else { return #expect(!indices.hasSome) }
    #expect(indices.trueColors.count == Shade.all.count)
    for shade in Shade.all {
      for tint in [Shade.words, .behind] {
        let index = indices.index(of: tint, over: shade)
        #expect(index != nil && index.flatMap { indices.trueColors[UInt8($0)] } == nil)
      }
    }
    for ink in Ink.allCases {
      let index = palette.color(of: ink, depth: .trueColor)
      #expect(index.flatMap { indices.trueColors[$0] } == nil, "\(ink)")
    }
  }

  @Test func noDifferenceSendsNoByte() throws {
    let pseudo = PseudoTerminal(rows: 10, columns: 40)
    let terminal = try pseudo.open()
    var grid = CellGrid(rows: 10, columns: 40, "numbers 0.123", ink: .lane1)
    _ = terminal.show(grid)
    _ = pseudo.take(from: terminal)
    #expect(terminal.show(grid) == Terminal.ShowResult(bytes: 0, isComplete: true))
    #expect(pseudo.take(from: terminal) == [])
    grid[0, 12] = Cell("4", ink: .lane1)
    let result = terminal.show(grid)
    let bytes = pseudo.take(from: terminal)
    #expect(bytes.count == result.bytes)
    // A move and a digit; the colour is still the terminal's.
    #expect(bytes.withoutRequests == "\u{8}4")
  }

  @Test func theCursorStandsWhereTheGridSays() throws {
    let pseudo = PseudoTerminal(rows: 10, columns: 40)
    let terminal = try pseudo.open()
    var grid = CellGrid(rows: 10, columns: 40, "hello")
    grid.cursor = CellGrid.Position(row: 3, column: 7)
    var screen = ScreenEmulator(rows: 10, columns: 40)
    _ = terminal.show(grid)
    screen.feed(pseudo.take(from: terminal))
    #expect(screen.isCursorVisible && screen.row == 3 && screen.column == 7)
    grid.cursor = CellGrid.Position(row: 4, column: 7)
    #expect(terminal.show(grid).bytes > 0)
    screen.feed(pseudo.take(from: terminal))
    #expect(screen.row == 4)
    grid.cursor = nil
    _ = terminal.show(grid)
    screen.feed(pseudo.take(from: terminal))
    #expect(!screen.isCursorVisible)
  }

  @Test func whatCannotBeShownIsReplaced() throws {
    let pseudo = PseudoTerminal(rows: 3, columns: 10)
    let terminal = try pseudo.open()
    var grid = CellGrid(rows: 3, columns: 10)
    grid[0, 0] = Cell("\u{1b}")
    grid[0, 1] = Cell("\u{9b}")
    grid[0, 2] = Cell("a", mark: 0x41)
    // A wide glyph without room, a right half without a left one.
    grid[0, 9] = Cell("語")
    grid[1, 0] = .continuation
    grid[1, 1] = Cell("語")
    _ = terminal.show(grid)
    var screen = ScreenEmulator(rows: 3, columns: 10)
    screen.feed(pseudo.take(from: terminal))
    #expect(screen.text == "  a      ?\n ?\n")
  }

  @Test func wideGlyphsComeAndGo() throws {
    let pseudo = PseudoTerminal(rows: 2, columns: 12)
    let terminal = try pseudo.open()
    var screen = ScreenEmulator(rows: 2, columns: 12)
    for text in ["語語語", "a語語b", "語a語", "aaaaaa", "a語aa語", "語語語"] {
      _ = terminal.show(CellGrid(rows: 2, columns: 12, text))
      screen.feed(pseudo.take(from: terminal))
      #expect(screen.text == text + "\n")
    }
  }

  @Test(arguments: [nil, 300] as [Int?], [false, true])
  func afterAnyGridsTheTerminalShowsTheLast(budget: Int?, hasTrueColors: Bool) throws {
    let (rows, columns) = (12, 50)
    let pseudo = PseudoTerminal(rows: rows, columns: columns)
    let terminal = try pseudo.open()
    _ = pseudo.take(from: terminal)
    var display = Display(rows: rows, columns: columns, isFiltered: true)
    display.isUTF8 = true
    display.setStyles(palette: .standard, depth: hasTrueColors ? .trueColor : .colors256)
    display.clear()
    var screen = ScreenEmulator(rows: rows, columns: columns)
    var generator = Linear(state: 3)
    let shades: [Shade] =
      [.none, .none, .none] + (0..<5).map { .scale(Double($0) / 4) }
      + [.lane(1, level: 7), .words]
    func shade() -> Shade { shades[Int(generator.next() % UInt64(shades.count))] }
    let alphabet: [Unicode.Scalar] = [" ", " ", " ", "a", "-", "⣿", "█"]
    var grid = CellGrid(rows: rows, columns: columns)
    for round in 0..<60 {
      for _ in 0..<(round % 7 == 0 ? 600 : 40) {
        let ink = Ink.allCases[Int(generator.next() % UInt64(Ink.allCases.count))]
        var cell = Cell(
          alphabet[Int(generator.next() % 7)], ink: ink,
          emphasis: Emphasis(rawValue: UInt8(generator.next() % 8)))
        if generator.next() % 2 == 0 {
          cell.tint = shade()
          cell.ground = shade()
          if cell.ground == .words { cell.ground = .none }
        }
        grid[Int(generator.next() % 12), Int(generator.next() % 50)] = cell
      }
      // Now and then a run of one glyph, which curses repeats by a code.
      if round % 5 == 0 {
        for column in 3..<40 { grid[round / 5, column] = Cell("=", ink: .lane2) }
      }
      var isComplete = false
      var frames = 0
      while !isComplete {
        let update = display.update(
          to: grid, priority: [Region(row: 0, column: 0, height: 2, width: columns)],
          panes: [
            Region(row: 2, column: 0, height: 10, width: 20),
            Region(row: 2, column: 20, height: 10, width: 30),
          ], budget: budget)
        screen.feed(update.bytes)
        isComplete = update.isComplete
        frames += 1
        if let budget { #expect(update.bytes.count < budget + 1200) }
        try #require(frames < 200)
      }
      if budget == nil { #expect(frames == 1) }
      expect(screen, shows: grid, hasTrueColors, round)
    }
    #expect(screen.unknown == [])
  }

  /// Compares glyphs and how they look, of spaces only what can be seen.
  private func expect(
    _ screen: ScreenEmulator, shows grid: CellGrid, _ hasTrueColors: Bool, _ round: Int
  ) {
    func text(_ shade: Shade, over ground: Shade = .none) -> String? {
      guard hasTrueColors, shade != .words, let color = Palette.standard.color(of: shade) else {
        let index =
          hasTrueColors
          ? Palette.standard.index(of: shade, overMixed: ground)
          : Palette.standard.index(of: shade, over: ground, depth: .colors256)
        return index.map { "\($0)" }
      }
      return "#"
        + [color.x, color.y, color.z].map { byte in
          (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
    var differences: [String] = []
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let cell = grid[row, column]
        let glyph = screen.glyphs[row][column]
        var attributes: Set<Int> = []
        let own = text(cell.tint, over: cell.ground)
        let emphasis = cell.emphasis.union(
          own == nil ? Palette.standard.emphasis(of: cell.ink, depth: .colors256) : [])
        if emphasis.contains(.bold) { attributes.insert(1) }
        if emphasis.contains(.underline) { attributes.insert(4) }
        if emphasis.contains(.reverse) { attributes.insert(7) }
        var color =
          own ?? Palette.standard.color(of: cell.ink, depth: .colors256).map { "\($0)" } ?? ""
        let ground = text(cell.ground) ?? ""
        var seen = glyph
        if cell.scalar == 0x20, attributes.isDisjoint(with: [4, 7]) {
          (color, seen.color) = ("", "")
          attributes.remove(1)
          seen.attributes.remove(1)
        }
        let text = String(Character(Unicode.Scalar(cell.scalar)!))
        if seen.text != text || seen.color != color || seen.attributes != attributes
          || seen.ground != ground
        {
          differences.append("\(row),\(column): \(seen) for \(cell)")
        }
      }
    }
    #expect(differences == [], "round \(round)")
  }

  @Test func everyPaneGetsItsTurnWithinABudget() throws {
    let pseudo = PseudoTerminal(rows: 20, columns: 60)
    let terminal = try pseudo.open()
    _ = pseudo.take(from: terminal)
    var display = Display(rows: 20, columns: 60, isFiltered: true)
    display.setStyles(palette: .mono, depth: .none)
    display.clear()
    var screen = ScreenEmulator(rows: 20, columns: 60)
    let panes = [
      Region(row: 2, column: 0, height: 18, width: 30),
      Region(row: 2, column: 30, height: 18, width: 30),
    ]
    var seen: [Set<String>] = Array(repeating: [], count: 20)
    for round in 0..<40 {
      // Everything changes at every frame.
      let letter = Unicode.Scalar(UInt8(0x61 + round % 26))
      var grid = CellGrid(rows: 20, columns: 60)
      grid.fill(grid.region, with: Cell(letter))
      let update = display.update(
        to: grid, priority: [Region(row: 0, column: 0, height: 2, width: 60)], panes: panes,
        budget: 400)
      #expect(!update.isComplete)
      screen.feed(update.bytes)
      #expect(screen.glyphs[0][0].text == String(Character(letter)))
      for row in 0..<20 {
        seen[row].insert(screen.glyphs[row][10].text + screen.glyphs[row][40].text)
      }
    }
    for row in 2..<20 { #expect(seen[row].count >= 3, "row \(row) was forgotten") }
  }

  @Test func aNewSizeIsRepainted() throws {
    let pseudo = PseudoTerminal(rows: 10, columns: 40)
    let terminal = try pseudo.open()
    _ = terminal.show(CellGrid(rows: 10, columns: 40, "hello"))
    _ = pseudo.take(from: terminal)
    for (rows, columns) in [(5, 12), (30, 100), (1, 1), (10, 40)] {
      pseudo.resize(rows: rows, columns: columns)
      terminal.resize()
      #expect(terminal.size == (rows, columns))
      var screen = ScreenEmulator(rows: rows, columns: columns)
      let text = String("size \(rows)x\(columns)".prefix(columns))
      _ = terminal.show(CellGrid(rows: rows, columns: columns, text))
      screen.feed(pseudo.take(from: terminal))
      #expect(screen.text.hasPrefix(text))
    }
    // A grid of another size than the terminal's, as between a signal and its answer.
    _ = terminal.show(CellGrid(rows: 50, columns: 200, "wide"))
    _ = terminal.show(CellGrid(rows: 1, columns: 1, "w"))
    _ = terminal.show(CellGrid(rows: 0, columns: 0))
    #expect(terminal.readKeys() == [])
  }

  @Test func redrawingSendsEverythingAgain() throws {
    let pseudo = PseudoTerminal(rows: 10, columns: 40)
    let terminal = try pseudo.open()
    let grid = CellGrid(rows: 10, columns: 40, "hello\nthere")
    _ = terminal.show(grid)
    _ = pseudo.take(from: terminal)
    terminal.redraw()
    #expect(pseudo.take(from: terminal) == [])
    _ = terminal.show(grid)
    var screen = ScreenEmulator(rows: 10, columns: 40)
    let bytes = pseudo.take(from: terminal)
    #expect(bytes.text.contains("\u{1b}[2J"))
    screen.feed(bytes)
    #expect(screen.text.hasPrefix("hello\nthere\n"))
  }
}

/// Pseudo-random numbers that are the same on every run.
struct Linear: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 17
  }
}
