import Forgetting
import Words

/// One value of a document with its path and its line, read as the type that is expected there.
struct YAMLField {
  let source: String
  /// `target.old.mean`, `lanes.1.replay`; empty for the document itself. Items count from 1.
  let path: String
  /// Of the key, or of the item.
  let line: Int?
  let node: YAMLNode
  /// What the document itself is called in an error.
  var document = "scenario"

  /// The error that this field's value is not what is allowed.
  func refusal(allowed: Allowed) -> DocumentError {
    refusal(value: valueText, allowed: allowed)
  }

  func refusal(value: String, allowed: Allowed) -> DocumentError {
    DocumentError(
      source: source, line: line,
      problem: .parameter(
        ParameterError(
          field: path.isEmpty ? document : path, value: value, allowed: allowed)))
  }

  func refusal(given: Given, allowed: Allowed) -> DocumentError {
    refusal(value: given.description, allowed: allowed)
  }

  func refusal(_ problem: DocumentProblem) -> DocumentError {
    DocumentError(
      source: source, line: line, problem: .other(path.isEmpty ? problem : .at(path, problem)))
  }

  private var valueText: String {
    switch node.content {
    case .scalar(let text, _) where isNull: text.isEmpty ? Given.nothing.description : text
    case .scalar(let text, _): isNumber ? PlainText.shortened(text) : PlainText.quoted(text)
    case .sequence: Given.list(nil).description
    case .mapping: Given.mapping(nil).description
    }
  }

  // MARK: - Scalars

  private func scalar(allowed: Allowed) throws(DocumentError) -> String {
    guard let text = node.text, !isNull else { throw refusal(allowed: allowed) }
    try checkTag("tag:yaml.org,2002:str")
    return text
  }

  /// Whether it is nothing, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = node.content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// A finite number, or ∞ where that is one of the values allowed.
  func number(orInfinity isInfinite: Bool = false) throws(DocumentError) -> Double {
    _ = try scalar(allowed: .number)
    if isInfinite, isInfinity { return .infinity }
    guard let number = YAMLNumber(node) else { throw refusal(allowed: .number) }
    guard number.value.isFinite else { throw refusal(allowed: .finiteNumber) }
    return number.value
  }

  /// Decimal digits without a sign.
  func integer(in range: ClosedRange<UInt64>) throws(DocumentError) -> UInt64 {
    let allowed = Allowed.integer(range)
    let text = try scalar(allowed: allowed)
    guard isNumber, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let value = UInt64(text), range.contains(value)
    else { throw refusal(allowed: allowed) }
    return value
  }

