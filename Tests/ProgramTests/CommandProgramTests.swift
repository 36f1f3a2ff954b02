import Foundation
import Testing

/// The command line inside as a terminal sends it, and its flag outside.
@Suite(.serialized) struct CommandProgramTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("forgetscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func aLineIsTypedCompletedRefusedAndCarriedOut() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("T tour") })
    program.type(":lanes.1.replay=2\r")
    #expect(program.wait { $0.contains("lanes.1.replay: 2 is not allowed; a number in [0, 1)") })
    program.type("\u{8}0.2\r")
    #expect(program.wait { $0.contains("replay λ 0 → 0.2") })
    program.type(":pal\tmo\t\r:quit\r")
    #expect(program.exitCode() == 0)
    #expect(program.leftovers == [])
  }

  @Test func aPasteNeverActs() throws {
    let program = try TerminalProgram([])
    #expect(program.wait { $0.contains("q quit") })
    // Outside of the line nothing at all, with and without control characters in it.
    program.type("\u{1b}[200~q\r:quit\r\u{3}\u{1b}[A]]]\u{1b}[201~")
    program.type(":")
    #expect(program.wait { $0.contains("Enter") || $0.contains(" run  play") })
    program.type("\u{1b}[200~speed 3\rquit\r\u{1b}[201~")
    #expect(program.wait { $0.contains(":speed 3") })
    #expect(program.screen.text.contains("δ 4.0"))
    #expect(program.screen.text.contains("0.50/s"))
    program.type("\r")
    #expect(program.wait { $0.contains("3.0/s") })
    program.type("q")
    #expect(program.exitCode() == 0)
  }

  @Test func filesAreNamedAndNeverReplaced() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = try TerminalProgram(["--at", "2"])
    #expect(program.wait { $0.contains("q quit") })
    for name in ["a figure.html", "a figure.html", "figure.txt", "figure.svg"] {
      program.type(":snapshot \(folder.path)/\(name)\r")
      #expect(program.wait { $0.contains("opens it") || $0.contains(folder.path.prefix(20)) })
    }
    program.type(":write \(folder.path)/mine.yaml\r:snapshot \(folder.path)/figure.doc\r")
    // A long folder breaks the line anywhere.
    func isRefused(_ screen: String) -> Bool {
      let text = screen.filter { !$0.isWhitespace }
      return text.contains("nosnapshot:") && text.contains("figure.doc:")
    }
    #expect(program.wait(until: isRefused))
    // The line stays to be corrected: keys belong to it until it is closed.
    program.type("\u{1b}")
    #expect(program.wait { !isRefused($0) })
    program.type("q")
    #expect(program.exitCode() == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(
      names == ["a figure-2.html", "a figure.html", "figure.svg", "figure.txt", "mine.yaml"])
    let shown = try Program.run(
      ["evaluate", folder.appendingPathComponent("mine.yaml").path])
    #expect(shown.code == 0)
    // The screen without the line that asked for it.
    let text = try String(contentsOf: folder.appendingPathComponent("figure.txt"), encoding: .utf8)
    #expect(text.contains("t 2.00") && !text.contains(":snapshot"))
  }

  @Test func aRunPausesWhereItIsTold() throws {
    let run = try Program.run([
      "--plain", "--every", "7", "--set", "clock.until=60", "--pause-when", "lane 1: β < 0.5",
    ])
    #expect(run.code == 0)
    let last = try #require(run.output.split(separator: "\n").last)
    // The first step below a half: β was 0.4743 at t = 2.5.
    #expect(last.hasPrefix("t 2.2") || last.hasPrefix("t 2.3") || last.hasPrefix("t 2.4"))
    #expect(last.contains("forward KL: weight 0.49"))
    let script = try Program.run([
      "--script", "<Space><Wait 20>", "--set", "clock.speed=1", "--pause-when", "beta < 0.5",
    ])
    #expect(script.output.contains("paused: lane 1: β < 0.5; Space goes on"))
    let bad = try Program.run(["--pause-when", "mass < 1", "--plain"])
    #expect(bad.code == 2)
    #expect(
      bad.errors
        == "forgetscope: --pause-when: mass < 1 is not allowed; a condition such as lane 1: β < 0.1; "
        + "β, drift, kept, learned, another column of run or t, then <, >, <= or >=\n")
  }
}
