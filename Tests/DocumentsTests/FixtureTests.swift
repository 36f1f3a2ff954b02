import Explorer
import Forgetting
import Foundation
import Testing

@testable import Documents

/// The documents of earlier versions (Tests/Fixtures): read by today's code, and written as then.
@Suite struct FixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/0.1")

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  private static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// `name: text` lines.
  private static func pairs(_ name: String) throws -> [(name: String, text: String)] {
    try text(name).split(separator: "\n").map { line in
      let end = try #require(line.range(of: ": "))
      return (String(line[..<end.lowerBound]), String(line[end.upperBound...]))
    }
  }

  @Test(arguments: ["two-lanes", "plane", "eight-lanes", "batches"])
  func scenariosReadAndAreWrittenAsThen(name: String) throws {
    let scenario = try scenario(
      fromYAML: try Self.bytes("scenarios/\(name).yaml"), source: name)
    let canonical = try Self.text("scenarios/\(name).canonical")
    #expect(yaml(of: scenario) == canonical)
    #expect(try Documents.scenario(fromYAML: canonical, source: name) == scenario)
    let line = try #require(
      try Self.pairs("figures/lines.txt").first { $0.name == "\(name).txt" }?.text)
    let experiment = try StateLine.experiment(from: line)
    #expect(experiment.scenario == scenario)
    #expect(StateLine.text(of: experiment) == line)
  }

  @Test func figuresCarryTheirExperiments() throws {
    let pairs = try Self.pairs("figures/lines.txt")
    #expect(pairs.count == 12)
    for (name, line) in pairs {
      let bytes = try Self.bytes("figures/\(name)")
      let found = try FigureReader.stateLine(in: bytes, source: name)
      #expect(StateLine.text(of: try StateLine.experiment(from: found)) == line, "\(name)")
    }
  }

  @Test(arguments: ["edits", "lanes", "branches"])
  func sessionsComeBack(name: String) throws {
    let bytes = try Self.bytes("sessions/\(name).session")
    let content = try SessionFile.content(of: bytes, source: name)
    #expect(content.length == bytes.count && content.damagedLine == nil)
    let line = try Self.text("sessions/\(name).line")
    #expect(StateLine.text(of: content.experiment) + "\n" == line)
    // Read again from what would be written now.
    let written = SessionFile.lines(to: content.experiment, from: nil)
    let again = try SessionFile.content(of: Array(written.utf8), source: name)
    #expect(again.experiment == content.experiment)
  }

  @Test func aLectureBeginsItsScenesAsThen() throws {
    let lecture = try Documents.lecture(
      fromYAML: try Self.bytes("lecture.yaml"), source: "lecture.yaml")
    #expect(
      lecture.scenes.map(\.title) == ["New data alone", "A fifth of old data", "Own scenario"])
    #expect(lecture.scenes.map(\.minutes) == [3, nil, nil])
    #expect(lecture.scenes.map(\.plays) == [true, true, false])
    #expect(lecture.scenes[0].pointer != nil && lecture.scenes[1].question != nil)
    #expect(lecture.scenes[0].cursor == "lanes.1.replay")
    let hand = try HandOut(
      of: lecture, rows: 16, columns: 60, display: .init(symbols: .braille, isMonochrome: true)
    ).markdown()
    let lines = hand.split(separator: "\n").filter { $0.hasPrefix("forgetscope explore") }
    #expect(lines.joined(separator: "\n") + "\n" == (try Self.text("lecture.lines")))
  }

  @Test func settingsAreUnderstood() throws {
    let settings = try SettingsFile(bytes: try Self.bytes("config.yaml"), source: "config.yaml")
    var expected = SettingsFile()
    expected.symbols = "quadrant"
    expected.palette = .colorBlindSafe
    expected.color = "16"
    expected.mouse = false
    expected.speed = 2.5
    expected.sessions = false
    #expect(settings == expected)
  }

  @Test func presetsAreWrittenAsThen() throws {
    for id in ["correlated", "discover", "chen"] {
      let preset = try #require(Presets.preset(id))
      // Every line of then, in its order; a line of words that were wrong has gone.
      var rest = yaml(of: preset.scenario).split(separator: "\n")[...]
      for line in try Self.text("outputs/\(id).yaml").split(separator: "\n") {
        let place = try #require(rest.firstIndex(of: line), "\(id): missing: \(line)")
        rest = rest[(place + 1)...]
      }
    }
  }
}
