import SeededNumbers
import Testing

@testable import Forgetting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where the origin stands and which way the axes point changes nothing; one dimension is enough where
/// the problem has only one.
@Suite struct InvarianceTests {
  /// A rotation by an angle followed by a displacement.
  private struct Motion {
    var angle: Double
    var shift: SIMD2<Double>

    func rotate(_ v: SIMD2<Double>) -> SIMD2<Double> {
      SIMD2(cos(angle) * v.x - sin(angle) * v.y, sin(angle) * v.x + cos(angle) * v.y)
    }

    /// Q S Qᵀ, by its factor.
    func rotate(_ factor: CholeskyFactor) -> CholeskyFactor {
      let first = rotate(SIMD2(factor.l11, factor.l21))
      let second = rotate(SIMD2(0, factor.l22))
      return CholeskyFactor(
        xx: first.x * first.x + second.x * second.x, xy: first.x * first.y + second.x * second.y,
        yy: first.y * first.y + second.y * second.y)!
    }

    func callAsFunction(_ mixture: Mixture) -> Mixture {
      func mode(_ gaussian: Gaussian) -> Gaussian {
        Gaussian(mean: rotate(gaussian.mean) + shift, scale: rotate(gaussian.scale))
      }
      var moved = mixture
      moved.old = mode(mixture.old)
      moved.new = mode(mixture.new)
      // Rounding must not untie what is tied.
      if mixture.isTied { moved.new.scale = moved.old.scale }
      return moved
    }
  }

  @Test(arguments: [true, false], MethodCase.all)
  func rotationTurnsTheGradient(_ tied: Bool, _ method: MethodCase) throws {
    var random = SplitMix64(seed: 21)
    let reader = ObjectiveReader()
    for _ in 0..<2 {
      let target = random.mixture(dimension: 2, tied: tied, reach: 2)
      let model = random.mixture(dimension: 2, tied: tied, reach: 2)
      let motion = Motion(angle: random.number(0.2...3), shift: random.point(-9...9, dimension: 2))
      let here = try reader.evaluation(method.settings, Problem(target), model: model)
      let there = try reader.evaluation(
        method.settings, Problem(motion(target)), model: motion(model))
      var expected = Coordinates(repeating: 0)
      expected.weight = here.gradient.weight
      expected.oldMean = motion.rotate(here.gradient.oldMean)
      expected.newMean = motion.rotate(here.gradient.newMean)
      var found = there.gradient
      // The covariances' coordinates are those of one set of axes.
      for index in 5...10 { found[index] = 0 }
      let error = relativeError(found, expected)
      #expect(error <= 1e-9, "off by \(error)")
      let objectives = abs((there.objective ?? .nan) - (here.objective ?? .infinity))
      #expect(objectives <= 1e-9, "objectives off by \(objectives)")
    }
  }

  @Test(arguments: MethodCase.all)
  func translationChangesNothing(_ method: MethodCase) throws {
    var random = SplitMix64(seed: 22)
    let reader = ObjectiveReader()
    for _ in 0..<10 {
      let target = random.mixture(dimension: 1, tied: false)
      let model = random.mixture(dimension: 1, tied: false)
      let shift = SIMD2(random.number(-300...300), 0)
      func moved(_ mixture: Mixture) -> Mixture {
        var copy = mixture
        copy.old.mean += shift
        copy.new.mean += shift
        return copy
      }
      let here = try reader.evaluation(method.settings, Problem(target), model: model)
      let there = try reader.evaluation(
        method.settings, Problem(moved(target)), model: moved(model))
      // Coordinates of size 300 carry an error of 300 · 2⁻⁵³.
      let error = relativeError(there.gradient, here.gradient)
      #expect(error <= 1e-9, "off by \(error)")
    }
  }

