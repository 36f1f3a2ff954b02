/// A table that is drawn for eyes: Markdown's, or a terminal's, with bars between cells and a line under the names.
enum DrawnTable {
  private static let bar = UInt8(ascii: "|")
  private static let rule = Array("-+|: =".utf8)
  private static let marks = Array("*`".utf8)

  /// The first such table of a text with tabs between its cells, and the lines above it; nil: there is none.
  static func plain(
    _ text: ArraySlice<UInt8>
  ) -> (table: ArraySlice<UInt8>, linesAbove: Int)? {
    guard text.contains(bar) else { return nil }
    var table: [UInt8] = []
    var before: ArraySlice<UInt8> = []
    var lines = 0
    for line in TextLines(text) {
      lines += 1
      if !table.isEmpty {
        guard line.contains(bar) else {
          before = []
          break
        }
        if !isRule(line) { append(line, to: &table) }
      } else if isRule(line), before.contains(bar), !isRule(before) {
        append(before, to: &table)
        lines -= 2
      }
      before = line
    }
    guard !table.isEmpty else { return nil }
    let above = max(0, lines - table.count { $0 == 0x0A })
    // A last line that has no end has none here, either, unless a bar ends it.
    let isOpen = before.contains(bar) && before.last != bar && text.last != 0x0A
    return (isOpen ? table.dropLast() : table[...], above)
  }

  /// The line under the names, `|---:|:--|` or `----+----`.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    line.contains(UInt8(ascii: "-")) && (line.contains(bar) || line.contains(UInt8(ascii: "+")))
      && line.allSatisfy { rule.contains($0) }
  }

  private static func append(_ line: ArraySlice<UInt8>, to table: inout [UInt8]) {
    var cells = line.split(separator: bar, omittingEmptySubsequences: false)
    if line.first == bar { cells.removeFirst() }
    if line.last == bar, !cells.isEmpty { cells.removeLast() }
    for (index, cell) in cells.enumerated() {
      if index > 0 { table.append(0x09) }
      table += plain(cell: cell)
    }
    table.append(0x0A)
  }

  /// Without what makes it bold or slanted, and without what a reader of tabs would take for its own.
  private static func plain(cell: ArraySlice<UInt8>) -> [UInt8] {
    var cell = TextLines.trimmed(cell)
    while let first = cell.first, marks.contains(first) { cell = cell.dropFirst() }
    while let last = cell.last, marks.contains(last) { cell = cell.dropLast() }
    return cell.filter { $0 != 0x09 && $0 != 0x0D && $0 != UInt8(ascii: "\"") }
  }
}
