import Documents
import Simulation

/// Makes the runs of a sweep's folder that are not there yet, or those of one shard, and appends them.
public struct SweepWork {
  /// Which of how many equal parts: every n-th run.
  public struct Shard: Hashable, Sendable {
    /// From 1 to `count`.
    public var number: Int
    public var count: Int

    public init(number: Int, count: Int) {
      self.number = number
      self.count = count
    }
  }

  /// How far it is.
  public struct Progress: Sendable {
    /// Runs of this shard.
    public var total: Int
    /// Those that were there before, and those that have been made now.
    public var before: Int
    public var made = 0
    /// Rows of lanes that failed.
    public var failureCount: Int

    /// Of all runs, in [0, 1].
    public var share: Double { total > 0 ? Double(before + made) / Double(total) : 1 }
    /// Whether every run is made.
    public var isComplete: Bool { before + made == total }
  }

  /// How far it is.
  public private(set) var progress: Progress
  private let folder: SweepFolder
  private let writer: RowsWriter
  private let runs: [UInt32]
  private let jobs: Int

  /// Looks what is there and takes the shard's file for this program.
  ///
  /// - Parameter jobs: threads that are going to make what is missing.
  public init(_ folder: SweepFolder, _ shard: Shard, jobs: Int) throws(FileError) {
    self.folder = folder
    self.jobs = jobs
    let own = RowsFile(folder: folder.path, shard: shard.number, of: shard.count)
    var done = RunSet(count: folder.sweep.runCount)
    var failures = 0
    func isMine(_ run: Int) -> Bool { run % shard.count == shard.number - 1 }
    writer = try RowsWriter(own, folder.table) { run in
      if isMine(run.index), !done.contains(run.index) { failures += run.failureCount }
      done.insert(run.index)
    }
    for file in folder.files where file != own {
      try file.scan(folder.table) { run in
        if isMine(run.index), !done.contains(run.index) { failures += run.failureCount }
        done.insert(run.index)
      }
    }
    var missing: [UInt32] = []
    var total = 0
    let order = SweepOrder(folder.sweep, jobs: jobs)
    for place in 0..<folder.sweep.runCount {
      let run = order.run(at: place)
      guard isMine(run) else { continue }
      total += 1
      if !done.contains(run) { missing.append(UInt32(run)) }
    }
    runs = missing
    progress = Progress(
      total: total, before: total - missing.count, failureCount: failures)
  }

  /// Makes what is missing.
  ///
  /// - Parameters:
  ///   - isWanted: asked ten times a second; once it says no, what is finished is written.
  ///   - show: told how far it is.
  public mutating func run(
    isWanted: () -> Bool, show: (Progress) -> Void
  ) throws(FileError) {
    let (table, path) = (folder.table, folder.path)
    let runs = runs
    var progress = progress
    defer { self.progress = progress }
    let writer = writer
    let memory = SweepMemory(table.sweep)
    try OrderedWork.run(
      runs.count, jobs: jobs,
      isWanted: {
        show(progress)
        return isWanted()
      },
      makeWorker: {
        // Threads that count references to the same values wait for each other: each has its own.
        var own = table
        if let read = try? SweepFolder(existing: path).table, read.sweep == own.sweep { own = read }
        let (mine, runner) = (own, SweepRunner(own.sweep, sharing: memory))
        return { mine.lines(ofRun: Int(runs[$0]), by: runner, forFolder: true) }
      },
      take: { (batch: OrderedWork.Batch<SweepTable.Lines>) throws(FileError) in
        var bytes: [UInt8] = []
        for lines in batch.values {
          bytes += lines.text.utf8
          progress.failureCount += lines.failureCount
        }
        try writer.append(bytes)
        progress.made += batch.values.count
      })
    try writer.sync()
  }
}
