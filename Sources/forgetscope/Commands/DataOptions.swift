import ArgumentParser
import Forgetting
import Host
import Measured
import Words

/// Which columns of a log are what: the same options wherever a log is read.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The column of steps.", valueName: "column"))
  var x: String?
  @Option(
    help: ArgumentHelp(
      "The column of old-task scores; also FILE:COLUMN of another file.", valueName: "column"))
  var old: String?
  @Option(help: ArgumentHelp("The column of new-task scores.", valueName: "column"))
  var new: String?
  @Option(help: ArgumentHelp("The column of a KL divergence.", valueName: "column"))
  var kl: String?
  @Option(
    help: ArgumentHelp(
      "A column that tells repetitions apart, such as seeds: mean and 10-90 %; may be repeated.",
      valueName: "column"))
  var by: [String] = []
  @Option(
    help: ArgumentHelp("Only rows that say so; may be repeated.", valueName: "column=value"))
  var `where`: [String] = []
  @Option(
    help: ArgumentHelp(
      "Steps that have names: in their order, or with numbers as in base=0,final=100.",
      valueName: "names"))
  var order: String?
  @Flag(help: "Scores are in percent.")
  var percent = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The old task's score of a model that knows nothing.", valueName: "score"))
  var chance: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The new task's score of a model that has learned it.", valueName: "score"))
  var ceiling: Double?

  func mapping() throws(Failure) -> DataMapping {
    var mapping = DataMapping()
    mapping.x = x
    mapping.old = old
    mapping.new = new
    mapping.kl = kl
    mapping.by = by
    mapping.isPercent = percent ? true : nil
    mapping.chance = try finite(chance, "--chance")
    mapping.ceiling = try finite(ceiling, "--ceiling")
    do throws(DataProblemError) {
      for text in `where` { try mapping.add(condition: text) }
      if let order { try mapping.setOrder(order) }
    } catch {
      throw .usage(error.description)
    }
    return mapping
  }

  private func finite(_ value: Double?, _ option: String) throws(Failure) -> Double? {
    guard let value else { return nil }
    guard value.isFinite else { throw .refused(option, value, .finiteNumber) }
    return value
  }

  /// The table of files, or why there is none.
  static func table(_ files: [String]) throws(Failure) -> DataTable {
    do throws(DataFiles.Failure) {
      return try DataFiles.table(files)
    } catch {
      switch error {
      case .file(let error): throw .file(error.description)
      case .data(let error): throw .usage(error.description)
      }
    }
  }

  /// The run that the files hold.
  func run(_ files: [String]) throws(Failure) -> MeasuredRun {
    let mapping = try mapping()
    let table = try DataOptions.table(files)
    do throws(DataError) {
      return try MeasuredRun(table, mapping, other: DataFiles.other)
    } catch {
      throw .usage(error.description)
    }
  }
}
