import Testing

@testable import Forgetting

/// ε_q and ε_p with digits of their own down to 1e−12 and below, against sums of 30 digits.
@Suite struct MisassignmentTests {
  private static func line(
    _ weight: Double, _ old: (Double, Double), _ new: (Double, Double)
  ) -> Mixture {
    Mixture(
      dimension: 1, logitWeight: logit(weight),
      old: Gaussian(mean: SIMD2(old.0, 0), scale: CholeskyFactor(l11: old.1)),
      new: Gaussian(mean: SIMD2(new.0, 0), scale: CholeskyFactor(l11: new.1)))
  }

  static let cases: [(model: Mixture, epsilon: Double)] = [
    (line(0.8, (-4, 1), (4, 1)), 2.4232683401522717e-5),
    (line(0.8, (-6, 1), (6, 1)), 7.6532425662087749e-10),
    (line(0.5, (-7, 1), (7, 1)), 2.001173096162776e-12),
    (line(0.9, (-5, 0.7), (5, 1.3)), 1.0185285068003887e-7),
    (line(0.6, (-3, 1.5), (3, 0.2)), 0.00025337376338381676),
    (line(0.99, (-3, 0.2), (3, 0.5)), 2.7593123015206564e-19),
  ]

  @Test(arguments: cases.indices) func smallProbabilitiesHaveDigits(_ index: Int) {
    let (model, epsilon) = Self.cases[index]
    let own = Misassignment()(of: model.old, by: model)
    #expect(abs(own / epsilon - 1) <= 1e-9, "\(own) for \(epsilon)")
    // As they are measured: nodes where those know it.
    let meters = MeterReader().meters(Problem(model), model: model)
    for found in [meters.misassignmentModel, meters.misassignmentTarget] {
      #expect(abs(found / epsilon - 1) <= 1e-7, "\(found) for \(epsilon)")
    }
    #expect(meters.misassignmentModel <= meters.misassignmentModelBound)
  }

  /// The plane with one covariance is the line, in any direction; ε_p where the old mean is astray.
  @Test func theTiedPlaneIsTheLine() {
    let scale = CholeskyFactor(l11: 1.2, l21: 0.7, l22: 0.9)
    for angle in [0.0, 0.4, 2.1] {
      let direction = scale.apply(SIMD2(cosine(angle), sine(angle)))
      let model = Mixture.plane(0.8, -6 * direction, 6 * direction, scale: scale)
      let own = Misassignment()(of: model.old, by: model)
      #expect(abs(own / 7.6532425662087749e-10 - 1) <= 1e-9, "\(own)")
    }
    let target = Self.line(0.5, (-4, 1), (4, 1))
    let astray = Gaussian(mean: SIMD2(-3.5, 0), scale: CholeskyFactor(l11: 0.8))
    let own = Misassignment()(of: astray, by: target)
    #expect(abs(own / 1.3940179825418689e-5 - 1) <= 1e-9, "\(own)")
  }

  /// Any covariances in the plane.
  @Test func theUntiedPlane() {
    let model = Mixture(
      dimension: 2, logitWeight: logit(0.8),
      old: Gaussian(mean: SIMD2(0, 0), scale: CholeskyFactor(l11: 0.6)),
      new: Gaussian(mean: SIMD2(6, 1), scale: CholeskyFactor(l11: 1.1, l22: 0.7)))
    let own = Misassignment()(of: model.old, by: model)
    #expect(abs(own / 0.000106450125838678 - 1) <= 1e-9, "\(own)")
    // Turned by an angle, and not diagonal any more.
    let turned = model.turned(by: 0.7)
    let other = Misassignment()(of: turned.old, by: turned)
    #expect(abs(other / own - 1) <= 1e-8, "\(other)")
    let meters = MeterReader().meters(Problem(turned), model: turned)
    #expect(abs(meters.misassignmentModel / own - 1) <= 1e-7)
  }

  @Test func endsOfTheRange() {
    let model = Mixture.line(0.5, -1, 1)
    #expect(Misassignment()(of: model.old, by: model.with(logitWeight: .infinity)) == 0)
    #expect(Misassignment()(of: model.old, by: model.with(logitWeight: -.infinity)) == 1)
    let coinciding = Mixture.line(0.3, 0, 0)
    #expect(abs(Misassignment()(of: coinciding.old, by: coinciding) - 0.7) <= 1e-12)
    // δ = 60: e^−450.
    let far = Misassignment()(of: Mixture.line(0.5, -30, 30).old, by: .line(0.5, -30, 30))
    #expect(far >= 0 && far < 1e-30)
  }
}

