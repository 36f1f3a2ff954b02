/// θ' = −P M G(θ), and φ' = a (θ − φ) + γ (θ_D − φ) where a teacher moves: where the flow goes from a
/// point. M is the identity, the chain rule of direct coordinates, or the inverse Fisher information.
struct VelocityField {
  let integral: PopulationIntegral
  /// P by coordinate.
  let rates: Coordinates
  var system = CoordinateSystem.logit
  var trainsCovariances = false
  var teacher: TeacherPull?
  /// The workspace of the natural gradient.
  var natural: NaturalGradient?

  /// P as a diagonal in the coordinates' order; frozen groups have 0.
  static func multipliers(_ rates: Rates) -> Coordinates {
    var result = Coordinates(repeating: 0)
    result.weight = rates.weight
    result.oldMean = SIMD2(repeating: rates.oldMean)
    result.newMean = SIMD2(repeating: rates.newMean)
    for index in 5...7 { result[index] = rates.oldCovariance }
    for index in 8...10 { result[index] = rates.newCovariance }
    return result
  }

  /// −P M G at θ, and φ' at φ.
  @inline(__always)
  func callAsFunction(_ state: FlowState) -> Velocity {
    let gradient = integral.gradient(
      of: state.model, teacher: state.teacher, covariances: trainsCovariances)
    return Velocity(
      model: -(rates * steepest(gradient, at: state.model)), teacher: teacher?.velocity(state))
  }

  /// M G.
  @inline(__always)
  func steepest(_ gradient: Coordinates, at model: Mixture) -> Coordinates {
    switch system {
    case .logit: gradient
    case .direct: gradient.inDirectCoordinates(at: model)
    case .natural: natural?(gradient, at: model, rates: rates) ?? gradient
    }
  }
}

/// What moves a teacher.
struct TeacherPull {
  let rates: TeacherRates
  /// θ_D in the flow's coordinates.
  let demonstrator: Coordinates
  let system: CoordinateSystem
  let trainsCovariances: Bool

  init(
    _ rates: TeacherRates, demonstrator: Mixture, system: CoordinateSystem, trainsCovariances: Bool
  ) {
    self.rates = rates
    self.demonstrator = Coordinates(
      demonstrator, in: system, covariances: trainsCovariances)
    self.system = system
    self.trainsCovariances = trainsCovariances
  }

  /// a (θ − φ) + γ (θ_D − φ).
  func velocity(_ state: FlowState) -> Coordinates {
    let model = Coordinates(state.model, in: system, covariances: trainsCovariances)
    let teacher = Coordinates(state.teacher, in: system, covariances: trainsCovariances)
    return rates.ema * (model - teacher) + rates.anchor * (demonstrator - teacher)
  }
}

extension SIMD16 where Scalar == Double {
  /// Packs a mixture in a system of coordinates; without covariances their entries are 0, and no
  /// logarithm is taken.
  init(_ mixture: Mixture, in system: CoordinateSystem, covariances: Bool) {
    self.init(repeating: 0)
    self[0] = system == .direct ? mixture.oldWeight : mixture.logitWeight
    oldMean = mixture.old.mean
    newMean = mixture.new.mean
    guard covariances else { return }
    for (index, scale) in [(5, mixture.old.scale), (8, mixture.new.scale)] {
      let isDirect = system == .direct
      self[index] = isDirect ? scale.l11 : logarithm(scale.l11)
      self[index + 1] = scale.l21
      self[index + 2] = isDirect ? scale.l22 : logarithm(scale.l22)
    }
  }

  /// ∂/∂β = ∂/∂s /(β(1−β)) and ∂/∂L_ii = ∂/∂log L_ii / L_ii.
  func inDirectCoordinates(at model: Mixture) -> Coordinates {
    var result = self
    result.weight /= exponential(model.logOldWeight + model.logNewWeight)
    result[5] /= model.old.scale.l11
    result[7] /= model.old.scale.l22
    result[8] /= model.new.scale.l11
    result[10] /= model.new.scale.l22
    return result
  }
}
