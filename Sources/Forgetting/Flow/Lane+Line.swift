/// The way of two components on a line whose deviations stay, for those who make many runs: three numbers,
/// or six with a teacher's, in as few velocities as the tolerance allows.
extension Lane {
  /// Whether a lane's flow, one of a field that stays, is of this kind from a state on.
  func isOnLine(_ state: LaneState) -> Bool {
    state.model.dimension == 1 && state.model.count == 2 && coordinates == .logit
      && !rates.trainsCovariances
      && (!method.usesTeacher || state.teacher.count == 2 && method.teacherTilt == 0)
  }

  /// Advances by exactly `duration`; only where `isOnLine`.
  func lineFlow(
    _ state: inout LaneState, _ duration: Double, _ mostSteps: Int,
    _ steering: Steering<Coordinates>, _ visit: StretchVisitor? = nil
  ) {
    if method.usesTeacher {
      lineFlow(&state, duration, mostSteps, steering, workspace.lineWithTeacher, visit)
    } else {
      lineFlow(&state, duration, mostSteps, steering, workspace.line, visit)
    }
  }

  private func lineFlow<Vector>(
    _ state: inout LaneState, _ duration: Double, _ mostSteps: Int,
    _ steering: Steering<Coordinates>, _ integrator: DormandPrinceEighth<LineField<Vector>>,
    _ visit: StretchVisitor?
  ) {
    let isFirst = state.stepCount == 0
    // What lies between the ends of a step is known less well than its end.
    let tolerance = visit == nil ? tolerance : max(1e-13, tolerance * Lane.interpolated)
    let begun = begin(&state, Pair.self)
    // Its nodes are laid anew below; what depends on method and problem is known from here.
    _ = field(begun, state.reference, steering)
    let field = LineField<Vector>(
      workspace.integral, begun, rates: Lane.onLine(steering.multipliers),
      pull: steering.teacher.map { ($0.rates, Lane.onLine($0.demonstrator)) })
    var way = LineWay<Vector>(workspace.integral, problem(at: state), state.model)
    var now = LineWay<Vector>.place(begun)
    way.begin(at: now)
    var velocity = field.velocity(now)
    var h = state.suggestedStep
    if isFirst || !(h > 0) {
      h = integrator.firstStep(
        from: now, first: velocity, limit: duration, tolerance: tolerance, field)
    }
    var left = duration
    var steps = 0
    var trials = 0
    while left > 0 {
      // Two equal steps rather than a whole one and a rest.
      let length = h >= left ? left : h > left / 2 ? left / 2 : h
      way.prepare(from: now, velocity, length)
      let trial = integrator.trial(
        from: now, step: length, first: velocity, tolerance: tolerance, field)
      trials += 1
      let factor = DormandPrinceEighth<LineField<Vector>>.factor(trial.error)
      guard trial.error <= 1 else {
        h = length * factor
        guard h > duration * 1e-10, trials < Lane.mostTrials else {
          state.failure = reason(otherwise: .stiff)
          break
        }
        continue
      }
      guard trials >= Lane.mostTrials || way.accepts(trial.next) else { continue }
      let next = way.pair(trial.next)
      guard next.isFinite, !next.hasExploded(beside: problem.target, trainsCovariances: false)
      else {
        state.failure = reason(otherwise: .stiff)
        break
      }
      let end = field.velocity(trial.next)
      // Asked for before nodes are laid for another step.
      let curve = visit.map { _ in
        integrator.curve(from: now, to: trial.next, step: length, last: end, field)
      }
      way.step(from: now, velocity, to: trial.next, end)
      now = trial.next
      velocity = end
      trials = 0
      steps += 1
      left = length < left ? left - length : 0
      // A step that the end has cut short says nothing of the one to try next.
      if length == h || factor < 1 { h = length * factor }
      state.largestDrift = max(state.largestDrift, problem.oldDrift(of: next))
      if let visit, let curve {
        let (passed, begun) = (way, state)
        let movesTeacher = steering.teacher != nil
        func put(_ place: Vector, _ state: inout LaneState) {
          passed.pair(place).write(to: &state.model)
          if movesTeacher { LineWay.set(&state.teacher, place, 4) }
        }
        put(now, &state)
        visit(
          LaneStretch(end: duration - left, length: length) { time in
            var state = begun
            put(curve.place(at: time / length), &state)
            return state
          }, &state)
      }
      if steps == mostSteps, left > 0 {
        state.failure = .manySteps(mostSteps)
        break
      }
    }
    state.stepCount += UInt64(max(0, steps - 1))
    state.suggestedStep = h
    way.pair(now).write(to: &state.model)
    if steering.teacher != nil { LineWay.set(&state.teacher, now, 4) }
  }

  /// s, m_o and m_n of θ.
  private static func onLine(_ theta: Coordinates) -> SIMD4<Double> {
    SIMD4(theta[0], theta[1], theta[3], 0)
  }

  /// How much smaller the error of a step must be whose interpolation is read: a tenth of the error of an
  /// end was found to be ten of it in between.
  private static let interpolated = 0.01
  /// Trials of one step after which a flow is given up.
  private static let mostTrials = 5_000
}
