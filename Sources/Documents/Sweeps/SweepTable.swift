import Forgetting
import Simulation

/// The table of a sweep: its columns, a run as lines of it, and which run a line is of.
///
/// A folder's rows have one more column than the table, the processor that made them.
public struct SweepTable: Sendable {
  /// What the table is of.
  public let sweep: Sweep
  private let writer: TimeSeriesWriter
  private let rowWriter: TimeSeriesWriter
  private let seedField: Int
  private let processor: TimeSeriesValue
  /// Rows that every run has; nil where it is the run that says how many.
  private let rowsPerRun: Int?

  /// The table of a sweep: nothing is computed yet.
  public init(_ sweep: Sweep) {
    self.sweep = sweep
    var columns = ["point"] + sweep.axes.flatMap(\.paths)
    seedField = columns.count
    columns += ["seed", "lane", "method"]
    if let goal = sweep.goal { columns += ["crossing", "crossings", goal.path] }
    columns += sweep.measures.map(\.name) + ["status"]
    writer = TimeSeriesWriter(format: .csv, columns: columns)
    rowWriter = TimeSeriesWriter(format: .csv, columns: columns + ["processor"])
    processor = .text(kernelProcessor)
    rowsPerRun =
      sweep.goal == nil && sweep.haveAllRunsTheSameLanes ? sweep.laneCount(ofRun: 0) : nil
  }

  /// Names of the table's columns.
  public var columns: [String] { writer.columns }
  /// The first line, with its line end.
  public var header: String { writer.header() }
  /// The same for a folder's rows.
  public var rowHeader: String { rowWriter.header() }

  /// A run as lines, and how many of them tell of a failure.
  public struct Lines: Sendable {
    /// Whole lines, and how many of them tell of a run that failed.
    public var text: String
    public var failureCount: Int
  }

  /// Makes a run and writes it down.
  ///
  /// - Parameter forFolder: with the processor behind each row.
  public func lines(ofRun index: Int, by runner: SweepRunner, forFolder: Bool) -> Lines {
    let writer = forFolder ? rowWriter : writer
    let places = sweep.places(ofRun: index)
    var key: [TimeSeriesValue] = [.integer(index / sweep.seedCount + 1)]
    for (axis, place) in zip(sweep.axes, places) {
      key += axis.values(at: place).map { value in
        switch value {
        case .number(let number): .number(number)
        case .word(let word): .text(word)
        }
      }
    }
    key.append(.text(String(sweep.seed(ofRun: index))))
    var lines = Lines(text: "", failureCount: 0)
    func add(_ row: SweepRunner.Row, _ middle: [TimeSeriesValue], _ status: String) {
      var values = key
      values.append(.integer(row.lane + 1))
      values.append(.text(row.method))
      values += middle
      values += row.values.map { $0.map { .number($0) } ?? .missing }
      values.append(.text(PlainText.oneLine(status)))
      if forFolder { values.append(processor) }
      lines.text += writer.row(values)
    }
    guard sweep.goal == nil else {
      for solution in runner.solutions(ofRun: index) {
        let status =
          solution.row.failure ?? solution.answer.map { "\($0)" } ?? status(of: solution.row)
        if solution.row.failure != nil { lines.failureCount += 1 }
        add(
          solution.row,
          [
            .integer(solution.number), .integer(solution.count),
            solution.value.map { .number($0) } ?? .missing,
          ], status)
      }
      return lines
    }
    for row in runner.rows(ofRun: index) {
      if row.failure != nil { lines.failureCount += 1 }
      add(row, [], row.failure ?? status(of: row))
    }
    return lines
  }

  /// "ok", and which measures have nothing to tell of the lane: an empty field is explained.
  private func status(of row: SweepRunner.Row) -> String {
    let missing = zip(sweep.measures, row.values).filter { $0.isValue && $1 == nil }
    guard !missing.isEmpty else { return SweepTable.good }
    return SweepTable.good + "; no " + missing.map(\.0.name).joined(separator: " no ")
  }

  /// What the status of a lane that has not failed begins with.
  private static let good = "ok"

  // MARK: - Reading

  /// What a line of a folder says of itself.
  public struct Mark: Hashable, Sendable {
    /// Counted from 0, in the order of the table.
    public var run: Int
    /// Which row of its run it is, from 0.
    public var row: Int
    /// Whether it is its run's last row.
    public var isLast: Bool
    /// Whether its run failed.
    public var isFailure: Bool
  }

