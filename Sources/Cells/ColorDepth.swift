/// How many colours the terminal is given.
public enum ColorDepth: String, CaseIterable, Sendable {
  /// Attributes only: NO_COLOR, vt100, `--color none`.
  case none
  case colors8 = "8"
  case colors16 = "16"
  case colors256 = "256"
}
