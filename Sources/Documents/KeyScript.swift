import Cells
import Words

/// Keys as text, for `--script`: characters stand for themselves, other keys in angle brackets, and
/// `<Wait 2>` lets two seconds pass: `]]<Space><Wait 2><Space><Ctrl-R>q`.
public enum KeyScript {
  /// What a script does next.
  public enum Step: Hashable, Sendable {
    case key(Key)
    /// Seconds of the script's clock.
    case wait(Double)
  }

  /// Longer scripts are refused.
  static let largestSize = 64 * 1024
  static let longestWait = 3600.0

  private static let names: [(String, Key)] = [
    ("Space", .character(" ")), ("Lt", .character("<")), ("Gt", .character(">")),
    ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Shift-Up", .shiftUp), ("Shift-Down", .shiftDown), ("Shift-Left", .shiftLeft),
    ("Shift-Right", .shiftRight), ("Home", .home), ("End", .end), ("PgUp", .pageUp),
    ("PgDn", .pageDown), ("Enter", .enter), ("Backspace", .backspace), ("Del", .delete),
    ("Ins", .insert), ("Tab", .tab), ("Shift-Tab", .backTab), ("Esc", .escape),
  ]

  /// The steps of a script such as `z<Right><Wait 2>q`: a character is its key, a name in angle
  /// brackets another one.
  ///
  /// - Throws: `DocumentError` at a name that is no key's, with those that are.
  public static func steps(of text: String) throws(DocumentError) -> [Step] {
    func refusal(_ what: String, _ allowed: Allowed) -> DocumentError {
      DocumentError(
        source: "--script", line: nil, problem: .other(.refused(what, allowed)))
    }
    guard text.utf8.count <= largestSize else {
      throw refusal("\(Given.bytes(text.utf8.count))", .atMost(largestSize))
    }
    var steps: [Step] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      if character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
        // A script in a file has line ends; they mean nothing.
        guard character.isNewline else { throw refusal("\(Given.controlCharacter)", .scriptKey) }
        continue
      }
      guard character == "<" else {
        steps.append(.key(.character(character)))
        continue
      }
      guard let end = rest.firstIndex(of: ">"), let step = step(String(rest[..<end])) else {
        throw refusal(
          PlainText.quoted("<" + rest.prefix(20)),
          .scriptKeyName)
      }
      steps.append(step)
      rest = rest[rest.index(after: end)...]
    }
    return steps
  }

  private static func step(_ name: String) -> Step? {
    let lower = name.lowercased()
    if let key = names.first(where: { $0.0.lowercased() == lower })?.1 { return .key(key) }
    if lower.hasPrefix("wait "), let seconds = Double(lower.dropFirst(5)), seconds >= 0,
      seconds <= longestWait
    {
      return .wait(seconds)
    }
    if lower.hasPrefix("ctrl-"), lower.count == 6, let letter = lower.last,
      letter.isASCII, letter.isLetter
    {
      return .key(.control(letter))
    }
    if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...12).contains(number) {
      return .key(.function(number))
    }
    return nil
  }
}
