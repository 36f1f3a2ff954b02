import Words

/// A method at work: advances a lane's state along θ' = −P M G. It owns the workspace of the integrals
/// and nothing that a replay would need.
public final class Lane {
  public let settings: MethodSettings
  public let method: any Method
  public let rates: Rates
  public let coordinates: CoordinateSystem
  public let sampling: Sampling
  public let integrator: Clock.Integrator
  private let problem: Problem
  private let tolerance: Double
  /// h, in flow time.
  public let step: Double
  private let seed: UInt64
  /// How two components are steered, and how more are.
  private let pair: Steering<Coordinates>?
  private let wide: Steering<WideCoordinates>?
  private let refreshPeriod: Double?
  /// Whether a step changes what the optimiser remembers.
  private let remembers: Bool
  private let workspace: Workspace
  /// The reference that the integral's columns were filled for, once they are this lane's.
  private var boundReference: Mixture
  private var isBound = false
  /// V* and the like, with the refresh that they belong to.
  private var batchConstants: (constants: MethodConstants, refreshCount: Int, reference: Mixture)?
  /// Which step's batch the arrays hold.
  private var batchStep: UInt64?

  /// What does not change between steps, in vectors of the width that the model needs.
  private final class Steering<Theta: ParameterVector> {
    /// P by coordinate.
    let multipliers: Theta
    let teacher: TeacherPull<Theta>?

    init(
      _ rates: Rates, _ system: CoordinateSystem, _ layout: ParameterLayout,
      teacher teacherRates: TeacherRates?, demonstrator: Mixture
    ) {
      multipliers = Theta(rates, layout: layout)
      teacher = teacherRates.map {
        TeacherPull(
          $0, demonstrator: demonstrator, system: system,
          trainsCovariances: rates.trainsCovariances)
      }
    }
  }

  /// Memory of the integrals: edits rebuild lanes often, and hand it on.
  private final class Workspace {
    let integral = PopulationIntegral()
    lazy var batch = BatchIntegral()
    lazy var natural = NaturalGradient()
  }

