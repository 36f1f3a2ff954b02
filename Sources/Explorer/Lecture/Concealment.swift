/// Parts of the screen that would answer a question.
public struct Concealment: OptionSet, Hashable, Sendable {
  /// A bit for each pane, in their order, and one each for goals and verdicts.
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// What the theory says of where curves end, on the plots and in their titles.
  public static let goals = Concealment(rawValue: 1 << 15)
  /// What has become of the lanes, in numbers and words.
  public static let verdicts = Concealment(rawValue: 1 << 14)

  /// A pane as a whole.
  public init(_ pane: Pane) { self.init(rawValue: 1 << UInt16(pane.rawValue)) }

  /// The words that a lecture has for them.
  public static let names = ["goals", "verdicts"] + Pane.allCases.map(\.name)

  /// The part of a word; nil where none is called that.
  public init?(named name: String) {
    switch name {
    case "goals": self = .goals
    case "verdicts": self = .verdicts
    default:
      guard let pane = Pane(named: name) else { return nil }
      self.init(pane)
    }
  }
}
