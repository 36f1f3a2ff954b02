import Cells
import Explorer

/// The last row for who follows a lecturer: the scene, and the keys that count here.
enum AudienceFooter {
  static func draw(_ audience: AudienceState, into painter: inout Painter, region: Region) {
    let keys = [("f", "fork"), ("v", "view"), ("g", "symbols"), ("?", "help"), ("q", "quit")]
    let words =
      audience.isGone
      ? "the lecturer has left; this is the last picture"
      : audience.shown.title.isEmpty ? "watching" : audience.shown.title
    // Help and quit stay visible; the title gives way first.
    var shown = keys
    func width(_ items: [(String, String)]) -> Int {
      items.reduce(0) { $0 + painter.width(of: $1.0) + painter.width(of: $1.1) + 3 }
    }
    // Where the lecturer has gone there is one thing to be told, and told whole.
    let least = audience.isGone ? max(24, painter.width(of: words) + 3) : 24
    while shown.count > 1, width(shown) + least > region.width { shown.removeFirst() }
    let room = max(0, region.width - width(shown) - 3)
    painter.write(
      painter.fit(words, width: room), row: region.row, column: region.column + 1,
      ink: audience.isGone ? .warning : .title, emphasis: .bold, clip: region)
    var column = region.endColumn - width(shown)
    for (key, text) in shown {
      column = painter.write(
        key, row: region.row, column: column, ink: .strong, emphasis: .bold, clip: region)
      column = painter.write(
        " \(text)", row: region.row, column: column, ink: .dim, clip: region)
      column += 2
    }
  }
}
