/// A method at work: advances a lane's state along θ' = −P M G. It owns the workspace of the integrals
/// and nothing that a replay would need.
public final class Lane {
  /// What the lane was made from, every default filled in.
  public let settings: MethodSettings
  public let method: any Method
  public let rates: Rates
  public let coordinates: CoordinateSystem
  public let sampling: Sampling
  public let integrator: Clock.Integrator
  let problem: Problem
  let tolerance: Double
  /// h, in flow time.
  public let step: Double
  let seed: UInt64
  /// How two components are steered, and how more are.
  let pair: Steering<Coordinates>?
  let wide: Steering<WideCoordinates>?
  let refreshPeriod: Double?
  /// Whether a step changes what the optimiser remembers.
  let remembers: Bool
  /// Whether a coefficient of the method follows what it has led to.
  package let isControlled: Bool
  let workspace: Workspace
  /// What the integral's columns were filled for, once they are this lane's: the problem, with the reference of that
  /// step.
  private var boundProblem: Problem
  private var isBound = false
  /// Of the last batch.
  var lastConstants = MethodConstants()
  /// κ's factor at the state that is being stepped.
  var klFactor = 1.0
  /// V* and the like, with the refresh that they belong to.
  var batchConstants: (constants: MethodConstants, refreshCount: Int, reference: Mixture)?
  /// Which step's batch the arrays hold.
  var batchStep: UInt64?

  /// What does not change between steps, in vectors of the width that the model needs.
  final class Steering<Theta: ParameterVector> {
    /// P by coordinate.
    let multipliers: Theta
    let teacher: TeacherPull<Theta>?

    init(
      _ rates: Rates, _ system: CoordinateSystem, _ layout: ParameterLayout, _ method: any Method,
      _ demonstrator: Mixture, newComponent: Int?
    ) {
      multipliers = Theta(rates, layout: layout, newComponent: newComponent)
      teacher = method.teacherRates.map {
        TeacherPull(
          $0, demonstrator: demonstrator, system: system,
          trainsCovariances: rates.trainsCovariances)
      }
    }
  }

  /// Memory of the integrals: edits rebuild lanes often, and hand it on.
  final class Workspace {
    let integral = PopulationIntegral()
    lazy var batch = BatchIntegral()
    lazy var natural = NaturalGradient()
    lazy var line = DormandPrinceEighth<LineField<SIMD4<Double>>>()
    lazy var lineWithTeacher = DormandPrinceEighth<LineField<SIMD8<Double>>>()
  }

  /// A lane of a scenario.
  ///
  /// - Parameters:
  ///   - reusing: a lane whose workspace may be taken over; edits rebuild lanes often.
  ///   - accuracy: of the exact integrals; more where the method amplifies their errors.
  public init(
    _ scenario: Scenario, lane index: Int, reusing other: Lane? = nil,
    accuracy: IntegralAccuracy = .full
  ) throws(ParameterError) {
    settings = scenario.lanes[index].method
    method = try MethodCatalogue.method(for: settings, at: "lanes.\(index + 1)")
    rates = scenario.rates(ofLane: index)
    coordinates = scenario.coordinates(ofLane: index)
    sampling = scenario.sampling(ofLane: index)
    integrator = scenario.integrator(ofLane: index)
    problem = scenario.problem
    boundProblem = problem
    tolerance = scenario.clock.tolerance
    step = scenario.step(ofLane: index)
    seed = scenario.seed
    let demonstrator = method.demonstrator(problem)
    let layout = demonstrator.layout
    let isWide = layout.size > Coordinates.scalarCount
    // A single component is old, whatever is trained.
    let new = layout.count > 1 ? problem.newComponent(of: layout.count) : nil
    pair =
      isWide ? nil : Steering(rates, coordinates, layout, method, demonstrator, newComponent: new)
    wide =
      isWide ? Steering(rates, coordinates, layout, method, demonstrator, newComponent: new) : nil
    refreshPeriod = method.refreshPeriod(step: step)
    isControlled = method.controlRate(MethodConstants()) != nil
    remembers = sampling.isBatch || !integrator.isMemoryless
    // An undefined natural gradient is remembered: it is not handed on.
    workspace = other.map { $0.coordinates == .natural ? Workspace() : $0.workspace } ?? Workspace()
    workspace.integral.accuracy = method.amplifies ? .full : accuracy
  }

