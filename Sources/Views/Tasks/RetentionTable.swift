import Cells
import Forgetting

/// R[j][k] as a heat map with numbers: a row after each stage, a column for each task.
struct RetentionTable {
  private let retention: Retention
  private let stage: TaskStage
  private let cell: Int
  private let label: Int

  /// - Parameter width: what there is; the table takes less.
  init(_ retention: Retention, _ stage: TaskStage, width: Int) {
    self.retention = retention
    self.stage = stage
    cell = RetentionTable.cell(tasks: stage.count, in: width)
    label = RetentionTable.label
  }

  /// Room of "after B ".
  private static let label = 9

  /// "▓  93" and a space, less where there is no room.
  private static func cell(tasks: Int, in width: Int) -> Int {
    let room = (width - label) / max(1, tasks)
    return room >= 8 && width >= 100 ? 8 : room >= 6 ? 6 : max(4, min(5, room))
  }

  static func width(tasks: Int, in width: Int) -> Int {
    label + tasks * cell(tasks: tasks, in: width)
  }

  var width: Int { label + stage.count * cell }
  var rows: Int { retention.rows.count }

  func draw(into painter: inout Painter, region: Region) {
    guard region.height > 1 else { return }
    drawHead(into: &painter, region: region)
    // The first row and the last ones, where not all have room.
    let room = region.height - 1
    let indices =
      rows <= room ? Array(0..<rows) : [0] + Array((rows - max(0, room - 1))..<rows)
    for (offset, index) in indices.enumerated() {
      let follows = offset == 0 || indices[offset - 1] == index - 1
      drawRow(
        index, row: region.row + 1 + offset, isBehindGap: !follows, into: &painter, region: region)
    }
  }

  private func drawHead(into painter: inout Painter, region: Region) {
    // Letters always, names where all have room: the bars below have them in any case.
    let names = stage.names.prefix(stage.count)
    let hasRoom = names.allSatisfy { painter.width(of: $0) < cell - 2 }
    for task in 0..<stage.count {
      let name = hasRoom ? " " + names[task] : ""
      painter.write(
        [TaskMark.run(task), Run(name, ink: TaskMark.ink(task))], row: region.row,
        column: region.column + label + task * cell, clip: region)
    }
  }

  private func drawRow(
    _ index: Int, row: Int, isBehindGap: Bool, into painter: inout Painter, region: Region
  ) {
    let isNow = index == rows - 1
    var runs: [Run] = []
    if index == 0 {
      runs = [Run(" start", ink: .dim)]
    } else if retention.trained.indices.contains(index - 1) {
      let mark = retention.trained[index - 1].map { TaskMark.run($0) } ?? Run("–", ink: .dim)
      runs = [Run(isNow ? " now " : " after ", ink: isNow ? .strong : .dim), mark]
    }
    painter.write(runs, row: row, column: region.column, clip: region)
    if isBehindGap {
      painter.put("…", row: row, column: region.column, ink: .warning, emphasis: .bold)
    }
    for (task, value) in retention.rows[index].enumerated() {
      let column = region.column + label + task * cell
      guard column + cell <= region.endColumn + 1 else { return }
      drawCell(
        value, isTrained: index > 0 && retention.trained[safe: index - 1] == task, row: row,
        column: column, into: &painter, region: region)
    }
  }

  private func drawCell(
    _ value: Double, isTrained: Bool, row: Int, column: Int, into painter: inout Painter,
    region: Region
  ) {
    guard value.isFinite else {
      painter.write(" –", row: row, column: column, ink: .dim, clip: region)
      return
    }
    let shades: [(Double, Glyph, Ink)] = [
      (0.7, .shade4, .heat4), (0.4, .shade3, .heat3), (0.17, .shade2, .heat2),
      (0.04, .shade1, .heat1),
    ]
    let wide = cell >= 8 ? 2 : 1
    if let shade = shades.first(where: { value > $0.0 }) {
      for offset in 0..<wide {
        painter.put(shade.1, row: row, column: column + offset, ink: shade.2)
      }
    }
    let text = NumberText.fixed(100 * value, digits: 0)
    painter.write(
      text, rightAlignedAt: column + wide + (cell >= 6 ? 4 : 3), row: row, ink: .strong,
      emphasis: isTrained ? .underline : [], clip: region)
  }
}
