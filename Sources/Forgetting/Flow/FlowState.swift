/// Where a flow stands: the model, and the teacher where one moves with it.
struct FlowState<Model: FlowModel> {
  var model: Model
  /// φ of self-distillation.
  var teacher: Model
  let system: CoordinateSystem
  let trainsCovariances: Bool

  init(
    _ model: Model, teacher: Model? = nil, system: CoordinateSystem = .logit,
    trainsCovariances: Bool = false
  ) {
    self.model = model
    self.teacher = teacher ?? model
    self.system = system
    self.trainsCovariances = trainsCovariances
  }

  /// θ + step, and φ + step.
  @inline(__always)
  func moved<Theta>(by step: Velocity<Theta>) -> FlowState {
    var next = self
    next.model.move(by: step.model, system, covariances: trainsCovariances)
    if step.movesTeacher {
      next.teacher.move(by: step.teacher, system, covariances: trainsCovariances)
    }
    return next
  }

  var isFinite: Bool { model.isFinite && teacher.isFinite }
}

/// θ' and φ', or a multiple of them.
struct Velocity<Theta: ParameterVector> {
  var model: Theta
  /// 0 where the teacher stands still: without the case that it is nothing sums take no branch.
  var teacher: Theta
  let movesTeacher: Bool

  @inline(__always)
  init(model: Theta, teacher: Theta? = nil) {
    self.model = model
    self.teacher = teacher ?? Theta(repeating: 0)
    movesTeacher = teacher != nil
  }

  @inline(__always)
  private init(_ model: Theta, _ teacher: Theta, _ movesTeacher: Bool) {
    self.model = model
    self.teacher = teacher
    self.movesTeacher = movesTeacher
  }

  @inline(__always)
  static func + (a: Velocity, b: Velocity) -> Velocity {
    Velocity(a.model + b.model, a.movesTeacher ? a.teacher + b.teacher : a.teacher, a.movesTeacher)
  }
  @inline(__always)
  static func += (a: inout Velocity, b: Velocity) { a = a + b }
  @inline(__always)
  static func * (factor: Double, a: Velocity) -> Velocity {
    Velocity(factor * a.model, a.movesTeacher ? factor * a.teacher : a.teacher, a.movesTeacher)
  }
}

/// How far direct coordinates keep every weight from 0 and 1, and the diagonal of L from 0.
let directFloor = 1e-3

extension FlowModel {
  /// θ + step in a system of coordinates; frozen covariances keep their factors, logarithms included.
  @inline(__always)
  mutating func move<Theta: ParameterVector>(
    by step: Theta, _ system: CoordinateSystem, covariances: Bool
  ) {
    guard count == 2 else {
      moveAll(by: step, system, covariances: covariances)
      return
    }
    let layout = ParameterLayout.pair
    let change = step[layout.logits.lowerBound]
    if system == .direct {
      if change != 0 {
        let floor = directFloor
        logitWeight = logit(min(1 - floor, max(floor, weight(of: 0) + change)))
      }
    } else {
      logitWeight += change
    }
    old.mean += step.pair(at: layout.mean(0))
    new.mean += step.pair(at: layout.mean(1))
    guard covariances else { return }
    old.scale = old.scale.moved(by: step, at: layout.scale(0), system)
    new.scale = new.scale.moved(by: step, at: layout.scale(1), system)
  }

  /// The same for any number of components.
  @inline(never)
  private mutating func moveAll<Theta: ParameterVector>(
    by step: Theta, _ system: CoordinateSystem, covariances: Bool
  ) {
    let layout = layout
    if system == .direct {
      moveWeights(by: step)
    } else {
      for index in layout.logits {
        setRelativeLogit(relativeLogit(of: index) + step[index], of: index)
      }
    }
    for component in 0..<count {
      var gaussian = self[component]
      gaussian.mean += step.pair(at: layout.mean(component))
      if covariances {
        gaussian.scale = gaussian.scale.moved(by: step, at: layout.scale(component), system)
      }
      self[component] = gaussian
    }
  }

  /// β + step of all components but the last, every weight kept in [floor, 1 − floor]: where the last
  /// one's would fall below, the others make room in proportion to what they have above the floor.
  private mutating func moveWeights<Theta: ParameterVector>(by step: Theta) {
    let floor = directFloor
    var isMoved = false
    for index in layout.logits where step[index] != 0 { isMoved = true }
    guard isMoved else { return }
    var weights = Theta(repeating: 0)
    var total = 0.0
    for index in layout.logits {
      weights[index] = min(1 - floor, max(floor, weight(of: index) + step[index]))
      total += weights[index]
    }
    if total > 1 - floor {
      let spare = total - Double(count - 1) * floor
      let shrink = (1 - Double(count) * floor) / spare
      total = 1 - floor
      for index in layout.logits { weights[index] = floor + (weights[index] - floor) * shrink }
    }
    let last = logarithm(1 - total)
    for index in layout.logits { setRelativeLogit(logarithm(weights[index]) - last, of: index) }
  }

  var isFinite: Bool {
    for index in 0..<(count == 2 ? 0 : count) {
      let gaussian = self[index]
      guard relativeLogit(of: index).isFinite || count == 1, gaussian.mean.x.isFinite,
        gaussian.mean.y.isFinite, gaussian.scale.isUsable
      else { return false }
    }
    guard count == 2 else { return true }
    return logitWeight.isFinite && old.mean.x.isFinite && old.mean.y.isFinite
      && new.mean.x.isFinite && new.mean.y.isFinite && old.scale.isUsable && new.scale.isUsable
  }
}

extension CholeskyFactor {
  /// A diagonal that densities can be computed with.
  var isUsable: Bool {
    l11 > 1e-100 && l11 < 1e100 && l22 > 1e-100 && l22 < 1e100 && l21.isFinite
  }

  @inline(__always)
  fileprivate func moved<Theta: ParameterVector>(
    by step: Theta, at index: Int, _ system: CoordinateSystem
  ) -> CholeskyFactor {
    let first = step[index]
    let off = step[index + 1]
    let second = step[index + 2]
    if first == 0 && off == 0 && second == 0 { return self }
    if system == .direct {
      return CholeskyFactor(
        l11: max(directFloor, l11 + first), l21: l21 + off,
        l22: second == 0 ? l22 : max(directFloor, l22 + second))
    }
    return CholeskyFactor(
      l11: l11 * exponential(first), l21: l21 + off,
      l22: second == 0 ? l22 : l22 * exponential(second))
  }
}
