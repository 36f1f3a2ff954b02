/// A dictionary as Python prints it, its numbers under dotted names.
struct DictionaryText {
  private let text: ArraySlice<UInt8>
  private var rest: ArraySlice<UInt8>
  private var found: [(name: String, value: ArraySlice<UInt8>)] = []

  private static let deepest = 16

  /// - Parameter text: begins with the brace that opens.
  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    rest = text
  }

  /// nil where it is no dictionary to its end.
  mutating func pairs() -> [(name: String, value: ArraySlice<UInt8>)]? {
    guard takeDictionary("", depth: 0), skipSpace(), rest.isEmpty else { return nil }
    return found
  }

  private mutating func takeDictionary(_ prefix: String, depth: Int) -> Bool {
    guard depth < DictionaryText.deepest, take("{") else { return false }
    if take("}") { return true }
    repeat {
      guard let name = quoted(), take(":"),
        takeValue(prefix + String(decoding: name, as: UTF8.self), depth: depth)
      else { return false }
    } while take(",")
    return take("}")
  }

  private mutating func takeValue(_ name: String, depth: Int) -> Bool {
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "{"): return takeDictionary(name + ".", depth: depth + 1)
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      guard let text = quoted() else { return false }
      found.append((name, text))
      return true
    default: break
    }
    // A number or a word; lists and calls are gone over.
    var open = 0
    let start = rest.startIndex
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "("): open += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"): open -= 1
      case UInt8(ascii: ","), UInt8(ascii: "}"):
        if open <= 0 {
          let value = TextLines.trimmed(text[start..<rest.startIndex])
          if !value.isEmpty { found.append((name, value)) }
          return true
        }
      default: break
      }
      rest = rest.dropFirst()
    }
    return false
  }

  /// A text between single or double quotes.
  private mutating func quoted() -> ArraySlice<UInt8>? {
    skipSpace()
    guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    rest = rest.dropFirst()
    let start = rest.startIndex
    var place = start
    while place < rest.endIndex, rest[place] != quote {
      place += rest[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < rest.endIndex else { return nil }
    let text = rest[start..<place]
    rest = rest[(place + 1)...]
    return text
  }

  @discardableResult private mutating func skipSpace() -> Bool {
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    return true
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
