/// Words to a command line that bash, zsh and sh read as the same words, and back.
package enum ShellWords {
  /// The word, in single quotes unless every shell leaves it alone.
  ///
  /// - Parameter word: without control characters; they have no place on a line.
  package static func quoted(_ word: String) -> String {
    // zsh expands = and ~ at the beginning of a word.
    let isPlain =
      !word.isEmpty && word.utf8.allSatisfy(isPlain) && word.first != "=" && word.first != "~"
    if isPlain { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_@%+=:,./-".utf8.contains(byte)
    }
  }

  /// The words of a command line; nil where a quote has no end, or where a shell would do more than
  /// split: expand, redirect, run.
  ///
  /// - Parameter isShell: false: no shell reads it, and its signs are letters as others.
  package static func split(_ line: String, isShell: Bool = true) -> [String]? {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var isInWord = false
    var scalars = line.unicodeScalars[...]
    func unquote(until quote: Unicode.Scalar, escapes: Bool) -> Bool {
      while let scalar = scalars.popFirst() {
        if scalar == quote { return true }
        if escapes, scalar == "\\", let next = scalars.first,
          "\"\\$`\n".unicodeScalars.contains(next)
        {
          scalars.removeFirst()
          if next != "\n" { word.append(next) }
        } else if isShell, escapes, scalar == "$" || scalar == "`" {
          return false
        } else {
          word.append(scalar)
        }
      }
      return false
    }
    while let scalar = scalars.popFirst() {
      switch scalar {
      case " ", "\t":
        if isInWord { words.append(String(word)) }
        word = String.UnicodeScalarView()
        isInWord = false
        continue
      case "'": guard unquote(until: "'", escapes: false) else { return nil }
      case "\"": guard unquote(until: "\"", escapes: true) else { return nil }
      case "\\":
        guard let next = scalars.popFirst() else { return nil }
        // A line that goes on.
        if next == "\n" { continue }
        word.append(next)
      case _ where isShell && "$`|&;<>()\n*?#".unicodeScalars.contains(scalar): return nil
      default: word.append(scalar)
      }
      isInWord = true
    }
    if isInWord { words.append(String(word)) }
    return words
  }

  /// The command line over several lines of at most `width` characters, each but the last with a
  /// backslash at its end, so that it can be pasted as it stands.
  ///
  /// Lines break between words where they can; a longer word breaks inside its quotes.
  package static func wrapped(_ line: String, width: Int) -> [String] {
    let width = max(width, 8)
    var lines: [String] = []
    var current = ""
    for word in rawWords(line) {
      let separator = current.isEmpty ? "" : " "
      if current.count + separator.count + word.count <= width - 2 {
        current += separator + word
        continue
      }
      if !current.isEmpty { lines.append(current + " \\") }
      current = word
      while current.count > width - 2 {
        let (piece, rest) = broken(current, width: width)
        lines.append(piece + "\\")
        current = rest
      }
    }
    return lines + [current]
  }

  /// The words as they stand on the line, quotes and all.
  private static func rawWords(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isEscaped = false
    for character in line {
      if character == " ", !isQuoted, !isEscaped {
        words.append(word)
        word = ""
        continue
      }
      if character == "'", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isQuoted && !isEscaped
      word.append(character)
    }
    return words + [word]
  }

  /// The beginning of a word that fits, and the rest; where it breaks in quotes, they are closed and
  /// opened again.
  private static func broken(_ word: String, width: Int) -> (String, String) {
    var piece = ""
    var isQuoted = false
    var rest = word[...]
    while piece.count < width - 4, let character = rest.popFirst() {
      if character == "\\", !isQuoted {
        guard let next = rest.popFirst() else { break }
        piece += "\\" + String(next)
        continue
      }
      if character == "'" { isQuoted.toggle() }
      piece.append(character)
    }
    return isQuoted ? (piece + "'", "'" + rest) : (piece, String(rest))
  }
}
