import Foundation
import Testing

/// Snapshots that the explorer's key takes.
@Suite(.serialized) struct SnapshotKeyTests {
  @Test func theKeyLeavesAFileWithAFreshName() throws {
    let folder = try SnapshotTests.Folder()
    let program = try TerminalProgram(
      ["-c", "cd '\(folder.path)' && exec '\(Program.path)' captured --at 3"], rows: 30,
      columns: 100, executable: "/bin/sh")
    #expect(program.wait { $0.contains("t 3.00") })
    program.type("s")
    #expect(program.wait { $0.contains("forgetscope-captured-t3.svg; forgetscope explore") })
    program.type("s")
    #expect(program.wait { $0.contains("forgetscope-captured-t3-2.svg; forgetscope explore") })
    #expect(folder.names == ["forgetscope-captured-t3-2.svg", "forgetscope-captured-t3.svg"])
    program.type("q")
    let evaluated = try Program.run(["evaluate", folder.file("forgetscope-captured-t3.svg")])
    #expect(evaluated.output == (try Program.run(["evaluate", "captured", "--at", "3"])).output)
  }

  /// Keys that came together with it have taken effect in the file, too.
  @Test func theKeyWaitsForTheKeysBeforeIt() throws {
    let folder = try SnapshotTests.Folder()
    let program = try TerminalProgram(
      ["-c", "cd '\(folder.path)' && exec '\(Program.path)' captured"], rows: 30, columns: 100,
      executable: "/bin/sh")
    #expect(program.wait { $0.contains("δ ") && $0.contains("quit") })
    program.type("....]]s")
    #expect(program.wait { $0.contains("; forgetscope explore opens it") })
    var shown = try #require(
      program.screen.text.split(separator: "\n").first.map { $0.split(separator: " ") })
    // A busy machine's terminal is slow, and the screen says so: "12 fps, line".
    if let place = shown.firstIndex(of: "fps,") { shown.removeSubrange((place - 1)...(place + 1)) }
    program.type("q")
    let name = try #require(folder.names.first)
    let again = try Program.snapshot([
      folder.file(name), "--size", "100x30", "--format", "txt", "-o", "-",
    ])
    let reopened = try #require(
      again.split(separator: "\n").first.map { $0.split(separator: " ") })
    #expect(reopened == shown)
    #expect(name == "forgetscope-captured-t0.2.svg")
  }

  /// A file made while the flow runs is, to the byte, what the instant in it gives without a terminal.
  @Test func theKeyHoldsARunningFlow() throws {
    let folder = try SnapshotTests.Folder()
    let program = try TerminalProgram(
      ["-c", "cd '\(folder.path)' && exec '\(Program.path)' captured --play"], rows: 30,
      columns: 100, executable: "/bin/sh")
    // The sweep of statement 6 comes after the first screens.
    #expect(program.wait { $0.contains("t 0.") && $0.contains("right-mean") })
    program.type("s")
    #expect(program.wait { $0.contains("; forgetscope explore opens it") })
    program.type("s")
    #expect(program.wait { _ in folder.names.count == 2 })
    // And it goes on.
    #expect(program.wait { $0.contains("running") })
    program.type("q")
    #expect(program.exitCode() == 0)
    for name in folder.names {
      let path = folder.file(name)
      let again = try Program.snapshot([path, "--size", "100x30", "--format", "svg", "-o", "-"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == again)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self")))
  func theKeySaysWhyThereIsNoFile() throws {
    let program = try TerminalProgram(
      ["-c", "cd /proc && exec '\(Program.path)' captured"], rows: 30, columns: 100,
      executable: "/bin/sh")
    #expect(program.wait { $0.contains("captured") || $0.contains("δ") })
    program.type("s")
    #expect(program.wait { $0.contains("no snapshot: forgetscope-captured-t0.svg") })
    program.type("q")
  }
}
