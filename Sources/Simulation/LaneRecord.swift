import Forgetting

extension Series {
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
    var oldMean: [SIMD2<Double>] { zip(self[.oldMeanX], self[.oldMeanY]).map { [$0, $1] } }
    var newMean: [SIMD2<Double>] { zip(self[.newMeanX], self[.newMeanY]).map { [$0, $1] } }

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

    /// Leaves gaps in what is sampled.
    mutating func append(_ model: Mixture, _ problem: Problem, refreshCount count: Int) {
      refreshCount.append(count)
      for (slot, measure) in measures.enumerated() {
        switch measure.reading {
        case .recorded(let read): values[slot].append(read(model, problem))
        case .sampled: values[slot].append(.nan)
        case .measured: continue
        }
      }
    }

    /// The same with memory of its own for what is sampled.
    var unshared: LaneRecord {
      var copy = self
      copy.values = zip(measures, values).map { measure, list in
        measure.isSampled ? list.map { $0 } : list
      }
      return copy
    }

    /// Fills the gaps of an instant.
    mutating func read(_ sample: Sample, at index: Int, _ curves: CurveReader) {
      for (slot, measure) in measures.enumerated() {
        guard case .sampled(let read, _) = measure.reading else { continue }
        values[slot][index] = read(curves, sample.model, sample.problem) ?? .nan
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
}
