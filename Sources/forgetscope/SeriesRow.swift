import Documents
import Forgetting
import Simulation

/// The columns of `run` (documented in docs/command-line.md) and their values.
final class SeriesRow {
  let dimension: Int
  private let reader = MeterReader()
  private var start: (scenario: Scenario, meters: Meters)?
  private let objectives = ObjectiveReader()

  init(dimension: Int) { self.dimension = dimension }

  static func columns(_ dimension: Int) -> [String] {
    let means =
      dimension == 1
      ? ["oldMeanX", "newMeanX"] : ["oldMeanX", "oldMeanY", "newMeanX", "newMeanY"]
    let covariances =
      dimension == 1
      ? ["oldCovarianceXX", "newCovarianceXX"]
      : [
        "oldCovarianceXX", "oldCovarianceXY", "oldCovarianceYY", "newCovarianceXX",
        "newCovarianceXY", "newCovarianceYY",
      ]
    return ["time", "lane", "method", "oldWeight"] + means + covariances + [
      "effectiveOldMass", "effectiveNewMass", "oldDrift", "maxOldDrift", "newError",
      "misassignmentModel", "misassignmentTarget", "overlapModel", "overlapTarget",
      "klModelToTarget", "klTargetToModel", "objective", "starvedSteps",
      "componentOldMass", "componentNewMass", "gain", "drop", "componentGain", "componentDrop",
    ]
  }

  func values(_ simulation: Simulation) -> [[TimeSeriesValue]] {
    let problem = simulation.scenario.problem
    let start = startMeters(simulation.scenario)
    return simulation.lanes.enumerated().map { index, state in
      let model = state.model
      let meters = reader.meters(problem, model: model)
      let settings = simulation.scenario.lanes[index].method
      var row: [TimeSeriesValue] = [
        .number(simulation.time), .integer(index + 1), .text(settings.key),
        .number(meters.oldWeight),
      ]
      func append(_ vector: SIMD2<Double>) {
        row.append(.number(vector.x))
        if dimension == 2 { row.append(.number(vector.y)) }
      }
      append(model.old.mean)
      append(model.new.mean)
      for scale in [model.old.scale, model.new.scale] {
        let covariance = scale.covariance
        row.append(.number(covariance.xx))
        if dimension == 2 { row += [.number(covariance.xy), .number(covariance.yy)] }
      }
      row += [
        meters.effectiveOldMass, meters.effectiveNewMass, meters.oldDrift, state.largestDrift,
        meters.newError, meters.misassignmentModel, meters.misassignmentTarget,
        meters.overlapModel, meters.overlapTarget, meters.klModelToTarget,
        meters.klTargetToModel,
      ].map { TimeSeriesValue.number($0) }
      row.append(
        objectives.objective(settings, simulation.problem(ofLane: index), model: model)
          .map { .number($0) } ?? .missing)
      // The exact flow has no batch that could starve.
      let isBatch = simulation.scenario.sampling(ofLane: index).isBatch
      row.append(isBatch ? .integer(state.batch.starvedSteps) : .missing)
      let change = MassChange(from: start, to: meters)
      row += [
        meters.componentOldMass, meters.componentNewMass, change.gain, change.drop,
        change.componentGain, change.componentDrop,
      ].map { TimeSeriesValue.number($0) }
      return row
    }
  }

  /// Meters of the start, which stay for as long as nobody edits.
  private func startMeters(_ scenario: Scenario) -> Meters {
    if let start, start.scenario == scenario { return start.meters }
    let meters = reader.meters(scenario.problem, model: scenario.startMixture)
    start = (scenario, meters)
    return meters
  }
}
