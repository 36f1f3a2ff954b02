import Words

/// Steps of a lane: of its own length, or of any.
extension Lane {
  /// Advances by `duration` of flow time; a lane that has failed stays where it is.
  public func advance(_ state: inout LaneState, by duration: Double) {
    guard state.failure == nil else { return }
    state.pending += duration
    // Counted, not taken away one by one: 10,000 roundings of 200 units are a step that is missed.
    let ratio = state.pending / step
    let slack = 1e-9 + 1e-14 * ratio
    let due = (ratio + slack).rounded(.down)
    guard due >= 1 else { return }
    var taken = 0.0
    while taken < due, state.failure == nil {
      takeStep(&state, of: step)
      taken += 1
    }
    state.pending -= taken * step
    if abs(state.pending) < slack * step { state.pending = 0 }
  }

  /// Refreshes within one step: more of them would hold everybody up.
  private static let mostRefreshes = 10_000.0

  /// One step, in pieces where the reference is refreshed within it.
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
  func refresh(_ state: inout LaneState, period: Double) {
    guard state.sinceRefresh >= period * (1 - 1e-9) else { return }
    state.reference = state.model
    state.sinceRefresh = 0
    state.refreshCount += 1
  }

  // MARK: - Steps of any length

  /// Whether its steps may have any length: the exact flow, under an error that is controlled.
  var hasFreeSteps: Bool { integrator == .dormandPrince && !sampling.isBatch }

  /// One step of the length that the tolerance asks for, and of at most `limit`.
  ///
  /// Only where `hasFreeSteps`. A lane that has failed stays where it is.
  ///
  /// - Returns: how much flow time has passed, > 0; `limit` where the lane fails.
  func advance(_ state: inout LaneState, upTo limit: Double) -> Double {
    precondition(hasFreeSteps, "a lane whose steps have one length")
    guard state.failure == nil else { return limit }
    return withinWindow(&state, upTo: limit) { state, limit in
      takeFreeStep(&state, upTo: limit)
    }
  }

  /// A step that ends where the reference is refreshed, if not before.
  private func withinWindow(
    _ state: inout LaneState, upTo limit: Double, _ step: (inout LaneState, Double) -> Double
  ) -> Double {
    guard let period = refreshPeriod else { return step(&state, limit) }
    guard isLongEnough(period, for: limit) else {
      state.failure = .shortLag(period, step: limit)
      return limit
    }
    let untilRefresh = period - state.sinceRefresh
    let isCut = untilRefresh < limit * (1 - 1e-9)
    let length = step(&state, isCut ? untilRefresh : limit)
    state.sinceRefresh += length
    refresh(&state, period: period)
    return length
  }

  /// Whether a lag leaves no more refreshes in a stretch of time than anybody would wait for.
  func isLongEnough(_ period: Double, for duration: Double) -> Bool {
    duration <= period * Lane.mostRefreshes * Lane.mostRefreshes
  }

  /// The same as `advance(_:upTo:)`, with what tells where the lane is in between, by the time after the step's
  /// beginning.
  func stretch(
    _ state: inout LaneState, upTo limit: Double
  ) -> (length: Double, between: (Double) -> LaneState) {
    precondition(hasFreeSteps, "a lane whose steps have one length")
    let before = state
    guard coordinates != .natural else {
      let length = advance(&state, upTo: limit)
      return (
        length,
        { time in
          var state = before
          self.advance(&state, exactly: time)
          return state
        }
      )
    }
    var between: (Double) -> LaneState = { _ in before }
    let length = withinWindow(&state, upTo: limit) { state, limit in
      let step: (Double, (Double) -> LaneState)? =
        if let pair {
          state.model.count == 2
            ? denseStep(&state, upTo: limit, pair, Pair.self)
            : denseStep(&state, upTo: limit, pair, Mixture.self)
        } else if let wide { denseStep(&state, upTo: limit, wide, Mixture.self) } else { nil }
      guard let step else { return limit }
      between = step.1
      return step.0
    }
    return (length, between)
  }

  private func denseStep<Theta, Model: FlowModel>(
    _ state: inout LaneState, upTo limit: Double, _ steering: Steering<Theta>, _: Model.Type
  ) -> (Double, (Double) -> LaneState)? {
    let before = state
    let start = begin(&state, Model.self)
    let reference = state.reference
    let step: DenseStep<Theta, Model>? = controlled(&state) {
      $0.denseStep(start, upTo: limit, tolerance: tolerance, mostTrials: Lane.mostDenseTrials) {
        field($0, reference, steering)
      }
    }
    state.failure = finish(&state, step?.next, steering, otherwise: .stiff)
    follow(&state, over: step?.length ?? 0)
    guard state.failure == nil, let step else { return nil }
    let movesTeacher = steering.teacher != nil
    return (
      step.length,
      { time in
        var state = before
        let place = step.state(at: min(1, time / step.length))
        place.model.write(to: &state.model)
        if movesTeacher { place.teacher.write(to: &state.teacher) }
        return state
      }
    )
  }

