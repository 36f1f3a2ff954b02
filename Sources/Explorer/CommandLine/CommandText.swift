/// A line taken apart: the word in front and what stands behind it.
package struct CommandText {
  package let word: String
  let rest: String

  package init(_ text: String) {
    let trimmed = CommandText.trimmed(Substring(text))
    let end = trimmed.firstIndex(of: " ") ?? trimmed.endIndex
    var word = trimmed[..<end]
    var rest = CommandText.trimmed(trimmed[end...])
    // The words are the flags': `--speed 2` and `--speed=2` are `speed 2`.
    if word.hasPrefix("--") {
      word = word.dropFirst(2)
      if let sign = word.firstIndex(of: "=") {
        rest = Substring(
          String(word[word.index(after: sign)...]) + (rest.isEmpty ? "" : " ") + rest)
        word = word[..<sign]
      }
    }
    self.word = String(word)
    self.rest = String(rest)
  }

  /// The whole line where it is `path=value`.
  var assignment: String? {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return nil }
    return rest.isEmpty ? word : word + " " + rest
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
