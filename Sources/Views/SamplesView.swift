import Cells
import Explorer
import Forgetting
import Simulation

/// What the batches see: old samples and starvation, effective numbers, weights beside their cap and as a
/// histogram. Numbers are those of the last measurement, not of every step.
enum SamplesView {
  static func draw(_ state: ExplorerState, into painter: inout Painter, region: Region) {
    let lanes = state.batchLanes
    let isFocused = state.focus == .samples
    let words = LaneWords(state.snapshot)
    painter.rule(
      region, row: region.row,
      title: [Run("samples", ink: .title, emphasis: isFocused ? .bold : [])],
      // Those that have a line below.
      trailing: names(lanes.prefix(max(1, region.height - 1)), state, words, painter),
      ink: isFocused ? .title : .dim, emphasised: isFocused)
    let body = region.inset(top: 1)
    guard let first = lanes.first else {
      painter.write(
        painter.fit(
          " \(words.sampling): nothing is sampled; b draws batches", width: region.width),
        row: body.row, column: body.column, ink: .dim, clip: body)
      return
    }
    let rows = body.height / lanes.count
    // A line of numbers, two, two with a histogram; the rest of the room goes to the first lane.
    var row = body.row
    for lane in lanes where row < body.endRow {
      let view = state.snapshot.lanes[lane]
      let extra = lane == first ? body.height - rows * lanes.count : 0
      let height = max(1, min(body.endRow - row, rows + extra))
      draw(
        view, lane, LaneNote.window(view), into: &painter,
        region: Region(row: row, column: body.column, height: height, width: body.width))
      row += min(height, 5)
    }
    explain(
      lanes.lazy.compactMap { LaneNote.window(state.snapshot.lanes[$0]) }.first, from: row,
      into: &painter, region: body)
  }

  private static func names(
    _ shown: ArraySlice<Int>, _ state: ExplorerState, _ words: LaneWords, _ painter: Painter
  ) -> [Run] {
    let label = LaneLabel(state, painter)
    let sizes = Set(state.batchLanes.map { state.snapshot.lanes[$0].sampling.batchSize })
    return shown.map { lane in
      let view = state.snapshot.lanes[lane]
      let own = words.differing(view).joined(separator: " ")
      let apart = LaneName.apart(view, words)
      let name =
        sizes.count == 1
        ? apart == view.nickname ? label.name(lane) : apart
        : "N \(view.sampling.batchSize ?? 0)" + (own.isEmpty ? "" : " \(own)")
      return Run(
        "\(Glyphs.laneMark(lane)) \(name)\(lane == shown.last ? "" : "  ")",
        ink: .lane(lane), emphasis: .bold)
    }
  }

  /// Where there is room, what the words mean.
  private static func explain(
    _ note: String?, from row: Int, into painter: inout Painter, region: Region
  ) {
    let words =
      ([note].compactMap { $0 } + [
        "old: samples that are old by their latent label (▴ old ▾ new × replayed)",
        "starved: steps without an old sample; P(none): the chance of it, this step",
        "eff. old: Σ w r_o, what old samples count for once they are weighted",
        "ESS: effective sample size (Σw)²/Σw²; max w: largest weight ≤ its cap 1/(1−λ)",
        "bars: how many weights are of which size, a quarter of a decade each",
      ]).flatMap { painter.wrap($0, width: region.width - 2) }
    guard row + words.count <= region.endRow else { return }
    for (offset, line) in words.enumerated() {
      painter.write(line, row: row + offset, column: region.column + 1, ink: .dim, clip: region)
    }
  }

  private static func draw(
    _ view: Snapshot.LaneView, _ lane: Int, _ note: String?, into painter: inout Painter,
    region: Region
  ) {
    let ink = Ink.lane(lane)
    let mark = Run(" \(Glyphs.laneMark(lane)) ", ink: ink, emphasis: .bold)
    guard let record = view.batch, let sight = record.last else {
      painter.write(
        [mark, Run("no batch yet", ink: .dim)], row: region.row, column: region.column,
        clip: region)
      return
    }
    let row = region.row
    let rows = min(region.height, region.height >= 4 ? 3 : 2)
    // What does not average out is told where the numbers stand that do.
    let drawn = note == nil ? [] : [Fact(word: "V* ", number: "per window")]
    let long = lines(
      facts(record, sight, isLong: true) + drawn, gap: "  ", width: region.width - 3, painter)
    // The words between the numbers go first where the pane is narrow, then numbers as a whole.
    let shown =
      long.count <= rows
      ? long
      : lines(
        facts(record, sight, isLong: false) + drawn, gap: " ", width: region.width - 3, painter)
    for (index, line) in shown.prefix(rows).enumerated() {
      let start = index == 0 ? mark : Run("   ")
      painter.write([start] + line, row: row + index, column: region.column, clip: region)
    }
    drawHistogram(
      view, ink, into: &painter, region: region.inset(top: min(rows, shown.count), left: 3))
  }

