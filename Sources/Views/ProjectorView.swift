import Cells
import Explorer
import Simulation

/// For the back row: which lane forgets, how, and by how much, in letters of blocks, over one plot with
/// thick curves. Little else.
enum ProjectorView {
  // MARK: - Lanes

  static func draw(
    _ state: ExplorerState, _ arrangement: ProjectorArrangement, into painter: inout Painter
  ) {
    let lanes = state.visibleLanes
    let bands = arrangement.bands
    guard arrangement.level != .lines else {
      VerdictView.draw(state, into: &painter, region: bands)
      return
    }
    let height = ProjectorLayout.bandHeight(arrangement.level, painter.symbols)
    let isPaired = arrangement.level == .paired
    let perRow = arrangement.lanesPerRow
    let perColumn = (lanes.count + perRow - 1) / perRow
    let width = bands.width / perRow
    let views = lanes.map { state.snapshot.lanes[$0] }
    // Mark and number in blocks stand before them.
    let before = 1 + BlockText.width("●", .small) + 2 + BlockText.width("100%", .small) + 3
    let shortNames =
      isPaired
      ? LaneName.fitting(
        views, width: width - before - 1, state.snapshot, painter,
        forms: [{ LaneWords(state.snapshot).name($0.name, of: $0) }]) : []
    for (index, lane) in lanes.enumerated() {
      let region = Region(
        row: bands.row + index % perColumn * height,
        column: bands.column + index / perColumn * width, height: height, width: width)
      var words = Words(lane, state)
      if isPaired { words.short = shortNames[index] }
      draw(words, arrangement.level, into: &painter, region: region)
    }
  }

  /// What is told of a lane.
  private struct Words {
    var mark: String
    var name: String
    /// Where two lanes share a row.
    var short = ""
    var formula: String
    /// What is kept, and how much of it.
    var subject: String
    var kept: String
    var drift: String
    var verdict: Verdict
    var ink: Ink
    /// What the drift is of.
    var place = "old drift"
    /// Where tasks have names: the present one and how much of it is learned, and the one that suffers.
    var learned: [Run] = []
    var loss: [Run] = []
    /// Where there is less room.
    var shortLoss: [Run] = []

    /// Where the tasks have a row of their own.
    var withoutTasks: Words {
      var words = self
      (words.learned, words.loss, words.shortLoss) = ([], [], [])
      return words
    }

    init(_ lane: Int, _ state: ExplorerState) {
      let view = state.snapshot.lanes[lane]
      mark = String(Glyphs.laneMark(lane))
      name = LaneWords(state.snapshot).name(view.name, of: view)
      formula = view.formula
      let tasks = view.meters.tasks
      subject = tasks == nil ? "old task kept" : "seen tasks kept"
      let share = tasks.map { $0.keptTogether ?? .nan } ?? view.meters.effectiveOldMass
      kept = share.isFinite ? NumberText.fixed(share * 100, digits: 0) + "%" : "-"
      // What the word is about: a task that was never learned has no place.
      let worst = Verdict.worstDrift(view)
      drift = NumberText.fixed(worst?.drift ?? 0, digits: 2)
      verdict = Verdict(view, time: state.now.time)
      ink = .lane(lane)
      guard let tasks else { return }
      let stage = tasks.stage
      place = worst?.task.map { "drift of \(stage.names[$0])" } ?? "drift"
      let percent = tasks.learned.isFinite ? NumberText.percent(tasks.learned) : "–"
      learned = [
        TaskMark.run(stage.current),
        Run(" \(stage.names[stage.current])", ink: TaskMark.ink(stage.current)),
        Run(" learned \(percent)", ink: .strong),
      ]
      loss = TaskVerdictView.loss(of: view, isShort: false)
      shortLoss = TaskVerdictView.loss(of: view, isShort: true)
    }
  }

