/// Values that a scenario may leave out, and how they are left out again: `path=default`.
extension Scenario {
  /// The word that stands for a value left out.
  static let defaultWord = "default"

  /// Leaves a value out, so that it follows its default; a mean or a spread goes as a whole.
  ///
  /// - Parameter path: `start.oldWeight`, `start.new.mean`, `target.new.deviation`, `lanes.1.step`,
  ///   `lanes.1.rates`, a method's option such as `lanes.1.replay`; axes may stand behind them.
  /// - Returns: whether such a value may be left out.
  @discardableResult
  mutating func clear(_ path: String) -> Bool {
    let words = canonicalPath(path).split(separator: ".").map(String.init)
    guard words.count >= 2 else { return false }
    if words[0] == "lanes" { return clearLane(words) }
    if sequence != nil { return clearTaskValue(words) }
    if words[0] == "target" {
      // The old task's deviation is what others follow.
      guard words.count >= 3, words[1] == "new", Scenario.isSpread(words[2]) else { return false }
      target.new.spread = nil
      return true
    }
    guard let mixture = Scenario.followers[words[0]] else { return false }
    if words[1] == "oldWeight" {
      self[keyPath: mixture].oldWeight = nil
      return true
    }
    guard words.count >= 3, words[1] == "old" || words[1] == "new" else { return false }
    let mode = mixture.appending(path: words[1] == "old" ? \.old : \.new)
    if words[2] == "mean" {
      self[keyPath: mode].mean = nil
    } else if Scenario.isSpread(words[2]) {
      self[keyPath: mode].spread = nil
    } else {
      return false
    }
    return true
  }

  /// Mixtures that follow others where they are left out.
  private static var followers: [String: WritableKeyPath<Scenario, MixtureSettings>] {
    [
      "start": \.start, "reference": \.reference, "teacher": \.teacher,
      "demonstrator": \.demonstrator,
    ]
  }

  private static func isSpread(_ word: String) -> Bool {
    word == "deviation" || word == "correlation"
  }

  private mutating func clearLane(_ words: [String]) -> Bool {
    guard words.count >= 3, let number = Int(words[1]), lanes.indices.contains(number - 1) else {
      return false
    }
    let index = number - 1
    switch words[2] {
    case "method": return false
    case "rates": lanes[index].rates = nil
    case "step": lanes[index].step = nil
    case "sampling", "batch": lanes[index].sampling = nil
    case "coordinates": lanes[index].coordinates = nil
    case "optimiser": lanes[index].optimiser = nil
    default:
      guard let description = MethodCatalogue.type(for: lanes[index].method.key)?.description,
        description.numbers.contains(where: { $0.key == words[2] })
          || description.choices.contains(where: { $0.key == words[2] })
      else { return false }
      lanes[index].method.numbers[words[2]] = nil
      lanes[index].method.choices[words[2]] = nil
    }
    return true
  }

  /// Whether a value stands in the scenario itself; one that cannot be left out always does.
  func gives(_ path: String) -> Bool {
    var cleared = self
    return !cleared.clear(path) || cleared != self
  }
}