  /// A reference off the line forbids the reduction and occurs in no integrand: both answers must agree.
  @Test(arguments: MethodCase.all)
  func oneDimensionIsEnough(_ method: MethodCase) throws {
    var random = SplitMix64(seed: 23)
    for _ in 0..<3 {
      let angle = random.number(0...6)
      let direction = SIMD2(cos(angle), sin(angle))
      let deviation = random.number(0.7...1.4)
      let scale = CholeskyFactor(l11: deviation, l22: deviation)
      func mixture() -> Mixture {
        .plane(
          random.number(0.1...0.9), direction * random.number(-3...0),
          direction * random.number(0.5...3), scale: scale)
      }
      let target = mixture()
      let model = mixture()
      var aside = target
      aside.old.mean += SIMD2(-direction.y, direction.x)
      let reduced = PopulationIntegral()
      reduced.bind(method.method, problem: Problem(target), model: model)
      let full = PopulationIntegral()
      full.bind(method.method, problem: Problem(target: target, reference: aside), model: model)
      #expect(full.nodeCount > 4 * reduced.nodeCount, "both paths took \(full.nodeCount) nodes")
      let error = relativeError(
        reduced.gradient(of: model, covariances: true),
        full.gradient(of: model, covariances: true))
      #expect(error <= 1e-9, "G off by \(error)")
      let objectives =
        (reduced.objective(of: model) ?? .nan) - (full.objective(of: model) ?? .infinity)
      #expect(abs(objectives) <= 1e-9, "objectives off by \(objectives)")
    }
  }

  /// At a point, though not along a flow, any tied covariance will do.
  @Test func oneDimensionIsEnoughForCorrelatedModes() throws {
    var random = SplitMix64(seed: 24)
    for method in MethodCase.all {
      let scale = random.scale(dimension: 2)
      let direction = scale.apply(SIMD2(0.6, 0.8))
      let target = Mixture.plane(0.6, direction * -1, direction * 1.5, scale: scale)
      let model = Mixture.plane(0.3, direction * -0.4, direction * 2, scale: scale)
      var aside = target
      aside.old.mean.y += 1
      let reduced = PopulationIntegral()
      reduced.bind(method.method, problem: Problem(target), model: model, preserved: false)
      let full = PopulationIntegral()
      full.bind(
        method.method, problem: Problem(target: target, reference: aside), model: model,
        preserved: false)
      #expect(full.nodeCount > 4 * reduced.nodeCount)
      let error = relativeError(
        reduced.gradient(of: model, covariances: true),
        full.gradient(of: model, covariances: true))
      #expect(error <= 1e-9, "\(method): G off by \(error)")
      // A run would leave the line, so there the reduction is refused.
      let run = PopulationIntegral()
      run.bind(method.method, problem: Problem(target), model: model)
      #expect(run.nodeCount > 4 * reduced.nodeCount)
    }
  }

  @Test func metersNeedOneDimensionOnlyAsWell() {
    let direction = SIMD2(0.6, 0.8)
    let line = MeterReader().meters(
      Problem(.line(0.6, -1, 2)), model: .line(0.3, -0.5, 2.5))
    let plane = MeterReader().meters(
      Problem(.plane(0.6, -direction, 2 * direction)),
      model: .plane(0.3, -0.5 * direction, 2.5 * direction))
    var aside = Problem(.plane(0.6, -direction, 2 * direction))
    aside.reference.old.mean.x += 1
    let full = MeterReader().meters(aside, model: .plane(0.3, -0.5 * direction, 2.5 * direction))
    for path: KeyPath<Meters, Double> & Sendable in [
      \.klModelToTarget, \.klTargetToModel, \.klNewToModel, \.klOldToModel, \.misassignmentModel,
      \.misassignmentTarget, \.oldDrift, \.newError, \.separationModel, \.overlapTarget,
    ] {
      #expect(abs(plane[keyPath: path] - line[keyPath: path]) <= 1e-9)
      #expect(abs(full[keyPath: path] - line[keyPath: path]) <= 1e-9)
    }
    for path: KeyPath<Meters, Double> & Sendable in [
      \.effectiveOldMass, \.effectiveNewMass, \.effectiveOldFloor,
    ] {
      #expect(abs(plane[keyPath: path] - line[keyPath: path]) <= 1e-3)
    }
  }
}
