import ArgumentParser
import Documents
import Forgetting
import Host
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
  @Option(
    help: ArgumentHelp(
      "Run this many seeds (seed, seed + 1, ...) on all cores; mean and quantiles per column.",
      valueName: "n"))
  var ensemble: Int?
  @Option(
    name: .shortAndLong, help: "The file, whole or not at all (default: standard output).")
  var output: String?
  @Flag(help: "Replace a file that is there.")
  var force = false

  func perform() throws(Failure) {
    let experiment = try self.scenario.load()
    let end = until ?? experiment.scenario.clock.until
    guard end >= 0, end <= 1e6 else {
      throw .usage("--until: \(end) is not allowed; a number in [0, 1000000]")
    }
    if let every, !(every > 0) {
      throw .usage("--every: \(every) is not allowed; a number > 0")
    }
    if let ensemble, !(1...1000).contains(ensemble) {
      throw .usage("--ensemble: \(ensemble) is not allowed; a whole number from 1 to 1000")
    }
    var ensemble: Ensemble
    do {
      ensemble = try Ensemble(experiment, count: self.ensemble ?? 1)
    } catch {
      throw .usage(error.description)
    }
    let dimension = experiment.dimensions.max() ?? 1
    let columns = SeriesRow.columns(dimension)
    let isSummary = self.ensemble != nil
    let writer = TimeSeriesWriter(
      format: format, columns: isSummary ? Summary.columns(columns) : columns)
    var output = try SeriesOutput(path: self.output, isForced: force)
    var progress = ProgressBar()
    try output.write(writer.header())
    ensemble.advance(toTick: experiment.tick)
    let start = ensemble.time
    var next = start
    while true {
      let slack = ensemble.step * 1e-6
      if ensemble.time >= next - slack {
        let members = ensemble.map { SeriesRow(dimension: dimension).values($0) }
        for row in isSummary ? Summary.rows(members) : members[0] {
          try output.write(writer.row(row))
        }
        next = every.map { next + $0 } ?? ensemble.time + ensemble.step / 2
        // A period shorter than a step means every step.
        if next <= ensemble.time { next = ensemble.time + slack * 2 }
        progress.show((ensemble.time - start) / (end - start))
      }
      if ensemble.time >= end - slack { break }
      ensemble.advance(toTime: min(next, end))
    }
    progress.end()
    try output.finish()
    if let failure = ensemble.failure { throw .check(failure) }
  }
}

extension TimeSeriesWriter.Format: ExpressibleByArgument {}
