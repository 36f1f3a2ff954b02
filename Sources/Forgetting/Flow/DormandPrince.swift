/// Dormand–Prince 5(4) with a PI step controller (Hairer, Nørsett, Wanner, *Solving Ordinary
/// Differential Equations I*, II.4–5).
struct DormandPrince {
  /// The step to try next; part of a lane's state, so that a replayed run takes the same steps.
  var suggestedStep: Double
  /// The last accepted error, for the controller's integral part.
  var lastError = 1e-4

  private static let safety = 0.9
  private static let alpha = 0.7 / 5
  private static let beta = 0.4 / 5
  /// Trials after which a tick is given up: a stiff flow under a long step must not hold everybody up.
  private static let largestTrialCount = 5_000

  // The tableau stands as one product a line: longer expressions defeat the type checker.

  /// The fifth-order solution, the estimated error of one step, and the velocity at its end.
  static func stage<Theta, Model>(
    _ state: FlowState<Model>, _ field: VelocityField<Theta>, step h: Double,
    first k1: Velocity<Theta>
  ) -> (next: FlowState<Model>, error: Velocity<Theta>, last: Velocity<Theta>) {
    let all = stages(state, field, step: h, first: k1)
    return (all.next, all.error, all.k7)
  }

  /// The same with what tells where the flow was in between.
  @inline(__always)
  static func stages<Theta, Model>(
    _ state: FlowState<Model>, _ field: VelocityField<Theta>, step h: Double,
    first k1: Velocity<Theta>
  ) -> StepStages<Theta, Model> {
    var sum = (1.0 / 5) * k1
    let k2 = field(state.moved(by: h * sum))
    sum = (3.0 / 40) * k1
    sum += (9.0 / 40) * k2
    let k3 = field(state.moved(by: h * sum))
    sum = (44.0 / 45) * k1
    sum += (-56.0 / 15) * k2
    sum += (32.0 / 9) * k3
    let k4 = field(state.moved(by: h * sum))
    sum = (19372.0 / 6561) * k1
    sum += (-25360.0 / 2187) * k2
    sum += (64448.0 / 6561) * k3
    sum += (-212.0 / 729) * k4
    let k5 = field(state.moved(by: h * sum))
    sum = (9017.0 / 3168) * k1
    sum += (-355.0 / 33) * k2
    sum += (46732.0 / 5247) * k3
    sum += (49.0 / 176) * k4
    sum += (-5103.0 / 18656) * k5
    let k6 = field(state.moved(by: h * sum))
    sum = (35.0 / 384) * k1
    sum += (500.0 / 1113) * k3
    sum += (125.0 / 192) * k4
    sum += (-2187.0 / 6784) * k5
    sum += (11.0 / 84) * k6
    let change = h * sum
    let next = state.moved(by: change)
    let k7 = field(next)
    sum = (71.0 / 57600) * k1
    sum += (-71.0 / 16695) * k3
    sum += (71.0 / 1920) * k4
    sum += (-17253.0 / 339200) * k5
    sum += (22.0 / 525) * k6
    sum += (-1.0 / 40) * k7
    return StepStages(
      next: next, error: h * sum, change: change, k1: k1, k3: k3, k4: k4, k5: k5, k6: k6, k7: k7)
  }

  /// Advances by exactly `duration`, in as many steps as the tolerance asks for.
  ///
  /// - Returns: nil when the step has shrunk to nothing (the state is not smooth, or not finite) or far
  ///   too many would be needed.
  mutating func advance<Theta, Model>(
    _ start: FlowState<Model>, by duration: Double, tolerance: Double,
    field: (FlowState<Model>) -> VelocityField<Theta>
  ) -> FlowState<Model>? {
    var state = start
    var left = duration
    var trials = 0
    if !(suggestedStep > 0) { suggestedStep = duration }
    while left > duration * 1e-12 {
      let velocity = field(state)
      guard
        let step = accepted(
          state, left: left, of: duration, &trials, tolerance: tolerance, velocity,
          first: velocity(state))
      else { return nil }
      state = step.next
      left -= step.length
    }
    return state
  }

