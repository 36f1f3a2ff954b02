/// Rows of lanes that other points of a sweep have, too: an axis of one lane's own parameter leaves the
/// other lanes as they are, and a seed those that draw no samples.
struct LaneMemory {
  /// What a lane's row depends on.
  struct Key: Hashable {
    var lane: Int
    /// By axis; −1 where the axis is another lane's.
    var places: [Int]
    /// −1 where no sample is drawn.
    var seed: Int
  }

  private let sweep: Sweep
  /// By axis: the only lane that it speaks of, nil for all.
  private let owners: [Int?]
  private let isUseful: Bool
  private var rows: [Key: SweepRow] = [:]

  /// Beyond this everything is forgotten: memory stays bounded.
  private static let capacity = 4096

  init(_ sweep: Sweep) {
    self.sweep = sweep
    owners = sweep.axes.map { axis in
      let lanes = Set(axis.paths.map(LaneMemory.lane(of:)))
      return lanes.count == 1 ? lanes.first ?? nil : nil
    }
    isUseful = owners.contains { $0 != nil } || sweep.seedCount > 1
  }

  private static func lane(of path: String) -> Int? {
    let words = path.split(separator: ".")
    guard words.count > 2, words[0] == "lanes", let number = Int(words[1]) else { return nil }
    return number - 1
  }

  /// nil where every run has rows of its own.
  func key(ofRun run: Int, lane: Int, drawsSamples: Bool) -> Key? {
    guard isUseful else { return nil }
    var places = sweep.places(ofRun: run)
    var isShared = !drawsSamples && sweep.seedCount > 1
    for (axis, owner) in owners.enumerated() where owner != nil && owner != lane {
      places[axis] = -1
      isShared = true
    }
    guard isShared else { return nil }
    return Key(lane: lane, places: places, seed: drawsSamples ? run % sweep.seedCount : -1)
  }

  func row(_ key: Key?) -> SweepRow? { key.flatMap { rows[$0] } }

  mutating func remember(_ row: SweepRow, _ key: Key?) {
    guard let key else { return }
    if rows.count >= LaneMemory.capacity { rows.removeAll(keepingCapacity: true) }
    rows[key] = row
  }
}
