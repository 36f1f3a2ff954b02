import Testing

@testable import Cells

@Suite struct ProseTests {
  private func lines(
    _ blocks: [Prose.Block], width: Int, symbols: Symbols = .braille
  ) -> [String] {
    let painter = Painter(rows: 0, columns: 0, symbols: symbols)
    return painter.lines(of: Prose(blocks: blocks), width: width).map { runs in
      runs.map(\.text).joined()
    }
  }

  private func text(_ text: String) -> Prose.Block { Prose.Block([Prose.Span(text)]) }

  @Test func breaksAtSpacesAndCutsLongWords() {
    #expect(
      lines([text("one two  three incomprehensible x")], width: 9)
        == ["one two", "three", "incompreh", "ensible x"])
    #expect(lines([text("exactly 9")], width: 9) == ["exactly 9"])
    #expect(lines([text("a b")], width: 0) == [])
  }

  @Test func numbersKeepTheirUnits() {
    #expect(lines([text("it keeps 96 % of it")], width: 11) == ["it keeps", "96 % of it"])
    #expect(lines([text("moved by 0.5 σ, then")], width: 13) == ["moved by", "0.5 σ, then"])
    #expect(lines([text("1234 %")], width: 5) == ["1234", "%"])
  }

  @Test func paragraphsStandApartAndTightOnesDoNot() {
    #expect(
      lines(
        [
          text("first"), Prose.Block([Prose.Span("one\ntwo words")], lead: "• ", hang: "  "),
          Prose.Block([Prose.Span("three")], lead: "• ", hang: "  ", isTight: true),
        ], width: 9) == ["first", "", "• one", "  two", "  words", "• three"])
  }

  /// Wide characters take two columns, may end a line anywhere but before a stop or behind an opening
  /// bracket, and never hang over the edge.
  @Test(arguments: [
    (11, ["忘却とは古", "い課題の質", "量が減るこ", "と「だけ」", "ではない。"]),
    (12, ["忘却とは古い", "課題の質量が", "減ること「だ", "け」ではな", "い。"]),
    (7, ["忘却と", "は古い", "課題の", "質量が", "減るこ", "と「だ", "け」で", "はな", "い。"]),
  ])
  func wideTextBreaksBetweenCharacters(width: Int, expected: [String]) {
    let text = "忘却とは古い課題の質量が減ること「だけ」ではない。"
    let drawn = lines([self.text(text)], width: width)
    #expect(drawn.joined() == text)
    for line in drawn {
      #expect(Glyphs.width(of: line) <= width)
      #expect(!"。」".contains(line.first!), "\(line) begins with a stop")
      #expect(line.last != "「", "\(line) ends with an opening bracket")
    }
    #expect(drawn == expected)
  }

  @Test func wideAndNarrowTextShareALine() {
    #expect(
      lines([text("β は 0.1 未満, so 忘却 e\u{301}.")], width: 12)
        == ["β は 0.1 未", "満, so 忘却", "e\u{301}."])
  }

  @Test func aCharacterWiderThanTheScreenIsLeftOut() {
    #expect(lines([text("忘a却")], width: 1) == ["a"])
  }

  @Test func stylesBecomeInkAndEmphasisAndStayTogetherWithTheirWord() {
    let painter = Painter(rows: 0, columns: 0, symbols: .braille)
    let prose = Prose(blocks: [
      Prose.Block([
        Prose.Span("so "), Prose.Span("very bold", .strong), Prose.Span(", "),
        Prose.Span("code", .code), Prose.Span(" "), Prose.Span("it", .emphasised),
      ])
    ])
    #expect(
      painter.lines(of: prose, width: 11) == [
        [Run("so "), Run("very", ink: .strong, emphasis: .bold)],
        [Run("bold", ink: .strong, emphasis: .bold), Run(", "), Run("code", ink: .title)],
        [Run("it", emphasis: .underline)],
      ])
    #expect(
      painter.lines(of: prose, width: 13)[0]
        == [Run("so "), Run("very bold", ink: .strong, emphasis: .bold), Run(",")])
  }

  @Test func codeIsCutAndRulesFill() {
    #expect(
      lines(
        [
          Prose.Block([Prose.Span("  a  b\nlonger than that")], kind: .code),
          Prose.Block([], kind: .rule),
        ],
        width: 8) == ["  a  b", "longer …", "", "────────"])
  }

  @Test func aNarrowScreenLosesWhatStandsBeforeTheLines() {
    #expect(
      lines([Prose.Block([Prose.Span("word")], lead: "10. ", hang: "    ")], width: 6) == ["word"])
  }

  @Test func widthsAreThoseOfTheAlphabet() {
    #expect(lines([text("a ∞ b")], width: 4) == ["a ∞", "b"])
    #expect(lines([text("a ∞ b")], width: 4, symbols: .ascii) == ["a", "∞", "b"])
  }

  @Test func plainTextIsOneLine() {
    #expect(
      Prose(blocks: [text("a\nb"), Prose.Block([], kind: .rule), text("c")]).plainText == "a b c")
  }
}
