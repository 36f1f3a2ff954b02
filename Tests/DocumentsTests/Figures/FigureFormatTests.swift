import Cells
import Explorer
import Forgetting
import Foundation
import Simulation
import Testing

@testable import Documents

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What the files hold.
@Suite struct FigureFormatTests {
  @Test func textIsTheScreenAndItsCommand() throws {
    let text = String(decoding: TextFigure.bytes(of: try FigureSamples.small()), as: UTF8.self)
    #expect(
      text == """
        a<b & "c" 漢e\u{301}─
         ⣿█▄ ●    on  u

        forgetscope explore replay --set \\
        'name=a & b <c>' --at 3

        """)
  }

  @Test func ansiResetsEveryRow() throws {
    let text = String(decoding: ANSIFigure.bytes(of: try FigureSamples.small()), as: UTF8.self)
    #expect(
      text == """
        a<b & "c" \u{1B}[0;1;38;5;130m漢e\u{301}─\u{1B}[0m
         \u{1B}[0;38;5;29m⣿█▄ ●\u{1B}[0m    \u{1B}[0;7;38;5;196mon \u{1B}[0m \
        \u{1B}[0;4;38;5;244mu\u{1B}[0m

        forgetscope explore replay --set \\
        'name=a & b <c>' --at 3

        """)
  }

  @Test func htmlSpeaksOfTheSameCells() throws {
    let page = String(decoding: HTMLFigure.bytes(of: try FigureSamples.small()), as: UTF8.self)
    #expect(
      page.contains(
        "\na&lt;b &amp; &quot;c&quot; <span class=\"i13 b\"><u>漢</u>e\u{301}<i>─</i></span>\n"))
    #expect(page.contains("<title>A &lt;small&gt; figure</title>"))
    #expect(page.contains("<span class=\"i7 r\">on </span>"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("src=") && !page.contains("href="))
  }

  /// Pixels of two shades, and a word on one of them.
  @Test func shadesHaveTheirColoursInEveryFormat() throws {
    var painter = Painter(rows: 1, columns: 2, symbols: .braille)
    painter.write("9", row: 0, column: 1)
    let (low, high) = (Shade.scale(0), Shade.scale(1))
    HalfBlocks([low, high, high, high], columns: 2, rows: 2).draw(
      under: &painter, region: painter.grid.region)
    let figure = Figure(grid: painter.grid, caption: try FigureSamples.small().caption)
    func hex(_ shade: Shade) -> String {
      FigureColors.RGB(Palette.standard.color(of: shade)!).hex
    }
    let svg = String(decoding: SVGFigure.bytes(of: figure), as: UTF8.self)
    #expect(svg.contains("<g fill=\"\(hex(high))\">\n<path d=\"M8 8h16v16h-16z\"/>"))
    #expect(svg.contains("<g fill=\"\(hex(low))\">\n<path d=\"M8 8h8v8h-8z\"/>"))
    #expect(svg.contains("<g fill=\"#000000\">\n<text x=\"16\""))
    let html = String(decoding: HTMLFigure.bytes(of: figure), as: UTF8.self)
    #expect(html.contains("style=\"color:\(hex(low));background:\(hex(high))\"><i>▀</i>"))
    #expect(html.contains("style=\"color:#000000;background:\(hex(high))\">9<"))
    let (lowIndex, highIndex) = (
      Palette.standard.index(of: low, depth: .colors256)!,
      Palette.standard.index(of: high, depth: .colors256)!
    )
    let ansi = String(decoding: ANSIFigure.bytes(of: figure), as: UTF8.self)
    #expect(
      ansi.hasPrefix(
        "\u{1B}[0;38;5;\(lowIndex);48;5;\(highIndex)m▀\u{1B}[0;38;5;16;48;5;\(highIndex)m9\u{1B}[0m\n"
      ), "\(ansi.debugDescription)")
    #expect(TextFigure.bytes(of: figure).starts(with: "▒9\n".utf8))
  }

  /// A file a person could have: well formed, of a bounded size, with words as text of a fixed
  /// length and everything else as shapes.
  @Test(arguments: Presets.all.map(\.id), [Symbols.braille, .ascii])
  func svgIsSelfContained(preset: String, symbols: Symbols) throws {
    let bytes = SVGFigure.bytes(of: try FigureSamples.screen(preset, symbols: symbols))
    #expect(bytes.count < 200_000, "\(bytes.count) bytes")
    let reader = SVGReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
    var names: Set = [
      "svg", "title", "desc", "metadata", "forgetscope:state", "rect", "g", "path", "text",
    ]
    if symbols == .ascii, !reader.names.contains("path") { names.remove("path") }
    #expect(reader.names == names)
    #expect(reader.references == [])
    #expect(reader.textCount > 100)
    #expect(reader.textCount == reader.lengthCount)
    let drawn = reader.letters.unicodeScalars.filter { (0x2500...0x28FF).contains($0.value) }
    // The few shapes that stand as letters in a sentence have none of their own.
    #expect(drawn.isEmpty, "\(String(String.UnicodeScalarView(drawn)))")
  }

  private final class SVGReader: NSObject, XMLParserDelegate {
    var names: Set<String> = []
    var references: [String] = []
    var letters = ""
    var textCount = 0
    var lengthCount = 0
    private var isText = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      names.insert(name)
      isText = name == "text"
      if isText {
        textCount += 1
        if attributes["textLength"] != nil { lengthCount += 1 }
      }
      for (key, value) in attributes where key.hasSuffix("href") || value.contains("url(") {
        references.append("\(key)=\(value)")
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if isText { letters += string }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) { isText = false }
  }

  @Test func svgDrawsWhatIsThere() throws {
    let text = String(decoding: SVGFigure.bytes(of: try FigureSamples.small()), as: UTF8.self)
    // Row 1, column 1: eight dots; column 2: a full block and a half one, side by side.
    #expect(text.contains("M18 26h0.01M18 30h0.01M18 34h0.01M22 26h0.01M22 30h0.01M22 34h0.01"))
    #expect(text.contains("M24 24h8v16h-8z"))
    #expect(text.contains("M32 32h8v8h-8z"))
    // The rule after a wide glyph and a letter with a mark.
    #expect(text.contains("d=\"M112 16h8\""))
    #expect(text.contains("textLength=\"16\" lengthAdjust=\"spacingAndGlyphs\">漢</text>"))
    #expect(text.contains("textLength=\"8\" lengthAdjust=\"spacingAndGlyphs\">e\u{301}</text>"))
    #expect(text.contains(">a&lt;b</text>"))
    // Reversed letters have the background's colour on their own ink.
    #expect(text.contains("<g fill=\"#121418\">\n<text x=\"88\" y=\"36\" textLength=\"16\""))
  }

  @Test(arguments: Palette.allCases, FigureBackground.allCases)
  func coloursCanBeSeen(palette: Palette, background: FigureBackground) {
    let colors = FigureColors(palette: palette, background: background)
    #expect(colors.foreground.contrast(to: colors.background) > 12)
    for ink in Ink.allCases {
      let contrast = colors[ink].contrast(to: colors.background)
      #expect(contrast >= (ink.rawValue < Ink.lane1.rawValue ? 4.5 : 3), "\(ink): \(contrast)")
    }
  }

  @Test func xtermColoursAreTheUsualOnes() {
    #expect(FigureColors.RGB(Palette.screenColor(ofXterm: 166)).hex == "#d75f00")
    #expect(FigureColors.RGB(Palette.screenColor(ofXterm: 33)).hex == "#0087ff")
    #expect(FigureColors.RGB(Palette.screenColor(ofXterm: 244)).hex == "#808080")
    #expect(FigureColors.RGB(Palette.screenColor(ofXterm: 15)).hex == "#ffffff")
    let black = FigureColors.RGB(red: 0, green: 0, blue: 0)
    let white = FigureColors.RGB(red: 255, green: 255, blue: 255)
    #expect(abs(white.contrast(to: black) - 21) < 1e-9)
  }

  @Test func numbersInPathsAreShort() {
    let texts = [0, 1, -1, 0.5, 0.05, 12.25, -0.01, 100.999, 0.004].map(SVGPath.text)
    #expect(texts == ["0", "1", "-1", "0.5", "0.05", "12.25", "-0.01", "101", "0"])
  }

  @Test func namesSayWhatAndWhen() throws {
    let preset = Presets.preset("replay")!.scenario
    #expect(
      FigureName.name(for: preset, time: 12.4, format: .svg) == "forgetscope-replay-t12.4.svg")
    var other = preset
    for (name, slug) in [
      ("../../etc/passwd", "etc-passwd"), ("", "scenario"), ("β ≤ 1 {x}", "beta-1-x"),
      ("漢字", "scenario"),
      (String(repeating: "long ", count: 40), "long-long-long-long-long-long-long-long"),
    ] {
      other.name = name
      #expect(
        FigureName.name(for: other, time: 0, format: .pdf) == "forgetscope-\(slug)-t0.pdf",
        "\(name)")
    }
  }

  @Test func stateLinesThatCouldNotBeReadAreRefused() {
    for line in ["forgetscope run x", "forgetscope explore a\u{1B}[2J", "forgetscope explore a\nb"]
    {
      #expect(throws: FigureError.self) {
        try FigureCaption(title: "", description: "", stateLine: line)
      }
    }
  }
}
