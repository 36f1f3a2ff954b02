/// A lane at an instant, as the statements about any number of tasks and components see it: exact
/// integrals at the current state, independent of integrator and noise.
public struct ComponentEvidence: Sendable {
  /// What the theory says of the lane's method, what the lane is about, and where it is.
  let kind: TheoryKind
  let problem: Problem
  let model: Mixture
  let rates: Rates
  let coordinates: CoordinateSystem
  /// G in logit coordinates b_c = a_c − a_C; with the covariances' entries where they are trained.
  let gradient: WideCoordinates
  /// M G in the lane's own coordinates; not finite where the natural gradient is undefined.
  let steepest: WideCoordinates
  /// λ_max/λ_min of the Fisher information under natural coordinates; 1 otherwise.
  let condition: Double
  /// How often components and tasks take what is another's.
  var gates: GateMatrices
}

/// Gathers evidence; keeps its workspace between calls.
public final class ComponentEvidenceReader {
  private let integral = PopulationIntegral()
  private let gates = GateReader()
  private lazy var natural = NaturalGradient()

  public init() {}

  /// What a lane of a run shows.
  public func evidence(of lane: Lane, at state: LaneState) -> ComponentEvidence {
    evidence(
      lane.method, lane.problem(at: state), model: state.model, rates: lane.rates,
      coordinates: lane.coordinates)
  }

  /// What a method shows at a model.
  func evidence(
    _ method: any Method, _ problem: Problem, model: Mixture, rates: Rates = Rates(),
    coordinates: CoordinateSystem = .logit
  ) -> ComponentEvidence {
    integral.bind(
      method, problem: problem, model: model, preserved: false,
      keepsCovariances: !rates.trainsCovariances)
    let gradient = integral.gradient(
      WideCoordinates.self, of: model, teacher: problem.teacher,
      covariances: rates.trainsCovariances)
    let steepest = VelocityField(
      integral: integral,
      rates: WideCoordinates(
        rates, layout: model.layout,
        newComponent: model.count > 1 ? problem.newComponent(of: model.count) : nil),
      system: coordinates,
      natural: coordinates == .natural ? natural : nil
    ).steepest(gradient, at: model)
    return ComponentEvidence(
      kind: method.theory, problem: problem, model: model, rates: rates, coordinates: coordinates,
      gradient: gradient, steepest: steepest,
      condition: coordinates == .natural ? natural.condition : 1,
      gates: gates.gates(target: problem.target, model: model))
  }
}

extension ComponentEvidence {
  /// G_{a_c} of every component's logit; they add up to 0.
  var logitGradient: [Double] {
    let own = model.layout.logits.map { gradient[$0] }
    return own + [-own.reduce(0, +)]
  }

  /// a_c' at rate 1 in logit coordinates; they add up to 0.
  var logitVelocity: [Double] {
    let own = model.layout.logits.map { -steepest[$0] } + [0]
    let mean = own.reduce(0, +) / Double(own.count)
    return own.map { $0 - mean }
  }

  /// β_c' = β_c (b_c' − Σ β b') at rate 1, under logit or natural coordinates.
  var weightVelocity: [Double] {
    let own = model.layout.logits.map { -steepest[$0] } + [0]
    let mean = own.indices.map { model.weight(of: $0) * own[$0] }.reduce(0, +)
    return own.indices.map { model.weight(of: $0) * (own[$0] - mean) }
  }

  /// G of a component's mean.
  func meanGradient(_ component: Int) -> SIMD2<Double> {
    gradient.pair(at: model.layout.mean(component))
  }

  /// Whether target and model have one covariance everywhere.
  var hasOneCovariance: Bool {
    let target = problem.target
    return target.isTied
      && (0..<model.count).allSatisfy { Likeness.isSame(model[$0].scale, target.old.scale) }
  }

  /// π, what of a mixture's weight every component of the model stands for; nil where something of it
  /// has no component that is right there.
  func shares(of mixture: Mixture) -> [Double]? {
    var shares = [Double](repeating: 0, count: model.count)
    for index in 0..<mixture.count {
      let weight = mixture.weight(of: index)
      guard weight > 0 else { continue }
      guard
        let own = (0..<model.count).first(where: { Likeness.isRight(model[$0], mixture[index]) })
      else { return nil }
      shares[own] += weight
    }
    return shares
  }
}
