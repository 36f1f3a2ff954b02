import Forgetting

/// What a lane of a sweep depends on.
struct LaneKey: Hashable {
  var lane: Int
  /// By axis; −1 where the axis is another lane's, or says when runs end.
  var places: [Int]
  /// −1 where no sample is drawn.
  var seed: Int
}

/// What is known of lanes that other points of a sweep have, too: an axis of one lane's own parameter leaves
/// the other lanes as they are, a seed those that draw no samples, and a longer run has passed the ends of
/// all shorter ones.
///
/// All threads of a sweep share it; what one of them is making the others wait for.
final class LaneMemory<Value: Sendable>: Sendable {
  private struct Board {
    var values: [LaneKey: Value] = [:]
    /// What somebody is making.
    var claims: Set<LaneKey> = []
  }

  private let sweep: Sweep
  /// By axis: the only lane that it speaks of, nil for all.
  private let owners: [Int?]
  private let ends: SweepEnds
  private let isUseful: Bool
  /// Beyond this everything is forgotten: memory stays bounded.
  private let capacity: Int
  private let board = Monitor(Board())

  /// Rows that are remembered, about.
  private static var rowCapacity: Int { 16_384 }

  init(_ sweep: Sweep) {
    self.sweep = sweep
    owners = sweep.axes.map { axis in
      let lanes = Set(axis.paths.map(LaneMemory.lane(of:)))
      return lanes.count == 1 ? lanes.first ?? nil : nil
    }
    ends = SweepEnds(sweep)
    isUseful = owners.contains { $0 != nil } || sweep.seedCount > 1 || ends.axis != nil
    capacity = LaneMemory.capacity(ends: ends.times.count)
  }

  /// How many lanes are remembered, each with so many ends.
  static func capacity(ends: Int) -> Int { max(64, rowCapacity / max(1, ends)) }

  private static func lane(of path: String) -> Int? {
    let words = path.split(separator: ".")
    guard words.count > 2, words[0] == "lanes", let number = Int(words[1]) else { return nil }
    return number - 1
  }

  /// nil where every run has rows of its own.
  func key(ofRun run: Int, lane: Int, drawsSamples: Bool) -> LaneKey? {
    guard isUseful else { return nil }
    var places = sweep.places(ofRun: run)
    var isShared = !drawsSamples && sweep.seedCount > 1
    for (axis, owner) in owners.enumerated()
    where owner != nil && owner != lane || axis == ends.axis {
      places[axis] = -1
      isShared = true
    }
    guard isShared else { return nil }
    return LaneKey(lane: lane, places: places, seed: drawsSamples ? run % sweep.seedCount : -1)
  }

  /// What is known, or what `make` makes and is known from then on; without a key nothing is remembered.
  func value<Problem: Error>(
    _ key: LaneKey?, _ make: () throws(Problem) -> Value
  ) throws(Problem) -> Value {
    guard let key else { return try make() }
    let known = board.wait(
      seconds: nil, until: { !$0.claims.contains(key) },
      then: { board -> Value? in
        if let value = board.values[key] { return value }
        board.claims.insert(key)
        return nil
      })
    if let known { return known }
    defer {
      board.withLock { _ = $0.claims.remove(key) }
      board.broadcast()
    }
    let value = try make()
    board.withLock { board in
      if board.values.count >= capacity { board.values.removeAll(keepingCapacity: true) }
      board.values[key] = value
    }
    return value
  }
}
