import Cells
import Explorer

/// The experiment as a command, over whole rows and without a frame, so that it can be selected and
/// pasted as it stands.
enum StateLineView {
  static func draw(
    _ lines: [String], isOffered: Bool, scroll: Int, _ state: ExplorerState,
    into painter: inout Painter
  ) {
    let shown = lines.dropFirst(scroll).prefix(StateLineLayout.height(state))
    let top = state.rows > shown.count + 2 ? 1 : 0
    let region = Region(row: top, column: 0, height: shown.count + 2, width: state.columns)
    painter.grid.fill(region)
    let rest = scroll + shown.count < lines.count ? ", ↓ more" : ""
    painter.write(
      painter.fit(
        isOffered
          ? "state line: offered to the clipboard; Esc closes\(rest)"
          : "state line: select it (F2 gives the mouse back); Esc closes\(rest)",
        width: state.columns),
      row: top, column: 0, ink: .title, emphasis: .bold, clip: region)
    for (offset, line) in shown.enumerated() {
      painter.write(line, row: top + 1 + offset, column: 0, clip: region)
    }
  }
}
