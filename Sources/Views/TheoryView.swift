import Cells
import Explorer
import Forgetting
import Simulation

/// The statements: does each hold here, and what does it say beside what is measured.
enum TheoryView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let statements = StatementCatalogue.statements(for: state.snapshot.scenario)
    let isWhole = region.height >= 24 && region.width >= 70
    let hidden = isWhole ? 0 : max(0, statements.count - region.height + 1)
    painter.rule(
      region, row: region.row, title: "theory",
      trailing: [
        region.width >= 44 ? "prediction / measured" : nil, hidden > 0 ? "+\(hidden) more" : nil,
      ].compactMap { $0 }.joined(separator: "  "),
      emphasised: state.focus == .theory)
    if isWhole {
      drawAll(state, into: &painter, region: region.inset(top: 1))
      return
    }
    // What has something to say comes first; the order within is the catalogue's.
    let rows = statements.enumerated().map { index, statement in
      (statement: statement, said: best(index, state))
    }
    let ranked = rows.enumerated().sorted {
      (rank($0.element.said.finding), $0.offset) < (rank($1.element.said.finding), $1.offset)
    }
    let shown = ranked.prefix(region.height - 1).map(\.element)
    let marks = shown.map { $0.said.lanes.count }.max() ?? 0
    for (offset, item) in shown.enumerated() {
      drawRow(
        item.statement, item.said, marks: marks, row: region.row + 1 + offset, into: &painter,
        region: region)
    }
  }

  /// What a statement says of lanes: of one where it says most, of several where it says the same of them.
  private struct Said {
    /// None where it says the same of all.
    var lanes: [Int]
    var finding: Finding
  }

  /// A statement with its claim and what it says of lanes.
  private struct Entry {
    var statement: Statement
    /// Its number and its claim, as many lines as it takes.
    var claim: [String]
    var said: [Said]
    var applies: Bool

    var height: Int { claim.count + said.count }
  }

  /// Every statement with its claim, and what it says of the lanes that it says something of, or once what is
  /// missing. Where that does not fit, those that say nothing have a line each, behind the others.
  private static func drawAll(
    _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    var entries = StatementCatalogue.statements(for: state.snapshot.scenario).enumerated()
      .map { entry($0.offset, $0.element, state, painter, width: region.width) }
    if entries.reduce(0, { $0 + $1.height }) > region.height {
      for index in entries.indices where !entries[index].applies { entries[index].claim = [] }
      entries = entries.filter(\.applies) + entries.filter { !$0.applies }
    }
    if entries.reduce(0, { $0 + $1.height }) > region.height {
      for index in entries.indices { entries[index].claim = [] }
    }
    // What has no room is said.
    let all = entries.reduce(0) { $0 + $1.height }
    var region = region
    if all > region.height {
      region = region.inset(bottom: 1)
      var left = region.height
      let shown = entries.prefix {
        left -= $0.height
        return left >= 0
      }
      painter.write(
        "  +\(entries.count - shown.count) more statements: forgetscope verify has all",
        row: region.endRow, column: region.column, ink: .dim)
      entries = Array(shown)
    }
    let widest = entries.map(\.statement.number.count).max() ?? 0
    var row = region.row
    for entry in entries {
      for line in entry.claim where row < region.endRow {
        painter.write(line, row: row, column: region.column, ink: .title, clip: region)
        row += 1
      }
      for said in entry.said where row < region.endRow {
        drawRow(
          entry.statement, said, marks: said.lanes.count, row: row, into: &painter,
          region: region.inset(left: entry.claim.isEmpty ? 3 + widest : 2))
        if entry.claim.isEmpty {
          painter.write(
            entry.statement.number, row: row, column: region.column + 2, ink: .dim, clip: region)
        }
        row += 1
      }
    }
  }

  private static func entry(
    _ index: Int, _ statement: Statement, _ state: ExplorerState, _ painter: Painter, width: Int
  ) -> Entry {
    let all = state.visibleLanes.compactMap { lane in
      finding(index, lane, state).map { Said(lanes: [lane], finding: $0) }
    }
    let speaking = all.filter { $0.finding.verdict != .doesNotApply }
    let nearest = nearest(all).map { [$0] } ?? []
    let number = "  \(statement.number)  "
    let claim = painter.wrap(statement.claim, width: width - 1 - number.count).enumerated().map {
      ($0.offset == 0 ? number : String(repeating: " ", count: number.count)) + $0.element
    }
    return Entry(
      statement: statement, claim: claim,
      said: speaking.isEmpty ? nearest : speaking,
      applies: !speaking.isEmpty)
  }

  private static func rank(_ finding: Finding) -> Int {
    switch finding.verdict {
    case .fails: 0
    case .holds: 1
    case .notYet: 2
    case .doesNotApply:
      switch finding.requirement {
      case .method: 6
      case .option: 5
      case .words: 4
      default: 3
      }
    }
  }

  /// How far a statement is from saying something, in powers of two: finer, and lanes that are alike would take
  /// turns while a run goes on.
  private static func lack(_ finding: Finding) -> Int {
    guard finding.verdict == .doesNotApply else { return 0 }
    let ratio: Double? =
      switch finding.requirement {
      case .atMost(_, let limit, let value): value / limit
      case .atLeast(_, let limit, let value): limit / value
      default: nil
      }
    guard let ratio, ratio > 0, ratio.isFinite else { return ratio == nil ? 0 : .max }
    return Int(ratio.exponent)
  }

  /// The lane where a statement says most, or lacks least: a lane of another method lacks more than one with
  /// a wrong mean. Where it says nothing, all lanes that lack the same; none where they all do.
  private static func nearest(_ found: [Said]) -> Said? {
    func order(_ said: Said) -> (Int, Int) { (rank(said.finding), lack(said.finding)) }
    guard var chosen = found.min(by: { order($0) < order($1) }) else { return nil }
    if chosen.finding.verdict == .doesNotApply {
      let alike = found.filter { $0.finding == chosen.finding }
      chosen.lanes = alike.count == found.count ? [] : alike.flatMap(\.lanes)
    }
    return chosen
  }

  /// What a statement says of the lane where it says most: a failure first, then a judgement.
  private static func best(_ index: Int, _ state: ExplorerState) -> Said {
    let lanes = state.drawnFocus.map { [$0] } ?? state.visibleLanes
    let found = lanes.compactMap { lane in
      finding(index, lane, state).map { Said(lanes: [lane], finding: $0) }
    }
    return nearest(found) ?? Said(lanes: [], finding: .needs("a lane"))
  }

  /// What a statement says of a lane. Statement 6 is about runs from right means: where the drift over δ has
  /// been surveyed, the slope of the lane's own stands beside it.
  private static func finding(_ index: Int, _ lane: Int, _ state: ExplorerState) -> Finding? {
    guard var finding = state.snapshot.lanes[safe: lane]?.findings[safe: index] else { return nil }
    guard
      StatementCatalogue.statements(for: state.snapshot.scenario)[safe: index]?.number
        == DriftDecay.number,
      let picture = state.surveys.wholeDrift(of: state.scenario)
    else { return finding }
    finding.ownMeasurement = picture.slope(lane: lane)
    return finding
  }

  /// - Parameter marks: how many lanes' marks stand before the title here, or in a row that is told beside this one.
  private static func drawRow(
    _ statement: Statement, _ said: Said, marks: Int, row: Int, into painter: inout Painter,
    region: Region
  ) {
    let finding = said.finding
    let (glyph, ink): (Character, Ink) =
      switch finding.verdict {
      case .holds: ("✓", .good)
      case .fails: ("✗", .bad)
      case .notYet: ("…", .warning)
      case .doesNotApply: ("–", .dim)
      }
    // One column in every alphabet.
    if region.width > 1 {
      painter.put(glyph, row: row, column: region.column + 1, ink: ink, emphasis: .bold)
    }
    painter.write(
      said.lanes.map { Run(String(Glyphs.laneMark($0)), ink: .lane($0)) }, row: row,
      column: region.column + 3, clip: region)
    let column = region.column + 3 + max(1, marks) + 1
    let room = region.endColumn - column
    let (title, detail) = words(statement, finding, room: room, painter)
    painter.write(
      painter.fit(title, width: max(8, room - painter.width(of: detail) - 2)), row: row,
      column: column, ink: finding.verdict == .doesNotApply ? .dim : .plain, clip: region)
    painter.write(
      painter.fit(detail, width: room - min(10, painter.width(of: title) + 2)),
      rightAlignedAt: region.endColumn, row: row,
      ink: finding.verdict == .fails ? .bad : finding.verdict == .holds ? .strong : .dim,
      clip: region)
  }

  /// Title and detail, in the longest words that fit side by side, two blanks apart: one is part of either.
  private static func words(
    _ statement: Statement, _ finding: Finding, room: Int, _ painter: Painter
  ) -> (title: String, detail: String) {
    let full = detail(finding, isShort: false)
    let short = detail(finding, isShort: true)
    var choices = [
      (statement.title, full), (statement.title, short), (statement.shortTitle, full),
      (statement.shortTitle, short), (statement.shortTitle, number(in: finding) ?? short),
    ]
    // The interval goes before the lane's own number does.
    if let measured = finding.measurement, let own = finding.ownMeasurement {
      let both = "\(finding.symbol) \(number(measured)), own \(number(own))"
      choices =
        [choices[0], choices[2], (statement.title, both), (statement.shortTitle, both)]
        + choices
    }
    return choices.first { painter.width(of: $0.0) + 2 + painter.width(of: $0.1) <= room }
      ?? choices[choices.count - 1]
  }

  /// The one number that matters where there is no room for two; nil where there is none.
  private static func number(in finding: Finding) -> String? {
    switch (finding.requirement, finding.prediction) {
    case (.atMost(let symbol, _, let value), _), (.atLeast(let symbol, _, let value), _):
      return "\(symbol) \(number(value))"
    case (nil, .atMost(let bound)) where finding.verdict == .holds: return "≤ \(number(bound))"
    case (nil, .between), (nil, .atLeast):
      return finding.measurement.map { "\(finding.symbol) \(number($0))" }
    default: return nil
    }
  }

  /// What the pane says: a rounding error that is small enough is no number to be read, and would
  /// flicker.
  private static func detail(_ finding: Finding, isShort: Bool) -> String {
    if finding.verdict == .holds, finding.symbol == "error", case .atMost = finding.prediction {
      var rounded = finding
      rounded.measurement = nil
      return text(rounded, isShort: isShort)
    }
    return text(finding, isShort: isShort)
  }

  private static func number(_ value: Double, digits: Int = 2) -> String {
    if value != 0, abs(value) < 1e-3 {
      return NumberText.scientific(value, digits: max(0, digits - 2))
    }
    let text = NumberText.significant(value, digits: digits)
    return text.hasPrefix("0.")
      ? String(text.dropFirst()) : text.hasPrefix("−0.") ? "−" + text.dropFirst(2) : text
  }

  /// With the digits that tell them apart: a bound that reads like what it bounds says nothing.
  private static func numbers(_ values: [Double], _ digits: Digits) -> [String] {
    guard digits == .telling else { return values.map { number($0) } }
    let different = Set(values).count
    for digits in 2...5 {
      let texts = values.map { number($0, digits: digits) }
      if Set(texts).count == different { return texts }
    }
    return values.map { number($0, digits: 6) }
  }

  /// "ε_q .033 ≤ .065", "needs λ > 0".
  static func text(
    _ finding: Finding, isShort: Bool = false, digits: Digits = .telling
  ) -> String {
    var judged = judgement(finding, isShort: isShort, digits)
    if !isShort, let own = finding.ownMeasurement {
      judged += "; from its own start \(number(own))"
    }
    return judged
  }

  /// How numbers beside their bounds are rounded.
  enum Digits {
    case telling
    /// Two, as scripts have read them since 0.1.
    case two
  }

  private static func judgement(_ finding: Finding, isShort: Bool, _ digits: Digits) -> String {
    if let requirement = finding.requirement {
      let word = finding.verdict == .notYet ? "not yet: " : ""
      switch requirement {
      case .words(let words), .option(let words), .method(let words):
        return "needs " + (isShort ? String(words.prefix { $0 != "," }) : words)
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
    guard let measured = finding.measurement else {
      if case .atMost(let bound) = finding.prediction {
        return "\(finding.symbol) ≤ \(number(bound))"
      }
      return ""
    }
    switch finding.prediction {
    case .equals(let value):
      return "\(finding.symbol) \(number(value)) / \(number(measured))"
    case .atMost(let bound):
      let sign = finding.verdict == .fails ? ">" : "≤"
      let words = numbers([measured, bound], digits)
      return "\(finding.symbol) \(words[0]) \(sign) \(words[1])"
    case .atLeast(let bound):
      let sign = finding.verdict == .fails ? "<" : "≥"
      let words = numbers([measured, bound], digits)
      return "\(finding.symbol) \(words[0]) \(sign) \(words[1])"
    case .between(let low, let high):
      let words = numbers([measured, low, high], digits)
      return "\(finding.symbol) \(words[0]) in \(words[1])…\(words[2])"
    case nil: return number(measured)
    }
  }
}
