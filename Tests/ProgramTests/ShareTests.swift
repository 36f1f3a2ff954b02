import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// A lecturer and those who watch, each in a terminal of its own.
@Suite(.serialized) struct ShareTests {
  /// A folder for a socket, whose name is short enough.
  struct Folder {
    let path: String

    init() throws {
      path = "/tmp/forgetscope-\(getpid())-\(UInt32.random(in: 0..<1_000_000))"
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    var socket: String { path + "/lecture" }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
  }

  private static func mode(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
  }

  /// The panes of a screen, without header and footer.
  private static func panes(_ text: String) -> [Substring] {
    Array(text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast())
  }

  /// Whether two screens come to show the same; both are read meanwhile.
  private func showSame(_ watcher: TerminalProgram, _ lecturer: TerminalProgram) -> Bool {
    for _ in 0..<80 {
      lecturer.wait(seconds: 0.05) { _ in false }
      let there = Self.panes(lecturer.screen.text)
      if watcher.wait(seconds: 0.05, until: { Self.panes($0) == there }) { return true }
    }
    return false
  }

  /// A lecturer who has run, made an edit while it ran, and stands still.
  private func lecturer(_ folder: Folder) throws -> TerminalProgram {
    let program = try TerminalProgram([
      "--play", "--no-session", "--set", "clock.speed=4", "--share", folder.socket,
    ])
    #expect(program.wait { $0.contains("t 2.") })
    program.type("]")
    #expect(program.wait { $0.contains("δ 4.2") })
    #expect(program.wait { $0.contains("t 5.") })
    program.type(" ")
    #expect(program.wait { $0.contains("‖") })
    program.wait(seconds: 0.5) { _ in false }
    return program
  }

