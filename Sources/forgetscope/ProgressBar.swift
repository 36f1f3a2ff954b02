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
  /// Of the last line, in bytes.
  private var length = 0
  private static let width = 40

  /// - Parameters:
  ///   - share: of the work, in [0, 1].
  ///   - note: what stands behind it.
  mutating func show(_ share: Double, note: String = "") {
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
    let text = "\r[\(bar)] \(Int(share * 100)) %" + (note.isEmpty ? "" : "  \(note)")
    // What a longer note has left is written over.
    writeToStandardError(text + String(repeating: " ", count: max(0, length - text.utf8.count)))
    length = text.utf8.count
  }

  /// Takes the bar away.
  mutating func end() {
    guard hasShown else { return }
    hasShown = false
    writeToStandardError("\r" + String(repeating: " ", count: length) + "\r")
  }
}
