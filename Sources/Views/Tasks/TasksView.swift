import Cells
import Explorer
import Forgetting
import Simulation

/// What each stage has left of every task, lane by lane: the retention matrix with the weights beside
/// their shares, and the gates of the instant.
enum TasksView {
  /// - Parameter isBeside: whether it stands beside the panes, which have the way there.
  static func draw(
    _ state: ExplorerState, into painter: inout Painter, region: Region, isBeside: Bool = false
  ) {
    guard state.snapshot.problem.tasks != nil else {
      painter.rule(region, row: region.row, title: "tasks")
      painter.write(
        painter.fit("  two tasks: their numbers stand in the panes (v)", width: region.width),
        row: region.row + 1, column: region.column, ink: .dim, clip: region)
      return
    }
    let lanes = state.drawnFocus.map { [$0] } ?? state.visibleLanes
    if lanes.count == 1 {
      drawRule(state.snapshot.lanes[lanes[0]], into: &painter, region: region)
      drawOne(
        lanes[0], state, into: &painter, region: region.inset(top: 1), isBeside: isBeside)
    } else {
      drawAll(lanes, state, into: &painter, region: region, isBeside: isBeside)
    }
  }

  private static let title = "TASKS  % kept after each stage"

  /// The title with the numbers of the literature, which are spelled as far as all of them have room; those that
  /// have none even so are known to be missing.
  private static func drawRule(
    _ lane: Snapshot.LaneView, into painter: inout Painter, region: Region
  ) {
    let numbers = lane.retention.map { TaskNumbers($0) }
    let forms: [(title: String, trailing: String)] = [
      (title, numbers?.long ?? ""), (title, numbers?.short ?? ""),
      ("TASKS  % kept", numbers?.short ?? ""), ("TASKS", numbers?.short ?? ""),
      ("TASKS", numbers?.cut(to: max(0, region.width - 14), painter) ?? ""),
    ]
    // The rule's ends, and the gaps around what stands on it.
    let form =
      forms.first { painter.width(of: $0.title + $0.trailing) + 7 <= region.width }
      ?? forms[forms.count - 1]
    painter.rule(
      region, row: region.row, title: [Run(form.title, ink: .title)],
      trailing: [Run(form.trailing, ink: .dim)])
  }

  // MARK: - One lane

  private static func drawOne(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region, isBeside: Bool
  ) {
    guard let view = state.snapshot.lanes[safe: lane], let meters = view.meters.tasks,
      let retention = view.retention
    else { return }
    let tasks = meters.stage.count
    let components = meters.drift.count
    let gateRows = 1 + components
    let wanted = 1 + max(retention.rows.count, tasks)
    // The gates have their place where the bars of all tasks stay above them.
    let hasGates = region.height >= 1 + tasks + gateRows
    let spare = hasGates ? region.height - gateRows - wanted : 0
    let upper = hasGates ? min(wanted, region.height - gateRows) : region.height
    let matrix = RetentionTable(retention, meters.stage, width: region.width)
    let (left, rest) = Region(
      row: region.row, column: region.column, height: upper, width: region.width
    ).split(left: min(region.width, matrix.width + 2))
    matrix.draw(into: &painter, region: left)
    TaskBars.draw(meters, into: &painter, region: rest, hasHead: true)
    guard hasGates else { return }
    let gates = Region(
      row: region.row + upper + min(1, max(0, spare)), column: region.column, height: gateRows,
      width: region.width)
    GateTables.draw(meters, into: &painter, region: gates)
    if isBeside { return }
    var alone = state
    alone.focusedLane = lane
    alone.massCurve = .weight
    drawCurves(alone, into: &painter, region: region.inset(top: gates.endRow + 1 - region.row))
  }

  /// What there is still room for: the way there.
  private static func drawCurves(
    _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    guard region.height >= 8, region.width >= 60 else { return }
    var other = state
    other.focus = .parameters
    let (left, right) = region.split(left: region.width / 2)
    MassView.draw(other, into: &painter, region: left)
    PlaceView.draw(other, into: &painter, region: right.inset(left: 1))
  }

  // MARK: - All lanes

