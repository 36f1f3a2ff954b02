/// Why a terminal cannot be used. Each says so in one line; the program ends with exit code 2.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
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

  public var description: String {
    switch self {
    case .notATerminal(let stream):
      "\(stream) is not a terminal; run in one, or use --plain for lines of numbers"
    case .noTerminalType:
      "TERM is not set; set it to the type of the terminal, such as xterm-256color"
    case .dumb(let name):
      "terminal type \"\(name)\" (TERM) cannot show a full screen; use --plain"
    case .unknownTerminal(let name):
      "terminal type \"\(name)\" (TERM) has no terminfo entry here; try TERM=xterm-256color"
    case .noResources:
      "no file descriptors or memory left to open the terminal"
    }
  }
}
