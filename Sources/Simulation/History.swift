import Forgetting

/// A run's past, bounded: keyframes from which any instant is replayed.
struct History {
  /// All that a replay needs at a tick, before the edits stamped with it.
  struct Keyframe {
    var tick: Int
    var anchor: (tick: Int, time: Double)
    var scenario: Scenario
    var lanes: [LaneState]
    /// Which lanes these are, and the name of the next one to come.
    var laneIDs: [Int]
    var nextLaneID: Int
    /// Where the stretch without an intervention began.
    var stretchTime: Double
    var stretchModels: [Mixture]
  }

  private static let capacity = 256
  private(set) var keyframes: [Keyframe] = []
  private(set) var stride = 16

  /// Whether a tick's turn for a keyframe has come.
  func wants(_ tick: Int) -> Bool {
    tick % stride == 0 && keyframes.last.map { tick > $0.tick } ?? true
  }

  mutating func record(_ keyframe: Keyframe) {
    keyframes.append(keyframe)
    guard keyframes.count > History.capacity else { return }
    stride *= 2
    keyframes.removeAll { $0.tick % stride != 0 }
  }

  /// The last keyframe at or before a tick.
  func keyframe(atOrBefore tick: Int) -> Keyframe? { keyframes.last { $0.tick <= tick } }

  mutating func truncate(after tick: Int) { keyframes.removeAll { $0.tick > tick } }
}
