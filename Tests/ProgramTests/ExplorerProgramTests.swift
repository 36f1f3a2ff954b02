import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// The explorer as a person meets it: start, type, resize, suspend, kill, hang up.
@Suite(.serialized) struct ExplorerProgramTests {
  @Test func opensOnTheDefaultScenarioAndQuits() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("Forward KL forgets") && $0.contains("q quit") })
    #expect(program.screen.text.contains("READY"))
    #expect(program.screen.unknown.isEmpty, "unknown sequences: \(program.screen.unknown)")
    program.type("q")
    #expect(program.exitCode() == 0)
    #expect(program.leftovers == [])
  }

  @Test func runsPausesAndShowsTheDifferenceBetweenTheLanes() throws {
    let program = try TerminalProgram(["--play", "--set", "clock.speed=20"])
    #expect(program.wait { $0.contains("FORGETS") && $0.contains("KEEPS") })
    program.type(" ")
    #expect(program.wait { $0.contains("‖") })
  }

  @Test func keysChangeParametersAndBadNumbersChangeNothing() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("δ 4.0") })
    program.type("]]")
    #expect(program.wait { $0.contains("δ 4.5") })
    program.type("\u{1b}OB\r5\r")
    #expect(program.wait { $0.contains("target.oldMass: 5 is not allowed; a number in (0, 1)") })
    #expect(program.screen.text.contains("old mass α              0.5"))
    program.type("\r0.3\r")
    #expect(program.wait { $0.contains("old mass α              0.3") })
  }

  @Test func helpOpensAndEscapeCloses() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("q quit") })
    program.type("?")
    #expect(program.wait { $0.contains("┌ keys") })
    program.type("\u{1b}")
    #expect(program.wait { !$0.contains("┌ keys") })
  }

  @Test func draggingTheTimelineGoesBack() throws {
    let program = try TerminalProgram(["--play", "--set", "clock.speed=50"])
    #expect(program.wait { $0.contains("‖") || $0.contains("t 60") || $0.contains("FORGETS") })
    program.type(" ")
    #expect(program.wait { $0.contains("‖") || $0.contains("■ t") })
    // The bar is the row above the footer at 80x24; its beginning is t = 0.
    program.type("\u{1b}[<0;4;23M\u{1b}[<0;4;23m")
    #expect(program.wait { $0.contains("t 0.00") })
  }

  @Test(arguments: [(1, 1), (3, 15), (10, 30), (12, 40), (24, 80), (40, 120), (100, 300)])
  func everySizeShowsSomethingAndQuits(rows: Int, columns: Int) throws {
    let program = try TerminalProgram([], rows: rows, columns: columns)
    #expect(program.wait { !$0.filter { $0 != "\n" }.isEmpty })
    program.type("q")
    #expect(program.exitCode() == 0)
    #expect(program.leftovers == [])
  }

  @Test func resizesAtAnyMoment() throws {
    let program = try TerminalProgram(["--play"])
    #expect(program.wait { $0.contains("q quit") })
    for (rows, columns) in [(5, 20), (1, 1), (60, 200), (12, 40)] {
      program.resize(rows: rows, columns: columns)
      #expect(program.wait { !$0.filter { $0 != "\n" }.isEmpty })
    }
    program.resize(rows: 40, columns: 120)
    #expect(program.wait { $0.contains("why: force on the old mean") && $0.contains("q quit") })
  }

  private static let endings: [Int32] = {
    let everywhere = [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM,
      SIGVTALRM, SIGPROF, SIGIO, SIGSYS,
    ]
    #if os(Linux)
      // The first and the last of the real-time signals among them.
      return everywhere + [SIGPWR, SIGSTKFLT, 34, 64]
    #else
      return everywhere
    #endif
  }()

  @Test(arguments: endings)
  func everySignalGivesTheTerminalBack(number: Int32) throws {
    let program = try TerminalProgram(["--play"])
    #expect(program.wait { $0.contains("q quit") })
    program.signal(number)
    #expect(program.exitCode() == 128 + number)
    #expect(program.leftovers == [])
  }

  /// Where the terminal takes nothing any more nobody is told where the session is, and nobody waits.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func anEndDoesNotWaitForWhoReadsNothing(number: Int32) throws {
    let program = try TerminalProgram(["--play"])
    program.resize(rows: 60, columns: 200)
    #expect(program.wait { $0.contains("q quit") })
    for _ in 0..<40 {
      program.type("v")
      usleep(20_000)
    }
    program.signal(number)
    #expect(program.exitCodeUnread(seconds: 4) == 128 + number)
  }

  /// Keys that wait do not stand in a stop's way.
  @Test func aStopIsSeenBetweenKeys() throws {
    let program = try TerminalProgram(["--play"])
    #expect(program.wait { $0.contains("q quit") })
    program.typeAll(String(repeating: "]]]]][[[[[", count: 2000))
    let begin = Date()
    program.signal(SIGTERM)
    #expect(program.exitCode() == 128 + SIGTERM)
    let seconds = Date().timeIntervalSince(begin)
    #expect(seconds < 1, "\(seconds) s")
    #expect(program.leftovers == [])
  }

  @Test func controlZStopsAndForegroundComesBack() throws {
    // A job can only be stopped under a shell that can continue it.
    let shell = try TerminalProgram(
      ["--norc", "--noprofile", "-i"], environment: ["PS1": "$ "], executable: "/bin/bash")
    #expect(shell.wait { $0.contains("$") })
    shell.type("'\(Program.path)'\r")
    #expect(shell.wait { $0.contains("q quit") })
    shell.type("\u{1a}")
    #expect(shell.wait { _ in String(decoding: shell.bytes, as: UTF8.self).contains("Stopped") })
    #expect(shell.leftovers.filter { $0 != "modes" && $0 != "paste" } == [])
    let before = shell.bytes.count
    shell.type("fg\r")
    #expect(
      shell.wait { _ in
        String(decoding: shell.bytes[before...], as: UTF8.self).contains("Forward KL forgets")
      })
    let running = shell.bytes.count
    shell.type("q")
    #expect(
      shell.wait { _ in
        String(decoding: shell.bytes[running...], as: UTF8.self).contains("\u{1b}[?1049l")
      })
    shell.wait { $0.hasSuffix("$") }
    shell.type("exit\r")
    #expect(shell.exitCode() == 0)
  }

  @Test func aBrokenLineEndsTheProgram() throws {
    let program = try TerminalProgram(["--play"])
    #expect(program.wait { $0.contains("q quit") })
    program.hangUp()
    #expect(program.exitCode(seconds: 3) == 128 + SIGHUP)
  }

  @Test func plainLocaleGetsPlainBytes() throws {
    let program = try TerminalProgram(["--play"], locale: "C")
    #expect(program.wait { $0.contains("old mass a") && $0.contains("KL(q||p)") })
    #expect(!program.bytes.contains { $0 > 127 })
  }

  @Test(arguments: ["vt100", "linux", "screen", "xterm"])
  func everyTerminalTypeWorks(term: String) throws {
    let program = try TerminalProgram([], term: term)
    #expect(program.wait { $0.contains("Forward KL forgets") })
    if term == "vt100" {
      // It has no colours; places have numbers that begin with a 3, too.
      let colours = try Regex("\u{1b}\\[[0-9;]*(3[0-8]|9[0-7])[0-9;]*m")
      #expect(String(decoding: program.bytes, as: UTF8.self).firstMatch(of: colours) == nil)
    }
    program.type("q")
    #expect(program.exitCode() == 0)
  }

  @Test func noColorMeansNoColour() throws {
    let program = try TerminalProgram([], environment: ["NO_COLOR": "1"])
    #expect(program.wait { $0.contains("q quit") })
    let colours = try Regex("\u{1b}\\[[0-9;]*(3[0-8]|9[0-7])[0-9;]*m")
    #expect(String(decoding: program.bytes, as: UTF8.self).firstMatch(of: colours) == nil)
  }

  @Test func aTerminalThatCannotShowAScreenIsOneLine() throws {
    for (term, words) in [("dumb", "cannot show"), ("nonsense", "no terminfo entry")] {
      let program = try TerminalProgram([], term: term)
      #expect(program.exitCode() == 2)
      let text = String(decoding: program.bytes, as: UTF8.self)
      #expect(text.contains(words))
      #expect(text.split(separator: "\r\n").count == 1)
    }
  }

  @Test func pausedMeansSilence() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("q quit") })
    program.wait(seconds: 0.5) { _ in false }
    let before = program.bytes.count
    program.wait(seconds: 1) { _ in false }
    #expect(program.bytes.count == before)
  }

  /// Both surveys fill up while somebody watches; then all is quiet, and Esc leads back.
  @Test func surveysFillUpAndEnd() throws {
    let program = try TerminalProgram(["--set", "clock.until=2"])
    #expect(program.wait { $0.contains("q quit") })
    program.type("vv")
    #expect(program.wait { $0.contains("DRIFT over δ") })
    #expect(program.wait(seconds: 60) { $0.contains(" σ\n") && !$0.contains("Esc cancels") })
    #expect(program.screen.text.contains("e^−δ²/8 through ○ at 10"))
    program.type("v")
    #expect(program.wait(seconds: 20) { $0.contains("PHASE") && !$0.contains("Esc cancels") })
    #expect(program.screen.text.contains("↖"))
    program.wait(seconds: 0.5) { _ in false }
    let before = (program.bytes.count, program.processorSeconds)
    program.wait(seconds: 1) { _ in false }
    #expect(program.bytes.count == before.0)
    if let first = before.1, let last = program.processorSeconds {
      #expect(last - first < 0.05, "\(last - first) s of processor time in a second of rest")
    }
    program.type("\u{1b}")
    #expect(program.wait { $0.contains("density") })
    program.type("q")
    #expect(program.exitCode() == 0)
    #expect(program.leftovers == [])
  }

  @Test func aSurveyIsCancelledAndTheProgramQuitsInTheMiddleOfOne() throws {
    // In the plane, with two covariances and for a long time: minutes of work.
    let program = try TerminalProgram([
      "correlated", "--set", "target.new.deviation.x=0.8", "--set", "clock.until=10000",
    ])
    #expect(program.wait { $0.contains("q quit") })
    program.type("vv")
    #expect(program.wait { $0.contains(" of 37 points  Esc cancels") })
    program.type("\u{1b}")
    #expect(program.wait { $0.contains("cancelled at ") })
    program.type("]vvvvvvv")
    #expect(program.wait { $0.contains(" of 37 points  Esc cancels") })
    program.type("q")
    #expect(program.exitCode() == 0)
    #expect(program.leftovers == [])
  }
}
