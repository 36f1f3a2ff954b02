import Words

extension DataTable {
  /// Reads a log, whose format its bytes say.
  ///
  /// - Parameters:
  ///   - bytes: at most `largestSize` of them.
  ///   - source: what the user calls it.
  public init(_ bytes: [UInt8], source: String) throws(DataError) {
    guard bytes.count <= DataTable.largestSize else {
      throw DataError(source, .longer(megabytes: DataTable.largestSize >> 20))
    }
    guard !bytes.isEmpty else { throw DataError(source, .empty) }
    if EventTable.isEventFile(bytes[...]) {
      self = try EventTable.read(bytes[...], source: source)
    } else {
      let text = try DataTable.text(bytes, source)
      self = try DataTable.table(text, source)
      if text.startIndex > 0 { notes.insert(.byteOrderMark, at: 0) }
    }
    hash = ContentHash.text(of: bytes)
    // An event file without any may stand beside others of its run.
    if format != .events, !columns.contains(where: { $0.cells.contains { $0.number != nil } }) {
      throw DataError(source, .noTable)
    }
  }

  private static func table(
    _ text: ArraySlice<UInt8>, _ source: String
  ) throws(DataError) -> DataTable {
    guard
      let first = text.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D })
    else { throw DataError(source, .empty) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return try JSONTable.read(text, source: source)
    }
    return try SeparatedTable.read(text, source: source)
  }

  /// The text without its byte order mark, in UTF-8.
  private static func text(
    _ bytes: [UInt8], _ source: String
  ) throws(DataError) -> ArraySlice<UInt8> {
    switch bytes.prefix(4) {
    case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]: throw DataError(source, .encoding("UTF-32"))
    default: break
    }
    switch bytes.prefix(2) {
    case [0xFF, 0xFE], [0xFE, 0xFF]: throw DataError(source, .encoding("UTF-16"))
    default: break
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let binary = bytes.firstIndex {
      $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x0C
    }
    if let binary {
      if let (kind, remedy) = DataTable.packed(bytes) {
        throw DataError(source, .packed(kind, remedy: remedy))
      }
      if DataTable.isUTF16(bytes) { throw DataError(source, .encoding("UTF-16")) }
      let digits = String(bytes[binary], radix: 16)
      throw DataError(
        source, .binary(byte: digits.count == 1 ? "0" + digits : digits, at: binary))
    }
    if let bad = DataTable.firstNotUTF8(text) {
      throw DataError(source, line: 1 + text[..<bad].count { $0 == 0x0A }, .noUTF8)
    }
    return text
  }

  /// What begins as it does, and what makes text of it.
  private static func packed(_ bytes: [UInt8]) -> (kind: String, remedy: String)? {
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
    guard bytes[0] == 0x80, bytes.count > 2, (2...5).contains(bytes[1]) else { return nil }
    return ("a pickle", "write CSV or JSON")
  }

  /// Whether every other byte is zero, as of Latin letters in two bytes each.
  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    let beginning = bytes.prefix(64)
    guard beginning.count >= 8 else { return false }
    return [0, 1].contains { side in
      beginning.indices.allSatisfy { ($0 % 2 == side) == (beginning[$0] == 0) }
    }
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
