import Cells
import Forgetting

/// What everybody may say before a question is answered, each on a screen of their own.
public enum Guess: Hashable, Sendable {
  /// One of the lanes.
  case lane
  /// The old weight of a lane at the end; lanes count from 0.
  case oldWeight(lane: Int)
  /// How far a lane's old mean ends from its place, in σ.
  case oldDrift(lane: Int)

  /// What is guessed of a lane; nil where a lane is.
  var measure: Measure? {
    switch self {
    case .lane: nil
    case .oldWeight: .oldWeight
    case .oldDrift: .oldDrift
    }
  }

  /// The lane that a value is of.
  var ownLane: Int? {
    switch self {
    case .lane: nil
    case .oldWeight(let lane), .oldDrift(let lane): lane
    }
  }

  /// "β of ○".
  var words: String {
    guard let lane = ownLane else { return "a lane" }
    return "\(self == .oldWeight(lane: lane) ? "β" : "the drift") of \(Glyphs.laneMark(lane))"
  }
}

/// A guess as far as it has been made.
struct GuessState: Equatable, Sendable {
  var asked: Guess
  /// The run that it is about.
  var run: String
  /// Digits on their way.
  var typed = ""
  /// A value, or a lane counted from 1.
  var number: Double?

  /// "β of ○: 0.3", "○".
  var words: String {
    guard let number else { return "" }
    return asked == .lane
      ? String(Glyphs.laneMark(Int(number) - 1))
      : "\(asked.words): \(NumberText.trimmed(number, digits: 3))"
  }
}
