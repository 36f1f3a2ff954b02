import SeededNumbers
import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How much of the old task's mass a model still covers, where the answer is known.
@Suite struct EffectiveMassTests {
  private static func meters(_ target: Mixture, _ model: Mixture) -> Meters {
    MeterReader().meters(Problem(target), model: model)
  }

  /// P(Z ≤ z).
  private static func normal(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  @Test func identicalModelCoversEverything() {
    var random = SplitMix64(seed: 41)
    for dimension in [1, 2] {
      for _ in 0..<5 {
        let target = random.mixture(dimension: dimension, tied: false)
        let meters = Self.meters(target, target)
        let tolerance = dimension == 1 ? 1e-9 : 1e-3
        #expect(abs(meters.effectiveOldMass - 1) <= tolerance)
        #expect(abs(meters.effectiveNewMass - 1) <= tolerance)
      }
    }
  }

  @Test func modelElsewhereCoversNothing() {
    let meters = Self.meters(.line(0.5, -3, 3), .line(0.5, 40, 45))
    #expect(meters.effectiveOldMass <= 1e-12)
    #expect(meters.effectiveNewMass <= 1e-12)
    let plane = Self.meters(
      .plane(0.5, SIMD2(-3, 0), SIMD2(3, 0)), .plane(0.5, SIMD2(0, 40), SIMD2(0, 45)))
    #expect(plane.effectiveOldMass <= 1e-12)
  }

  /// With the old component gone, what is left is what the new task covers: the floor.
  @Test func forgottenModelStandsAtTheFloor() {
    for (alpha, separation) in [(0.5, 2.0), (0.2, 1), (0.9, 3), (0.5, 0.2)] {
      let target = Mixture.line(alpha, 0, separation)
      let meters = Self.meters(target, target.with(logitWeight: -40))
      let gap = abs(meters.effectiveOldMass - meters.effectiveOldFloor)
      #expect(gap <= 1e-12, "α \(alpha), δ \(separation): off by \(gap)")
    }
  }

  /// ∫ min(α N(0), N(δ)) / α in closed form: the two cross once, at δ/2 + log(α)/δ.
  @Test func floorInClosedForm() {
    for alpha in [0.05, 0.3, 0.5, 0.8, 0.99] {
      for separation in [0.5, 1, 2, 4, 7.0] {
        let crossing = separation / 2 + log(alpha) / separation
        // Left of the crossing the new task's density is the smaller one.
        let expected = Self.normal(crossing - separation) / alpha + Self.normal(-crossing)
        let floor = Self.meters(
          .line(alpha, 0, separation), .line(0.5, 0, separation)
        ).effectiveOldFloor
        #expect(abs(floor - expected) <= 1e-9, "α \(alpha), δ \(separation): \(floor)")
      }
    }
    let overlap = Self.meters(.line(0.5, 0, 2), .line(0.5, 0, 2)).effectiveOldFloor
    #expect(abs(overlap - 0.43) <= 0.005, "\(overlap)")
  }

  /// Far apart only the weight counts: min(α, β)/α.
  @Test func weightAloneCountsFarApart() {
    for beta in [0.01, 0.2, 0.5, 0.7] {
      let meters = Self.meters(.line(0.5, -20, 20), .line(beta, -20, 20))
      #expect(abs(meters.effectiveOldMass - min(1, beta / 0.5)) <= 1e-9)
      #expect(abs(meters.effectiveNewMass - min(1, (1 - beta) / 0.5)) <= 1e-9)
    }
  }

  /// A captured component keeps its weight and loses the mass.
  @Test func capturedComponentLosesTheMass() {
    let meters = Self.meters(.line(0.5, -4, 4), .line(0.9, 4, 4))
    #expect(meters.oldWeight > 0.89)
    #expect(meters.effectiveOldMass < 0.001)
  }

  @Test func planeAgreesWithTheLine() {
    var random = SplitMix64(seed: 42)
    for _ in 0..<6 {
      let target = random.mixture(dimension: 1, tied: true)
      var model = random.mixture(dimension: 1, tied: true)
      model.old.scale = target.old.scale
      model.new.scale = target.old.scale
      let direction = SIMD2(0.28, 0.96)
      func lifted(_ line: Mixture) -> Mixture {
        let deviation = line.old.scale.l11
        return .plane(
          line.oldWeight, line.old.mean.x * direction, line.new.mean.x * direction,
          scale: CholeskyFactor(l11: deviation, l22: deviation))
      }
      let line = Self.meters(target, model)
      let plane = Self.meters(lifted(target), lifted(model))
      let old = abs(plane.effectiveOldMass - line.effectiveOldMass)
      let new = abs(plane.effectiveNewMass - line.effectiveNewMass)
      let floor = abs(plane.effectiveOldFloor - line.effectiveOldFloor)
      #expect(max(old, new, floor) <= 1e-3, "\(old), \(new), \(floor)")
    }
  }

  /// ∫ min(α N(μ_o), q) / α by brute force on a fine grid.
  private static func covered(_ target: Mixture, _ model: Mixture) -> Double {
    let h = 1e-3
    var sum = 0.0
    for index in -15_000...15_000 {
      let y = SIMD2(Double(index) * h, 0)
      let data = target.logOldWeight + target.old.logDensity(at: y, dimension: 1)
      sum += h * exp(min(data, model.logDensity(at: y)))
    }
    return sum / target.oldWeight
  }

  /// Deviations that make two crossings and more.
  @Test func severalCrossingsAreFound() {
    var random = SplitMix64(seed: 43)
    for _ in 0..<20 {
      let target = random.mixture(dimension: 1, tied: false)
      let model = random.mixture(dimension: 1, tied: false)
      let error = Self.meters(target, model).effectiveOldMass - Self.covered(target, model)
      #expect(abs(error) <= 1e-6, "off by \(error)")
    }
  }

  /// Two narrow peaks rise above the task and leave a dip between them.
  @Test func dipBetweenPeaksIsFound() {
    let target = Mixture.line(0.9, 0, 6)
    let model = Mixture.line(0.5, 0.1, 0.9, deviation: 0.2)
    let error = Self.meters(target, model).effectiveOldMass - Self.covered(target, model)
    #expect(abs(error) <= 1e-6, "off by \(error)")
  }
}

/// What one component covers of its own task.
@Suite struct ComponentMassTests {
  private func meters(_ model: Mixture, _ target: Mixture) -> Meters {
    MeterReader().meters(Problem(target: target, reference: target), model: model)
  }

