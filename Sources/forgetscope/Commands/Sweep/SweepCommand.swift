import ArgumentParser
import Documents
import Host
import Simulation
import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `sweep`: many runs as one table.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run a scenario at every combination of the values of some parameters.",
    discussion: """
      forgetscope sweep SCENARIO --over target.separation=1:8:57 --measure kept -o DIR is short for \
      sweep start ...; forgetscope help sweep start lists its options.
      """,
    subcommands: [Start.self, Status.self, Merge.self, Plot.self], defaultSubcommand: Start.self)

  /// Runs beyond which a table needs a folder.
  static let largestTable = 20_000

  struct Start: Verb {
    static let configuration = CommandConfiguration(
      abstract: "Make the runs, or those that are missing in a folder (the default).",
      discussion: """
        One row per run and lane. A small sweep prints its table; with -o the rows go to a folder as \
        they are made, and the same command, or sweep DIR, goes on where it was stopped. Exit status 1 if a lane \
        diverges.
        """)

    @OptionGroup var options: SweepOptions

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The folder for the rows (default: standard output).", valueName: "dir"))
    var output: String?
    @Option(help: ArgumentHelp("Runs at the same time (default: all cores).", valueName: "n"))
    var jobs: Int?
    @Option(
      help: ArgumentHelp(
        "Only every n-th run from the i-th on, as in 2/7; all of them fill one folder.",
        valueName: "i/n"))
    var shard: String?
    @Option(
      help: ArgumentHelp(
        "Where it runs: slurm, as an array of jobs that fill the folder.", valueName: "engine"))
    var on: Engine?
    @Option(
      help: ArgumentHelp(
        "With --on: jobs, each with a node of its own (default: 4).", valueName: "n"))
    var tasks: Int?
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "With --on: more words for sbatch, as in '--partition=cpu --time=1:00:00'.",
        valueName: "words"))
    var sbatch: String?
    @Flag(help: "Tell what would be run, with an estimate from a few real runs.")
    var dryRun = false

    /// What runs of a sweep may be handed to.
    enum Engine: String, CaseIterable, ExpressibleByArgument { case slurm }

    func perform() throws(Failure) {
      try checkEngine()
      let sweep = try options.sweep()
      let output = self.output ?? options.begunFolder
      guard on == nil else { return try handOut(sweep, to: output) }
      if let jobs, !(1...1024).contains(jobs) {
        throw .refused("--jobs", jobs, .wholeNumber(1...1024))
      }
      let jobs = self.jobs ?? Processors.count
      let shard = try SweepShard.shard(self.shard, hasFolder: output != nil)
      if dryRun { return try SweepEstimate(sweep, jobs: jobs).tell() }
      Interruption.watch()
      if let output {
        try SweepFolderRun(sweep, folder: output, shard: shard, jobs: jobs).perform()
      } else {
        guard sweep.runCount <= SweepCommand.largestTable else {
          throw .usage(.manyRuns(sweep.runCount, most: SweepCommand.largestTable))
        }
        try table(sweep, jobs: jobs)
      }
    }

    /// What is said for an engine that nobody has chosen, or that an engine decides, is not passed over.
    private func checkEngine() throws(Failure) {
      if on == nil {
        if tasks != nil { throw .usage(.withoutEngine("--tasks")) }
        if sbatch != nil { throw .usage(.withoutEngine("--sbatch")) }
      } else {
        if jobs != nil { throw .usage(.besideEngine("--jobs")) }
        if shard != nil { throw .usage(.besideEngine("--shard")) }
      }
    }

    private func handOut(_ sweep: Sweep, to folder: String?) throws(Failure) {
      guard let folder else { throw .usage(.folderForSlurm) }
      let tasks = tasks ?? 4
      guard (1...SlurmJob.largestCount).contains(tasks) else {
        throw .refused("--tasks", tasks, .wholeNumber(1...SlurmJob.largestCount))
      }
      try SweepSlurmRun(
        sweep: sweep, folder: folder, tasks: tasks, options: sbatch ?? "", isDry: dryRun
      ).perform()
    }

    /// The table on standard output, row by row as runs are made.
    private func table(_ sweep: Sweep, jobs: Int) throws(Failure) {
      let table = SweepTable(sweep)
      var output = StandardOutput()
      var progress = ProgressBar()
      var failures = 0
      // Runs that are made, and those of them that are written.
      var made = 0
      var done = 0
      var waiting: [Int: SweepTable.Lines] = [:]
      let order = SweepOrder(sweep, jobs: jobs)
      let memory = SweepMemory(sweep)
      try output.write(table.header)
      try OrderedWork.run(
        sweep.runCount, jobs: jobs, isWanted: { Interruption.signal == nil },
        makeWorker: {
          let runner = SweepRunner(sweep, sharing: memory)
          return { table.lines(ofRun: order.run(at: $0), by: runner, forFolder: false) }
        },
        take: { (batch: OrderedWork.Batch<SweepTable.Lines>) throws(Failure) in
          for (offset, lines) in batch.values.enumerated() {
            waiting[order.run(at: batch.first + offset)] = lines
          }
          made += batch.values.count
          // What follows a gap is not the table's next row.
          while let lines = waiting.removeValue(forKey: done) {
            try output.write(lines.text)
            failures += lines.failureCount
            done += 1
          }
          if !standardOutputIsTerminal { progress.show(Double(made) / Double(sweep.runCount)) }
        })
      progress.end()
      try output.flush()
      if let signal = Interruption.signal {
        throw Failure(
          line: "\(Complaint.stopped(done: done, of: sweep.runCount))", code: 128 + signal)
      }
      if failures > 0 { throw SweepEnding.failed(failures) }
    }
  }
}

/// `--shard`, or the place in an array of jobs.
enum SweepShard {
  static let largestCount = 1000
  /// More is no number of a task of Slurm's.
  private static let largestTask = 4_000_000

  static func shard(_ text: String?, hasFolder: Bool) throws(Failure) -> SweepWork.Shard {
    guard let text else {
      let place = hasFolder ? try inArray() : nil
      return place ?? SweepWork.Shard(number: 1, count: 1)
    }
    guard hasFolder else { throw .usage(.shardWithoutFolder) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
      (1...largestCount).contains(count), (1...count).contains(number)
    else {
      throw .refused("--shard", text, .verb(.shard(most: largestCount)))
    }
    return SweepWork.Shard(number: number, count: count)
  }

  /// In an array of Slurm's: whether it counts from 0 or from 1.
  private static func inArray() throws(Failure) -> SweepWork.Shard? {
    /// What is no number is refused: every task would make all runs.
    func number(_ name: String) throws(Failure) -> Int? {
      let text = getenv(name).map { String(cString: $0) } ?? ""
      guard !text.isEmpty else { return nil }
      guard let number = Int(text), (0...largestTask).contains(number) else {
        throw .refused(name, text.prefix(80), .wholeNumber(0...largestTask))
      }
      return number
    }
    guard let task = try number("SLURM_ARRAY_TASK_ID"),
      let count = try number("SLURM_ARRAY_TASK_COUNT"), (1...largestCount).contains(count)
    else { return nil }
    let first = try number("SLURM_ARRAY_TASK_MIN") ?? (task == 0 ? 0 : 1)
    let step = max(1, try number("SLURM_ARRAY_TASK_STEP") ?? 1)
    let place = (task - first) / step + 1
    guard (1...count).contains(place) else { return nil }
    return SweepWork.Shard(number: place, count: count)
  }
}
