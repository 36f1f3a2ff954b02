import Foundation
import Testing

/// What Tab offers: presets, lectures, files and sessions where they belong, in the shells themselves.
@Suite final class CompletionTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "forgetscope-completion-\(UUID().uuidString)"
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder + "/my lectures", withIntermediateDirectories: true)
    for name in ["mine.yaml", "my figure.svg", "my lectures/first.yml", "myself.txt", "my.cast"] {
      try "".write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    let sessions = folder + "/state/forgetscope"
    try files.createDirectory(atPath: sessions, withIntermediateDirectories: true)
    for name in ["2026-11-23-101530", "2026-11-24-090000"] {
      try "".write(toFile: "\(sessions)/\(name).session", atomically: true, encoding: .utf8)
    }
    // The shells find the program under its name.
    try files.createSymbolicLink(
      atPath: folder + "/forgetscope", withDestinationPath: Program.path)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func run(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = [
      "PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
      "XDG_STATE_HOME": folder + "/state", "TERM": "dumb",
    ]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }

  /// What the program says to a shell.
  private func offers(_ words: String...) throws -> [String] {
    try run(Program.path, ["complete"] + words).split(separator: "\n").map(String.init)
  }

  @Test func aScenarioIsAPresetOrAFile() throws {
    #expect(try offers("run", "my") == ["my figure.svg", "my lectures/"])
    #expect(try offers("run", "mi") == ["mine.yaml"])
    #expect(try offers("run", "my lectures/") == ["my lectures/first.yml"])
    #expect(try offers("verify", "one") == ["one-over-t"])
    #expect(try offers("run", "replay", "") == [])
    #expect(try offers("run", "--until", "3", "one") == ["one-over-t"])
    #expect(try offers("run", "--force", "one") == ["one-over-t"])
    #expect(try offers("presets", "show", "one") == ["one-over-t"])
  }

  @Test func aLectureIsAShippedOneOrAFile() throws {
    #expect(try offers("lecture", "one") == ["one-factor"])
    #expect(try offers("lecture", "give", "mi") == ["mine.yaml"])
    #expect(try offers("lecture", "show", "mi") == [])
    #expect(try offers("lecture", "show", "one") == ["one-factor"])
    #expect(try offers("lecture", "l") == ["list"])
  }

  @Test func methodsFollowEachOtherBehindCommas() throws {
    #expect(try offers("fit", "log.csv", "--methods", "forw") == ["forward-kl"])
    #expect(
      try offers("fit", "log.csv", "--methods", "forward-kl,re") == ["forward-kl,reverse-kl"])
    #expect(try offers("fit", "log.csv", "--methods", "forward-kl,forw") == [])
  }

  @Test func resumeTakesASession() throws {
    #expect(try offers("--resume", "") == ["2026-11-24-090000", "2026-11-23-101530"])
    #expect(try offers("explore", "--resume", "2026-11-23") == ["2026-11-23-101530"])
  }

  @Test func verbsOptionsAndTheirValues() throws {
    let first = try offers("")
    #expect(first.starts(with: ["explore", "watch", "run"]))
    #expect(first.contains("replay") && !first.contains("complete") && !first.contains("manual"))
    #expect(try offers("sna") == ["snapshot"])
    #expect(try offers("run", "--fo") == ["--format", "--force"])
    #expect(try offers("run", "--format", "") == ["csv", "jsonl"])
    #expect(try offers("snapshot", "--palette", "h") == ["high-contrast"])
    #expect(try offers("record", "-o", "") == ["my lectures/", "my.cast", "state/"])
    #expect(try offers("run", "--output", "mys") == ["myself.txt"])
    #expect(try offers("run", "--until", "") == [])
    #expect(try offers("nothing", "") == [])
  }

  @Test func foldersShellsAndHelp() throws {
    for words in [
      ["explore", "--points"], ["sweep", "-o"], ["sweep", "status"], ["sweep", "plot"],
      ["lecture", "give", "--notes-only", "--pictures"],
    ] {
      #expect(
        try run(Program.path, ["complete"] + words + [""]) == "my lectures/\nstate/\n", "\(words)")
    }
    #expect(try offers("completions", "") == ["bash", "zsh", "fish"])
    #expect(try offers("help", "sna") == ["snapshot"])
    #expect(try offers("help", "sweep", "") == ["start", "status", "merge", "plot"])
    let first = try offers("")
    #expect(first.contains("help") && first.contains("completions"))
  }

  /// One word of each kind in each shell that is here.
  @Test(
    .enabled(if: Program.isInPath("bash")),
    arguments: [
      ("run|my", "my figure.svg|my lectures/"), ("lecture|one", "one-factor"),
      ("--resume|2026-11-23", "2026-11-23-101530"),
    ])
  func bashOffersThem(line: String, expected: String) throws {
    let words = ["forgetscope"] + line.split(separator: "|").map(String.init)
    let script = """
      source <(forgetscope completions bash)
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      _forgetscope forgetscope "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      IFS='|'; echo "${COMPREPLY[*]}"
      complete -p forgetscope
      """
    let output = try run("/bin/bash", ["--norc", "-c", script, "bash"] + words)
    #expect(
      output == "\(expected)\ncomplete -o filenames -F _forgetscope forgetscope\n")
  }

  @Test(.enabled(if: Program.isInPath("fish")))
  func fishOffersThem() throws {
    func offers(_ line: String) throws -> [String] {
      let script = "forgetscope completions fish | source; complete -C '\(line)'"
      return try run("/usr/bin/env", ["fish", "--no-config", "-c", script])
        .split(separator: "\n").map(String.init)
    }
    #expect(try offers("forgetscope run mi") == ["mine.yaml"])
    #expect(try offers("forgetscope lecture one") == ["one-factor"])
    #expect(
      try offers("forgetscope --resume ").sorted() == ["2026-11-23-101530", "2026-11-24-090000"])
  }

  /// With the completion system's own functions replaced by one that prints what it is given.
  @Test(.enabled(if: Program.isInPath("zsh")))
  func zshOffersThem() throws {
    func offers(_ words: String...) throws -> [String] {
      let script = """
        compdef() { : }
        compadd() { [[ $1 == -S ]] && shift 2; shift; print -rl -- "$@" }
        eval "$(forgetscope completions zsh)"
        words=(forgetscope "$@"); CURRENT=${#words}
        _forgetscope
        """
      return try run("/usr/bin/env", ["zsh", "-f", "-c", script, "zsh"] + words)
        .split(separator: "\n").map(String.init)
    }
    #expect(try offers("run", "mi") == ["mine.yaml"])
    #expect(try offers("lecture", "one") == ["one-factor"])
    #expect(try offers("--resume", "2026-11-23") == ["2026-11-23-101530"])
  }
}
