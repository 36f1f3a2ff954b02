import Cells
import Forgetting
import Simulation

/// The statements: does each hold here, and what does it say beside what is measured.
enum TheoryView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    painter.rule(
      region, row: region.row, title: "theory",
      trailing: region.width >= 44 ? "prediction / measured" : "",
      emphasised: Dashboard.isFocused(.theory, state))
    if region.height >= 24 && region.width >= 70 {
      drawAll(state, into: &painter, region: region.inset(top: 1))
      return
    }
    // What has something to say comes first; the order within is the catalogue's.
    let rows = StatementCatalogue.statements.indices.map { index in
      (statement: StatementCatalogue.statements[index], said: best(index, state))
    }
    let ranked = rows.enumerated().sorted {
      (rank($0.element.said.finding), $0.offset) < (rank($1.element.said.finding), $1.offset)
    }
    for (offset, item) in ranked.prefix(region.height - 1).enumerated() {
      drawRow(
        item.element.statement, item.element.said.finding, lane: item.element.said.lane,
        row: region.row + 1 + offset, into: &painter, region: region)
    }
  }

  /// Every statement with its claim, and what it says of every lane.
  private static func drawAll(
    _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    var row = region.row
    for (index, statement) in StatementCatalogue.statements.enumerated() where row < region.endRow {
      painter.write(
        painter.fit("  \(statement.number)  \(statement.claim)", width: region.width - 1),
        row: row, column: region.column, ink: .title, clip: region)
      row += 1
      for lane in state.visibleLanes where row < region.endRow {
        drawRow(
          statement, state.snapshot.lanes[lane].findings[index], lane: lane, row: row,
          into: &painter, region: region.inset(left: 2))
        row += 1
      }
    }
  }

  private static func rank(_ finding: Finding) -> Int {
    switch finding.verdict {
    case .fails: 0
    case .holds: 1
    case .notYet: 2
    case .doesNotApply:
      if case .words = finding.requirement { 4 } else { 3 }
    }
  }

  /// What a statement says of the lane where it says most: a failure first, then a judgement.
  private static func best(_ index: Int, _ state: ExplorerState) -> (lane: Int?, finding: Finding) {
    let lanes = state.focusedLane.map { [$0] } ?? state.visibleLanes
    let found = lanes.compactMap { lane in
      state.snapshot.lanes[safe: lane].map { (lane: lane, finding: $0.findings[index]) }
    }
    guard let chosen = found.min(by: { rank($0.finding) < rank($1.finding) }) else {
      return (nil, .needs("a lane"))
    }
    return (chosen.finding.verdict == .doesNotApply ? nil : chosen.lane, chosen.finding)
  }

  private static func drawRow(
    _ statement: Statement, _ finding: Finding, lane: Int?, row: Int, into painter: inout Painter,
    region: Region
  ) {
    let (glyph, ink): (String, Ink) =
      switch finding.verdict {
      case .holds: ("✓", .good)
      case .fails: ("✗", .bad)
      case .notYet: ("…", .warning)
      case .doesNotApply: ("–", .dim)
      }
    var column = painter.write(
      " \(glyph) ", row: row, column: region.column, ink: ink, emphasis: .bold, clip: region)
    if let lane {
      column = painter.write(
        "\(Glyphs.laneMark(lane)) ", row: row, column: column, ink: .lane(lane), clip: region)
    } else {
      column += 2
    }
    let isNarrow = region.width < 48
    let title = isNarrow ? statement.shortTitle : statement.title
    let detail = text(finding, isShort: region.width < 60)
    let end = region.endColumn
    painter.write(
      painter.fit(title, width: max(8, end - column - painter.width(of: detail) - 1)), row: row,
      column: column, ink: finding.verdict == .doesNotApply ? .dim : .plain, clip: region)
    let room = max(8, end - column - painter.width(of: title) - 1)
    painter.write(
      painter.fit(detail, width: isNarrow ? room : end - column - 9), rightAlignedAt: end, row: row,
      ink: finding.verdict == .fails ? .bad : finding.verdict == .holds ? .strong : .dim,
      clip: region)
  }

  /// "ε_q .033 ≤ .065", "needs λ > 0".
  static func text(_ finding: Finding, isShort: Bool = false) -> String {
    func number(_ value: Double) -> String {
      if value != 0, abs(value) < 1e-3 { return NumberText.scientific(value, digits: 0) }
      let text = NumberText.significant(value, digits: 2)
      return text.hasPrefix("0.") ? String(text.dropFirst()) : text
    }
    if let requirement = finding.requirement {
      let word = finding.verdict == .notYet ? "not yet: " : ""
      switch requirement {
      case .words(let words): return "needs " + words
      case .atMost(let symbol, let limit, let value):
        return isShort
          ? "\(symbol) \(number(value)) > \(number(limit))"
          : "\(word)needs \(symbol) ≤ \(number(limit)), is \(number(value))"
      case .atLeast(let symbol, let limit, let value):
        return isShort
          ? "\(symbol) \(number(value)) < \(number(limit))"
          : "\(word)needs \(symbol) ≥ \(number(limit)), is \(number(value))"
      }
    }
    guard let measured = finding.measurement else { return "" }
    switch finding.prediction {
    case .equals(let value):
      return "\(finding.symbol) \(number(value)) / \(number(measured))"
    case .atMost(let bound):
      return "\(finding.symbol) \(number(measured)) ≤ \(number(bound))"
    case .between(let low, let high):
      return "\(finding.symbol) \(number(low))…\(number(high)) / \(number(measured))"
    case nil: return number(measured)
    }
  }
}
