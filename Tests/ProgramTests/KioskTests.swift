import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// Ways out of a kiosk, tried one by one. Each is refused and harmless: no file appears or changes, no
/// path stands on the screen, and q still quits.
@Suite(.serialized) struct KioskTests {
  /// A home full of what a kiosk must neither read nor touch.
  struct Sandbox {
    let path: String

    init() throws {
      path = "/tmp/forgetscope-kiosk-\(getpid())-\(UInt32.random(in: 0..<1_000_000))"
      let files: [(String, String)] = [
        ("scenario.yaml", Self.scenario), ("lecture.yaml", Self.lecture),
        ("overlap", "a file with a preset's name"), ("figure.svg", "<svg/>"),
        (".config/forgetscope/config.yaml", "symbols: nonsense\n"),
        (".local/state/forgetscope/2026-01-01-000000.session", "forgetscope session 1\n"),
        ("locales/x/LC_CTYPE", "x"), (".terminfo/e/evil", "x"), ("terminfo/e/evil", "x"),
      ]
      for (name, text) in files {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
      try FileManager.default.createSymbolicLink(
        atPath: path + "/link.yaml", withDestinationPath: "scenario.yaml")
    }

    static let scenario = """
      target: {oldMass: 0.5, old: {mean: [-2]}, new: {mean: [2]}}
      lanes: [{method: reverse-kl}]
      """
    static let lecture = """
      lecture: x
      scenes: [{title: first, scenario: replay}]
      """

    /// Every name with its size, its date and its content.
    var content: [String] {
      guard let all = FileManager.default.enumerator(atPath: path) else { return [] }
      return all.compactMap { $0 as? String }.sorted().map { name in
        let file = path + "/" + name
        let values = try? FileManager.default.attributesOfItem(atPath: file)
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return "\(name) \(values?[.modificationDate] ?? "") \(text)"
      }
    }

    /// The program with its home, its current folder and its temporary folder here.
    func program(
      _ arguments: [String], environment: [String: String] = [:], term: String = "xterm-256color",
      locale: String = "C.UTF-8"
    ) throws -> TerminalProgram {
      var variables = [
        "HOME": path, "TMPDIR": path, "XDG_CONFIG_HOME": path + "/.config",
        "XDG_STATE_HOME": path + "/.local/state", "SHELL": "/bin/sh",
      ]
      variables.merge(environment) { $1 }
      return try TerminalProgram(
        ["-c", "cd '\(path)' && exec \"$0\" \"$@\"", Program.path] + arguments, term: term,
        locale: locale, environment: variables, executable: "/bin/sh")
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Pieces of paths on the screen. Told to print backtraces, a runtime that is linked statically says
  /// that it cannot find its helper before the program's first line: a name, and no path.
  private static func paths(in program: TerminalProgram, _ sandbox: Sandbox) -> [String] {
    let text = String(decoding: program.bytes, as: UTF8.self)
    return [sandbox.path, "/etc", "/usr", "/tmp", "/home", "/root", "passwd", ".yaml", "/swift"]
      .filter { text.contains($0) }
  }

  // MARK: - Arguments

  private static let bomb =
    "{a: &a [x, x], b: &b [*a, *a], c: &c [*b, *b], d: &d [*c, *c], e: [*d, *d]}"

  static let arguments: [[String]] = [
    ["--kiosk", "/etc/passwd"], ["--kiosk", "../../etc/passwd"], ["--kiosk", "scenario.yaml"],
    ["--kiosk", "./overlap"], ["--kiosk", "link.yaml"], ["--kiosk", "-"],
    ["--kiosk", "figure.svg"],
    ["--kiosk", Sandbox.scenario], ["--kiosk", "{target: {oldMass: 0.5}}"], ["--kiosk", bomb],
    ["--kiosk", String(repeating: "{?", count: 2000)], ["--kiosk", "~/scenario.yaml"],
    ["--kiosk", "$(touch x)"], ["--kiosk", "overlap\n/etc/passwd"],
    ["--kiosk", "--record", "out.cast"], ["--kiosk", "--resume"], ["--kiosk", "--plain"],
    ["--kiosk", "--resume", "2026-01-01-000000"], ["--kiosk", "--script", "sw"],
    ["--kiosk", "--share", "socket"], ["--kiosk", "--at", "1e9"],
    ["--kiosk", "--edit", "1:target.oldMass=0.3"], ["--kiosk", "--set", "/etc/passwd=1"],
    ["--kiosk", "--no-such-option=/etc/passwd"], ["--kiosk", "--idle", "1e99"],
    ["--kiosk", "--fps", "1000"], ["lecture", "--kiosk", "lecture.yaml"],
    ["lecture", "--kiosk", "-"], ["lecture", "--kiosk", "/etc/passwd"],
    ["lecture", "--kiosk", "why-fine-tuning-forgets", "--notes-only"],
    ["lecture", "--kiosk", "why-fine-tuning-forgets", "--share", "socket"],
    ["run", "--kiosk", "-o", "x.csv"], ["snapshot", "--kiosk", "-o", "x.svg"],
    ["record", "--kiosk", "-o", "x.cast"], ["run", "scenario.yaml", "--kiosk"],
    ["sessions", "--kiosk"], ["watch", "--kiosk", "/etc/passwd"], ["watch", "--kiosk", "overlap"],
  ]

  @Test(arguments: arguments) func anArgumentIsRefused(_ arguments: [String]) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let before = sandbox.content
    let program = try sandbox.program(arguments)
    let code = program.exitCode()
    let text = String(decoding: program.bytes, as: UTF8.self)
    #expect(code == 2 || code == 74, "\(text)")
    #expect(text.hasPrefix("forgetscope: ") && text.split(separator: "\r\n").count == 1, "\(text)")
    #expect(Self.paths(in: program, sandbox) == [])
    #expect(sandbox.content == before)
  }

  // MARK: - Around and inside a session

  /// What is tried, and what must be said; nil: nothing in particular.
  struct Attempt: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var environment: [String: String] = [:]
    var term = "xterm-256color"
    var locale = "C.UTF-8"
    var typed = ""
    var signals: [Int32] = []
    var sizes: [(rows: Int, columns: Int)] = []
    var words: String?
  }

