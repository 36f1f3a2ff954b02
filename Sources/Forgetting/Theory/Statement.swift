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
  private static let resolution = "a resolved integral"
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
    guard evidence.isResolved else { return .needs(Statement.resolution) }
    return Statement.judged(examine(evidence, claims))
  }

  /// The verdict on a lane of any number of tasks at an instant.
  public func finding(for evidence: ComponentEvidence, claims: Claims = Claims()) -> Finding {
    guard case .components(let examine) = examination else { return .needs("two tasks") }
    guard !evidence.gradient[0].isNaN else { return .needs(Statement.resolution) }
    return Statement.judged(examine(evidence, claims))
  }

  /// A measurement that has not been resolved judges nothing.
  private static func judged(_ finding: Finding) -> Finding {
    finding.measurement?.isNaN == true ? .needs(resolution) : finding
  }
}