/// Effective masses in the plane to 1e−6: those of a line that is turned.
@Suite struct PlaneMassTests {
  @Test func turnedLinesKeepTheirMasses() {
    let mass = EffectiveMass()
    func line(_ weight: Double, _ old: (Double, Double), _ new: (Double, Double)) -> Mixture {
      Mixture(
        dimension: 1, logitWeight: logit(weight),
        old: Gaussian(mean: SIMD2(old.0, 0), scale: CholeskyFactor(l11: old.1)),
        new: Gaussian(mean: SIMD2(new.0, 0), scale: CholeskyFactor(l11: new.1)))
    }
    let cases: [(task: Mixture, model: Mixture)] = [
      (line(0.5, (-2, 1), (2, 1)), line(0.8, (-1.5, 1), (0.5, 1))),
      (line(0.5, (-2, 1), (2, 1)), line(0.2, (-2, 1), (2, 1))),
      (line(0.3, (-1, 1.5), (2, 0.6)), line(0.6, (-0.5, 0.7), (1.5, 1.2))),
      (line(0.9, (0, 1), (6, 1)), line(0.5, (0.1, 0.2), (0.9, 0.2))),
      (line(0.6, (0, 1), (3, 1)), line(0.6, (0.02, 1), (3, 1))),
    ]
    for (index, item) in cases.enumerated() {
      let exact = mass(item.task.old, weight: item.task.oldWeight, model: item.model)
      let component = mass(
        item.task.old, weight: item.task.oldWeight, component: item.model.old,
        logComponentWeight: item.model.logOldWeight, dimension: 1)
      for angle in [0.0, 0.3, 1.1] {
        let task = item.task.inPlane.turned(by: angle)
        let model = item.model.inPlane.turned(by: angle)
        let found = mass(task.old, weight: task.oldWeight, model: model)
        #expect(abs(found - exact) <= 1e-6, "case \(index) at \(angle): \(found), not \(exact)")
        let alone = mass(
          task.old, weight: task.oldWeight, component: model.old,
          logComponentWeight: model.logOldWeight, dimension: 2)
        #expect(abs(alone - component) <= 1e-6, "case \(index) at \(angle): \(alone)")
      }
    }
  }

  /// A task covered by itself, whatever its shape.
  @Test func aTaskCoversItself() {
    let mass = EffectiveMass()
    let scale = CholeskyFactor(l11: 3, l21: -0.4, l22: 0.05)
    let mode = Gaussian(mean: SIMD2(1, -2), scale: scale)
    let model = Mixture(
      dimension: 2, logitWeight: logit(0.3), old: mode,
      new: Gaussian(mean: SIMD2(40, 3), scale: CholeskyFactor(l11: 1)))
    #expect(abs(mass(mode, weight: 0.3, model: model) - 1) <= 1e-6)
    #expect(abs(mass(mode, weight: 0.6, model: model) - 0.5) <= 1e-6)
  }
}

extension Mixture {
  /// A mixture of the line in the plane, all of deviation 1 on the second axis.
  fileprivate var inPlane: Mixture {
    var result = self
    result.dimension = 2
    result.old.scale = CholeskyFactor(l11: old.scale.l11, l22: 1)
    result.new.scale = CholeskyFactor(l11: new.scale.l11, l22: 1)
    return result
  }

  /// Turned about the origin.
  fileprivate func turned(by angle: Double) -> Mixture {
    let (c, s) = (cosine(angle), sine(angle))
    func turned(_ mode: Gaussian) -> Gaussian {
      let (xx, xy, yy) = mode.scale.covariance
      let factor = CholeskyFactor(
        xx: c * c * xx - 2 * c * s * xy + s * s * yy,
        xy: c * s * (xx - yy) + (c * c - s * s) * xy,
        yy: s * s * xx + 2 * c * s * xy + c * c * yy)
      return Gaussian(
        mean: SIMD2(c * mode.mean.x - s * mode.mean.y, s * mode.mean.x + c * mode.mean.y),
        scale: factor ?? mode.scale)
    }
    var result = self
    result.old = turned(old)
    result.new = turned(new)
    return result
  }
}
