import Cells
import Explorer

/// A short list to choose from, as an overlay.
enum MenuView {
  static func draw(
    title: String, items: [(name: String, about: String)], selection: Int,
    _ state: ExplorerState, into painter: inout Painter
  ) {
    let width = min(state.columns, 72)
    let about = painter.wrap(items[selection].about, width: width - 4)
    let height = min(state.rows, items.count + about.count + 4)
    let frame = Region(
      row: max(0, (state.rows - height) / 2), column: (state.columns - width) / 2, height: height,
      width: width)
    let inner = painter.frame(frame, title: title, ink: .title)
    // Where the list is longer than the frame it scrolls with the selection.
    let listHeight = max(1, min(items.count, inner.height - about.count - 1))
    let first = max(0, min(selection - listHeight / 2, items.count - listHeight))
    for (offset, item) in items.enumerated().dropFirst(first).prefix(listHeight) {
      let isSelected = offset == selection
      let row = inner.row + offset - first
      painter.write(
        painter.fit("\(isSelected ? "▸" : " ") \(offset + 1) \(item.name)", width: inner.width),
        row: row, column: inner.column, ink: isSelected ? .focus : .plain,
        emphasis: isSelected ? .bold : [], clip: inner)
      if isSelected { painter.grid.cursor = .init(row: row, column: inner.column) }
    }
    for (offset, line) in about.enumerated() {
      painter.write(
        line, row: inner.row + listHeight + 1 + offset, column: inner.column, ink: .dim, clip: inner
      )
    }
    painter.write(
      " Enter takes  Esc closes ", rightAlignedAt: frame.endColumn - 2, row: frame.endRow - 1,
      ink: .dim, clip: frame)
  }
}
