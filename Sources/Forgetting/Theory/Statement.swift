/// One statement of the theory: when it applies, what it predicts, and how a measurement of the exact
/// flow judges it (docs/mathematics.md §14). The theory pane and `verify` read the same ones.
public struct Statement: Sendable {
  /// "1", "2", "E".
  public let number: String
  /// In words, short enough for a pane.
  public let title: String
  /// Shorter still, for a narrow one.
  public let shortTitle: String
  /// In words, for `verify` and the help.
  public let claim: String
  private let examination: Examination

  /// What it looks at.
  private enum Examination: Sendable {
    case pair(@Sendable (Evidence, Claims) -> Finding)
    case components(@Sendable (ComponentEvidence, Claims) -> Finding)
  }

  /// About two tasks and two components.
  init(
    number: String, title: String, shortTitle: String, claim: String,
    examine: @escaping @Sendable (Evidence, Claims) -> Finding
  ) {
    self.number = number
    self.title = title
    self.shortTitle = shortTitle
    self.claim = claim
    examination = .pair(examine)
  }

  /// About any number of them.
  init(
    number: String, title: String, shortTitle: String, claim: String,
    ofComponents examine: @escaping @Sendable (ComponentEvidence, Claims) -> Finding
  ) {
    self.number = number
    self.title = title
    self.shortTitle = shortTitle
    self.claim = claim
    examination = .components(examine)
  }

  /// The verdict on a lane of two tasks at an instant.
  public func finding(for evidence: Evidence, claims: Claims = Claims()) -> Finding {
    guard case .pair(let examine) = examination else { return .needs("several tasks") }
    return examine(evidence, claims)
  }

  /// The verdict on a lane of any number of tasks at an instant.
  public func finding(for evidence: ComponentEvidence, claims: Claims = Claims()) -> Finding {
    guard case .components(let examine) = examination else { return .needs("two tasks") }
    return examine(evidence, claims)
  }
}
