import Words

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reading, with a limit on how much is taken in.
public enum FileReading {
  /// No document of ours is longer; more is a mistake or an attack.
  public static let limit = 1 << 20

  /// The bytes of a file, or of standard input for `-`; more than `limit` is refused.
  ///
  /// - Parameter isWanted: asked between its parts, and while a pipe has nothing.
  public static func bytes(
    of path: String, limit: Int = limit, isWanted: () -> Bool = { true }
  ) throws(FileError) -> [UInt8] {
    try Confinement.check()
    let isStandardInput = path == "-"
    // A pipe without a writer would keep us for ever.
    let file = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FileError(path: path, problem: reason()) }
    defer { if !isStandardInput { close(file) } }
    var bytes: [UInt8] = []
    if !isStandardInput {
      bytes = try firstOfPipe(file, path)
      _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
    }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      repeat {
        guard isWanted() else { throw FileError(path: path, problem: .givenUp) }
      } while poll(&waiting, 1, 100) == 0
      let count = read(file, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, problem: reason())
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw FileError(path: path, problem: .longer(thanKilobytes: limit / 1024))
      }
    }
  }

  /// Waits a second until somebody writes to a named pipe: who has opened it may take longer to write.
  ///
  /// - Returns: what has been read of it meanwhile; of anything else nothing.
  private static func firstOfPipe(_ file: Int32, _ path: String) throws(FileError) -> [UInt8] {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return [] }
    for _ in 0..<50 {
      var byte: UInt8 = 0
      switch read(file, &byte, 1) {
      case 1: return [byte]
      case 0: _ = poll(nil, 0, 20)
      default:
        if errno == EAGAIN { return [] }
        if errno != EINTR { throw FileError(path: path, problem: reason()) }
      }
    }
    throw FileError(path: path, problem: .nobodyWrites)
  }

  /// Whether something stands at a path.
  public static func exists(_ path: String) -> Bool {
    !Confinement.isKiosk && access(path, F_OK) == 0
  }

  /// Why the last call did not read.
  static func reason() -> FileProblem {
    switch errno {
    case ENOENT: .noSuchFile
    case EACCES, EPERM: .unreadable
    case EISDIR: .isFolder
    default: .told(String(cString: strerror(errno)))
    }
  }
}
