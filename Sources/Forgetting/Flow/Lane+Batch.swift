/// Steps from finite batches.
extension Lane {
  func batchStep<Theta, Model>(
    _ state: inout LaneState, _ start: FlowState<Model>, _ count: Int, _ h: Double,
    _ steering: Steering<Theta>
  ) -> FlowState<Model> {
    let problem = problem(at: state)
    let model = state.model
    let behaviour = method.behaviour(problem, model: model)
    var constants = constants(at: state, problem, count)
    constants.klFactor = state.klFactor
    var draws = Draws(
      of: behaviour.base, replay: behaviour.old, share: behaviour.replay, seed: seed, stream: 0,
      step: state.stepCount)
    draws.labels.newComponent = behaviour.newComponent
    let (gradient, sight) = workspace.batch.gradient(
      as: Theta.self, method, problem, model: model,
      draws: draws,
      count: count, covariances: rates.trainsCovariances, constants: &constants)
    batchStep = state.stepCount
    lastConstants = constants
    state.batch.note(sight, behaviour, remark: method.remark(constants))
    let field = VelocityField(
      integral: workspace.integral, rates: steering.multipliers, system: coordinates,
      natural: coordinates == .natural ? workspace.natural : nil)
    return descended(&state, start, field.steepest(gradient, at: start.model), h, steering)
  }

  /// What a batch method estimates once per reference or per step, from max(N, 4096) draws of their own
  /// stream.
  private func constants(
    at state: LaneState, _ problem: Problem, _ count: Int
  ) -> MethodConstants {
    let isPerStep = method.drawsConstantsAtEveryStep
    if !isPerStep, let known = batchConstants, known.refreshCount == state.refreshCount,
      known.reference == state.reference
    {
      return known.constants
    }
    let survey = BatchSurvey(
      count: max(count, 4096), integral: workspace.batch, seed: seed,
      number: isPerStep ? state.stepCount : UInt64(state.refreshCount))
    let constants = method.batchConstants(problem, survey)
    batchConstants = (constants, state.refreshCount, state.reference)
    return constants
  }
}
