/// What a training program prints: numbers behind names, in lines among others. Python's dictionaries (Hugging Face
/// trainers), `step:10 - val/acc:0.7` (verl), `Step 10 | loss:1.2 acc:0.7` and the like.
enum ConsoleTable {
  /// So much of a text says whether it is one.
  private static let looked = 1 << 16

  static func isOne(_ text: ArraySlice<UInt8>) -> Bool {
    var rows = 0
    for line in TextLines(text.prefix(looked), endsAtReturn: true) where row(line) != nil {
      rows += 1
      if rows > 1 { return true }
    }
    return false
  }

  static func read(
    _ text: ArraySlice<UInt8>, _ blank: DataTable
  ) throws(DataError) -> DataTable {
    var table = blank.of(.console)
    var others = 0
    var lines = 0
    for line in TextLines(text, endsAtReturn: true) where !line.isEmpty {
      lines += 1
      try table.checkWanted(lines)
      guard let pairs = row(line) else {
        others += 1
        continue
      }
      let row = try table.beginRow()
      for (name, value) in pairs {
        let cell = value.withUnsafeBufferPointer {
          DataNumber.cell($0, hasDecimalComma: false, &table.texts)
        }
        guard let cell else { continue }
        try table.checkName(bytes: name.utf8.count)
        let column = try table.column(DataText.line(name))
        table.columns[column].append(cell, row: row)
      }
    }
    if others > 0 { table.notes.append(.otherLines(others)) }
    return table
  }

  private typealias Pairs = [(name: String, value: ArraySlice<UInt8>)]

  /// What a line says; nil where it is none of the log's.
  private static func row(_ line: ArraySlice<UInt8>) -> Pairs? {
    if line.last == UInt8(ascii: "}"), let start = beginning(of: line) {
      var dictionary = DictionaryText(line[start...])
      if let own = dictionary.pairs(), own.contains(where: { TextLines.isNumber($0.value) }) {
        return pairs(line[..<start]).filter { StepNames.rank($0.name) != nil } + own
      }
    }
    let found = pairs(line)
    guard found.count > 1, found.contains(where: { StepNames.rank($0.name) != nil }) else {
      return nil
    }
    return found
  }

  /// Where a dictionary begins.
  private static func beginning(of line: ArraySlice<UInt8>) -> Int? {
    line.indices.dropLast().first { place in
      line[place] == UInt8(ascii: "{")
        && (line[place + 1] == UInt8(ascii: "'") || line[place + 1] == UInt8(ascii: "\""))
    }
  }

  // MARK: - Names and numbers

  /// `name:1`, `name=1`, `name: 1`, `two words 1`, in order.
  private static func pairs(_ line: ArraySlice<UInt8>) -> Pairs {
    var found: Pairs = []
    var name: [String] = []
    for word in TextLines.words(line) {
      let plain = word.trimmed(outside.contains)
      // What separates, and what nobody reads, ends a name.
      guard !plain.isEmpty, plain != [UInt8(ascii: "-")][...] else {
        name = []
        continue
      }
      if let sign = plain.lastIndex(where: isSign), sign > plain.startIndex,
        sign + 1 < plain.endIndex, TextLines.isNumber(plain[(sign + 1)...])
      {
        if let key = key(plain[..<sign]) { found.append((key, plain[(sign + 1)...])) }
        name = []
        continue
      }
      let number = plain.last.map(isSign) == true ? plain.dropLast() : plain
      if !number.isEmpty, TextLines.isNumber(number), let last = name.last {
        found.append((StepNames.rank(last) != nil ? last : name.joined(separator: " "), number))
        name = []
      } else if number.isEmpty {
        // A sign with spaces around it.
        continue
      } else if let key = key(number), name.count < 4 {
        name.append(key)
      } else {
        name = []
      }
      // `loss 1.9, time 3`: a comma ends what is named.
      if let last = word.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ";") { name = [] }
    }
    return found
  }

  private static let outside = Array("()[],;|".utf8)

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=")
  }

  /// A name: letters first, and what stands in front of it with a colon (`INFO:root:`) is none of it.
  private static func key(_ text: ArraySlice<UInt8>) -> String? {
    let own = text.lastIndex(where: isSign).map { text[($0 + 1)...] } ?? text
    guard let first = own.first, first | 0x20 >= 0x61 && first | 0x20 <= 0x7A || first == 0x5F,
      own.count <= 256
    else { return nil }
    return String(decoding: own, as: UTF8.self)
  }
}

extension ArraySlice<UInt8> {
  /// Without such bytes at both ends.
  fileprivate func trimmed(_ isOutside: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !isOutside($0) }),
      let last = lastIndex(where: { !isOutside($0) })
    else { return prefix(0) }
    return self[first...last]
  }
}
