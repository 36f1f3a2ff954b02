import Foundation
import Testing

/// Every `forgetscope …` in a block of commands of README and docs does what stands there.
@Suite struct DocumentedCommandTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let documents: [String] =
    ["README.md"]
    + ((try? FileManager.default.contentsOfDirectory(atPath: root.path + "/docs")) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }

  /// A line of a block, without prompt and comment, and the output or the error that stands below it.
  struct Command {
    var line: String
    var output: [String] = []
    var error: String?
  }

  /// Digits that depend on the processor are left out.
  private static func rounded(_ line: String) -> String {
    line.replacing(/(\d\.\d{9})\d+/) { $0.1 }
  }

  static func commands(in text: String) -> [Command] { lines(of: text).commands }

  /// What stands in blocks of commands: those of forgetscope, and others.
  private static func lines(of text: String) -> (commands: [Command], others: [String]) {
    var commands: [Command] = []
    var others: [String] = []
    var isInBlock = false
    var isShell = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        isInBlock = line == "```sh" || line == "```console"
        isShell = line == "```sh"
      } else if isInBlock, line.hasPrefix("forgetscope: "), !commands.isEmpty {
        commands[commands.count - 1].error = line
      } else if isInBlock, line.hasPrefix("forgetscope ") || line.hasPrefix("$ forgetscope ") {
        var command = line.hasPrefix("$ ") ? String(line.dropFirst(2)) : line
        if let range = command.range(of: " #") { command = String(command[..<range.lowerBound]) }
        commands.append(Command(line: command, error: nil))
      } else if isInBlock, isShell || line.hasPrefix("$ "), !line.isEmpty {
        others.append(line)
      } else if isInBlock, !isShell, !commands.isEmpty {
        commands[commands.count - 1].output.append(line)
      }
    }
    return (commands, others)
  }

  /// What is not run here, by how it begins, and why. Every other line of a block is run.
  static let notRun: [(start: String, reason: String)] = [
    ("make ", "builds for minutes, or installs: .ci/run and PackageTests run what it does"),
    ("swift ", "builds for minutes: .ci/run does it"),
    ("FORGETSCOPE_RECORD=1 swift ", "writes the goldens that tests compare with"),
    ("git ", "looks at a repository that these tests do not have"),
    ("useradd ", "needs to be root, and a machine that may get an account: SecureShellTests"),
    ("chown ", "the same"),
    ("forgetscope watch ", "needs a second terminal: ShareTests, KioskTests"),
  ]

  @Test(arguments: documents) func whatIsNotRunHasAReason(document: String) throws {
    let text = try String(
      contentsOf: Self.root.appendingPathComponent(document), encoding: .utf8)
    for line in Self.lines(of: text).others where !line.hasPrefix("#") && !line.hasPrefix(" ") {
      let start = line.hasPrefix("$ ") ? String(line.dropFirst(2)) : line
      #expect(Self.notRun.contains { start.hasPrefix($0.start) }, "\(document): \(line)")
    }
  }

  /// The verbs that do their work without a terminal: all that the help lists but those of the explorer, and
  /// those that it does not list.
  private static func headlessVerbs() throws -> Set<String> {
    let help = try Program.run(["--help"]).output
    let listed = help.components(separatedBy: "SUBCOMMANDS:").last ?? ""
    let verbs = listed.split(separator: "\n").filter { $0.prefix { $0 == " " }.count == 2 }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(verbs.count > 10)
    return Set(verbs + ["completions", "manual"]).subtracting(["explore", "lecture", "watch"])
  }

  @Test func commandsAreFound() throws {
    #expect(Self.documents.count >= 10)
    let all = try Self.documents.flatMap {
      Self.commands(
        in: try String(contentsOf: Self.root.appendingPathComponent($0), encoding: .utf8))
    }
    #expect(all.count >= 20)
    #expect(all.contains { $0.error != nil })
    #expect(all.count { $0.line.contains(" | ") } >= 5)
  }

  /// In a folder of its own, with what the text has made there before, and with the pipe behind it, of which
  /// every program must succeed. What wants a terminal is given a script of no keys; what two terminals
  /// share, `ShareTests` and `KioskTests` run.
  @Test(arguments: documents) func commandsDoWhatIsSaid(document: String) throws {
    let text = try String(
      contentsOf: Self.root.appendingPathComponent(document), encoding: .utf8)
    let folder = NSTemporaryDirectory() + "forgetscope-documented-\(UUID().uuidString)"
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    try files.createSymbolicLink(
      atPath: folder + "/forgetscope", withDestinationPath: Program.path)
    // The scenario of the text, with the mistake that the text shows.
    if let block = text.components(separatedBy: "```yaml\nname:").dropFirst().first {
      let yaml = "name:" + block.components(separatedBy: "```")[0]
      try yaml.replacingOccurrences(of: "    goal:", with: "    gaol:")
        .write(toFile: folder + "/mine.yaml", atomically: true, encoding: .utf8)
    }
    // Its log.
    if let log = text.components(separatedBy: "```csv\n").dropFirst().first {
      try log.components(separatedBy: "```")[0]
        .write(toFile: folder + "/mine.csv", atomically: true, encoding: .utf8)
    }
    let headless = try Self.headlessVerbs()
    for command in Self.commands(in: text) {
      var line = command.line.trimmingCharacters(in: .whitespaces)
      if line.contains("--share ") || Self.notRun.contains(where: { line.hasPrefix($0.start) }) {
        continue
      }
      if line.hasSuffix(".png") || line.hasSuffix(".pdf"), !Program.isInPath("rsvg-convert") {
        continue
      }
      let verb = line.split(separator: " ").dropFirst().first ?? ""
      if !headless.contains(String(verb)), !line.contains("--plain"), !line.contains("--script") {
        let end = line.range(of: " | ")?.lowerBound ?? line.endIndex
        line.insert(contentsOf: " --script ''", at: end)
      }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", "set -o pipefail; \(line)"]
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      process.environment = ProcessInfo.processInfo.environment.merging(Program.folders) { $1 }
        .merging(["PATH": "\(folder):/usr/local/bin:/usr/bin:/bin"]) { $1 }
      let errors = Pipe()
      // Not a pipe: nobody reads it while errors are read.
      let output = folder + "/.output"
      #expect(files.createFile(atPath: output, contents: nil))
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
      process.standardError = errors
      try process.run()
      let said = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      if let error = command.error {
        #expect(said == error + "\n", "\(line)")
      } else {
        #expect(process.terminationStatus == 0, "\(line): \(said)")
      }
      // What is cut to its size stands there whole.
      if line.contains(" | "), !command.output.isEmpty {
        let written = try String(contentsOfFile: output, encoding: .utf8)
          .split(separator: "\n").map { Self.rounded(String($0)) }
        #expect(written == command.output.filter { !$0.isEmpty }.map(Self.rounded), "\(line)")
      }
    }
  }
}
