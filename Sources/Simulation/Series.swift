import Forgetting

/// What has been recorded of a run for curves and trails: per lane, at most a few thousand instants.
///
/// When the record is full every other instant is dropped and the stride doubles, so memory is bounded
/// and a long run keeps its whole shape.
public struct Series: Equatable, Sendable {
  /// How many instants are kept at most; beyond it every other goes.
  public static let capacity = 2048

  /// Flow times, ascending.
  public internal(set) var times: [Double] = []
  /// In the scenario's order, each as long as `times`.
  public internal(set) var lanes: [LaneRecord]
  /// What is recorded of every lane.
  private(set) var measures: [Measure]
  /// Ticks between two instants.
  public internal(set) var stride = 1
  /// Ticks of the recorded instants.
  var ticks: [Int] = []
  /// Which lanes `lanes` are: a run may lose lanes and win others.
  private var laneIDs: [Int]
  /// Lanes that ran at other instants; their records may end before `times` does.
  private var absent: [Int: LaneRecord] = [:]
  /// What is still to be read for the curves that are sampled.
  private var unread: [Sample] = []
  /// A lane left out longer ago than this many others is forgotten.
  private static let absentCapacity = 64

  /// - Parameter measures: what is recorded; more than the standard where tasks have names.
  init(laneCount: Int, measures: [Measure] = MeasureCatalogue.recorded) {
    self.measures = measures
    lanes = Array(repeating: LaneRecord(measures: measures), count: laneCount)
    laneIDs = Array(0..<laneCount)
  }

  /// The curve of a measure where it has one: without the instants between two samples.
  public func curve(of measure: Measure, lane: Int) -> (times: [Double], values: [Double]) {
    let record = lanes[lane][measure]
    guard measure.isSampled else { return (times, record) }
    let known = record.indices.filter { record[$0].isFinite }
    return (known.map { times[$0] }, known.map { record[$0] })
  }

  /// Whether instants have been left out to keep it short.
  public var isThinned: Bool { stride > 1 }

  /// Whether an instant has what is sampled now and then: such integrals cost as much as steps do.
  func samples(_ tick: Int) -> Bool { tick % (stride * 4) == 0 }

  /// Whether gaps wait to be filled.
  var hasSamplesToRead: Bool { !unread.isEmpty }

  /// Fills gaps of curves that are sampled, in the order in which they came.
  ///
  /// - Parameter goesOn: asked after each model.
  mutating func readSamples(_ curves: CurveReader, while goesOn: () -> Bool) {
    // What snapshots have had is written no more: counts of references keep threads apart, which the
    // thread sanitizer cannot see.
    lanes = lanes.map(\.unshared)
    var done = 0
    for sample in unread {
      done += 1
      guard samples(sample.tick), let index = ticks.firstIndex(sorted: sample.tick) else {
        continue
      }
      if let lane = laneIDs.firstIndex(of: sample.lane) {
        if index < lanes[lane].count { lanes[lane].read(sample, at: index, curves) }
      } else if let record = absent[sample.lane], index < record.count {
        absent[sample.lane]!.read(sample, at: index, curves)
      }
      if !goesOn() { break }
    }
    unread.removeFirst(done)
  }

  /// The same for who only looks at it: nothing waits to be read.
  var asRead: Series {
    var copy = self
    copy.unread = []
    return copy
  }

  /// Records an instant if its turn has come.
  ///
  /// - Parameters:
  ///   - refreshCounts: per lane; empty where no lane has a reference of its own.
  ///   - isSampled: whether models are kept for curves that are read later.
  mutating func record(
    tick: Int, time: Double, models: [Mixture], refreshCounts: [Int] = [], problem: Problem,
    isSampled: Bool = false
  ) {
    guard tick % stride == 0, ticks.last.map({ tick > $0 }) ?? true else { return }
    ticks.append(tick)
    times.append(time)
    for (index, model) in models.enumerated() {
      let count = refreshCounts.indices.contains(index) ? refreshCounts[index] : 0
      lanes[index].append(model, problem, refreshCount: count)
    }
    if isSampled, samples(tick) {
      let problem = Boxed(wrappedValue: problem)
      for (id, model) in zip(laneIDs, models) {
        unread.append(Sample(tick: tick, lane: id, model: model, problem: problem))
      }
    }
    if times.count > Series.capacity { thin() }
  }

  /// Keeps the first instants.
  mutating func cut(to count: Int) { keep { $0 < count } }

  /// Forgets everything after a tick.
  mutating func truncate(after tick: Int) {
    let kept = ticks.lastIndex { $0 <= tick }.map { $0 + 1 } ?? 0
    keep { $0 < kept }
    unread.removeAll { $0.tick > tick }
  }

  /// The record for as long as all of its lanes ran: what can be drawn over one time axis.
  var common: Series {
    let count = lanes.map(\.count).min() ?? 0
    guard count < times.count else { return self }
    var copy = self
    copy.absent = [:]
    copy.keep { $0 < count }
    return copy
  }

  func holds(_ id: Int) -> Bool { laneIDs.contains(id) || absent[id] != nil }

  /// Keeps a lane that was computed afterwards, at the same instants, until `arrange` asks for it.
  mutating func add(_ record: LaneRecord, of id: Int, _ samples: [Sample]) {
    absent[id] = record
    unread += samples.map { sample in
      var own = sample
      own.lane = id
      return own
    }
    while absent.count > Series.absentCapacity,
      let oldest = absent.keys.filter({ $0 != id }).min()
    {
      absent[oldest] = nil
    }
  }

  /// From now on records something else, as tasks come and go; what was not recorded before is a gap.
  mutating func record(_ wanted: [Measure]) {
    guard wanted != measures else { return }
    measures = wanted
    for index in lanes.indices { lanes[index] = lanes[index].recording(wanted) }
    for id in absent.keys { absent[id] = absent[id]!.recording(wanted) }
  }

  /// Makes `lanes` those of an instant, each of which is held.
  mutating func arrange(_ ids: [Int]) {
    guard ids != laneIDs else { return }
    for (id, record) in zip(laneIDs, lanes) { absent[id] = record }
    lanes = ids.map { absent.removeValue(forKey: $0) ?? LaneRecord(measures: measures) }
    laneIDs = ids
  }

  /// Forgets lanes of a future that will not be.
  mutating func forget(from id: Int) {
    absent = absent.filter { $0.key < id }
    unread.removeAll { $0.lane >= id }
  }

  private mutating func thin() {
    stride *= 2
    let due = ticks.map { $0 % stride == 0 }
    keep { due[$0] }
    // As if they had always been this far apart.
    unread.removeAll { [stride] in $0.tick % (stride * 4) != 0 }
    let sampled = ticks.map { samples($0) }
    for index in lanes.indices { lanes[index].dropSamples { sampled[$0] } }
    for id in absent.keys { absent[id]!.dropSamples { sampled[$0] } }
  }

  private mutating func keep(_ isKept: (Int) -> Bool) {
    // The records of lanes that are gone may end before the others.
    let kept = times.indices.filter(isKept)
    for index in lanes.indices { lanes[index].keep(kept.within(lanes[index].count)) }
    for id in absent.keys { absent[id]!.keep(kept.within(absent[id]!.count)) }
    times = kept.map { times[$0] }
    ticks = kept.map { ticks[$0] }
  }
}

extension [Int] {
  /// Where an element of an ascending list is.
  fileprivate func firstIndex(sorted element: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == element ? low : nil
  }

  /// The ascending indices of a list of so many.
  fileprivate func within(_ count: Int) -> [Int] {
    (last ?? 0) < count ? self : Array(prefix { $0 < count })
  }
}
