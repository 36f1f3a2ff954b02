import Words

/// TensorBoard's event files: records of protocol buffers, of which scalars are read.
///
/// The framing is TFRecord's (length, masked CRC-32C of the length, bytes, masked CRC-32C of them); the
/// fields are those of `event.proto`, `summary.proto` and `tensor.proto`.
enum EventTable {
  /// Whether the bytes begin with a record.
  static func isEventFile(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 12 else { return false }
    let start = bytes.startIndex
    return checksum(bytes[start..<(start + 8)]) == little(bytes, at: start + 8, count: 4)
  }

  static func read(_ bytes: ArraySlice<UInt8>, _ blank: DataTable) throws(DataError) -> DataTable {
    var table = blank.of(.events)
    let source = blank.source
    let step = try table.column("step")
    let time = try table.column("wall_time")
    var place = bytes.startIndex
    var number = 0
    while place < bytes.endIndex {
      number += 1
      try table.checkWanted(number)
      let damaged = DataError(source, .damagedRecord(number, at: place - bytes.startIndex))
      guard bytes.endIndex - place >= 12 else {
        table.notes.append(.cutOff)
        break
      }
      guard checksum(bytes[place..<(place + 8)]) == little(bytes, at: place + 8, count: 4) else {
        throw damaged
      }
      let length = little(bytes, at: place, count: 8)
      guard length <= UInt64(bytes.endIndex - place - 12),
        Int(length) + 16 <= bytes.endIndex - place
      else {
        table.notes.append(.cutOff)
        break
      }
      let record = bytes[(place + 12)..<(place + 12 + Int(length))]
      guard checksum(record) == little(bytes, at: record.endIndex, count: 4),
        let event = Event(record)
      else { throw damaged }
      for scalar in event.scalars {
        let row = try table.beginRow()
        table.columns[step].append(.number(Double(event.step)), row: row)
        table.columns[time].append(.number(event.time), row: row)
        let column = try table.column(DataText.line(scalar.tag))
        table.columns[column].append(.number(scalar.value), row: row)
      }
      place = record.endIndex + 4
    }
    return table
  }

  /// One record: its step, and the scalars in it.
  private struct Event {
    var time = 0.0
    var step: Int64 = 0
    var scalars: [(tag: String, value: Double)] = []

    /// nil where the record is no message.
    init?(_ bytes: ArraySlice<UInt8>) {
      var fields = WireFields(bytes)
      while let field = fields.next() {
        switch (field.number, field.value) {
        case (1, .eight(let bits)): time = Double(bitPattern: bits)
        case (2, .varint(let value)): step = Int64(bitPattern: value)
        case (5, .bytes(let summary)): guard addSummary(summary) else { return nil }
        default: break
        }
      }
      if fields.isBroken { return nil }
    }

    private mutating func addSummary(_ bytes: ArraySlice<UInt8>) -> Bool {
      var fields = WireFields(bytes)
      while let field = fields.next() {
        guard field.number == 1, case .bytes(let value) = field.value else { continue }
        guard addValue(value) else { return false }
      }
      return !fields.isBroken
    }

    private mutating func addValue(_ bytes: ArraySlice<UInt8>) -> Bool {
      var fields = WireFields(bytes)
      var tag = ""
      var value: Double?
      while let field = fields.next() {
        switch (field.number, field.value) {
        case (1, .bytes(let text)): tag = String(decoding: text, as: UTF8.self)
        case (2, .four(let bits)): value = Double(Float(bitPattern: bits))
        case (8, .bytes(let tensor)): value = EventTable.scalar(ofTensor: tensor)
        default: break
        }
      }
      if let value, !tag.isEmpty { scalars.append((tag, value)) }
      return !fields.isBroken
    }
  }

  /// The number of a tensor that holds one; nil for other tensors.
  private static func scalar(ofTensor bytes: ArraySlice<UInt8>) -> Double? {
    var fields = WireFields(bytes)
    var type: UInt64 = 1
    var content: ArraySlice<UInt8> = []
    var value: Double?
    while let field = fields.next() {
      switch (field.number, field.value) {
      case (1, .varint(let number)): type = number
      case (4, .bytes(let bytes)): content = bytes
      // float_val and double_val, packed or one by one; int_val and int64_val.
      case (5, .four(let bits)): value = Double(Float(bitPattern: bits))
      case (5, .bytes(let bytes)) where bytes.count == 4:
        value = Double(Float(bitPattern: UInt32(little(bytes, at: bytes.startIndex, count: 4))))
      case (6, .eight(let bits)): value = Double(bitPattern: bits)
      case (6, .bytes(let bytes)) where bytes.count == 8:
        value = Double(bitPattern: little(bytes, at: bytes.startIndex, count: 8))
      case (7, .varint(let number)), (10, .varint(let number)):
        value = Double(Int64(bitPattern: number))
      case (7, .bytes(let bytes)), (10, .bytes(let bytes)):
        var packed = WireFields(bytes)
        value = packed.varint().map { Double(Int64(bitPattern: $0)) }
      default: break
      }
    }
    if let value { return value }
    let bits = { (count: Int) in little(content, at: content.startIndex, count: count) }
    // DT_FLOAT, DT_DOUBLE, DT_INT32, DT_INT64, DT_BFLOAT16.
    switch (type, content.count) {
    case (1, 4): return Double(Float(bitPattern: UInt32(bits(4))))
    case (2, 8): return Double(bitPattern: bits(8))
    case (3, 4): return Double(Int32(truncatingIfNeeded: bits(4)))
    case (9, 8): return Double(Int64(bitPattern: bits(8)))
    case (14, 2): return Double(Float(bitPattern: UInt32(bits(2)) << 16))
    default: return nil
    }
  }

  private static func little(_ bytes: ArraySlice<UInt8>, at place: Int, count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
  }

  // MARK: - CRC-32C

  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1
    }
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    let remainder = bytes.withUnsafeBufferPointer { bytes in
      remainders.withUnsafeBufferPointer { table in
        ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
      }
    }
    return UInt64((remainder >> 15 | remainder << 17) &+ 0xA282_EAD8)
  }
}

/// The fields of a protocol buffer's message, as they stand on the wire.
struct WireFields {
  enum Value {
    case varint(UInt64)
    case four(UInt32)
    case eight(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>
  /// Whether what followed was no field.
  private(set) var isBroken = false

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// nil at the end.
  mutating func next() -> (number: UInt64, value: Value)? {
    guard !rest.isEmpty, !isBroken else { return nil }
    guard let key = varint() else { return broken() }
    let number = key >> 3
    switch key & 7 {
    case 0:
      guard let value = varint() else { return broken() }
      return (number, .varint(value))
    case 1:
      guard let bits = fixed(8) else { return broken() }
      return (number, .eight(bits))
    case 2:
      guard let length = varint(), length <= UInt64(rest.count) else { return broken() }
      let bytes = rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
      return (number, .bytes(bytes))
    case 5:
      guard let bits = fixed(4) else { return broken() }
      return (number, .four(UInt32(bits)))
    default: return broken()
    }
  }

  mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  private mutating func fixed(_ count: Int) -> UInt64? {
    guard rest.count >= count else { return nil }
    var value: UInt64 = 0
    for shift in 0..<UInt64(count) { value |= UInt64(rest.removeFirst()) << (8 * shift) }
    return value
  }

  private mutating func broken() -> (number: UInt64, value: Value)? {
    isBroken = true
    return nil
  }
}
