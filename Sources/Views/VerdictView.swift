import Cells
import Explorer
import Simulation

/// A line per lane in words: what it is, where its data come from, how much of the old task is kept, how
/// far it moved, and what that amounts to.
enum VerdictView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let lanes = state.visibleLanes
    if state.size.pairsVerdicts(of: lanes.count) {
      let half = region.width / 2
      for (column, part) in [lanes.prefix(region.height), lanes.dropFirst(region.height)]
        .enumerated()
      {
        drawList(
          Array(part), state, into: &painter,
          region: Region(
            row: region.row, column: region.column + column * half, height: region.height,
            width: half))
      }
      return
    }
    drawList(lanes, state, into: &painter, region: region)
  }

  /// What the rows call each lane.
  static func names(_ state: ExplorerState, _ painter: Painter) -> [Int: String] {
    let lanes = state.visibleLanes
    var region = ScreenLayout.layout(for: state).verdicts
    guard region.height > 0, region.width > 0 else { return [:] }
    var parts = [lanes]
    if state.size.pairsVerdicts(of: lanes.count) {
      region.width /= 2
      parts = [Array(lanes.prefix(region.height)), Array(lanes.dropFirst(region.height))]
    }
    let ofTasks = state.snapshot.problem.tasks != nil
    return parts.filter { !$0.isEmpty }.reduce(into: [:]) { names, part in
      let own =
        ofTasks
        ? TaskVerdictView.names(part, state, region: region, painter)
        : Columns(part, state, region: region, painter).names
      names.merge(own) { $1 }
    }
  }

  private static func drawList(
    _ lanes: [Int], _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    if state.snapshot.problem.tasks != nil {
      TaskVerdictView.drawList(lanes, state, into: &painter, region: region)
      return
    }
    let columns = Columns(lanes, state, region: region, painter)
    VerdictRows.draw(lanes, into: &painter, region: region) { lane, line, painter in
      draw(lane, state, columns, into: &painter, region: line)
    }
  }

  /// Where things stand, alike in every line: the words of all lanes ask for the room.
  private struct Columns {
    /// What lanes are called: the longest words that all have room for.
    var names: [Int: String]
    var name: Int
    var formula: Int
    /// 0 where there is no room for it.
    var data: Int
    var drift: Int
    /// The word is what the back row reads: it has its place before anything else.
    var word: Int
    /// 0 where there is no room for it.
    var bar: Int
    /// A shorter one says nothing.
    private static let shortestBar = 4
    /// Gain and drop, where they are told; 0 elsewhere.
    var change = 0

    init(_ lanes: [Int], _ state: ExplorerState, region: Region, _ painter: Painter) {
      let views = lanes.map { state.snapshot.lanes[$0] }
      let words = LaneWords(state.snapshot)
      let hasOwn = views.contains { !words.own($0).isEmpty }
      let isWide = region.width >= 100
      let isNarrow = region.width < 60
      func widest(_ text: (Snapshot.LaneView) -> String, atMost: Int) -> Int {
        min(views.map { painter.width(of: text($0)) }.max() ?? 0, atMost)
      }
      formula = widest(\.formula, atMost: isWide ? 30 : 12) + (isWide ? 2 : 1)
      data =
        widest({ LaneNote.short($0) ?? $0.dataSource }, atMost: isWide ? 19 : 16)
        + (isWide ? 8 : 1)
      drift = max(4, widest({ VerdictView.drift($0) }, atMost: 8))
      let verdicts = views.map { Verdict($0, time: state.now.time).rawValue.count }
      word = region.endColumn - max(8, verdicts.max() ?? 0) - 1
      // Mark, "kept", per cent and "drift" with the spaces around them.
      let sigma = painter.width(of: "σ")
      let fixed =
        isNarrow
        ? 9 + drift + 1 + sigma + 1 : 3 + (isWide ? 15 : 6) + 7 + 7 + drift + 1 + sigma + 2
      let forms: [(Snapshot.LaneView) -> String] =
        (isNarrow
          ? [{ words.name($0.nickname, of: $0) }]
          : (isWide ? [{ VerdictView.longName($0, words) }] : [])
            + [
              { VerdictView.name($0, words) }, { LaneName.short($0, state.snapshot) },
            ])
      let room = word - region.column - fixed
      let most = max(
        6,
        min(
          region.width >= 160 ? 44 : isWide ? 26 : isNarrow ? 14 : hasOwn ? 24 : 14, room - 1))
      var chosen = LaneName.fitting(views, width: most, state.snapshot, painter, forms: forms)
      func longest(_ names: [String]) -> Int { names.map { painter.width(of: $0) }.max() ?? 0 }
      // Numbers that a preset's words are about: names are shorter for them where they tell lanes apart all the same.
      let needed = GainAndDrop.width + Columns.shortestBar + (isWide ? 1 : 0)
      let hasChange = GainAndDrop.isShown(state) && !isNarrow
      if hasChange, longest(chosen) > room - needed {
        let short = LaneName.fitting(
          views, width: max(6, room - needed), state.snapshot, painter, forms: forms)
        let isWhole = short.allSatisfy { !$0.hasSuffix("…") && !$0.hasSuffix("..") }
        if isWhole, Set(short).count == Set(chosen).count { chosen = short }
      }
      names = [:]
      for (lane, name) in zip(lanes, chosen) { names[lane] = name }
      name = min(longest(chosen), most) + (isWide ? 1 : 0)
      if hasChange, longest(chosen) <= room - needed {
        change = GainAndDrop.width
        if room - name < formula + change + Columns.shortestBar { formula = 0 }
      }
      let rest = fixed + name + formula + change
      // The formula gives way before the name, and both before the word.
      var excess = rest - (word - region.column)
      if excess > 0 {
        let fromFormula = min(excess, formula)
        formula -= fromFormula
        excess -= fromFormula
        name -= min(excess, max(0, name - 6))
      }
      let longestBar = region.width >= 160 ? 40 : 20
      bar = min(longestBar, word - region.column - rest - data)
      if bar < 6 {
        data = 0
        bar = word - region.column - rest
        // What should be known of a lane then stands in the formula's place, at the bar's expense.
        let notes = widest({ LaneNote.short($0) ?? "" }, atMost: 18)
        let extra = notes == 0 ? 0 : max(0, min(bar, notes + (isWide ? 2 : 1) - formula))
        formula += extra
        bar = min(longestBar, bar - extra)
      }
      if bar < Columns.shortestBar { bar = 0 }
      // On a wide screen it stays near what it sums up.
      word = min(word, region.column + rest + data + bar + (region.width >= 160 ? 1 : 8))
    }
  }

  private static func longName(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    // What tells lanes apart needs the room.
    guard words.own(lane).isEmpty else { return words.name(shortest(lane), of: lane) }
    return lane.name == lane.nickname ? lane.name : "\(lane.name) (\(lane.nickname))"
  }

  private static func name(_ lane: Snapshot.LaneView, _ words: LaneWords) -> String {
    words.own(lane).isEmpty ? lane.name : words.name(shortest(lane), of: lane)
  }

  /// "reverse KL", but "SDFT".
  private static func shortest(_ lane: Snapshot.LaneView) -> String {
    lane.name.count > 10 ? lane.nickname : lane.name
  }

  private static func drift(_ lane: Snapshot.LaneView) -> String {
    NumberText.fixed(lane.meters.oldDrift, digits: 2)
  }

  private static func draw(
    _ index: Int, _ state: ExplorerState, _ columns: Columns, into painter: inout Painter,
    region: Region
  ) {
    let lane = state.snapshot.lanes[index]
    let ink = Ink.lane(index)
    let verdict = Verdict(lane, time: state.now.time)
    let kept = lane.meters.effectiveOldMass
    let row = region.row
    let percent = pad(NumberText.percent(kept), to: 5)
    let drift = pad(drift(lane), to: columns.drift)
    let mark = Run("\(Glyphs.laneMark(index)) ", ink: ink, emphasis: .bold)
    let name = columns.names[index] ?? lane.nickname
    if region.width < 60 {
      var runs = [
        mark, Run(painter.filled(name, to: columns.name) + " ", ink: ink),
        Run(percent + " ", ink: .strong, emphasis: .bold), Run("\(drift) σ ", ink: .strong),
        Run(verdict.rawValue, ink: verdict.ink, emphasis: .bold),
      ]
      // The word before the number.
      if painter.width(of: runs) > region.width { runs.remove(at: 3) }
      let formula = Run(" \(lane.formula)", ink: .dim)
      if lane.failure == nil, painter.width(of: runs) + painter.width(of: [formula]) < region.width
      {
        runs.append(formula)
      }
      painter.write(runs, row: row, column: region.column, clip: region)
      return
    }
    let isWide = region.width >= 100
    let note = LaneNote.short(lane)
    var runs = [
      Run(
        state.focusedLane == index ? "▸" : " ", ink: state.focusedLane == index ? .focus : .plain),
      mark,
      Run(painter.filled(name, to: columns.name), ink: ink, emphasis: .bold),
      // Where there is no column for what should be known it takes the formula's.
      columns.data == 0 && note != nil
        ? Run(painter.filled(" \(note ?? "")", to: columns.formula), ink: .warning)
        : Run(
          painter.filled(
            " " + LaneNote.formula(lane, width: columns.formula - 1, painter), to: columns.formula)),
    ]
    if columns.data > 0 {
      let data = note ?? (isWide ? "data: " : "") + lane.dataSource
      runs.append(
        Run(painter.filled(" " + data, to: columns.data), ink: note == nil ? .dim : .warning))
    }
    runs.append(Run(isWide ? " old task kept " : " kept ", ink: .dim))
    var column = painter.write(runs, row: row, column: region.column, clip: region)
    if columns.bar > 0 {
      // What there was at the start, where that is not the bar's end.
      let start = lane.startOldMass
      Meter(fraction: kept, bound: start < 0.97 ? start : nil, ink: ink, boundInk: .plain).draw(
        into: &painter,
        region: Region(row: row, column: column, height: 1, width: columns.bar))
      column += columns.bar
    }
    column = painter.write(
      [
        Run(" \(percent) ", ink: .strong, emphasis: .bold), Run(" drift ", ink: .dim),
        Run("\(drift) σ", ink: .strong, emphasis: .bold),
      ] + (columns.change > 0 ? GainAndDrop.runs(index, state) : []),
      row: row, column: column, clip: region)
    let wordColumn = columns.word
    painter.write(
      verdict.rawValue, row: row, column: max(column + 1, wordColumn), ink: verdict.ink,
      emphasis: .bold, clip: region)
    if let failure = lane.failure?.description {
      // Numbers of a lane that has stopped say less than why it has.
      let left = region.column + 3 + columns.name + 1
      let advice =
        state.snapshot.canUndo ? "; u undoes" : verdict == .diverged ? "; lower step h" : ""
      let room = wordColumn - left - 1
      let text = painter.width(of: failure + advice) <= room ? failure + advice : failure
      painter.write(
        painter.filled(text, to: room), row: row, column: left, ink: .bad, clip: region)
    }
  }

  static func pad(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