  private static func draw(
    _ words: Words, _ level: ProjectorArrangement.Level, into painter: inout Painter, region: Region
  ) {
    let size: BlockText.Size = level == .huge || level == .large ? .large : .small
    let small = BlockText.height(.small, in: painter.symbols)
    let markWidth = BlockText.width("●", size)
    let numberEnd =
      region.column + 1 + markWidth + (size == .large ? 4 : 2) + BlockText.width("100%", size)
    var top = region.row
    let moved = MovedPlace(words, level, numberEnd: numberEnd, region, painter)
    if level == .large || level.isMedium {
      painter.write(
        caption(
          moved.hasTasks ? words.withoutTasks : words, width: moved.captionEnd - region.column - 1,
          painter), row: top,
        column: region.column + 1, clip: region)
      top += 1
    }
    painter.writeBlocks(
      words.mark, size, row: top, column: region.column + 1, ink: words.ink, clip: region)
    painter.writeBlocks(
      words.kept, size, row: top, column: numberEnd - BlockText.width(words.kept, size),
      ink: words.ink, clip: region)
    let rest = region.inset(left: numberEnd + (size == .large ? 4 : 3) - region.column)
    switch level {
    case .huge:
      writeVerdict(words, .large, row: top, into: &painter, region: rest)
      let row = region.row + BlockText.height(.large, in: painter.symbols) + 1
      painter.write(
        caption(words.withoutTasks, width: rest.column - region.column - 2, painter), row: row + 1,
        column: region.column + 1, clip: region)
      let end = writeDrift(words, row: row, column: rest.column, into: &painter, region: rest)
      painter.write(" \(words.place)", row: row + 1, column: end, ink: .dim, clip: rest)
      // The tasks' names have a row of their own, above that of the number.
      painter.write(
        spaced([words.learned, words.loss], "   "), row: row, column: region.column + 1,
        clip: Region(
          row: row, column: region.column, height: 1, width: rest.column - region.column - 1))
    case .large:
      writeVerdict(words, .small, row: region.row, into: &painter, region: rest)
      let row = region.row + small + (painter.symbols == .ascii ? 1 : 0)
      let end = writeDrift(words, row: row, column: rest.column, into: &painter, region: rest)
      painter.write("drift", row: row + 1, column: end + 2, ink: .dim, clip: rest)
      if moved.hasTasks {
        painter.write(
          spaced([words.learned, words.loss], "   "), row: row + 2, column: end + 2, clip: rest)
      }
    case .medium, .double:
      // The word ends before the number begins.
      var room = rest
      room.width = max(0, (moved.column.map { $0 - 2 } ?? rest.endColumn - 1) - rest.column)
      writeVerdict(words, .small, row: top, into: &painter, region: room)
      if let column = moved.column {
        painter.write("drift", row: top - 1, column: column, ink: .dim, clip: rest)
        writeDrift(words, row: top, column: column, into: &painter, region: rest)
      } else {
        painter.write(
          "drift \(words.drift) σ", rightAlignedAt: region.endColumn - 1, row: top - 1,
          ink: .strong,
          clip: region)
      }
    case .paired, .lines:
      painter.write(
        words.verdict.rawValue, row: top, column: rest.column, ink: words.verdict.ink,
        emphasis: .bold, clip: rest)
      let moved = [Run("drift \(words.drift) σ", ink: .strong)]
      // As much as has room: a number without its end would be another one.
      let runs =
        [
          [words.loss, words.learned, moved], [words.shortLoss, words.learned, moved],
          [words.loss, words.learned], [words.shortLoss, words.learned], [words.loss],
        ].map { spaced($0, "  ") }.first { painter.width(of: $0) <= rest.width } ?? words.shortLoss
      painter.write(
        words.learned.isEmpty ? moved : runs, row: top + 1, column: rest.column, clip: rest)
      if small == 3 {
        painter.write(
          words.short, row: top + 2, column: rest.column, ink: words.ink, clip: rest)
      }
    }
  }

  /// Where a band of one lane tells how far it has moved, and what room that leaves.
  private struct MovedPlace {
    /// Of the number in blocks; nil where it is text.
    var column: Int?
    var captionEnd: Int
    /// Whether what is learned and who suffers stand beside it, and not in the caption.
    var hasTasks = false

    init(
      _ words: Words, _ level: ProjectorArrangement.Level, numberEnd: Int, _ region: Region,
      _ painter: Painter
    ) {
      let number = BlockText.width(words.drift + "σ", .small)
      if level == .large {
        // Large letters begin in the row of the caption.
        captionEnd = numberEnd + 3
        let tasks = painter.width(of: spaced([words.learned, words.loss], "   "))
        hasTasks = !words.learned.isEmpty && numberEnd + 4 + number + 2 + tasks < region.endColumn
        return
      }
      let start = region.endColumn - 1 - max(BlockText.width("0.00σ", .small), number)
      if start > numberEnd + 3 + BlockText.width("CAPTURED", .small) {
        column = start
        captionEnd = start - 1
      } else {
        captionEnd = region.endColumn - painter.width(of: "drift \(words.drift) σ") - 3
      }
    }
  }

  /// "forward KL  KL(pₙ‖q)  old task kept", and where tasks have names what is learned and who suffers.
  /// The formula gives way to that, and then what is kept, which the verdict is about.
  private static func caption(_ words: Words, width: Int, _ painter: Painter) -> [Run] {
    let name = [Run(words.name, ink: words.ink, emphasis: .bold)]
    let formula = [Run(words.formula, ink: .plain)]
    let subject = [Run(words.subject, ink: .dim)]
    let kept = [Run("kept", ink: .dim)]
    // "C learned 17 %", without the name of the task.
    let shortLearned = words.learned.isEmpty ? [] : [words.learned[0], words.learned[2]]
    let forms = [
      [name, formula, subject, words.learned, words.loss],
      [name, subject, words.learned, words.loss], [name, kept, words.learned, words.loss],
      [name, kept, words.learned, words.shortLoss], [name, kept, shortLearned, words.shortLoss],
      [name, words.learned, words.shortLoss], [name, kept, words.shortLoss],
      [name, words.shortLoss],
    ].map { spaced($0, "  ") }
    return forms.first { painter.width(of: $0) <= width } ?? name
  }

  /// Those that are not empty, with a gap between them.
  private static func spaced(_ parts: [[Run]], _ gap: String) -> [Run] {
    Array(parts.filter { !$0.isEmpty }.joined(separator: [Run(gap)]))
  }

  /// The word in letters of blocks, or as text where they have no room.
  private static func writeVerdict(
    _ words: Words, _ size: BlockText.Size, row: Int, into painter: inout Painter, region: Region
  ) {
    let word = words.verdict.rawValue
    if BlockText.width(word, size) <= region.width {
      painter.writeBlocks(
        word, size, row: row, column: region.column, ink: words.verdict.ink, clip: region)
    } else if size == .large {
      writeVerdict(words, .small, row: row + 1, into: &painter, region: region)
    } else {
      painter.write(
        word, row: row + 1, column: region.column, ink: words.verdict.ink, emphasis: .bold,
        clip: region)
    }
  }

  @discardableResult
  private static func writeDrift(
    _ words: Words, row: Int, column: Int, into painter: inout Painter, region: Region
  ) -> Int {
    painter.writeBlocks(
      words.drift + "σ", .small, row: row, column: column, ink: .strong, clip: region)
  }
}
