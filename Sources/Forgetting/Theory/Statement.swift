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
  let examine: @Sendable (Evidence, Claims) -> Finding

  /// The verdict on a lane at an instant.
  public func finding(for evidence: Evidence, claims: Claims = Claims()) -> Finding {
    examine(evidence, claims)
  }
}
