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

/// The formulas that the statements compare with, as values: a test exchanges one for a wrong one and
/// sees it caught.
public struct Claims: Sendable {
  /// Lower bound of G_s/β under forward KL with the new component right (docs/mathematics.md, 5d).
  public var massLowerBound: @Sendable (_ overlap: Double, _ beta: Double) -> Double = {
    1 - $0 / (2 * ($1 * (1 - $1)).squareRoot())
  }
  /// G_s of forward KL with replay, both components right, far apart (5e).
  public var replaySlope: @Sendable (_ beta: Double, _ replay: Double) -> Double = { $0 - $1 }
  /// How far G_s may be from it at an overlap.
  public var replayTolerance:
    @Sendable (_ overlap: Double, _ beta: Double, _ replay: Double) -> Double = {
      overlap, beta, replay in
      let ratio = (beta / (1 - beta)).squareRoot()
      return 0.5 * overlap * max(replay / ratio, (1 - replay) * ratio)
    }
  /// G_s of reverse KL, both components right, far apart (5f).
  public var targetSlope: @Sendable (_ logitBeta: Double, _ logitAlpha: Double) -> Double = {
    let beta = sigmoid($0)
    return beta * (1 - beta) * ($0 - $1)
  }
  public var targetTolerance:
    @Sendable (_ overlap: Double, _ logitBeta: Double, _ logitAlpha: Double) -> Double = {
      overlap, s, a in
      let beta = sigmoid(s)
      let up = max(exponential(-s / 2), exponential(-a / 2))
      let down = max(exponential(s / 2), exponential(a / 2))
      return beta * (1 - beta) * overlap * (up + down)
    }
  /// Σ G_{m_o} / β of reverse KL with one covariance: spring, target gate, model gate (6a).
  public var gatedDrift:
    @Sendable (_ target: Mixture, _ model: Mixture, _ epsilonP: Double, _ epsilonQ: Double)
      -> SIMD2<Double> = { target, model, epsilonP, epsilonQ in
        (model.old.mean - target.old.mean) + epsilonP * (target.old.mean - target.new.mean)
          - epsilonQ * (model.old.mean - model.new.mean)
      }
  /// The bounds of the gates (5a, 5c).
  public var modelGateBound: @Sendable (_ model: Mixture) -> Double = {
    MisassignmentBounds.model($0)
  }
  public var targetGateBound: @Sendable (_ target: Mixture, _ model: Mixture) -> Double? = {
    MisassignmentBounds.target($0, model: $1)
  }
  /// The factor between λ(F) and the rate at which the excess objective decays (7a).
  public var energyRateFactor = 2.0
  /// dF/dt in units of GᵀPG (§8).
  public var energySlope = -1.0

  public init() {}
}
