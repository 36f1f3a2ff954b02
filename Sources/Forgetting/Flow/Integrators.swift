/// Gradient descent: the step is the learning rate.
func eulerStep(_ state: FlowState, _ field: VelocityField, step h: Double) -> FlowState {
  state.moved(by: h * field(state))
}

/// The classical method of order four.
func rungeKuttaStep(_ state: FlowState, _ field: VelocityField, step h: Double) -> FlowState {
  let k1 = field(state)
  let k2 = field(state.moved(by: 0.5 * h * k1))
  let k3 = field(state.moved(by: 0.5 * h * k2))
  let k4 = field(state.moved(by: h * k3))
  return state.moved(by: (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4))
}
