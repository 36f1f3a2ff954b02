/// The command line while it is open.
public struct CommandPrompt: Equatable, Sendable {
  /// What has been typed, and where the cursor is in it.
  public var editor = LineEditor()
  /// How far back in the history the line is; 0: the line being typed.
  var historyDepth = 0
  /// What was being typed before the history was entered.
  var draft = ""
  /// What Tab goes through, and where it is.
  package var cycle: Cycle?
  /// Why the last line was refused.
  public internal(set) var error: String?

  /// Candidates that Tab takes one after another, in place of the characters from `start` on.
  package struct Cycle: Equatable, Sendable {
    var start: Int
    package var candidates: [String]
    package var index: Int
  }

  init(_ text: String = "") { editor = LineEditor(text) }

  /// Lines that are remembered.
  static let historyCapacity = 100
}
