import Forgetting

/// What has been recorded of a run for curves and trails: per lane, at most a few thousand instants.
///
/// When the record is full every other instant is dropped and the stride doubles, so memory is bounded
/// and a long run keeps its whole shape.
public struct Series: Equatable, Sendable {
  /// One lane's curves: a list for each measure that is recorded, all as long as `times`.
  public struct LaneRecord: Equatable, Sendable {
    /// In the catalogue's order.
    public let measures: [Measure]
    /// As `measures`.
    public internal(set) var values: [[Double]]
    /// How often the lane's reference had been refreshed.
    public var refreshCount: [Int] = []

    /// An empty record of these measures.
    public init(measures: [Measure] = MeasureCatalogue.recorded) {
      self.measures = measures
      values = Array(repeating: [], count: measures.count)
    }

    var count: Int { refreshCount.count }

    /// Gaps are alike.
    public static func == (a: LaneRecord, b: LaneRecord) -> Bool {
      guard a.measures == b.measures, a.refreshCount == b.refreshCount else { return false }
      if a.values == b.values { return true }
      return zip(a.values, b.values).allSatisfy { one, other in
        one.count == other.count
          && zip(one, other).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
      }
    }

    /// The curve of a measure; empty where it is not recorded.
    public subscript(measure: Measure) -> [Double] {
      measures.firstIndex(of: measure).map { values[$0] } ?? []
    }

    /// The ways of both means, in the units of the data; the second coordinate is 0 on the line.
    public var oldMean: [SIMD2<Double>] { zip(self[.oldMeanX], self[.oldMeanY]).map { [$0, $1] } }
    public var newMean: [SIMD2<Double>] { zip(self[.newMeanX], self[.newMeanY]).map { [$0, $1] } }

    /// The ways of the components' means, in their order.
    public func trails(_ scenario: Scenario) -> [[SIMD2<Double>]] {
      guard scenario.sequence != nil else { return [oldMean, newMean] }
      return scenario.taskNames.prefix(scenario.componentCount).map { name in
        let axes = ["x", "y"].map { axis in
          measures.firstIndex { $0.id == "mean.\(name).\(axis)" }.map { values[$0] } ?? []
        }
        return zip(axes[0], axes[1]).map { [$0, $1] }
      }
    }

    /// The instants of a series at which a refresh had taken place since the one before.
    public func refreshTimes(_ times: [Double]) -> [Double] {
      zip(times, refreshCount).enumerated().compactMap { index, item in
        index > 0 && item.1 > refreshCount[index - 1] ? item.0 : nil
      }
    }

    /// - Parameter curves: who measures what is sampled now and then; nil leaves a gap there.
    mutating func append(
      _ model: Mixture, _ problem: Problem, refreshCount count: Int, curves: CurveReader?
    ) {
      refreshCount.append(count)
      for (slot, measure) in measures.enumerated() {
        switch measure.reading {
        case .recorded(let read): values[slot].append(read(model, problem))
        case .sampled(let read, _):
          values[slot].append(curves.flatMap { read($0, model, problem) } ?? .nan)
        case .measured: continue
        }
      }
    }

    /// An instant from elsewhere.
    ///
    /// - Parameter numbers: as `measures`.
    public mutating func append(_ numbers: [Double], refreshCount count: Int) {
      precondition(numbers.count == measures.count, "a record takes a number for each measure")
      refreshCount.append(count)
      for slot in values.indices { values[slot].append(numbers[slot]) }
    }

    /// The curve of a measure from elsewhere.
    ///
    /// - Parameter curve: as long as the record.
    public mutating func replace(_ measure: Measure, with curve: [Double]) {
      precondition(curve.count == count, "a curve is as long as its record")
      if let slot = measures.firstIndex(of: measure) { values[slot] = curve }
    }

    /// The same with one measure more, unless it is there.
    ///
    /// - Parameter curve: as long as the record.
    public func adding(_ measure: Measure, _ curve: [Double]) -> LaneRecord {
      precondition(curve.count == count, "a curve is as long as its record")
      guard !measures.contains(measure) else { return self }
      var record = recording(measures + [measure])
      record.values[measures.count] = curve
      return record
    }

    /// The same instants with other measures.
    func recording(_ wanted: [Measure]) -> LaneRecord {
      var record = LaneRecord(measures: wanted)
      record.refreshCount = refreshCount
      record.values = wanted.map { measure in
        measures.firstIndex(of: measure).map { values[$0] }
          ?? Array(repeating: .nan, count: count)
      }
      return record
    }

    /// Leaves gaps where nothing is to be sampled.
    mutating func dropSamples(unless isDue: (Int) -> Bool) {
      for (slot, measure) in measures.enumerated() where measure.isSampled {
        for index in values[slot].indices where !isDue(index) { values[slot][index] = .nan }
      }
    }

    /// Changes all of its lists alike.
    mutating func keep(_ indices: [Int]) {
      for slot in values.indices {
        let list = values[slot]
        values[slot] = indices.map { list[$0] }
      }
      let counts = refreshCount
      refreshCount = indices.map { counts[$0] }
    }
  }

  /// How many instants are kept at most; beyond it every other goes.
  public static let capacity = 2048

  /// Flow times, ascending.
  public internal(set) var times: [Double] = []
  /// In the scenario's order, each as long as `times`.
  public internal(set) var lanes: [LaneRecord]
  /// What is recorded of every lane.
  public private(set) var measures: [Measure]
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

  /// Whether an instant has what is sampled now and then: an integral costs about what a step does.
  func samples(_ tick: Int) -> Bool { tick % (stride * 4) == 0 }

  /// Records an instant if its turn has come.
  ///
  /// - Parameters:
  ///   - refreshCounts: per lane; empty where no lane has a reference of its own.
  ///   - curves: who measures what is sampled; nil: nobody.
  mutating func record(
    tick: Int, time: Double, models: [Mixture], refreshCounts: [Int] = [], problem: Problem,
    curves: CurveReader? = nil
  ) {
    guard tick % stride == 0, ticks.last.map({ tick > $0 }) ?? true else { return }
    ticks.append(tick)
    times.append(time)
    let curves = samples(tick) ? curves : nil
    for (index, model) in models.enumerated() {
      let count = refreshCounts.indices.contains(index) ? refreshCounts[index] : 0
      lanes[index].append(model, problem, refreshCount: count, curves: curves)
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
    let count = lanes.map(\.count).min() ?? 0
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
  mutating func forget(from id: Int) { absent = absent.filter { $0.key < id } }

  private mutating func thin() {
    stride *= 2
    let due = ticks.map { $0 % stride == 0 }
    keep { due[$0] }
    // As if they had always been this far apart.
    let sampled = ticks.map(samples)
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
  /// The ascending indices of a list of so many.
  fileprivate func within(_ count: Int) -> [Int] {
    (last ?? 0) < count ? self : Array(prefix { $0 < count })
  }
}
