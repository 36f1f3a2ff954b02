import Words

/// Bytes to one YAML node, with every limit on hostile input in this one place.
enum YAMLDocument {
  /// A scenario has some hundreds of bytes.
  static let largestSize = 64 * 1024

  /// What is read: the limits and the words of errors follow from it.
  enum Kind {
    case scenario, lecture

    /// `? key` nests keys in keys. A scenario has no such keys, and few questions; a lecture asks
    /// more.
    var largestQuestionMarkCount: Int { self == .scenario ? 50 : 300 }
    var least: DocumentProblem.Least { self == .scenario ? .scenario : .lecture }
  }

  /// The root of the only document in the bytes.
  ///
  /// Scalars stay text: which of them is a number is the reader's decision, not YAML's many
  /// spellings of it.
  static func root(
    of bytes: [UInt8], source: String, kind: Kind = .scenario
  ) throws(DocumentError) -> YAMLNode {
    func refusal(_ problem: DocumentProblem, line: Int? = nil) -> DocumentError {
      DocumentError(source: source, line: line, problem: .other(problem))
    }
    guard bytes.count <= largestSize else {
      throw refusal(.given(.bytes(bytes.count), .atMost(largestSize)))
    }
    if let (byte, line) = firstControlByte(of: bytes) {
      throw refusal(.given(.control(byte), .plainText), line: line)
    }
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw refusal(.noUTF8)
    }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    if let (name, line) = firstAlias(in: text) {
      throw refusal(.given(.alias(PlainText.quoted("*" + name)), .writtenOut), line: line)
    }
    guard bytes.count(where: { $0 == UInt8(ascii: "?") }) <= kind.largestQuestionMarkCount
    else {
      throw refusal(.manyQuestionMarks(kind.largestQuestionMarkCount))
    }
    let root: YAMLNode?
    do throws(YAMLLoader.Problem) {
      root = try YAMLLoader.root(of: text)
    } catch {
      throw refusal(describe(error), line: line(of: error, in: text))
    }
    guard let root else { throw refusal(.empty(least: kind.least)) }
    return root
  }

  private static func firstControlByte(of bytes: [UInt8]) -> (code: String, line: Int)? {
    var line = 1
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x0A: line += 1
      case 0x0D where index + 1 == bytes.count || bytes[index + 1] != 0x0A: line += 1
      case 0x09, 0x0D: break
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16, uppercase: true)
        return ((digits.count == 1 ? "000" : "00") + digits, line)
      default: break
      }
    }
    return nil
  }

  /// The first `*name` that may be an alias of an anchor `&name`.
  ///
  /// Refused before anything is loaded: a few hundred bytes of aliases of aliases stand for more than
  /// any memory holds. Text inside quotes may be caught too when the document has both
  /// `&name` and `*name` as words; the writer escapes the star there.
  static func firstAlias(in text: String) -> (name: String, line: Int)? {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "*")) else { return nil }
    let anchors = Set(names(after: UInt8(ascii: "&"), in: bytes).map(\.name))
    return names(after: UInt8(ascii: "*"), in: bytes).first { anchors.contains($0.name) }
  }

  /// Whether the text has a word `*name`.
  static func mayHaveAlias(_ text: String) -> Bool {
    !names(after: UInt8(ascii: "*"), in: Array(text.utf8)).isEmpty
  }

  /// The names behind the mark, where no name ends just before it (`R&D` is no anchor).
  private static func names(
    after mark: UInt8, in bytes: [UInt8]
  ) -> [(name: String, line: Int)] {
    var found: [(name: String, line: Int)] = []
    var line = 1
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A { line += 1 }
      guard byte == mark, index == 0 || !isNameByte(bytes[index - 1]) else { continue }
      let name = bytes[(index + 1)...].prefix(while: isNameByte)
      if !name.isEmpty { found.append((String(decoding: name, as: UTF8.self), line)) }
    }
    return found
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func describe(_ problem: YAMLLoader.Problem) -> DocumentProblem {
    switch problem {
    case .badSyntax(let text, let context, _): .noYAML(text, context: context)
    case .badCharacter(let text, _): .noYAML(text, context: nil)
    case .secondDocument: .given(.secondDocument, .onePerFile)
    case .repeatedKey(let key, _): .keyStandsTwice(PlainText.quoted(key))
    case .tooDeep: .tooDeep
    }
  }

  /// What ends too early is noticed after the last line; the last line is where to look.
  private static func line(of problem: YAMLLoader.Problem, in text: String) -> Int {
    let line =
      switch problem {
      case .badSyntax(_, _, let line), .secondDocument(let line), .repeatedKey(_, let line),
        .tooDeep(let line):
        line
      case .badCharacter(_, let offset):
        1 + String(decoding: text.utf8.prefix(offset), as: UTF8.self).count(where: \.isNewline)
      }
    let lineCount = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
    return min(line, text.last?.isNewline == true ? lineCount - 1 : lineCount)
  }
}
