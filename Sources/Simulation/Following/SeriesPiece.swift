import Forgetting

/// What has been added to a record, for somebody who has its beginning.
public struct SeriesPiece: Equatable, Sendable {
  /// How many of the instants that are there already stay.
  public var kept: Int
  /// Every how many ticks an instant is kept.
  public var stride: Int
  /// Of the new instants, in order, and the flow times of those ticks.
  public var ticks: [Int]
  public var times: [Double]
  /// As long as `ticks`.
  public var lanes: [Series.LaneRecord]

  public init(
    kept: Int, stride: Int, ticks: [Int], times: [Double], lanes: [Series.LaneRecord]
  ) {
    self.kept = kept
    self.stride = stride
    self.ticks = ticks
    self.times = times
    self.lanes = lanes
  }
}

extension Series {
  /// An empty record of a piece's lanes and measures.
  init(_ piece: SeriesPiece) {
    self.init(
      laneCount: piece.lanes.count,
      measures: piece.lanes.first?.measures ?? MeasureCatalogue.recorded)
  }

  /// How many instants it holds.
  public var count: Int { times.count }

  /// Appends what was recorded elsewhere, and checked.
  mutating func append(_ piece: SeriesPiece) {
    ticks += piece.ticks
    times += piece.times
    for index in lanes.indices { lanes[index].append(piece.lanes[index]) }
    stride = piece.stride
  }

  /// What a record with the first `kept` instants lacks.
  public func piece(after kept: Int) -> SeriesPiece {
    SeriesPiece(
      kept: kept, stride: stride, ticks: Array(ticks.dropFirst(kept)),
      times: Array(times.dropFirst(kept)),
      lanes: lanes.map { record in record.dropFirst(kept) })
  }

  /// How many of the first instants two records share.
  ///
  /// - Complexity: linear in what both have, and constant for a copy.
  public func sharedCount(with other: Series) -> Int {
    // Of other measures nothing is the same: tasks that have come or gone have curves of their own.
    guard lanes.count == other.lanes.count,
      zip(lanes, other.lanes).allSatisfy({ $0.measures == $1.measures })
    else { return 0 }
    func shared<Element: Equatable>(
      _ a: [Element], _ b: [Element], _ differ: (Element, Element) -> Bool
    ) -> Int {
      if a.count == b.count, a == b { return a.count }
      return zip(a, b).enumerated().first { differ($1.0, $1.1) }?.offset ?? min(a.count, b.count)
    }
    // Gaps are alike.
    func differ(_ a: Double, _ b: Double) -> Bool { a != b && !(a.isNaN && b.isNaN) }
    var count = min(shared(ticks, other.ticks, !=), shared(times, other.times, !=))
    for (a, b) in zip(lanes, other.lanes) {
      for (a, b) in zip(a.values, b.values) { count = min(count, shared(a, b, differ)) }
    }
    return count
  }

  /// Takes over what has been added elsewhere.
  ///
  /// - Returns: false where the piece does not fit: nothing has changed then.
  mutating func take(_ piece: SeriesPiece) -> Bool {
    let count = piece.ticks.count
    guard piece.kept >= 0, piece.kept <= times.count, piece.stride >= 1,
      piece.kept == 0 || piece.lanes.count == lanes.count,
      piece.kept + count <= Series.capacity + 1, piece.times.count == count,
      piece.lanes.allSatisfy({ $0.hasLength(count) })
    else { return false }
    var changed = piece.kept == 0 ? Series(piece) : self
    guard piece.lanes.allSatisfy({ $0.measures == changed.measures }) else { return false }
    changed.cut(to: piece.kept)
    changed.append(piece)
    guard zip(changed.ticks, changed.ticks.dropFirst()).allSatisfy({ $0 < $1 }),
      zip(changed.times, changed.times.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return false }
    self = changed
    return true
  }
}

extension Series.LaneRecord {
  fileprivate func hasLength(_ count: Int) -> Bool {
    refreshCount.count == count && values.allSatisfy { $0.count == count }
  }

  fileprivate func dropFirst(_ count: Int) -> Series.LaneRecord {
    var rest = self
    for slot in values.indices { rest.values[slot] = Array(values[slot].dropFirst(count)) }
    rest.refreshCount = Array(refreshCount.dropFirst(count))
    return rest
  }

  mutating func append(_ other: Series.LaneRecord) {
    for slot in values.indices { values[slot] += other[measures[slot]] }
    refreshCount += other.refreshCount
  }
}
