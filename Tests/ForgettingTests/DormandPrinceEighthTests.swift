import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The observed order of the integrator of lines, and what its error says.
@Suite struct DormandPrinceEighthTests {
  /// A pendulum, which bends all the time, and beside it a decay.
  private struct Pendulum: VectorField {
    func velocity(_ place: SIMD4<Double>) -> SIMD4<Double> {
      SIMD4(place[1], -sin(place[0]), -place[2] * place[2], 0)
    }
  }
  private static let start = SIMD4(1.2, 0, 1, 0)
  private static let duration = 4.0

  private static func end(steps: Int) -> (SIMD4<Double>, largestError: Double) {
    let integrator = DormandPrinceEighth<Pendulum>()
    let field = Pendulum()
    var place = start
    var largest = 0.0
    for _ in 0..<steps {
      let trial = integrator.trial(
        from: place, step: duration / Double(steps), first: field.velocity(place), tolerance: 1,
        field)
      place = trial.next
      largest = max(largest, trial.error)
    }
    return (place, largest)
  }

  @Test func itIsOfOrderEight() {
    let exact = Self.end(steps: 400).0
    // m' = −m² from 1 is 1/(1 + t).
    #expect(abs(exact[2] - 1 / (1 + Self.duration)) < 1e-14)
    let errors = [8, 16, 32].map { steps -> Double in
      let difference = Self.end(steps: steps).0 - exact
      return max(abs(difference[0]), abs(difference[1]))
    }
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      #expect(abs(log2(coarse / fine) - 8) <= 0.8, "\(errors)")
    }
  }

  /// The estimate falls by about 2⁸ as the step is halved, and is no smaller than what a step is off by.
  @Test func theEstimateIsAnUpperOne() {
    let integrator = DormandPrinceEighth<Pendulum>()
    let field = Pendulum()
    let first = field.velocity(Self.start)
    func trial(_ h: Double) -> (next: SIMD4<Double>, error: Double) {
      integrator.trial(from: Self.start, step: h, first: first, tolerance: 1, field)
    }
    for h in [0.8, 0.4] {
      let error = trial(h).error
      #expect(abs(log2(error / trial(h / 2).error) - 8) <= 1.5, "\(error)")
      var fine = Self.start
      for _ in 0..<16 {
        fine =
          integrator.trial(
            from: fine, step: h / 16, first: field.velocity(fine), tolerance: 1, field
          ).next
      }
      let off = fine - trial(h).next
      #expect((0..<3).allSatisfy { abs(off[$0]) <= error }, "\(off), \(error)")
    }
  }

  /// The first step is one that is accepted, and not far too short.
  @Test func theFirstStepFits() {
    let integrator = DormandPrinceEighth<Pendulum>()
    let field = Pendulum()
    let first = field.velocity(Self.start)
    for tolerance in [1e-4, 1e-7, 1e-10] {
      let h = integrator.firstStep(
        from: Self.start, first: first, limit: 10, tolerance: tolerance, field)
      let error = integrator.trial(
        from: Self.start, step: h, first: first, tolerance: tolerance, field
      ).error
      #expect(error <= 1 && error > 1e-6, "\(h): \(error)")
    }
    #expect(
      integrator.firstStep(
        from: SIMD4(0, 0, 0, 0), first: SIMD4(), limit: 3, tolerance: 1e-7, field)
        == 3)
    #expect(DormandPrinceEighth<Pendulum>.factor(.infinity) == 0.1)
    #expect(DormandPrinceEighth<Pendulum>.factor(0) == 6)
  }
}
