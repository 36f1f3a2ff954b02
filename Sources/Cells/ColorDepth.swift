/// How many colours the terminal is given.
public enum ColorDepth: String, CaseIterable, Sendable {
  /// Attributes only: NO_COLOR, vt100, `--color none`.
  case none
  case colors8 = "8"
  case colors16 = "16"
  case colors256 = "256"
  /// The same for inks; shades are told as red, green and blue.
  case trueColor = "true"

  /// Whether levels of a ramp can be told apart.
  public var hasShades: Bool { self == .colors256 || self == .trueColor }
}
