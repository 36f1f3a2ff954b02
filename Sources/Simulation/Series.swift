import Forgetting

/// What has been recorded of a run for curves and trails: per lane, at most a few thousand instants.
///
/// When the record is full every other instant is dropped and the stride doubles, so memory is bounded
/// and a long run keeps its whole shape.
public struct Series: Equatable, Sendable {
  /// One lane's curves, as long as `times`.
  public struct LaneRecord: Equatable, Sendable {
    /// β.
    public var oldWeight: [Double] = []
    /// Old drift in σ.
    public var oldDrift: [Double] = []
    public var oldMean: [SIMD2<Double>] = []
    public var newMean: [SIMD2<Double>] = []
  }

  public static let capacity = 2048

  /// Flow times, ascending.
  public private(set) var times: [Double] = []
  public private(set) var lanes: [LaneRecord]
  /// Ticks between two instants.
  public private(set) var stride = 1
  /// Ticks of the recorded instants.
  private var ticks: [Int] = []

  public init(laneCount: Int) {
    lanes = Array(repeating: LaneRecord(), count: laneCount)
  }

  public var isThinned: Bool { stride > 1 }

  /// Records an instant if its turn has come.
  mutating func record(tick: Int, time: Double, models: [Mixture], target: Mixture) {
    guard tick % stride == 0, ticks.last.map({ tick > $0 }) ?? true else { return }
    ticks.append(tick)
    times.append(time)
    for (index, model) in models.enumerated() {
      let drift = target.old.scale.mahalanobis(model.old.mean - target.old.mean)
      lanes[index].oldWeight.append(model.oldWeight)
      lanes[index].oldDrift.append(drift)
      lanes[index].oldMean.append(model.old.mean)
      lanes[index].newMean.append(model.new.mean)
    }
    if times.count > Series.capacity { thin() }
  }

  /// Forgets everything after a tick.
  mutating func truncate(after tick: Int) {
    let kept = ticks.lastIndex { $0 <= tick }.map { $0 + 1 } ?? 0
    keep { $0 < kept }
  }

  /// The record up to a tick, for a scrubbed view.
  func prefix(upTo tick: Int) -> Series {
    var copy = self
    copy.truncate(after: tick)
    return copy
  }

  /// Appends a lane that was computed afterwards, at the same instants.
  mutating func add(_ record: LaneRecord, at index: Int) { lanes.insert(record, at: index) }

  mutating func removeLane(_ index: Int) { lanes.remove(at: index) }

  private mutating func thin() {
    stride *= 2
    let due = ticks.map { $0 % stride == 0 }
    keep { due[$0] }
  }

  private mutating func keep(_ isKept: (Int) -> Bool) {
    func filtered<Element>(_ values: [Element]) -> [Element] {
      values.indices.filter(isKept).map { values[$0] }
    }
    times = filtered(times)
    ticks = filtered(ticks)
    for index in lanes.indices {
      lanes[index].oldWeight = filtered(lanes[index].oldWeight)
      lanes[index].oldDrift = filtered(lanes[index].oldDrift)
      lanes[index].oldMean = filtered(lanes[index].oldMean)
      lanes[index].newMean = filtered(lanes[index].newMean)
    }
  }
}
