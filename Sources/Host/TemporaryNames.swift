#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The temporary file of a long run, removed when a signal ends the program: INT, TERM, HUP, QUIT.
enum TemporaryNames {
  /// What the handler may touch: a plain C string, set before the handler is installed and never
  /// freed. One at a time is enough: a verb writes one file.
  nonisolated(unsafe) private static var pending: UnsafeMutablePointer<CChar>?

  /// From now on a signal that ends the program removes the file `name` first.
  static func removeOnSignals(_ name: String) {
    pending = strdup(name)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      signal(number) { number in
        if let pending = TemporaryNames.pending { unlink(pending) }
        // The exit code is the signal's, as if nobody had caught it.
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }
}