  /// Text for one line; nothing is the empty text.
  func text() throws(DocumentError) -> String {
    if isNull { return "" }
    let text = PlainText.oneLine(try scalar(allowed: .text))
    if let scalar = PlainText.forbiddenScalar(in: text) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      throw refusal(.given(.control(code), .plainText))
    }
    return text
  }

  /// Text over several lines; nothing is the empty text.
  func lines() throws(DocumentError) -> String {
    if isNull { return "" }
    let text = try scalar(allowed: .text)
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let scalar = PlainText.forbiddenScalar(in: PlainText.oneLine(String(part))) else {
        continue
      }
      let code = String(scalar.value, radix: 16, uppercase: true)
      throw refusal(.given(.control(code), .plainText))
    }
    return text
  }

  /// Whether it says `.inf`; a number too large for a double is none.
  private var isInfinity: Bool { node.text.map(NumberDescription.infinities.contains) ?? false }

  /// Whether it is written like a number, finite or not.
  var isNumber: Bool { YAMLNumber(node) != nil }

  /// A word: text that is neither empty nor a number.
  func word() throws(DocumentError) -> String {
    try word(allowed: .word)
  }

  /// A number or, where it is not written like one, a word.
  func numberOrWord(orInfinity isInfinite: Bool = false) throws(DocumentError) -> NumberOrWord {
    isNumber || isInfinite && isInfinity
      ? .number(try number(orInfinity: isInfinite)) : .word(try word(allowed: .numberOrWord))
  }

  private func word(allowed: Allowed) throws(DocumentError) -> String {
    guard !isNumber, !(try scalar(allowed: allowed).isEmpty) else {
      throw refusal(allowed: allowed)
    }
    return try text()
  }

  /// One of the words.
  @discardableResult
  func word(among words: [String]) throws(DocumentError) -> String {
    let allowed = Allowed.among(words)
    let word = try scalar(allowed: allowed)
    guard words.contains(word) else { throw refusal(allowed: allowed) }
    return word
  }

  // MARK: - Lists

  /// The items, with their paths.
  func items(allowed: Allowed) throws(DocumentError) -> [YAMLField] {
    guard case .sequence(let items) = node.content else { throw refusal(allowed: allowed) }
    try checkTag("tag:yaml.org,2002:seq")
    return items.enumerated().map { index, item in
      YAMLField(
        source: source, path: "\(path).\(index + 1)", line: item.line, node: item)
    }
  }

  /// As many numbers as there are dimensions; one may stand without its brackets.
  func numbers(dimension: Int) throws(DocumentError) -> [Double] {
    if node.text != nil, dimension == 1 { return [try number()] }
    let allowed = Allowed.numbersPerAxis(dimension: dimension)
    let items = try items(allowed: allowed)
    guard items.count == dimension else {
      throw refusal(given: .list(items.count), allowed: allowed)
    }
    return try items.map { (item) throws(DocumentError) in try item.number() }
  }

  // MARK: - Mappings

  /// The values by key.
  ///
  /// - Parameters:
  ///   - keys: what may stand there; nil: anything.
  ///   - longestKey: bytes of a key at most.
  func mapping(
    _ keys: [String]?, longestKey: Int = 64
  ) throws(DocumentError) -> YAMLMapping {
    guard case .mapping(let pairs) = node.content else {
      throw refusal(allowed: .mapping(keys))
    }
    try checkTag("tag:yaml.org,2002:map")
    var fields: [(key: String, field: YAMLField)] = []
    for (keyNode, value) in pairs {
      let line = keyNode.line
      guard let key = keyNode.text, PlainText.forbiddenScalar(in: key) == nil,
        (1...longestKey).contains(key.utf8.count)
      else {
        throw YAMLField(source: source, path: path, line: line, node: node)
          .refusal(.keyIsNoWord)
      }
      let field = YAMLField(
        source: source, path: path.isEmpty ? key : "\(path).\(key)", line: line, node: value)
      if let keys, !keys.contains(key) {
        throw YAMLField(source: source, path: path, line: line, node: value)
          .refusal(
            .unknownKey(
              PlainText.quoted(key), nearest: nearestName(to: key, among: keys), keys))
      }
      guard !fields.contains(where: { $0.key == key }) else {
        throw field.refusal(.standsTwice)
      }
      fields.append((key, field))
    }
    return YAMLMapping(whole: self, fields: fields)
  }

  /// Explicit tags (`!!float`) would give a value a second type beside the one that is expected.
  private func checkTag(_ implied: String) throws(DocumentError) {
    guard let tag = node.tag, !tag.isEmpty, tag != implied else { return }
    throw refusal(.given(.tag(PlainText.quoted(tag)), .plainValue))
  }
}

/// What a method's parameter may be in a document.
enum NumberOrWord {
  case number(Double)
  case word(String)
}

/// The values of a mapping by key, in the order of the document.
struct YAMLMapping {
  let whole: YAMLField
  let fields: [(key: String, field: YAMLField)]

  subscript(key: String) -> YAMLField? { fields.first { $0.key == key }?.field }

  /// The value, or the error that it is missing.
  func required(_ key: String, allowed: Allowed) throws(DocumentError) -> YAMLField {
    if let field = self[key] { return field }
    let nearest = nearestName(to: key, among: fields.map(\.key)).map { PlainText.quoted($0) }
    throw whole.refusal(.missing(key, nearest: nearest, allowed))
  }
}
