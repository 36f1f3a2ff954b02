import Cells
import Forgetting

/// β of every component beside its task's share of the stage's target.
enum TaskBars {
  static func draw(
    _ meters: TaskMeters, into painter: inout Painter, region: Region, hasHead: Bool
  ) {
    guard region.width >= 16, region.height > 0 else { return }
    var row = region.row
    if hasHead {
      painter.write(
        painter.fit("weight β, share α ╎", width: region.width), row: row, column: region.column,
        ink: .dim, clip: region)
      row += 1
    }
    let numbers = 11
    let longest = meters.stage.names.map(\.count).max() ?? 0
    let name = max(0, min(longest, region.width - numbers - 4 - 6))
    let bar = min(40, region.width - numbers - 4 - name)
    for task in 0..<meters.stage.count where row < region.endRow {
      let ink = TaskMark.ink(task)
      var column = painter.write(
        [
          Run(" "), TaskMark.run(task),
          Run(" " + painter.filled(meters.stage.names[task], to: name) + " ", ink: ink),
        ], row: row, column: region.column, clip: region)
      let weight = meters.weights[task]
      let share = meters.stage.share(of: task)
      if bar >= 4 {
        Meter(fraction: weight ?? 0, bound: share, ink: ink).draw(
          into: &painter, region: Region(row: row, column: column, height: 1, width: bar))
        column += bar
      }
      painter.write(
        [
          Run(" " + number(weight), ink: .strong),
          Run(" / " + number(share), ink: .dim),
        ], row: row, column: column, clip: region)
      row += 1
    }
  }

  /// ".46", "1", "–"; small ones by their order.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "  –" }
    if value >= 0.995 { return "  1" }
    if value >= 0.005 { return String(NumberText.fixed(value, digits: 2).dropFirst()) }
    return value > 0 ? " ~0" : "  0"
  }
}
