/// What a lane of a sweep depends on.
struct LaneKey: Hashable {
  var lane: Int
  /// By axis; −1 where the axis is another lane's.
  var places: [Int]
  /// −1 where no sample is drawn.
  var seed: Int
}

/// What is known of lanes that other points of a sweep have, too: an axis of one lane's own parameter leaves
/// the other lanes as they are, and a seed those that draw no samples.
struct LaneMemory<Value> {
  private let sweep: Sweep
  /// By axis: the only lane that it speaks of, nil for all.
  private let owners: [Int?]
  private let isUseful: Bool
  private var values: [LaneKey: Value] = [:]

  /// Beyond this everything is forgotten: memory stays bounded.
  private static var capacity: Int { 4096 }

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
  func key(ofRun run: Int, lane: Int, drawsSamples: Bool) -> LaneKey? {
    guard isUseful else { return nil }
    var places = sweep.places(ofRun: run)
    var isShared = !drawsSamples && sweep.seedCount > 1
    for (axis, owner) in owners.enumerated() where owner != nil && owner != lane {
      places[axis] = -1
      isShared = true
    }
    guard isShared else { return nil }
    return LaneKey(lane: lane, places: places, seed: drawsSamples ? run % sweep.seedCount : -1)
  }

  /// nil where nothing is known, or there is no key; nothing is then remembered.
  subscript(key: LaneKey?) -> Value? {
    get { key.flatMap { values[$0] } }
    set {
      guard let key, let newValue else { return }
      if values.count >= LaneMemory.capacity { values.removeAll(keepingCapacity: true) }
      values[key] = newValue
    }
  }
}
