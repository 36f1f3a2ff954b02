import Cells
import Forgetting

/// One parameter or meter explained, as an overlay.
enum ExplanationView {
  private static func frame(_ state: ExplorerState, lines: Int) -> Region {
    let width = min(state.columns, 76)
    let height = min(state.rows, lines + 2)
    return Region(
      row: max(0, (state.rows - height) / 2), column: (state.columns - width) / 2, height: height,
      width: width)
  }

  static func draw(
    _ topic: String, scroll: Int, _ state: ExplorerState, into painter: inout Painter
  ) {
    let lines = lines(topic, state, painter)
    let frame = frame(state, lines: lines.count)
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

  static func lastScroll(_ topic: String, _ state: ExplorerState) -> Int {
    let painter = Painter(rows: 0, columns: 0, symbols: state.display.symbols)
    let count = lines(topic, state, painter).count
    return max(0, count - (frame(state, lines: count).height - 2))
  }

  private static func title(_ topic: String, _ state: ExplorerState) -> String {
    if let meter = Explanations.meters.first(where: { $0.id == topic }) { return meter.label }
    guard let parameter = ParameterCatalogue.parameter(at: topic, in: state.scenario) else {
      return topic
    }
    return parameter.label + (parameter.lane.map { " \(Glyphs.laneMark($0))" } ?? "")
  }

  private static func lines(
    _ topic: String, _ state: ExplorerState, _ painter: Painter
  ) -> [[Run]] {
    let width = max(1, min(state.columns, 76) - 4)
    func wrapped(_ text: String, ink: Ink = .plain, emphasis: Emphasis = []) -> [[Run]] {
      painter.wrap(text, width: width).map { [Run($0, ink: ink, emphasis: emphasis)] }
    }
    if let meter = Explanations.meters.first(where: { $0.id == topic }) {
      return wrapped(meter.explanation.formula, ink: .strong, emphasis: .bold) + [[]]
        + wrapped(meter.explanation.text)
    }
    guard let parameter = ParameterCatalogue.parameter(at: topic, in: state.scenario),
      let explanation = Explanations.explanation(of: topic)
    else { return wrapped("nothing is known about \(topic)") }
    let value = ParametersView.text(of: parameter, in: state.scenario)
    return wrapped(explanation.formula, ink: .strong, emphasis: .bold) + [[]]
      + wrapped("\(parameter.about).") + [[]] + wrapped(explanation.text) + [[]]
      + wrapped("now \(value)\(unit(parameter)); \(range(parameter))", ink: .dim)
      + wrapped(":set \(topic)=…", ink: .dim)
  }

  private static func unit(_ parameter: Parameter) -> String {
    guard case .number(let number) = parameter.kind, !number.unit.isEmpty else { return "" }
    return " " + number.unit
  }

  /// What is allowed, and what the slider spans.
  private static func range(_ parameter: Parameter) -> String {
    switch parameter.kind {
    case .choice(let choice): return "one of " + choice.values.joined(separator: ", ")
    case .number(let number):
      let low = NumberText.trimmed(number.slider.lowerBound, digits: 4)
      let high = NumberText.trimmed(number.slider.upperBound, digits: 4)
      let beyond = number.includesInfinity ? " or ∞" : ""
      let word = number.word.map { " or \($0.word)" } ?? ""
      return "\(number.allowed)\(beyond)\(word), slider \(low)…\(high)"
    }
  }
}

/// Keys while an explanation is open.
enum ExplanationReducer {
  static func reduce(
    _ state: inout ExplorerState, _ topic: String, _ scroll: Int, _ key: Key
  ) -> [Effect] {
    switch key {
    case .escape, .character("q"), .function(1): state.overlay = nil
    case .character("?"): state.overlay = .help(scroll: 0)
    case .down, .character("j"): go(&state, from: topic, by: 1)
    case .up, .character("k"): go(&state, from: topic, by: -1)
    case .pageDown, .character(" "):
      let last = ExplanationView.lastScroll(topic, state)
      state.overlay = .explanation(topic: topic, scroll: min(scroll + 5, last))
    case .pageUp: state.overlay = .explanation(topic: topic, scroll: max(0, scroll - 5))
    default: break
    }
    return []
  }

  private static func go(_ state: inout ExplorerState, from topic: String, by step: Int) {
    let topics = Explanations.topics(state)
    guard let place = topics.firstIndex(of: topic) else { return }
    let next = topics[(place + step + topics.count) % topics.count]
    // The cursor of the pane goes along, so that closing leaves it where the eye was.
    if state.parameters.contains(where: { $0.path == next }) { state.cursor = next }
    state.overlay = .explanation(topic: next, scroll: 0)
  }
}
