import Documents

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One shard's rows in a sweep's folder, `rows-2-of-7.csv`: a header, and then whole runs, the newest
/// last.
public struct RowsFile: Hashable, Sendable {
  let path: String
  /// Which shard it is, from 1, of how many.
  let shard: Int
  let shardCount: Int

  init(folder: String, shard: Int, of count: Int) {
    path = "\(folder)/rows-\(shard)-of-\(count).csv"
    self.shard = shard
    shardCount = count
  }

  /// nil where a name is none of such a file.
  init?(folder: String, name: String) {
    guard name.hasPrefix("rows-"), name.hasSuffix(".csv") else { return nil }
    let parts = name.dropFirst(5).dropLast(4).split(separator: "-")
    guard parts.count == 3, parts[1] == "of", let shard = Int(parts[0]), let count = Int(parts[2]),
      shard >= 1, shard <= count
    else { return nil }
    self.init(folder: folder, shard: shard, of: count)
    guard name == self.name else { return nil }
  }

  /// The file's name in its folder; shards count from 1.
  public var name: String { "rows-\(shard)-of-\(shardCount).csv" }

  /// A run whose rows are all there.
  struct Run: Sendable {
    var index: Int
    /// Where its rows begin, in bytes, and how many they are.
    var start: Int
    var length: Int
    var failureCount: Int
  }

  /// Reads the file from its beginning and tells of every whole run.
  ///
  /// - Returns: where the last whole run ends; what follows is a torn row or nothing. 0 where not even
  ///   the header is whole.
  /// - Throws: where it cannot be read, or its header is of another table.
  @discardableResult
  func scan(_ table: SweepTable, _ found: (Run) -> Void) throws(FileError) -> Int {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return 0 }
      throw FileError(path: path, problem: FileReading.reason())
    }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var filled = 0
    /// Of the buffer's first byte in the file.
    var offset = 0
    var isHeader = true
    var whole = 0
    var run: Run?
    var rows = 0
    while true {
      if filled == buffer.count {
        buffer += [UInt8](repeating: 0, count: buffer.count)
      }
      let count = buffer.withUnsafeMutableBytes { bytes in
        read(file, bytes.baseAddress! + filled, bytes.count - filled)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, problem: FileReading.reason())
      }
      if count == 0 { return whole }
      filled += count
      var used = 0
      var problem: FileError?
      buffer.withUnsafeBufferPointer { bytes in
        while let end = RowsFile.lineEnd(bytes, used, filled) {
          let line = UnsafeBufferPointer(rebasing: bytes[used..<end])
          let start = offset + used
          used = end + 1
          if isHeader {
            guard line.elementsEqual(table.rowHeader.utf8.dropLast()) else {
              problem = FileError(path: path, problem: .otherColumns)
              return
            }
            isHeader = false
            whole = offset + used
            continue
          }
          guard let mark = table.mark(of: line) else {
            // A row of nothing that we write: what a crash of the machine may leave.
            run = nil
            continue
          }
          if mark.row == 0 || run?.index != mark.run {
            run =
              mark.row == 0
              ? Run(index: mark.run, start: start, length: 0, failureCount: 0) : nil
            rows = 0
          }
          guard run != nil, mark.row == rows else {
            run = nil
            continue
          }
          rows += 1
          run?.length += line.count + 1
          if mark.isFailure { run?.failureCount += 1 }
          guard mark.isLast, let finished = run else { continue }
          found(finished)
          whole = offset + used
          run = nil
        }
      }
      if let problem { throw problem }
      buffer.withUnsafeMutableBytes { bytes in
        _ = memmove(bytes.baseAddress!, bytes.baseAddress! + used, filled - used)
      }
      filled -= used
      offset += used
    }
  }

  private static func lineEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    guard start < end, let base = bytes.baseAddress,
      let found = memchr(base + start, 0x0A, end - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Bytes, and the time of the last write in seconds; nil where there is no file.
  var state: (size: Int, written: Double)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return (Int(status.st_size), Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
  }
}

/// The end of a shard's file, to which runs are appended: one program at a time.
final class RowsWriter {
  private let file: Int32
  private let path: String
  /// Bytes that are whole lines.
  private var length: Int

  /// Takes the file for this program, makes it with its header, and cuts off what is torn.
  ///
  /// - Parameter found: told of every run that is there.
  init(
    _ rows: RowsFile, _ table: SweepTable, _ found: (RowsFile.Run) -> Void
  ) throws(FileError) {
    try Confinement.check()
    path = rows.path
    length = 0
    file = open(rows.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw FileError(path: path, problem: AtomicFile.writeProblem(errno))
    }
    // Where a file system knows no locks, nobody is kept out.
    if flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(file)
      throw FileError(path: path, problem: .isAtWork)
    }
    let end: Int
    do {
      end = try rows.scan(table, found)
    } catch {
      close(file)
      throw error
    }
    guard ftruncate(file, off_t(end)) == 0, lseek(file, 0, SEEK_END) >= 0 else {
      let problem = AtomicFile.writeProblem(errno)
      close(file)
      throw FileError(path: path, problem: problem)
    }
    length = end
    if end == 0 { try append(Array(table.rowHeader.utf8)) }
  }

  deinit { close(file) }

  /// Hands rows to the system: they outlive this program.
  func append(_ bytes: [UInt8]) throws(FileError) {
    if let problem = AtomicFile.writeAll(bytes, to: file) {
      // What stays are whole lines; a file that has none says nothing.
      if length == 0 { unlink(path) } else { _ = ftruncate(file, off_t(length)) }
      throw FileError(path: path, problem: problem)
    }
    length += bytes.count
  }

  /// Brings them to the disk: they outlive the machine.
  func sync() throws(FileError) {
    guard fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw FileError(path: path, problem: AtomicFile.writeProblem(errno))
    }
  }

  /// Whether somebody is at work on a shard.
  static func isInUse(_ rows: RowsFile) -> Bool {
    let file = open(rows.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return false }
    defer { close(file) }
    if flock(file, LOCK_SH | LOCK_NB) == 0 { return false }
    return errno == EWOULDBLOCK
  }
}
