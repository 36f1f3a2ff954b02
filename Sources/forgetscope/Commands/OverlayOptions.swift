import ArgumentParser
import Explorer
import Forgetting
import Host
import Measured

/// A log beside the curves: `--data FILE` with the options of its columns.
struct OverlayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A training log beside the curves of what is kept and learned; several, up to eight runs.",
      valueName: "file"),
    completion: .file())
  var data: [String] = []
  @Option(
    help: ArgumentHelp(
      "A column that tells runs of a log apart, each drawn by itself: up to eight.",
      valueName: "column"))
  var runs: String?
  @OptionGroup var columns: DataOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps of the log in a unit of flow time (default: the log ends with the run).",
      valueName: "steps"))
  var stepsPerTime: Double?

  /// The experiment with the log that was asked for, as it has been read.
  func apply(to experiment: inout Experiment) throws(Failure) {
    guard let first = data.first else {
      guard try columns.mapping() == DataMapping(), stepsPerTime == nil, runs == nil else {
        throw .usage(.columnsWithoutData)
      }
      return
    }
    var mapping = try columns.mapping()
    mapping.runs = runs
    mapping.also = Array(data.dropFirst())
    if let stepsPerTime {
      guard stepsPerTime > 0, stepsPerTime.isFinite else {
        throw .refused("--steps-per-time", stepsPerTime, .numberAbove("0", includesEnd: false))
      }
      mapping.stepsPerTime = stepsPerTime
    }
    let source = DataSource(file: first, mapping: mapping)
    do throws(DataFiles.Failure) {
      experiment.scenario.data = source.taken(try DataFiles.run(source))
    } catch {
      switch error {
      case .file(let error): throw .file(error.description)
      case .data(let error): throw .usage(error.description)
      }
    }
  }
}