  private static let mostDenseTrials = 5_000

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
    let start = begin(&state, Model.self)
    let reference = state.reference
    let field = field(start, reference, steering)
    let step = controlled(&state) {
      $0.step(start, upTo: limit, tolerance: tolerance, field, first: field(start))
    }
    state.failure = finish(&state, step?.next, steering, otherwise: .stiff)
    follow(&state, over: step?.length ?? 0)
    return state.failure == nil ? step?.length ?? limit : limit
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
    let memory = remembers ? state.optimiser.saved(Theta.self, integrator) : nil
    let start = begin(&state, Model.self)
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
        next = controlled(&state) {
          $0.advance(start, by: h, tolerance: tolerance) { field($0, reference, steering) }
        }
      case .momentum, .adam:
        let field = field(start, state.reference, steering)
        let gradient = workspace.integral.gradient(
          Theta.self, of: start.model, teacher: start.teacher, covariances: rates.trainsCovariances)
        next = descended(
          &state, start, field.steepest(gradient, at: start.model), h, steering)
      }
    }
    let failure = finish(&state, next, steering, otherwise: .diverged(step: step))
    follow(&state, over: h)
    if failure != nil, let memory { state.optimiser.restore(memory) }
    return failure
  }

  /// A controlled coefficient, from what the last estimate knows: it follows the steps, as in practice.
  @inline(__always)
  func follow(_ state: inout LaneState, over h: Double) {
    guard isControlled,
      let rate = method.controlRate(
        sampling.isBatch ? lastConstants : workspace.integral.lastConstants),
      rate.isFinite
    else { return }
    state.klFactor = min(1e9, max(1e-9, state.klFactor * exponential(rate * h)))
  }

  /// Where a step starts from.
  @inline(__always)
  func begin<Model: FlowModel>(
    _ state: inout LaneState, _: Model.Type
  ) -> FlowState<Model> {
    state.stepCount += 1
    klFactor = state.klFactor
    if coordinates == .natural { workspace.natural.begin() }
    return FlowState(
      Model.read(state.model), teacher: Model.read(state.teacher), system: coordinates,
      trainsCovariances: rates.trainsCovariances)
  }

  /// Takes where a step has led to into the lane's state, which stays as it was where that is nowhere.
  ///
  /// - Returns: why the lane must stop; nil when it need not.
  @inline(__always)
  func finish<Theta, Model>(
    _ state: inout LaneState, _ next: FlowState<Model>?, _ steering: Steering<Theta>,
    otherwise failure: LaneFailure
  ) -> LaneFailure? {
    guard let next, isSound(next, beside: problem.target) else { return reason(otherwise: failure) }
    next.model.write(to: &state.model)
    if steering.teacher != nil { next.teacher.write(to: &state.teacher) }
    state.largestDrift = max(state.largestDrift, problem.oldDrift(of: next.model))
    return nil
  }

  /// Whether a step has led somewhere.
  @inline(__always)
  func isSound<Model>(_ state: FlowState<Model>, beside target: Mixture) -> Bool {
    state.isFinite
      && !state.model.hasExploded(beside: target, trainsCovariances: rates.trainsCovariances)
  }

  /// Why a step has led nowhere.
  func reason(otherwise failure: LaneFailure) -> LaneFailure {
    if !sampling.isBatch, let unresolved = workspace.integral.failure { return unresolved }
    guard coordinates == .natural else { return failure }
    return workspace.natural.failure ?? failure
  }

  /// Steps of controlled error, which go on with the length that the last ones have come to.
  func controlled<Result>(
    _ state: inout LaneState, _ step: (inout DormandPrince) -> Result
  ) -> Result {
    var controller = DormandPrince(
      suggestedStep: state.suggestedStep, lastError: state.lastError)
    defer {
      state.suggestedStep = controller.suggestedStep
      state.lastError = controller.lastError
    }
    return step(&controller)
  }

  /// θ − h P (what the optimiser makes of M G), and a plain step of the teacher.
  func descended<Theta, Model>(
    _ state: inout LaneState, _ start: FlowState<Model>, _ steepest: Theta, _ h: Double,
    _ steering: Steering<Theta>
  ) -> FlowState<Model> {
    let direction = state.optimiser.direction(steepest, integrator)
    return start.moved(
      by: h
        * Velocity(
          model: -(steering.multipliers * direction), teacher: steering.teacher?.velocity(start)))
  }
}
