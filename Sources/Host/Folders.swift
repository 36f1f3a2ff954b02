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
  public static func make(_ path: String) throws(FileError) {
    try Confinement.check()
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw FileError(path: path, problem: AtomicFile.writeProblem(errno))
  }
}
