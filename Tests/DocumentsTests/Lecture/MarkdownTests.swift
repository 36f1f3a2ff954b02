import SeededNumbers
import Testing

@testable import Cells
@testable import Documents

@Suite struct MarkdownTests {
  private func lines(_ text: String, width: Int = 30) throws -> [String] {
    let painter = Painter(rows: 0, columns: 0, symbols: .braille)
    return painter.lines(of: try Markdown.prose(of: text), width: width).map { runs in
      runs.map(\.text).joined()
    }
  }

  @Test func listsQuotesCodeAndRules() throws {
    let text = """
      Notes
      =====

      A paragraph that is longer
      than one line of the screen.

      - bullet one
      - bullet two, which goes on
        - inner
      - three

      3. third
      4. fourth

      > said by somebody, at length, twice

      ```
      kept   as it is
      ```

      ---

      end
      """
    #expect(
      try lines(text) == [
        "Notes", "", "A paragraph that is longer", "than one line of the screen.", "",
        "• bullet one", "• bullet two, which goes on", "  • inner", "• three", "", "3. third",
        "4. fourth", "", "│ said by somebody, at length,", "│ twice", "", "kept   as it is", "",
        "──────────────────────────────", "", "end",
      ])
  }

  @Test func stylesAreReadAndFormulasStayAsTheyAre() throws {
    let prose = try Markdown.prose(
      of: "β̇ = −β(1−β), *one* **two _three_** `a*b` [here](https://x.org)")
    #expect(
      prose.blocks == [
        Prose.Block([
          Prose.Span("β̇ = −β(1−β), "), Prose.Span("one", .emphasised), Prose.Span(" "),
          Prose.Span("two ", .strong), Prose.Span("three", .emphasised), Prose.Span(" "),
          Prose.Span("a*b", .code), Prose.Span(" "), Prose.Span("here", .link),
          Prose.Span(" (https://x.org)"),
        ])
      ])
  }

  @Test func aLinkThatIsItsOwnTextIsSaidOnce() throws {
    #expect(try lines("<https://x.org>") == ["https://x.org"])
  }

  @Test func aHardBreakBreaksAndASoftOneBetweenWideCharactersIsNone() throws {
    #expect(try lines("one\\\ntwo\nthree") == ["one", "two three"])
    #expect(try lines("忘却は\n質量が減ること。\nthen words") == ["忘却は質量が減ること。 then", "words"])
  }

  @Test func looseListsKeepTheirDistance() throws {
    #expect(try lines("- a\n\n- b\n\n  more") == ["• a", "", "• b", "", "  more"])
  }

  @Test func nothingSteersTheTerminal() throws {
    // As an entity it gets past what is refused in the file itself.
    #expect(try lines("a&#27;[31mb&#x202E;c `\u{7}d`") == ["a[31mbc d"])
    #expect(try lines("```\na\u{1B}b\n```") == ["ab"])
  }

  @Test(arguments: [
    ("a\n\n<b>x</b>", 3, "HTML is not allowed; Markdown without it"),
    ("<div>\n</div>", 1, "HTML is not allowed; Markdown without it"),
    ("a\nb ![x](y.png)", 2, "a picture is not allowed; text, and panes beside it"),
    (
      String(repeating: ">", count: 5000) + " x", 1, "lists and quotes are nested too deeply"
    ),
    (
      String(repeating: "x", count: 16385), 0, "16385 bytes is not allowed; at most 16384"
    ),
  ])
  func refusals(text: String, line: Int, problem: String) {
    let refused = #expect(throws: Markdown.Problem.self) { try Markdown.prose(of: text) }
    #expect(refused?.line == line)
    #expect(refused?.problem.description == problem)
  }

  @Test func emptyIsEmpty() throws {
    #expect(try Markdown.prose(of: "").blocks.isEmpty)
    #expect(try Markdown.prose(of: " \n\n").blocks.isEmpty)
  }

  /// Any bytes are read or refused, and what is read fits.
  @Test func randomTextFits() throws {
    var random = SplitMix64(seed: 7)
    let pieces = [
      "*", "**", "_", "`", "\n", "\n\n", "- ", "1. ", "> ", "    ", "word", "忘却", "。", "「", "[",
      "](", ")", "&#27;", "\\", "#", "e\u{301}", "👩‍🔬", "---\n", "<", ">", "~",
    ]
    let painter = Painter(rows: 0, columns: 0, symbols: .braille)
    var read = 0
    for _ in 0..<300 {
      let text = (0..<40).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      guard let prose = try? Markdown.prose(of: text) else { continue }
      read += 1
      for width in [1, 7, 30] {
        for line in painter.lines(of: prose, width: width) {
          #expect(painter.width(of: line) <= width, "\(text) at \(width)")
          #expect(line.allSatisfy { !$0.text.unicodeScalars.contains { $0.value < 0x20 } })
        }
      }
    }
    #expect(read > 100)
  }
}
