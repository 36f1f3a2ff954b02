import Cells
import Documents

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A recording that is written as it happens: every frame is a line of the file at once, so that what
/// has been shown is there whatever happens next.
public final class CastFile {
  let path: String
  private let file: Int32
  /// Bytes that are there for good, whole lines; nil where nothing can be taken back: a pipe, a device.
  private var wholeLength: Int?
  private var cast: Asciicast
  private let start: Double
  /// What went wrong; nothing more is written then.
  public private(set) var problem: FileError?

  /// Opens a new file.
  ///
  /// - Parameters:
  ///   - path: `-` for standard output.
  ///   - isForced: whether a file of this name is replaced.
  ///   - start: seconds, from which the recording counts.
  public init(
    _ cast: Asciicast, path: String, isForced: Bool, start: Double
  ) throws(FileError) {
    try Confinement.check()
    if path == "-" {
      self.path = "standard output"
      file = dup(STDOUT_FILENO)
    } else {
      try AtomicFile.checkPlace(path, isForced ? .replace : .refuse)
      self.path = path
      // Where something stands that is no file, such as a device, nothing can be lost.
      let isFile = !AtomicFile.isSpecial(path)
      let kind = isForced ? O_TRUNC : O_EXCL
      file = open(
        path, O_WRONLY | O_APPEND | O_CLOEXEC | (isFile ? O_CREAT | kind : 0), 0o666)
      if isFile { wholeLength = 0 }
    }
    guard file >= 0 else {
      throw FileError(path: self.path, problem: AtomicFile.writeProblem(errno))
    }
    self.cast = cast
    self.start = start
  }

  deinit { close(file) }

  /// Writes what a frame changes.
  public func write(_ grid: CellGrid, at now: Double) {
    append(cast.lines(for: grid, at: max(0, now - start)))
  }

  /// Writes how long the last picture stands, and brings all to the disk.
  public func finish(at now: Double) {
    append(cast.end(at: max(0, now - start)))
    _ = fsync(file)
  }

  private func append(_ text: String) {
    guard problem == nil, !text.isEmpty else { return }
    let bytes = Array(text.utf8)
    let failed = AtomicFile.writeAll(bytes, to: file)
    if failed == nil { wholeLength? += bytes.count }
    guard let failed else { return }
    problem = FileError(path: path, problem: failed)
    // Half a line is none that anybody could play, and a file without lines is no recording.
    guard let wholeLength else { return }
    if wholeLength == 0 {
      unlink(AtomicFile.resolved(path))
    } else {
      _ = ftruncate(file, off_t(wholeLength))
    }
  }
}
