import ArgumentParser
import Documents
import Host
import Simulation
import Words

extension SweepCommand {
  /// `sweep status`: how far a folder is.
  struct Status: Verb {
    static let configuration = CommandConfiguration(
      abstract: "How far a folder is: done, failed and missing runs, by shard.")

    @Argument(help: "The folder.") var dir: String

    func perform() throws(Failure) {
      let folder = try SweepEnding.folder(dir)
      let status: SweepStatus
      do throws(FileError) {
        status = try SweepStatus(folder)
      } catch {
        throw .file(error.description)
      }
      var output = StandardOutput()
      let sweep = folder.sweep
      if !sweep.title.isEmpty { try output.write(sweep.title + "\n") }
      let share = Int((100 * Double(status.done) / Double(sweep.runCount)).rounded(.down))
      let state = Report.sweepState(
        runs: sweep.runCount, done: status.done, percent: share, failures: status.failures)
      try output.write("\(state)\n")
      for shard in status.shards {
        var work: Report.Work?
        if shard.done < shard.total {
          work =
            shard.isInUse
            ? .going(left: shard.secondsLeft.map(Clock.words))
            : .lastWritten(ago: Clock.words(max(0, Clock.now() - shard.written)))
        }
        let state = Report.shardState(
          shard.file.name, done: shard.done, of: shard.total, held: shard.held,
          failures: shard.failures, work)
        try output.write("\(state)\n")
      }
      try output.flush()
    }
  }

  /// `sweep merge`: the table of a folder.
  struct Merge: Verb {
    static let configuration = CommandConfiguration(
      abstract: "The table of all rows in a folder, sorted; names the runs that are missing.",
      discussion:
        "The same bytes however many shards and jobs have made the rows. Exit status 1 if runs are missing."
    )

    @Argument(help: "The folder.") var dir: String
    @Option(
      name: .shortAndLong, help: "The file, whole or not at all (default: standard output).")
    var output: String?
    @Flag(help: "Replace a file that is there.")
    var force = false

    func perform() throws(Failure) {
      let folder = try SweepEnding.folder(dir)
      let (missing, processors) = try SweepEnding.merge(folder, into: output, isForced: force)
      if processors.count > 1 {
        complain(Complaint.severalProcessors(processors.sorted()).description)
      }
      guard missing.count > 0 else { return }
      throw .check(Merge.complaint(missing, folder))
    }

    /// "12 of 2337 runs are missing: points 17-20, 35; the first is target.separation=3".
    private static func complaint(_ missing: RunSet, _ folder: SweepFolder) -> Complaint {
      let sweep = folder.sweep
      var ranges: [ClosedRange<Int>] = []
      var isLong = false
      for run in 0..<missing.capacity where missing.contains(run) {
        let point = run / sweep.seedCount + 1
        if let last = ranges.last, point <= last.upperBound + 1 {
          ranges[ranges.count - 1] = last.lowerBound...max(point, last.upperBound)
        } else if ranges.count < 8 {
          ranges.append(point...point)
        } else {
          isLong = true
          break
        }
      }
      let list = ranges.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
      }
      let first = folder.table.words(ofPoint: ranges[0].lowerBound - 1)
      return .missingRuns(
        missing.count, of: sweep.runCount, points: list, isCut: isLong, first: first)
    }
  }
}
