import Forgetting

/// The scenario that a YAML document describes.
///
/// Unknown keys, keys given twice, wrong types, wrong dimensions and values out of range are errors
/// with their line.
///
/// - Parameters:
///   - text: one YAML document of at most 64 kB, without aliases, tags and control characters.
///   - source: what the user calls it, for the errors.
func scenario(
  fromYAML text: String, source: String
) throws(DocumentError) -> Scenario {
  try scenario(fromYAML: Array(text.utf8), source: source)
}

/// The scenario that the bytes of a YAML document describe; bytes that are not UTF-8 are an error.
public func scenario(
  fromYAML bytes: [UInt8], source: String
) throws(DocumentError) -> Scenario {
  try scenario(fromYAML: bytes, source: source) { (scenario) throws(ParameterError) in
    try scenario.validate()
  }
}

/// - Parameter validate: throws a `ParameterError` whose field is a path of the document, items
///   counted from 1 (`lanes.1.replay`); it comes out with the line of that field.
func scenario(
  fromYAML bytes: [UInt8], source: String,
  validate: (Scenario) throws(ParameterError) -> Void
) throws(DocumentError) -> Scenario {
  let root = try YAMLDocument.root(of: bytes, source: source)
  let scenario = try ScenarioReader.scenario(
    YAMLField(source: source, path: "", line: root.line, node: root))
  do {
    try validate(scenario)
  } catch {
    let problem = ParameterError(
      field: error.field, value: PlainText.shortened(error.value), allowed: error.allowed)
    throw DocumentError(
      source: source, line: root.line(ofField: error.field), problem: .parameter(problem))
  }
  return scenario
}

/// The scenario as YAML that a person can edit and that reads back to the same value.
///
/// Fields that are nil stay out, so that what follows by default still does. Line ends and tabs in
/// the name and the description become spaces, other control characters go: neither may stand
/// there.
public func yaml(of scenario: Scenario) -> String {
  ScenarioWriter.text(of: scenario)
}

extension YAMLNode {
  /// The line of the key that a path names (`target.old.deviation`), or of the innermost key on the
  /// way to it that the document has; nil where it has none.
  func line(ofField path: String) -> Int? {
    var node = self
    var line: Int?
    for name in path.split(separator: ".") {
      switch node.content {
      case .mapping(let pairs):
        // A covariance in the document is a deviation and a correlation in the scenario.
        let isSpread = name == "deviation" || name == "correlation"
        guard
          let (key, value) = pairs.first(where: { $0.key.text == String(name) })
            ?? (isSpread ? pairs.first { $0.key.text == "covariance" } : nil)
        else { return line }
        line = key.line
        node = value
      case .sequence(let items):
        guard let index = Int(name), items.indices.contains(index - 1) else { return line }
        node = items[index - 1]
        line = node.line
      case .scalar:
        return line
      }
    }
    return line
  }
}
