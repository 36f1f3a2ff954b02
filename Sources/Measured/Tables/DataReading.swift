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
      let digits = String(bytes[binary], radix: 16)
      throw DataError(
        source, .binary(byte: digits.count == 1 ? "0" + digits : digits, at: binary))
    }
    if let bad = DataTable.firstNotUTF8(text) {
      throw DataError(source, line: 1 + text[..<bad].count { $0 == 0x0A }, .noUTF8)
    }
    return text
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
