/// A metric in a file of its own, as MLflow keeps it: `time value step` in each line, and the name is the file's.
enum MetricTable {
  /// nil where the text is no such file.
  static func read(
    _ text: ArraySlice<UInt8>, _ blank: DataTable
  ) throws(DataError) -> DataTable? {
    var first = TextLines(text)
    guard let line = first.next(), isLine(TextLines.words(line)) else { return nil }
    var table = blank.of(.metric)
    let value = try table.column(name(blank.source))
    let step = try table.column("step")
    let time = try table.column("timestamp")
    var others = 0
    for line in TextLines(text) where !line.isEmpty {
      let words = TextLines.words(line)
      guard isLine(words) else {
        others += 1
        continue
      }
      let row = try table.beginRow()
      for (word, column) in zip(words, [time, value, step]) {
        let cell = word.withUnsafeBufferPointer {
          DataNumber.cell($0, hasDecimalComma: false, &table.texts)
        }
        if let cell { table.columns[column].append(cell, row: row) }
      }
    }
    if others > 0 { table.notes.append(.otherLines(others)) }
    return table
  }

  /// Milliseconds since 1970, a number, a step.
  private static func isLine(_ words: [ArraySlice<UInt8>]) -> Bool {
    func isWhole(_ word: ArraySlice<UInt8>) -> Bool {
      word.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard words.count == 3 else { return false }
    return (12...14).contains(words[0].count) && isWhole(words[0]) && TextLines.isNumber(words[1])
      && isWhole(words[2].first == UInt8(ascii: "-") ? words[2].dropFirst() : words[2])
  }

  /// What stands behind the folder of metrics, or the file's name alone.
  private static func name(_ source: String) -> String {
    let parts = source.split(separator: "/")
    let begin = parts.dropLast().lastIndex(of: "metrics").map { $0 + 1 } ?? parts.count - 1
    return DataText.name(parts[max(0, begin)...].joined(separator: "/"))
  }
}
