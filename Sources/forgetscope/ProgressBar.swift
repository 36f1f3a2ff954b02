import Host
import Simulation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How far long work has come, on standard error when that is a terminal; ASCII, one line.
struct ProgressBar {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = monotonicSeconds()
  private var last = 0.0
  private var hasShown = false
  private static let width = 40

  /// - Parameter share: of the work, in [0, 1].
  mutating func show(_ share: Double) {
    guard isShown else { return }
    let now = monotonicSeconds()
    // Short work needs no bar, and a bar no more than ten looks a second.
    guard now - start > 0.3, now - last > 0.1 else { return }
    last = now
    hasShown = true
    let share = share.isFinite ? min(1, max(0, share)) : 0
    let filled = Int(share * Double(ProgressBar.width))
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: ".", count: ProgressBar.width - filled)
    writeToStandardError("\r[\(bar)] \(Int(share * 100)) %")
  }

  /// Takes the bar away.
  mutating func end() {
    guard hasShown else { return }
    hasShown = false
    writeToStandardError("\r" + String(repeating: " ", count: ProgressBar.width + 8) + "\r")
  }
}
