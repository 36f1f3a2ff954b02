import Cells

/// Values as YAML on one line.
enum YAMLText {
  static func number(_ number: Double) -> String {
    if number.isNaN { return ".nan" }
    if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
    return NumberText.shortest(number)
  }

  static func list(_ numbers: [Double]) -> String {
    "[" + numbers.map(number).joined(separator: ", ") + "]"
  }

  static func mapping(_ entries: [(String, String)]) -> String {
    "{" + entries.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}"
  }

  /// A word or a text, in quotes only where it would not read back as the same text.
  static func scalar(_ text: String) -> String {
    let text = PlainText.cleaned(text)
    return isPlain(text) ? text : quoted(text)
  }

  /// Letters first, then letters, digits and punctuation that means nothing to YAML, and no word
  /// that some YAML reader takes for a Boolean or for nothing.
  private static func isPlain(_ text: String) -> Bool {
    let reserved: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic,
      text.last != " ", !reserved.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || " .,;()/+=_-".unicodeScalars.contains($0)
    }
  }

  static func quoted(_ text: String) -> String {
    // The reader refuses aliases and many question marks before it knows what is in quotes.
    let hasAlias = YAMLDocument.mayHaveAlias(text)
    let hasManyQuestions = text.utf8.count { $0 == UInt8(ascii: "?") } > 10
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "*" where hasAlias: result += "\\x2A"
      case "?" where hasManyQuestions: result += "\\x3F"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
