/// θ' = −P M G(θ), and φ' = a (θ − φ) + γ (θ_D − φ) where a teacher moves: where the flow goes from a
/// point. M is the identity, the chain rule of direct coordinates, or the inverse Fisher information.
struct VelocityField<Theta: ParameterVector> {
  let integral: PopulationIntegral
  /// P by coordinate.
  let rates: Theta
  var system = CoordinateSystem.logit
  var trainsCovariances = false
  var teacher: TeacherPull<Theta>?
  /// The workspace of the natural gradient.
  var natural: NaturalGradient?

  /// −P M G at θ, and φ' at φ.
  @inline(__always)
  func callAsFunction<Model>(_ state: FlowState<Model>) -> Velocity<Theta> {
    let gradient = integral.gradient(
      Theta.self, of: state.model, teacher: state.teacher, covariances: trainsCovariances)
    return Velocity(
      model: -(rates * steepest(gradient, at: state.model)), teacher: teacher?.velocity(state))
  }

  /// M G.
  @inline(__always)
  func steepest(_ gradient: Theta, at model: some FlowModel) -> Theta {
    switch system {
    case .logit: gradient.alongLogits(of: model)
    case .direct: gradient.inDirectCoordinates(at: model)
    case .natural: natural?(gradient, at: model.mixture, rates: rates) ?? gradient
    }
  }
}

/// What moves a teacher.
struct TeacherPull<Theta: ParameterVector> {
  let rates: TeacherRates
  /// θ_D in the flow's coordinates.
  let demonstrator: Theta
  let system: CoordinateSystem
  let trainsCovariances: Bool

  init(
    _ rates: TeacherRates, demonstrator: Mixture, system: CoordinateSystem, trainsCovariances: Bool
  ) {
    self.rates = rates
    self.demonstrator = Theta(
      demonstrator, in: system, covariances: trainsCovariances)
    self.system = system
    self.trainsCovariances = trainsCovariances
  }

  /// a (θ − φ) + γ (θ_D − φ).
  @inline(__always)
  func velocity<Model>(_ state: FlowState<Model>) -> Theta {
    let model = Theta(state.model, in: system, covariances: trainsCovariances)
    let teacher = Theta(state.teacher, in: system, covariances: trainsCovariances)
    return rates.ema * (model - teacher) + rates.anchor * (demonstrator - teacher)
  }
}

extension ParameterVector {
  /// P as a diagonal; frozen groups have 0. One component may be the new one, all others are old.
  init(_ rates: Rates, layout: ParameterLayout, newComponent: Int?) {
    self.init(repeating: 0)
    for index in 0..<layout.size {
      let entry = layout.entry(at: index)
      let isNew = entry.component == newComponent
      switch entry {
      case .logit: self[index] = rates.weight
      case .mean: self[index] = isNew ? rates.newMean : rates.oldMean
      case .scale: self[index] = isNew ? rates.newCovariance : rates.oldCovariance
      }
    }
  }

  /// The direction of the logits a_c with Σ a_c = 0 in the coordinates b_c = a_c − a_C:
  /// a_c' = −½ P G_{a_c}, so b_c' = −½ P (G_{a_c} − G_{a_C}). Nothing changes for two.
  @inline(__always)
  func alongLogits(of model: some FlowModel) -> Self {
    guard model.count > 2 else { return self }
    var result = self
    let others = sumOfLogits(model.layout)
    for index in model.layout.logits { result[index] = 0.5 * (self[index] + others) }
    return result
  }

  /// −G_{a_C}: the entries of all components' logits add up to 0.
  private func sumOfLogits(_ layout: ParameterLayout) -> Double {
    var sum = 0.0
    for index in layout.logits { sum += self[index] }
    return sum
  }

  /// ∂/∂β = ∂/∂s /(β(1−β)) and ∂/∂L_ii = ∂/∂log L_ii / L_ii; with more than two components
  /// ∂/∂β_c = G_{a_c}/β_c − G_{a_C}/β_C.
  @inline(__always)
  func inDirectCoordinates(at model: some FlowModel) -> Self {
    var result = self
    guard model.count == 2 else {
      let layout = model.layout
      let rest = sumOfLogits(layout) / model.weight(of: model.count - 1)
      for index in layout.logits { result[index] = self[index] / model.weight(of: index) + rest }
      for component in 0..<model.count {
        let scale = model[component].scale
        result[layout.scale(component)] /= scale.l11
        result[layout.scale(component) + 2] /= scale.l22
      }
      return result
    }
    let layout = ParameterLayout.pair
    result[layout.logits.lowerBound] /= exponential(model.logWeight(of: 0) + model.logWeight(of: 1))
    result[layout.scale(0)] /= model.old.scale.l11
    result[layout.scale(0) + 2] /= model.old.scale.l22
    result[layout.scale(1)] /= model.new.scale.l11
    result[layout.scale(1) + 2] /= model.new.scale.l22
    return result
  }
}

extension Coordinates {
  /// P of two components.
  init(_ rates: Rates) {
    self.init(rates, layout: ParameterLayout(dimension: 2, count: 2), newComponent: 1)
  }
}
