import Words

/// Texts inside a PNG: chunks of type iTXt, right after the header, where every program keeps them.
public enum PNGText {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  static let stateKeyword = "forgetscope"

  /// The picture with its caption: Title, Description and the state line.
  ///
  /// - Parameters:
  ///   - png: a whole PNG; anything else is an error.
  ///   - dotsPerInch: of one made for print, so that 180 mm are 180 mm; nil: none is said.
  public static func bytes(
    adding caption: FigureCaption, to png: [UInt8], dotsPerInch: Int? = nil
  ) throws(FigureError) -> [UInt8] {
    // The signature, and a header of 13 bytes with length, type and checksum.
    let headerEnd = 33
    guard png.starts(with: signature), png.count > headerEnd,
      Array(png[12..<16]) == Array("IHDR".utf8)
    else { throw FigureError(.noPNG) }
    var result = Array(png[..<headerEnd])
    if let dotsPerInch, !contains("pHYs", in: png) {
      let dotsPerMetre = UInt32((Double(dotsPerInch) / 0.0254).rounded())
      // Along both axes, in metres.
      result += chunk("pHYs", bigEndian(dotsPerMetre) + bigEndian(dotsPerMetre) + [1])
    }
    for (keyword, text) in [
      ("Title", caption.title), ("Description", caption.description),
      ("Software", "forgetscope"), (stateKeyword, caption.stateLine),
    ] {
      // Keyword, not compressed, no language, no translated keyword.
      let data = Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(text.utf8)
      result += chunk("iTXt", data)
    }
    return result + png[headerEnd...]
  }

  /// The text of a keyword; nil where a chunk's length or checksum is wrong before it is found.
  static func text(_ keyword: String, in bytes: [UInt8]) -> String? {
    var index = signature.count
    let wanted = Array(keyword.utf8) + [0, 0, 0]
    while index + 12 <= bytes.count {
      let length = Int(bigEndian(bytes, at: index))
      guard length <= bytes.count - index - 12 else { return nil }
      let data = bytes[(index + 8)..<(index + 8 + length)]
      let type = Array(bytes[(index + 4)..<(index + 8)])
      if type == Array("iTXt".utf8), data.starts(with: wanted) {
        guard
          bigEndian(bytes, at: index + 8 + length)
            == checksum(bytes[(index + 4)..<(index + 8 + length)]),
          length <= FigureCaption.lineLimit + 1024
        else { return nil }
        // Language and translated keyword end in a zero each.
        let rest = data.dropFirst(wanted.count)
        guard let language = rest.firstIndex(of: 0),
          let translated = rest[(language + 1)...].firstIndex(of: 0)
        else { return nil }
        return String(validating: rest[(translated + 1)...], as: UTF8.self)
      }
      if type == Array("IEND".utf8) { return nil }
      index += 12 + length
    }
    return nil
  }

  /// Whether a chunk of a type stands before the picture's data.
  static func contains(_ type: String, in bytes: [UInt8]) -> Bool {
    var index = signature.count
    while index + 12 <= bytes.count {
      let length = Int(bigEndian(bytes, at: index))
      let here = Array(bytes[(index + 4)..<(index + 8)])
      if here == Array(type.utf8) { return true }
      guard here != Array("IDAT".utf8), length <= bytes.count - index - 12 else { return false }
      index += 12 + length
    }
    return false
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(checksum(body[...]))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  private static func bigEndian(_ bytes: [UInt8], at index: Int) -> UInt32 {
    bytes[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// CRC-32 of PNG, ISO 3309.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder = table[Int((remainder ^ UInt32(byte)) & 0xFF)] ^ (remainder >> 8)
    }
    return ~remainder
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}
