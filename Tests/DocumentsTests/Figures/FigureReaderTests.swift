import Cells
import Explorer
import Forgetting
import Foundation
import SeededNumbers
import Testing

@testable import Documents
@testable import Simulation

/// Figures read again: ours come back, others are refused in one line.
@Suite struct FigureReaderTests {
  @Test(arguments: FigureFormat.allCases)
  func theStateLineComesBack(format: FigureFormat) throws {
    let figure = try FigureSamples.small()
    let bytes = try FigureSamples.bytes(figure, format)
    #expect(FigureReader.format(of: bytes) == format)
    #expect(
      try FigureReader.stateLine(in: bytes, source: "it") == figure.caption.stateLine)
  }

  /// Snapshot, explore: the same cells, for experiments with edits, undone ones among them.
  @Test(arguments: FigureFormat.allCases, 0..<4)
  func theSameCellsComeBack(format: FigureFormat, seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed) + 77)
    var experiment = Experiment.random(edits: 3, using: &generator)
    experiment.tick = min(experiment.tick, 40)
    experiment.journal.removeAll { $0.tick > 40 }
    let before = try Simulation(experiment).snapshot()
    let figure = Figure(
      grid: FigureSamples.grid(before, rows: 24, columns: 80),
      caption: try FigureSamples.caption(before))
    let bytes = try FigureSamples.bytes(figure, format)
    let line = try FigureReader.stateLine(in: bytes, source: "it")
    let after = try Simulation(StateLine.experiment(from: line)).snapshot()
    #expect(after.tick == before.tick)
    #expect(FigureSamples.grid(after, rows: 24, columns: 80) == figure.grid)
    #expect(after.lanes.map { $0.model } == before.lanes.map { $0.model })
  }

  @Test func textsSurviveOtherLineEnds() throws {
    let figure = try FigureSamples.small()
    for format in [FigureFormat.txt, .ansi] {
      let text = String(decoding: try FigureSamples.bytes(figure, format), as: UTF8.self)
      for changed in [
        text.replacingOccurrences(of: "\n", with: "\r\n"), text + "\n\n  \n",
        String(text.dropLast()),
      ] {
        #expect(
          try FigureReader.stateLine(in: Array(changed.utf8), source: "it")
            == figure.caption.stateLine)
      }
    }
  }

  @Test func longStateLinesAreWrappedAndComeBack() throws {
    let edits = (1...300).map { " --edit \($0):lanes.1.replay=0.\($0)" }.joined()
    let line = "forgetscope explore replay" + edits + " --at 400ticks"
    let figure = try FigureSamples.small(stateLine: line)
    for format in FigureFormat.allCases {
      let bytes = try FigureSamples.bytes(figure, format)
      #expect(try FigureReader.stateLine(in: bytes, source: "it") == line)
    }
    let lines = String(decoding: TextFigure.bytes(of: figure), as: UTF8.self).split(
      separator: "\n")
    #expect(lines.dropFirst(2).allSatisfy { $0.count <= 40 })
  }

  @Test func aDocumentWithAStreamOfReferencesIsTakenToo() throws {
    // What newer converters write: the dictionary is the stream object's own.
    let head = "%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    let stream =
      "2 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 1 0 R /Length 12 >>\nstream\n"
      + String(repeating: "x", count: 12) + "\nendstream\nendobj\n"
    let pdf = head + stream + "startxref\n\(head.utf8.count)\n%%EOF\n"
    let figure = try FigureSamples.small()
    let bytes = try PDFInfo.bytes(adding: figure.caption, to: Array(pdf.utf8))
    #expect(
      try FigureReader.stateLine(in: bytes, source: "it") == figure.caption.stateLine)
    // The update begins where its last line says.
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.split(separator: "\n")
    let offset = try #require(Int(words[words.count - 2]))
    #expect(Array(bytes[offset...]).starts(with: Array("4 0 obj\n<< /Type /XRef".utf8)))
    #expect(text.contains("/Prev \(head.utf8.count) "))
  }

  @Test func updatesOfATablePointToTheirObjects() throws {
    let bytes = try FigureSamples.bytes(try FigureSamples.small(), .pdf)
    #expect(bytes.starts(with: FigureSamples.pdf))
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.split(separator: "\n")
    let references = try #require(Int(words[words.count - 2]))
    let table = String(decoding: bytes[references...], as: UTF8.self).split(separator: "\n")
    #expect(table[0] == "xref" && table[1] == "4 1")
    let object = try #require(Int(table[2].prefix(10)))
    #expect(Array(bytes[object...]).starts(with: Array("4 0 obj\n<< /Title".utf8)))
    #expect(table[4].hasPrefix("<< /Size 5 /Root 1 0 R /Info 4 0 R /Prev"))
  }

  @Test func checksumsAreThoseOfTheStandard() {
    // The well-known value for the digits 1 to 9.
    #expect(PNGText.checksum(Array("123456789".utf8)[...]) == 0xCBF4_3926)
  }

  @Test func convertersThatGoWrongAreNoticed() throws {
    let caption = try FigureSamples.small().caption
    for bytes in [[], Array("no picture".utf8), Array(FigureSamples.png.prefix(20))] {
      #expect(throws: FigureError.self) { try PNGText.bytes(adding: caption, to: bytes) }
      #expect(throws: FigureError.self) { try PDFInfo.bytes(adding: caption, to: bytes) }
    }
  }

  // MARK: - Hostile files

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("NastyFigures")

  /// The experiment in a file, as every verb finds it.
  private func experiment(_ bytes: [UInt8], _ source: String) throws(DocumentError) -> Experiment {
    try StateLine.experiment(
      from: try FigureReader.stateLine(in: bytes, source: source), source: source)
  }

  private func expectOneLine(_ error: DocumentError, _ comment: String) {
    let text = error.description
    #expect(text.count < 800, "\(comment): \(text)")
    #expect(PlainText.forbiddenScalar(in: text) == nil, "\(comment): \(text.debugDescription)")
  }

  @Test func nastyFilesAreRefusedInOneLine() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: FigureReaderTests.folder, includingPropertiesForKeys: nil)
    #expect(files.count > 40)
    for file in files {
      let bytes = Array(try Data(contentsOf: file))
      do throws(DocumentError) {
        let experiment = try experiment(bytes, file.lastPathComponent)
        Issue.record("\(file.lastPathComponent) was taken: \(experiment)")
      } catch {
        #expect(error.source == file.lastPathComponent)
        expectOneLine(error, file.lastPathComponent)
      }
    }
  }

  @Test func hugeFilesAreRefusedAtOnce() {
    let huge = [UInt8](repeating: 0x20, count: FigureReader.limit + 1)
    #expect(throws: DocumentError.self) { try FigureReader.stateLine(in: huge, source: "it") }
    // Long runs of what a search looks for.
    for pattern in ["<", "<forgetscope:state", "/ForgetscopeState", "\n", "a\\\n"] {
      var bytes = Array("<svg>".utf8)
      let piece = Array(pattern.utf8)
      while bytes.count < 1 << 18 { bytes += piece }
      #expect(throws: DocumentError.self) { try FigureReader.stateLine(in: bytes, source: "it") }
      bytes.replaceSubrange(0..<5, with: Array("%PDF-".utf8))
      #expect(throws: DocumentError.self) { try FigureReader.stateLine(in: bytes, source: "it") }
      #expect(throws: DocumentError.self) {
        try FigureReader.stateLine(in: Array(bytes.dropFirst(5)), source: "it")
      }
    }
  }

  /// Figures after accidents: bits turned, pieces lost, doubled, moved, replaced. What is read is a
  /// state line, or is refused in one line.
  @Test(arguments: FigureFormat.allCases)
  func damagedFiguresAreReadOrRefused(format: FigureFormat) throws {
    let good = try FigureSamples.bytes(try FigureSamples.small(), format)
    var generator = SplitMix64(seed: 20_261_123)
    var refused = 0
    let count = 3000
    for round in 0..<count {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, &generator) }
      do throws(DocumentError) {
        let line = try FigureReader.stateLine(in: bytes, source: "it")
        #expect(line.hasPrefix("forgetscope explore "))
        #expect(PlainText.forbiddenScalar(in: line) == nil, "round \(round)")
        if line.utf8.count < 4096 { _ = try experiment(bytes, "it") }
      } catch {
        refused += 1
        expectOneLine(error, "round \(round)")
      }
    }
    // Most of a figure is not its state line, and some of it is.
    #expect(refused > 0 && refused < count, "\(refused) refused")
  }

  private func damage(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
    guard !bytes.isEmpty else { return }
    let at = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, at + Int.random(in: 1...64, using: &generator))
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[at] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes.removeSubrange(at..<end)
    case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 4: bytes.removeLast(bytes.count - at)
    case 5:
      for index in at..<end {
        bytes[index] = [0, 0xFF, 0x0A, 0x1B].randomElement(using: &generator)!
      }
    case 6:
      let piece = Array(bytes[at..<end])
      bytes.removeSubrange(at..<end)
      bytes.insert(
        contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &generator))
    default:
      let words = ["</", "&#27;", "\\\n", "\n\n", "--at 9", "IEND", "<FEFF", ">", "'", "\u{202E}"]
      bytes.insert(contentsOf: Array(words.randomElement(using: &generator)!.utf8), at: at)
    }
  }
}
