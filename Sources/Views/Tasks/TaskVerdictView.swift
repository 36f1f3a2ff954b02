import Cells
import Explorer
import Forgetting
import Simulation

/// A line per lane where tasks have names: how much of the seen ones is kept and of the present one
/// learned, and which of them has lost the most.
enum TaskVerdictView {
  static func drawList(
    _ lanes: [Int], _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let columns = Columns(lanes, state, region: region, painter)
    VerdictRows.draw(lanes, into: &painter, region: region) { lane, line, painter in
      draw(lane, state, columns, into: &painter, region: line)
    }
  }

  /// What the rows call each lane.
  static func names(
    _ lanes: [Int], _ state: ExplorerState, region: Region, _ painter: Painter
  ) -> [Int: String] { Columns(lanes, state, region: region, painter).names }

  /// Where things stand, alike in every line.
  private struct Columns {
    var names: [Int: String]
    var name: Int
    /// 0 where there is no room for it.
    var formula: Int
    /// 0 where there is no room for it.
    var bar: Int
    /// Whether words stand beside the numbers.
    var hasWords: Bool
    var loss: Int
    /// Where the word stands.
    var word: Int

    init(_ lanes: [Int], _ state: ExplorerState, region: Region, _ painter: Painter) {
      let views = lanes.map { state.snapshot.lanes[$0] }
      hasWords = region.width >= 60
      let most = !hasWords ? 8 : region.width >= 160 ? 44 : region.width >= 100 ? 26 : 18
      let snapshot = state.snapshot
      let chosen = LaneName.fitting(
        views, width: most, snapshot, painter,
        forms: hasWords ? [{ LaneName.short($0, snapshot) }] : [])
      names = [:]
      for (lane, name) in zip(lanes, chosen) { names[lane] = name }
      name = min(most, chosen.map { painter.width(of: $0) }.max() ?? 0)
      let longest = views.map { Verdict($0, time: state.now.time).rawValue.count }.max() ?? 8
      let losses = views.map { painter.width(of: TaskVerdictView.loss(of: $0, isShort: false)) }
      // Mark, " kept ", per cent, "learned ", per cent and the word with their spaces.
      let fixed = 3 + 6 + 6 + 9 + 5 + 2 + max(8, longest) + 1
      loss = min(losses.max() ?? 0, max(12, region.width - fixed - name))
      let left = region.width - fixed - name - loss
      let widest = views.map { painter.width(of: $0.formula) }.max() ?? 0
      formula = left >= widest + 3 ? min(widest, 18) + 2 : 0
      let isLarge = region.width >= 160
      bar = min(isLarge ? 40 : 20, left - formula - 2)
      if bar < 6 { bar = 0 }
      word = region.endColumn - max(8, longest) - 1
      // On a wide screen it stays near what it sums up.
      if isLarge {
        let numbers = (bar > 0 ? bar + 1 : 0) + 22
        word = min(word, region.column + 3 + name + formula + 6 + numbers + loss + 2)
      }
    }
  }

  private static func draw(
    _ index: Int, _ state: ExplorerState, _ columns: Columns, into painter: inout Painter,
    region: Region
  ) {
    let lane = state.snapshot.lanes[index]
    let ink = Ink.lane(index)
    let verdict = Verdict(lane, time: state.now.time)
    let row = region.row
    let kept = lane.meters.tasks?.keptTogether
    let learned = lane.meters.tasks?.learned
    let name = painter.filled(columns.names[index] ?? "", to: columns.name)
    let mark = Run("\(Glyphs.laneMark(index)) ", ink: ink, emphasis: .bold)
    let word = Run(verdict.rawValue, ink: verdict.ink, emphasis: .bold)
    guard columns.hasWords else {
      painter.write(
        [
          mark, Run(name + " ", ink: ink),
          Run(percent(kept) + " ", ink: .strong, emphasis: .bold),
          Run(percent(learned) + " ", ink: .strong),
        ] + loss(of: lane, isShort: true) + [Run(" "), word], row: row, column: region.column,
        clip: region)
      return
    }
    var runs = [
      Run(
        state.focusedLane == index ? "▸" : " ", ink: state.focusedLane == index ? .focus : .plain),
      mark,
      Run(name, ink: ink, emphasis: .bold),
    ]
    if columns.formula > 0 {
      runs.append(Run(painter.filled(" " + lane.formula, to: columns.formula)))
    }
    runs.append(Run(" kept ", ink: .dim))
    var column = painter.write(runs, row: row, column: region.column, clip: region)
    let wordColumn = max(column + 1, columns.word)
    if let failure = lane.failure?.description {
      painter.write(
        painter.filled(failure, to: wordColumn - column - 1), row: row, column: column, ink: .bad,
        clip: region)
    } else {
      if columns.bar > 0 {
        Meter(fraction: kept ?? 0, bound: nil, ink: ink).draw(
          into: &painter,
          region: Region(row: row, column: column, height: 1, width: columns.bar))
        column += columns.bar + 1
      }
      column = painter.write(
        [
          Run(percent(kept), ink: .strong, emphasis: .bold), Run("  learned ", ink: .dim),
          Run(percent(learned), ink: .strong, emphasis: .bold), Run("  "),
        ], row: row, column: column, clip: region)
      // The number is the point: where both have no room the letter stands for the name.
      let room = max(0, wordColumn - column - 1)
      let full = loss(of: lane, isShort: false)
      painter.write(
        painter.width(of: full) <= room ? full : loss(of: lane, isShort: true), row: row,
        column: column, clip: Region(row: row, column: column, height: 1, width: room))
    }
    painter.write([word], row: row, column: wordColumn, clip: region)
  }

