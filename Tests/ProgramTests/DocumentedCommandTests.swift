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

  /// A line of a block, without prompt and comment, and the error that stands below it.
  struct Command {
    var line: String
    var error: String?
  }

  static func commands(in text: String) -> [Command] {
    var commands: [Command] = []
    var isInBlock = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        isInBlock = line == "```sh" || line == "```console"
      } else if isInBlock, line.hasPrefix("forgetscope: "), !commands.isEmpty {
        commands[commands.count - 1].error = line
      } else if isInBlock, line.hasPrefix("forgetscope ") || line.hasPrefix("$ forgetscope ") {
        var command = line.hasPrefix("$ ") ? String(line.dropFirst(2)) : line
        for end in [" #", " | "] {
          if let range = command.range(of: end) {
            command = String(command[..<range.lowerBound])
          }
        }
        commands.append(Command(line: command, error: nil))
      }
    }
    return commands
  }

  @Test func commandsAreFound() throws {
    #expect(Self.documents.count >= 10)
    let all = try Self.documents.flatMap {
      Self.commands(
        in: try String(contentsOf: Self.root.appendingPathComponent($0), encoding: .utf8))
    }
    #expect(all.count >= 20)
    #expect(all.contains { $0.error != nil })
  }

  /// In a folder of its own, with what the text has made there before. What wants a terminal is given
  /// a script of no keys; what two terminals share, `ShareTests` and `KioskTests` run.
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
    for command in Self.commands(in: text) {
      var line = command.line.trimmingCharacters(in: .whitespaces)
      if line.contains("--share ") || line.hasPrefix("forgetscope watch ") { continue }
      if line.hasSuffix(".png") || line.hasSuffix(".pdf"), !Program.isInPath("rsvg-convert") {
        continue
      }
      let verb = line.split(separator: " ").dropFirst().first ?? ""
      let isHeadless = [
        "run", "record", "evaluate", "verify", "snapshot", "presets", "sessions", "doctor",
        "completions", "sweep", "data", "fit",
      ].contains(String(verb))
      if !isHeadless, !line.contains("--plain"), !line.contains("--script") {
        line += " --script ''"
      }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "exec \(line)"]
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      process.environment = ProcessInfo.processInfo.environment.merging(Program.folders) { $1 }
        .merging(["PATH": "\(folder):/usr/local/bin:/usr/bin:/bin"]) { $1 }
      let errors = Pipe()
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
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
    }
  }
}
