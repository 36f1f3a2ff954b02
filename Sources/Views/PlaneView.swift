import Cells
import Explorer
import Forgetting
import Simulation

/// The density in the plane: q in the shades of its lane, under them lines that hold half of p and nine
/// tenths of it, the ways of the means and their velocities. As many lanes as there is room for
/// stand beside each other, on one scale.
enum PlaneView {
  static func draw(
    _ state: ExplorerState, into painter: inout Painter, region: Region,
    memory: inout DensityMemory
  ) {
    let isFocused = state.focus == .density
    let maps = PlaneLayout.maps(state, region)
    let isWide = region.width >= 56
    let words =
      state.showsDifference
      ? isWide ? "  q − p   too much   missing" : "  q − p   +   −"
      : isWide ? "  shades q  lines p" : "  ▒ q  ─ p"
    // A lane that has the focus is asked for alone.
    let hidden = state.focusedLane == nil ? state.visibleLanes.count - maps.count : 0
    let title = [
      Run("density", ink: .title, emphasis: isFocused ? .bold : []), Run(words, ink: .dim),
    ]
    let others =
      hidden > 0 ? [Run("  +\(hidden) lane\(hidden == 1 ? "" : "s")", ink: .warning)] : []
    let names = LaneLegend.runs(
      maps.map(\.lane), state, painter, width: region.width - painter.width(of: title + others))
    painter.rule(
      region, row: region.row, title: title, trailing: Rug.legend(state) + names + others,
      ink: isFocused ? .title : .dim, emphasised: isFocused)
    if state.showsDifference { drawKey("density" + words, into: &painter, region: region) }
    guard let first = maps.first else { return }
    // Maps are of one size on one pair of axes: what is of p is the same in all.
    let target = PlaneTarget.of(
      state.snapshot.target, PlaneLayout.frame(state, first.region), &memory.target)
    memory.follow(peak(state, maps.map(\.lane)))
    // Said once: where one map has no room for it, in the next.
    var unsaid = target.levels
    for map in maps {
      drawMap(
        map.lane, state, target, &unsaid, into: &painter, region: map.region, memory: &memory)
    }
  }

  /// What shades of a difference mean: a block of each before its word in the title.
  private static func drawKey(_ words: String, into painter: inout Painter, region: Region) {
    var seen = ""
    var shades: [Shade] = [.difference(12), .difference(-12)]
    for (index, character) in words.enumerated() {
      seen.append(character)
      // Two blanks and one for the block stand before a word of the key.
      guard index > 9, seen.hasSuffix("   "), !shades.isEmpty else { continue }
      let shade = shades.removeFirst()
      let column = region.column + 2 + painter.width(of: seen) - 2
      HalfBlocks([shade, shade], columns: 1, rows: 2).draw(
        under: &painter, region: Region(row: region.row, column: column, height: 1, width: 1))
    }
  }

  /// The highest of what is shown, and never far above the target: a mode that has collapsed would
  /// leave nothing of the others to be seen.
  private static func peak(_ state: ExplorerState, _ lanes: [Int]) -> Double {
    func peak(_ mixture: Mixture) -> Double {
      mixture.densities(at: mixture.gaussians.map(\.mean)).max() ?? 0
    }
    let ofTarget = peak(state.snapshot.target)
    let highest = lanes.map { peak(state.snapshot.lanes[$0].model) }.max() ?? 0
    return min(max(ofTarget, highest), 4 * ofTarget)
  }

  private static func drawMap(
    _ lane: Int, _ state: ExplorerState, _ target: PlaneTarget,
    _ unsaid: inout [PlaneTarget.Level], into painter: inout Painter, region: Region,
    memory: inout DensityMemory
  ) {
    let frame = PlaneLayout.frame(state, region)
    let area = frame.plot
    guard area.width > 1, area.height > 1 else { return }
    frame.draw(into: &painter)
    var canvas = frame.canvas(painter.symbols)
    // Where a line leaves nothing of the shade in its cells it is seen between dashes; in ASCII, where those
    // would be a pattern of their own, the line comes first.
    let hasShades = state.display.hasShades && !state.display.isMonochrome
    let style: DotCanvas.Style = hasShades || painter.symbols == .ascii ? .solid : .dashed
    for level in target.levels {
      canvas.contour(
        values: target.values, columns: area.width, rows: 2 * area.height, level: level.value,
        pen: DotCanvas.Pen(ink: .target, style: style, isOverShades: true))
    }
    drawTrails(lane, state, on: &canvas, frame)
    canvas.draw(into: &painter.grid, region: area)
    let view = state.snapshot.lanes[lane]
    if view.sampling.isBatch, let picture = view.picture {
      Rug.draw(picture, inPlane: frame, into: &painter)
    }
    drawMeans(lane, state, frame, into: &painter)
    unsaid.removeAll { label($0, target, area, into: &painter) }
    var values = PlaneTarget.samples(of: view.model, frame)
    if state.showsDifference { values = zip(values, target.values).map { $0 - $1 } }
    HeatMap(
      values: values, columns: area.width, rows: 2 * area.height, maximum: memory.maximum,
      kind: state.showsDifference ? .difference : .density(lane: lane)
    ).picture(&memory.maps[lane, default: HeatMap.Memory()]).draw(under: &painter, region: area)
  }

