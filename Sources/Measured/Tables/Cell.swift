/// What stands in one place of a table: a number, finite or not, or a text by its place in the table's
/// list of texts. Eight bytes: a log may have some ten million of them.
struct Cell: Hashable, Sendable {
  private var bits: UInt64

  /// A NaN that no arithmetic makes.
  private static let textMark: UInt64 = 0x7FF5_0000_0000_0000

  private init(bits: UInt64) { self.bits = bits }

  static func number(_ value: Double) -> Cell {
    Cell(bits: value.isNaN ? Double.nan.bitPattern : value.bitPattern)
  }

  static func text(_ place: Int) -> Cell { Cell(bits: textMark | UInt64(UInt32(place))) }

  /// nil for a text.
  var number: Double? { textPlace == nil ? Double(bitPattern: bits) : nil }

  var textPlace: Int? {
    bits & 0xFFFF_0000_0000_0000 == Cell.textMark ? Int(bits & 0xFFFF_FFFF) : nil
  }
}

/// Texts that occur again and again, each kept once.
struct TextList: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  /// Places plus one; 0 is free. A power of two of them.
  private var slots = [UInt32](repeating: 0, count: 256)

  var count: Int { ends.count - 1 }

  func byteCount(_ place: Int) -> Int { ends[place + 1] - ends[place] }

  subscript(place: Int) -> String {
    String(decoding: bytes[ends[place]..<ends[place + 1]], as: UTF8.self)
  }

  /// The place of a text, which it is given now if it has none.
  mutating func place(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = TextList.hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if ends[place + 1] - ends[place] == text.count,
        bytes[ends[place]..<ends[place + 1]].elementsEqual(text)
      {
        return place
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { rehash() }
    return count - 1
  }

  mutating func place(of text: String) -> Int {
    var text = text
    return text.withUTF8 { place(of: $0) }
  }

  private mutating func rehash() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for place in 0..<count {
      let hash = bytes[ends[place]..<ends[place + 1]].withUnsafeBufferPointer(TextList.hash)
      var slot = hash & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(place + 1)
    }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    Int(truncatingIfNeeded: ContentHash.of(text) & 0x7FFF_FFFF_FFFF_FFFF)
  }
}

/// FNV-1a in 64 bits: tells one file from another, not a forger's from the owner's.
enum ContentHash {
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// Sixteen hexadecimal digits.
  static func text(of bytes: [UInt8]) -> String {
    let digits = String(bytes.withUnsafeBufferPointer(of), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
