import Words

extension DataTable {
  /// Reads a log, whose format its bytes say.
  ///
  /// - Parameters:
  ///   - bytes: at most `largestSize` of them.
  ///   - source: what the user calls it.
  ///   - isWanted: asked now and then; where it says no, reading ends with an error.
  public init(
    _ bytes: [UInt8], source: String, isWanted: @escaping @Sendable () -> Bool = { true }
  ) throws(DataError) {
    let blank = DataTable(source: source, isWanted: isWanted)
    try blank.checkWanted()
    guard bytes.count <= DataTable.largestSize else {
      throw DataError(source, .longer(megabytes: DataTable.largestSize >> 20))
    }
    guard !bytes.isEmpty else { throw DataError(source, .empty) }
    if EventTable.isEventFile(bytes[...]) {
      self = try EventTable.read(bytes[...], blank)
    } else {
      let (text, hasMark) = try TextEncoding.text(bytes, source)
      try blank.checkWanted()
      self = try DataTable.table(text, blank)
      if hasMark { notes.insert(.byteOrderMark, at: 0) }
    }
    hash = ContentHash.text(of: bytes)
    // An event file without any may stand beside others of its run.
    if format != .events, !columns.contains(where: { $0.cells.contains { $0.number != nil } }) {
      throw DataError(source, .noTable)
    }
  }

  private static func table(
    _ text: ArraySlice<UInt8>, _ blank: DataTable
  ) throws(DataError) -> DataTable {
    let source = blank.source
    guard
      let first = text.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D })
    else { throw DataError(source, .empty) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      do throws(DataError) {
        return try JSONTable.read(text, blank)
      } catch {
        // Python's own way to print, or a time in brackets in front of each line.
        guard case .noJSON = error.problem, ConsoleTable.isOne(text) else { throw error }
        return try ConsoleTable.read(text, blank)
      }
    }
    if let metric = try MetricTable.read(text, blank) { return metric }
    if let (table, line) = DrawnTable.plain(text) {
      return try SeparatedTable.read(table, blank.of(.drawn), linesAbove: line)
    }
    if let table = SpacedTable.plain(text) {
      return try SeparatedTable.read(table, blank.of(.separated(UInt8(ascii: " "))))
    }
    if ConsoleTable.isOne(text) { return try ConsoleTable.read(text, blank) }
    return try SeparatedTable.read(text, blank)
  }
}
