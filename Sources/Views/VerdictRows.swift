import Cells

/// The lines of the verdicts, one below the other.
enum VerdictRows {
  /// A line for each lane that has room, and how many have none.
  static func draw(
    _ lanes: [Int], into painter: inout Painter, region: Region,
    _ line: (_ lane: Int, _ region: Region, _ painter: inout Painter) -> Void
  ) {
    for (row, lane) in lanes.prefix(region.height).enumerated() {
      line(
        lane,
        Region(row: region.row + row, column: region.column, height: 1, width: region.width),
        &painter)
    }
    guard region.height > 0, lanes.count > region.height else { return }
    painter.write(
      " +\(lanes.count - region.height)", rightAlignedAt: region.endColumn,
      row: region.endRow - 1, ink: .warning, clip: region)
  }
}
