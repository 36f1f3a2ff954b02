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
    if refreshPeriod == nil, !isControlled, coordinates != .natural {
      if let pair, isOnLine(state) { return lineFlow(&state, duration, mostSteps, pair) }
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
