/// The outside of a PNG.
enum PNG {
  static func size(_ bytes: [UInt8]) -> [Int] {
    [16, 20].map { at in bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
  }

  static func chunks(_ bytes: [UInt8]) -> [String] { contents(bytes).map(\.type) }

  /// Across and down; empty where it does not say.
  static func dotsPerMetre(_ bytes: [UInt8]) -> [Int] {
    guard let content = contents(bytes).first(where: { $0.type == "pHYs" })?.content,
      content.last == 1
    else { return [] }
    return [0, 4].map { at in content.dropFirst(at).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
  }

  private static func contents(_ bytes: [UInt8]) -> [(type: String, content: ArraySlice<UInt8>)] {
    var chunks: [(type: String, content: ArraySlice<UInt8>)] = []
    var index = 8
    while index + 12 <= bytes.count {
      let length = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
      chunks.append(
        (
          String(decoding: bytes[(index + 4)..<(index + 8)], as: UTF8.self),
          bytes[(index + 8)..<min(bytes.count, index + 8 + length)]
        ))
      index += 12 + length
    }
    return chunks
  }
}
