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
    /// Old drift along the line of the true means as they were then, in σ, towards the new task.
    public var oldDriftAlong: [Double] = []
    public var oldMean: [SIMD2<Double>] = []
    public var newMean: [SIMD2<Double>] = []
    /// How often the lane's reference had been refreshed.
    public var refreshCount: [Int] = []

    public init() {}

    /// The instants of a series at which a refresh had taken place since the one before.
    public func refreshTimes(_ times: [Double]) -> [Double] {
      zip(times, refreshCount).enumerated().compactMap { index, item in
        index > 0 && item.1 > refreshCount[index - 1] ? item.0 : nil
      }
    }

    mutating func append(_ model: Mixture, _ target: Mixture, refreshCount count: Int) {
      refreshCount.append(count)
      oldWeight.append(model.oldWeight)
      oldDrift.append(target.old.scale.mahalanobis(model.old.mean - target.old.mean))
      oldDriftAlong.append(DriftAxis(target).coordinate(of: model.old.mean))
      oldMean.append(model.old.mean)
      newMean.append(model.new.mean)
    }
  }

  public static let capacity = 2048

  /// Flow times, ascending.
  public internal(set) var times: [Double] = []
  public internal(set) var lanes: [LaneRecord]
  /// Ticks between two instants.
  public internal(set) var stride = 1
  /// Ticks of the recorded instants.
  var ticks: [Int] = []
  /// Which lanes `lanes` are: a run may lose lanes and win others.
  private var laneIDs: [Int]
  /// Lanes that ran at other instants; their records may end before `times` does.
  private var absent: [Int: LaneRecord] = [:]
  /// A lane left out longer ago than this many others is forgotten.
  private static let absentCapacity = 64

  public init(laneCount: Int) {
    lanes = Array(repeating: LaneRecord(), count: laneCount)
    laneIDs = Array(0..<laneCount)
  }

  public var isThinned: Bool { stride > 1 }

  /// Records an instant if its turn has come.
  ///
  /// - Parameter refreshCounts: per lane; empty where no lane has a reference of its own.
  mutating func record(
    tick: Int, time: Double, models: [Mixture], refreshCounts: [Int] = [], target: Mixture
  ) {
    guard tick % stride == 0, ticks.last.map({ tick > $0 }) ?? true else { return }
    ticks.append(tick)
    times.append(time)
    for (index, model) in models.enumerated() {
      let count = refreshCounts.indices.contains(index) ? refreshCounts[index] : 0
      lanes[index].append(model, target, refreshCount: count)
    }
    if times.count > Series.capacity { thin() }
  }

  /// Keeps the first instants.
  mutating func cut(to count: Int) { keep { $0 < count } }

  /// Forgets everything after a tick.
  mutating func truncate(after tick: Int) {
    let kept = ticks.lastIndex { $0 <= tick }.map { $0 + 1 } ?? 0
    keep { $0 < kept }
  }

  /// The record for as long as all of its lanes ran: what can be drawn over one time axis.
  var common: Series {
    let count = lanes.map(\.oldWeight.count).min() ?? 0
    guard count < times.count else { return self }
    var copy = self
    copy.absent = [:]
    copy.keep { $0 < count }
    return copy
  }

  func holds(_ id: Int) -> Bool { laneIDs.contains(id) || absent[id] != nil }

  /// Keeps a lane that was computed afterwards, at the same instants, until `arrange` asks for it.
  mutating func add(_ record: LaneRecord, of id: Int) {
    absent[id] = record
    while absent.count > Series.absentCapacity,
      let oldest = absent.keys.filter({ $0 != id }).min()
    {
      absent[oldest] = nil
    }
  }

  /// Makes `lanes` those of an instant, each of which is held.
  mutating func arrange(_ ids: [Int]) {
    guard ids != laneIDs else { return }
    for (id, record) in zip(laneIDs, lanes) { absent[id] = record }
    lanes = ids.map { absent.removeValue(forKey: $0) ?? LaneRecord() }
    laneIDs = ids
  }

  /// Forgets lanes of a future that will not be.
  mutating func forget(from id: Int) { absent = absent.filter { $0.key < id } }

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
    func filter(_ record: inout LaneRecord) {
      record.oldWeight = filtered(record.oldWeight)
      record.oldDrift = filtered(record.oldDrift)
      record.oldDriftAlong = filtered(record.oldDriftAlong)
      record.oldMean = filtered(record.oldMean)
      record.newMean = filtered(record.newMean)
      record.refreshCount = filtered(record.refreshCount)
    }
    for index in lanes.indices { filter(&lanes[index]) }
    for id in absent.keys { filter(&absent[id]!) }
  }
}
