import Words

/// A log's bytes as text in UTF-8.
enum TextEncoding {
  /// The text without its byte order mark, and whether it had one.
  static func text(
    _ bytes: [UInt8], _ source: String
  ) throws(DataError) -> (text: ArraySlice<UInt8>, hasMark: Bool) {
    switch bytes.prefix(4) {
    case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]: throw DataError(source, .encoding("UTF-32"))
    default: break
    }
    var bytes = bytes
    // Spreadsheets write it, and some shells.
    if let isBig = isUTF16(bytes) {
      guard let text = text(ofUTF16: bytes, isBig: isBig) else {
        throw DataError(source, .noUTF16)
      }
      bytes = text
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var text = hasMark ? bytes.dropFirst(3) : bytes[...]
    // Colours, and what moves the bars of a progress, are no part of what a console says.
    if text.contains(0x1B) { text = withoutColours(text)[...] }
    try check(text, source)
    return (text, hasMark)
  }

  private static func check(_ text: ArraySlice<UInt8>, _ source: String) throws(DataError) {
    let binary = text.firstIndex {
      $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x0C
    }
    if let binary {
      if let (kind, remedy) = packed(text) {
        throw DataError(source, .packed(kind, remedy: remedy))
      }
      let digits = String(text[binary], radix: 16)
      throw DataError(
        source, .binary(byte: digits.count == 1 ? "0" + digits : digits, at: binary))
    }
    if let bad = firstNotUTF8(text) {
      throw DataError(
        source, line: 1 + text[..<bad].count { $0 == 0x0A },
        .noUTF8(byte: String(text[bad], radix: 16)))
    }
  }

  /// Without `ESC [ … m`, and what goes up a line or clears it: bars of several programs do.
  private static func withoutColours(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var place = text.startIndex
    while place < text.endIndex {
      if text[place] == 0x1B, let end = colourEnd(text, place) {
        place = end
      } else {
        plain.append(text[place])
        place += 1
      }
    }
    return plain
  }

  private static func colourEnd(_ text: ArraySlice<UInt8>, _ start: Int) -> Int? {
    var place = start + 1
    guard place < text.endIndex, text[place] == UInt8(ascii: "[") else { return nil }
    place += 1
    let longest = min(text.endIndex, place + 32)
    while place < longest, (0x30...0x3B).contains(text[place]) { place += 1 }
    guard place < longest else { return nil }
    return Array("mAK".utf8).contains(text[place]) ? place + 1 : nil
  }

  // MARK: - Two bytes each

  /// Whether the text is in two bytes for each letter, and if, whether the larger half comes first: by its mark,
  /// or where every other byte is zero.
  private static func isUTF16(_ bytes: [UInt8]) -> Bool? {
    switch bytes.prefix(2) {
    case [0xFF, 0xFE]: return false
    case [0xFE, 0xFF]: return true
    default: break
    }
    let beginning = bytes.prefix(64)
    guard beginning.count >= 8 else { return nil }
    func isZero(_ side: Int) -> Bool {
      beginning.indices.allSatisfy { ($0 % 2 == side) == (beginning[$0] == 0) }
    }
    return isZero(0) ? true : isZero(1) ? false : nil
  }

  private static func text(ofUTF16 bytes: [UInt8], isBig: Bool) -> [UInt8]? {
    guard bytes.count % 2 == 0 else { return nil }
    let units = stride(from: 0, to: bytes.count, by: 2).lazy.map { place in
      UInt16(bytes[place + (isBig ? 0 : 1)]) << 8 | UInt16(bytes[place + (isBig ? 1 : 0)])
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 2)
    let isBroken = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
    ) { text.append($0) }
    return isBroken ? nil : text
  }

  // MARK: - What is no text

  /// What begins as it does, and what makes text of it.
  private static func packed(_ bytes: ArraySlice<UInt8>) -> (kind: String, remedy: String)? {
    let kinds: [(beginning: [UInt8], kind: String, remedy: String)] = [
      ([0x1F, 0x8B], "gzip", "unpack it first (gunzip)"),
      ([0x42, 0x5A, 0x68], "bzip2", "unpack it first (bunzip2)"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz", "unpack it first (unxz)"),
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "unpack it first (unzstd)"),
      ([0x50, 0x4B, 3, 4], "a zip archive or a spreadsheet", "unpack it, or export CSV"),
      (Array("PAR1".utf8), "Parquet", "write CSV (pandas: to_csv)"),
      ([0x93] + Array("NUMPY".utf8), "NumPy's format", "write CSV (numpy.savetxt)"),
      (Array("SQLite format 3".utf8), "SQLite", "export CSV"),
      ([0x89] + Array("HDF".utf8), "HDF5", "write CSV"),
    ]
    if let found = kinds.first(where: { bytes.starts(with: $0.beginning) }) {
      return (found.kind, found.remedy)
    }
    let start = bytes.startIndex
    guard bytes[start] == 0x80, bytes.count > 2, (2...5).contains(bytes[start + 1]) else {
      return nil
    }
    return ("a pickle", "write CSV or JSON")
  }

  /// The place of the first byte that is no UTF-8.
  private static func firstNotUTF8(_ text: ArraySlice<UInt8>) -> Int? {
    text.withUnsafeBufferPointer { firstNotUTF8($0) }.map { text.startIndex + $0 }
  }

  private static func firstNotUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x80 {
        place += 1
        continue
      }
      let length: Int
      let least: UInt32
      switch byte {
      case 0xC2...0xDF: (length, least) = (2, 0x80)
      case 0xE0...0xEF: (length, least) = (3, 0x800)
      case 0xF0...0xF4: (length, least) = (4, 0x10000)
      default: return place
      }
      guard place + length <= bytes.count else { return place }
      var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
      for next in bytes[(place + 1)..<(place + length)] {
        guard next & 0xC0 == 0x80 else { return place }
        value = value << 6 | UInt32(next & 0x3F)
      }
      guard value >= least, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else {
        return place
      }
      place += length
    }
    return nil
  }
}
