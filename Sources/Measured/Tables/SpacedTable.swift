/// Numbers with spaces between them, as NumPy and pandas print them.
enum SpacedTable {
  /// The same with tabs; nil where the text is no such table.
  static func plain(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let names = names(text) else { return nil }
    var table: [UInt8] = []
    table.reserveCapacity(text.count)
    func append(_ words: [ArraySlice<UInt8>]) {
      for (index, word) in words.enumerated() {
        if index > 0 { table.append(0x09) }
        table += word
      }
      table.append(0x0A)
    }
    append(names.words)
    var isBelow = false
    for line in TextLines(text) where !line.isEmpty {
      // What stands above the names, and they themselves, have been read.
      if !isBelow, names.isAbove(line) { continue }
      isBelow = true
      if line.first != UInt8(ascii: "#") { append(TextLines.words(line)) }
    }
    // A last line that has no end has none here, either.
    return text.last == 0x0A ? table[...] : table.dropLast()
  }

  private struct Names {
    var words: [ArraySlice<UInt8>]
    /// The line that they stand in; nil where there are none.
    var line: ArraySlice<UInt8>?

    func isAbove(_ other: ArraySlice<UInt8>) -> Bool {
      other.first == UInt8(ascii: "#") || other == line
    }
  }

  /// What separates or opens elsewhere.
  private static let others = Array(",;|\t{[".utf8)

  /// What the columns are called: the last comment above, the first line, or their number.
  private static func names(_ text: ArraySlice<UInt8>) -> Names? {
    var comment: [ArraySlice<UInt8>] = []
    var first: ArraySlice<UInt8>?
    for line in TextLines(text) where !line.isEmpty {
      guard !line.contains(where: others.contains) else { return nil }
      let words = TextLines.words(line)
      if first == nil, line.first == UInt8(ascii: "#") {
        comment = TextLines.words(TextLines.trimmed(line.dropFirst()))
        continue
      }
      let isNumbers = words.count > 1 && words.allSatisfy(TextLines.isNumber)
      guard let first else {
        first = line
        guard isNumbers else { continue }
        if comment.count == words.count { return Names(words: comment) }
        let numbered = words.indices.map { Array("column \($0 + 1)".utf8)[...] }
        return Names(words: numbered)
      }
      let names = TextLines.words(first)
      // The last of several names may be of a text: half of the cells are numbers, and no name is.
      let numbers = words.count(where: TextLines.isNumber)
      guard names.count > 1, numbers * 2 > words.count,
        !names.contains(where: TextLines.isNumber)
      else { return nil }
      // pandas gives its own count of rows no name.
      if words.count == names.count + 1 {
        return Names(words: [Array("row".utf8)[...]] + names, line: first)
      }
      return words.count == names.count ? Names(words: names, line: first) : nil
    }
    return nil
  }
}
