/// What may stand in a name or a description: text for one line of a screen, with nothing that
/// steers a terminal or reorders what the reader sees.
package enum PlainText {
  /// The first scalar of the text that may not stand there, or nil.
  static func forbiddenScalar(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first(where: isForbidden)
  }

  /// The text as one line: line ends at the end of it go, others and tabs become spaces.
  package static func oneLine(_ text: String) -> String {
    var scalars = text.unicodeScalars
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    var result = String.UnicodeScalarView()
    for scalar in scalars where scalar != "\r" {
      result.append(scalar == "\n" || scalar == "\t" ? " " : scalar)
    }
    return String(result)
  }

  /// The text as one line without the scalars that may not stand there.
  static func cleaned(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: oneLine(text).unicodeScalars.lazy.filter { !isForbidden($0) })
    return String(result)
  }

  /// The text for a message: cleaned, and cut where it is long.
  static func shortened(_ text: String) -> String {
    let limit = 40
    let clean = cleaned(text)
    return clean.count > limit ? "\(clean.prefix(limit))…" : clean
  }

  /// The text for a message, in quotes.
  static func quoted(_ text: String) -> String { "\"\(shortened(text))\"" }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: true  // reorder the text around them
    case 0x2028, 0x2029: true  // line and paragraph separator
    case 0xFEFF, 0xFFFE, 0xFFFF: true  // not allowed in YAML
    default: scalar.properties.generalCategory == .control
    }
  }
}
