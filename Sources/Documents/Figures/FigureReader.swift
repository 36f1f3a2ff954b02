import Words

/// Finds the state line again in a figure that somebody hands in: a file that may be damaged, foreign
/// or hostile. Linear time, memory of the file's size.
public enum FigureReader {
  /// Bytes of a figure; none of ours is nearly as long.
  public static let limit = 16 << 20

  /// The format that bytes look like, by their beginning; a text is one of ours when it ends in a
  /// state line. Nil: no figure.
  public static func format(of bytes: [UInt8]) -> FigureFormat? {
    if bytes.starts(with: PNGText.signature) { return .png }
    let head = bytes.prefix(1024).drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
    if head.starts(with: Array("%PDF-".utf8)) { return .pdf }
    let start = String(decoding: head, as: UTF8.self).lowercased()
    if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") { return .html }
    if start.hasPrefix("<svg") || start.hasPrefix("<?xml") { return .svg }
    guard TextFigure.lastParagraph(of: bytes).starts(with: Array(FigureCaption.lineStart.utf8))
    else {
      return nil
    }
    return bytes.contains(0x1B) ? .ansi : .txt
  }

  /// Whether a file calls itself a figure by its name: bytes that are none are then an error, not
  /// another kind of document. A text may be anything.
  public static func isFigureName(_ name: String) -> Bool {
    FigureFormat(endingOf: name).map { $0 != .txt } ?? false
  }

  /// The state line that a figure carries.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - source: what the user calls it, for the errors.
  public static func stateLine(
    in bytes: [UInt8], source: String
  ) throws(DocumentError) -> String {
    func refused(_ problem: DocumentProblem) -> DocumentError {
      DocumentError(source: source, line: nil, problem: .other(problem))
    }
    guard bytes.count <= limit else { throw refused(.longFigure(megabytes: limit >> 20)) }
    guard let format = format(of: bytes) else {
      throw refused(.noFigure)
    }
    var line: String?
    switch format {
    case .txt, .ansi:
      line = String(validating: TextFigure.lastParagraph(of: bytes), as: UTF8.self)
    case .html:
      line = element(
        in: bytes, after: "<meta name=\"\(HTMLFigure.stateName)\" content=\"", until: "\"")
    case .svg:
      line = element(in: bytes, after: "<\(SVGFigure.stateElement) ", until: "</")
        .flatMap { text in
          text.firstIndex(of: ">").map { String(text[text.index(after: $0)...]) }
        }
    case .png: line = PNGText.text(PNGText.stateKeyword, in: bytes)
    case .pdf: line = PDFInfo.text(PDFInfo.stateKey, in: bytes)
    }
    if format == .html || format == .svg { line = line.flatMap(XMLText.unescaped) }
    guard let line else {
      throw refused(.noStateLine(format: format.rawValue))
    }
    if let problem = FigureCaption.problem(ofLine: line) { throw refused(problem) }
    return line
  }

  /// The text between the first occurrence of `start` and the next one of `end`.
  private static func element(in bytes: [UInt8], after start: String, until end: String) -> String?
  {
    guard let first = ByteSearch.first(Array(start.utf8), in: bytes, from: 0) else { return nil }
    let from = first + start.utf8.count
    guard let to = ByteSearch.first(Array(end.utf8), in: bytes, from: from),
      to - from <= 8 * FigureCaption.lineLimit
    else { return nil }
    return String(validating: bytes[from..<to], as: UTF8.self)
  }
}
