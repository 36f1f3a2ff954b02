import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A wrong law: each formula of the theory with a mistake in it.
extension BrokenTheoryTests {
  /// A mistake in one formula, as an author might make it.
  struct Mistake: CustomStringConvertible, Sendable {
    var number: String
    var description: String
    var method: MethodCase
    var situation: Situation
    /// How far what is measured lies from what the wrong law allows; nil where nobody has computed it.
    var miss: Double?
    var claims: Claims

    init(
      _ number: String, _ description: String, _ method: MethodCase, _ situation: Situation,
      by miss: Double? = nil, _ change: (inout Claims) -> Void
    ) {
      self.miss = miss
      self.number = number
      self.description = "\(number): \(description)"
      self.method = method
      self.situation = situation
      claims = Claims()
      change(&claims)
    }

    init(
      _ number: String, _ description: String, _ method: MethodCase, _ model: Mixture,
      rates: Rates = Rates(), by miss: Double? = nil, _ change: (inout Claims) -> Void
    ) {
      self.init(
        number, description, method,
        Situation(BrokenTheoryTests.target, model, rates: rates), by: miss, change)
    }
  }

  static let target = Mixture.line(0.7, -2.5, 2.5)
  static let weightOnly = Mixture.line(0.4, -2.5, 2.5)
  static let astray = Mixture.line(0.4, -2, 1.5)
  static let near = Mixture.line(0.695, -2.5, 2.5)
  static let nearReplay = Mixture.line(0.295, -2.5, 2.5)
  static let frozen = Rates(oldMean: 0, newMean: 0)

  static let mistakes: [Mistake] = [
    Mistake("1", "β grows", .forward, weightOnly) { $0.massLowerBound = { _, _ in 1.001 } },
    Mistake("2", "β* = 1 − λ", .mix, weightOnly) { $0.replaySlope = { $0 - (1 - $1) } },
    Mistake("2", "the sign", .mix, weightOnly) { $0.replaySlope = { $1 - $0 } },
    Mistake("3", "without β(1−β)", .full, weightOnly) { $0.targetSlope = { $0 - $1 } },
    Mistake("3", "β − α", .full, .line(0.2, -2.5, 2.5)) {
      $0.targetSlope = { sigmoid($0) - sigmoid($1) }
    },
    Mistake("4", "no target gate", .full, astray) {
      $0.gatedDrift = { target, model, _, epsilonQ in
        (model.old.mean - target.old.mean) - epsilonQ * (model.old.mean - model.new.mean)
      }
    },
    Mistake("4", "gates exchanged", .full, astray) {
      $0.gatedDrift = { target, model, epsilonP, epsilonQ in
        (model.old.mean - target.old.mean) + epsilonQ * (target.old.mean - target.new.mean)
          - epsilonP * (model.old.mean - model.new.mean)
      }
    },
    Mistake("5", "BC squared", .full, astray) {
      $0.modelGateBound = { model in
        let overlap = bhattacharyya(model.old, model.new)
        return 0.1 * overlap * overlap
      }
    },
    Mistake("5p", "without the error of the mean", .full, .line(0.4, -1.5, 1.5)) {
      $0.targetGateBound = { target, _ in MisassignmentBounds.target(target, model: target) }
    },
    Mistake("7", "λ, not 2λ", .full, near, rates: frozen) { $0.energyRateFactor = 1 },
    Mistake("7", "4λ", .mix, nearReplay, rates: frozen) { $0.energyRateFactor = 4 },
    Mistake("6", "e^−δ²/4", .full, astray) { $0.driftExponent = { -$0 * $0 / 4 } },
    Mistake("6", "e^−δ", .full, astray) { $0.driftExponent = { -$0 } },
    Mistake("8", "(1−λ) G", .fullReplayed, astray) { $0.replayedGradient = { 1 - $0 } },
    Mistake("9", "η/κ", .discover, discoverRest) { $0.discoverRest = { $0 - $1 / $2 } },
    Mistake("9", "1.1 κ", .discover, discoverRest) {
      $0.discoverRest = {
        TTTDiscover.restingLogit(reference: $0, sharpness: $1, klCoefficient: 1.1 * $2)
      }
    },
    Mistake("9", "−τ", .offPolicy, windowEnd) { $0.windowEnd = { $0 - $1 } },
    Mistake("9", "a window from 0", .offPolicy, windowEnd) { $0.windowEnd = { -1 / $1 } },
    Mistake("9", "the anchor's rate", .distillation, nearDemonstrator) {
      $0.slowRate = { _, _, gamma in gamma }
    },
    Mistake("9", "a third as slow", .distillation, nearDemonstrator) { claims in
      let slow = claims.slowRate
      claims.slowRate = { slow($0, $1, $2) / 3 }
    },
    Mistake("N", "β* = 0", .mix, natural) { $0.naturalSlope = { beta, _ in beta } },
    Mistake("N", "the logit's β(1−β)", .forward, natural) {
      $0.naturalSlope = { beta, _ in beta * beta * (1 - beta) }
    },
    Mistake("E", "it rises", .full, astray) { $0.energySlope = 1 },
    Mistake("E", "half as fast", .forward, astray) { $0.energySlope = -0.5 },
  ]

