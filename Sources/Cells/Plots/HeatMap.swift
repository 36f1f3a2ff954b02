/// A density as four shades: samples come in, cells go out that change as rarely as they can.
public struct HeatMap: Sendable {
  /// Samples row by row from the top, at least 0; what is not a number is empty.
  var values: [Double]
  /// Samples in a row and rows of samples; the lattice covers the region, one or more a cell.
  var columns: Int
  var rows: Int
  /// The value of the darkest shade; nil takes the largest sample, with hysteresis.
  var maximum: Double?

  /// What was shown before, kept by the caller from frame to frame: a cell takes another shade only
  /// when its value has left the old shade's band by a margin, so that a moving density costs few
  /// bytes.
  public struct Memory: Equatable, Sendable {
    var levels: [UInt8] = []
    var width = 0
    var height = 0
    var maximum = 0.0
    public init() {}
  }

  /// Lower bounds of the four shades, as fractions of the maximum.
  private static let bounds: [Double] = [0.04, 0.17, 0.40, 0.70]
  /// How far beyond a bound, as a fraction of it, a value must be to change its shade.
  private static let margin = 0.12

  /// A map of `rows` × `columns` values ≥ 0, row by row from the top; `maximum` is what the darkest
  /// cell stands for, the largest value unless given.
  public init(values: [Double], columns: Int, rows: Int, maximum: Double? = nil) {
    self.values = values
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.maximum = maximum
  }

  /// Draws the shades over a region in the inks `heat1`…`heat4`; empty cells stay as they are.
  ///
  /// - Parameter memory: of the frame before; starts anew when the region's extent has changed.
  public func draw(into painter: inout Painter, region: Region, memory: inout Memory) {
    guard !region.isEmpty else { return }
    if memory.width != region.width || memory.height != region.height {
      memory = Memory()
      memory.width = region.width
      memory.height = region.height
    }
    updateLevels(of: &memory)
    let glyphs = [Glyph.shade1, .shade2, .shade3, .shade4].map { $0.scalar(in: painter.symbols) }
    let inks: [Ink] = [.heat1, .heat2, .heat3, .heat4]
    let shades = zip(glyphs, inks).map { Cell($0, ink: $1) }
    let visible = region.intersection(painter.grid.region)
    for row in visible.row..<visible.endRow {
      let source = (row - region.row) * region.width - region.column
      for column in visible.column..<visible.endColumn {
        let level = Int(memory.levels[source + column])
        if level > 0 { painter.grid.cells[row * painter.grid.columns + column] = shades[level - 1] }
      }
    }
  }

  private func updateLevels(of memory: inout Memory) {
    let count = memory.width * memory.height
    let isNew = memory.levels.count != count
    if isNew { memory.levels = Array(repeating: 0, count: count) }
    guard columns > 0, rows > 0, values.count >= columns * rows else {
      for index in 0..<count { memory.levels[index] = 0 }
      return
    }
    updateMaximum(of: &memory)
    guard memory.maximum > 0 else { return }
    let scale = 1 / memory.maximum
    for row in 0..<memory.height {
      let firstRow = row * rows / memory.height
      let endRow = max(firstRow + 1, (row + 1) * rows / memory.height)
      for column in 0..<memory.width {
        let first = column * columns / memory.width
        let end = max(first + 1, (column + 1) * columns / memory.width)
        var sum = 0.0
        for sampleRow in firstRow..<endRow {
          for sample in first..<end { sum += values[sampleRow * columns + sample] }
        }
        let value = sum * scale / Double((endRow - firstRow) * (end - first))
        let index = row * memory.width + column
        memory.levels[index] = Self.level(
          of: value, before: isNew ? nil : memory.levels[index])
      }
    }
  }

  private func updateMaximum(of memory: inout Memory) {
    if let maximum {
      memory.maximum = maximum.isFinite ? maximum : 0
      return
    }
    var largest = 0.0
    for value in values where value > largest && value.isFinite { largest = value }
    if largest > 1.1 * memory.maximum || largest < 0.8 * memory.maximum {
      memory.maximum = largest
    }
  }

  /// The shade of a value, 0 for none: the one before as long as the value is within its margins.
  static func level(of value: Double, before: UInt8?) -> UInt8 {
    guard let before else { return count(of: value, scale: 1) }
    let surely = count(of: value, scale: 1 + margin)
    let perhaps = count(of: value, scale: 1 - margin)
    return min(max(before, surely), perhaps)
  }

  private static func count(of value: Double, scale: Double) -> UInt8 {
    var level: UInt8 = 0
    for bound in bounds where value > bound * scale { level += 1 }
    return level
  }
}
