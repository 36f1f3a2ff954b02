import Cells
import Explorer
import Forgetting
import Simulation

/// Kept ghosts: their letters on the curves, a line below the timeline, and the list.
enum GhostView {
  /// The curves of one quantity, faint, with their letters where there is room.
  static func add(
    _ state: ExplorerState, to plot: inout LinePlot, _ measure: Measure, lanes: [Int]
  ) {
    for (place, ghost) in state.ghosts.enumerated() {
      for lane in lanes where ghost.series.lanes.indices.contains(lane) {
        var (xs, ys) = ghost.series.curve(of: measure, lane: lane)
        if plot.y.isLogarithmic { ys = ys.map { max($0, plot.y.lower) } }
        xs = Array(xs.prefix(ys.count))
        plot.curves.insert(
          Curve(xs: xs, ys: ys, ink: .ghost, style: .dotted, priority: -3), at: 0)
        // Each ghost has its own place along the curve, so that letters stay apart.
        let shown = xs.prefix { $0 <= plot.x.upper }.count
        let index = shown * (17 - 3 * place) / 20
        guard xs.indices.contains(index) else { continue }
        plot.notes.append(
          LinePlot.Note(
            x: xs[index], y: ys[index],
            runs: [Run(String(ghost.letter), ink: .ghost, emphasis: .bold)]))
      }
    }
  }

  /// One line, where there is a row for it.
  static func drawLegend(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    guard !state.ghosts.isEmpty else { return }
    var column = region.column + 1
    let share = max(12, (region.width - 2) / state.ghosts.count - 3)
    for ghost in state.ghosts {
      let text = "\(ghost.letter) \(ghost.name): \(GhostText.values(ghost, word: " "))"
      column = painter.write(
        painter.fit(text, width: share), row: region.row, column: column, ink: .ghost,
        clip: region)
      column += 3
    }
  }

  static func drawList(
    selection: Int, _ state: ExplorerState, into painter: inout Painter
  ) {
    let width = min(state.columns, 76)
    var lines: [(line: [Run], ghost: Int?)] = []
    for (index, ghost) in state.ghosts.enumerated() {
      let isSelected = index == selection
      let time = NumberText.trimmed(ghost.endTime, digits: 2)
      lines.append(
        (
          [
            Run(
              painter.fit(
                "\(isSelected ? "▸" : " ") \(ghost.letter)  \(ghost.name)  t \(time)",
                width: width - 4), ink: isSelected ? .focus : .plain,
              emphasis: isSelected ? .bold : [])
          ], index
        ))
      for lane in ghost.lanes.indices {
        guard let final = ghost.final(lane: lane) else { continue }
        lines.append(
          (
            [
              Run("     \(Glyphs.laneMark(lane)) ", ink: .lane(lane), emphasis: .bold),
              Run(painter.filled(painter.fit(ghost.lanes[lane], width: 28), to: 30)),
              Run(
                "\(final.symbol) \(NumberText.fixed(final.mass, digits: 3))   ", ink: .strong),
              Run(
                final.drift.isFinite
                  ? "drift \(NumberText.fixed(final.drift, digits: 3)) σ" : "", ink: .strong),
            ], nil
          ))
      }
    }
    if lines.isEmpty {
      lines = [([Run("no ghosts: o keeps the curves, f branches", ink: .dim)], nil)]
      if state.snapshot.ghost != nil {
        let words = "the faint curves are the run before; o keeps this one"
        lines.append(([Run(words, ink: .dim)], nil))
      }
    }
    let height = min(state.rows, lines.count + 2)
    let frame = Region(
      row: max(0, (state.rows - height) / 2), column: (state.columns - width) / 2, height: height,
      width: width)
    let inner = painter.frame(frame, title: "ghosts", ink: .title)
    let chosen = lines.firstIndex { $0.ghost == selection } ?? 0
    let first = max(0, min(chosen - 1, lines.count - inner.height))
    painter.grid.cursor = .init(row: inner.row, column: inner.column)
    for (offset, item) in lines.dropFirst(first).prefix(inner.height).enumerated() {
      painter.write(item.line, row: inner.row + offset, column: inner.column, clip: inner)
      if item.ghost == selection {
        painter.grid.cursor = .init(row: inner.row + offset, column: inner.column)
      }
    }
    painter.write(
      " Enter opens it  x forgets it  Esc closes ", rightAlignedAt: frame.endColumn - 2,
      row: frame.endRow - 1, ink: .dim, clip: frame)
  }
}
