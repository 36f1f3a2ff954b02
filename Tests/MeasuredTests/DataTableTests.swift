import Testing

@testable import Measured

/// Every shape of log, by its content: format, steps and scores.
@Suite struct DataTableTests {
  /// Name, format, rows, steps, the last step, and the first old score.
  static let shapes: [(String, String, Int, Int, Double, Double)] = [
    ("wide.csv", "CSV", 13, 13, 600, 0.7515),
    ("semicolons.csv", "CSV with semicolons", 14, 13, 120, 0.751),
    ("spaces.tsv", "TSV", 26, 13, 6, 0.7565),
    ("metrics.jsonl", "JSON lines", 14, 13, 240, 0.7515),
    ("arrays.json", "JSON", 26, 13, 12, 0.7515),
    ("objects.json", "JSON", 13, 13, 12, 0.7515),
    ("bystep.json", "JSON", 13, 13, 12, 0.7515),
    ("trainer_state.json", "Hugging Face trainer state", 26, 13, 240, 0.7515),
    ("a.tfevents.1", "TensorBoard events", 14, 7, 600, 0.7515),
    ("b.tfevents.2", "TensorBoard events", 12, 6, 1200, 0.4476),
  ]

  @Test(arguments: shapes) func shapesAreRead(
    name: String, format: String, rows: Int, steps: Int, last: Double, first: Double
  ) throws {
    let table = try Logs.table(name)
    #expect(table.format.name == format)
    #expect(table.rowCount == rows)
    let run = try Logs.run(table)
    #expect(run.old.points.count == steps, "\(run.old.points)")
    #expect(run.new.points.count == steps)
    #expect(run.old.points.last?.step == last)
    #expect(abs(run.old.points[0].mean - first) < 1e-3, "\(run.old.points[0].mean)")
    #expect(run.kept[0].mean == 1 && run.learned[0].mean == 0)
    #expect(zip(run.kept, run.kept.dropFirst()).allSatisfy { $0.step < $1.step })
  }

  @Test func filesOfOneRunAreJoined() throws {
    var table = try Logs.table("a.tfevents.1")
    try table.append(try Logs.table("empty.tfevents.3"))
    try table.append(try Logs.table("b.tfevents.2"))
    #expect(try Logs.run(table).old.points.map(\.step) == (0..<13).map { Double($0) * 100 })
    #expect(throws: DataError.self) { try table.append(try Logs.table("wide.csv")) }
  }

  /// Quotes, commas in names, byte order mark, both line ends.
  @Test func quotesAreUndone() throws {
    let table = try Logs.table("wide.csv")
    #expect(table.columns.map(\.name) == ["step", "eval/old, 0-shot", "eval/new", "note"])
    let note = try #require(table.columns.last)
    #expect(note.rows == [0] && table.text(note.cells[0]) == "first, \"base\"")
    #expect(table.notes == [.byteOrderMark])
    let lines = try Logs.table(text: "step,\"old\nscore\",new\r\n0,\"0.5\",1\r\n\r\n1,.25,2\r")
    #expect(lines.columns.map(\.name) == ["step", "old?score", "new"])
    #expect(lines.rowCount == 2)
  }

