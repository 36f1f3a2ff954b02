import Cells
import Explorer

/// The tour's step: a pointer at the thing it is about, and a box beside it.
enum TourView {
  static func draw(
    _ state: ExplorerState, _ layout: Layout, into painter: inout Painter
  ) {
    guard let number = state.tour else { return }
    let step = TourStep.all[number]
    let region = region(of: step.target, layout)
    // The box keeps off what it points at.
    let isAbove = region.map { $0.row + $0.height / 2 > state.rows / 2 } ?? false
    let box = drawBox(step, number, isAbove: isAbove, state, layout, into: &painter)
    guard let region, region.width >= 8 else { return }
    let row = region.height >= 3 ? region.row + 1 : max(0, region.row - 1)
    // On a small screen the words matter more than where they point.
    guard row < box.row || row >= box.endRow else { return }
    painter.write(
      painter.fit(" ▼ \(step.pointer) ", width: region.width - 2), centeredIn: region.withRow(row),
      row: row, ink: .focus, emphasis: [.bold, .reverse])
  }

  private static func region(of target: TourStep.Target, _ layout: Layout) -> Region? {
    switch target {
    case .pane(let pane): layout.region(of: pane)
    case .timeline: layout.timeline
    case .footer: layout.footer
    }
  }

  private static func drawBox(
    _ step: TourStep, _ number: Int, isAbove: Bool, _ state: ExplorerState,
    _ layout: Layout, into painter: inout Painter
  ) -> Region {
    let width = min(state.columns, 64)
    let lines = painter.wrap(spelled(step.text, painter), width: max(1, width - 4))
    let height = min(state.rows - 1, lines.count + 2)
    guard height >= 3 else {
      let row = state.rows - 1
      let line = Region(row: row, column: 0, height: 1, width: state.columns)
      painter.grid.fill(line)
      painter.write(
        painter.fit(spelled(step.text, painter), width: state.columns), row: row, column: 0,
        ink: .strong, clip: line)
      return line
    }
    let bottom = (layout.footer?.row ?? state.rows) - height
    let frame = Region(
      row: isAbove ? layout.header.endRow : max(0, bottom), column: (state.columns - width) / 2,
      height: height, width: width)
    let inner = painter.frame(
      frame, title: "tour \(number + 1)/\(TourStep.all.count)", ink: .focus)
    for (offset, line) in lines.prefix(inner.height).enumerated() {
      painter.write(line, row: inner.row + offset, column: inner.column, ink: .strong, clip: inner)
    }
    painter.write(
      " Enter next  Esc ends ", rightAlignedAt: frame.endColumn - 2, row: frame.endRow - 1,
      ink: .dim, clip: frame)
    return frame
  }

  /// Arrows in words where their twins would look like other keys.
  private static func spelled(_ text: String, _ painter: Painter) -> String {
    guard painter.symbols == .ascii else { return text }
    let words: [Character: String] = ["↑": "Up", "↓": "Down", "←": "Left", "→": "Right"]
    return text.map { words[$0] ?? String($0) }.joined()
  }
}

extension Region {
  /// The same columns in another row.
  fileprivate func withRow(_ row: Int) -> Region {
    Region(row: row, column: column, height: 1, width: width)
  }
}