  /// `HERE` stands for the sandbox.
  static let attempts: [Attempt] = {
    func environment(_ name: String, _ value: String, _ words: String? = nil) -> Attempt {
      Attempt(testDescription: "\(name)=\(value)", environment: [name: value], words: words)
    }
    func typed(_ name: String, _ text: String, _ words: String? = nil) -> Attempt {
      Attempt(testDescription: name, typed: text, words: words)
    }
    let ignored = "this is a kiosk: the command that was asked for is not run"
    var attempts: [Attempt] = [
      environment("XDG_CONFIG_HOME", "HERE/.config"), environment("XDG_STATE_HOME", "HERE/state"),
      environment("TERMINFO", "HERE/terminfo"), environment("TERMINFO_DIRS", "HERE/terminfo:/"),
      environment("TERMCAP", "HERE/termcap"), environment("LOCPATH", "HERE/locales"),
      environment("NLSPATH", "HERE/%N"), environment("LD_LIBRARY_PATH", "HERE"),
      environment("FORGETSCOPE_SYMBOLS", "/etc/passwd"),
      environment("FORGETSCOPE_SESSIONS", "true"), environment("TMPDIR", "HERE/tmp"),
      environment("EDITOR", "touch HERE/edited"), environment("PATH", "HERE"),
      environment("NCURSES_TRACE", "0xffff"), environment("TMUX", "/tmp/tmux-0/default,1,0"),
      environment("SSH_ORIGINAL_COMMAND", "sh", ignored),
      environment("SSH_ORIGINAL_COMMAND", "scp -f /etc/passwd", ignored),
      environment("SSH_ORIGINAL_COMMAND", "overlap; touch x", ignored),
      environment("SSH_ORIGINAL_COMMAND", "overlap", "Overlap"),
      typed("s", "s", "not in a kiosk: nothing is written here"),
      typed("w", "w", "not in a kiosk: nothing is written here"),
      typed("Ctrl-Z", "\u{1a}", "not in a kiosk; q ends it"),
      typed("Ctrl-Z in help", "?\u{1a}", "not in a kiosk; q ends it"),
      typed("Ctrl-Z in a number", "\r\u{1a}", "not in a kiosk; q ends it"),
      typed("Ctrl-\\, Ctrl-S, Ctrl-Q, Ctrl-O", "\u{1c}\u{13}\u{11}\u{f}"),
      typed(":write", ":write\r", "not in a kiosk: nothing is written here"),
      typed(":write FILE", ":write x.yml\r", "not in a kiosk: nothing is written here"),
      typed(":write ../FILE", ":write ../x.yml\r", "not in a kiosk: nothing is written here"),
      typed(":snapshot FILE", ":snapshot x.svg\r", "not in a kiosk: nothing is written here"),
      typed(":suspend", ":suspend\r", "not in a kiosk; q ends it"),
      typed(":preset FILE", ":preset scenario\r"),
      typed(":write and Tab", ":write \t\t\t\r"),
      typed("y", "y", "state line"), typed("a shell's keys", "!sh\r:!sh\r:w x\r:e scenario\r"),
      typed(
        "F-keys",
        "\u{1b}OP\u{1b}\u{1b}OQ\u{1b}OR\u{1b}OS\u{1b}[15~\u{1b}[17~\u{1b}[18~\u{1b}[24~"),
      typed("a clipboard's answer", "\u{1b}]52;c;L2V0Yy9wYXNzd2Q=\u{7}\u{1b}]52;c;c3c=\u{1b}\\"),
      typed("a terminal's answers", "\u{1b}[?1;2c\u{1b}[>0;276;0c\u{1b}P1+r544e=787465\u{1b}\\"),
      typed("a colour's answer", "\u{1b}]11;rgb:0000/0000/0000\u{7}\u{1b}]4;1;rgb:1/2/3\u{1b}\\"),
      typed("a paste", "\u{1b}[200~s\nw\n:!touch x\n\u{1a}\u{1c}/etc/hosts\u{1b}[201~"),
      typed("a paste into a number", "\r\u{1b}[200~1; touch x\n\u{1b}[201~\r"),
      typed(
        "a paste in a paste", "\u{1b}[200~\u{1b}[200~s\u{1b}[201~\u{1b}[201~w"),
      typed("a paste without an end", "\u{1b}[200~sss", nil),
      typed(
        "a huge paste", "\u{1b}[200~" + String(repeating: "sw\n", count: 20_000) + "\u{1b}[201~"),
      typed("a flood of keys", String(repeating: "sw[]\u{1a}", count: 300)),
      typed(
        "garbage",
        String(
          (1...0x2FF).compactMap { Unicode.Scalar($0) }
            .filter { $0 != "q" && $0.value != 3 }.map(Character.init))),
      Attempt(
        testDescription: "sizes",
        sizes: [(1, 1), (0, 0), (1, 500), (300, 1), (0, 80), (65535, 65535)]),
    ]
    for term in ["xterm-256color", "vt100", "linux", "tmux"] {
      attempts.append(Attempt(testDescription: "TERM=\(term)", term: term, typed: "sw\u{1a}"))
    }
    for locale in ["/etc/passwd", "../../tmp", "C", "en_US.UTF-8/../x"] {
      attempts.append(Attempt(testDescription: "LC_ALL=\(locale)", locale: locale, typed: "sw"))
    }
    let survived: [(String, Int32)] = [
      ("TSTP", SIGTSTP), ("USR1", SIGUSR1), ("USR2", SIGUSR2), ("ALRM", SIGALRM),
      ("PIPE", SIGPIPE), ("CONT", SIGCONT), ("XFSZ", SIGXFSZ), ("XCPU", SIGXCPU),
      ("VTALRM", SIGVTALRM), ("PROF", SIGPROF), ("WINCH", SIGWINCH), ("TTIN", SIGTTIN),
    ]
    for (name, number) in survived where number != SIGTTIN {
      attempts.append(Attempt(testDescription: "signal \(name)", signals: [number, number]))
    }
    return attempts
  }()

