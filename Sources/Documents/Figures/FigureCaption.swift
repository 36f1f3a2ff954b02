/// What every figure carries besides its picture.
public struct FigureCaption: Equatable, Sendable {
  /// One line: the scenario's name and the instant.
  let title: String
  /// The picture in words, for who cannot see it.
  let description: String
  /// The command that opens what the figure shows, opaque here.
  let stateLine: String

  /// - Parameters:
  ///   - title: control characters are left out.
  ///   - description: control characters are left out.
  ///   - stateLine: one line without control characters of at most `lineLimit` bytes
  ///     that begins with `lineStart`; anything else could not be read again, and is
  ///     an error.
  public init(title: String, description: String, stateLine: String) throws(FigureError) {
    self.title = PlainText.cleaned(title)
    self.description = PlainText.cleaned(description)
    self.stateLine = stateLine
    if let problem = FigureCaption.problem(ofLine: stateLine) { throw FigureError(problem) }
  }

  /// Bytes of a state line.
  static let lineLimit = 1 << 20
  /// How every state line begins.
  static let lineStart = "forgetscope explore "

  /// What is wrong with a state line, or nil.
  static func problem(ofLine line: String) -> String? {
    if line.utf8.count > lineLimit { return "the state line is longer than \(lineLimit >> 20) MB" }
    if !line.hasPrefix(lineStart) {
      return "the state line \(PlainText.quoted(line)) is not allowed; it begins with \(lineStart)"
    }
    if let scalar = PlainText.forbiddenScalar(in: line) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      return "the state line holds the character U+"
        + String(repeating: "0", count: max(0, 4 - code.count)) + code
    }
    return nil
  }
}

/// A figure that cannot be made, in one line.
public struct FigureError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One line: what is wrong with the file.
  public let description: String

  init(_ description: String) { self.description = description }
}
