import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// Sessions from outside: what is left after every way out, and that it comes back.
@Suite(.serialized) struct SessionTests {
  /// A folder for the test's sessions.
  private static func folder() -> String {
    NSTemporaryDirectory() + "forgetscope-sessions-\(UUID().uuidString)"
  }

  private static func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/forgetscope")) ?? []).sorted()
  }

  /// An explorer that has run, been edited while it ran, and stands still.
  private func worked(_ folder: String) throws -> TerminalProgram {
    let program = try TerminalProgram(
      ["--play", "--set", "clock.speed=2"], environment: ["XDG_STATE_HOME": folder])
    #expect(program.wait { $0.contains("t 1.") })
    program.type("]")
    #expect(program.wait { $0.contains("δ 4.2") })
    program.type(" ")
    #expect(program.wait { $0.contains("‖") })
    // A key that changes nothing, so that all before it has been answered.
    program.wait(seconds: 0.5) { _ in false }
    return program
  }

  /// The numbers, curves and marks on the screen before are those after, whatever ended it.
  @Test(arguments: [SIGHUP, SIGTERM, SIGSEGV, SIGKILL, SIGINT]) func signalsLoseNothing(
    number: Int32
  ) throws {
    let folder = Self.folder()
    let program = try worked(folder)
    let before = program.screen.text
    program.signal(number)
    #expect(program.exitCode() == 128 + number)
    #expect(Self.names(folder).count == 1)
    let again = try TerminalProgram(["--resume"], environment: ["XDG_STATE_HOME": folder])
    #expect(again.wait { $0 == before }, "\(before)\n--\n\(again.screen.text)")
    again.type("q")
    #expect(again.exitCode() == 0)
    #expect(Self.names(folder).count == 1)
    try FileManager.default.removeItem(atPath: folder)
  }

  /// Nothing is removed without a word, and nothing is kept without one.
  @Test func pruningSaysWhatItCannotDo() throws {
    let folder = Self.folder()
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    let place = ["XDG_STATE_HOME": folder]
    let none = try Program.run(["sessions", "prune"], environment: place)
    #expect(none.code == 0 && none.output.isEmpty && none.errors.isEmpty)
    try "".write(toFile: folder + "/forgetscope", atomically: true, encoding: .utf8)
    let unreadable = try Program.run(["sessions", "prune"], environment: place)
    #expect(unreadable.code == 74)
    #expect(
      unreadable.errors == "forgetscope: sessions: \(folder)/forgetscope: not a directory\n")
    let resumed = try Program.run(["--resume"], environment: place)
    #expect(resumed.code == 74)
    #expect(resumed.errors == "forgetscope: --resume: \(folder)/forgetscope: not a directory\n")
    try files.removeItem(atPath: folder + "/forgetscope")
    let name = "2026-11-23-101530.1"
    try files.createDirectory(
      atPath: folder + "/forgetscope/\(name).session/x", withIntermediateDirectories: true)
    let kept = try Program.run(["sessions", "prune", "--keep", "0"], environment: place)
    #expect(kept.code == 74 && kept.errors.contains("\(name).session: "), "\(kept.errors)")
  }

  @Test func killedWhileRunningComesBackNearby() throws {
    let folder = Self.folder()
    let program = try TerminalProgram(
      ["--play", "--set", "clock.speed=2"], environment: ["XDG_STATE_HOME": folder])
    #expect(program.wait { $0.contains("t 1.") })
    program.type("]")
    #expect(program.wait { $0.contains("t 3.") })
    program.signal(SIGKILL)
    #expect(program.exitCode() == 128 + SIGKILL)
    let list = try Program.run(["sessions"], environment: ["XDG_STATE_HOME": folder])
    #expect(list.output.contains("1 edit  Forward KL forgets"), "\(list.output)")
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func quittingSaysHowToResume() throws {
    let folder = Self.folder()
    let program = try worked(folder)
    program.type("q")
    #expect(program.exitCode() == 0)
    let name = try #require(Self.names(folder).first).replacing(".session", with: "")
    let text = String(decoding: program.bytes, as: UTF8.self)
    #expect(text.hasSuffix("forgetscope --resume \(name) takes this session up again\r\n"))
    let again = try TerminalProgram(["--resume", name], environment: ["XDG_STATE_HOME": folder])
    #expect(again.wait { $0.contains("δ 4.2") })
    // Only one explorer writes a session.
    let third = try Program.run(["--resume", name], environment: ["XDG_STATE_HOME": folder])
    #expect(third.code == 2)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: "\(folder)/forgetscope/\(name).session")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let folderAttributes = try FileManager.default.attributesOfItem(atPath: folder + "/forgetscope")
    #expect(folderAttributes[.posixPermissions] as? Int == 0o700)
    again.type("q")
    #expect(again.exitCode() == 0)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func lookingLeavesNothing() throws {
    let folder = Self.folder()
    let program = try TerminalProgram([], environment: ["XDG_STATE_HOME": folder])
    #expect(program.wait { $0.contains("q quit") })
    program.type("?q")
    program.type("q")
    #expect(program.exitCode() == 0)
    #expect(Self.names(folder) == [])
  }

  @Test func twoAtOnceHaveFilesOfTheirOwn() throws {
    let folder = Self.folder()
    let first = try worked(folder)
    let second = try worked(folder)
    #expect(Self.names(folder).count == 2)
    first.type("q")
    second.type("q")
    #expect(first.exitCode() == 0)
    #expect(second.exitCode() == 0)
    let list = try Program.run(["sessions"], environment: ["XDG_STATE_HOME": folder])
    #expect(list.output.split(separator: "\n").count == 2)
    #expect(!list.output.contains("cannot"))
    // All but the newest, as its help says.
    let newest = try #require(Self.names(folder).max())
    let pruned = try Program.run(["sessions", "prune"], environment: ["XDG_STATE_HOME": folder])
    #expect(pruned.output.hasPrefix("removed ") && pruned.output.split(separator: "\n").count == 1)
    #expect(Self.names(folder) == [newest])
    let all = try Program.run(
      ["sessions", "prune", "--keep", "0"], environment: ["XDG_STATE_HOME": folder])
    #expect(all.code == 0 && Self.names(folder).isEmpty)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func aFolderThatCannotBeWrittenIsOneLine() throws {
    let file = Self.folder()
    try Data().write(to: URL(fileURLWithPath: file))
    let program = try TerminalProgram(
      ["--play", "--set", "clock.speed=5"], environment: ["XDG_STATE_HOME": file])
    #expect(program.wait { $0.contains("the session is not saved") })
    program.type("]")
    #expect(program.wait { $0.contains("δ 4.2") })
    program.type("q")
    #expect(program.exitCode() == 0)
    try FileManager.default.removeItem(atPath: file)
  }

  /// A pipe among the sessions, an empty newest one, a line that is none: work goes on, and what is left out is said.
  @Test func oddSessionsAreToldAndHoldNobodyUp() throws {
    let folder = Self.folder()
    let state = folder + "/forgetscope"
    let files = FileManager.default
    try files.createDirectory(atPath: state, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    let place = ["XDG_STATE_HOME": folder]
    let good = "forgetscope session 1\nstart replay\nedit 10:target.separation=7\nat 30\n"
    try good.write(
      toFile: state + "/2026-01-01-000000.1.session", atomically: true, encoding: .utf8)
    try "".write(toFile: state + "/2027-01-01-000000.9.session", atomically: true, encoding: .utf8)
    #expect(mkfifo(state + "/2027-01-02-000000.10.session", 0o600) == 0)
    // Nobody waits for the pipe.
    let list = try Program.run(["sessions"], environment: place)
    #expect(list.code == 74 && list.output.contains("2026-01-01-000000.1"), "\(list.output)")
    #expect(list.errors == "forgetscope: sessions: 2027-01-02-000000.10 cannot be read\n")
    let program = try TerminalProgram(["--resume"], environment: place)
    #expect(
      program.wait { $0.contains("2027-01-02-000000.10 cannot be read") && $0.contains("δ 7.0") })
    program.type("]")
    #expect(program.wait { $0.contains("δ 7.2") })
    program.type("q")
    #expect(program.exitCode() == 0)

    let damaged = good.replacingOccurrences(
      of: "at 30", with: "at nan\nedit 20:target.oldMass=0.4\nat 30")
    try damaged.write(
      toFile: state + "/2027-02-02-000000.11.session", atomically: true, encoding: .utf8)
    let again = try TerminalProgram(["--resume"], environment: place)
    #expect(again.wait { $0.contains("line 4 is damaged") }, "\(again.screen.text)")
    again.type("q")
    #expect(again.exitCode() == 0)
    #expect(
      try String(contentsOfFile: state + "/2027-02-02-000000.11.session", encoding: .utf8)
        == damaged)
  }

  @Test(arguments: [
    (["--resume"], 2, "--resume: there is no session; forgetscope sessions lists them"),
    (["--resume", "../x"], 2, "--resume: ../x: no session's name"),
    (["--resume", "2000-01-01-000000"], 74, "no such file"),
    (["--resume", "--at", "5"], 2, "--resume: --set, --edit and --at are not allowed beside it"),
  ])
  func refusals(arguments: [String], code: Int32, words: String) throws {
    let program = try Program.run(
      arguments, environment: ["XDG_STATE_HOME": Self.folder()])
    #expect(program.code == code)
    #expect(program.errors.contains(words), "\(program.errors)")
    #expect(program.errors.split(separator: "\n").count == 1)
  }

  @Test func theStateLineIsShownAndOffered() throws {
    let program = try TerminalProgram(["--set", "target.oldMass=0.3"])
    #expect(program.wait { $0.contains("q quit") })
    program.type("y")
    #expect(program.wait { $0.contains("state line: offered to the clipboard") })
    let line = "forgetscope explore forward-and-reverse --set target.oldMass=0.3"
    #expect(program.screen.text.contains(line))
    #expect(
      program.screen.commands == ["52;c;" + Data(line.utf8).base64EncodedString()])
  }
}
