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

/// A sweep on a cluster: the folder, the script, the jobs, and the table once all rows are there.
struct SweepSlurmRun {
  let sweep: Sweep
  let folder: String
  let tasks: Int
  let options: String
  /// Whether nothing is submitted.
  let isDry: Bool

  func perform() throws(Failure) {
    // Where nothing can be submitted nothing is left behind.
    guard isDry || SlurmJob.canSubmit else {
      throw Failure(line: "\(SlurmProblem.missing)", code: 69)
    }
    // Nodes have another working directory, and this program's own name.
    let path = SweepSlurmRun.absolute(folder)
    let made: SweepFolder
    do throws(SweepFolderError) {
      made = try SweepFolder(path, for: sweep, program: Version.text)
    } catch {
      throw SweepEnding.failure(error)
    }
    let job = SlurmJob(
      folder: path, tasks: min(tasks, sweep.runCount), options: options,
      program: SweepSlurmRun.program)
    do throws(FileError) {
      try job.write()
    } catch {
      throw .file(error.description)
    }
    if isDry {
      var output = StandardOutput()
      try output.write("\(Report.slurmWritten(job.path, command: job.command))\n")
      return try output.flush()
    }
    let number: String
    do throws(SlurmProblem) {
      number = try job.submit()
    } catch {
      throw Failure(line: "\(error)", code: 69)
    }
    complain("\(Report.slurmSubmitted(number, folder: path))")
    try follow(made, number)
  }

  private func follow(_ folder: SweepFolder, _ number: String) throws(Failure) {
    Interruption.watch()
    var bar = ProgressBar()
    var isWaited = true
    while isWaited {
      // Looked at first: rows that come meanwhile are seen below.
      isWaited = SlurmJob.isWaited(for: number)
      let status = try status(folder)
      bar.show(Double(status.done) / Double(sweep.runCount))
      for _ in 0..<10 where isWaited && Interruption.signal == nil { usleep(100_000) }
      // A terminal's Ctrl-C ends squeue, too, which then seems to say that the job is over.
      if let signal = Interruption.signal {
        bar.end()
        throw Failure(
          line: "\(Complaint.slurmGoesOn(number, folder: folder.path))", code: 128 + signal)
      }
    }
    bar.end()
    let status = try status(folder)
    guard status.done == sweep.runCount else {
      throw .check(
        .slurmStopped(number, done: status.done, of: sweep.runCount, folder: folder.path))
    }
    let table = folder.path + "/table.csv"
    _ = try SweepEnding.merge(folder, into: table, isForced: true)
    complain("\(Report.slurmMerged(table))")
    if status.failures > 0 { throw SweepEnding.failed(status.failures) }
  }

  private func status(_ folder: SweepFolder) throws(Failure) -> SweepStatus {
    do throws(FileError) {
      return try SweepStatus(folder)
    } catch {
      throw .file(error.description)
    }
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }

  /// This program by its own file; by its name where that is not known.
  private static var program: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "forgetscope" }
    defer { free(path) }
    return String(cString: path)
  }
}
