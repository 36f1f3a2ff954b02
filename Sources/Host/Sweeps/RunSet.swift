/// A set of runs: a bit for each.
public struct RunSet: Sendable {
  private var words: [UInt64]
  /// How many runs are in it.
  public private(set) var count = 0
  /// How many there could be.
  public let capacity: Int

  init(count: Int) {
    capacity = count
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  /// Whether a run is in it, counted from 0.
  public func contains(_ run: Int) -> Bool { words[run >> 6] & 1 << UInt64(run & 63) != 0 }

  mutating func insert(_ run: Int) {
    guard run >= 0, run < capacity, !contains(run) else { return }
    words[run >> 6] |= 1 << UInt64(run & 63)
    count += 1
  }
}
