import Forgetting
import Simulation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Says at a terminal that work goes on of which nobody knows how far it is: a line on standard error after a while,
/// which is gone at the end. Where the share is known there is a `ProgressBar`.
enum Patience {
  private struct Wait {
    var isOver = false
    var hasSpoken = false
  }

  private static let words = "forgetscope: still at work; Ctrl-C stops it"
  /// Seconds that need no word.
  private static let quiet = 2.0

  static func during(_ work: () throws(Failure) -> Void) throws(Failure) {
    guard isatty(STDERR_FILENO) == 1 else { return try work() }
    let wait = Monitor(Wait())
    DetachedThread.startIfPossible {
      wait.wait(seconds: quiet, until: { $0.isOver }) { wait in
        guard !wait.isOver else { return }
        wait.hasSpoken = true
        writeToStandardError("\r" + words)
      }
    }
    defer {
      wait.withLock { wait in
        wait.isOver = true
        guard wait.hasSpoken else { return }
        writeToStandardError("\r" + String(repeating: " ", count: words.utf8.count) + "\r")
      }
      wait.signal()
    }
    try work()
  }
}
