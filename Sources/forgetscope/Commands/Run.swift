import ArgumentParser
import Documents
import Forgetting
import Simulation

/// `run`: integrates and writes the time series.
struct Run: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Integrate a scenario and write its time series.",
    discussion:
      "One row per time and lane; numbers are the shortest decimals that read back exactly.")

  @OptionGroup var scenario: ScenarioArgument

  @Option(help: "Flow time to stop at (default: the scenario's).")
  var until: Double?
  @Option(help: "Flow time between two rows (default: every step).")
  var every: Double?
  @Option(help: "csv or jsonl.")
  var format: TimeSeriesWriter.Format = .csv

  func perform() throws(Failure) {
    let scenario = try self.scenario.load()
    let end = until ?? scenario.clock.until
    guard end >= 0, end <= 1e6 else {
      throw .usage("--until: \(end) is not allowed; a number in [0, 1000000]")
    }
    if let every, !(every > 0) {
      throw .usage("--every: \(every) is not allowed; a number > 0")
    }
    var simulation: Simulation
    do {
      simulation = try Simulation(scenario)
    } catch {
      throw .usage(error.description)
    }
    let writer = TimeSeriesWriter(format: format, columns: SeriesRow.columns(scenario.dimension))
    var output = StandardOutput()
    let rows = SeriesRow(dimension: scenario.dimension)
    try output.write(writer.header())
    var next = 0.0
    let slack = scenario.clock.step * 1e-6
    while true {
      if simulation.time >= next - slack {
        for row in rows.values(simulation) { try output.write(writer.row(row)) }
        next = every.map { next + $0 } ?? simulation.time + scenario.clock.step / 2
        // A period shorter than a step means every step.
        if next <= simulation.time { next = simulation.time + slack * 2 }
      }
      if simulation.time >= end - slack { break }
      simulation.advance()
    }
    try output.flush()
    for (index, lane) in simulation.lanes.enumerated() {
      if let failure = lane.failure { throw .check("lane \(index + 1): \(failure)") }
    }
  }
}

extension TimeSeriesWriter.Format: ExpressibleByArgument {}

/// The columns of `run` (documented in the README) and their values.
struct SeriesRow {
  let dimension: Int
  private let reader = MeterReader()
  private let startReader = MeterReader()
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
    let start = startReader.meters(problem, model: simulation.scenario.startMixture)
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
      // No batches: no step starves.
      row.append(.missing)
      let change = MassChange(from: start, to: meters)
      row += [
        meters.componentOldMass, meters.componentNewMass, change.gain, change.drop,
        change.componentGain, change.componentDrop,
      ].map { TimeSeriesValue.number($0) }
      return row
    }
  }
}