  /// A number with the words before it.
  private struct Fact {
    var word: String
    var number: String
  }

  /// Facts one after another, none of them broken; strong numbers between dim words.
  private static func lines(
    _ facts: [Fact], gap: String, width: Int, _ painter: Painter
  ) -> [[Run]] {
    var lines: [[Run]] = []
    var room = 0
    for fact in facts {
      let runs = [Run(fact.word, ink: .dim), Run(fact.number, ink: .strong)]
      let size = painter.width(of: runs)
      if lines.isEmpty || gap.count + size > room {
        lines.append(runs)
        room = width - size
      } else {
        lines[lines.count - 1] += [Run(gap)] + runs
        room -= gap.count + size
      }
    }
    return lines
  }

  /// In the order of what is asked first: has the batch seen the old task at all?
  private static func facts(_ record: BatchRecord, _ sight: BatchSight, isLong: Bool) -> [Fact] {
    let cap = record.weightCap.map { (isLong ? " ≤ " : "≤") + number($0) } ?? ""
    let size = number(sight.effectiveSampleSize)
    return [
      Fact(word: "old ", number: "\(sight.oldCount)/\(sight.count)"),
      Fact(
        word: "starved ", number: "\(record.starvedSteps)/\(record.steps)"),
      Fact(word: isLong ? "P(none) " : "P ", number: number(record.starvationProbability)),
      Fact(word: isLong ? "eff. old " : "eff ", number: number(sight.effectiveOldCount)),
      Fact(word: "ESS ", number: isLong ? "\(size)/\(sight.count)" : size),
      Fact(word: isLong ? "max w " : "w ", number: number(sight.largestWeight) + cap),
    ]
  }

  /// Three digits; a weight beyond all numbers is said to be huge.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "huge" }
    if value == 0 { return "0" }
    if value >= 99.95, value < 99_999.5 { return NumberText.fixed(value, digits: 0) }
    if value >= 0.01, value < 99.95 {
      return NumberText.trimmed(value, digits: value < 9.995 ? 2 : 1)
    }
    return NumberText.significant(value, digits: value < 1e-4 || value > 1e9 ? 1 : 2)
  }

  /// The weights of the batch on a logarithmic axis, a quarter of a decade a column.
  private static func drawHistogram(
    _ view: Snapshot.LaneView, _ ink: Ink, into painter: inout Painter, region: Region
  ) {
    guard region.height > 0, let weights = view.picture?.weights else { return }
    let bars = CountBars(counts: weights.counts, ink: ink)
    let shown = bars.folded(to: region.width).count
    guard shown >= 16 else { return }
    bars.draw(into: &painter, region: region)
    if region.width > shown + (region.height == 1 ? 1 : 8) {
      painter.write(
        " w", row: region.row + (region.height > 1 ? 1 : 0), column: region.column + shown,
        ink: .dim,
        clip: region)
    }
    guard region.height > 1 else { return }
    // One stands in the middle: equal weights are one bar there.
    let middle = region.column + shown / 2
    let row = region.row + 1
    let line = Region(row: row, column: region.column, height: 1, width: shown)
    painter.grid.fill(line, with: Cell(Glyph.rule.scalar(in: painter.symbols), ink: .dim))
    for exponent in [-2, 0, 2] {
      let label = exponent == 0 ? "1" : exponent < 0 ? "1e−2" : "100"
      let column = middle + 4 * exponent
      painter.write(label, row: row, column: column, ink: .dim, clip: line)
    }
    if let cap = view.batch?.weightCap {
      let bin = WeightHistogram.bin(of: cap)
      let column = middle + bin - weights.counts.count / 2
      if column < region.column + shown, column != middle {
        painter.put(.bar, row: row, column: column, ink: .strong)
      }
    }
  }
}
