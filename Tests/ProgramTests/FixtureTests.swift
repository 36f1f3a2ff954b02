import Foundation
import Testing

/// What the program of earlier versions wrote (Tests/Fixtures): the same commands give the same
/// numbers. Where the sums are those of the machine that recorded them, byte for byte.
@Suite struct FixtureTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/0.1")

  /// A file and the arguments that made it.
  struct Command: CustomTestStringConvertible, Sendable {
    var file: String
    var arguments: [String]
    var testDescription: String { file }

    /// Those whose output counts as a whole; figures are opened elsewhere.
    static func all(in folder: String) -> [Command] {
      let text =
        (try? String(
          contentsOf: FixtureTests.folder.appendingPathComponent("commands.txt"), encoding: .utf8))
        ?? ""
      return text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard words[0].hasPrefix(folder), words[0].hasSuffix(":") else { return nil }
        return Command(file: String(words[0].dropLast()), arguments: Array(words.dropFirst()))
      }
    }
  }

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Whether this machine adds as the recording one did.
  private static let isExact: Bool = {
    #if os(Linux) && arch(x86_64)
      (try? Program.run(["doctor"]).output.contains("kernel avx2")) ?? false
    #else
      false
    #endif
  }()

  @Test func thereAreFixtures() {
    #expect(Command.all(in: "outputs/").count == 23)
  }

  @Test(arguments: Command.all(in: "outputs/"))
  func commandsGiveTheSameNumbers(command: Command) throws {
    let old = try Self.text(command.file)
    let temporary = NSTemporaryDirectory() + "forgetscope-fixture-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    var arguments = command.arguments.map { word in
      word.hasPrefix("scenarios/") ? Self.folder.appendingPathComponent(word).path : word
    }
    let toFile = arguments.last == "FILE"
    if toFile { arguments[arguments.count - 1] = temporary + ".cast" }
    let program = try Program.run(arguments)
    // A lane that diverges is told after its rows.
    #expect(program.code == (command.file.contains("diverged") ? 1 : 0), "\(program.errors)")
    if toFile {
      defer { try? FileManager.default.removeItem(atPath: temporary + ".cast") }
      let new = try String(contentsOfFile: temporary + ".cast", encoding: .utf8)
      return #expect(Self.lines(new).first == Self.lines(old).first)
    }
    let isTable = command.file.hasSuffix(".csv") || command.file.hasSuffix(".jsonl")
    if isTable {
      let rows = (old: Self.lines(old), new: Self.lines(program.output))
      #expect(rows.old.count == rows.new.count)
      for (old, new) in zip(rows.old, rows.new) { #expect(Self.begins(new, with: old)) }
      return
    }
    // Every old line, in its order; there may be more between them.
    var rest = Self.lines(program.output)[...]
    for line in Self.lines(old) {
      let place = rest.firstIndex { Self.isSame($0, line) }
      guard let place else {
        Issue.record("\(command.file): missing: \(line)\nof\n\(program.output)")
        return
      }
      rest = rest[(place + 1)...]
    }
  }

  @Test(arguments: ["edits", "lanes", "branches"])
  func sessionsHaveTheSameNumbers(name: String) throws {
    // A text that ends in a state line is a figure.
    let program = try Program.run(["evaluate", "-"], input: try Self.text("sessions/\(name).line"))
    #expect(program.code == 0, "\(program.errors)")
    let old = Self.lines(try Self.text("sessions/\(name).json"))
    var rest = Self.lines(program.output)[...]
    for line in old {
      let place = try #require(rest.firstIndex { Self.isSame($0, line) }, "missing: \(line)")
      rest = rest[(place + 1)...]
    }
  }

  // MARK: - Comparing

  private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

  /// Whether a row is an old one, with more behind it or not.
  private static func begins(_ new: Substring, with old: Substring) -> Bool {
    let old = old.hasSuffix("}") ? old.dropLast() : old
    if isExact { return new == old || new.hasPrefix(old + ",") || new == old + "}" }
    let count = tokens(old).count
    return isNear(tokens(new).prefix(count), tokens(old)[...])
  }

  private static func isSame(_ new: Substring, _ old: Substring) -> Bool {
    // A key that follows puts a comma behind what was the last.
    let pair = (
      new.hasSuffix(",") ? new.dropLast() : new, old.hasSuffix(",") ? old.dropLast() : old
    )
    return isExact ? pair.0 == pair.1 : isNear(tokens(pair.0)[...], tokens(pair.1)[...])
  }

  private static func tokens(_ line: Substring) -> [Substring] {
    line.split { ",:[]{} ".contains($0) }
  }

  private static func isNear(_ new: ArraySlice<Substring>, _ old: ArraySlice<Substring>) -> Bool {
    new.count == old.count
      && zip(new, old).allSatisfy { new, old in
        guard let a = Double(new), let b = Double(old) else { return new == old }
        return a == b || abs(a - b) <= 1e-7 * max(abs(a), abs(b)) + 1e-9
      }
  }
}