  /// A lane of a scenario.
  ///
  /// - Parameter reusing: a lane whose workspace may be taken over; edits rebuild lanes often.
  public init(
    _ scenario: Scenario, lane index: Int, reusing other: Lane? = nil
  ) throws(ParameterError) {
    settings = scenario.lanes[index].method
    method = try MethodCatalogue.method(for: settings, at: "lanes.\(index + 1)")
    rates = scenario.rates(ofLane: index)
    coordinates = scenario.coordinates(ofLane: index)
    sampling = scenario.sampling(ofLane: index)
    integrator = scenario.integrator(ofLane: index)
    problem = scenario.problem
    boundReference = problem.reference
    tolerance = scenario.clock.tolerance
    step = scenario.step(ofLane: index)
    seed = scenario.seed
    let demonstrator = method.demonstrator(problem)
    let layout = demonstrator.layout
    let isWide = layout.size > Coordinates.scalarCount
    pair =
      isWide
      ? nil
      : Steering(
        rates, coordinates, layout, teacher: method.teacherRates, demonstrator: demonstrator)
    wide =
      isWide
      ? Steering(
        rates, coordinates, layout, teacher: method.teacherRates, demonstrator: demonstrator)
      : nil
    refreshPeriod = method.refreshPeriod(step: step)
    remembers = sampling.isBatch || !integrator.isMemoryless
    // An undefined natural gradient is remembered: it is not handed on.
    workspace = other.map { $0.coordinates == .natural ? Workspace() : $0.workspace } ?? Workspace()
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

  /// Advances by `duration` of flow time; a lane that has failed stays where it is.
  public func advance(_ state: inout LaneState, by duration: Double) {
    guard state.failure == nil else { return }
    state.pending += duration
    while state.pending >= step * (1 - 1e-9) {
      state.pending -= step
      if abs(state.pending) < 1e-9 * step { state.pending = 0 }
      takeStep(&state)
      if state.failure != nil { return }
    }
  }

  /// Refreshes within one step: more of them would hold everybody up.
  private static let mostRefreshes = 10_000.0

  /// One step, in pieces where the reference is refreshed within it.
  private func takeStep(_ state: inout LaneState) { takeStep(&state, of: step) }

  private func takeStep(_ state: inout LaneState, of step: Double) {
    guard let refreshPeriod else {
      state.failure = stepped(&state, by: step)
      return
    }
    guard step <= refreshPeriod * Lane.mostRefreshes else {
      state.failure = .shortLag(refreshPeriod, step: step)
      return
    }
    var left = step
    while left > 1e-9 * step {
      let untilRefresh = refreshPeriod - state.sinceRefresh
      let piece = untilRefresh < left * (1 - 1e-9) ? untilRefresh : left
      if piece > 1e-12 * step {
        if let failure = stepped(&state, by: piece) {
          state.failure = failure
          return
        }
        state.sinceRefresh += piece
      }
      left -= piece
      refresh(&state, period: refreshPeriod)
    }
  }

  /// Takes the model for the reference where its time has come.
  private func refresh(_ state: inout LaneState, period: Double) {
    guard state.sinceRefresh >= period * (1 - 1e-9) else { return }
    state.reference = state.model
    state.sinceRefresh = 0
    state.refreshCount += 1
  }

  // MARK: - Steps of any length

  /// Whether its steps may have any length: the exact flow, under an error that is controlled.
  public var hasFreeSteps: Bool { integrator == .dormandPrince && !sampling.isBatch }

  /// One step of the length that the tolerance asks for, and of at most `limit`.
  ///
  /// Only where `hasFreeSteps`. A lane that has failed stays where it is.
  ///
  /// - Returns: how much flow time has passed, > 0; `limit` where the lane fails.
  public func advance(_ state: inout LaneState, upTo limit: Double) -> Double {
    precondition(hasFreeSteps, "a lane whose steps have one length")
    guard state.failure == nil else { return limit }
    guard let period = refreshPeriod else { return takeFreeStep(&state, upTo: limit) }
    guard limit <= period * Lane.mostRefreshes * Lane.mostRefreshes else {
      state.failure = .shortLag(period, step: limit)
      return limit
    }
    let untilRefresh = period - state.sinceRefresh
    let isCut = untilRefresh < limit * (1 - 1e-9)
    let length = takeFreeStep(&state, upTo: isCut ? untilRefresh : limit)
    state.sinceRefresh += length
    refresh(&state, period: period)
    return length
  }

  /// Advances by exactly `duration`, in as many steps as the tolerance asks for.
  public func advance(_ state: inout LaneState, exactly duration: Double) {
    precondition(hasFreeSteps, "a lane whose steps have one length")
    guard state.failure == nil, duration > 0 else { return }
    takeStep(&state, of: duration)
  }

  private func takeFreeStep(_ state: inout LaneState, upTo limit: Double) -> Double {
    if let pair {
      return state.model.count == 2
        ? freeStep(&state, upTo: limit, pair, Pair.self)
        : freeStep(&state, upTo: limit, pair, Mixture.self)
    }
    if let wide { return freeStep(&state, upTo: limit, wide, Mixture.self) }
    return limit
  }

  private func freeStep<Theta, Model: FlowModel>(
    _ state: inout LaneState, upTo limit: Double, _ steering: Steering<Theta>, _: Model.Type
  ) -> Double {
    let start = FlowState(
      Model.read(state.model), teacher: Model.read(state.teacher), system: coordinates,
      trainsCovariances: rates.trainsCovariances)
    state.stepCount += 1
    if coordinates == .natural { workspace.natural.isUndefined = false }
    let reference = state.reference
    var controller = DormandPrince(
      suggestedStep: state.suggestedStep, lastError: state.lastError)
    let step = controller.step(start, upTo: limit, tolerance: tolerance) {
      field($0, reference, steering)
    }
    state.suggestedStep = controller.suggestedStep
    state.lastError = controller.lastError
    guard let step, step.next.isFinite, !hasExploded(step.next) else {
      state.failure =
        coordinates == .natural && workspace.natural.isUndefined ? .coincidingModes : .stiff
      return limit
    }
    step.next.model.write(to: &state.model)
    if steering.teacher != nil { step.next.teacher.write(to: &state.teacher) }
    let drift = step.next.model.old.mean - problem.target.old.mean
    state.largestDrift = max(
      state.largestDrift, problem.target.old.scale.mahalanobis(drift))
    return step.length
  }

  /// - Returns: why the lane must stop; nil when it need not.
  private func stepped(_ state: inout LaneState, by h: Double) -> LaneFailure? {
    if let pair {
      return state.model.count == 2
        ? stepped(&state, by: h, pair, Pair.self) : stepped(&state, by: h, pair, Mixture.self)
    }
    if let wide { return stepped(&state, by: h, wide, Mixture.self) }
    return nil
  }

  @inline(__always)
  private func stepped<Theta, Model: FlowModel>(
    _ state: inout LaneState, by h: Double, _ steering: Steering<Theta>, _: Model.Type
  ) -> LaneFailure? {
    let start = FlowState(
      Model.read(state.model), teacher: Model.read(state.teacher), system: coordinates,
      trainsCovariances: rates.trainsCovariances)
    let memory = remembers ? state.optimiser.saved(Theta.self, integrator) : nil
    state.stepCount += 1
    if coordinates == .natural { workspace.natural.isUndefined = false }
    let next: FlowState<Model>?
    if let count = sampling.batchSize {
      next = batchStep(&state, start, count, h, steering)
    } else {
      switch integrator {
      case .euler:
        next = eulerStep(start, field(start, state.reference, steering), step: h)
      case .rungeKutta:
        next = rungeKuttaStep(start, field(start, state.reference, steering), step: h)
      case .dormandPrince:
        let reference = state.reference
        var controller = DormandPrince(
          suggestedStep: state.suggestedStep, lastError: state.lastError)
        next = controller.advance(start, by: h, tolerance: tolerance) {
          field($0, reference, steering)
        }
        state.suggestedStep = controller.suggestedStep
        state.lastError = controller.lastError
      case .momentum, .adam:
        let field = field(start, state.reference, steering)
        let gradient = workspace.integral.gradient(
          Theta.self, of: start.model, teacher: start.teacher, covariances: rates.trainsCovariances)
        next = descended(
          &state, start, field.steepest(gradient, at: start.model), h, steering)
      }
    }
    guard let next, next.isFinite, !hasExploded(next) else {
      if let memory { state.optimiser.restore(memory) }
      if coordinates == .natural, workspace.natural.isUndefined {
        return .coincidingModes
      }
      return .diverged(step: step)
    }
    next.model.write(to: &state.model)
    if steering.teacher != nil { next.teacher.write(to: &state.teacher) }
    let drift = next.model.old.mean - problem.target.old.mean
    state.largestDrift = max(
      state.largestDrift, problem.target.old.scale.mahalanobis(drift))
    return nil
  }

  /// θ − h P (what the optimiser makes of M G), and a plain step of the teacher.
  private func descended<Theta, Model>(
    _ state: inout LaneState, _ start: FlowState<Model>, _ steepest: Theta, _ h: Double,
    _ steering: Steering<Theta>
  ) -> FlowState<Model> {
    let direction = state.optimiser.direction(steepest, integrator)
    return start.moved(
      by: h
        * Velocity(
          model: -(steering.multipliers * direction), teacher: steering.teacher?.velocity(start)))
  }

  private func batchStep<Theta, Model>(
    _ state: inout LaneState, _ start: FlowState<Model>, _ count: Int, _ h: Double,
    _ steering: Steering<Theta>
  ) -> FlowState<Model> {
    let problem = problem(at: state)
    let model = state.model
    let behaviour = method.behaviour(problem, model: model)
    var constants = constants(at: state, problem, count)
    let (gradient, sight) = workspace.batch.gradient(
      as: Theta.self, method, problem, model: model,
      draws: Draws(
        of: behaviour.base, replay: behaviour.old,
        share: behaviour.replay, seed: seed, stream: 0, step: state.stepCount),
      count: count, covariances: rates.trainsCovariances, constants: &constants)
    batchStep = state.stepCount
    state.batch.note(sight, behaviour, remark: method.remark(constants))
    let field = VelocityField(
      integral: workspace.integral, rates: steering.multipliers, system: coordinates,
      natural: coordinates == .natural ? workspace.natural : nil)
    return descended(&state, start, field.steepest(gradient, at: start.model), h, steering)
  }

  /// What a batch method estimates once per reference, from max(N, 4096) draws of their own stream.
  private func constants(
    at state: LaneState, _ problem: Problem, _ count: Int
  ) -> MethodConstants {
    if let known = batchConstants, known.refreshCount == state.refreshCount,
      known.reference == state.reference
    {
      return known.constants
    }
    let survey = BatchSurvey(
      count: max(count, 4096), integral: workspace.batch, seed: seed,
      number: UInt64(state.refreshCount))
    let constants = method.batchConstants(problem, survey)
    batchConstants = (constants, state.refreshCount, state.reference)
    return constants
  }

  /// β' and m_o' of the exact flow at a state, per unit of flow time, whatever the lane is stepped with;
  /// not numbers where the natural gradient is undefined.
  public func velocity(at state: LaneState) -> (oldWeight: Double, oldMean: SIMD2<Double>) {
    let flow = FlowState(
      state.model, teacher: state.teacher, system: coordinates,
      trainsCovariances: rates.trainsCovariances)
    if let pair { return velocity(flow, field(flow, state.reference, pair)(flow).model) }
    if let wide { return velocity(flow, field(flow, state.reference, wide)(flow).model) }
    return (0, SIMD2(0, 0))
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
  private func field<Theta, Model>(
    _ flow: FlowState<Model>, _ reference: Mixture, _ steering: Steering<Theta>
  ) -> VelocityField<Theta> {
    let isKnown =
      isBound && Model.read(boundReference).isSame(as: Model.read(reference))
    if !isKnown || !workspace.integral.serves(flow.model, teacher: flow.teacher) {
      // Under the natural gradient the flow stays on the line of the means, whatever its direction.
      workspace.integral.bind(
        method, problem: problem(with: reference), model: flow.model, teacher: flow.teacher,
        preserved: coordinates != .natural, keepsCovariances: !rates.trainsCovariances,
        isKnown: isKnown)
    }
    if !isKnown {
      isBound = true
      boundReference = reference
    }
    return VelocityField(
      integral: workspace.integral, rates: steering.multipliers, system: coordinates,
      trainsCovariances: rates.trainsCovariances, teacher: steering.teacher,
      natural: coordinates == .natural ? workspace.natural : nil)
  }

  private func problem(with reference: Mixture) -> Problem {
    var problem = problem
    problem.reference = reference
    return problem
  }

  /// A logit beyond ±500 is a weight of exactly 0 or 1 in double precision, and a mean ten thousand
  /// deviations away is not coming back.
  private func hasExploded<Model>(_ state: FlowState<Model>) -> Bool {
    guard state.model.count == 2 else { return hasAnyExploded(state.model.mixture) }
    if abs(state.model.logitWeight) > 500 { return true }
    let scale = problem.target.old.scale
    let old = scale.mahalanobis(state.model.old.mean - problem.target.old.mean)
    let new = scale.mahalanobis(state.model.new.mean - problem.target.new.mean)
    if max(old, new) > 1e4 { return true }
    guard rates.trainsCovariances else { return false }
    return isOutOfScale(state.model.old.scale) || isOutOfScale(state.model.new.scale)
  }

  private func isOutOfScale(_ factor: CholeskyFactor) -> Bool {
    let scale = problem.target.old.scale
    let size = max(factor.l11, factor.l22, abs(factor.l21))
    return size > 1e4 * max(scale.l11, scale.l22)
      || min(factor.l11, factor.l22) < 1e-4 * min(scale.l11, scale.l22)
  }

  @inline(never)
  private func hasAnyExploded(_ model: Mixture) -> Bool {
    let target = problem.target
    for index in model.layout.logits where abs(model.relativeLogit(of: index)) > 500 {
      return true
    }
    let scale = target.old.scale
    for index in 0..<model.count {
      let component = model[index]
      let home = target[min(index, target.count - 1)].mean
      if scale.mahalanobis(component.mean - home) > 1e4 { return true }
      if rates.trainsCovariances, isOutOfScale(component.scale) { return true }
    }
    return false
  }
}
