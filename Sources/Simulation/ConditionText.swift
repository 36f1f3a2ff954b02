import Forgetting

/// Conditions as they are written: `lane 1: β < 0.1`.
extension Condition {
  /// Reads a condition; nil where the text is none.
  ///
  /// - Parameter standard: the lane, counted from 0, where the text names none.
  public init?(text: String, lane standard: Int = 0) {
    guard text.utf8.count <= 200 else { return nil }
    var rest = Substring(text)
    var lane: Int?
    if let colon = rest.firstIndex(of: ":") {
      let words = rest[..<colon].split(separator: " ")
      guard words.count == 2, words[0] == "lane", words[1].utf8.allSatisfy(Self.isDigit),
        let number = Int(words[1]), (1...Scenario.largestLaneCount).contains(number)
      else { return nil }
      lane = number - 1
      rest = rest[rest.index(after: colon)...]
    }
    guard let sign = rest.firstIndex(where: { "<>≤≥".contains($0) }),
      let quantity = Self.quantity(Self.trimmed(rest[..<sign]))
    else { return nil }
    // A time has no lane.
    guard quantity != .time || lane == nil else { return nil }
    var relation = Relation(rawValue: String(rest[sign]))
    rest = rest[rest.index(after: sign)...]
    if rest.first == "=" {
      relation = relation == .less ? .lessOrEqual : relation == .greater ? .greaterOrEqual : nil
      rest.removeFirst()
    }
    guard let relation, let number = Self.number(Self.trimmed(rest)) else { return nil }
    self.init(
      quantity, lane: quantity == .time ? 0 : lane ?? standard, relation, number)
  }

  private static func quantity(_ text: Substring) -> Quantity? {
    text == "t" || text.lowercased() == "time"
      ? .time : MeasureCatalogue.measure(named: String(text)).map { .measure($0) }
  }

  /// A decimal number; words such as inf and hexadecimal digits are none.
  private static func number(_ text: Substring) -> Double? {
    guard text.unicodeScalars.allSatisfy({ "0123456789+-.eE".unicodeScalars.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