  /// "A maths 98→12 %": the seen task that has lost the most since it was best; "B code never over 19 %" where
  /// the word is that it never was there.
  static func loss(of lane: Snapshot.LaneView, isShort: Bool) -> [Run] {
    guard let retention = lane.retention, let worst = retention.greatestLoss,
      let names = lane.meters.tasks?.stage.names
    else { return [] }
    // Where the word is that it drifts, that is what is told.
    if case .drifts = Verdict(lane, time: .infinity),
      let moved = Verdict.worstDrift(lane, grown: true)
    {
      // One component for all has a place, which is no task's.
      guard let task = moved.task else {
        return [
          Run(isShort ? "" : "drift "),
          Run("\(NumberText.fixed(moved.drift, digits: 2)) σ", ink: .warning),
        ]
      }
      return [
        TaskMark.run(task), Run(isShort ? "" : " \(names[task])", ink: TaskMark.ink(task)),
        Run(" \(NumberText.fixed(moved.drift, digits: 2)) σ", ink: .warning),
      ]
    }
    if case .neverHadIt = Verdict(lane, time: .infinity), let missed = retention.neverLearned {
      let most = NumberText.percent(missed.best)
      return [
        TaskMark.run(missed.task),
        Run(isShort ? " ≤" : " \(names[missed.task]) ", ink: TaskMark.ink(missed.task)),
        Run(isShort ? most : "never over \(most)", ink: .warning),
      ]
    }
    let now = NumberText.percent(worst.now)
    guard worst.isSeen else {
      return isShort ? [] : [Run("none suffers", ink: .dim)]
    }
    let ink = worst.best - worst.now > 0.1 ? Ink.bad : .plain
    if isShort { return [TaskMark.run(worst.task), Run(" \(now)", ink: ink)] }
    let before = NumberText.fixed(100 * worst.best, digits: 0)
    return [
      TaskMark.run(worst.task), Run(" \(names[worst.task]) ", ink: TaskMark.ink(worst.task)),
      Run("\(before)→\(now)", ink: ink, emphasis: .bold),
    ]
  }

  private static func percent(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "    –" }
    let text = NumberText.percent(value)
    return String(repeating: " ", count: max(0, 5 - text.count)) + text
  }
}

extension Retention {
  /// The seen task of which most is lost since it was best; nil where none is seen.
  var greatestLoss: TaskLoss? {
    guard let now = rows.last else { return nil }
    return seen.map { TaskLoss(task: $0, best: best($0), now: now[$0]) }
      .max { $0.best - $0.now < $1.best - $1.now }
  }

  /// The seen task of which there never was much, least of all; nil where none is seen.
  var neverLearned: TaskLoss? {
    guard let now = rows.last else { return nil }
    return seen.map { TaskLoss(task: $0, best: best($0), now: now[$0]) }
      .min { $0.best < $1.best }
  }
}

/// What has become of one task.
struct TaskLoss {
  var task: Int
  /// The most that was ever kept of it, and what is kept now.
  var best: Double
  var now: Double
  /// Whether there is a difference in the digits that are shown.
  var isSeen: Bool { best - now >= 0.005 }
}
