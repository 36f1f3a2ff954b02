import Cells
import Forgetting

/// A parameter's value for the eye.
package enum ParameterText {
  /// A parameter's value for the eye: the word where one stands for the number.
  package static func text(of parameter: Parameter, in scenario: Scenario) -> String {
    if case .number(let number) = parameter.kind, let word = number.word, let lane = parameter.lane,
      scenario.lanes[safe: lane]?.method.choices[word.choice] == word.word
    {
      return word.word
    }
    return text(parameter.value(in: scenario), digits: 4)
  }

  /// A value for the eye.
  package static func text(_ value: ParameterValue, digits: Int) -> String {
    switch value {
    case .word(let word): word
    case .number(let number):
      number == 0 || abs(number) >= 0.01
        ? NumberText.trimmed(number, digits: digits)
        : withoutZeros(NumberText.significant(number, digits: 3))
    }
  }

  /// "0.00075" of "0.000750": labels need the room.
  private static func withoutZeros(_ text: String) -> String {
    guard text.contains("."), !text.contains("e") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }
}
