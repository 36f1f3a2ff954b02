/// A whole run at given instants, for those who make many of them.
extension Lane {
  /// Follows the flow to the last instant.
  ///
  /// Two components steered in logits take steps of their own length, whatever the instants are; other
  /// lanes stop at each.
  ///
  /// - Parameters:
  ///   - times: ascending, in flow time from the state's own.
  ///   - mostSteps: more are not taken.
  ///   - visit: told the place of each instant in `times`, and q then.
  /// - Returns: false where the lane fails, takes too many steps, or has steps of one length.
  public func trace(
    _ state: inout LaneState, at times: [Double], mostSteps: Int, visit: (Int, Mixture) -> Void
  ) -> Bool {
    guard hasFreeSteps else { return false }
    if let pair, refreshPeriod == nil, coordinates != .natural, state.model.count == 2 {
      return traceDense(&state, pair, times, mostSteps, visit)
    }
    var time = 0.0
    var steps = 0
    for (index, goal) in times.enumerated() {
      while time < goal {
        let rest = goal - time
        let length = advance(&state, upTo: rest)
        steps += 1
        guard state.failure == nil, steps <= mostSteps + times.count else { return false }
        time = length >= rest ? goal : time + length
      }
      visit(index, state.model)
    }
    return true
  }

  private func traceDense(
    _ state: inout LaneState, _ steering: Steering<Coordinates>, _ times: [Double],
    _ mostSteps: Int, _ visit: (Int, Mixture) -> Void
  ) -> Bool {
    var time = 0.0
    var index = 0
    var steps = 0
    var shown = state.model
    while index < times.count, times[index] <= 0 {
      visit(index, shown)
      index += 1
    }
    while index < times.count {
      steps += 1
      guard steps <= mostSteps else { return false }
      let start = begin(&state, Pair.self)
      let reference = state.reference
      let limit = times[times.count - 1] - time
      let step = controlled(&state) {
        // A flow that rejects so many has places that nobody needs to see.
        $0.denseStep(start, upTo: limit, tolerance: tolerance, mostTrials: 12) {
          field($0, reference, steering)
        }
      }
      state.failure = finish(&state, step?.next, steering, otherwise: .stiff)
      guard state.failure == nil, let step else { return false }
      follow(&state, over: step.length)
      let isLast = step.length >= limit
      while index < times.count, isLast || times[index] <= time + step.length {
        step.model(at: min(1, (times[index] - time) / step.length)).write(to: &shown)
        visit(index, shown)
        index += 1
      }
      time += step.length
    }
    return true
  }
}
