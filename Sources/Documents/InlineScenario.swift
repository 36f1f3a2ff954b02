import Forgetting

/// A scenario as YAML on one line, in braces: what stands for SCENARIO on a command line where no
/// preset is near.
enum InlineScenario {
  static func text(of scenario: Scenario) -> String {
    // The file's writer knows every field; here its text is only laid out otherwise.
    let file = yaml(of: scenario)
    guard let root = try? YAMLDocument.root(of: Array(file.utf8), source: "") else {
      preconditionFailure("a scenario's own YAML is read")
    }
    return text(of: root)
  }

  /// Whether a text on the command line is one.
  static func isInline(_ text: String) -> Bool { text.hasPrefix("{") }

  static func scenario(from text: String, source: String) throws(DocumentError) -> Scenario {
    try Documents.scenario(fromYAML: text, source: source)
  }

  private static func text(of node: YAMLNode) -> String {
    switch node.content {
    case .mapping(let pairs):
      "{" + pairs.map { text(of: $0.key) + ": " + text(of: $0.value) }.joined(separator: ", ")
        + "}"
    case .sequence(let items):
      "[" + items.map { text(of: $0) }.joined(separator: ", ") + "]"
    case .scalar(let scalar, let isPlainThere):
      isPlainThere && isPlain(scalar) ? scalar : YAMLText.quoted(scalar)
    }
  }

  /// In braces commas and brackets mean something.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && !text.utf8.contains { ",[]{}:#".utf8.contains($0) }
  }
}
