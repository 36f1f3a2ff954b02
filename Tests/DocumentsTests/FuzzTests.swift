import Cells
import Explorer
import Forgetting
import Foundation
import SeededNumbers
import Simulation
import Testing

@testable import Documents

/// Small changes to good files, and to files that once went wrong, in every format that the program reads:
/// what comes out is a value or an error of one short line, and never a crash.
///
/// A hundred of each as a rule, 5,000 in `make test-all`, as many as `FORGETSCOPE_FUZZ` says.
@Suite struct FuzzTests {
  private static let count: Int = {
    let environment = ProcessInfo.processInfo.environment
    if let text = environment["FORGETSCOPE_FUZZ"] { return Int(text) ?? 100 }
    return environment["FORGETSCOPE_TEST_ALL"] == "1" ? 5000 : 100
  }()

  private static let tests = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  enum Format: String, CaseIterable, Sendable {
    case scenario, lecture, session, stateLine, settings, keyScript, condition, figure, share

    /// Folders and endings of its corpus, below Tests.
    fileprivate var files: [(folder: String, endings: [String])] {
      switch self {
      case .scenario:
        [
          ("Fixtures/0.1/scenarios", ["yaml"]), ("Fixtures/faults", ["yaml"]),
          ("Fixtures/tasks", ["yaml"]),
        ]
      case .lecture: [("Fixtures/0.1", ["yaml"])]
      case .session: [("Fixtures/0.1/sessions", ["session"]), ("Fixtures/faults", ["session"])]
      case .stateLine:
        [("Fixtures/0.1/sessions", ["line"]), ("Fixtures/0.1/figures", ["lines.txt"])]
      case .settings: [("Fixtures/0.1", ["config.yaml"])]
      case .figure:
        [
          ("Fixtures/0.1/figures", ["txt", "ansi", "html", "svg", "png", "pdf"]),
          ("DocumentsTests/NastyFigures", ["txt", "ansi", "html", "svg", "png", "pdf"]),
        ]
      case .keyScript, .condition, .share: []
      }
    }

    /// Reads bytes as the program does.
    fileprivate func read(_ bytes: [UInt8]) throws {
      let text = String(decoding: bytes, as: UTF8.self)
      switch self {
      case .scenario:
        let read = try Documents.scenario(fromYAML: bytes, source: "x")
        #expect(try Documents.scenario(fromYAML: yaml(of: read), source: "") == read, "\(text)")
      case .lecture: _ = try Documents.lecture(fromYAML: bytes, source: "x")
      case .session: _ = try SessionFile.content(of: bytes, source: "x")
      case .stateLine: _ = try StateLine.experiment(from: text, source: "x")
      case .settings: _ = try SettingsFile(bytes: bytes, source: "x")
      case .keyScript: _ = try KeyScript.steps(of: text)
      case .condition: _ = Condition(text: text)
      case .figure: _ = try FigureReader.stateLine(in: bytes, source: "x")
      case .share:
        var reader = ShareReader()
        reader.feed(bytes)
        while try reader.next() != nil {}
      }
    }
  }

  private static func corpus(_ format: Format) throws -> [[UInt8]] {
    var found: [[UInt8]] = []
    for (folder, endings) in format.files {
      let folder = tests.appendingPathComponent(folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      for name in names where endings.contains(where: { name.hasSuffix($0) }) {
        found.append(Array(try Data(contentsOf: folder.appendingPathComponent(name))))
      }
    }
    switch format {
    case .keyScript:
      found = ["]]<Space><Wait 2>[[<Ctrl-R>:set lanes.1.replay=0.2<Enter><F1><Lt>q"].map {
        Array($0.utf8)
      }
    case .condition: found = ["lane 1: β < 0.1", "t >= 3", "kept ≤ 0.5"].map { Array($0.utf8) }
    case .share:
      let simulation = try Simulation(Presets.standard.scenario)
      var writer = ShareWriter(simulation.snapshot(), view: ShownView())
      var cursor = ShareWriter.Cursor()
      found = [ShareMessage.preamble + writer.bytes(for: &cursor)]
    default: break
    }
    return found
  }

  private static let pieces = [
    "[", "]", "{", "}", ":", "- ", "\n", "  ", "\"", "'", "|", ">", "<", "#", "&a ", "*a", "!!int ",
    "? ", "---\n", ".nan", ".inf", "1e999", "1e-300", "-", "0x10", "~", "\t", "\\", "=", ",",
    "lanes.9",
    "\u{85}", "\u{2028}", "\u{FEFF}", "\u{202E}", "9999999999999999999999", "é", "🙂", "\r", "\0",
    "\u{1B}[",
  ].map { Array($0.utf8) }

  private static func change(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
    guard !bytes.isEmpty else { return bytes.append(0x0A) }
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 1..<20, using: &generator))
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator)!, at: place)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: bytes.count)
    case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 4:
      // A digit is another: what is read stays what it was, and means something else.
      let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
      guard let digit = digits.randomElement(using: &generator) else { return }
      bytes[digit] = UInt8.random(in: 0x30...0x39, using: &generator)
    default: bytes.removeSubrange(place...)
    }
  }

  @Test(arguments: Format.allCases) func nothingReadEndsTheProgram(format: Format) throws {
    let corpus = try Self.corpus(format)
    try #require(!corpus.isEmpty)
    var generator = SplitMix64(seed: 7)
    var refused = 0
    for round in 0..<Self.count {
      var bytes = corpus[round % corpus.count]
      for _ in 0..<Int.random(in: 1...4, using: &generator) { Self.change(&bytes, &generator) }
      do {
        try format.read(bytes)
      } catch {
        refused += 1
        let line = (error as? ShareReader.Refusal)?.problem.description ?? "\(error)"
        #expect(PlainText.forbiddenScalar(in: line) == nil, "\(format), round \(round): \(line)")
        #expect(line.utf8.count < 1200, "\(format), round \(round): \(line)")
      }
    }
    #expect(format == .condition || refused > 0, "nothing was changed that matters")
  }
}
