import Cells

/// One row of the table of keys: from it come the footer, the help and the manual.
public struct KeyBinding: Sendable {
  /// Where help lists it, under this heading.
  public enum Group: String, CaseIterable, Sendable {
    case lecture = "Lecture"
    case time = "Time"
    case parameters = "Parameters"
    case lanes = "Lanes and methods"
    case screen = "Screen"
    case program = "Program"
  }

  let keys: [(Key, KeyFunction)]
  /// As printed: "↑ ↓ j k".
  public let label: String
  /// Its heading and its line in the help.
  public let group: Group
  public let help: String
  /// Two words for the footer, with the keys to name there; nil: not in the footer.
  public let footer: (keys: String, text: String)?
}
