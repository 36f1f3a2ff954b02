import Forgetting

/// Lanes of a simulation as measures read them; keeps its workspace between calls.
public final class LaneMeasurer {
  private let reader = MeterReader()
  private let objectives = ObjectiveReader()
  private let retentions = RetentionReader()
  private let curves = CurveReader()
  private var start: (scenario: Scenario, meters: Meters)?

  public init() {}

  /// A lane at the simulation's tick.
  public func lane(_ index: Int, of simulation: Simulation) -> MeasuredLane {
    lane(
      index, of: simulation.scenario, problem: simulation.problem,
      engine: simulation.engines[index], at: simulation.lanes[index])
  }

  /// A lane of a scenario at a state.
  ///
  /// - Parameters:
  ///   - problem: the scenario's own, which whoever asks often has at hand.
  ///   - engine: what steps the lane.
  func lane(
    _ index: Int, of scenario: Scenario, problem: Problem, engine: Lane, at state: LaneState
  ) -> MeasuredLane {
    let meters = { [reader] in reader.meters(problem, model: state.model) }
    return MeasuredLane(
      model: state.model, problem: problem, largestDrift: state.largestDrift,
      // The exact flow has no batch that could starve.
      batch: scenario.sampling(ofLane: index).isBatch ? state.batch : nil,
      meters: meters, change: { MassChange(from: self.startMeters(scenario), to: meters()) },
      objective: { [objectives] in
        objectives.objective(
          scenario.lanes[index].method, engine.problem(at: state), model: state.model)
      }, retention: { [retentions] in retentions.retention(scenario, at: state) })
  }

  /// One measure of a lane at a state, without what only others need; nil where it does not apply.
  func value(
    of measure: Measure, _ index: Int, of scenario: Scenario, problem: Problem, engine: Lane,
    at state: LaneState
  ) -> Double? {
    switch measure.reading {
    case .recorded(let read): read(state.model, problem)
    case .sampled(let read, _):
      read(curves, state.model, problem).flatMap { $0.isNaN ? nil : $0 }
    case .measured:
      measure.value(
        of: lane(index, of: scenario, problem: problem, engine: engine, at: state))
    }
  }

  /// Meters of the start, which stay for as long as nobody edits.
  private func startMeters(_ scenario: Scenario) -> Meters {
    if let start, start.scenario == scenario { return start.meters }
    let meters = MeterReader().meters(scenario.problem, model: scenario.startMixture)
    start = (scenario, meters)
    return meters
  }
}

extension Snapshot {
  /// A measure of a lane now; NaN where it does not apply.
  public func value(of measure: Measure, lane index: Int) -> Double {
    measure.value(of: measuredLane(index)) ?? .nan
  }

  /// A lane as it was when its numbers were last measured: all of one moment, to be read.
  public func asMeasured(_ index: Int) -> MeasuredLane {
    measuredLane(index, model: lanes[index].measuredModel ?? lanes[index].model)
  }

  /// A lane now, with its numbers as they were last measured.
  func measuredLane(_ index: Int) -> MeasuredLane {
    measuredLane(index, model: lanes[index].model)
  }

  private func measuredLane(_ index: Int, model: Mixture) -> MeasuredLane {
    let view = lanes[index]
    var problem = self.problem
    problem.teacher = view.teacher ?? problem.teacher
    problem.reference = view.reference ?? problem.reference
    return MeasuredLane(
      model: model, problem: self.problem, largestDrift: view.largestDrift, batch: view.batch,
      meters: { view.meters }, change: { view.change },
      objective: { ObjectiveReader().objective(view.settings, problem, model: model) },
      retention: { view.retention })
  }
}
