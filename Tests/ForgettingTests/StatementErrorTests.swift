import Testing

@testable import Forgetting

/// Statements do not fail by their own measurement's error, nor hold by a bracket that holds anything.
@Suite struct StatementErrorTests {
  private static func finding(_ number: String, _ evidence: Evidence, _ claims: Claims = Claims())
    -> Finding
  {
    StatementCatalogue.statements.first { $0.number == number }!.finding(
      for: evidence, claims: claims)
  }

  /// A model of equal means with a trained covariance: its objective hardly falls, so that a difference
  /// quotient is all rounding in the end.
  @Test(arguments: [("forward-kl", 5.0), ("jeffreys", 10)])
  func energyCountsItsOwnError(_ method: String, _ half: Double) throws {
    let scenario = Scenario(
      target: TargetSettings(
        oldMass: 0.5, old: ModeSettings(mean: [-half]), new: ModeSettings(mean: [half])),
      start: MixtureSettings(oldWeight: 0.8, new: ModeSettings(mean: [-half])),
      rates: Rates(newCovariance: 0.3), lanes: [LaneSettings(method: MethodSettings(method))])
    let lane = try Lane(scenario, lane: 0)
    let reader = EvidenceReader()
    var state = LaneState(startOf: scenario)
    var wrong = Claims()
    wrong.energySlope = -1.01
    var caught = 0
    for instant in 0..<60 where state.failure == nil {
      let evidence = reader.evidence(of: lane, at: state)
      let found = Self.finding("E", evidence)
      #expect(found.verdict != .fails, "t = \(Double(instant) / 4): \(found)")
      if Self.finding("E", evidence, wrong).verdict == .fails { caught += 1 }
      lane.advance(&state, by: 0.25)
    }
    #expect(caught > 0)
  }

  /// Near its root G_s is smaller than the bracket that overlap leaves it.
  @Test func bracketsWiderThanTheQuantitySayNothing() {
    let target = Mixture.line(0.6, -2, 2)
    func verdict(_ number: String, _ method: MethodCase, _ weight: Double) -> Finding.Verdict {
      Self.finding(
        number,
        EvidenceReader().evidence(
          method.method, Problem(target), model: target.with(logitWeight: logit(weight)),
          rates: Rates())
      ).verdict
    }
    #expect(verdict("3", .full, 0.3) == .holds)
    #expect(verdict("3", .full, 0.6 + 1e-6) == .doesNotApply)
    #expect(verdict("2", .mix, 0.7) == .holds)
    #expect(verdict("2", .mix, 0.3 + 1e-6) == .doesNotApply)
  }
}
