import Cells
import Explorer
import Forgetting

/// One parameter or meter explained, as an overlay.
enum ExplanationView {
  static func draw(
    _ topic: String, scroll: Int, _ state: ExplorerState, into painter: inout Painter
  ) {
    let lines = ExplanationText.lines(topic, state, painter)
    let frame = ExplanationText.frame(state, lines: lines.count)
    let inner = painter.frame(frame, title: title(topic, state), ink: .title)
    for (offset, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
      painter.write(line, row: inner.row + offset, column: inner.column, clip: inner)
    }
    painter.grid.cursor = .init(row: inner.row, column: inner.column)
    let topics = Explanations.topics(state)
    let place = topics.firstIndex(of: topic).map { "\($0 + 1)/\(topics.count)  " } ?? ""
    let more = scroll + inner.height < lines.count ? "PgDn more  " : ""
    let keys = painter.symbols == .ascii ? "arrows: others" : "↑↓ others"
    painter.write(
      " \(place)\(more)\(keys)  ? keys  Esc closes ", rightAlignedAt: frame.endColumn - 2,
      row: frame.endRow - 1, ink: .dim, clip: frame)
  }

  private static func title(_ topic: String, _ state: ExplorerState) -> String {
    if let meter = Explanations.meter(topic) { return meter.label }
    guard let parameter = ParameterCatalogue.parameter(at: topic, in: state.scenario) else {
      return topic
    }
    return parameter.label + (parameter.lane.map { " \(Glyphs.laneMark($0))" } ?? "")
  }
}
