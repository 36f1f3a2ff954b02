import Simulation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Flow time tied to the clock on the wall, for output that a person follows line by line.
public struct Pace: Sendable {
  private let start = monotonicSeconds()
  private let speed: Double

  /// - Parameter speed: flow time per second.
  public init(speed: Double) { self.speed = speed }

  /// Sleeps until a flow time is due.
  public func wait(until time: Double) {
    let rest = start + time / speed - monotonicSeconds()
    if rest > 0 { usleep(UInt32(min(rest, 3600) * 1e6)) }
  }
}
