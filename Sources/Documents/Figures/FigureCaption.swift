import Words

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
  static func problem(ofLine line: String) -> DocumentProblem? {
    if line.utf8.count > lineLimit { return .longStateLine(megabytes: lineLimit >> 20) }
    if !line.hasPrefix(lineStart) {
      return .otherStateLine(PlainText.quoted(line), begins: lineStart)
    }
    if let scalar = PlainText.forbiddenScalar(in: line) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      return .characterInStateLine(
        String(repeating: "0", count: max(0, 4 - code.count)) + code)
    }
    return nil
  }
}

/// A figure that cannot be made, in one line.
public struct FigureError: Error, Equatable, Sendable, CustomStringConvertible {
  let problem: DocumentProblem

  init(_ problem: DocumentProblem) { self.problem = problem }

  public var description: String { problem.description }
}
