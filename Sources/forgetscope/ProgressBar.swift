import Host

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
  private let start = ProgressBar.now()
  private var last = 0.0
  private var hasShown = false
  private static let width = 40

  /// - Parameter share: of the work, in [0, 1].
  mutating func show(_ share: Double) {
    guard isShown else { return }
    let now = ProgressBar.now()
    // Short work needs no bar, and a bar no more than ten looks a second.
    guard now - start > 0.3, now - last > 0.1 else { return }
    last = now
    hasShown = true
    let share = share.isFinite ? min(1, max(0, share)) : 0
    let filled = Int(share * Double(ProgressBar.width))
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: ".", count: ProgressBar.width - filled)
    put("\r[\(bar)] \(Int(share * 100)) %")
  }

  /// Takes the bar away.
  mutating func end() {
    guard hasShown else { return }
    hasShown = false
    put("\r" + String(repeating: " ", count: ProgressBar.width + 8) + "\r")
  }

  private func put(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      #if canImport(Darwin)
        _ = Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #elseif canImport(Glibc)
        _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #else
        _ = Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #endif
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
