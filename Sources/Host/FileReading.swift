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
  public static func bytes(of path: String, limit: Int = limit) throws(FileError) -> [UInt8] {
    try Confinement.check()
    let isStandardInput = path == "-"
    let file = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(path: path, problem: reason()) }
    defer { if !isStandardInput { close(file) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
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
