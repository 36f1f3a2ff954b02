import Cells
import ScreenEmulation
import Testing

@testable import Terminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// From bytes to keys.
extension TerminalTests {
  @Test(arguments: ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100"])
  func keysArriveInEveryForm(term: String) throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open(term: term)
    let typed: [(String, Key)] = [
      ("q", .character("q")), ("δ", .character("δ")), ("\u{3}", .control("c")),
      ("\u{1a}", .control("z")), ("\u{1c}", .control("\\")), ("\r", .enter), ("\t", .tab),
      ("\u{1b}[A", .up), ("\u{1b}OB", .down), ("\u{1b}OC", .right), ("\u{1b}[D", .left),
      ("\u{1b}[1;2A", .shiftUp), ("\u{1b}[1;2B", .shiftDown), ("\u{1b}[1;2C", .shiftRight),
      ("\u{1b}[1;2D", .shiftLeft), ("\u{1b}[H", .home), ("\u{1b}OH", .home), ("\u{1b}[1~", .home),
      ("\u{1b}[F", .end), ("\u{1b}[4~", .end), ("\u{1b}[5~", .pageUp), ("\u{1b}[6~", .pageDown),
      ("\u{1b}[3~", .delete), ("\u{1b}[2~", .insert), ("\u{1b}[Z", .backTab),
      ("\u{7f}", .backspace),
      ("\u{1b}OP", .function(1)), ("\u{1b}OQ", .function(2)),
      ("\u{1b}[<0;10;5M", .mouse(Key.Mouse(.press, row: 4, column: 9))),
      ("\u{1b}[<32;11;5M", .mouse(Key.Mouse(.drag, row: 4, column: 10))),
      ("\u{1b}[<0;11;5m", .mouse(Key.Mouse(.release, row: 4, column: 10))),
      ("\u{1b}[<64;1;1M", .mouse(Key.Mouse(.wheelUp, row: 0, column: 0))),
      ("\u{1b}[200~two\nlines\u{1b}[201~", .paste("two\nlines")), ("\u{1b}", .escape),
    ]
    for (text, key) in typed {
      pseudo.type(text)
      #expect(pseudo.keys(1, from: terminal) == [key], "\(text.debugDescription)")
    }
    pseudo.type(typed.map(\.0).joined())
    #expect(pseudo.keys(typed.count, from: terminal) == typed.map(\.1))
  }

  @Test func answersReachThePacerAndAreNoKeys() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open()
    #expect(pseudo.take(from: terminal).text.hasSuffix("\u{1b}[5n"))
    _ = terminal.show(CellGrid(rows: 4, columns: 40, "hello"))
    #expect(!terminal.mayShow(urgent: true))
    _ = pseudo.take(from: terminal)
    pseudo.type("\u{1b}[0n\u{1b}[0nq")
    #expect(pseudo.keys(1, from: terminal) == [.character("q")])
    #expect(terminal.pacer.reports == .answered)
    #expect(terminal.mayShow(urgent: true))
  }

  @Test func garbageDoesNotKeepKeysFromArriving() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open()
    var generator = Linear(state: 11)
    for _ in 0..<40 {
      pseudo.type((0..<100).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 13) })
      _ = pseudo.keys(1, from: terminal)
    }
    pseudo.type("\u{1b}[201~\u{1b}\u{1b}zzzz")
    while !pseudo.keys(1, from: terminal).isEmpty {}
    pseudo.type("q")
    #expect(pseudo.keys(1, from: terminal) == [.character("q")])
  }

  @Test func aHangUpEndsTheInput() throws {
    var pseudo: PseudoTerminal? = PseudoTerminal(rows: 4, columns: 40)
    let slave = dup(pseudo!.slave)
    defer { close(slave) }
    let terminal = try Terminal(
      TerminalOptions(), input: slave, output: slave,
      environment: TerminalEnvironment { $0 == "TERM" ? "xterm" : nil })
    #expect(terminal.readKeys() == [] && !terminal.inputEnded)
    pseudo = nil
    #expect(terminal.readKeys() == [])
    #expect(terminal.inputEnded)
    // Writing to it neither fails nor waits.
    _ = terminal.show(CellGrid(rows: 4, columns: 40, "hello"))
    terminal.close()
  }

  @Test func aTerminalThatTakesNothingDoesNotBlock() throws {
    let pseudo = PseudoTerminal(rows: 100, columns: 300)
    let terminal = try pseudo.open()
    for round in 0..<8 {
      var grid = CellGrid(rows: 100, columns: 300)
      grid.fill(grid.region, with: Cell(round % 2 == 0 ? "⣿" : "⡇"))
      _ = terminal.show(grid)
    }
    #expect(terminal.hasPendingOutput && !terminal.mayShow(urgent: true))
    pseudo.type("q")
    #expect(pseudo.keys(1, from: terminal) == [.character("q")])
    var screen = ScreenEmulator(rows: 100, columns: 300)
    screen.feed(pseudo.take(from: terminal))
    #expect(!terminal.hasPendingOutput)
    #expect(screen.glyphs[99][299].text == "⡇")
  }
}
