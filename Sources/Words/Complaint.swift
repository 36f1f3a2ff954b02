/// What a verb says when it cannot do what was asked, besides what is wrong with a file.
public enum Complaint: Hashable, Sendable {
  /// An option, what it was given, and what is allowed.
  case refused(option: String, value: String, Allowed)
  /// The parser's words, and the verb whose help says more.
  case misused(String?, help: String)

  // MARK: A kiosk

  case kiosk
  case optionInKiosk(String)
  case scenarioInKiosk(presets: [String])
  case lectureInKiosk(shipped: [String])
  case nobodyShares

  // MARK: Sessions and sharing

  case noPlaceToResume
  case noPlaceForSessions
  case besideResume
  case noSession
  case sessionsOpen
  case unreadSession(String)
  case groupAlone
  /// An option for runs on a terminal's screen, and the one that makes it none.
  case withoutScreen(String, beside: String)

  // MARK: Runs

  /// A lane, counted from 0, with its seed where there are several.
  case laneFailed(Int, seed: UInt64?, LaneFailure)

  // MARK: Sweeps

  case manyRuns(Int, most: Int)
  case shardWithoutFolder
  case stopped(done: Int, of: Int)
  case stoppedInFolder(String, done: Int, of: Int, Shard?)
  case failedRows(Int)
  /// Of so many runs; at these points, of which the first has these values.
  case missingRuns(Int, of: Int, points: [String], isCut: Bool, first: String)
  case severalProcessors([String])
  /// A job by its number.
  case slurmGoesOn(String, folder: String)
  case slurmStopped(String, done: Int, of: Int, folder: String)
  case folderForSlurm
  /// An option of engines that nobody has chosen, and one that has no place beside an engine.
  case withoutEngine(String)
  case besideEngine(String)
  case plotWithoutAxis
  case plotWithoutRows(String)
  case pointsWithoutBoth(String, option: String)

  // MARK: Data

  case columnsWithoutData

  // MARK: Figures

  case outputWithoutFormat(String, endings: String)
  case formatOfFigure(String)
  case viewOfFigure(String, others: [String])
  /// Why the figure is not what was asked for, and where it is as SVG.
  case figureLeft(String, problem: String)

  /// A part of a sweep.
  public struct Shard: Hashable, Sendable {
    var number: Int
    var count: Int

    public init(_ number: Int, of count: Int) {
      self.number = number
      self.count = count
    }
  }
}

/// What a verb says of what it has done or found, besides its numbers.
public enum Report: Hashable, Sendable {
  case sessionGoesOn(String)
  case commandIgnored
  case endedUnused
  case sessionRemoved(String)
  case session(String, time: Double, edits: Int, scenario: String, isOpen: Bool)
  case sessionUnread(String, problem: String)

  /// Runs made now and before, failed rows, and how long it took.
  case sweepMade(Int, before: Int, Complaint.Shard?, failures: Int, time: String, folder: String)
  case slurmWritten(String, command: String)
  case slurmSubmitted(String, folder: String)
  case slurmMerged(String)
  /// Of a picture that lacks the others.
  case someRuns(Int, of: Int)
  case sweepState(runs: Int, done: Int, percent: Int, failures: Int)
  /// - Parameter held: how many of its runs its own file holds.
  case shardState(String, done: Int, of: Int, held: Int, failures: Int, Work?)
  case axis(String, count: Int, first: String, last: String)
  /// With so many seeds each, which are alike where nothing draws samples.
  case points(Int, seeds: Int, areAlike: Bool)
  case runs(Int, until: String, rows: Int, size: String)
  case columns([String])
  case time(String, processors: Int, perRun: String, tried: Int)

  /// What is known of a shard that is not complete.
  public enum Work: Hashable, Sendable {
    case going(left: String?)
    case lastWritten(ago: String)
  }
}
