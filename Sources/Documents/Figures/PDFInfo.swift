import Words

/// Texts inside a PDF: a document information dictionary of ours, added as an update at the end, so
/// that nothing before it has to be understood.
public enum PDFInfo {
  static let stateKey = "ForgetscopeState"

  /// The document with its caption: Title, Subject and the state line.
  ///
  /// - Parameter pdf: a whole PDF, its cross-references a table or a stream; anything else is an
  ///   error.
  public static func bytes(
    adding caption: FigureCaption, to pdf: [UInt8]
  ) throws(FigureError) -> [UInt8] {
    guard pdf.starts(with: Array("%PDF-".utf8)),
      let end = ByteSearch.last(Array("startxref".utf8), in: pdf),
      let offset = number(in: pdf, from: end + 9), offset < end
    else { throw FigureError(.noPDF) }
    // Of a table the dictionary stands after the word, of a stream it is the object's own.
    let isTable = pdf[offset...].starts(with: Array("xref".utf8))
    guard
      let dictionary = isTable
        ? ByteSearch.first(Array("trailer".utf8), in: pdf, from: offset) : offset,
      let size = value(of: "/Size", in: pdf, from: dictionary),
      let rootAt = ByteSearch.first(Array("/Root".utf8), in: pdf, from: dictionary),
      let root = number(in: pdf, from: rootAt + 5), size < 1 << 24
    else { throw FigureError(.noTrailer) }
    var result = pdf
    if result.last != 0x0A { result.append(0x0A) }
    let information = result.count
    result += Array(
      ("\(size) 0 obj\n<< /Title \(hex(caption.title)) /Subject \(hex(caption.description))\n"
        + "/Creator (forgetscope) /Producer (forgetscope)\n"
        + "/\(stateKey) \(hex(caption.stateLine)) >>\nendobj\n").utf8)
    let references = result.count
    let entries = "/Root \(root) 0 R /Info \(size) 0 R /Prev \(offset)"
    if isTable {
      result += Array(
        ("xref\n\(size) 1\n\(padded(information)) 00000 n \n"
          + "trailer\n<< /Size \(size + 1) \(entries) >>\n").utf8)
    } else {
      var rows: [UInt8] = []
      for offset in [information, references] {
        rows += [1] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: offset >> $0) } + [0]
      }
      result += Array(
        ("\(size + 1) 0 obj\n<< /Type /XRef /Size \(size + 2) /W [1 4 1] /Index [\(size) 2] "
          + "\(entries) /Length \(rows.count) >>\nstream\n").utf8)
      result += rows + Array("\nendstream\nendobj\n".utf8)
    }
    return result + Array("startxref\n\(references)\n%%EOF\n".utf8)
  }

  /// The text of a key in the last dictionary that has it.
  static func text(_ key: String, in bytes: [UInt8]) -> String? {
    guard let at = ByteSearch.last(Array("/\(key) <".utf8), in: bytes) else { return nil }
    let start = at + key.utf8.count + 3
    // Two digits a byte, two to four bytes a character.
    let digits = bytes[start...].prefix(8 * FigureCaption.lineLimit + 8).prefix { $0 != 0x3E }
    guard start + digits.count < bytes.count, bytes[start + digits.count] == 0x3E,
      digits.count % 4 == 0
    else { return nil }
    var units: [UInt16] = []
    var unit: UInt16 = 0
    for (index, digit) in digits.enumerated() {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(value)
      if index % 4 == 3 {
        units.append(unit)
        unit = 0
      }
    }
    guard units.first == 0xFEFF else { return nil }
    return String(validating: units.dropFirst(), as: UTF16.self)
  }

  /// A text string: UTF-16 with a byte-order mark, as hexadecimal digits.
  private static func hex(_ text: String) -> String {
    "<FEFF"
      + text.utf16.map { unit in
        let digits = String(unit, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
      }.joined() + ">"
  }

  private static func padded(_ offset: Int) -> String {
    let digits = String(offset)
    return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
  }

  private static func value(of key: String, in bytes: [UInt8], from start: Int) -> Int? {
    ByteSearch.first(Array(key.utf8), in: bytes, from: start).flatMap {
      number(in: bytes, from: $0 + key.utf8.count)
    }
  }

  /// The whole number after white space.
  private static func number(in bytes: [UInt8], from start: Int) -> Int? {
    let digits = bytes[min(start, bytes.count)...].drop { $0 <= 0x20 }.prefix(16).prefix {
      (0x30...0x39).contains($0)
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
