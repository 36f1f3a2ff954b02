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
    evidence.isResolved ? examine(evidence, claims) : .needs("fewer nodes: not resolved")
  }

  /// Whether all four components have one covariance: the condition of the gated drift.
  static func hasOneCovariance(_ target: Mixture, _ model: Mixture) -> Bool {
    target.isTied && isSame(model.old.scale, target.old.scale)
      && isSame(model.new.scale, target.old.scale)
  }

  static func isSame(_ a: CholeskyFactor, _ b: CholeskyFactor) -> Bool {
    abs(a.l11 - b.l11) <= 1e-6 * b.l11 && abs(a.l22 - b.l22) <= 1e-6 * b.l22
      && abs(a.l21 - b.l21) <= 1e-6 * b.l22
  }

  /// "Component right": equal mean and covariance within 1e−6 σ.
  static func isRight(_ mode: Gaussian, _ target: Gaussian) -> Bool {
    isSame(mode.scale, target.scale) && target.scale.mahalanobis(mode.mean - target.mean) <= 1e-6
  }
}

/// What a statement found.
public struct Finding: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    case holds
    case fails
    /// Asymptotic, and its window is not reached.
    case notYet
    case doesNotApply
  }

  /// What the theory says the measurement should be.
  public enum Prediction: Hashable, Sendable {
    case equals(Double)
    case atMost(Double)
    case between(Double, Double)
  }

  /// What is missing for the statement to say something.
  public enum Requirement: Hashable, Sendable {
    case words(String)
    /// "needs BC ≤ 0.012, is 0.135".
    case atMost(symbol: String, limit: Double, value: Double)
    case atLeast(symbol: String, limit: Double, value: Double)
  }

  public var verdict: Verdict
  /// The symbol of what is measured: "β*", "ε_q".
  public var symbol: String
  public var prediction: Prediction?
  public var measurement: Double?
  public var requirement: Requirement?

  public static func needs(_ words: String) -> Finding {
    Finding(verdict: .doesNotApply, symbol: "", requirement: .words(words))
  }

  static func needs(_ requirement: Requirement) -> Finding {
    Finding(verdict: .doesNotApply, symbol: "", requirement: requirement)
  }

  static func judged(
    _ holds: Bool, _ symbol: String, _ prediction: Prediction, _ measurement: Double
  ) -> Finding {
    Finding(
      verdict: holds ? .holds : .fails, symbol: symbol, prediction: prediction,
      measurement: measurement)
  }
}
