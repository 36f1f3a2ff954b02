/// Why a terminal cannot be used.
public enum TerminalProblem: Error, Hashable {
  /// The named stream ("standard input", "standard output") is a file, a pipe or closed.
  case notATerminal(stream: String)
  /// TERM is not set.
  case noTerminalType
  /// The terminal type cannot move its cursor.
  case dumb(String)
  /// terminfo has no entry for the terminal type.
  case unknownTerminal(String)
  /// No descriptors or memory left.
  case noResources
}
