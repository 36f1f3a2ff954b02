/// A step of Dormand and Prince with the flow between its ends: their interpolation of fourth order
/// (Hairer, Nørsett, Wanner, II.6). Instants that somebody asks for then cut no step short.
struct DenseStep<Theta: ParameterVector, Model: FlowModel> {
  let start: FlowState<Model>
  let next: FlowState<Model>
  /// In flow time.
  let length: Double
  /// The coefficients of the polynomial.
  private let change: Velocity<Theta>
  private let bend: Velocity<Theta>
  private let third: Velocity<Theta>
  private let fourth: Velocity<Theta>

  init(
    _ start: FlowState<Model>, _ stages: StepStages<Theta, Model>, length: Double
  ) {
    self.start = start
    next = stages.next
    self.length = length
    change = stages.change
    bend = length * stages.k1 + (-1.0) * change
    third = change + (-length) * stages.k7 + (-1.0) * bend
    var sum = (-12715105075.0 / 11_282_082_432) * stages.k1
    sum += (87487479700.0 / 32_700_410_799) * stages.k3
    sum += (-10690763975.0 / 1_880_347_072) * stages.k4
    sum += (701980252875.0 / 199_316_789_632) * stages.k5
    sum += (-1453857185.0 / 822_651_844) * stages.k6
    sum += (69997945.0 / 29_380_423) * stages.k7
    fourth = length * sum
  }

  /// The model at a share of the step between 0 and 1.
  func model(at share: Double) -> Model { state(at: share).model }

  /// The same with the teacher.
  func state(at share: Double) -> FlowState<Model> {
    let rest = 1 - share
    var sum = third + rest * fourth
    sum = bend + share * sum
    sum = change + rest * sum
    return start.moved(by: share * sum)
  }
}

/// A trial step of Dormand and Prince and the velocities that it has asked for.
struct StepStages<Theta: ParameterVector, Model: FlowModel> {
  let next: FlowState<Model>
  let error: Velocity<Theta>
  /// From the start to `next`.
  let change: Velocity<Theta>
  let k1: Velocity<Theta>
  let k3: Velocity<Theta>
  let k4: Velocity<Theta>
  let k5: Velocity<Theta>
  let k6: Velocity<Theta>
  let k7: Velocity<Theta>
}
