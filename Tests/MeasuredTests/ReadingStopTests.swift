import Synchronization
import Testing

@testable import Forgetting
@testable import Measured

/// Nobody reads on what nobody waits for.
@Suite struct ReadingStopTests {
  /// Says no after so many questions.
  private final class Patience: Sendable {
    private let left: Atomic<Int>
    let asked = Atomic(0)
    init(_ count: Int) { left = Atomic(count) }
    func isWanted() -> Bool {
      asked.add(1, ordering: .relaxed)
      return left.subtract(1, ordering: .relaxed).newValue >= 0
    }
  }

  private static let rows = 0..<20_000
  private static let texts: [String: String] = [
    "CSV": "step,old,new\n" + rows.map { "\($0),0.5,0.1\n" }.joined(),
    "JSON lines": rows.map { "{\"step\":\($0),\"old\":0.5,\"new\":0.1}\n" }.joined(),
    "JSON": "[" + rows.map { "{\"step\":\($0),\"old\":0.5,\"new\":0.1}" }.joined(separator: ",")
      + "]",
    "console": rows.map { "step:\($0) - old:0.5 - new:0.1\n" }.joined(),
    "Markdown": "|step|old|new|\n|--|--|--|\n" + rows.map { "|\($0)|0.5|0.1|\n" }.joined(),
    "spaces": "step old new\n" + rows.map { "\($0) 0.5 0.1\n" }.joined(),
    "MLflow": rows.map { "1700000000000 0.5 \($0)\n" }.joined(),
  ]

  @Test(arguments: texts.keys.sorted()) func readersEnd(format: String) throws {
    let bytes = Array(try #require(Self.texts[format]).utf8)
    let all = Patience(.max)
    let table = try DataTable(bytes, source: "log", isWanted: all.isWanted)
    #expect(table.rowCount == Self.rows.count && all.asked.load(ordering: .relaxed) > 10)
    // Asked at the beginning, and on the way; few questions later it has ended.
    for count in [0, 3, 8] {
      let few = Patience(count)
      #expect(throws: DataError("log", .givenUp)) {
        try DataTable(bytes, source: "log", isWanted: few.isWanted)
      }
      #expect(few.asked.load(ordering: .relaxed) == count + 1)
    }
  }

  @Test func eventsAndSeriesEnd() throws {
    let bytes = try Logs.bytes("a.tfevents.1")
    let none = Patience(0)
    #expect(throws: DataError("log", .givenUp)) {
      try DataTable(bytes, source: "log", isWanted: none.isWanted)
    }
    var table = try Logs.table(text: try #require(Self.texts["CSV"]))
    let few = Patience(5)
    table.isWanted = few.isWanted
    #expect(throws: DataError("log", .givenUp)) { try MeasuredRun(table, DataMapping()) }
    #expect(few.asked.load(ordering: .relaxed) == 6)
  }
}
