#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How long work takes, in words.
enum Clock {
  /// Since 1970, as files' times are.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// "0.4 s", "12 s", "3 min", "2.5 h", "4 days".
  static func words(_ seconds: Double) -> String {
    func short(_ value: Double) -> String {
      value < 9.95 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
    }
    guard seconds.isFinite else { return "a long time" }
    if seconds < 100 { return "\(short(seconds)) s" }
    if seconds < 100 * 60 { return "\(short(seconds / 60)) min" }
    if seconds < 48 * 3600 { return "\(short(seconds / 3600)) h" }
    return "\(short(min(seconds / 86400, 1e9))) days"
  }

  /// "0.25", "3.1", "1234".
  static func rate(_ value: Double) -> String {
    if value < 1 { return "\((value * 100).rounded() / 100)" }
    return value < 100 ? "\((value * 10).rounded() / 10)" : "\(Int(min(value, 1e15).rounded()))"
  }
}