  static let farFromReference = Situation(.line(0.5, -4, 4), .line(0.9, -4, 4))
  static let held = Situation(.line(0.5, -2, 2), .line(0.8, -2, 2), rates: frozen)
  static let wide = Situation(.line(0.5, -3, 3), .line(0.6, -3, 3))
  static let elsewhere = Situation(.line(0.5, -4, 4), .line(0.8, -4, 3))
  static let onTheOldSide = Situation(.line(0.5, -4, 4), .line(0.8, -4, -3))
  /// A reference that is the model.
  static let fresh = Situation(
    .line(0.5, -2, 2), .line(0.8, -1.5, 1), reference: .line(0.8, -1.5, 1))
  static let taught = Situation(
    .line(0.5, -2, 2), .line(0.8, -1.5, 1), teacher: .line(0.6, -2, 1.5))

  /// Each with its miss by sums over nodes .002 apart (NumPy; times by quadrature of ds/G_s).
  static let furtherMistakes: [Mistake] = [
    Mistake("A", "no overlap", .forward, held, by: 2.553959) { $0.forgettingSlack = { _, _ in 0 } },
    Mistake("A", "the clock 1/β + logit β", .forward, held, by: 4.722644) {
      $0.forgettingClock = { 1 / $0 + logit($0) }
    },
    Mistake("B", "m, not m²", .full, held, by: 0.473442) { claims in
      let rate = claims.leastRate
      claims.leastRate = { rate($0, $1) / $1 }
    },
    Mistake("C", "e^−δ²/4", .full, wide, by: 0.000473268) {
      $0.geometryError = { 0.5 * ($0 * (1 - $0)).squareRoot() * exponential(-$1 * $1 / 4) }
    },
    Mistake("D", "without replay", .fullReplayed, weightOnly, by: 0.757511) {
      $0.replayVariance = { beta, _ in 1 / beta - 1 }
    },
    Mistake("D", "β + λ", .fullReplayed, weightOnly, by: 0.281686) {
      $0.replayVariance = { 1 / ($0 + $1) - 1 }
    },
    Mistake("D", "the whole batch", .fullReplayed, weightOnly, by: 0.115401) {
      $0.effectiveShare = { _ in 1 }
    },
    Mistake("9d", "no Z", .discover, taught, by: 0.160964) { $0.discoverPull = { eta, _ in eta } },
    Mistake("9d", "no gates", .discover, taught, by: 0.0131849) {
      $0.anchoredDrift = { anchor, model, _, _ in model.old.mean - anchor.old.mean }
    },
    Mistake("9d", "p for T", .distillation, taught, by: 0.0447537) {
      let drift = $0.anchoredDrift
      $0.anchoredDrift = { drift(Mixture.line(0.5, -2, 2), $1, $2, $3) }
    },
    Mistake("9d", "τ, not 2τ", .offPolicy, fresh, by: 0.0795448) { $0.freshPull = { $0 } },
    Mistake("F", "half as fast", .forward, elsewhere, by: 0.488558) { $0.forwardPlaceRate = 0.5 },
    Mistake("F", "β", .full, elsewhere, by: 0.584061) { $0.reversePlaceRate = { $0 } },
    Mistake("G", "to 0", .full, onTheOldSide, by: 0.692251) { $0.trapLevel = { _ in 0 } },
    Mistake("G", "−ln(1−α)", .full, onTheOldSide.with(mass: 0.3), by: 0.846014) {
      $0.trapLevel = { -logarithm(1 - $0) }
    },
    Mistake("R", "the other way", .full, farFromReference, by: 0.142697) {
      let razor = $0.razor
      $0.razor = { razor($1, $0) }
    },
    Mistake("R", "without places", .forward, elsewhere, by: 0.249921) {
      let razor = $0.razor
      $0.razor = { start, model in razor(start, start.with(logitWeight: model.logitWeight)) }
    },
  ]

  @Test(arguments: mistakes + furtherMistakes) func wrongLawIsCaught(_ mistake: Mistake) {
    let right = Self.finding(mistake.number, mistake.method.method, mistake.situation)
    #expect(right.verdict == .holds, "\(right)")
    let wrong = Self.finding(
      mistake.number, mistake.method.method, mistake.situation, claims: mistake.claims)
    #expect(wrong.verdict == .fails, "\(wrong)")
    guard let miss = mistake.miss else { return }
    let found = Self.distance(wrong)
    #expect(abs(found - miss) <= 2e-5 * max(0.1, miss), "it misses by \(found), not \(miss)")
  }

  /// How far a measurement lies outside of what was predicted.
  private static func distance(_ finding: Finding) -> Double {
    let found = finding.measurement ?? .nan
    return switch finding.prediction {
    case .between(let low, let high)?: max(low - found, found - high)
    case .atLeast(let low)?: low - found
    case .atMost(let high)?: found - high
    default: .nan
    }
  }

  /// What is said of methods of the wider field misses by an amount that somebody else has computed.
  @Test func everyLaterMistakeHasItsMiss() {
    #expect(Self.furtherMistakes.allSatisfy { $0.miss != nil })
  }

  @Test func everyStatementIsBrokenAtLeastOnce() {
    let broken = Set((Self.mistakes + Self.furtherMistakes).map(\.number))
    #expect(broken == Set(StatementCatalogue.statements.map(\.number)))
  }
}
