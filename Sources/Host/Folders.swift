#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Folders for several files.
public enum Folders {
  /// Makes a folder where there is none; those above it are there.
  ///
  /// - Returns: whether there was none.
  @discardableResult
  public static func make(_ path: String) throws(FileError) -> Bool {
    try Confinement.check()
    guard mkdir(path, 0o777) != 0 else { return true }
    guard errno != EEXIST else {
      var status = stat()
      guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR else {
        throw FileError(path: path, problem: .isNoFolder)
      }
      return false
    }
    throw FileError(path: path, problem: AtomicFile.writeProblem(errno))
  }

  /// Takes a folder away again, unless something is in it.
  public static func removeEmpty(_ path: String) { rmdir(path) }
}
