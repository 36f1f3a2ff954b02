import Cells
import Forgetting

/// ε_q and ε_p of the instant: row k says whose the samples of component k are taken for.
enum GateTables {
  static func draw(_ meters: TaskMeters, into painter: inout Painter, region: Region) {
    let tables = [
      ("ε_q", meters.misassignmentModel, "model"), ("ε_p", meters.misassignmentTarget, "target"),
    ]
    let half = region.width / 2
    for (index, table) in tables.enumerated() {
      draw(
        table.0, table.1, by: table.2, into: &painter,
        region: Region(
          row: region.row, column: region.column + index * half, height: region.height, width: half)
      )
    }
  }

  /// One under the other, where both have room.
  static func drawStacked(_ meters: TaskMeters, into painter: inout Painter, region: Region) {
    let height = 1 + meters.misassignmentModel.count
    guard region.height >= 2 * height else { return }
    let (upper, rest) = region.split(top: height)
    draw("ε_q", meters.misassignmentModel, by: "model", into: &painter, region: upper)
    draw(
      "ε_p", meters.misassignmentTarget, by: "target", into: &painter,
      region: rest.split(top: height).0)
  }

  private static func draw(
    _ symbol: String, _ values: [[Double]], by whom: String, into painter: inout Painter,
    region: Region
  ) {
    let columns = values.first?.count ?? 0
    guard columns > 0 else { return }
    let label = 5
    let cell = min(8, (region.width - label - 1) / columns)
    guard cell >= 4 else { return }
    painter.write(
      " " + symbol + (isPercent(cell - 1) ? "%" : ""), row: region.row, column: region.column,
      ink: .title, clip: region)
    for j in 0..<columns {
      painter.write(
        String(TaskMark.letter(j)), rightAlignedAt: region.column + label + (j + 1) * cell - 1,
        row: region.row, ink: TaskMark.ink(j), emphasis: TaskMark.emphasis, clip: region)
    }
    for (k, row) in values.enumerated() where region.row + 1 + k < region.endRow {
      painter.write(
        [Run("  "), TaskMark.run(k), Run("→", ink: .dim)], row: region.row + 1 + k,
        column: region.column, clip: region)
      for (j, value) in row.enumerated() {
        painter.write(
          text(value, width: cell - 1),
          rightAlignedAt: region.column + label + (j + 1) * cell - 1, row: region.row + 1 + k,
          ink: j == k ? .dim : value >= 0.05 ? .warning : value >= 1e-3 ? .strong : .dim,
          clip: region)
      }
    }
    let room = region.width - label - columns * cell - 2
    let words = "taken by the \(whom)"
    if painter.width(of: words) <= room {
      painter.write(
        words, row: region.row, column: region.column + label + columns * cell + 1, ink: .dim,
        clip: region)
    }
  }

  /// ".033"; small ones in powers of ten, "3e-8". Where that has no room it is per cent: "46", "2.3", ".23", and of
  /// what is smaller still the order alone, "e-8".
  static func text(_ value: Double, width: Int) -> String {
    guard value.isFinite else { return "–" }
    if isPercent(width) {
      let percent = 100 * value
      if percent >= 9.5 { return NumberText.fixed(percent, digits: 0) }
      if percent >= 0.95 { return NumberText.fixed(percent, digits: 1) }
      if percent >= 0.0095 { return String(NumberText.fixed(percent, digits: 2).dropFirst()) }
      return order(percent, width)
    }
    let digits = max(1, min(3, width - 1))
    // What rounds to one is one.
    if NumberText.fixed(value, digits: digits).hasPrefix("1") { return "1" }
    if value >= 0.0095 || (width >= 4 && value >= 0.00095) {
      return String(NumberText.fixed(value, digits: digits).dropFirst())
    }
    guard value >= 1e-99 else { return "0" }
    let text = NumberText.scientific(value, digits: 0)
    return text.count <= width ? text : order(value, width)
  }

  /// Cells of three characters have no room for three digits behind a point.
  static func isPercent(_ width: Int) -> Bool { width < 4 }

  /// "e-8".
  private static func order(_ value: Double, _ width: Int) -> String {
    guard value >= 1e-99 else { return "0" }
    let order = String(NumberText.scientific(value, digits: 0).drop { $0 != "e" })
    return order.count <= width ? order : "~0"
  }
}
