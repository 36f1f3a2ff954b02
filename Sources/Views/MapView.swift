import Cells
import Explorer
import Forgetting
import Simulation

/// A number of a lane, or the lane that keeps most, over two parameters: two samples to a cell, lines at
/// round values, and a cross where the present scenario is.
package enum MapView {
  static func draw(
    _ state: ExplorerState, into painter: inout Painter, region: Region,
    memory: inout DensityMemory
  ) {
    drawTitle(state, into: &painter, region: region)
    guard let frame = MapLayout.frame(state, region) else {
      painter.write(
        "nothing to show: the map's parameters have gone (:map chooses others)",
        row: region.row + 2, column: region.column + 2, ink: .warning, clip: region)
      return
    }
    let surveys = state.surveys
    drawPicture(
      [surveys.map, surveys.mapBefore].compactMap { $0 }, frame, into: &painter, region: region,
      cross: MapLayout.place(state, frame), isMonochrome: state.display.isMonochrome,
      memory: &memory.contours)
    guard state.mapChoice.measure == nil else { return }
    drawLanes(state, frame, region, into: &painter)
  }

  /// - Parameters:
  ///   - pictures: the newest first; where it knows nothing, the next one shows.
  ///   - cross: a place, as shares of the sides from the lower left.
  ///   - isMonochrome: whether lines have to tell winners apart.
  package static func drawPicture(
    _ pictures: [MapPicture], _ frame: PlotFrame, into painter: inout Painter, region: Region,
    cross: SIMD2<Double>?, isMonochrome: Bool = false, memory: inout MapMemory
  ) {
    frame.draw(into: &painter)
    guard let newest = pictures.first else { return }
    let scale = MapScale(pictures)
    let area = frame.plot
    if newest.isComplete {
      if memory.picture != newest || memory.lines?.x != frame.x || memory.lines?.y != frame.y {
        memory.picture = newest
        memory.lines = Chart(mapOf: newest, x: frame.x, y: frame.y, levels: scale.levels)
      }
      if let lines = memory.lines { drawContours(lines, frame, into: &painter) }
    }
    let fields = pictures.map { MapField($0, x: frame.x, y: frame.y) }
    let pixels = (0..<2 * area.height).flatMap { row in
      (0..<area.width).map { column -> Shade in
        let x = (Double(column) + 0.5) / Double(area.width)
        let y = 1 - (Double(row) + 0.5) / Double(2 * area.height)
        for field in fields {
          if let value = field.value(x, y) { return scale.shade(value) }
        }
        return .none
      }
    }
    if scale.isOfWinners {
      if isMonochrome || painter.symbols == .ascii {
        var canvas = frame.canvas(painter.symbols)
        canvas.borders(
          between: pixels, columns: area.width, rows: 2 * area.height,
          pen: DotCanvas.Pen(ink: .strong, isOverShades: true))
        canvas.draw(into: &painter.grid, region: area)
      }
      drawMarks(fields[0], pixels, frame, into: &painter)
    }
    if let cross { drawCross(cross, frame, into: &painter) }
    HalfBlocks(pixels, columns: area.width, rows: 2 * area.height)
      .draw(under: &painter, region: area)
    if !scale.isOfWinners { drawBar(scale, frame, region, into: &painter) }
  }

  // MARK: - Title

  private static func drawTitle(
    _ state: ExplorerState, into painter: inout Painter, region: Region
  ) {
    let choice = state.mapChoice
    var title = ""
    var name: Run?
    if let measure = choice.measure {
      title += measure.axisTitle
      let lane = MapLayout.lane(state)
      let view = state.snapshot.lanes[lane]
      // What the map varies is no part of the lane's name.
      let isVaried = [choice.x, choice.y].contains { $0.hasPrefix("lanes.\(lane + 1).") }
      let words =
        isVaried
        ? LaneName.word(view) : LaneName.short(view, state.snapshot)
      name = Run("\(Glyphs.laneMark(lane)) \(words)", ink: .lane(lane), emphasis: .bold)
    } else {
      title += region.width >= 100 ? "who keeps most of those that learned 0.9" : "who keeps most"
    }
    if ![choice.x, choice.y].contains(where: state.scenario.endsRun) {
      title += " at t \(NumberText.trimmed(state.scenario.clock.until, digits: 2))"
    }
    if region.width >= 60 {
      let labels = [choice.y, choice.x].map { state.parameterLabel($0) }
      title += ":  \(labels[0]) over \(labels[1])"
    }
    // Where it does not fit behind, the lane stands in front: what is cut is what it is over.
    let isInFront =
      name.map { painter.width(of: title) + painter.width(of: [$0]) + 15 > region.width }
      ?? false
    var runs = [Run("MAP  ", ink: .title, emphasis: .bold)]
    if isInFront, let name { runs += [name, Run("  ")] }
    runs.append(Run(title, ink: .title, emphasis: .bold))
    var trailing = isInFront ? [] : [name].compactMap { $0 }
    if state.surveys.isRunning, let map = state.surveys.map, !map.values.isEmpty {
      let share = NumberText.fixed(100 * Double(map.count) / Double(map.values.count), digits: 0)
      trailing =
        [Run("\(share) %  ", ink: .warning), Run("Esc cancels  ", ink: .strong)] + trailing
    }
    painter.rule(
      region, row: region.row, title: runs, trailing: trailing, ink: .title, emphasised: true)
  }

  // MARK: - Lines

  private static func drawContours(
    _ chart: Chart, _ frame: PlotFrame, into painter: inout Painter
  ) {
    var plot = LinePlot(x: frame.x, y: frame.y)
    plot.showsXLabels = false
    plot.showsYLabels = false
    plot.showsAxis = false
    plot.curves = chart.series.map {
      Curve(xs: $0.xs, ys: $0.ys, ink: .strong, isOverShades: true)
    }
    plot.draw(into: &painter, region: frame.plot)
    var taken: [Region] = []
    for label in chart.labels {
      guard let row = frame.row(y: label.y), let column = frame.column(x: label.x) else { continue }
      let width = painter.width(of: label.text)
      let start = min(max(frame.plot.column, column - width / 2), frame.plot.endColumn - width)
      // What would run into another stays away.
      let place = Region(row: row, column: start - 1, height: 1, width: width + 2)
      guard taken.allSatisfy({ $0.intersection(place).isEmpty }) else { continue }
      taken.append(place)
      painter.write(label.text, row: row, column: start, ink: .strong, clip: frame.plot)
    }
  }

  /// Who wins where, by marks too: nothing is told by colour alone. A mark takes a whole cell: there is none
  /// where two winners share it.
  private static func drawMarks(
    _ field: MapField, _ pixels: [Shade], _ frame: PlotFrame, into painter: inout Painter
  ) {
    let area = frame.plot
    for row in stride(from: area.row + 1, to: area.endRow, by: 3) {
      for column in stride(from: area.column + 3, to: area.endColumn, by: 7) {
        let x = (Double(column - area.column) + 0.5) / Double(area.width)
        let y = 1 - (Double(row - area.row) + 0.5) / Double(area.height)
        let upper = 2 * (row - area.row) * area.width + column - area.column
        guard let value = field.value(x, y), value.isFinite,
          pixels[upper] == pixels[upper + area.width], painter.grid[row, column].scalar == 0x20
        else { continue }
        painter.put(Glyphs.laneMark(Int(value)), row: row, column: column, ink: .strong)
      }
    }
  }

  private static func drawCross(
    _ place: SIMD2<Double>, _ frame: PlotFrame, into painter: inout Painter
  ) {
    guard place.x.isFinite, place.y.isFinite else { return }
    let area = frame.plot
    func cell(_ share: Double, _ count: Int) -> Int {
      Int(min(max(0, share), 1) * Double(count) * (1 - 1e-9))
    }
    let row = area.endRow - 1 - cell(place.y, area.height)
    let column = area.column + cell(place.x, area.width)
    for (glyph, down, right) in [
      (Glyph.rule, 0, -1), (.rule, 0, 1), (.verticalRule, -1, 0), (.verticalRule, 1, 0),
    ] where area.contains(row: row + down, column: column + right) {
      painter.put(glyph, row: row + down, column: column + right, ink: .strong, emphasis: .bold)
    }
    painter.put("┼", row: row, column: column, ink: .strong, emphasis: .bold)
  }

  // MARK: - Colours

  /// Who is of which colour, at the right.
  private static func drawLanes(
    _ state: ExplorerState, _ frame: PlotFrame, _ region: Region, into painter: inout Painter
  ) {
    let area = frame.plot
    guard region.endColumn - area.endColumn >= 8 else { return }
    let words = LaneWords(state.snapshot)
    for (row, lane) in state.visibleLanes.enumerated() where row < area.height {
      painter.write(
        [
          Run("\(Glyphs.laneMark(lane)) ", ink: .lane(lane), emphasis: .bold),
          Run(LaneName.apart(state.snapshot.lanes[lane], words), ink: .lane(lane)),
        ], row: area.row + row, column: area.endColumn + 1, clip: region)
    }
    // Lanes that keep alike look like a win of the first.
    let others = ["nobody"] + (state.surveys.map?.hasTies == true ? ["alike:", "first"] : [])
    for (row, words) in others.enumerated() {
      let row = state.visibleLanes.count + row
      guard row < area.height else { return }
      painter.write(
        "  \(words)", row: area.row + row, column: area.endColumn + 1, ink: .dim, clip: region)
    }
  }

  /// The colours and their values at the right.
  private static func drawBar(
    _ scale: MapScale, _ frame: PlotFrame, _ region: Region, into painter: inout Painter
  ) {
    let area = frame.plot
    guard region.endColumn - area.endColumn >= 8, area.height >= 4 else { return }
    let column = area.endColumn + 1
    let bar = Region(row: area.row, column: column, height: area.height, width: 2)
    let pixels = (0..<2 * bar.height).flatMap { row -> [Shade] in
      let share = 1 - (Double(row) + 0.5) / Double(2 * bar.height)
      return Array(repeating: Shade.scale(share), count: 2)
    }
    HalfBlocks(pixels, columns: 2, rows: 2 * bar.height).draw(under: &painter, region: bar)
    var last = Int.max
    for tick in scale.axis.ticks(maximum: max(2, bar.height / 3)) {
      let row = bar.row + Int((1 - scale.axis.unit(tick.value)) * Double(bar.height - 1) + 0.5)
      guard row != last else { continue }
      last = row
      painter.write(tick.label, row: row, column: column + 3, ink: .dim, clip: region)
    }
  }
}

extension ExplorerState {
  /// What a parameter is called here; its path where it has gone.
  fileprivate func parameterLabel(_ path: String) -> String {
    guard let parameter = ParameterCatalogue.parameter(at: path, in: scenario) else { return path }
    let mark = parameter.lane.map { " \(Glyphs.laneMark($0))" } ?? ""
    return parameter.label + mark
  }
}