  /// How much of p a line holds, where the cells are free: as near to the line as there is room, and on no
  /// side of another line that it could be taken for.
  ///
  /// - Returns: whether there was room.
  private static func label(
    _ level: PlaneTarget.Level, _ target: PlaneTarget, _ area: Region, into painter: inout Painter
  ) -> Bool {
    let others = target.levels.map(\.value).filter { $0 != level.value }
    let width = painter.width(of: level.words)
    /// How many times higher or lower than the line a cell is; nil beyond another line.
    func distance(_ row: Int, _ column: Int) -> Double? {
      let value = target.values[2 * (row - area.row) * area.width + column - area.column]
      let isBeyond = others.contains {
        // A letter may touch the lower one: the words are between them all the same.
        $0 > level.value ? value >= $0 : value < 0.5 * $0
      }
      return isBeyond || value <= 0 ? nil : max(value / level.value, level.value / value)
    }
    // Outside of all lines words can be taken for the outermost alone.
    let farthest = others.allSatisfy { $0 > level.value } ? 16.0 : 4.0
    var best: (cost: Double, row: Int, column: Int)?
    for row in area.row..<area.endRow {
      for column in area.column..<max(area.column, area.endColumn - width) {
        let cells = column..<column + width
        guard cells.allSatisfy({ painter.grid[row, $0].scalar == 0x20 }) else { continue }
        var cost = 1.0
        for cell in cells { cost = max(cost, distance(row, cell) ?? .infinity) }
        // A space around it, where there is one.
        for side in [column - 1, column + width]
        where side < area.endColumn && painter.grid[row, max(area.column, side)].scalar != 0x20 {
          cost += 0.2
        }
        if cost < best?.cost ?? farthest { best = (cost, row, column) }
      }
    }
    guard let best else { return false }
    painter.write(level.words, row: best.row, column: best.column, ink: .target)
    return true
  }

  private static func drawTrails(
    _ lane: Int, _ state: ExplorerState, on canvas: inout DotCanvas, _ frame: PlotFrame
  ) {
    let snapshot = state.snapshot
    let now = state.now.time
    guard let record = snapshot.series.lanes[safe: lane] else { return }
    let view = snapshot.lanes[lane]
    // Of several components the velocities are not measured.
    let velocities =
      snapshot.problem.tasks == nil ? [view.oldVelocity, view.newVelocity] : []
    for (index, trail) in record.trails(snapshot.scenario).enumerated()
    where index < view.model.count {
      let mean = view.model[index].mean
      let velocity = velocities[safe: index] ?? SIMD2(0, 0)
      let points = zip(snapshot.series.times, trail).filter { $0.0 <= now }.map(\.1)
      canvas.polyline(
        xs: points.map(\.x) + [mean.x], ys: points.map(\.y) + [mean.y], x: frame.x, y: frame.y,
        pen: DotCanvas.Pen(ink: .dim, priority: 1))
      let speed = (velocity * velocity).sum().squareRoot()
      guard speed > 1e-3 else { continue }
      // Two units of flow time ahead, but never longer than a quarter of the map.
      let room = (frame.x.upper - frame.x.lower) / 4
      let ahead = velocity * min(2, room / speed)
      canvas.arrow(
        fromX: mean.x, fromY: mean.y, toX: mean.x + ahead.x, toY: mean.y + ahead.y, x: frame.x,
        y: frame.y, pen: DotCanvas.Pen(ink: .strong, priority: 3))
    }
  }

  private static func drawMeans(
    _ lane: Int, _ state: ExplorerState, _ frame: PlotFrame, into painter: inout Painter
  ) {
    func put(_ mark: Character, _ mean: SIMD2<Double>, _ ink: Ink) {
      guard let row = frame.row(y: mean.y), let column = frame.column(x: mean.x) else { return }
      painter.put(mark, row: row, column: column, ink: ink, emphasis: .bold)
    }
    let model = state.snapshot.lanes[lane].model
    let (tasks, current) = state.snapshot.problem.allTasks
    for (index, task) in tasks.enumerated() {
      put("+", task.mean, index == current ? .newMode : .oldMode)
    }
    if DensityLayout.teacherLane(state) == lane,
      let teacher = state.snapshot.lanes[lane].teacher
    {
      for mode in teacher.gaussians.reversed() { put("T", mode.mean, .lane(lane)) }
    }
    for mode in model.gaussians.reversed() { put(Glyphs.laneMark(lane), mode.mean, .lane(lane)) }
  }
}
