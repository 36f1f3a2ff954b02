import Words

/// What the parser of arguments says, with what it leaves out.
enum ParserMessage {
  private static let list = "Please provide one of "

  /// "The value 'lihgt' is invalid for '--palette <palette>'. Please provide one of 'default', 'light' …" with
  /// the word that was probably meant.
  static func withGuess(_ message: String) -> String {
    let pieces = message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard pieces.count == 3, let place = start(of: list, in: message) else { return message }
    let words = message[place...].dropFirst(list.count)
      .split { " ,':.".contains($0) }.map(String.init).filter { !["and", "the"].contains($0) }
    guard let meant = nearestName(to: String(pieces[1]), among: words) else { return message }
    return "\(message[..<place])Did you mean '\(meant)'? \(message[place...])"
  }

  private static func start(of text: String, in message: String) -> String.Index? {
    message.indices.first { message[$0...].hasPrefix(text) }
  }
}
