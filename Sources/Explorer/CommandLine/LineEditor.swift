import Cells

/// A line being typed: text and cursor, with the keys that line editors share.
public struct LineEditor: Equatable, Sendable {
  /// The characters typed so far.
  public private(set) var characters: [Character] = []
  /// Characters before the cursor.
  private(set) var cursor = 0

  /// Longer lines are cut: no command of a person's has one.
  static let largestCount = 512
  /// What searches in lists is shorter still.
  static let largestQuery = 48
  private let limit: Int

  init(_ text: String = "", limit: Int = LineEditor.largestCount) {
    self.limit = limit
    replace(with: text)
  }

  /// What has been typed.
  public var text: String { String(characters) }
  package var beforeCursor: String { String(characters[..<cursor]) }
  package var isAtEnd: Bool { cursor == characters.count }

  /// Another text, with the cursor at its end.
  mutating func replace(with text: String) {
    characters = Array(LineEditor.cleaned(text).prefix(limit))
    cursor = characters.count
  }

  /// Puts a text in place of the characters from `start` to the cursor.
  mutating func replace(from start: Int, with text: String) {
    characters.removeSubrange(start..<cursor)
    cursor = start
    insert(text)
  }

  mutating func insert(_ text: String) {
    let room = limit - characters.count
    let new = Array(LineEditor.cleaned(text).prefix(max(0, room)))
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
  }

  /// Does what a key asks for.
  ///
  /// - Returns: whether the key is one of a line editor's.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(LineEditor.firstLine(text))
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .backspace, .control("h"):
      guard cursor > 0 else { break }
      cursor -= 1
      characters.remove(at: cursor)
    case .delete, .control("d"):
      if cursor < characters.count { characters.remove(at: cursor) }
    case .control("u"):
      characters.removeSubrange(..<cursor)
      cursor = 0
    case .control("k"): characters.removeSubrange(cursor...)
    case .control("w"):
      var start = cursor
      while start > 0, characters[start - 1] == " " { start -= 1 }
      while start > 0, characters[start - 1] != " " { start -= 1 }
      replace(from: start, with: "")
    default: return false
    }
    return true
  }

  /// A paste is text, never a command: what lies beyond its first line is dropped.
  static func firstLine(_ text: String) -> String {
    String(text.prefix { !$0.isNewline })
  }

  /// Without what would steer a terminal or turn the order of letters.
  private static func cleaned(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            return false
          default: return true
          }
        }))
  }
}
