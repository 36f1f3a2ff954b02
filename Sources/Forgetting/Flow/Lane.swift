/// What a lane remembers between ticks: a plain value, so that history can keep it and a replay of it
/// is exact.
public struct LaneState: Hashable, Sendable {
  /// q.
  public var model: Mixture
  /// Flow time that has passed on the clock but not yet in a lane with a longer step.
  public var pending = 0.0
  /// Dormand–Prince's memory.
  public var suggestedStep = 0.0
  public var lastError = 1e-4
  /// The largest old drift so far, in σ.
  public var largestDrift = 0.0
  /// Why the lane has stopped; nil while it runs.
  public var failure: String?

  public init(model: Mixture) { self.model = model }
}

/// A method at work: advances a lane's state along θ' = −P G. It owns the workspace of the integrals
/// and nothing that a replay would need.
public final class Lane {
  public let settings: MethodSettings
  public let method: any Method
  public let rates: Rates
  private let problem: Problem
  private let clock: Clock
  private let step: Double
  private let multipliers: Coordinates
  private let integral: PopulationIntegral
  /// Whether the integral's columns are this lane's: a workspace may come from another one.
  private var isBound = false

  /// A lane of a scenario.
  ///
  /// - Parameter reusing: a lane whose workspace may be taken over; edits rebuild lanes often.
  public init(
    _ scenario: Scenario, lane index: Int, reusing other: Lane? = nil
  ) throws(ParameterError) {
    settings = scenario.lanes[index].method
    method = try MethodCatalogue.method(for: settings, at: "lanes.\(index + 1)")
    rates = scenario.rates(ofLane: index)
    problem = scenario.problem
    clock = scenario.clock
    step = scenario.step(ofLane: index)
    multipliers = VelocityField.multipliers(rates)
    integral = other?.integral ?? PopulationIntegral()
  }

  /// The number of quadrature nodes of the last step.
  public var nodeCount: Int { integral.nodeCount }

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

  private func takeStep(_ state: inout LaneState) {
    let start = FlowState(state.model)
    let next: FlowState?
    switch clock.integrator {
    case .euler:
      next = eulerStep(start, field(start), step: step)
    case .rk4:
      next = rungeKuttaStep(start, field(start), step: step)
    case .dormandPrince:
      var controller = DormandPrince(
        suggestedStep: state.suggestedStep, lastError: state.lastError)
      next = controller.advance(
        start, by: step, tolerance: clock.tolerance, field: field)
      state.suggestedStep = controller.suggestedStep
      state.lastError = controller.lastError
    }
    guard let next, next.isFinite, !hasExploded(next) else {
      state.failure = "diverged: a step of \(step) is too long here"
      return
    }
    state.model = next.mixture
    let drift = next.mixture.old.mean - problem.target.old.mean
    state.largestDrift = max(
      state.largestDrift, problem.target.old.scale.mahalanobis(drift))
  }

  /// The velocity field with its nodes laid around a state.
  private func field(_ state: FlowState) -> VelocityField {
    integral.bind(method, problem: problem, model: state.mixture, isKnown: isBound)
    isBound = true
    return VelocityField(
      integral: integral, rates: multipliers, dimension: problem.target.dimension)
  }

  /// A logit beyond ±500 is a weight of exactly 0 or 1 in double precision, and a mean ten thousand
  /// deviations away is not coming back.
  private func hasExploded(_ state: FlowState) -> Bool {
    if abs(state.mixture.logitWeight) > 500 { return true }
    let scale = problem.target.old.scale
    let old = scale.mahalanobis(state.mixture.old.mean - problem.target.old.mean)
    let new = scale.mahalanobis(state.mixture.new.mean - problem.target.new.mean)
    return max(old, new) > 1e4
  }
}
