import Cells
import Simulation

/// A line per lane in words: what it is, where its data come from, how much of the old task is kept, how
/// far it moved, and what that amounts to.
enum VerdictView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let lanes = state.visibleLanes
    for (row, lane) in lanes.prefix(region.height).enumerated() {
      let isLast = row == region.height - 1 && lanes.count > region.height
      draw(
        lane, state, into: &painter,
        region: Region(row: region.row + row, column: region.column, height: 1, width: region.width))
      if isLast {
        painter.write(
          "+\(lanes.count - region.height)", rightAlignedAt: region.endColumn,
          row: region.row + row, ink: .warning, clip: region)
      }
    }
  }

  private static func draw(
    _ index: Int, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let lane = state.snapshot.lanes[index]
    let ink = Ink.lane(index)
    let isFocused = state.focusedLane == index
    let verdict = Verdict(lane, time: state.snapshot.time)
    let kept = lane.meters.effectiveOldMass
    let drift = lane.meters.oldDrift
    let row = region.row
    let mark = String(Glyphs.laneMark(index))
    let percent = pad(NumberText.percent(kept), to: 5)
    let word = verdict.rawValue
    // The word is what the back row reads: it has its place before anything else.
    let wordColumn = region.endColumn - max(8, painter.width(of: word)) - 1
    if region.width < 60 {
      drawShort(
        lane, mark: mark, ink: ink, percent: percent, drift: drift, verdict: verdict,
        into: &painter, region: region)
      return
    }
    var column = region.column
    column = painter.write(
      isFocused ? "▸" : " ", row: row, column: column, ink: .focus, clip: region)
    column = painter.write(
      mark + " ", row: row, column: column, ink: ink, emphasis: .bold, clip: region)
    if region.width >= 100 {
      column = painter.write(
        fill("\(lane.name) (\(lane.nickname))", 17, painter), row: row, column: column,
        ink: ink, emphasis: .bold, clip: region)
      column = painter.write(
        fill(" " + lane.formula, 10, painter), row: row, column: column, ink: .plain, clip: region)
      column = painter.write(
        fill(" data: \(lane.dataSource)", 19, painter), row: row, column: column, ink: .dim,
        clip: region)
      column = painter.write(
        " old task kept ", row: row, column: column, ink: .dim, clip: region)
    } else {
      column = painter.write(
        fill(lane.name, 10, painter), row: row, column: column, ink: ink, emphasis: .bold,
        clip: region)
      column = painter.write(
        fill(" " + lane.formula, 9, painter), row: row, column: column, ink: .plain, clip: region)
      column = painter.write(
        fill(" " + lane.dataSource, 13, painter), row: row, column: column, ink: .dim, clip: region)
      column = painter.write(" kept ", row: row, column: column, ink: .dim, clip: region)
    }
    let tail = " \(percent)  moved \(pad(NumberText.fixed(drift, digits: 2), to: 4)) σ  "
    let barWidth = min(20, wordColumn - column - painter.width(of: tail))
    if barWidth >= 4 {
      Meter(fraction: kept, bound: nil, ink: ink).draw(
        into: &painter, region: Region(row: row, column: column, height: 1, width: barWidth))
      column += barWidth
    }
    column = painter.write(
      " \(percent) ", row: row, column: column, ink: .strong, emphasis: .bold, clip: region)
    column = painter.write(" moved ", row: row, column: column, ink: .dim, clip: region)
    column = painter.write(
      "\(pad(NumberText.fixed(drift, digits: 2), to: 4)) σ", row: row, column: column, ink: .strong,
      emphasis: .bold, clip: region)
    painter.write(
      word, row: row, column: max(column + 1, wordColumn), ink: verdict.ink, emphasis: .bold,
      clip: region)
    if let failure = lane.failure {
      painter.write(
        painter.fit(failure, width: wordColumn - region.column - 30), row: row,
        column: region.column + 30, ink: .bad, clip: region)
    }
  }

  private static func drawShort(
    _ lane: Snapshot.LaneView, mark: String, ink: Ink, percent: String, drift: Double,
    verdict: Verdict, into painter: inout Painter, region: Region
  ) {
    let name = lane.nickname
    let runs = [
      Run("\(mark) ", ink: ink, emphasis: .bold), Run("\(name) ", ink: ink),
      Run(percent + " ", ink: .strong, emphasis: .bold),
      Run("\(NumberText.fixed(drift, digits: 2)) σ ", ink: .strong),
      Run(verdict.rawValue, ink: verdict.ink, emphasis: .bold),
    ]
    painter.write(runs, row: region.row, column: region.column, clip: region)
  }

  static func pad(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A text in a column of its own, cut or filled.
  static func fill(_ text: String, _ width: Int, _ painter: Painter) -> String {
    let fitted = painter.fit(text, width: width)
    return fitted + String(repeating: " ", count: max(0, width - painter.width(of: fitted)))
  }
}
