/// A piece of a YAML document, as it stands there: no text is a number yet.
struct YAMLNode {
  indirect enum Content {
    /// - isPlain: without quotes, and no block of text.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  let content: Content
  /// What the document says of its type, such as `tag:yaml.org,2002:int`; nil where it says nothing.
  let tag: String?
  /// Where it begins, counted from 1.
  let line: Int

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }
}
