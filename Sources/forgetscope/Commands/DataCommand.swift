import ArgumentParser
import Forgetting
import Host
import Measured
import Words

/// `data`: what is in a log, and how it would be read.
struct DataCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "What is in a training log: columns, steps, scores, gaps, and how it would be read.",
    discussion: """
      Reads CSV (commas, semicolons, tabs), JSON, JSON lines, trainer_state.json and TensorBoard \
      event files, by content. Options that are left out are taken from the names of columns; the \
      last line says which. Exit status 2 where a log cannot be read.
      """)

  @Argument(
    help: "A log; several event files of one run, or their folder; or -.", completion: .file())
  var files: [String]
  @OptionGroup var options: DataOptions

  func perform() throws(Failure) {
    let mapping = try options.mapping()
    let table = try DataOptions.table(files)
    let run: Result<MeasuredRun, DataError>
    do throws(DataError) {
      run = .success(try MeasuredRun(table, mapping, other: DataFiles.other))
    } catch {
      run = .failure(error)
    }
    var output = StandardOutput()
    for report in DataSummary.reports(of: table, run) {
      try output.write(report.description + "\n")
    }
    try output.flush()
    // What was asked for must be there; what was left open need not.
    if case .failure(let error) = run, mapping != DataMapping() { throw .usage(error.description) }
  }
}
