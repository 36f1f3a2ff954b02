import Simulation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How far a sweep's folder is.
public struct SweepStatus: Sendable {
  /// How far one file of rows is.
  public struct Shard: Sendable {
    /// Which file.
    public var file: RowsFile
    /// Runs that are its own by its number, and those of them that are there, in whatever file.
    public var total: Int
    public var done: Int
    /// Those that its own file holds.
    public var held: Int
    /// Rows of its file that tell of a failure.
    public var failures: Int
    /// Whether a program is writing it now.
    public var isInUse: Bool
    /// When its file was last written, in seconds since 1970.
    public var written: Double
    /// By how its file grows; nil where it does not.
    public var secondsLeft: Double?
  }

  /// Runs that are there, each counted once.
  public var done: Int
  /// Rows that tell of a failure.
  public var failures = 0
  /// In the order of their numbers.
  public var shards: [Shard] = []

  /// How long growth is watched where somebody is at work.
  private static let watchedSeconds = 0.4

  /// What the folder's files hold now.
  ///
  /// - Throws: `FileError` where one cannot be read.
  public init(_ folder: SweepFolder) throws(FileError) {
    let count = folder.sweep.runCount
    var all = RunSet(count: count)
    for file in folder.files {
      let before = file.state
      var failures = 0
      var rows = 0
      try file.scan(folder.table) { run in
        if !all.contains(run.index) { failures += run.failureCount }
        rows += 1
        all.insert(run.index)
      }
      self.failures += failures
      let isInUse = RowsWriter.isInUse(file)
      let total = (count - file.shard) / file.shardCount + 1
      shards.append(
        Shard(
          file: file, total: total, done: rows, held: rows, failures: failures, isInUse: isInUse,
          written: before?.written ?? 0, secondsLeft: nil))
    }
    done = all.count
    for index in shards.indices {
      let file = shards[index].file
      shards[index].done = stride(from: file.shard - 1, to: count, by: file.shardCount)
        .reduce(0) { $0 + (all.contains($1) ? 1 : 0) }
    }
    watch()
  }

  /// Looks a moment later how far the files in use have come.
  private mutating func watch() {
    guard shards.contains(where: { $0.isInUse && $0.done < $0.total }) else { return }
    let sizes = shards.map { $0.file.state?.size ?? 0 }
    let start = monotonicSeconds()
    usleep(UInt32(SweepStatus.watchedSeconds * 1e6))
    let seconds = monotonicSeconds() - start
    for index in shards.indices where shards[index].isInUse && shards[index].done > 0 {
      let size = shards[index].file.state?.size ?? 0
      let rate = Double(size - sizes[index]) / seconds
      guard rate > 0 else { continue }
      let perRun = Double(sizes[index]) / Double(shards[index].done)
      shards[index].secondsLeft =
        Double(shards[index].total - shards[index].done) * perRun / rate
    }
  }
}