  /// Reads a line without its line end; nil where it is none of this table's.
  public func mark(of line: UnsafeBufferPointer<UInt8>) -> Mark? {
    var number = 0
    var field = 0
    var point = 0
    var seed: UInt64 = 0
    var lane = 0
    var crossing = 0
    var crossings = 0
    var start = 0
    let wanted = seedField + (sweep.goal == nil ? 1 : 4)
    var index = 0
    while index < line.count, field <= wanted {
      let byte = line[index]
      if byte == UInt8(ascii: ",") {
        switch field {
        case 0: point = number
        case seedField:
          guard let value = SweepTable.unsigned(line, start, index) else { return nil }
          seed = value
        case seedField + 1: lane = number
        case seedField + 3: crossing = number
        case seedField + 4: crossings = number
        default: break
        }
        field += 1
        start = index + 1
        number = 0
      } else if (0x30...0x39).contains(byte), number < 1 << 40 {
        number = number * 10 + Int(byte - 0x30)
      }
      index += 1
    }
    guard field > wanted, point >= 1, point <= sweep.pointCount, lane >= 1 else { return nil }
    let seedOffset = seed &- sweep.experiment.scenario.seed
    guard seedOffset < UInt64(sweep.seedCount) else { return nil }
    let run = (point - 1) * sweep.seedCount + Int(seedOffset)
    // Every row ends in ",ok,<processor>" or something else.
    guard let last = line.lastIndex(of: UInt8(ascii: ",")), last < line.count - 1 else {
      return nil
    }
    let status = line[..<last].lastIndex(of: UInt8(ascii: ",")).map { line[($0 + 1)..<last] }
    let isOK =
      status.map { status in
        status.elementsEqual(SweepTable.good.utf8)
          || status.starts(with: "\(SweepTable.good);".utf8)
          || sweep.goal != nil
            && SweepSolution.Answer.beginnings.contains { status.starts(with: $0.utf8) }
      } ?? false
    guard areNumbers(line, from: start) else { return nil }
    if sweep.goal == nil {
      let rowsPerRun = rowsPerRun ?? sweep.laneCount(ofRun: run)
      guard lane <= rowsPerRun else { return nil }
      return Mark(
        run: run, row: lane - 1, isLast: lane == rowsPerRun, isFailure: !isOK)
    }
    return Mark(
      run: run, row: max(0, crossing - 1), isLast: crossing == crossings, isFailure: !isOK)
  }

  /// Whether what was solved for and every measure is a number or nothing.
  ///
  /// - Parameter start: where they begin, or the method that is before them.
  private func areNumbers(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var left = sweep.measures.count + (sweep.goal == nil ? 0 : 1)
    var isBefore = sweep.goal == nil
    var first = start
    for index in start..<line.count where line[index] == UInt8(ascii: ",") {
      if isBefore {
        isBefore = false
      } else {
        guard SweepTable.isNumber(line[first..<index]) else { return false }
        left -= 1
      }
      if left == 0 { return true }
      first = index + 1
    }
    return false
  }

  /// Whether bytes are a number as `TimeSeriesWriter` writes it, -1.5e-07, or nothing.
  private static func isNumber(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var rest = bytes
    func digits() -> Bool {
      let end = rest.firstIndex { !(0x30...0x39).contains($0) } ?? rest.endIndex
      defer { rest = rest[end...] }
      return end > rest.startIndex
    }
    func take(_ signs: StaticString) -> Bool {
      guard let byte = rest.first, signs.withUTF8Buffer({ $0.contains(byte) }) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard !rest.isEmpty else { return true }
    _ = take("-")
    guard digits() else { return false }
    if take("."), !digits() { return false }
    if take("e") {
      _ = take("+-")
      guard digits() else { return false }
    }
    return rest.isEmpty
  }

  private static func unsigned(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> UInt64? {
    var value: UInt64 = 0
    guard end > start, end - start <= 20 else { return nil }
    for index in start..<end {
      guard (0x30...0x39).contains(line[index]) else { return nil }
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      guard !overflows else { return nil }
      value = product &+ UInt64(line[index] - 0x30)
    }
    return value
  }

  /// A point's values in words, for messages: `target.separation=3, lanes.1.replay=0.1`.
  public func words(ofPoint point: Int) -> String {
    let places = sweep.places(ofRun: point * sweep.seedCount)
    let parts = zip(sweep.axes, places).flatMap { axis, place in
      zip(axis.paths, axis.values(at: place)).map { "\($0)=\($1)" }
    }
    return parts.joined(separator: ", ")
  }
}
