import Simulation

/// One measure of one lane over one or two axes of a sweep, gathered from the lines of its table: a mean
/// over seeds at every place, and between which values most seeds are.
public struct SweepGrid: Sendable {
  /// Which of the sweep's axes is across, and which is up; nil: none.
  let x: Int
  let y: Int?
  /// By place of y, then of x: values of the seeds.
  private var values: [[Double]]
  private let sweep: Sweep
  /// By axis the place at which those that are not drawn are looked at.
  let fixed: [Int]
  private let lane: Int
  private let field: Int
  private let laneField: Int
  /// Where it says which crossing a row is, if only the first one counts.
  private let crossingField: Int?
  /// Whether points have further ones.
  private(set) var hasFurtherCrossings = false
  private let columns: Int
  private var lines = TableLines()

  /// - Parameters:
  ///   - lane: counted from 0.
  ///   - column: of the table; of several crossings at a point the first counts.
  ///   - fixed: by axis the place at which the others are looked at.
  public init(
    _ sweep: Sweep, x: Int, y: Int?, lane: Int, column: SweepColumn, fixed: [Int]
  ) {
    self.sweep = sweep
    self.x = x
    self.y = y
    self.lane = lane
    self.fixed = fixed
    laneField = 1 + sweep.axes.reduce(0) { $0 + $1.paths.count } + 1
    field = laneField + 1 + column.offset
    crossingField = column.measure == nil ? laneField + 2 : nil
    columns = sweep.axes[x].count
    values = Array(repeating: [], count: columns * (y.map { sweep.axes[$0].count } ?? 1))
  }

  /// Takes a piece of the table, which may begin and end anywhere.
  public mutating func take(_ bytes: [UInt8]) {
    for fields in lines.take(bytes) { take(line: fields) }
  }

  private mutating func take(line fields: [String]) {
    func text(_ index: Int) -> String { fields.indices.contains(index) ? fields[index] : "" }
    guard let point = Int(text(0)), point >= 1, point <= sweep.pointCount,
      Int(text(laneField)) == lane + 1, let value = Double(text(field)), value.isFinite
    else { return }
    let places = sweep.places(ofRun: (point - 1) * sweep.seedCount)
    for axis in places.indices where axis != x && axis != y && places[axis] != fixed[axis] {
      return
    }
    if let crossingField, let crossing = Int(text(crossingField)), crossing > 1 {
      hasFurtherCrossings = true
      return
    }
    values[(y.map { places[$0] } ?? 0) * columns + places[x]].append(value)
  }

  /// The mean over seeds; not a number where there is none.
  func mean(_ column: Int, _ row: Int = 0) -> Double {
    let values = values[row * columns + column]
    return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }

  /// The value below which a share of the seeds is, between neighbours in proportion.
  func quantile(_ share: Double, _ column: Int, _ row: Int = 0) -> Double {
    let sorted = values[row * columns + column].sorted()
    guard !sorted.isEmpty else { return .nan }
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }

  /// How many places have a value.
  public var count: Int { values.count { !$0.isEmpty } }
}