  @Test func aLateWatcherSeesTheSameAndWhatComes() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let lecturer = try lecturer(folder)
    #expect(Self.mode(folder.socket) == 0o600)
    let watcher = try TerminalProgram(["watch", folder.socket])
    #expect(
      showSame(watcher, lecturer),
      "\(lecturer.screen.text)\n--\n\(watcher.screen.text)")
    #expect(watcher.screen.text.contains("watching"))
    // What changes on one screen changes on the other: an edit, a scrub, a view, a lane alone.
    for keys in ["]]", "<<", "v", "11", "0vvv"] {
      lecturer.type(keys)
      lecturer.wait(seconds: 0.6) { _ in false }
      #expect(
        showSame(watcher, lecturer),
        """
        after \(keys):
        \(lecturer.screen.text)
        --
        \(watcher.screen.text)
        \(lecturer.screen.unknown) \(watcher.screen.unknown)
        """)
    }
    lecturer.type("q")
    #expect(lecturer.exitCode() == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.socket))
    // The picture stays.
    let before = Self.panes(watcher.screen.text)
    #expect(watcher.wait { $0.contains("the lecturer has left") })
    #expect(Self.panes(watcher.screen.text) == before)
    watcher.type("q")
    #expect(watcher.exitCode() == 0)
    #expect(watcher.leftovers == [])
  }

  @Test func aWatcherChangesTheViewAndNotTheRun() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let lecturer = try lecturer(folder)
    let watcher = try TerminalProgram(
      ["watch", folder.socket, "--symbols", "ascii"], rows: 40, columns: 120)
    #expect(watcher.wait { $0.contains("watching") && $0.contains("why: force") })
    for key in ["]", " ", "u", "R", ",", "+", "m", "\u{1b}OC", "a\r", "p\r", "d", "i"] {
      watcher.type(key)
      if key != "u" {
        #expect(
          watcher.wait { $0.contains("the run is the lecturer's; f forks it") }, "after \(key)")
      }
      // Another key takes the message away.
      watcher.type("g")
      #expect(watcher.wait { !$0.contains("the run is the lecturer's") })
    }
    let there = Self.panes(lecturer.screen.text)
    lecturer.wait(seconds: 0.3) { _ in false }
    #expect(Self.panes(lecturer.screen.text) == there)
    watcher.type("z")
    #expect(watcher.wait { $0.contains("a view of your own") })
    watcher.type("\u{1b}")
    #expect(watcher.wait { $0.contains("the lecturer's view again") && $0.contains("theory") })
    watcher.type("q")
    #expect(watcher.exitCode() == 0)
  }

  @Test func aForkHasTheSameNumbersAndALifeOfItsOwn() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let lecturer = try lecturer(folder)
    lecturer.type("y")
    #expect(lecturer.wait { $0.contains("state line") })
    let watcher = try TerminalProgram(["watch", folder.socket])
    #expect(watcher.wait { $0.contains("watching") })
    watcher.type("f")
    #expect(watcher.wait { $0.contains("forked: from here the run is yours") })
    watcher.type("y")
    #expect(watcher.wait { $0.contains("state line") })
    // The state line is the experiment: scenario, edits, instant.
    #expect(watcher.screen.commands == lecturer.screen.commands && !watcher.screen.commands.isEmpty)
    watcher.type("\u{1b}")
    lecturer.type("\u{1b}")
    lecturer.wait(seconds: 0.6) { _ in false }
    // Verdicts and curves come from the same bits; header and footer are one's own.
    #expect(
      showSame(watcher, lecturer),
      "\(lecturer.screen.text)\n--\n\(watcher.screen.text)")
    watcher.type("]")
    #expect(watcher.wait { $0.contains("δ 4.5") })
    #expect(lecturer.screen.text.contains("δ 4.2"))
    lecturer.type("q")
    #expect(lecturer.exitCode() == 0)
    watcher.type(" ")
    #expect(watcher.wait { $0.contains("pause") })
    watcher.type("q")
    #expect(watcher.exitCode() == 0)
  }

  @Test func aStoppedWatcherDelaysNobodyAndComesBackToTheNewest() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let lecturer = try TerminalProgram([
      "--no-session", "--set", "clock.speed=20", "--set", "clock.until=1000", "--share",
      folder.socket,
    ])
    #expect(lecturer.wait { $0.contains("q quit") })
    let stopped = try TerminalProgram(["watch", folder.socket])
    let other = try TerminalProgram(["watch", folder.socket])
    #expect(stopped.wait { $0.contains("watching") } && other.wait { $0.contains("watching") })
    stopped.signal(SIGSTOP)
    lecturer.type(" ")
    // Some thousand ticks, and edits all the while.
    #expect(lecturer.wait { $0.contains("pause") })
    for step in 1...8 {
      lecturer.type("]")
      #expect(lecturer.wait { $0.contains("δ \(4 + Double(step) / 4)") }, "\(step)")
    }
    #expect(other.wait { $0.contains("δ 6.0") })
    lecturer.type(" ")
    #expect(lecturer.wait { $0.contains("‖") })
    lecturer.wait(seconds: 0.5) { _ in false }
    #expect(showSame(other, lecturer))
    stopped.signal(SIGCONT)
    #expect(
      showSame(stopped, lecturer),
      "\(lecturer.screen.text)\n--\n\(stopped.screen.text)")
    // One that is killed is no more in anybody's way than one that has stopped.
    stopped.signal(SIGKILL)
    #expect(stopped.exitCode() == 128 + SIGKILL)
    lecturer.type("]")
    #expect(other.wait { $0.contains("δ 6.2") })
    lecturer.type("q")
    #expect(lecturer.exitCode() == 0)
  }

  /// Who goes to a shell for a moment leaves nobody with a run that seems to go on and stands still.
  @Test func aLecturerInAShellHasPaused() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let shell = try TerminalProgram(
      ["--norc", "--noprofile", "-i"], environment: ["PS1": "$ "], executable: "/bin/bash")
    #expect(shell.wait { $0.contains("$") })
    shell.type(
      "'\(Program.path)' --play --no-session --set clock.until=1000 --share \(folder.socket)\r")
    #expect(shell.wait { $0.contains("q quit") })
    let watcher = try TerminalProgram(["watch", folder.socket])
    #expect(watcher.wait { $0.contains("watching") && $0.contains("▶") })
    shell.type("\u{1a}")
    #expect(shell.wait { _ in String(decoding: shell.bytes, as: UTF8.self).contains("Stopped") })
    #expect(watcher.wait { $0.contains("‖") }, "\(watcher.screen.text)")
    shell.type("fg\r")
    #expect(shell.wait { $0.contains("q quit") })
    #expect(watcher.wait { $0.contains("▶") }, "\(watcher.screen.text)")
    shell.type("q")
    #expect(watcher.wait { $0.contains("the lecturer has left") })
    watcher.type("q")
    shell.type("exit\r")
  }

  @Test func aLectureTellsItsScenes() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let lecturer = try TerminalProgram([
      "lecture", "why-fine-tuning-forgets", "--share", folder.socket,
    ])
    #expect(lecturer.wait { $0.contains("1/12") })
    let watcher = try TerminalProgram(["watch", folder.socket])
    #expect(watcher.wait { $0.contains("1/12  ") })
    lecturer.type("n")
    #expect(watcher.wait { $0.contains("2/12  Place your bets") })
    // The question comes with it, the answer when it is given, and no notes.
    #expect(watcher.wait { $0.contains("? One start, one clock.") })
    #expect(!watcher.screen.text.contains("Others choose the samples"))
    lecturer.type("n")
    #expect(watcher.wait { $0.contains("▸ ● at 0") })
    lecturer.type("b")
    #expect(watcher.wait { !$0.contains("MASS") })
    lecturer.type("x")
    #expect(watcher.wait { $0.contains("▸ ● at 0") })
    lecturer.type("q")
    #expect(lecturer.exitCode() == 0)
    #expect(watcher.wait { $0.contains("the lecturer has left") })
  }

  /// A projector is started before the lecture, and goes on after a crash.
  @Test func aWatcherWaitsForTheLecturerAndForTheNext() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let watcher = try TerminalProgram(["watch", "--wait", folder.socket])
    #expect(watcher.wait { $0.contains("waiting for a lecturer") })
    let first = try lecturer(folder)
    #expect(showSame(watcher, first))
    first.signal(SIGKILL)
    #expect(first.exitCode() == 128 + SIGKILL)
    #expect(watcher.wait { $0.contains("the lecturer has left") })
    // The next one has another run, in another view.
    let next = try TerminalProgram([
      "three-tasks", "--no-session", "--share", folder.socket, "--set", "clock.speed=4", "--play",
    ])
    #expect(next.wait { $0.contains("Three tasks") })
    #expect(watcher.wait { $0.contains("Three tasks") && $0.contains("watching") })
    next.type("vv")
    next.type(" ")
    #expect(showSame(watcher, next))
    watcher.type("q")
    #expect(watcher.exitCode() == 0)
    next.type("q")
    #expect(next.exitCode() == 0)
  }

  @Test func socketsOfOthersAndOtherFilesAreRefused() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let file = folder.path + "/notes.txt"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: file))
    func refused(_ arguments: [String], _ words: String, code: Int32 = 74) throws {
      let program = try TerminalProgram(arguments)
      #expect(program.exitCode() == code, "\(arguments)")
      let text = String(decoding: program.bytes, as: UTF8.self)
      #expect(text.contains(words), "\(text)")
      #expect(text.split(separator: "\n").count == 1, "\(text)")
    }
    try refused(["--share", file], "notes.txt: is there already and is no socket")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    try refused(["--share", folder.path + "/none/x"], "no such socket or folder")
    try refused(
      ["--share", "/tmp/" + String(repeating: "x", count: 200)], "a socket's name has 1 to")
    try refused(["--share", folder.socket, "--share-group", "no-such-group"], "no such group")
    try refused(["--share-group", "root"], "with --share SOCKET", code: 2)
    for beside in [["--script", "q"], ["--plain"]] {
      try refused(
        ["--share", folder.socket] + beside, "--share: is not allowed beside \(beside[0])", code: 2)
    }
    try refused(
      ["lecture", "tour", "--share", folder.socket, "--notes-only"],
      "--share: is not allowed beside --notes-only", code: 2)
    try refused(["watch", folder.socket], "no such socket or folder")
    try refused(["watch", file], "is no socket")
    try refused(["watch", "--wait", file], "is no socket")
    let lecturer = try lecturer(folder)
    try refused(["--share", folder.socket], "somebody shares a run there already")
    // Killed, it leaves a socket at which nobody listens.
    lecturer.signal(SIGKILL)
    #expect(lecturer.exitCode() == 128 + SIGKILL)
    #expect(FileManager.default.fileExists(atPath: folder.socket))
    try refused(["watch", folder.socket], "nobody shares a run there any more")
    let next = try TerminalProgram(["--no-session", "--share", folder.socket])
    #expect(next.wait { $0.contains("q quit") })
    let watcher = try TerminalProgram(["watch", folder.socket])
    #expect(watcher.wait { $0.contains("watching") })
    next.signal(SIGTERM)
    #expect(next.exitCode() == 128 + SIGTERM)
    #expect(!FileManager.default.fileExists(atPath: folder.socket))
  }
}
