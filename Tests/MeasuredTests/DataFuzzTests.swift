import Foundation
import SeededNumbers
import Testing

@testable import Forgetting
@testable import Measured

/// Small changes to good logs of every format: what comes out is a run or one short line, and soon.
///
/// A hundred of each as a rule, 5,000 in `make test-all`, as many as `FORGETSCOPE_FUZZ` says.
@Suite struct DataFuzzTests {
  private static let count: Int = {
    let environment = ProcessInfo.processInfo.environment
    if let text = environment["FORGETSCOPE_FUZZ"] { return Int(text) ?? 100 }
    return environment["FORGETSCOPE_TEST_ALL"] == "1" ? 5000 : 100
  }()

  private static let pieces = [
    ",", ";", "\t", "\"", "\n", "\r\n", "{", "}", "[", "]", ":", "NaN", "-Infinity", "1e999", "-",
    "null", "\\u0000", "\\ud800", "\u{FEFF}", "\u{202E}", "\u{7F}", "0,5", "99999999999999999999",
    "step", "old", "\0", "\u{1B}[",
  ].map { Array($0.utf8) }

  private static func change(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
    guard !bytes.isEmpty else { return bytes.append(0x0A) }
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 1..<20, using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator)!, at: place)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: bytes.count)
    case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 4: bytes[place] = UInt8.random(in: 0x30...0x39, using: &generator)
    case 5:
      let other = Int.random(in: 0..<bytes.count, using: &generator)
      bytes.swapAt(place, other)
    default: bytes.removeSubrange(place...)
    }
  }

  /// An event file whose records are changed inside, with checksums that fit.
  private static func changeRecord(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
    var records: [Range<Int>] = []
    var place = 0
    while place + 16 <= bytes.count {
      let length = Int(bytes[place]) | Int(bytes[place + 1]) << 8
      guard place + length + 16 <= bytes.count else { break }
      records.append((place + 12)..<(place + 12 + length))
      place += length + 16
    }
    guard let record = records.randomElement(using: &generator), !record.isEmpty else { return }
    let at = Int.random(in: record, using: &generator)
    bytes[at] = UInt8.random(in: 0...255, using: &generator)
    let sum = EventTable.checksum(bytes[record])
    for byte in 0..<4 {
      bytes[record.upperBound + byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte))
    }
  }

  @Test(arguments: [
    "wide.csv", "semicolons.csv", "spaces.tsv", "long.csv", "metrics.jsonl", "arrays.json",
    "objects.json", "trainer_state.json", "a.tfevents.1", "b.tfevents.2",
    "console.log", "pairs.log", "table.md", "spaces.txt", "metric", "utf16.tsv",
  ]) func nothingReadEndsTheProgram(name: String) throws {
    let good = try Logs.bytes(name)
    let isEvents = name.contains("tfevents")
    var generator = SplitMix64(seed: 11)
    var refused = 0
    for round in 0..<Self.count {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        if isEvents, round % 2 == 0 {
          Self.changeRecord(&bytes, &generator)
        } else {
          Self.change(&bytes, &generator)
        }
      }
      do throws(DataError) {
        let table = try DataTable(bytes, source: "x")
        let run: Result<MeasuredRun, DataError>
        do throws(DataError) {
          let found = try MeasuredRun(table, DataMapping())
          #expect(found.kept.allSatisfy { $0.mean.isFinite && $0.step.isFinite }, "\(round)")
          run = .success(found)
        } catch {
          refused += 1
          check("\(error)", round)
          run = .failure(error)
        }
        for report in DataSummary.reports(of: table, run) { check(report.description, round) }
      } catch {
        refused += 1
        check("\(error)", round)
      }
    }
    #expect(refused > 0, "nothing was changed that matters")
  }

  private func check(_ line: String, _ round: Int) {
    #expect(DataText.line(line) == line, "round \(round): \(line)")
    #expect(line.utf8.count < 2400, "round \(round): \(line)")
  }
}
