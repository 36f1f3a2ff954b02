import Cells
import Explorer
import Simulation

/// The lines of the verdicts, one below the other.
enum VerdictRows {
  /// Which lanes there are, while what has become of them is asked.
  static func drawNames(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let words = LaneWords(state.snapshot)
    draw(state.visibleLanes, into: &painter, region: region) { index, line, painter in
      let lane = state.snapshot.lanes[index]
      painter.write(
        [
          Run(" \(Glyphs.laneMark(index)) ", ink: .lane(index), emphasis: .bold),
          Run(words.name(lane.name, of: lane), ink: .lane(index), emphasis: .bold),
          Run("  \(lane.formula)  "), Run("?", ink: .focus, emphasis: .bold),
        ], row: line.row, column: line.column, clip: line)
    }
  }

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
