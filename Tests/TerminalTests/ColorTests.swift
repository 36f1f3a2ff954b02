import Cells
import ScreenEmulation
import Testing

@testable import Terminal

/// Which codes and bytes are sent, by terminal type, locale and wish.
extension TerminalTests {
  private func rainbow() -> CellGrid {
    var grid = CellGrid(rows: 4, columns: 40)
    for (column, ink) in Ink.allCases.enumerated() { grid[1, column] = Cell("x", ink: ink) }
    grid[2, 0] = Cell("δ")
    grid[2, 1] = Cell("⣿")
    return grid
  }

  private func shown(_ options: TerminalOptions, term: String, locale: String, noColor: String?)
    throws -> (text: String, bytes: [UInt8])
  {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(options, term: term, locale: locale, noColor: noColor)
    _ = terminal.show(rainbow())
    let bytes = pseudo.take(from: terminal)
    terminal.close()
    return (bytes.text, bytes + pseudo.take())
  }

  @Test(arguments: [("vt100", nil), ("xterm-256color", "1")] as [(String, String?)])
  func withoutColourNoColourCodeIsSent(term: String, noColor: String?) throws {
    let (text, _) = try shown(
      TerminalOptions(), term: term, locale: "C.UTF-8", noColor: noColor)
    #expect(text.contains("x"))
    // Renditions that are sent: off, bold, reverse, underline.
    for match in text.matches(of: /\x1b\[([0-9;]*)m/) {
      for code in match.output.1.split(separator: ";") {
        #expect(["0", "1", "4", "7"].contains(String(code)), "\(match.output.0.debugDescription)")
      }
    }
  }

  @Test func coloursAreThoseOfTheDepth() throws {
    let many = try shown(
      TerminalOptions(), term: "xterm-256color", locale: "C.UTF-8", noColor: nil)
    #expect(many.text.contains("38;5;"))
    let few = try shown(
      TerminalOptions(colorDepth: .colors8), term: "xterm-256color", locale: "C.UTF-8",
      noColor: "1")
    #expect(!few.text.contains("38;5;") && !few.text.contains("[9"))
    #expect(few.text.contains(/\x1b\[(\d;)?3[1-6]m/))
    for text in [many.text, few.text] {
      let foregroundless = text.replacing(/38;5;\d+/, with: "")
      #expect(!foregroundless.contains(/[\[;]4[0-8][;m]/), "the background is the terminal's own")
    }
  }

  @Test(arguments: ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100"])
  func outsideUTF8NoByteIsAbove127(term: String) throws {
    let (text, bytes) = try shown(TerminalOptions(), term: term, locale: "C", noColor: nil)
    #expect(bytes.allSatisfy { $0 < 128 })
    #expect(text.contains("??"))
  }

  @Test func symbolsAskedForBringTheirLocale() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(TerminalOptions(symbols: .braille), locale: "C")
    #expect(terminal.symbols == .braille && terminal.capabilities.isUTF8)
    _ = terminal.show(rainbow())
    #expect(pseudo.take(from: terminal).text.contains("δ⣿"))
  }

  @Test func symbolsPaletteAndColoursChangeLive() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(locale: "C")
    var screen = ScreenEmulator(rows: 4, columns: 40)
    #expect(terminal.symbols == .ascii)
    _ = terminal.show(rainbow())
    screen.feed(pseudo.take(from: terminal))
    #expect(screen.glyphs[2][0].text == "?")
    terminal.symbols = .braille
    _ = terminal.show(rainbow())
    screen.feed(pseudo.take(from: terminal))
    #expect(screen.glyphs[2][0].text == "δ")
    let column = Ink.allCases.firstIndex(of: .bad)!
    #expect(screen.glyphs[1][column].color != "")
    terminal.palette = .mono
    _ = terminal.show(rainbow())
    screen.feed(pseudo.take(from: terminal))
    #expect(screen.glyphs[1][column].color == "")
    terminal.palette = .standard
    terminal.colorDepth = .colors8
    _ = terminal.show(rainbow())
    screen.feed(pseudo.take(from: terminal))
    #expect(Int(screen.glyphs[1][column].color) ?? 99 < 8)
  }

  @Test func theMouseIsSwitchedLive() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(TerminalOptions(mouse: false))
    #expect(!pseudo.take(from: terminal).text.contains("?1002h"))
    terminal.mouse = true
    #expect(pseudo.take(from: terminal).text == "\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h")
    terminal.mouse = true
    #expect(pseudo.take(from: terminal) == [])
    terminal.mouse = false
    #expect(pseudo.take(from: terminal).text == "\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l")
  }
}
