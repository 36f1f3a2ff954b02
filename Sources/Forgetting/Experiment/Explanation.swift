/// What a parameter or a measure is: its formula, and what it does to forgetting.
public struct Explanation: Hashable, Sendable {
  /// Plain Unicode; an ASCII screen shows its twins.
  public let formula: String
  /// One to three sentences.
  public let text: String

  public init(_ formula: String, _ text: String) {
    self.formula = formula
    self.text = text
  }
}
