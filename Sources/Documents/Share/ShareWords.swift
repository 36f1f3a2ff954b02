import Words

/// What a lane says, as version 1 of the sharing carries it: in the words of 0.1, whatever words the
/// screen has for it.
extension LaneFailure {
  var shared: String {
    switch self {
    case .diverged(let step): "diverged: a step of \(step) is too long here"
    case .coincidingModes: "the modes coincide: natural gradient undefined"
    case .shortLag(let lag, let step): "a lag of \(lag) is too short for a step of \(step)"
    // 0.1 has no such words and shows them as they come.
    case .vanishedWeight: "a weight has vanished: natural gradient undefined"
    case .unresolved(let nodes, let limit):
      "not resolved: \(nodes) nodes are needed, \(limit) are the most"
    // Of sweeps alone, which nobody shares.
    case .stiff, .manySteps: description
    case .told(let text): text
    }
  }

  /// - Returns: nil where nothing is said.
  init?(shared text: String) {
    guard !text.isEmpty else { return nil }
    let numbers = text.split(separator: " ").compactMap { Double($0) }
    let known: [LaneFailure] =
      switch numbers.count {
      case 0: [.coincidingModes, .vanishedWeight]
      case 1: [.diverged(step: numbers[0])]
      case 2:
        [.shortLag(numbers[0], step: numbers[1])]
          + [LaneFailure(unresolved: numbers)].compactMap { $0 }
      default: []
      }
    self = known.first { $0.shared == text } ?? .told(text)
  }

  private init?(unresolved numbers: [Double]) {
    guard let nodes = Int(exactly: numbers[0]), let limit = Int(exactly: numbers[1]) else {
      return nil
    }
    self = .unresolved(nodes: nodes, limit: limit)
  }
}

extension Note {
  var shared: String {
    switch self {
    case .saturated: "η saturated"
    case .told(let text): text
    // No method remarks on anything else.
    default: description
    }
  }

  /// - Returns: nil where nothing is said.
  init?(shared text: String) {
    guard !text.isEmpty else { return nil }
    self = text == Note.saturated.shared ? .saturated : .told(text)
  }
}
