/// A density as a picture: samples come in, two to a cell, and shades go out that change as rarely as
/// they can.
public struct HeatMap: Sendable {
  /// What the samples are of.
  public enum Kind: Sendable {
    /// A lane's density, ≥ 0.
    case density(lane: Int)
    /// A difference of densities: above 0 there is too much, below too little.
    case difference
  }

  private let values: [Double]
  private let columns: Int
  private let rows: Int
  private let maximum: Double
  private let kind: Kind

  /// What was shown before, kept by the caller from frame to frame: a pixel takes another level only
  /// when its value has left the old one by a margin, so that a moving density costs few bytes.
  public struct Memory: Equatable, Sendable {
    var levels: [Int8] = []
    var columns = 0
    public init() {}
  }

  /// How far beyond the end of its level, in levels, a value must be to get another.
  private static let margin = 0.2

  /// - Parameters:
  ///   - values: row by row from the top, `columns` × `rows` of them; what is not a number is empty.
  ///   - maximum: what the last level stands for, > 0; levels go with the root of the share of it, so
  ///     that a tail is seen beside a peak.
  public init(values: [Double], columns: Int, rows: Int, maximum: Double, kind: Kind) {
    precondition(values.count == columns * rows, "a value for each pixel")
    self.values = values
    self.columns = columns
    self.rows = rows
    self.maximum = maximum
    self.kind = kind
  }

  /// The picture, to be laid under what has been drawn.
  ///
  /// - Parameter memory: of the frame before; starts anew when the extent has changed.
  public func picture(_ memory: inout Memory) -> HalfBlocks {
    if memory.columns != columns || memory.levels.count != values.count {
      memory.levels = values.map { Int8(root(of: $0).rounded()) }
      memory.columns = columns
    } else {
      for (index, value) in values.enumerated() {
        let root = root(of: value)
        if (root - Double(memory.levels[index])).magnitude > 0.5 + Self.margin {
          memory.levels[index] = Int8(root.rounded())
        }
      }
    }
    return HalfBlocks(
      memory.levels.map { level in
        switch kind {
        case .density(let lane): level > 0 ? .lane(lane, level: Int(level)) : .none
        case .difference: .difference(Int(level))
        }
      }, columns: columns, rows: rows)
  }

  /// Signed, in levels.
  private func root(of value: Double) -> Double {
    let share = (value / maximum).magnitude
    guard share.isFinite, maximum > 0 else { return 0 }
    let root = min(share, 1).squareRoot() * Double(Shade.laneLevels - 1)
    return value < 0 ? -root : root
  }
}
