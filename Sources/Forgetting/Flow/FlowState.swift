/// Where a flow stands: the model, and the teacher where one moves with it.
struct FlowState {
  var model: Mixture
  /// φ of self-distillation.
  var teacher: Mixture
  let system: CoordinateSystem
  let trainsCovariances: Bool

  init(
    _ model: Mixture, teacher: Mixture? = nil, system: CoordinateSystem = .logit,
    trainsCovariances: Bool = false
  ) {
    self.model = model
    self.teacher = teacher ?? model
    self.system = system
    self.trainsCovariances = trainsCovariances
  }

  /// θ + step, and φ + step.
  @inline(__always)
  func moved(by step: Velocity) -> FlowState {
    var next = self
    next.model.move(by: step.model, system, covariances: trainsCovariances)
    if let change = step.teacher {
      next.teacher.move(by: change, system, covariances: trainsCovariances)
    }
    return next
  }

  var isFinite: Bool { model.isFinite && teacher.isFinite }
}

/// θ' and φ', or a multiple of them.
struct Velocity {
  var model: Coordinates
  /// nil where the teacher stands still.
  var teacher: Coordinates?

  static func + (a: Velocity, b: Velocity) -> Velocity {
    Velocity(model: a.model + b.model, teacher: a.teacher.map { $0 + (b.teacher ?? 0 * $0) })
  }
  static func += (a: inout Velocity, b: Velocity) { a = a + b }
  static func * (factor: Double, a: Velocity) -> Velocity {
    Velocity(model: factor * a.model, teacher: a.teacher.map { factor * $0 })
  }
}

extension Mixture {
  /// How far direct coordinates keep β from 0 and 1, and the diagonal of L from 0.
  static let directFloor = 1e-3

  /// θ + step in a system of coordinates; frozen covariances keep their factors, logarithms included.
  @inline(__always)
  mutating func move(by step: Coordinates, _ system: CoordinateSystem, covariances: Bool) {
    if system == .direct {
      if step.weight != 0 {
        let floor = Mixture.directFloor
        logitWeight = logit(min(1 - floor, max(floor, oldWeight + step.weight)))
      }
    } else {
      logitWeight += step.weight
    }
    old.mean += step.oldMean
    new.mean += step.newMean
    guard covariances else { return }
    old.scale = old.scale.moved(by: step, at: 5, system)
    new.scale = new.scale.moved(by: step, at: 8, system)
  }

  var isFinite: Bool {
    logitWeight.isFinite && old.mean.x.isFinite && old.mean.y.isFinite && new.mean.x.isFinite
      && new.mean.y.isFinite && old.scale.isUsable && new.scale.isUsable
  }
}

extension CholeskyFactor {
  /// A diagonal that densities can be computed with.
  var isUsable: Bool {
    l11 > 1e-100 && l11 < 1e100 && l22 > 1e-100 && l22 < 1e100 && l21.isFinite
  }

  fileprivate func moved(
    by step: Coordinates, at index: Int, _ system: CoordinateSystem
  ) -> CholeskyFactor {
    let first = step[index]
    let off = step[index + 1]
    let second = step[index + 2]
    if first == 0 && off == 0 && second == 0 { return self }
    if system == .direct {
      return CholeskyFactor(
        l11: max(Mixture.directFloor, l11 + first), l21: l21 + off,
        l22: second == 0 ? l22 : max(Mixture.directFloor, l22 + second))
    }
    return CholeskyFactor(
      l11: l11 * exponential(first), l21: l21 + off,
      l22: second == 0 ? l22 : l22 * exponential(second))
  }
}
