import Cells
import Testing
import Words

@testable import Terminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The whole way from grids to bytes and from bytes to keys, on pseudo-terminals. One at a time,
/// because curses is one per process.
@Suite(.serialized) struct TerminalTests {
  func isRaw(_ modes: termios) -> Bool {
    modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0 && modes.c_iflag & tcflag_t(ICRNL) == 0
  }

  // MARK: - Giving back

  @Test func closingGivesTheTerminalBack() throws {
    let pseudo = PseudoTerminal(rows: 10, columns: 40)
    let before = pseudo.modes
    let terminal = try pseudo.open()
    #expect(isRaw(pseudo.modes))
    let start = pseudo.take(from: terminal).text
    for code in ["?1049h", "?1h", "?25l", "?2004h", "?1002h", "?1006h"] {
      #expect(start.contains("\u{1b}[" + code), "\(code)")
    }
    _ = terminal.show(CellGrid(rows: 10, columns: 40, "hello"))
    _ = pseudo.take(from: terminal)
    terminal.close()
    terminal.close()
    let end = pseudo.take().text
    for code in ["?1049l", "?1l", "?25h", "?2004l", "?1002l", "?1006l"] {
      #expect(end.contains("\u{1b}[" + code), "\(code)")
    }
    #expect(end.firstRange(of: "?1049l") != nil && end.ranges(of: "?1049l").count == 1)
    let after = pseudo.modes
    #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
    #expect(after.c_oflag == before.c_oflag)
  }

  @Test func terminalsThatCannotBeUsedAreRefusedInOneLine() throws {
    let pseudo = PseudoTerminal(rows: 10, columns: 40)
    #expect(throws: TerminalProblem.unknownTerminal("nonsense")) {
      try pseudo.open(term: "nonsense")
    }
    #expect(throws: TerminalProblem.dumb("dumb")) { try pseudo.open(term: "dumb") }
    #expect(throws: TerminalProblem.noTerminalType) { try pseudo.open(term: "") }
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    #expect(throws: TerminalProblem.notATerminal(stream: "standard input")) {
      try Terminal(
        TerminalOptions(), input: null, output: pseudo.slave,
        environment: TerminalEnvironment { _ in "xterm" })
    }
    #expect(pseudo.take() == [])
    #expect(!isRaw(pseudo.modes))
  }

  @Test func aTerminalWithoutAnAlternateScreenIsLeftBelowTheScreen() throws {
    let pseudo = PseudoTerminal(rows: 10, columns: 40)
    let terminal = try pseudo.open(term: "vt100")
    _ = pseudo.take(from: terminal)
    terminal.close()
    #expect(pseudo.take().text.contains("\u{1b}[10;1H"))
  }

  // MARK: - Signals

  @Test func signalsArriveAsValues() throws {
    let pseudo = PseudoTerminal(rows: 4, columns: 40)
    let terminal = try pseudo.open()
    #expect(terminal.nextSignal() == nil)
    for (number, signal) in [
      (SIGWINCH, .resized), (SIGTERM, .ended(SIGTERM)), (SIGTSTP, .suspended),
      (SIGCONT, .continued), (SIGINT, .ended(SIGINT)), (SIGHUP, .ended(SIGHUP)),
    ] as [(Int32, TerminalSignal)] {
      kill(getpid(), number)
      var readable = pollfd(fd: terminal.signalDescriptor, events: Int16(POLLIN), revents: 0)
      while poll(&readable, 1, 1000) < 0 {}
      #expect(terminal.nextSignal() == signal)
    }
    #expect(TerminalSignal.ended(SIGTERM).exitCode == 143)
    #expect(TerminalSignal.resized.exitCode == nil)
  }
}