  /// The number of quadrature nodes of the last step.
  public var nodeCount: Int { workspace.integral.nodeCount }

  /// About how many densities a step evaluates, as the last one did.
  public var workPerStep: Int {
    if let count = sampling.batchSize { return count }
    return nodeCount * integrator.stages
  }

  /// What the lane learns from at a state: the teacher and the reference are the state's.
  public func problem(at state: LaneState) -> Problem {
    var problem = problem
    problem.teacher = state.teacher
    problem.reference = state.reference
    problem.klFactor = state.klFactor
    problem.demonstrator = method.demonstrator(problem)
    return problem
  }

  /// The batch of the last step, as it is drawn; nil in population mode and before the first step.
  public func batchPicture(at state: LaneState, points: Int) -> BatchPicture? {
    guard sampling.isBatch, let batchStep, batchStep == state.stepCount else { return nil }
    return workspace.batch.picture(points: points)
  }

  /// Whether a refresh will set a lane that stands still in motion again.
  public func awaitsRefresh(_ state: LaneState) -> Bool {
    refreshPeriod != nil && state.reference != state.model
  }

  /// β' and m_o' of the exact flow at a state, per unit of flow time, whatever the lane is stepped with;
  /// not numbers where the natural gradient is undefined.
  public func velocity(at state: LaneState) -> (oldWeight: Double, oldMean: SIMD2<Double>) {
    klFactor = state.klFactor
    let flow = FlowState(
      state.model, teacher: state.teacher, system: coordinates,
      trainsCovariances: rates.trainsCovariances)
    if let pair { return velocity(flow, field(flow, state.reference, pair)(flow).model) }
    if let wide { return velocity(flow, field(flow, state.reference, wide)(flow).model) }
    return (0, SIMD2(0, 0))
  }

  /// ‖θ'‖∞ of the exact flow at a state: the largest rate of change of a coordinate.
  public func speed(at state: LaneState) -> Double {
    klFactor = state.klFactor
    let flow = FlowState(
      state.model, teacher: state.teacher, system: coordinates,
      trainsCovariances: rates.trainsCovariances)
    if let pair { return field(flow, state.reference, pair)(flow).model.largestMagnitude }
    if let wide { return field(flow, state.reference, wide)(flow).model.largestMagnitude }
    return 0
  }

  /// Those of the first component, from θ'.
  private func velocity<Theta: ParameterVector>(
    _ flow: FlowState<Mixture>, _ velocity: Theta
  ) -> (oldWeight: Double, oldMean: SIMD2<Double>) {
    let layout = flow.model.layout
    let mean = velocity.pair(at: layout.mean(0))
    guard layout.count > 1 else { return (0, mean) }
    let first = velocity[layout.logits.lowerBound]
    if coordinates == .direct { return (first, mean) }
    if layout.count == 2 {
      return (first * exponential(flow.model.logOldWeight + flow.model.logNewWeight), mean)
    }
    // β' = β (b' − Σ β_c b_c').
    var average = 0.0
    for index in layout.logits { average += flow.model.weight(of: index) * velocity[index] }
    return (flow.model.oldWeight * (first - average), mean)
  }

  /// The velocity field with its nodes laid around a state.
  func field<Theta, Model>(
    _ flow: FlowState<Model>, _ reference: Mixture, _ steering: Steering<Theta>
  ) -> VelocityField<Theta> {
    let isKnown =
      isBound && Model.read(boundProblem.reference).isSame(as: Model.read(reference))
    if !isKnown { boundProblem.reference = reference }
    if !isKnown || !workspace.integral.serves(flow.model, teacher: flow.teacher) {
      // Under the natural gradient the flow stays on the line of the means, whatever its direction.
      workspace.integral.bind(
        method, problem: boundProblem, model: flow.model, teacher: flow.teacher,
        preserved: coordinates != .natural, keepsCovariances: !rates.trainsCovariances,
        isKnown: isKnown, isSameMethod: isBound)
    }
    isBound = true
    workspace.integral.klFactor = klFactor
    return VelocityField(
      integral: workspace.integral, rates: steering.multipliers, system: coordinates,
      trainsCovariances: rates.trainsCovariances, teacher: steering.teacher,
      natural: coordinates == .natural ? workspace.natural : nil)
  }
}
