import SeededNumbers
import Testing
import Words

@testable import Forgetting
@testable import Measured

/// Files that are no logs, or odd ones: each is refused in one line that says where and what, or read with a note.
@Suite struct OddLogTests {
  private static let good = "step,old,new\n0,0.8,0.2\n100,0.7,0.5\n200,0.6,0.7\n"
  private static let noTable =
    "log: no table of numbers; CSV, JSON, JSON lines, trainer_state.json or TensorBoard events"

  /// A text in two bytes for each unit, as some spreadsheets write it.
  private static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isBig ? bytes.reversed() : bytes
    }
  }

  private static let noise: [UInt8] = {
    var generator = SplitMix64(seed: 1)
    return [1] + (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }()

  /// What each is, its bytes, and the line.
  private static let refused: [(String, [UInt8], String)] = [
    ("empty", [], "log: empty; a log has at least one row"),
    ("blank lines", Array("\n\n  \n".utf8), "log: empty; a log has at least one row"),
    ("a mark alone", [0xEF, 0xBB, 0xBF], "log: empty; a log has at least one row"),
    ("names alone", Array("step,old,new\n".utf8), noTable),
    ("a text", Array("\"hello\"".utf8), noTable),
    ("no objects", Array("[]".utf8), noTable),
    ("an object without anything", Array("{}".utf8), noTable),
    ("NaN everywhere", Array("step,old,new\nNaN,NaN,NaN\n".utf8), "log: old has no numbers here"),
    ("UTF-16 that ends", [0xFF, 0xFE] + utf16(good, isBig: false) + [0], "log: not valid UTF-16"),
    ("UTF-16 that is none", [0xFE, 0xFF, 0xDC, 0, 0, 0x30], "log: not valid UTF-16"),
    ("UTF-32", [0xFF, 0xFE, 0, 0, 0x73, 0, 0, 0], "log: text in UTF-32 is not read; UTF-8"),
    ("Latin-1", Array(good.utf8) + [0x67, 0xF6, 0x0A], "log:5: byte 0xf6 is not valid UTF-8"),
    ("binary", noise, "log: not text: byte 0x01 at 0"),
    (
      "a picture", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "log: not text: byte 0x1a at 6"
    ),
    ("packed", [0x1F, 0x8B, 8, 0, 0, 0], "log: gzip is not read; unpack it first (gunzip)"),
    ("a zero inside", Array(good.utf8) + [0, 0], "log: not text: byte 0x00 at 47"),
    (
      "what steers a terminal", Array("step,old\u{1B}[2J,new\n0,1,2\n".utf8),
      "log: not text: byte 0x1b at 8"
    ),
    (
      "an open quote", Array("step,old,new\n0,\"0.8,0.2\n1,1,1\n".utf8),
      "log:2: a quote that is not closed"
    ),
    (
      "JSON that ends", Array("[{\"step\":0,\"old\":0.8},{\"step\"".utf8),
      "log:1: not valid JSON: it ends inside a value"
    ),
    ("nested lists", deep("[", "]", 100_000), "log:1: nested too deeply"),
    ("nested objects", deep("{\"a\":", "}", 100_000), "log:1: nested too deeply"),
    (
      "nested in the second line", Array("{\"step\":1}\n".utf8) + deep("[", "]", 100),
      "log:2: nested too deeply"
    ),
    ("5,000 columns", columns(5000), "log: more than 4096 columns"),
    ("5,000 keys", keys(5000), "log: more than 4096 columns"),
    (
      "a long name", Array("step,old,new\(String(repeating: "w", count: 5000))\n0,1,2\n".utf8),
      "log:1: a column's name of 5003 bytes; up to 1024"
    ),
    (
      "a long name within an object",
      Array("{\"\(String(repeating: "w", count: 1024))\":{\"old\":1}}".utf8),
      "log: a column's name of 1028 bytes; up to 1024"
    ),
    ("rows", Array("step,old,new\n".utf8) + rows(1_000_001), "log:1000002: more than 1000000 rows"),
    ("huge", [UInt8](repeating: 0x30, count: 64 << 20 + 1), "log: longer than 64 MB"),
    (
      "infinite", Array("step,old,new\n0,inf,0.2\n1,-Infinity,0.3\n".utf8),
      "log: old has no numbers here"
    ),
    (
      "two columns of a name", Array("step,old,old,new\n0,1,2,3\n".utf8),
      "log: --old COLUMN is missing; old, old.2, new"
    ),
  ]

  private static func deep(_ open: String, _ close: String, _ count: Int) -> [UInt8] {
    Array((String(repeating: open, count: count) + String(repeating: close, count: count)).utf8)
  }
  private static func columns(_ count: Int) -> [UInt8] {
    let names = (0..<count).map { "c\($0)" }.joined(separator: ",")
    return Array((names + "\n" + names.filter { $0 != "c" } + "\n").utf8)
  }
  private static func keys(_ count: Int) -> [UInt8] {
    Array(("{" + (0..<count).map { "\"k\($0)\":1" }.joined(separator: ",") + "}").utf8)
  }
  private static func rows(_ count: Int) -> [UInt8] {
    [UInt8]((0..<count).map { _ in Array("1,1,1\n".utf8) }.joined())
  }

  @Test(arguments: refused.map(\.0)) func isRefused(kind: String) throws {
    let (_, bytes, line) = try #require(Self.refused.first { $0.0 == kind })
    do {
      let table = try DataTable(bytes, source: "log")
      _ = try MeasuredRun(table, DataMapping())
      Issue.record("read")
    } catch {
      #expect("\(error)" == line)
      #expect(!"\(error)".contains("\n"))
    }
  }

  /// What is odd is said, and what there is is read.
  @Test func isReadWithANote() throws {
    func notes(_ text: String) throws -> [DataNote] { try Logs.run(text: text).notes }
    #expect(try notes("\u{FEFF}" + Self.good).contains(.byteOrderMark))
    #expect(try notes(Self.good + "150,0.6,0.6\n").contains(.stepsGoBack(4, from: 200, to: 150)))
    #expect(try notes(Self.good + "300,inf,0.6\n").contains(.infinite("old", 1)))
    #expect(try notes(Self.good + "300,1e999,0.6\n").contains(.infinite("old", 1)))
    #expect(try notes(Self.good + "300,NaN,0.6\n").contains(.gaps("old", 1)))
    #expect(try notes(Self.good + "300,0.5\n").contains(.uneven(1, first: 4)))
    #expect(
      try notes("step,step,old,new\n0,5,0.8,0.2\n").contains(.sameName("step", called: "step.2")))
    #expect(try notes("step,old,new\nnan,0.8,0.2\ninf,0.7,0.3\n").contains(.countedSteps))
    let one = try Logs.run(text: "step,old,new\n7,0.8,0.2\n")
    #expect(one.kept.map(\.mean) == [1] && one.learned.map(\.mean) == [0])
    let cut = "{\"step\":0,\"old\":0.8,\"new\":0.2}\n{\"step\":1,\"ol"
    #expect(try notes(cut).contains(.cutOff))
  }

  /// Of a text that a log quotes no more is kept than tells it from others, at a character's end.
  @Test func longTextsAreKeptInPart() throws {
    let answer = String(repeating: "ö", count: 100_000)
    let json = "{\"step\":0,\"old\":0.8,\"new\":0.2,\"answer\":\"a\(answer)\"}\n"
    let table = try DataTable(Array(json.utf8), source: "log")
    let column = try #require(table.place(of: "answer"))
    #expect(table.text(table.columns[column].cells[0]) == "a" + answer.prefix(511))
    #expect(try MeasuredRun(table, DataMapping()).kept.count == 1)
  }

  /// A name that stands four thousand times has as many others.
  @Test func sameNamesAreNumbered() throws {
    let names = String(repeating: "a,", count: 4000) + "step,old,new\n"
    let table = try DataTable(
      Array((names + String(repeating: "1,", count: 4002) + "1\n").utf8), source: "log")
    #expect(table.columns[3999].name == "a.4000" && table.columns.count == 4003)
  }

  /// What stands beside a list of objects is said again in each row, and no more of it than a log may have.
  @Test func repeatedCellsHaveALimit() throws {
    let beside = (0..<4000).map { "\"k\($0)\":1" }.joined(separator: ",")
    let rows = String(repeating: "{\"step\":1},", count: 4500) + "{}"
    let line = "{\(beside),\"rows\":[\(rows)]}\n"
    do {
      _ = try DataTable(Array((line + "{}\n").utf8), source: "log")
      Issue.record("read")
    } catch { #expect("\(error)" == "log: more than 16777216 cells") }
  }
}