  /// One step of the length that the tolerance asks for, and of at most `limit`.
  ///
  /// - Parameter first: the velocity at the start.
  /// - Returns: nil as `advance` does; otherwise with the velocity at the end.
  @inline(__always)
  mutating func step<Theta, Model>(
    _ start: FlowState<Model>, upTo limit: Double, tolerance: Double,
    _ field: VelocityField<Theta>, first: Velocity<Theta>
  ) -> (next: FlowState<Model>, length: Double, last: Velocity<Theta>)? {
    var trials = 0
    if !(suggestedStep > 0) { suggestedStep = limit }
    return accepted(
      start, left: limit, of: limit, &trials, tolerance: tolerance, field, first: first)
  }

  /// Tries shorter and shorter steps until one is accepted.
  @inline(__always)
  private mutating func accepted<Theta, Model>(
    _ state: FlowState<Model>, left: Double, of duration: Double, _ trials: inout Int,
    tolerance: Double, _ field: VelocityField<Theta>, first: Velocity<Theta>
  ) -> (next: FlowState<Model>, length: Double, last: Velocity<Theta>)? {
    var h = min(suggestedStep, left)
    while true {
      trials += 1
      guard trials <= DormandPrince.largestTrialCount else { return nil }
      let trial = DormandPrince.stage(state, field, step: h, first: first)
      let error = DormandPrince.norm(trial.error, state, trial.next, tolerance)
      let length = h
      if accepts(error, &h) { return (trial.next, length, trial.last) }
      if h < duration * 1e-10 { return nil }
    }
  }

  /// One step of the length that the tolerance asks for, and of at most `limit`, with all between its ends.
  ///
  /// - Returns: nil as `advance` does.
  mutating func denseStep<Theta, Model>(
    _ start: FlowState<Model>, upTo limit: Double, tolerance: Double, mostTrials: Int,
    field: (FlowState<Model>) -> VelocityField<Theta>
  ) -> DenseStep<Theta, Model>? {
    if !(suggestedStep > 0) { suggestedStep = limit }
    let velocity = field(start)
    let k1 = velocity(start)
    var h = min(suggestedStep, limit)
    for _ in 0..<mostTrials {
      let trial = DormandPrince.stages(start, velocity, step: h, first: k1)
      let error = DormandPrince.norm(trial.error, start, trial.next, tolerance)
      let length = h
      if accepts(error, &h) { return DenseStep(start, trial, length: length) }
      if h < limit * 1e-10 { return nil }
    }
    return nil
  }

  /// Whether an error is small enough; the step to try next, or the shorter one to try instead.
  @inline(__always)
  private mutating func accepts(_ error: Double, _ h: inout Double) -> Bool {
    if error <= 1 {
      let factor =
        DormandPrince.safety * power(max(error, 1e-10), -DormandPrince.alpha)
        * power(lastError, DormandPrince.beta)
      // A step cut short by the end of the interval says nothing about the step to try next.
      if h == suggestedStep || factor < 1 { suggestedStep = h * min(5, max(0.2, factor)) }
      lastError = max(error, 1e-4)
      return true
    }
    let shrink = error.isFinite ? DormandPrince.safety * power(error, -0.2) : 0.1
    h *= max(0.1, min(0.9, shrink))
    suggestedStep = h
    return false
  }

  /// The error in units of the tolerance: largest over the coordinates.
  private static func norm<Theta, Model>(
    _ error: Velocity<Theta>, _ from: FlowState<Model>, _ to: FlowState<Model>, _ tolerance: Double
  ) -> Double {
    guard to.isFinite else { return .infinity }
    var largest = worst(error.model, from.model, to.model, from, tolerance)
    if error.movesTeacher {
      largest = max(largest, worst(error.teacher, from.teacher, to.teacher, from, tolerance))
    }
    return largest
  }

  private static func worst<Theta: ParameterVector, Model>(
    _ error: Theta, _ from: Model, _ to: Model, _ state: FlowState<Model>, _ tolerance: Double
  ) -> Double {
    let a = Theta(from, in: state.system, covariances: state.trainsCovariances)
    let b = Theta(to, in: state.system, covariances: state.trainsCovariances)
    var largest = 0.0
    for index in 0..<(from.count == 2 ? ParameterLayout.pair.size : from.layout.size) {
      let size = tolerance * (1 + max(abs(a[index]), abs(b[index])))
      let ratio = abs(error[index]) / size
      // `max` would drop a NaN on the floor.
      if !ratio.isFinite { return .infinity }
      largest = max(largest, ratio)
    }
    return largest
  }
}
