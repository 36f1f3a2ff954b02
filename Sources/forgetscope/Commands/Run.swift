import ArgumentParser
import Documents
import Forgetting
import Simulation
import Words

/// `run`: integrates and writes the time series.
struct Run: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Integrate a scenario and write its time series.",
    discussion:
      "One row per time and lane; numbers are the shortest decimals that read back exactly.")

  @OptionGroup var scenario: ScenarioArgument

  @Option(parsing: .unconditional, help: "Flow time to stop at (default: the scenario's).")
  var until: Double?
  @Option(parsing: .unconditional, help: "Flow time between two rows (default: every step).")
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
    self.scenario.warn(of: experiment.scenario)
    let end = until ?? experiment.scenario.clock.until
    guard end >= 0, end <= 1e6 else {
      throw .refused(
        "--until", end,
        .numberIn("0", "1000000", includesLower: true, includesUpper: true))
    }
    if let every, !(every > 0) {
      throw .refused("--every", every, .numberAbove("0", includesEnd: false))
    }
    if let ensemble, !(1...1000).contains(ensemble) {
      throw .refused("--ensemble", ensemble, .wholeNumber(1...1000))
    }
    let ensemble: Ensemble
    do {
      ensemble = try Ensemble(experiment, count: self.ensemble ?? 1)
    } catch {
      throw .usage(error.description)
    }
    let dimension = experiment.dimensions.max() ?? 1
    let columns = RunColumns(dimension: dimension, tasks: experiment.taskNames)
    let isSummary = self.ensemble != nil
    let writer = TimeSeriesWriter(
      format: format, columns: isSummary ? Summary.columns(columns.names) : columns.names)
    var output = try SeriesOutput(path: self.output, isForced: force)
    var progress = ProgressBar()
    try output.write(writer.header())
    ensemble.advance(toTick: experiment.tick)
    let start = ensemble.time
    var schedule = Ensemble.Schedule(every: every, until: end)
    while true {
      let instants = ensemble.measure(&schedule, limit: Run.instantsAtOnce) {
        let measurer = LaneMeasurer()
        return { columns.rows(of: $0, with: measurer) }
      }
      guard !instants.isEmpty else { break }
      for members in instants {
        for row in isSummary ? Summary.rows(members) : members[0] {
          try output.write(writer.row(row))
        }
      }
      progress.show((ensemble.time - start) / (end - start))
    }
    progress.end()
    try output.finish()
    if let failure = ensemble.failure { throw .check(failure) }
  }

  /// Few enough that the bar moves, and that a reader at the other end of a pipe need not wait.
  private static let instantsAtOnce = 32
}

extension TimeSeriesWriter.Format: ExpressibleByArgument {}
