import Cells
import Forgetting
import Simulation

/// What every run of a sweep kept over what it learned, gathered from the lines of its table. Runs that
/// come to the same two-hundredth are one point: nobody could tell them apart.
public struct SweepPoints: Sendable {
  /// x is learned, y kept.
  public private(set) var points: [Chart.Mark] = []
  private let kept: Int
  private let learned: Int
  private let laneField: Int
  private var seen: Set<SIMD3<Int>> = []
  private var lines = TableLines()

  /// nil where the sweep does not tell of both at the end of its runs.
  public init?(_ sweep: Sweep) {
    laneField = 1 + sweep.axes.reduce(0) { $0 + $1.paths.count } + 1
    let first = laneField + 2 + (sweep.goal == nil ? 0 : 3)
    func column(_ measure: Measure) -> Int? {
      sweep.measures.firstIndex { $0.measure == measure && $0.isAtEnd }.map { first + $0 }
    }
    guard let kept = column(.kept), let learned = column(.learned) else { return nil }
    self.kept = kept
    self.learned = learned
  }

  /// Takes a piece of the table, which may begin and end anywhere.
  public mutating func take(_ bytes: [UInt8]) {
    for fields in lines.take(bytes) {
      guard fields.count > max(kept, learned), let lane = Int(fields[laneField]),
        let y = Double(fields[kept]), let x = Double(fields[learned]), x.isFinite, y.isFinite,
        seen.insert(SIMD3(lane, Int((200 * x).rounded()), Int((200 * y).rounded()))).inserted
      else { continue }
      points.append(Chart.Mark(x: x, y: y, lane: lane - 1))
    }
  }
}

/// The lines of a table that comes in pieces, without its header.
struct TableLines: Sendable {
  private var rest: [UInt8] = []
  private var isHeader = true

  /// The fields of the lines that end in a piece.
  mutating func take(_ bytes: [UInt8]) -> [[String]] {
    rest += bytes
    var found: [[String]] = []
    var start = rest.startIndex
    while let end = rest[start...].firstIndex(of: 0x0A) {
      if isHeader {
        isHeader = false
      } else {
        found.append(
          rest[start..<end].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) })
      }
      start = end + 1
    }
    rest.removeSubrange(..<start)
    return found
  }
}