  /// A minute and a half: for `make test-all`.
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["FORGETSCOPE_TEST_ALL"] == "1"),
    arguments: attempts)
  func anAttemptIsHarmless(_ attempt: Attempt) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let before = sandbox.content
    let program = try sandbox.program(
      ["explore", "--kiosk"],
      environment: attempt.environment.mapValues {
        $0.replacingOccurrences(of: "HERE", with: sandbox.path)
      }, term: attempt.term, locale: attempt.locale)
    #expect(program.wait { $0.contains("quit") || $0.contains("kiosk") }, "\(program.screen.text)")
    for number in attempt.signals { program.signal(number) }
    for size in attempt.sizes {
      // Without a size there is the usual one; a kiosk's screen has an end.
      let hasNone = size.rows == 0 || size.columns == 0
      program.resize(
        rows: size.rows, columns: size.columns,
        shown: hasNone ? (24, 80) : (min(size.rows, 150), min(size.columns, 400)))
      program.wait(seconds: 0.1) { _ in false }
    }
    if !attempt.sizes.isEmpty { program.resize(rows: 24, columns: 80) }
    program.typeAll(attempt.typed)
    if let words = attempt.words {
      #expect(program.wait { $0.contains(words) }, "\(program.screen.text)")
    }
    // It lives, and its keys work; a paste without an end has to be waited for.
    program.wait(seconds: attempt.testDescription.contains("without") ? 2.5 : 0.1) { _ in false }
    // Esc closes what lies over the screen, then q quits; a debug build has much to catch up with.
    for _ in 0..<20 where program.exitCode(seconds: 0.05) == nil {
      program.type("\u{1b}")
      program.wait(seconds: 0.2) { _ in false }
      program.type("q")
      program.wait(seconds: 0.2) { _ in false }
    }
    #expect(program.exitCode(seconds: 20) == 0, "\(program.screen.text)")
    #expect(program.leftovers == [])
    #expect(Self.paths(in: program, sandbox) == [])
    #expect(sandbox.content == before)
  }

  /// Terminal types that are paths, or nothing.
  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "x/../evil", "evil", "", "a b", "dumb"])
  func aTerminalTypeThatIsNoneIsRefused(_ term: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let before = sandbox.content
    let program = try sandbox.program(["--kiosk"], term: term)
    #expect(program.exitCode() == 2)
    let text = String(decoding: program.bytes, as: UTF8.self)
    #expect(text.split(separator: "\r\n").count == 1, "\(text)")
    #expect(Self.paths(in: program, sandbox) == [] && sandbox.content == before)
  }

  /// Signals that end it: the terminal is given back, nothing is left, no core, no backtrace.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGILL])
  func anEndIsQuiet(_ number: Int32) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let before = sandbox.content
    let program = try sandbox.program(
      ["--kiosk", "--play"],
      environment: [
        "SWIFT_BACKTRACE": "enable=yes,interactive=yes,color=no,output-to=\(sandbox.path)"
      ])
    #expect(program.wait { $0.contains("quit") })
    program.signal(number)
    #expect(program.exitCode() == 128 + number)
    #expect(program.leftovers == [])
    #expect(Self.paths(in: program, sandbox) == [] && sandbox.content == before)
  }

  @Test func nobodyThereEndsIt() throws {
    let program = try TerminalProgram(["--kiosk", "--idle", "4"])
    #expect(program.wait { $0.contains("quit") })
    #expect(program.wait { $0.contains("no key for long: this ends in 2 s; any key keeps it") })
    program.type("]")
    #expect(program.wait { $0.contains("δ 4.2") && !$0.contains("no key for long") })
    #expect(program.exitCode(seconds: 12) == 0)
    #expect(program.leftovers == [])
    let text = String(decoding: program.bytes, as: UTF8.self)
    #expect(text.hasSuffix("forgetscope: ended, since no key was pressed for long\r\n"))
  }

  /// A lecture and a watcher in kiosks: both work, and neither leads out.
  @Test func lecturesAndWatchersWorkInKiosks() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let lecture = try sandbox.program(["lecture", "--kiosk", "why-fine-tuning-forgets"])
    #expect(lecture.wait { $0.contains("1/") })
    lecture.type("n")
    #expect(lecture.wait { $0.contains(" 2/") })
    lecture.type("s")
    #expect(lecture.wait { $0.contains("not in a kiosk") })
    lecture.type("q")
    #expect(lecture.exitCode() == 0)
    let folder = try ShareTests.Folder()
    defer { folder.remove() }
    let lecturer = try TerminalProgram(["--no-session", "--share", folder.socket])
    #expect(lecturer.wait { $0.contains("q quit") })
    let before = sandbox.content
    let watcher = try sandbox.program(["watch", "--kiosk", "--fps", "5", folder.socket])
    #expect(watcher.wait { $0.contains("watching") })
    for (key, words) in [
      ("]", "the run is the lecturer's"), ("s", "not in a kiosk"), ("\u{1a}", "not in a kiosk"),
      ("f", "forked"), ("w", "not in a kiosk"),
    ] {
      watcher.type(key)
      #expect(watcher.wait { $0.contains(words) }, "\(key)")
    }
    watcher.type("]")
    #expect(watcher.wait { $0.contains("δ 4.2") })
    watcher.type("q")
    #expect(watcher.exitCode() == 0)
    #expect(sandbox.content == before)
  }
}