  @Test(arguments: [
    ("0", 0.0), ("-0.5", -0.5), ("+2.", 2), (".25", 0.25), ("1e3", 1000), ("1E-2", 0.01),
    ("0.1234567890123456789", 0.1234567890123456789), ("9007199254740993", 9_007_199_254_740_992),
    ("1e-300", 1e-300), ("1.7976931348623157e308", 1.7976931348623157e308),
  ]) func numbersAreRoundedOnce(text: String, value: Double) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { DataNumber.number($0) } == value)
  }

  @Test(arguments: ["", "-", "e5", "1e", "1e+", "0x10", "1.2.3", "1,5", "12a", "--1"])
  func whatIsNoNumber(text: String) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { DataNumber.number($0) } == nil)
  }

  /// Random numbers as programs print them come back to the last bit.
  @Test func numbersComeBack() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
      guard value.isFinite else { continue }
      let read = Array("\(value)".utf8).withUnsafeBufferPointer { DataNumber.number($0) }
      #expect(read == value, "\(value)")
    }
  }

  @Test func tableWithoutNames() throws {
    let table = try Logs.table(text: "0,0.5,0.1\n1,0.4,0.2\n")
    #expect(table.notes == [.noHeader] && table.rowCount == 2)
    #expect(table.columns.map(\.name) == ["column 1", "column 2", "column 3"])
  }

  @Test func namesThatStandTwice() throws {
    let table = try Logs.table(text: "step,old,old,new\n0,0.5,0.6,0.1\n")
    #expect(table.columns.map(\.name) == ["step", "old", "old.2", "new"])
    #expect(table.notes == [.sameName("old", called: "old.2")])
  }

  /// As columns do, keys of an object that stand twice: no score takes another's place.
  @Test func keysThatStandTwice() throws {
    let lines = (0..<3).map { "{\"step\":\($0),\"old\":0.7,\"old\":0.1,\"new\":0.3}\n" }.joined()
    let table = try Logs.table(text: lines)
    #expect(table.columns.map(\.name) == ["step", "old", "old.2", "new"])
    #expect(table.notes == [.sameName("old", called: "old.2")])
    let lists = try Logs.table(
      text: #"{"step":[0,1],"old":[0.7,0.6],"old":[0.1,0.2],"old":[1,1],"new":[0.3,0.4]}"#)
    #expect(lists.columns.map(\.name).contains("old.3") && lists.rowCount == 2)
    let nested = try Logs.table(text: #"[{"step":1,"a.b":1,"a":{"b":2},"a.b.2":3}]"#)
    #expect(Set(nested.columns.map(\.name)) == ["step", "a.b", "a.b.2", "a.b.2.2"])
    // The same key of different objects is one column.
    #expect(try Logs.table(text: #"[{"a":{"x":1},"b":{"x":2}},{"a":{"x":3}}]"#).notes == [])
  }

  @Test func rowsOfOtherLengths() throws {
    let table = try Logs.table(text: "step,old,new\n0,0.5\n1,0.4,0.2,9\n2,0.3,0.3\n")
    #expect(table.notes == [.uneven(2, first: 1)])
    #expect(try Logs.run(table).new.points.map(\.mean) == [0.2, 0.3])
  }

  /// A log whose last line is still being written.
  @Test func lastLineMayBeCutOff() throws {
    let text = #"{"step":0,"old":0.5,"new":0.1}"# + "\n" + #"{"step":1,"old":0.4,"new":0.2}"# + "\n"
    for end in [#"{"st"#, #"{"step":2,"old":0."#, #"{"step":2,"old":NaN,"new"#] {
      let table = try Logs.table(text: text + end)
      #expect(table.notes == [.cutOff] && table.rowCount == 2, "\(end)")
    }
    let events = try Logs.bytes("a.tfevents.1")
    let table = try DataTable(Array(events.dropLast(5)), source: "x")
    #expect(table.notes == [.cutOff] && table.rowCount == 13)
  }

  /// One bad line costs itself, and neither the format nor another line's scores.
  @Test func badLinesAreLeftOut() throws {
    func line(_ step: Int) -> String {
      "{\"step\":\(step),\"old\":0.\(9 - step),\"new\":0.\(step)}\n"
    }
    let broken = [
      #"{"step":1,"old":0.8 "new":0.1}"#, #"{"step":1,"old":0.8,"new":"#, "Traceback: {}", "{",
      #"{"step":1,"old":0.8,"note":"a}"#,
    ]
    for bad in broken {
      let table = try Logs.table(text: line(0) + bad + "\n" + line(2) + line(3))
      #expect(table.format == .jsonLines && table.rowCount == 3, "\(bad)")
      #expect(table.notes == [.badLines(1, first: 2)], "\(bad): \(table.notes)")
      #expect(try Logs.run(table).old.points.map(\.mean) == [0.9, 0.7, 0.6])
      let both = line(0) + bad + "\n" + line(2) + bad + "\n" + line(4) + "{\"step\":5,\"ol"
      #expect(try Logs.table(text: both).notes == [.cutOff, .badLines(2, first: 2)], "\(bad)")
      // Shares are counted from the first scores: of others they would be wrong.
      #expect(
        Logs.refusal(text: (bad.hasPrefix("T") ? "{\n" : bad + "\n") + line(2) + line(3) + line(4))
          == "log:1: not valid JSON, and shares are counted from the first line's scores")
    }
    // A console's dictionaries are none of JSON's.
    let python = (0..<40).map { "{'step': \($0), 'old': 0.5, 'new': 0.4}\n" }.joined()
    #expect(try Logs.table(text: python).format == .console)
    #expect(try Logs.table(text: python + line(41)).format == .console)
  }

  /// The same of a table: a number that is not whole, or a row that is not, and no line end.
  @Test(arguments: [
    "2,0.3,0.", "2,0.3,1e-", "2,0.3,1E", "2,0.3,0.5e", "2,0.3,.", "2,0.3,+", "2,0.3", "2,", "2",
    "2,0.3,\"0.", "2,\"0.3",
  ]) func lastRowMayBeCutOff(end: String) throws {
    let text = "step,old,new\n0,0.5,0.1\n1,0.4,0.2\n"
    let table = try Logs.table(text: text + end)
    #expect(table.notes == [.cutOff] && table.rowCount == 2, "\(table.notes)")
    #expect(try Logs.run(table).old.points.last?.mean == 0.4)
  }

  /// Many programs write no last line end: a row that is whole is one.
  @Test(arguments: ["2,0.3,0.3", "2,0.3,-", "2,0.3,", "2,0.3,5", "2,0.3,NaN", "2,0.3,\"0.3\"", " "])
  func lastRowMayLackItsEnd(end: String) throws {
    let text = "step,old,new\n0,0.5,0.1\n1,0.4,0.2\n"
    let table = try Logs.table(text: text + end)
    #expect(table.notes == [] && table.rowCount == (end == " " ? 2 : 3), "\(table.notes)")
    let words = try Logs.table(text: "step,old,new,note\n0,0.5,0.1,base\n1,0.4,0.2,done")
    #expect(words.notes == [] && words.rowCount == 2)
  }

  /// And of tables that are made plain first.
  @Test func lastRowsOfOtherTables() throws {
    let comma = try Logs.table(text: "step;old;new\n0;0,5;0,1\n1;0,4;0,")
    #expect(comma.rowCount == 1 && comma.notes.contains(.cutOff))
    let spaces = try Logs.table(text: "step old new\n0 0.5 0.1\n1 0.4 0.2\n2 0.")
    #expect(spaces.rowCount == 2 && spaces.notes == [.cutOff])
    #expect(try Logs.table(text: "step old new\n0 0.5 0.1\n1 0.4 0.2").rowCount == 2)
    let bars = "| step | old | new |\n|---|---|---|\n| 0 | 0.5 | 0.1 |\n| 1 | 0.4 | 0.2"
    #expect(try Logs.table(text: bars).rowCount == 2)
    #expect(try Logs.table(text: bars + " |").rowCount == 2)
    let cut = try Logs.table(text: bars + " |\n| 2 | 0.")
    #expect(cut.rowCount == 2 && cut.notes == [.cutOff])
  }

  @Test func numbersThatAreNone() throws {
    let run = try Logs.run(
      text: "step,old,new\n0,0.5,0.1\n1,inf,0.2\n2,-Infinity,0.3\n3,NaN,-\n4,0.4,n/a\n")
    #expect(run.old.points.map(\.step) == [0, 4])
    #expect(run.notes.contains(.infinite("old", 2)) && run.notes.contains(.gaps("old", 1)))
    #expect(run.notes.contains(.gaps("new", 2)))
    let json = try Logs.run(
      text: #"[{"step":0,"old":0.5,"new":1e-1},{"step":1,"old":NaN,"new":-Infinity},"#
        + #"{"step":2,"old":1e999,"new":"0.3"}]"#)
    #expect(json.old.points.map(\.step) == [0] && json.new.points.map(\.mean) == [0.1, 0.3])
  }

  // MARK: - What is refused

  @Test(arguments: [
    ("", "log: empty; a log has at least one row"),
    (" \n\n", "log: empty; a log has at least one row"),
    (
      "hello\nworld\n",
      "log: no table of numbers; CSV, JSON, JSON lines, trainer_state.json or TensorBoard events"
    ),
    ("step,old\n0,\"0.5\n1,0.4\n", "log:2: a quote that is not closed"),
    ("{\"step\": 0,\n\"old\": }", "log:2: not valid JSON"),
    ("{\"step\": 0,\n\"old\": 1", "log:2: not valid JSON: it ends inside a value"),
    (String(repeating: "[", count: 100), "log:1: nested too deeply"),
    ("step,old\n0,\u{1}\n", "log: not text: byte 0x01 at 11"),
  ]) func refusedInOneLine(text: String, line: String) {
    #expect(Logs.refusal(text: text) == line)
  }

  @Test func encodingsThatAreNotRead() {
    func refusal(_ bytes: [UInt8]) -> String {
      do {
        _ = try DataTable(bytes, source: "log")
        return "read"
      } catch { return "\(error)" }
    }
    #expect(refusal([0xFF, 0xFE, 0x73, 0, 0]) == "log: not valid UTF-16")
    #expect(refusal([0xFF, 0xFE, 0, 0, 0x73]) == "log: text in UTF-32 is not read; UTF-8")
    let latin = Array("step,old\n0,".utf8) + [0xE9, 0x0A]
    #expect(refusal(latin) == "log:2: byte 0xe9 is not valid UTF-8")
    #expect(refusal(Array("\u{7F}ELF".utf8) + [0]) == "log: not text: byte 0x00 at 4")
  }

  @Test func limitsAreSaid() {
    #expect(
      Logs.refusal(text: String(repeating: "a,", count: 5000) + "b\n1\n")
        == "log: more than 4096 columns")
    #expect(
      Logs.refusal(text: "[" + (0..<5000).map { #"{"k\#($0)":1}"# }.joined(separator: ",") + "]")
        == "log: more than 4096 columns")
    #expect(
      Logs.refusal(text: "a\n" + String(repeating: "1\n", count: 1_000_001))
        == "log:1000002: more than 1000000 rows")
    #expect(
      Logs.refusal(text: "[" + String(repeating: "1,", count: 1_000_001) + "1]")
        == "log: more than 1000000 rows")
    do {
      _ = try DataTable([UInt8](repeating: 0x31, count: (64 << 20) + 1), source: "log")
      Issue.record("read")
    } catch { #expect("\(error)" == "log: longer than 64 MB") }
  }

  @Test func damageIsPlaced() throws {
    var bytes = try Logs.bytes("a.tfevents.1")
    bytes[60] ^= 1
    do {
      _ = try DataTable(bytes, source: "log")
      Issue.record("read")
    } catch { #expect("\(error)" == "log: record 2 at byte 40 is damaged") }
  }
}