  private static func drawAll(
    _ lanes: [Int], _ state: ExplorerState, into painter: inout Painter, region: Region,
    isBeside: Bool
  ) {
    let views = lanes.compactMap { lane in
      state.snapshot.lanes[safe: lane].map { (lane: lane, view: $0) }
    }
    guard let first = views.first, let stage = first.view.meters.tasks?.stage,
      let rows = first.view.retention?.rows.count
    else { return }
    let body = region.inset(top: 1)
    let card = RetentionTable.width(tasks: stage.count, in: region.width / 2 - 3) + 3
    // As many beside each other as there is room for, and rows alike.
    let most = max(1, min(views.count, region.width / card))
    let lines = (views.count + most - 1) / most
    let columns = (views.count + lines - 1) / lines
    let count = first.view.meters.tasks?.drift.count ?? 0
    // Where not every lane can have its bars the matrices come first; gates where all have room.
    let least = 2 + rows
    let withBars = least + stage.count
    let withGates = withBars + 2 * (1 + count) + 2
    let each = body.height / lines
    let cardHeight =
      [withGates, withBars + 1, withBars, least].first { $0 <= each }
      ?? max(3, min(least, max(each, 5)))
    let shown = min(views.count, columns * max(1, body.height / cardHeight))
    let left = views.count - shown
    let cardWidth = min(region.width / columns, card + 24)
    let label = LaneLabel(state, painter)
    let names = views.prefix(shown).map { label.name($0.lane) }
    let numbers = views.prefix(shown).map { $0.view.retention.map { TaskNumbers($0) } }
    let place = NumberPlace(
      numbers.compactMap { $0 }, names, width: cardWidth - 3,
      freeRows: max(0, cardHeight - withBars),
      besideTable: cardWidth - 1 - RetentionTable.width(tasks: stage.count, in: cardWidth - 1),
      tableRows: min(1 + rows, cardHeight - 1), painter)
    // Names stand beside bars; where there are none the rule has them.
    let isCut = place.isCut || cardHeight < least
    let hasLetters = cardHeight < withBars
    var words: [String] = []
    if hasLetters {
      words.append(self.names(stage, painter, width: region.width - (isCut ? 64 : 40)))
    }
    if isCut {
      words.append("a lane alone shows all")
    } else if cardHeight < withGates, !hasLetters {
      words.append("a lane alone shows its gates")
    }
    // Where there is little room the first are left out.
    if left > 0 { words.append("+\(left) lane\(left == 1 ? "" : "s")") }
    painter.rule(
      region, row: region.row, title: [Run(title, ink: .title)],
      trailing: words.enumerated().map { index, word in
        Run(word + (index + 1 < words.count ? "  " : ""), ink: .dim)
      })
    for (index, item) in views.prefix(shown).enumerated() {
      let region = Region(
        row: body.row + index / columns * cardHeight,
        column: body.column + index % columns * (region.width / columns), height: cardHeight,
        width: cardWidth
      ).intersection(body)
      drawCard(
        item.lane, item.view, names[index], numbers[index], place, into: &painter, region: region)
    }
    if isBeside { return }
    var other = state
    other.massCurve = .kept
    drawCurves(
      other, into: &painter,
      region: body.inset(top: (shown + columns - 1) / columns * cardHeight))
  }

  /// "A maths  B code": as much of each name as all have room for.
  private static func names(_ stage: TaskStage, _ painter: Painter, width: Int) -> String {
    for room in stride(from: 24, through: 3, by: -1) {
      let text = stage.names.enumerated().map { index, name in
        "\(TaskMark.letter(index)) \(painter.fit(name, width: room))"
      }.joined(separator: "  ")
      if painter.width(of: text) <= width || room == 3 { return text }
    }
    return ""
  }

  private static func drawCard(
    _ lane: Int, _ view: Snapshot.LaneView, _ name: String, _ numbers: TaskNumbers?,
    _ place: NumberPlace, into painter: inout Painter, region: Region
  ) {
    guard let meters = view.meters.tasks, let retention = view.retention, region.height > 2
    else { return }
    let table = RetentionTable(retention, meters.stage, width: region.width - 1)
    let bars = region.height - 2 - table.rows - meters.stage.count >= 0
    let height = bars ? 1 + table.rows : region.height - 1
    let below = region.row + 2 + height + meters.stage.count
    var title = painter.fit(name, width: region.width - 3)
    switch place {
    case .behindName(let count), .cut(let count):
      if count > 0, let numbers { title += "  " + numbers.first(count) }
    case .rows, .besideTable: break
    }
    painter.write(
      [
        Run("\(Glyphs.laneMark(lane)) ", ink: .lane(lane), emphasis: .bold),
        Run(painter.fit(title, width: region.width - 3), ink: .lane(lane)),
      ], row: region.row, column: region.column + 1, clip: region)
    table.draw(
      into: &painter,
      region: Region(
        row: region.row + 1, column: region.column, height: height, width: region.width - 1))
    if case .besideTable = place, let numbers {
      for (offset, text) in numbers.columns.enumerated() {
        painter.write(
          text, row: region.row + 1 + offset, column: region.column + table.width + 1,
          ink: .lane(lane), clip: region)
      }
    }
    guard bars else { return }
    TaskBars.draw(
      meters, into: &painter,
      region: Region(
        row: region.row + 1 + height, column: region.column, height: meters.stage.count,
        width: region.width - 2), hasHead: false)
    var gates = below
    if case .rows(let count) = place, let numbers {
      for (offset, line) in numbers.lines(count).enumerated()
      where below - 1 + offset < region.endRow {
        painter.write(
          " " + line, row: below - 1 + offset, column: region.column, ink: .lane(lane), clip: region
        )
      }
      gates += count - 1
    }
    GateTables.drawStacked(
      meters, into: &painter,
      region: Region(
        row: gates, column: region.column, height: region.endRow - gates, width: region.width - 2))
  }
}
