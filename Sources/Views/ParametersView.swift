import Cells
import Explorer
import Forgetting
import Simulation

/// Every parameter as a slider with number, unit and range, and a sentence about the one under the
/// cursor.
enum ParametersView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let isFocused = state.focus == .parameters
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
    let rows = ParameterRows.rows(state, region)
    // All that stand below each other say that they are a lane's, or none: the mark behind them says it as well.
    let saysLane = rows.allSatisfy { _, item in
      let shown = ParameterText.text(of: item.parameter, in: state.scenario)
      return !item.parameter.label.hasPrefix(ofLane)
        || painter.width(of: item.parameter.label)
          <= labelWidth(item, valueWidth: painter.width(of: shown), region)
    }
    for (row, item) in rows {
      draw(item, row: row, saysLane: saysLane, state, into: &painter, region: region)
    }
    drawSentence(current, state, into: &painter, region: region)
  }

  private static let ofLane = "lane: "

  /// The columns that a row has for what its parameter is called.
  private static func labelWidth(
    _ item: ParameterRows.Row, valueWidth: Int, _ region: Region
  ) -> Int {
    let owner = item.parameter.lane == nil ? 0 : 2
    return max(10, item.slider.column - 2 - region.column - 4 - owner - valueWidth)
  }

  private static func draw(
    _ item: ParameterRows.Row, row: Int, saysLane: Bool, _ state: ExplorerState,
    into painter: inout Painter, region: Region
  ) {
    let parameter = item.parameter
    let isCurrent = parameter.path == state.cursor
    let line = Region(row: row, column: region.column, height: 1, width: region.width)
    let value = parameter.value(in: state.scenario)
    let valueEnd = item.slider.column - 2
    painter.write(
      isCurrent ? "▸" : " ", row: row, column: region.column + 1,
      // Without colours a blank in this ink would be a block.
      ink: isCurrent ? .focus : .plain, clip: line)
    let shown = ParameterText.text(of: parameter, in: state.scenario)
    let valueWidth = isCurrent && state.entry != nil ? 10 : painter.width(of: shown)
    let label =
      saysLane || !parameter.label.hasPrefix(ofLane)
      ? parameter.label : String(parameter.label.dropFirst(ofLane.count))
    var labelEnd = painter.write(
      fitted(label, width: labelWidth(item, valueWidth: valueWidth, region), painter), row: row,
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
        guard column + painter.width(of: word) + 2 <= item.slider.endColumn else {
          // There are more.
          painter.write("›", row: row, column: column, ink: .dim, clip: line)
          break
        }
        column = painter.write(
          isChosen ? "[\(word)]" : " \(word) ", row: row, column: column,
          ink: isChosen ? (isCurrent ? .focus : .strong) : .dim,
          emphasis: isChosen ? .bold : [], clip: line)
      }
    }
  }

  /// "mathematical-…: mean μ": of a long name of a task the end goes, not what tells its parameters apart.
  private static func fitted(_ label: String, width: Int, _ painter: Painter) -> String {
    guard painter.width(of: label) > width, let colon = label.firstIndex(of: ":") else {
      return painter.fit(label, width: width)
    }
    if label.hasPrefix(ofLane) {
      return painter.fit(String(label.dropFirst(ofLane.count)), width: width)
    }
    let rest = String(label[colon...])
    let room = width - painter.width(of: rest)
    guard room >= 3 else { return painter.fit(label, width: width) }
    return painter.fit(String(label[..<colon]), width: room) + rest
  }

  private static func drawSentence(
    _ parameter: Parameter?, _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let height = ParameterRows.sentenceHeight(region)
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
    let first = region.endRow - height + 1
    let room = region.endRow - first
    // What it does as far as there is room for it: half a sentence says nothing.
    let whole = clauses(parameter.about).map { "\(parameter.label): \($0)" }
    var sentences = [
      whole.last { painter.wrap($0, width: region.width - 3).count <= room } ?? whole[0]
    ]
    if case .number(let number) = parameter.kind {
      let low = NumberText.trimmed(number.slider.lowerBound, digits: 4)
      let high = NumberText.trimmed(number.slider.upperBound, digits: 4)
      let beyond = number.includesInfinity ? " or ∞" : ""
      sentences.append(
        "Slider \(low)…\(high)\(number.unit.isEmpty ? "" : " " + number.unit)\(beyond).")
      if parameter.path == "target.separation" {
        let overlap = state.snapshot.lanes.first?.meters.overlapTarget ?? 0
        sentences.append("Overlap BC \(NumberText.significant(overlap, digits: 2)).")
      }
    }
    if let rate { sentences.insert("\(rate).", at: 0) }
    func lines() -> [String] {
      painter.wrap(sentences.joined(separator: " "), width: region.width - 3)
    }
    // A sentence without its end says nothing: the last ones stay out.
    while sentences.count > 1, lines().count > room { sentences.removeLast() }
    for (offset, line) in lines().prefix(room).enumerated() {
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
}
