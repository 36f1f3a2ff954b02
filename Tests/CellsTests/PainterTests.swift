import Testing

@testable import Cells

@Suite struct PainterTests {
  @Test func writesAndReturnsTheNextColumn() {
    var painter = Painter(rows: 1, columns: 12, symbols: .braille)
    #expect(painter.write("drift ", row: 0, column: 1) == 7)
    #expect(painter.write([Run("σ "), Run("0.65", ink: .lane1)], row: 0, column: 7) == 12)
    #expect(painter.grid.text == " drift σ 0.6")
    #expect(painter.grid[0, 9].ink == .lane1)
  }

  @Test func transliteratesForASCII() {
    var painter = Painter(rows: 1, columns: 20, symbols: .ascii)
    #expect(painter.width(of: "‖m−μ‖") == 8)
    painter.write("‖m−μ‖ ≤ σ", row: 0, column: 0)
    #expect(painter.grid.text == "||m-mu|| <= sd")
  }

  @Test func clipsOnBothSides() {
    var painter = Painter(rows: 2, columns: 8, symbols: .braille)
    let clip = Region(row: 0, column: 2, height: 1, width: 3)
    #expect(painter.write("abcdefgh", row: 0, column: 0, clip: clip) == 5)
    #expect(painter.write("hidden", row: 1, column: 0, clip: clip) == 6)
    painter.write("hidden", row: -1, column: -100)
    painter.write("hidden", row: 7, column: 100)
    #expect(painter.grid.text == "  cde\n")
  }

  @Test func rightAlignedTextLosesItsBeginning() {
    var painter = Painter(rows: 2, columns: 6, symbols: .quadrant)
    painter.write("12.5", rightAlignedAt: 6, row: 0)
    painter.write("123456789", rightAlignedAt: 6, row: 1)
    #expect(painter.grid.text == "  12.5\n456789")
  }

  @Test func wideCharactersTakeTwoCells() {
    var painter = Painter(rows: 3, columns: 5, symbols: .braille)
    #expect(painter.write("忘れる", row: 0, column: 0) == 5)
    #expect(painter.grid.text(in: Region(row: 0, column: 0, height: 1, width: 5)) == "忘れ")
    #expect(painter.grid[0, 1].scalar == 0)
    #expect(painter.grid[0, 4].scalar == 0x20)
    // Half of a wide character never survives.
    painter.write("x", row: 0, column: 1)
    #expect(painter.grid[0, 0].scalar == 0x20)
    painter.write("y", row: 0, column: 2)
    #expect(painter.grid.text(in: Region(row: 0, column: 0, height: 1, width: 5)) == " xy")
  }

  @Test func combiningMarksShareTheCellAndControlCharactersVanish() {
    var painter = Painter(rows: 1, columns: 4, symbols: .braille)
    painter.write("e\u{301}\u{1B}[\u{202E}q\u{302}", row: 0, column: 1)
    #expect(painter.grid.text == " e\u{301}[q\u{302}")
    #expect(painter.grid[0, 3].mark == 0x302)
  }

  @Test(arguments: [
    (Symbols.braille, 20, "forward KL (SFT)"), (.braille, 9, "forward …"), (.braille, 1, "f"),
    (.braille, 0, ""), (.ascii, 9, "forward.."), (.ascii, 3, "for"),
  ])
  func fitsByCutting(symbols: Symbols, width: Int, text: String) {
    let painter = Painter(rows: 0, columns: 0, symbols: symbols)
    let fitted = painter.fit("forward KL (SFT)", width: width)
    #expect(fitted == text)
    #expect(painter.width(of: fitted) <= width)
  }

  @Test func fitMeasuresTheTwin() {
    let painter = Painter(rows: 0, columns: 0, symbols: .ascii)
    for width in 0..<20 {
      #expect(painter.width(of: painter.fit("∞ ≤ Σβ‖μ‖ 忘却", width: width)) <= width)
    }
  }

  @Test func wrapsAtSpaces() {
    let painter = Painter(rows: 0, columns: 0, symbols: .braille)
    #expect(
      painter.wrap("less overlap: less pull on old.\n\nabcdefghijklm 忘却忘却忘却", width: 10)
        == ["less", "overlap:", "less pull", "on old.", "", "abcdefghij", "klm", "忘却忘却忘", "却"])
    #expect(painter.wrap("", width: 3) == [""])
    #expect(painter.wrap("x", width: 0).isEmpty)
    #expect(painter.wrap("忘x", width: 1) == ["x"])
  }
}

@Suite struct RulesTests {
  private func rule(
    _ title: String, _ trailing: String, width: Int, symbols: Symbols = .braille,
    emphasised: Bool = false
  ) -> String {
    var painter = Painter(rows: 1, columns: width, symbols: symbols)
    painter.rule(
      painter.grid.region, row: 0, title: title, trailing: trailing, emphasised: emphasised)
    return painter.grid.text
  }

  @Test func titleAndTrailingSitOnTheLine() {
    #expect(rule("density", "1-D", width: 24) == "─ density ──────── 1-D ─")
    #expect(rule("density", "", width: 14) == "─ density ────")
    #expect(rule("", "", width: 5) == "─────")
    #expect(rule("density", "1-D", width: 24, emphasised: true) == "━ density ━━━━━━━━ 1-D ━")
    #expect(
      rule("mass β", "σ", width: 18, symbols: .ascii, emphasised: true) == "= mass beta = sd =")
  }

  @Test func narrowRulesDropTheTrailingTextFirst() {
    #expect(rule("density", "trailing", width: 16) == "─ density ──────")
    #expect(rule("density", "trailing", width: 8) == "─ dens…")
    for width in 0..<8 { #expect(rule("density", "x", width: width).count <= width) }
  }

  @Test func trailingMarksHaveTheirOwnInks() {
    var painter = Painter(rows: 2, columns: 30, symbols: .braille)
    let marks = [Run("● → 0", ink: .lane1), Run("  "), Run("○ → α", ink: .lane2)]
    painter.rule(
      painter.grid.region, row: 0, title: [Run("MASS", ink: .title)], trailing: marks)
    painter.rule(
      Region(row: 1, column: 0, height: 1, width: 18), row: 1,
      title: [Run("MASS", ink: .title)], trailing: marks)
    #expect(
      painter.grid.text == """
        ─ MASS ──────── ● → 0  ○ → α ─
        ─ MASS ─── ○ → α ─
        """)
    #expect(painter.grid[0, 16].ink == .lane1)
  }

  @Test func framesClearWhatTheyCover() {
    var painter = Painter(rows: 4, columns: 12, symbols: .braille)
    for row in 0..<4 { painter.write("############", row: row, column: 0) }
    let inner = painter.frame(Region(row: 1, column: 1, height: 3, width: 10), title: "help")
    painter.write("q quit", row: inner.row, column: inner.column, clip: inner)
    #expect(
      painter.grid.text == """
        ############
        #┌ help ──┐#
        #│ q quit │#
        #└────────┘#
        """)
  }
}
