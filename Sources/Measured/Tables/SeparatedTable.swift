import CCSV
import Words

/// Text with commas, semicolons or tabs between its cells.
enum SeparatedTable {
  /// What separates cells: what the first line has most of, outside of quotes.
  static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      counts[byte, default: 0] += 1
    }
    let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    let best = candidates.max { counts[$0, default: 0] < counts[$1, default: 0] }
    guard let best, counts[best, default: 0] > 0 else { return UInt8(ascii: ",") }
    // Decimal commas may outnumber what separates.
    return candidates.first { $0 != UInt8(ascii: ",") && counts[$0, default: 0] > 0 } ?? best
  }

  /// - Parameters:
  ///   - bytes: UTF-8 without a byte order mark.
  ///   - blank: of another format than JSON where tabs separate and another file stands behind the bytes.
  ///   - linesAbove: of that file, above what is to be read.
  static func read(
    _ bytes: ArraySlice<UInt8>, _ blank: DataTable, linesAbove: Int = 0
  ) throws(DataError) -> DataTable {
    let source = blank.source
    var bytes = bytes
    var told = (separator: Optional(UInt8(ascii: "\t")), lines: linesAbove)
    var table = blank
    if blank.format == .json {
      told = preface(&bytes)
      guard !bytes.isEmpty else { throw DataError(source, .noTable) }
      table.format = .separated(told.separator ?? separator(of: bytes))
    }
    let separator = told.separator ?? separator(of: bytes)
    var reader = Reader(table)
    reader.rowsSeen = told.lines
    reader.hasDecimalComma = separator != UInt8(ascii: ",") && !usesPoints(bytes)
    guard let parser = cc_open(separator) else { throw DataError(source, .noMemory) }
    defer { cc_close(parser) }
    var start = bytes.startIndex
    var fits = true
    while start < bytes.endIndex, fits {
      let end = min(start + (1 << 16), bytes.endIndex)
      fits = bytes[start..<end].withUnsafeBufferPointer {
        cc_feed(parser, $0.baseAddress, $0.count)
      }
      try reader.take(parser)
      try reader.table.checkWanted()
      start = end
    }
    if cc_is_quoted(parser) {
      let line = openQuote(bytes)
      // A line that is still being written may end within quotes.
      guard reader.table.rowCount > 0, line == 1 + bytes.count(where: { $0 == 0x0A }) else {
        throw DataError(source, line: told.lines + line, .openQuote)
      }
      reader.table.notes.append(.cutOff)
      return reader.finished()
    }
    guard fits, cc_finish(parser) else { throw DataError(source, .noMemory) }
    // A row that has come only now has no line end.
    reader.isAtEnd = true
    try reader.take(parser)
    return reader.finished()
  }

  /// Takes away what stands before a table: comments behind `#`, and Excel's `sep=;`. A comment that has as many
  /// cells as the line behind it is that of the names, as numpy.savetxt writes it.
  private static func preface(
    _ bytes: inout ArraySlice<UInt8>
  ) -> (separator: UInt8?, lines: Int) {
    func end(of line: ArraySlice<UInt8>) -> Int {
      line.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? line.endIndex
    }
    func next(_ end: Int, _ text: ArraySlice<UInt8>) -> Int {
      guard end < text.endIndex else { return end }
      let isPair = text[end] == 0x0D && end + 1 < text.endIndex && text[end + 1] == 0x0A
      return end + (isPair ? 2 : 1)
    }
    var separator: UInt8?
    var lines = 0
    let line = bytes[..<end(of: bytes)]
    if line.starts(with: Array("sep=".utf8)), line.count == 5 {
      separator = line[line.endIndex - 1]
      bytes = bytes[next(line.endIndex, bytes)...]
      lines = 1
    }
    while bytes.first == UInt8(ascii: "#") {
      let line = bytes[..<end(of: bytes)]
      let rest = bytes[next(line.endIndex, bytes)...]
      let mark = separator ?? self.separator(of: line)
      let cells = line.count { $0 == mark }
      let below = rest[..<end(of: rest)]
      let names = line.dropFirst().drop { $0 == 0x20 }
      if cells > 0, below.first != UInt8(ascii: "#"), below.count(where: { $0 == mark }) == cells,
        let first = names.first
      {
        if first != mark { bytes = bytes[names.startIndex...] }
        break
      }
      bytes = rest
      lines += 1
    }
    return (separator, lines)
  }

  /// Whether a digit stands on both sides of a point somewhere before a comma does.
  private static func usesPoints(_ bytes: ArraySlice<UInt8>) -> Bool {
    func isDigit(_ index: Int) -> Bool {
      bytes.indices.contains(index) && (0x30...0x39).contains(bytes[index])
    }
    var points = 0
    var commas = 0
    for index in bytes.indices.prefix(1 << 16) where isDigit(index - 1) && isDigit(index + 1) {
      if bytes[index] == UInt8(ascii: ".") { points += 1 }
      if bytes[index] == UInt8(ascii: ",") { commas += 1 }
    }
    return points >= commas
  }

  /// The line of the last quote that opens.
  private static func openQuote(_ bytes: ArraySlice<UInt8>) -> Int {
    var line = 1
    var isQuoted = false
    var opened = 1
    for byte in bytes {
      if byte == 0x0A { line += 1 }
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        if isQuoted { opened = line }
      }
    }
    return opened
  }

  /// Rows of cells to a table: the first has the names.
  private struct Reader {
    var table: DataTable
    var hasDecimalComma = false
    /// Whether what is left ends with the text, and not with a line.
    var isAtEnd = false
    private var names: [Int] = []
    var rowsSeen = 0
    private var uneven = (count: 0, first: 0)
    private var usesComma = false

    init(_ table: DataTable) { self.table = table }

    mutating func take(_ parser: OpaquePointer) throws(DataError) {
      let cells = UnsafeBufferPointer(start: cc_cells(parser), count: cc_count(parser))
      let text = cc_text(parser)
      var first = 0
      for index in cells.indices where cells[index].ends_row {
        try takeRow(cells[first..<index], text)
        first = index + 1
      }
      // A row that goes on in the next chunk stays where it is.
      rest += cells[first...].prefix(DataTable.mostColumns + 1).map { Array(bytes($0, text)) }
      cc_clear(parser)
      guard rest.count <= DataTable.mostColumns else {
        throw DataError(
          table.source, line: rowsSeen + 1, .manyColumns(most: DataTable.mostColumns))
      }
    }

    /// Cells of a row whose end has not come.
    private var rest: [[UInt8]] = []

    private mutating func takeRow(
      _ cells: Slice<UnsafeBufferPointer<cc_cell>>, _ text: UnsafePointer<UInt8>?
    ) throws(DataError) {
      rowsSeen += 1
      let before = rest
      rest = []
      guard !names.isEmpty else {
        try takeNames(
          before.map { String(decoding: $0, as: UTF8.self) }
            + cells.map { string($0, text) })
        return
      }
      let count = before.count + cells.count
      // A line of nothing but a space is no row.
      if count == 1, names.count > 1, before.first?.isEmpty ?? true,
        cells.first.map({ $0.length == 0 }) ?? true
      {
        return
      }
      let last = cells.last.map { bytes($0, text) }
      if isAtEnd, count < names.count || last.map(isTorn) ?? isTorn(before.last ?? []) {
        table.notes.append(.cutOff)
        return
      }
      if count != names.count {
        if uneven.count == 0 { uneven.first = table.rowCount + 1 }
        uneven.count += 1
      }
      let row = try table.beginRow(line: rowsSeen)
      var column = 0
      for cell in before {
        cell.withUnsafeBufferPointer { put($0, column, row) }
        column += 1
      }
      for cell in cells {
        put(bytes(cell, text), column, row)
        column += 1
      }
    }

    /// Whether a cell is the beginning of a number that goes on: `0.`, `1e-`.
    private func isTorn(_ cell: some BidirectionalCollection<UInt8>) -> Bool {
      let marks = Array((hasDecimalComma ? ".eE+-," : ".eE+-").utf8)
      let torn = cell.reversed().prefix(while: marks.contains).count
      let beginning = Array(cell.dropLast(torn))
      // A bar alone stands for a number that there is not.
      guard torn > 0, !beginning.isEmpty else { return torn > 0 && !cell.elementsEqual([0x2D]) }
      return beginning.withUnsafeBufferPointer {
        DataNumber.number($0, hasDecimalComma: hasDecimalComma) != nil
      }
    }

    private func bytes(
      _ cell: cc_cell, _ text: UnsafePointer<UInt8>?
    ) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: text.map { $0 + Int(cell.start) }, count: Int(cell.length))
    }

    private func string(_ cell: cc_cell, _ text: UnsafePointer<UInt8>?) -> String {
      String(decoding: bytes(cell, text), as: UTF8.self)
    }

    private mutating func put(_ text: UnsafeBufferPointer<UInt8>, _ column: Int, _ row: Int) {
      guard column < names.count,
        let cell = DataNumber.cell(text, hasDecimalComma: hasDecimalComma, &table.texts)
      else { return }
      if hasDecimalComma, cell.textPlace == nil, text.contains(UInt8(ascii: ",")) {
        usesComma = true
      }
      table.columns[names[column]].append(cell, row: row)
    }

    private mutating func takeNames(_ words: [String]) throws(DataError) {
      // A row of numbers is no row of names.
      let isHeader = !words.allSatisfy { word in
        var word = word
        return word.withUTF8 {
          DataNumber.number($0, hasDecimalComma: hasDecimalComma) != nil
        }
      }
      if !isHeader { table.notes.append(.noHeader) }
      var taken: Set<String> = []
      var next: [String: Int] = [:]
      for (index, word) in words.enumerated() {
        try table.checkName(bytes: word.utf8.count, line: 1)
        var name = isHeader ? DataText.line(word) : ""
        if name.isEmpty { name = "column \(index + 1)" }
        if taken.contains(name) {
          var number = next[name] ?? 2
          while taken.contains("\(name).\(number)") { number += 1 }
          if table.notes.count < 8 {
            table.notes.append(
              .sameName(DataText.name(name), called: DataText.name("\(name).\(number)")))
          }
          next[name] = number + 1
          name += ".\(number)"
        }
        taken.insert(name)
        names.append(try table.column(name))
      }
      guard !isHeader else { return }
      let row = try table.beginRow(line: 1)
      for (index, word) in words.enumerated() {
        var word = word
        word.withUTF8 { put($0, index, row) }
      }
    }

    mutating func finished() -> DataTable {
      if uneven.count > 0 { table.notes.append(.uneven(uneven.count, first: uneven.first)) }
      if usesComma { table.notes.append(.decimalComma) }
      return table
    }
  }
}
