/// A way of the flow that nobody watches, for those who make many runs.
extension Lane {
  /// Advances by exactly `duration`, in as few steps as the tolerance allows.
  ///
  /// Only where `hasFreeSteps`. A lane that has failed stays where it is, and one that fails stays there.
  ///
  /// - Parameter mostSteps: more are not taken; the lane fails then.
  public func flow(_ state: inout LaneState, for duration: Double, mostSteps: Int) {
    precondition(hasFreeSteps, "a lane whose steps have one length")
    guard state.failure == nil, duration > 0 else { return }
    // What changes from step to step is not the flow of one field.
    if let pair, isPiecewiseOnLine(state) {
      return windows(&state, duration) { state, duration, _ in
        lineFlow(&state, duration, mostSteps, pair)
      }
    }
    if refreshPeriod == nil, !isControlled, coordinates != .natural {
      if let pair {
        return state.model.count == 2
          ? flow(&state, duration, mostSteps, pair, Pair.self)
          : flow(&state, duration, mostSteps, pair, Mixture.self)
      }
      if let wide { return flow(&state, duration, mostSteps, wide, Mixture.self) }
    }
    var left = duration
    for _ in 0..<mostSteps {
      let length = advance(&state, upTo: left)
      guard state.failure == nil, length < left else { return }
      left -= length
    }
    state.failure = .manySteps(mostSteps)
  }

  /// The same, watched: `visit` is told of every stretch, in their order, with the lane at its end.
  public func flow(
    _ state: inout LaneState, for duration: Double, mostSteps: Int,
    visit: @escaping (LaneStretch, inout LaneState) -> Void
  ) {
    precondition(hasFreeSteps, "a lane whose steps have one length")
    guard state.failure == nil, duration > 0 else { return }
    if let pair, isPiecewiseOnLine(state) {
      return windows(&state, duration) { state, length, before in
        lineFlow(&state, length, mostSteps, pair) { stretch, state in
          visit(stretch.later(by: before), &state)
        }
      }
    }
    var left = duration
    for _ in 0..<mostSteps {
      let (length, between) = stretch(&state, upTo: left)
      guard state.failure == nil else { return }
      left = length < left ? left - length : 0
      visit(LaneStretch(end: duration - left, length: length, between), &state)
      guard left > 0 else { return }
    }
    state.failure = .manySteps(mostSteps)
  }

  /// Whether a flow is one of fields on a line, each of which stays until the reference is refreshed.
  private func isPiecewiseOnLine(_ state: LaneState) -> Bool {
    !isControlled && coordinates != .natural && isOnLine(state)
  }

  /// Piece by piece from refresh to refresh.
  ///
  /// - Parameter body: is given how long a piece is, and what has passed before it.
  private func windows(
    _ state: inout LaneState, _ duration: Double, _ body: (inout LaneState, Double, Double) -> Void
  ) {
    guard let period = refreshPeriod else { return body(&state, duration, 0) }
    guard isLongEnough(period, for: duration) else {
      state.failure = .shortLag(period, step: duration)
      return
    }
    var left = duration
    while left > 0, state.failure == nil {
      let untilRefresh = period - state.sinceRefresh
      let length = untilRefresh < left * (1 - 1e-9) ? untilRefresh : left
      body(&state, length, duration - left)
      guard state.failure == nil else { return }
      state.sinceRefresh += length
      refresh(&state, period: period)
      left = length < left ? left - length : 0
    }
  }

  private func flow<Theta, Model: FlowModel>(
    _ state: inout LaneState, _ duration: Double, _ mostSteps: Int, _ steering: Steering<Theta>,
    _: Model.Type
  ) {
    var now = begin(&state, Model.self)
    var controller = DormandPrince(suggestedStep: state.suggestedStep, lastError: state.lastError)
    var drift = state.largestDrift
    var left = duration
    var steps = 0
    // Beside a step on a line a copy of a mixture takes time.
    let problem = problem
    let reference = state.reference
    let field = self.field(now, reference, steering)
    // The velocity at the end of a step is the one that the next begins with.
    var velocity = field(now)
    while left > 0 {
      guard steps < mostSteps else {
        state.failure = .manySteps(mostSteps)
        break
      }
      if steps > 0, !workspace.integral.serves(now.model, teacher: now.teacher) {
        // The integral is the same; its nodes are laid anew.
        _ = self.field(now, reference, steering)
      }
      steps += 1
      guard
        let step = controller.step(
          now, upTo: left, tolerance: tolerance, field, first: velocity),
        isSound(step.next, beside: problem.target)
      else {
        state.failure = reason(otherwise: .stiff)
        break
      }
      now = step.next
      velocity = step.last
      drift = max(drift, problem.oldDrift(of: now.model))
      left = step.length < left ? left - step.length : 0
    }
    state.stepCount += UInt64(max(0, steps - 1))
    state.suggestedStep = controller.suggestedStep
    state.lastError = controller.lastError
    state.largestDrift = drift
    now.model.write(to: &state.model)
    if steering.teacher != nil { now.teacher.write(to: &state.teacher) }
  }
}

/// Told of a stretch, and of the lane at its end.
typealias StretchVisitor = (LaneStretch, inout LaneState) -> Void

/// One step of a lane's way, with all that lies between its ends.
public struct LaneStretch {
  /// In flow time since the way's beginning.
  public let end: Double
  public let length: Double
  /// The lane at a time after the stretch's beginning, up to its length.
  public let state: (Double) -> LaneState

  init(end: Double, length: Double, _ state: @escaping (Double) -> LaneState) {
    self.end = end
    self.length = length
    self.state = state
  }

  fileprivate func later(by time: Double) -> LaneStretch {
    LaneStretch(end: end + time, length: length, state)
  }
}
