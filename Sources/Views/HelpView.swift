import Cells
import Explorer

/// The table of keys as an overlay.
enum HelpView {
  static func draw(_ state: ExplorerState, scroll: Int, into painter: inout Painter) {
    let frame = HelpText.frame(state)
    let inner = painter.frame(frame, title: "keys", ink: .title)
    let lines = HelpText.lines(state, width: inner.width, painter)
    for (offset, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
      painter.write(line, row: inner.row + offset, column: inner.column, clip: inner)
    }
    if lines.count > inner.height {
      let rest = scroll + inner.height < lines.count ? " ↓ more " : " end "
      painter.write(
        rest, rightAlignedAt: frame.endColumn - 2, row: frame.endRow - 1, ink: .dim, clip: frame)
    }
  }
}
