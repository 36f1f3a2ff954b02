import Words

/// A log that cannot be read as it was asked for, in one line: where, and what.
public struct DataError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the user calls the file.
  var source: String
  /// Counted from 1; nil where no line is to blame.
  var line: Int?
  /// What is wrong there.
  public var problem: DataProblem

  public init(_ source: String, line: Int? = nil, _ problem: DataProblem) {
    self.source = source
    self.line = line
    self.problem = problem
  }

  public var description: String {
    let place = line.map { "\(source):\($0)" } ?? source
    return DataText.line("\(place): \(problem)")
  }
}

/// Text of a log in lines of ours: nothing in it steers a terminal, and it has an end.
enum DataText {
  /// A name for a message: shortened.
  static func name(_ text: String) -> String {
    let clean = line(String(text.unicodeScalars.prefix(1024)))
    return clean.count > 60 ? "\(clean.prefix(60))…" : clean
  }

  static func names(_ names: [String]) -> [String] {
    names.prefix(8).map(name) + (names.count > 8 ? ["…"] : [])
  }

  /// Without line ends and what steers.
  static func line(_ text: String) -> String {
    func isPlain(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
      default: scalar.properties.generalCategory != .control
      }
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isPlain(scalar) ? scalar : "?") }
    return String(result)
  }
}
