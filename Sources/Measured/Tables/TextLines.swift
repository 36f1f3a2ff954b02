/// The lines of a text, without their ends and the spaces around them.
struct TextLines: Sequence, IteratorProtocol {
  private let text: ArraySlice<UInt8>
  private var place: Int
  /// Whether a line also ends where a bar of progress begins anew.
  private let endsAtReturn: Bool

  init(_ text: ArraySlice<UInt8>, endsAtReturn: Bool = false) {
    self.text = text
    self.endsAtReturn = endsAtReturn
    place = text.startIndex
  }

  mutating func next() -> ArraySlice<UInt8>? {
    guard place < text.endIndex else { return nil }
    let end = text[place...].firstIndex { $0 == 0x0A || endsAtReturn && $0 == 0x0D }
    let line = text[place..<(end ?? text.endIndex)]
    place = end.map { $0 + 1 } ?? text.endIndex
    return TextLines.trimmed(line)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) })
    else { return text.prefix(0) }
    return text[first...last]
  }

  /// A line's words; none of what no table and no console has in one line.
  static func words(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.count > longest ? [] : line.split(whereSeparator: isSpace)
  }

  private static let longest = 1 << 20

  /// Whether a word is a number, in percent, too, or what stands for one.
  static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, word.count <= 64 else { return false }
    switch first {
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      let plain = word.last == UInt8(ascii: "%") ? word.dropLast() : word
      if plain.withUnsafeBufferPointer({ DataNumber.number($0) != nil }) { return true }
      return word.count > 3 && noNumbers.contains(Array(word.dropFirst().map { $0 | 0x20 }))
    default: return noNumbers.contains(Array(word.map { $0 | 0x20 }))
    }
  }

  private static let noNumbers = ["nan", "inf", "infinity", "none", "null"].map { Array($0.utf8) }
}
