import Testing

@testable import Forgetting
@testable import Simulation

/// Statement 6, and that it notices a flow or an exponent that is not the theory's.
@Suite struct SeparationLawTests {
  @Test func reverseKLsDriftDiesLikeTheOverlap() throws {
    let law = SeparationLaw()
    #expect(law.points.map(\.separation) == SeparationLaw.separations)
    let finding = DriftDecay.finding(law.points)
    let slope = try #require(finding.measurement)
    // An independent program finds 1.017.
    #expect(abs(slope - 1.017) < 0.004, "slope \(slope)")
    #expect(finding.verdict == .holds)
    #expect(finding.prediction == .between(0.95, 1.05))
    #expect(zip(law.points, law.points.dropFirst()).allSatisfy { $0.peak > $1.peak })
  }

  /// The sweep with something changed at every point.
  private static func law(
    _ change: @escaping @Sendable (inout Scenario) -> Void
  ) -> SeparationLaw {
    SeparationLaw(changing: change)
  }

  /// While the new mean is on its way the overlap is not that of the target.
  @Test(arguments: [0.5, 1.5])
  func aWrongNewMeanFails(error: Double) {
    let law = Self.law { $0.start.new.mean = [$0.target.new.mean![0] - error] }
    #expect(law.points.count == SeparationLaw.separations.count)
    let finding = DriftDecay.finding(law.points)
    #expect(finding.verdict == .fails, "slope \(String(describing: finding.measurement))")
  }

  @Test func aMeanThatDoesNotMoveFails() {
    let law = Self.law { $0.rates.oldMean = 0 }
    let finding = DriftDecay.finding(law.points)
    #expect(finding.measurement == nil && finding.verdict == .fails)
  }

  /// Reverse KL's drift has a peak, which a longer run does not raise. Forward KL has no spring: its
  /// drift is still growing when the run ends, so its line says as much of the end as of the overlap.
  @Test func onlyReverseKLHasAPeak() {
    func peaks(_ method: String, until: Double) -> [Double] {
      Self.law {
        $0.lanes[0].method = MethodSettings(method)
        $0.clock.until = until
      }.points.map(\.peak)
    }
    for (a, b) in zip(peaks("reverse-kl", until: 60), peaks("reverse-kl", until: 600)) {
      #expect(abs(a - b) < 1e-9 * a)
    }
    for (a, b) in zip(peaks("forward-kl", until: 60), peaks("forward-kl", until: 600)) {
      #expect(b > 1.4 * a)
    }
  }

  @Test(arguments: [7.0, 9.0])
  func anotherExponentFails(denominator: Double) {
    let finding = DriftDecay.finding(SeparationLaw.shared.points) { -$0 * $0 / denominator }
    #expect(finding.verdict == .fails, "slope \(String(describing: finding.measurement))")
  }

  @Test func runsThatAreMissingFail() {
    // One run of the nine, and all of them: what is left would still have a slope.
    let law = Self.law {
      if $0.target.new.mean![0] > 3.9 { $0.lanes[0].method = MethodSettings("no-such") }
    }
    #expect(law.points.isEmpty)
    #expect(Self.law { $0.lanes[0].method = MethodSettings("no-such") }.points.isEmpty)
    #expect(DriftDecay.finding([]).verdict == .fails)
    #expect(DriftDecay.finding([(4, 0.1), (5, 0)]).verdict == .fails)
    #expect(DriftDecay.slope([(4, 0.1), (4, 0.2)]) == nil)
  }

  @Test func slopeOfTheLawItselfIsOne() throws {
    let points = [4.0, 5, 7].map { (separation: $0, peak: 3 * DriftDecay.overlap($0)) }
    let slope = try #require(DriftDecay.slope(points))
    #expect(abs(slope - 1) < 1e-12)
    #expect(abs(DriftDecay.overlap(4) - 0.1353352832366127) < 1e-16)
  }
}
