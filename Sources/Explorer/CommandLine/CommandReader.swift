import Forgetting
import Words

/// Reads what stands behind a command.
enum CommandReader {
  static func refusal(_ field: String, _ value: String, _ allowed: Allowed) -> ParameterError {
    ParameterError(
      field: field, value: value.isEmpty ? "\(Given.nothing)" : quoted(value),
      allowed: allowed)
  }

  static func number(
    _ text: String, _ field: String, _ allowed: Allowed, in range: ClosedRange<Double>
  ) throws(ParameterError) -> Double {
    guard let number = Double(plain(text)), number.isFinite, range.contains(number) else {
      throw refusal(field, text, allowed)
    }
    return number
  }

  static func whole(
    _ text: String, _ field: String, in range: ClosedRange<Int>
  ) throws(ParameterError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw refusal(field, text, .wholeNumber(range))
    }
    return number
  }

  /// Counted from 0.
  static func lane(
    _ text: String, _ field: String, _ state: ExplorerState
  ) throws(ParameterError) -> Int {
    try whole(text, field, in: 1...state.scenario.lanes.count) - 1
  }

  static func one(
    of words: [String], _ text: String, _ field: String
  ) throws(ParameterError) -> String {
    guard words.contains(text) else {
      throw refusal(field, text, .oneOf(words))
    }
    return text
  }

  /// `a=1 b=2` as pairs; what has no sign belongs to the value before it.
  static func assignments(
    _ text: String
  ) throws(ParameterError) -> [(path: String, value: String)] {
    var list: [(path: String, value: String)] = []
    for word in text.split(separator: " ") {
      if let sign = word.firstIndex(of: "="), sign > word.startIndex {
        list.append((String(word[..<sign]), String(word[word.index(after: sign)...])))
      } else if !list.isEmpty {
        list[list.count - 1].value += " \(word)"
      } else {
        throw refusal("set", text, .assignment)
      }
    }
    guard !list.isEmpty else {
      throw refusal("set", text, .assignment)
    }
    return list
  }

  /// As it is typed on a screen: −1.5 and ∞ are numbers.
  static func plain(_ text: String) -> String {
    if text == "∞" { return "inf" }
    return String(text.map { $0 == "−" ? "-" : $0 })
  }

  /// What was typed, short enough for a message.
  static func quoted(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(39) + "…"
  }
}
