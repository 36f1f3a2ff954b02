/// Gradient descent: the step is the learning rate.
func eulerStep<Theta, Model>(
  _ state: FlowState<Model>, _ field: VelocityField<Theta>, step h: Double
) -> FlowState<Model> {
  state.moved(by: h * field(state))
}

/// The classical method of order four.
func rungeKuttaStep<Theta, Model>(
  _ state: FlowState<Model>, _ field: VelocityField<Theta>, step h: Double
) -> FlowState<Model> {
  let k1 = field(state)
  let k2 = field(state.moved(by: 0.5 * h * k1))
  let k3 = field(state.moved(by: 0.5 * h * k2))
  let k4 = field(state.moved(by: h * k3))
  let outer = k1 + k4
  let inner = k2 + k3
  return state.moved(by: (h / 6) * (outer + 2 * inner))
}
