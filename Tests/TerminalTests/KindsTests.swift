import Cells
import Foundation
import ScreenEmulation
import Testing

@testable import Terminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What particular kinds of terminals do; docs/terminals.md names these tests.
extension TerminalTests {
  // MARK: - Width

  @Test func whereAmbiguousCharactersAreWideOnlyASCIIIsShown() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(TerminalOptions(symbols: .braille))
    let grid = CellGrid(rows: 4, columns: 40, "δ ⣿ │x")
    // The first frame does not wait for the answer.
    _ = terminal.show(grid)
    let start = pseudo.take(from: terminal).text
    #expect(start.firstRange(of: "\u{1b}[2;1H─\u{1b}[6n") != nil && start.contains("⣿"))
    pseudo.type("\u{1b}[2;3R\u{1b}[0n\u{1b}[0nq")
    #expect(pseudo.keys(1, from: terminal) == [.character("q")])
    #expect(terminal.symbols == .ascii)
    let capabilities = terminal.capabilities
    #expect(capabilities.ambiguousWidth == 2 && capabilities.availableSymbols == [.ascii])
    #expect(capabilities.report().contains { $0.contains("ambiguous width: 2 columns") })
    _ = terminal.show(grid)
    let bytes = pseudo.take(from: terminal)
    #expect(bytes.allSatisfy { $0 < 128 } && bytes.text.contains("\u{1b}[2J"))
    var screen = ScreenEmulator(rows: 4, columns: 40)
    screen.feed(bytes)
    #expect(screen.text.hasPrefix("? ? ?x"))
  }

  @Test(arguments: ["\u{1b}[2;2R\u{1b}[0n", "\u{1b}[0n\u{1b}[2;3R", "\u{1b}[0n"])
  func otherwiseSymbolsStayAsTheyAre(answer: String) throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open()
    _ = pseudo.take(from: terminal)
    pseudo.type(answer + "q")
    #expect(pseudo.keys(1, from: terminal) == [.character("q")])
    #expect(terminal.symbols == .braille)
    #expect(terminal.capabilities.ambiguousWidth == (answer.contains("2;2R") ? 1 : nil))
  }

  // MARK: - Locale and size

  @Test func aLocaleThatIsNotInstalledKeepsItsCharacters() throws {
    for name in ["xx_YY.UTF-8", "UTF-8", "xx_YY.utf8@euro"] {
      let pseudo = PseudoTerminal(rows: 4, columns: 40)
      let terminal = try pseudo.open(locale: name)
      #expect(terminal.capabilities.isUTF8 && terminal.symbols == .braille, "\(name)")
    }
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(locale: "xx_YY.UTF-8")
    #expect(
      terminal.capabilities.report()[1].hasSuffix(
        "because xx_YY.UTF-8 is not installed); symbols braille"))
    terminal.close()
    let other = PseudoTerminal(rows: 4, columns: 40)
    #expect(try other.open(locale: "xx_YY.ISO-8859-15").symbols == .ascii)
  }

  @Test func aTerminalWithoutASizeHasTheOneOfTheEnvironment() throws {
    for (variables, size) in [
      (["LINES": "30", "COLUMNS": "100"], (30, 100)), (["COLUMNS": "100"], (24, 100)),
      (["LINES": "x", "COLUMNS": "-3"], (24, 80)), ([:], (24, 80)),
    ] {
      let pseudo = PseudoTerminal(rows: 0, columns: 0)
      let terminal = try pseudo.open(variables: variables)
      #expect(terminal.size == size)
      pseudo.resize(rows: 10, columns: 50)
      terminal.resize()
      #expect(terminal.size == (10, 50))
    }
  }

  // MARK: - Keys

  @Test func theKeypadOfPuTTYTypesWhatStandsOnIt() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open()
    let sequences = "pqrstuvwxynkmjoM".map { "\u{1b}O\($0)" }.joined()
    pseudo.type(sequences)
    let keys = pseudo.keys(16, from: terminal)
    #expect(keys == "0123456789.+-*/".map { .character($0) } + [.enter])
  }

  @Test func theKeypadOfRxvtMovesWhatItMoves() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(term: "rxvt")
    pseudo.type("\u{1b}Ow\u{1b}Oq")
    #expect(pseudo.keys(2, from: terminal) == [.home, .end])
  }

  // MARK: - Late answers

  /// A line with a round trip of a third of a second, and somebody who leaves at once.
  @Test func lateAnswersAreSwallowed() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(patience: 20)
    _ = pseudo.take(from: terminal)
    let master = pseudo.master
    let line = Thread {
      usleep(300_000)
      // The line feed is what would hand the rest to a shell.
      let bytes = Array("\u{1b}[2;2R\u{1b}[0n\r".utf8)
      _ = write(master, bytes, bytes.count)
    }
    line.start()
    terminal.close()
    while !line.isFinished { usleep(1000) }
    var count: Int32 = 0
    _ = ioctl(pseudo.slave, UInt(FIONREAD), &count)
    #expect(count == 0)
    #expect(!isRaw(pseudo.modes))
  }

  @Test func nobodyWaitsForAnswersThatNeverCome() {
    var pacer = FramePacer(asksForReports: true)
    #expect(pacer.answersEnd(patience: 1.5) == nil)
    pacer.sent(bytes: 0, withRequest: true, at: 0)
    #expect(pacer.answersEnd(patience: 1.5) == 1.5)
    pacer.sent(bytes: 100, withRequest: true, at: 0.1)
    // A second of silence: this terminal does not answer.
    for frame in 0..<3 { pacer.sent(bytes: 100, withRequest: true, at: 2 + Double(frame)) }
    #expect(pacer.reports == .absent && pacer.answersEnd(patience: 1.5) == nil)
    pacer.answered(at: 6)
    pacer.sent(bytes: 100, withRequest: true, at: 7)
    pacer.answered(at: 8)
    #expect(pacer.answersEnd(patience: 1.5) == nil)
    pacer.sent(bytes: 100, withRequest: true, at: 9)
    #expect(pacer.answersEnd(patience: 1.5).map { (10...12).contains($0) } == true)
  }

  // MARK: - Clipboard

  @Test func screenGetsTheClipboardInPieces() {
    let text = String(repeating: "forgetscope --set target.separation=4\n", count: 60)
    var plain = ScreenEmulator(rows: 4, columns: 40)
    plain.feed(ClipboardOffer.bytes(of: text, nearEnd: nil))
    var pieces = ScreenEmulator(rows: 4, columns: 40)
    pieces.feed(ClipboardOffer.bytes(of: text, nearEnd: "screen"))
    #expect(plain.commands.count == 1 && plain.deviceStrings == [])
    #expect(pieces.commands == [] && pieces.deviceStrings.count > 4)
    #expect(pieces.deviceStrings.allSatisfy { $0.utf8.count < 768 })
    #expect(pieces.deviceStrings.joined() == "\u{1b}]" + plain.commands[0] + "\u{7}")
    for screen in [plain, pieces] { #expect(screen.text == "\n\n\n") }
  }
}
