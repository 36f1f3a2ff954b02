import Cells
import Forgetting
import Simulation

/// Every parameter as a slider with number, unit and range, and a sentence about the one under the
/// cursor.
enum ParametersView {
  /// A row of the pane: which parameter it shows and where its slider lies.
  struct Row {
    var parameter: Parameter
    var slider: Region
  }

  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let isFocused = Dashboard.isFocused(.parameters, state)
    let parameters = state.parameters
    let current = parameters.first { $0.path == state.cursor }
    let position = (parameters.firstIndex { $0.path == state.cursor } ?? 0) + 1
    var trailing = [Run("\(position)/\(parameters.count)", ink: .dim)]
    if let lane = state.focusedLane {
      trailing.insert(
        Run(
          "\(Glyphs.laneMark(lane)) \(state.snapshot.lanes[safe: lane]?.name ?? "")  ",
          ink: .lane(lane)), at: 0)
    }
    painter.rule(
      region, row: region.row,
      title: [
        Run("parameters", ink: .title, emphasis: isFocused ? .bold : []),
        Run(current.map { " · \($0.group.rawValue)" } ?? "", ink: .dim),
      ],
      trailing: trailing, ink: isFocused ? .title : .dim, emphasised: isFocused)
    for (row, item) in rows(state, region) {
      draw(item, row: row, state, into: &painter, region: region)
    }
    drawSentence(current, state, into: &painter, region: region)
  }

  /// The rows on the screen, by row of the grid.
  private static func rows(_ state: ExplorerState, _ region: Region) -> [(Int, Row)] {
    let parameters = state.parameters
    let height = listHeight(region)
    guard height > 0 else { return [] }
    let index = parameters.firstIndex { $0.path == state.cursor } ?? 0
    // The list stands still until the cursor would leave it.
    let first = max(
      0,
      min(
        index - height + 1 + (index + 1 < parameters.count ? 1 : 0),
        parameters.count - height))
    let (left, width) = sliderColumns(region)
    return parameters.dropFirst(first).prefix(height).enumerated().map { offset, parameter in
      let row = region.row + 1 + offset
      return (
        row,
        Row(
          parameter: parameter,
          slider: Region(row: row, column: left, height: 1, width: width))
      )
    }
  }

  static func row(at row: Int, _ state: ExplorerState, _ region: Region) -> Row? {
    rows(state, region).first { $0.0 == row }?.1
  }

  private static func listHeight(_ region: Region) -> Int {
    region.height - 1 - sentenceHeight(region)
  }

  private static func sentenceHeight(_ region: Region) -> Int {
    region.height >= 10 ? 3 : region.height >= 6 ? 1 : 0
  }

  private static func sliderColumns(_ region: Region) -> (left: Int, width: Int) {
    let label = region.width >= 60 ? 36 : 32
    return (region.column + label, max(0, region.width - label - 1))
  }

  private static func draw(
    _ item: Row, row: Int, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let parameter = item.parameter
    let isCurrent = parameter.path == state.cursor
    let line = Region(row: row, column: region.column, height: 1, width: region.width)
    let value = parameter.value(in: state.scenario)
    let valueEnd = item.slider.column - 2
    painter.write(
      isCurrent ? "▸" : " ", row: row, column: region.column + 1, ink: .focus, clip: line)
    let shown = text(of: parameter, in: state.scenario)
    let valueWidth = isCurrent && state.entry != nil ? 10 : painter.width(of: shown)
    let owner = parameter.lane == nil ? 0 : 2
    var labelEnd = painter.write(
      painter.fit(
        parameter.label,
        width: max(10, valueEnd - region.column - 4 - owner - valueWidth)), row: row,
      column: region.column + 3, ink: isCurrent ? .focus : .plain,
      emphasis: isCurrent ? .bold : [], clip: line)
    if let lane = parameter.lane {
      labelEnd = painter.write(
        " \(Glyphs.laneMark(lane))", row: row, column: labelEnd, ink: .lane(lane), clip: line)
    }
    if isCurrent, let entry = state.entry {
      let text = entry.isEmpty ? "_" : entry + "_"
      painter.write(
        String(text.suffix(10)), rightAlignedAt: valueEnd, row: row, ink: .focus,
        emphasis: .reverse, clip: line)
      painter.grid.cursor = .init(row: row, column: valueEnd - 1)
    } else {
      let text = painter.fit(shown, width: max(4, valueEnd - labelEnd - 1))
      painter.write(
        text, rightAlignedAt: valueEnd, row: row, ink: .strong,
        emphasis: isCurrent ? .bold : [], clip: line)
      if isCurrent, state.overlay == nil {
        painter.grid.cursor = .init(row: row, column: region.column + 1)
      }
    }
    switch parameter.kind {
    case .number:
      guard case .number(let number) = value, item.slider.width >= 4 else { return }
      let original = ParameterCatalogue.parameter(
        at: parameter.path, in: state.snapshot.original)?.value(in: state.snapshot.original)
      var origin: Double?
      if case .number(let loaded) = original, loaded != number {
        origin = parameter.fraction(of: loaded)
      }
      Slider(
        fraction: parameter.fraction(of: number), isFocused: isCurrent, origin: origin,
        ink: parameter.lane.map { Ink.lane($0) } ?? .plain
      ).draw(into: &painter, region: item.slider)
    case .choice(let choice):
      var column = item.slider.column
      for word in words(of: choice, at: value, width: item.slider.width) {
        let isChosen = .word(word) == value
        column = painter.write(
          isChosen ? "[\(word)]" : " \(word) ", row: row, column: column,
          ink: isChosen ? (isCurrent ? .focus : .strong) : .dim,
          emphasis: isChosen ? .bold : [], clip: line)
      }
    }
  }

  private static func drawSentence(
    _ parameter: Parameter?, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let height = sentenceHeight(region)
    guard let parameter, height > 0 else { return }
    let rate = perStep(parameter, state)
    if height == 1 {
      // The row above has the label: the line is for what it does.
      let clauses = clauses(parameter.about)
      let text = rate ?? clauses.last { painter.width(of: $0) <= region.width - 2 } ?? clauses[0]
      painter.write(
        painter.fit(text, width: region.width - 2), row: region.endRow - 1,
        column: region.column + 1, ink: .dim, clip: region)
      return
    }
    var text = "\(parameter.label): \(parameter.about)."
    if case .number(let number) = parameter.kind {
      let low = NumberText.trimmed(number.slider.lowerBound, digits: 4)
      let high = NumberText.trimmed(number.slider.upperBound, digits: 4)
      let beyond = number.includesInfinity ? " or ∞" : ""
      text += " Slider \(low)…\(high)\(number.unit.isEmpty ? "" : " " + number.unit)\(beyond)."
      if parameter.path == "target.separation" {
        let overlap = state.snapshot.lanes.first?.meters.overlapTarget ?? 0
        text += " Overlap BC \(NumberText.significant(overlap, digits: 2))."
      }
    }
    if let rate { text = "\(rate). \(text)" }
    let lines = painter.wrap(text, width: region.width - 3)
    let first = region.endRow - height + 1
    for (offset, line) in lines.prefix(region.endRow - first).enumerated() {
      painter.write(
        line, row: first + offset, column: region.column + 1, ink: .dim, clip: region)
    }
  }

  /// The words of a choice from the first one on that leaves room for the chosen.
  private static func words(
    of choice: ChoiceDescription, at value: ParameterValue, width: Int
  ) -> ArraySlice<String> {
    var words = choice.values[...]
    let chosen = choice.values.firstIndex { .word($0) == value } ?? 0
    while words.startIndex < chosen,
      words[...chosen].reduce(0, { $0 + $1.count + 2 }) > width
    {
      words = words.dropFirst()
    }
    return words
  }

  /// A rate as papers give it: per step.
  private static func perStep(_ parameter: Parameter, _ state: ExplorerState) -> String? {
    guard let lane = parameter.lane, case .number(let number) = parameter.kind,
      let name = number.perStepName,
      case .number(let rate) = parameter.value(in: state.scenario)
    else { return nil }
    return LaneNote.rate(name, rate, step: state.scenario.step(ofLane: lane))
  }

  /// A sentence's beginnings that can stand alone, ever longer.
  private static func clauses(_ about: String) -> [String] {
    let ends = about.indices.filter { ".;:".contains(about[$0]) } + [about.endIndex]
    return ends.map { about[..<$0] + "." }
  }

  /// A parameter's value for the eye: the word where one stands for the number.
  static func text(of parameter: Parameter, in scenario: Scenario) -> String {
    if case .number(let number) = parameter.kind, let word = number.word, let lane = parameter.lane,
      scenario.lanes[safe: lane]?.method.choices[word.choice] == word.word
    {
      return word.word
    }
    return text(parameter.value(in: scenario), digits: 4)
  }

  /// A value for the eye.
  static func text(_ value: ParameterValue, digits: Int) -> String {
    switch value {
    case .word(let word): word
    case .number(let number):
      number == 0 || abs(number) >= 0.01
        ? NumberText.trimmed(number, digits: digits)
        : NumberText.significant(number, digits: 3)
    }
  }
}

extension Array {
  /// The element at an index, or nil outside.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
