import Cells
import Explorer
import Forgetting
import Simulation

/// Why lanes keep the old task or do not, in a sentence; the force on the old mean, split; zoomed, every
/// meter with its bound.
enum WhyView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let top = scale(of: state)
    let lanes = state.visibleLanes
    let pairs = lanes.filter { state.snapshot.problem.isPair(state.snapshot.lanes[$0].model) }
    let groups = ReasonGroup.groups(of: state)
    let room = region.height - 1
    // The sentences first; what room is left is for the forces.
    let isLong = room >= 2 * groups.count + (room > 6 ? pairs.count : 0)
    let texts = reasons(groups, lineCount: isLong ? 2 : 1, width: region.width, painter)
    let left = room - texts.reduce(0) { $0 + $1.count }
    // Of all lanes or of none: of some alone they would be taken for all.
    let hasForces = !pairs.isEmpty && left >= pairs.count
    let isUnseen = state.snapshot.problem.tasks?.seen.isEmpty == true
    // Of many tasks one gate is none that could be named.
    let hasGates =
      left - (hasForces ? pairs.count : 0) >= lanes.count && pairs.count == lanes.count && !isUnseen
    let bars = "ε to \(NumberText.trimmed(top, digits: 4))"
    let scaleWords = hasGates ? ["\(bars)  + is towards new", bars] : ["+ is towards new"]
    let title = hasForces ? ["why: force on the old mean", "why: forces", "why"] : ["why"]
    let words = title.first { painter.width(of: $0) + 8 < region.width } ?? title[0]
    painter.rule(
      region, row: region.row, title: words,
      trailing: hasForces || hasGates
        ? scaleWords.first { painter.width(of: $0) + painter.width(of: words) + 8 < region.width }
          ?? ""
        : "",
      emphasised: state.focus == .why)
    var row = region.row + 1
    for (index, lines) in texts.enumerated() {
      guard row < region.endRow else { break }
      for (offset, line) in lines.enumerated() where row < region.endRow {
        painter.write(
          offset == 0 ? marks(groups[index].lanes) + [Run(line)] : [Run("   " + line)], row: row,
          column: region.column, clip: region)
        row += 1
      }
    }
    // How many lanes have no room, behind the last that has.
    let shown = groups.prefix(room).reduce(0) { $0 + $1.lanes.count }
    if groups.count > room, room > 0 {
      painter.write(
        " +\(lanes.count - shown)", rightAlignedAt: region.endColumn, row: region.endRow - 1,
        ink: .warning, clip: region)
    }
    if isUnseen, row < region.endRow {
      let words = ["no task is seen yet: nothing is to be kept", "nothing to keep yet"]
      painter.write(
        words.first { painter.width(of: $0) < region.width } ?? words[1], row: row,
        column: region.column + 1, clip: region)
      row += 1
    } else if pairs.count < lanes.count, row < region.endRow {
      // Of all such lanes the same: it is said once.
      let words = [
        "tasks pull in many directions: the view of tasks (v) has the gates between them",
        "gates between tasks: v, view of tasks", "gates by task: view of tasks",
      ]
      painter.write(
        words.first { painter.width(of: $0) < region.width } ?? words[2], row: row,
        column: region.column + 1, ink: .dim, clip: region)
      row += 1
    }
    for lane in pairs where hasForces && row < region.endRow {
      drawForce(lane, state, row: row, into: &painter, region: region)
      row += 1
    }
    for lane in lanes where hasGates && row < region.endRow {
      drawGates(lane, state, row: row, top: top, into: &painter, region: region)
      row += 1
    }
    for lane in lanes where row < region.endRow {
      // Half a sentence is none.
      guard let note = LaneNote.long(state.snapshot.lanes[lane]),
        painter.width(of: note) <= region.width - 4
      else { continue }
      painter.write(
        [
          Run(" \(Glyphs.laneMark(lane)) ", ink: .lane(lane), emphasis: .bold),
          Run(note, ink: .dim),
        ], row: row, column: region.column, clip: region)
      row += 1
    }
    guard region.height > 14 else { return }
    row += 1
    drawMeters(state, row: row, into: &painter, region: region)
  }

  private static func marks(_ lanes: [Int]) -> [Run] {
    [Run(" ")]
      + lanes.map { Run(String(Glyphs.laneMark($0)), ink: .lane($0), emphasis: .bold) } + [Run(" ")]
  }

  /// Of each group its lines, beside its marks.
  private static func reasons(
    _ groups: [ReasonGroup], lineCount: Int, width: Int, _ painter: Painter
  ) -> [[String]] {
    groups.map { group in
      group.reasons.lines(
        width: width - painter.width(of: marks(group.lanes)) - 1, count: lineCount, painter)
    }
  }

  private static func drawForce(
    _ lane: Int, _ state: ExplorerState, row: Int, into painter: inout Painter, region: Region
  ) {
    let view = state.snapshot.lanes[lane]
    var runs = [Run(" \(Glyphs.laneMark(lane)) ", ink: .lane(lane), emphasis: .bold)]
    if let force = view.force {
      let hasNone = LaneReasons(view, state.snapshot)?.place == .noSpring
      var isAfterGate = false
      if force.parts.isEmpty { runs.append(Run("in all ", ink: .dim)) }
      for part in force.parts {
        // A spring at rest is one: only where the reason above says so there is none.
        if part.name == "spring", part.value == 0, hasNone {
          runs.append(Run("no spring back  ", ink: .warning))
          continue
        }
        // "gates +.074 −.070": the pair is one idea.
        let isGate = part.name.hasSuffix("gate")
        let name = isGate ? (isAfterGate ? "" : "gates ") : part.name + " "
        runs.append(Run(name, ink: .dim))
        runs.append(Run(number(part.value) + (isGate && !isAfterGate ? " " : "  "), ink: .strong))
        isAfterGate = isGate
      }
      let total = Run("= \(number(force.total))", ink: .strong, emphasis: .bold)
      // The parts say the same where the sum has no room.
      if painter.width(of: runs + [total]) <= region.width {
        runs.append(total)
      } else {
        runs = tightened(runs, to: region.width, painter)
      }
    } else {
      let isSeparated = view.meters.separationTarget > 1e-9
      let reason = isSeparated ? "not resolved" : "the modes coincide: no direction"
      runs.append(Run(reason, ink: .dim))
    }
    painter.write(runs, row: row, column: region.column, clip: region)
  }

  /// With fewer spaces where there is not the room; half a number is none.
  private static func tightened(_ runs: [Run], to width: Int, _ painter: Painter) -> [Run] {
    var runs = runs.map { $0.trimmed(to: 1) }
    if let last = runs.indices.last { runs[last] = runs[last].trimmed(to: 0) }
    while runs.count > 2, painter.width(of: runs) > width { runs.removeLast() }
    return runs
  }

  private static func number(_ value: Double) -> String {
    NumberText.fixed(value, digits: 3, showsPlus: true, leadingZero: false)
  }

  /// "ε_q .033 ███··┃···" with the bound as a tick.
  private static func drawGates(
    _ lane: Int, _ state: ExplorerState, row: Int, top: Double, into painter: inout Painter,
    region: Region
  ) {
    let meters = state.snapshot.lanes[lane].meters
    let ink = Ink.lane(lane)
    let half = region.width / 2
    gate(
      "\(Glyphs.laneMark(lane)) ε_q", meters.misassignmentModel, meters.misassignmentModelBound,
      ink, top,
      Region(row: row, column: region.column + 1, height: 1, width: half - 1), into: &painter)
    gate(
      "ε_p", meters.misassignmentTarget, meters.misassignmentTargetBound, ink, top,
      Region(row: row, column: region.column + half + 1, height: 1, width: half - 2), into: &painter
    )
  }

  private static func gate(
    _ label: String, _ value: Double, _ bound: Double?, _ ink: Ink, _ top: Double,
    _ region: Region,
    into painter: inout Painter
  ) {
    var column = painter.write(
      "\(label) ", row: region.row, column: region.column, ink: ink, clip: region)
    column = painter.write(
      NumberText.fixed(value, digits: 3, leadingZero: false) + " ", row: region.row, column: column,
      ink: .strong, clip: region)
    Meter(fraction: value / top, bound: bound.map { min(1, $0 / top) }, ink: ink).draw(
      into: &painter,
      region: Region(
        row: region.row, column: column, height: 1, width: max(0, region.endColumn - column)))
  }

  /// One scale for all bars: the largest value or bound, in round steps, is full.
  private static func scale(of state: ExplorerState) -> Double {
    let value =
      state.visibleLanes.map { lane in
        let meters = state.snapshot.lanes[lane].meters
        let bounds = [meters.misassignmentModelBound, meters.misassignmentTargetBound]
        return max(
          meters.misassignmentModel, meters.misassignmentTarget,
          bounds.compactMap { $0 }.map { min(1, $0) }.max() ?? 0)
      }.max() ?? 1
    for step in [1e-4, 1e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] where value <= step { return step }
    return 1
  }

  /// Each has an explanation.
  static var meters: [Measure] {
    MeasureCatalogue.measures().filter { $0.digits != nil }
  }

  private static func text(_ measure: Measure, of lane: MeasuredLane) -> String {
    guard let value = measure.value(of: lane), let digits = measure.digits else { return "–" }
    switch digits {
    case .fixed(let count): return NumberText.fixed(value, digits: count)
    case .significant(let count): return NumberText.significant(value, digits: count)
    }
  }

  /// All meters (docs/mathematics.md §13), a column per lane.
  private static func drawMeters(
    _ state: ExplorerState, row: Int, into painter: inout Painter, region: Region
  ) {
    let table = WhyView.meters
    // Where the rows do not suffice two columns of the table stand side by side.
    let isTight = table.count > region.endRow - row - 1
    let width = isTight ? 10 : 12
    let label = isTight ? 19 : 22
    let lanes = state.visibleLanes
    let measured = lanes.map { state.snapshot.asMeasured($0) }
    let columns = isTight && 2 * (label + lanes.count * width) < region.width ? 2 : 1
    let rows = (table.count + columns - 1) / columns
    for column in 0..<columns {
      let left = region.column + column * (region.width / 2)
      for (offset, lane) in lanes.enumerated() {
        painter.write(
          String(Glyphs.laneMark(lane)), rightAlignedAt: left + label + (offset + 1) * width,
          row: row, ink: .lane(lane), emphasis: .bold, clip: region)
      }
      for (index, item) in table[(column * rows)...].prefix(rows).enumerated() {
        painter.write(item.words, row: row + 1 + index, column: left + 1, ink: .dim, clip: region)
        for offset in lanes.indices {
          painter.write(
            text(item, of: measured[offset]),
            rightAlignedAt: left + label + (offset + 1) * width, row: row + 1 + index, ink: .plain,
            clip: region)
        }
      }
    }
  }
}
