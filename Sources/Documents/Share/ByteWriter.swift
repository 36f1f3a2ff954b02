/// Numbers and texts as bytes, the lowest first.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: UInt8) { bytes.append(value) }
  mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func write(_ value: UInt32) { write(integer: value) }
  mutating func write(_ value: UInt64) { write(integer: value) }
  /// 0 or more.
  mutating func write(count value: Int) { write(UInt32(clamping: value)) }
  mutating func write(_ value: Double) { write(integer: value.bitPattern) }

  mutating func write(_ value: SIMD2<Double>) {
    write(value.x)
    write(value.y)
  }

  /// With its length in front.
  mutating func write(_ text: String) {
    let utf8 = Array(text.utf8)
    write(count: utf8.count)
    bytes += utf8
  }

  private mutating func write(integer: some FixedWidthInteger) {
    withUnsafeBytes(of: integer.littleEndian) { bytes += $0 }
  }
}

/// The way back: whatever is missing, left over or out of range is refused.
struct ByteReader {
  struct Refusal: Error {}

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() throws(Refusal) -> UInt8 {
    guard let byte = rest.popFirst() else { throw Refusal() }
    return byte
  }

  mutating func flag() throws(Refusal) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw Refusal()
    }
  }

  mutating func number() throws(Refusal) -> Double {
    Double(bitPattern: try integer(UInt64.self))
  }

  mutating func pair() throws(Refusal) -> SIMD2<Double> { SIMD2(try number(), try number()) }

  mutating func wide() throws(Refusal) -> UInt64 { try integer(UInt64.self) }

  mutating func count(upTo limit: Int) throws(Refusal) -> Int {
    let count = Int(try integer(UInt32.self))
    guard count <= limit else { throw Refusal() }
    return count
  }

  mutating func text(upTo limit: Int) throws(Refusal) -> String {
    let length = try count(upTo: limit)
    guard length <= rest.count,
      let text = String(validating: rest.prefix(length), as: UTF8.self)
    else { throw Refusal() }
    rest.removeFirst(length)
    return text
  }

  private mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(
    _ type: Integer.Type
  ) throws(Refusal) -> Integer {
    let length = Integer.bitWidth / 8
    guard rest.count >= length else { throw Refusal() }
    var value: Integer = 0
    for (index, byte) in rest.prefix(length).enumerated() {
      value |= Integer(byte) << Integer(8 * index)
    }
    rest.removeFirst(length)
    return value
  }
}
