import Cells
import Explorer

/// The palette of actions as an overlay: what is searched, what is found with its keys, and a line
/// about the chosen one.
enum PaletteView {
  static func draw(_ palette: ActionPalette, _ state: ExplorerState, into painter: inout Painter) {
    let frame = PaletteLayout.frame(state)
    let inner = painter.frame(frame, title: "actions", ink: .title)
    let found = PaletteItem.found(palette.editor.text, state)
    EditorLine.draw(
      palette.editor, prompt: "/", empty: "type a few letters", into: &painter,
      region: Region(row: inner.row, column: inner.column, height: 1, width: inner.width))
    let listHeight = min(PaletteLayout.listHeight(state), max(0, inner.height - 1))
    let first = max(0, min(palette.selection - listHeight / 2, found.count - listHeight))
    for (offset, item) in found.enumerated().dropFirst(first).prefix(listHeight) {
      let isSelected = offset == palette.selection
      let row = inner.row + 1 + offset - first
      let hint = painter.fit(item.hint, width: inner.width / 2)
      let hintColumn = inner.endColumn - painter.width(of: hint)
      painter.write(
        painter.fit(
          "\(isSelected ? "▸" : " ") \(item.title)", width: hintColumn - inner.column - 2),
        row: row, column: inner.column, ink: isSelected ? .focus : .plain,
        emphasis: isSelected ? .bold : [], clip: inner)
      painter.write(
        hint, row: row, column: hintColumn, ink: isSelected ? .strong : .dim, clip: inner)
    }
    if found.indices.contains(palette.selection) {
      let about = painter.wrap(found[palette.selection].detail, width: inner.width)
      for (offset, line) in about.prefix(2).enumerated() {
        painter.write(
          line, row: inner.row + listHeight + 2 + offset, column: inner.column, ink: .dim,
          clip: inner)
      }
    } else {
      painter.write(
        "nothing is called that", row: inner.row + 1, column: inner.column + 2, ink: .dim,
        clip: inner)
    }
    painter.write(
      " \(found.count) found  Enter does it  Esc closes ", rightAlignedAt: frame.endColumn - 2,
      row: frame.endRow - 1, ink: .dim, clip: frame)
  }
}

/// A line editor on a row of an overlay, with the real cursor on it.
enum EditorLine {
  static func draw(
    _ editor: LineEditor, prompt: String, empty: String, into painter: inout Painter,
    region: Region
  ) {
    let start = painter.write(
      prompt, row: region.row, column: region.column, ink: .title, emphasis: .bold, clip: region)
    let room = max(1, region.endColumn - start - 1)
    if editor.characters.isEmpty {
      painter.write(
        painter.fit(" " + empty, width: room), row: region.row, column: start, ink: .dim,
        clip: region)
    }
    let before = painter.width(of: editor.beforeCursor)
    let shift = max(0, before - room + 1)
    let text = Region(
      row: region.row, column: start, height: 1, width: max(0, region.endColumn - start))
    painter.write(editor.text, row: region.row, column: start - shift, ink: .strong, clip: text)
    painter.grid.cursor = .init(
      row: region.row, column: min(max(0, region.endColumn - 1), start + before - shift))
  }
}
