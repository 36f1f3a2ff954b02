import CYAML

/// The events of one document to nodes.
struct YAMLLoader: ~Copyable {
  /// Why there are none.
  enum Problem: Error {
    case badSyntax(String, context: String?, line: Int)
    /// - offset: in bytes.
    case badCharacter(String, offset: Int)
    case secondDocument(line: Int)
    case repeatedKey(String, line: Int)
    case tooDeep(line: Int)
  }

  /// Every level takes a piece of the stack; a scenario has four.
  private static let largestDepth = 1000

  private let parser: OpaquePointer

  /// The root of the only document in the text; nil where it has none.
  ///
  /// - Parameter text: without a byte order mark.
  static func root(of text: String) throws(Problem) -> YAMLNode? {
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(Problem) in
      try YAMLLoader(bytes).root()
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let parser = cy_open(bytes.baseAddress, bytes.count) else {
      fatalError("no memory for a YAML parser")
    }
    self.parser = parser
  }

  deinit { cy_close(parser) }

  private func root() throws(Problem) -> YAMLNode? {
    guard try next().kind == CY_DOCUMENT else { return nil }
    let root = try node(from: try next(), depth: 1)
    _ = try next()  // The end of the document.
    let end = try next()
    guard end.kind == CY_STREAM_END else { throw .secondDocument(line: Int(end.line)) }
    return root
  }

  private func next() throws(Problem) -> cy_event {
    let event = cy_next(parser)
    switch event.kind {
    case CY_BAD_SYNTAX:
      throw .badSyntax(
        Self.text(of: event), context: event.context.map { String(cString: $0) },
        line: Int(event.line))
    case CY_BAD_CHARACTER:
      throw .badCharacter(Self.text(of: event), offset: Int(event.offset))
    case CY_NO_MEMORY: fatalError("no memory for a YAML document")
    default: return event
    }
  }

  private func node(from event: cy_event, depth: Int) throws(Problem) -> YAMLNode {
    let line = Int(event.line)
    guard depth <= Self.largestDepth else { throw .tooDeep(line: line) }
    let tag = event.tag.map { String(cString: $0) }
    let content: YAMLNode.Content =
      switch event.kind {
      case CY_SCALAR: .scalar(Self.text(of: event), isPlain: event.is_plain)
      case CY_SEQUENCE: .sequence(try items(depth: depth))
      case CY_MAPPING: .mapping(try pairs(depth: depth))
      case CY_ALIAS:
        // Those of an anchor that exists are refused before anything is loaded.
        throw .badSyntax("found undefined alias", context: nil, line: line)
      default: preconditionFailure("libyaml begins a node with another event")
      }
    return YAMLNode(content: content, tag: tag, line: line)
  }

  private func items(depth: Int) throws(Problem) -> [YAMLNode] {
    var items: [YAMLNode] = []
    var event = try next()
    while event.kind != CY_END {
      items.append(try node(from: event, depth: depth + 1))
      event = try next()
    }
    return items
  }

  private func pairs(depth: Int) throws(Problem) -> [(key: YAMLNode, value: YAMLNode)] {
    var pairs: [(key: YAMLNode, value: YAMLNode)] = []
    var lines: [String: Int] = [:]
    var repeated: Set<String> = []
    var event = try next()
    while event.kind != CY_END {
      let key = try node(from: event, depth: depth + 1)
      pairs.append((key, try node(from: try next(), depth: depth + 1)))
      if let text = key.text {
        if lines[text] == nil { lines[text] = key.line } else { repeated.insert(text) }
      }
      event = try next()
    }
    if let key = repeated.min() { throw .repeatedKey(key, line: lines[key] ?? 1) }
    return pairs
  }

  private static func text(of event: cy_event) -> String {
    let bytes = UnsafeRawBufferPointer(start: event.text, count: event.length)
    return String(decoding: bytes, as: UTF8.self)
  }
}
