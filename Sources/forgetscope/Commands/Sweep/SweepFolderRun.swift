import Host
import Simulation
import Words

/// The runs of a sweep into its folder, with a bar, and what is said at the end.
struct SweepFolderRun {
  private let folder: SweepFolder
  private var work: SweepWork
  private let shard: SweepWork.Shard

  init(_ sweep: Sweep, folder path: String, shard: SweepWork.Shard, jobs: Int) throws(Failure) {
    guard sweep.runCount >= shard.count else {
      throw .refused(
        "--shard", "\(shard.number)/\(shard.count)", .verb(.shardPerRun(runs: sweep.runCount)))
    }
    self.shard = shard
    do throws(SweepFolderError) {
      folder = try SweepFolder(path, for: sweep, program: Version.text)
    } catch {
      throw SweepEnding.failure(error)
    }
    do throws(FileError) {
      work = try SweepWork(folder, shard, jobs: jobs)
    } catch {
      throw .file(error.description)
    }
  }

  func perform() throws(Failure) {
    var work = work
    var bar = ProgressBar()
    let begin = monotonicSeconds()
    do throws(FileError) {
      try work.run(
        isWanted: { Interruption.signal == nil },
        show: { progress in
          bar.show(
            progress.share, note: SweepFolderRun.note(progress, seconds: monotonicSeconds() - begin)
          )
        })
    } catch {
      bar.end()
      throw .file(error.description)
    }
    bar.end()
    let progress = work.progress
    let part = shard.count > 1 ? Complaint.Shard(shard.number, of: shard.count) : nil
    let done = progress.before + progress.made
    if let signal = Interruption.signal, !progress.isComplete {
      let stopped = Complaint.stoppedInFolder(folder.path, done: done, of: progress.total, part)
      throw Failure(line: stopped.description, code: 128 + signal)
    }
    let failed = progress.failureCount
    let made = Report.sweepMade(
      progress.made, before: progress.before, part, failures: failed,
      time: Clock.words(monotonicSeconds() - begin), folder: folder.path)
    complain(made.description)
    if failed > 0 { throw SweepEnding.failed(failed) }
  }

  /// "1234 runs/s, 3 min left".
  private static func note(_ progress: SweepWork.Progress, seconds: Double) -> String {
    guard progress.made > 0, seconds > 0.5 else { return "" }
    let rate = Double(progress.made) / seconds
    let left = Double(progress.total - progress.before - progress.made) / rate
    return "\(Clock.rate(rate)) runs/s, \(Clock.words(left)) left"
  }
}
