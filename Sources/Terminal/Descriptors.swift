#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Files that may still be opened.
enum Descriptors {
  /// Whether `count` more can be: the terminal needs half a dozen, its user the rest.
  static func areLeft(_ count: Int) -> Bool {
    let opened = (0..<count).map { _ in fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) }
    for descriptor in opened where descriptor >= 0 { _ = close(descriptor) }
    // A closed standard input cannot be duplicated, and is told by itself.
    return opened.allSatisfy { $0 >= 0 } || fcntl(STDIN_FILENO, F_GETFD) < 0
  }
}
