import Simulation

/// `lane 1: β < 0.1` to a condition, as the command line and `--pause-when` read it.
enum ConditionReader {
  /// - Returns: nil where the text is none.
  static func condition(_ text: String) -> Condition? { Condition(text: text) }
}