  private func mixture(_ weight: Double, _ old: Double, _ new: Double, dimension: Int = 1)
    -> Mixture
  {
    Mixture(
      dimension: dimension, logitWeight: logit(weight),
      old: Gaussian(mean: SIMD2(old, 0), scale: CholeskyFactor(l11: 1)),
      new: Gaussian(mean: SIMD2(new, 0), scale: CholeskyFactor(l11: 1)))
  }

  /// In place, a component covers the smaller of its weight and its task's mass.
  @Test func componentsInPlace() {
    let target = mixture(0.4, -2, 2)
    let meters = meters(mixture(0.1, -2, 2), target)
    #expect(abs(meters.componentOldMass - 0.25) < 1e-12)
    #expect(abs(meters.componentNewMass - 1) < 1e-12)
  }

  /// Equal weights δ apart overlap by 2 Φ(−δ/2).
  @Test(arguments: [1, 2]) func movedComponent(_ dimension: Int) {
    let meters = meters(
      mixture(0.4, -1, 2, dimension: dimension), mixture(0.4, -2, 2, dimension: dimension))
    #expect(abs(meters.componentOldMass - 0.617075077451974) < (dimension == 1 ? 1e-9 : 1e-3))
  }

  /// A component alone never covers more than the whole model, and a component that has gone over to
  /// the other task covers nothing of its own, whatever the effective mass says.
  @Test func componentsCoverNoMoreThanTheModel() {
    var random = SplitMix64(seed: 43)
    for dimension in [1, 1, 1, 2, 2] {
      let target = random.mixture(dimension: dimension, tied: false)
      let meters = meters(random.mixture(dimension: dimension, tied: false), target)
      let slack = dimension == 1 ? 1e-9 : 1e-3
      #expect(meters.componentOldMass <= meters.effectiveOldMass + slack)
      #expect(meters.componentNewMass <= meters.effectiveNewMass + slack)
    }
    let swapped = meters(mixture(0.5, 4, -4), mixture(0.5, -4, 4))
    #expect(swapped.effectiveOldMass > 0.999)
    #expect(swapped.componentOldMass < 1e-3)
  }

  /// Where all deviations are the same the mass has a shorter way, which fits take: the same number.
  @Test func equalSpreadsHaveAShorterWay() throws {
    var random = SplitMix64(seed: 97)
    var different = 0
    for number in 0..<400 {
      func mean() -> Double {
        // Some exactly on the task's, some far away.
        number % 7 == 0 ? 2 : Double.random(in: -9...9, using: &random)
      }
      let alpha = Double.random(in: 0.02...0.98, using: &random)
      let target = Mixture.line(alpha, -2, 2)
      let model = Mixture.line(Double.random(in: 0.001...0.999, using: &random), mean(), mean())
      for (mode, weight) in [(target.old, alpha), (target.new, 1 - alpha)] {
        let short = try #require(EqualSpreads.mass(mode, weight: weight, model: model))
        let long = EffectiveMass()(mode, weight: weight, model: model)
        #expect(abs(short - long) <= 1e-9, "\(model): \(short), \(long)")
        if short > 1e-6, short < 1 - 1e-6 { different += 1 }
      }
    }
    #expect(different > 300)
    #expect(
      EqualSpreads.mass(
        Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 2)), weight: 0.5,
        model: .line(0.5, -2, 2)) == nil)
  }
}
