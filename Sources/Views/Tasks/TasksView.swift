import Cells
import Explorer
import Forgetting
import Simulation

/// What each stage has left of every task, lane by lane: the retention matrix with the weights beside
/// their shares, and the gates of the instant.
enum TasksView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    guard state.snapshot.problem.tasks != nil else {
      painter.rule(region, row: region.row, title: "tasks")
      painter.write(
        painter.fit("  two tasks: their numbers stand in the panes (v)", width: region.width),
        row: region.row + 1, column: region.column, ink: .dim, clip: region)
      return
    }
    let lanes = state.drawnFocus.map { [$0] } ?? state.visibleLanes
    if lanes.count == 1 {
      painter.rule(
        region, row: region.row,
        title: [Run("TASKS  % kept after each stage", ink: .title)],
        trailing: measures(state.snapshot.lanes[lanes[0]]))
      drawOne(
        lanes[0], state, into: &painter, region: region.inset(top: 1))
    } else {
      drawAll(lanes, state, into: &painter, region: region)
    }
  }

  /// "forward 0.01  backward −0.30  forgetting 0.21  average 0.62".
  private static func measures(_ lane: Snapshot.LaneView) -> [Run] {
    guard let retention = lane.retention else { return [] }
    let values: [(String, Double?)] = [
      // Where there is no room the first ones are left out.
      ("forward", retention.forwardTransfer), ("backward", retention.backwardTransfer),
      ("forgetting", retention.forgetting), ("average", retention.average),
    ]
    return values.compactMap { name, value in
      value.map { Run("\(name) \(NumberText.fixed($0, digits: 2))  ", ink: .dim) }
    }
  }

  // MARK: - One lane

  private static func drawOne(
    _ lane: Int, _ state: ExplorerState, into painter: inout Painter, region: Region
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
    _ lanes: [Int], _ state: ExplorerState, into painter: inout Painter, region: Region
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
    let cardWidth = min(region.width / columns, card + 24)
    // Where one lane's numbers have no room behind its name all lanes' stand below, in two rows if need be.
    let all = views.map { view in (view: view, numbers: view.view.retention.map(numbers) ?? []) }
    func width(_ numbers: [String]) -> Int { numbers.reduce(0) { $0 + 2 + painter.width(of: $1) } }
    let hasRoom = all.allSatisfy { item in
      let name = LaneName.short(item.view.view, state.snapshot)
      return painter.width(of: name) + width(item.numbers) <= cardWidth - 3
    }
    let numberRows =
      hasRoom ? 0 : all.allSatisfy { width($0.numbers) <= cardWidth - 2 } ? 1 : 2
    let withGates = withBars + 2 * (1 + count) + max(1, numberRows) + 1
    let each = body.height / lines
    let cardHeight =
      [withGates, withBars + max(1, numberRows), withBars, least].first { $0 <= each }
      ?? max(3, min(least, max(each, 5)))
    let shown = min(views.count, columns * max(1, body.height / cardHeight))
    let left = views.count - shown
    let title = "TASKS  % kept after each stage"
    // Names stand beside bars; where there are none the rule has them.
    let letters = cardHeight < withBars ? names(stage, painter, width: region.width - 40) : nil
    painter.rule(
      region, row: region.row, title: title,
      trailing: (left > 0 ? "+\(left) lane\(left == 1 ? "" : "s")  " : "")
        + (letters ?? (cardHeight < withGates ? "a lane alone shows its gates" : "")))
    for (index, item) in views.prefix(shown).enumerated() {
      let place = Region(
        row: body.row + index / columns * cardHeight,
        column: body.column + index % columns * (region.width / columns), height: cardHeight,
        width: cardWidth
      ).intersection(body)
      drawCard(
        item.lane, item.view, LaneName.short(item.view, state.snapshot), numberRows: numberRows,
        into: &painter, region: place)
    }
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

  /// "avg .45": average, forgetting, backward and forward transfer.
  private static func numbers(_ retention: Retention) -> [String] {
    let values: [(String, Double?)] = [
      ("avg", retention.average), ("forg", retention.forgetting),
      ("bwd", retention.backwardTransfer), ("fwd", retention.forwardTransfer),
    ]
    return values.compactMap { name, value in
      value.map { "\(name) \(NumberText.fixed($0, digits: 2, leadingZero: false))" }
    }
  }

  /// As many of them as there is room for, which are then gone.
  private static func take(
    _ numbers: inout ArraySlice<String>, width: Int, _ painter: Painter
  ) -> String {
    var text = ""
    while let next = numbers.first, painter.width(of: text + "  " + next) <= width {
      text += "  " + next
      numbers.removeFirst()
    }
    return text
  }

  private static func drawCard(
    _ lane: Int, _ view: Snapshot.LaneView, _ name: String, numberRows: Int,
    into painter: inout Painter, region: Region
  ) {
    guard let meters = view.meters.tasks, let retention = view.retention, region.height > 2
    else { return }
    let table = RetentionTable(retention, meters.stage, width: region.width - 1)
    let bars = region.height - 2 - table.rows - meters.stage.count >= 0
    let height = bars ? 1 + table.rows : region.height - 1
    let below = region.row + 2 + height + meters.stage.count
    // The numbers of the literature stand together, behind the name or in rows that are free, where they have
    // room there; otherwise in both.
    var numbers = numbers(retention)[...]
    var title = painter.fit(name, width: region.width - 3)
    let room = region.width - 3 - painter.width(of: title)
    let hasRows = bars && numberRows > 0 && below - 1 + numberRows <= region.endRow
    if !hasRows { title += take(&numbers, width: room, painter) }
    painter.write(
      [
        Run("\(Glyphs.laneMark(lane)) ", ink: .lane(lane), emphasis: .bold),
        Run(title, ink: .lane(lane)),
      ], row: region.row, column: region.column + 1, clip: region)
    table.draw(
      into: &painter,
      region: Region(
        row: region.row + 1, column: region.column, height: height, width: region.width - 1))
    guard bars else { return }
    TaskBars.draw(
      meters, into: &painter,
      region: Region(
        row: region.row + 1 + height, column: region.column, height: meters.stage.count,
        width: region.width - 2), hasHead: false)
    // Alike in all cards: two and two.
    let perRow = hasRows && numberRows > 1 ? 2 : numbers.count
    var row = below - 1
    while !numbers.isEmpty, row < region.endRow, row < below - 1 + max(1, numberRows) {
      var some = numbers.prefix(perRow)
      numbers.removeFirst(some.count)
      painter.write(
        take(&some, width: region.width - 2, painter), row: row, column: region.column,
        ink: .lane(lane), clip: region)
      row += 1
    }
    let gates = max(below, row)
    GateTables.drawStacked(
      meters, into: &painter,
      region: Region(
        row: gates, column: region.column, height: region.endRow - gates, width: region.width - 2))
  }
}
