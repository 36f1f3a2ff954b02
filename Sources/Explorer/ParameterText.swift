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
        : NumberText.significant(number, digits: 3)
    }
  }
}
