/// Bytes as letters that no terminal takes for commands (RFC 4648).
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func bytes(of input: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity((input.count + 2) / 3 * 4)
    for start in stride(from: 0, to: input.count, by: 3) {
      let group = input[start..<min(start + 3, input.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= 8 * UInt32(3 - group.count)
      for place in 0..<4 {
        output.append(
          place <= group.count
            ? letters[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return output
  }
}
