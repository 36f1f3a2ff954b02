/// A text for the clipboard of whoever looks at the terminal, over ssh too (OSC 52).
enum ClipboardOffer {
  /// Several terminal programs take 100 000 bytes of base 64.
  static let largest = 74_000
  /// GNU screen prints what is longer than 768 bytes.
  private static let largestForScreen = 700

  /// The bytes that offer it, for what stands next on the way to the terminal.
  static func bytes(of text: String, nearEnd: String?) -> [UInt8] {
    let offer =
      Array("\u{1b}]52;c;".utf8) + Base64.bytes(of: Array(text.utf8)) + [0x07]
    guard nearEnd == "screen" else { return offer }
    // screen hands the contents of a device control string on as they are: in pieces, of which the
    // terminal behind it makes one command again.
    var bytes: [UInt8] = []
    var rest = offer[...]
    while !rest.isEmpty {
      bytes += Array("\u{1b}P".utf8) + rest.prefix(largestForScreen) + Array("\u{1b}\\".utf8)
      rest = rest.dropFirst(largestForScreen)
    }
    return bytes
  }
}
