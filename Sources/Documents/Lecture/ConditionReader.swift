import Forgetting
import Simulation

/// `lane 1: β < 0.1` to a condition.
enum ConditionReader {
  /// What may be written, for errors.
  static let allowed =
    "a condition such as lane 1: β < 0.1; β, drift, kept or t, then <, >, <= or >="

  /// Spellings beside the quantity's own.
  private static let names: [String: Condition.Quantity] = [
    "beta": .oldWeight, "oldweight": .oldWeight, "olddrift": .oldDrift, "time": .time,
  ]

  /// - Returns: nil where the text is none.
  static func condition(_ text: String) -> Condition? {
    guard text.utf8.count <= 200 else { return nil }
    var rest = Substring(text)
    var lane: Int?
    if let colon = rest.firstIndex(of: ":") {
      let words = rest[..<colon].split(separator: " ")
      guard words.count == 2, words[0] == "lane", words[1].utf8.allSatisfy(isDigit),
        let number = Int(words[1]), (1...Scenario.largestLaneCount).contains(number)
      else { return nil }
      lane = number - 1
      rest = rest[rest.index(after: colon)...]
    }
    guard let sign = rest.firstIndex(where: { "<>≤≥".contains($0) }),
      let quantity = quantity(trimmed(rest[..<sign]))
    else { return nil }
    // A time has no lane.
    guard quantity != .time || lane == nil else { return nil }
    var relation = Condition.Relation(rawValue: String(rest[sign]))
    rest = rest[rest.index(after: sign)...]
    if rest.first == "=" {
      relation = relation == .less ? .lessOrEqual : relation == .greater ? .greaterOrEqual : nil
      rest.removeFirst()
    }
    guard let relation, let number = YAMLNumber(String(trimmed(rest))), number.value.isFinite
    else { return nil }
    return Condition(quantity, lane: lane ?? 0, relation, number.value)
  }

  private static func quantity(_ text: Substring) -> Condition.Quantity? {
    Condition.Quantity(rawValue: String(text)) ?? names[text.lowercased()]
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
