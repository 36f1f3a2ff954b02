import Cells
import Explorer
import Simulation

/// Ways of lanes through a plane, and where they end: the lanes' marks, each with its name beside it where
/// that covers no other.
enum TrailEnds {
  /// The chart of a plot that has no curves yet; the focused lane lies over the others.
  static func add(_ chart: Chart, _ state: ExplorerState, to plot: inout LinePlot) {
    plot.add(chart)
    for (index, series) in chart.series.enumerated() {
      guard case .lane(let lane) = series.role else { continue }
      plot.curves[index].emphasis = .bold
      plot.curves[index].marksAlong = state.display.isMonochrome
      if state.focusedLane == lane { plot.curves[index].priority = 2 }
    }
  }

  /// - Parameter places: lanes, and where they are in the units of the frame's axes.
  static func draw(
    _ places: [(lane: Int, place: SIMD2<Double>)], _ state: ExplorerState, _ frame: PlotFrame,
    into painter: inout Painter
  ) {
    var ends: [(lane: Int, row: Int, column: Int)] = []
    for (lane, place) in places {
      guard let row = frame.row(y: place.y), let column = frame.column(x: place.x) else { continue }
      ends.append((lane, row, column))
    }
    var taken = ends.map { Region(row: $0.row, column: $0.column, height: 1, width: 1) }
    for (index, end) in ends.enumerated() {
      let mark = Glyphs.laneMark(end.lane)
      let name = LaneName.short(state.snapshot.lanes[end.lane], state.snapshot)
      let isCovered = ends[(index + 1)...].contains { ($0.row, $0.column) == (end.row, end.column) }
      // Beside its mark a name needs no other.
      let beside = isCovered ? " \(mark) \(name) " : " \(name) "
      let apart = " \(mark) \(name) "
      var labels: [(text: String, region: Region)] = []
      for rise in [0, -1, 1, -2, 2, -3, 3] {
        for isRight in [true, false] {
          let text = rise == 0 && isRight ? beside : apart
          let width = painter.width(of: text)
          let column = isRight ? end.column + 1 : end.column - width
          labels.append(
            (text, Region(row: end.row + rise, column: column, height: 1, width: width)))
        }
      }
      let free = labels.first { label in
        label.region.intersection(frame.plot) == label.region
          && !taken.contains { !$0.intersection(label.region).isEmpty }
      }
      guard let free else { continue }
      taken.append(free.region)
      clearWords(beside: free.region, into: &painter, frame.plot)
      painter.write(
        free.text, row: free.region.row, column: free.region.column, ink: .lane(end.lane),
        emphasis: .bold, clip: frame.plot)
    }
    for end in ends {
      painter.put(
        Glyphs.laneMark(end.lane), row: end.row, column: end.column, ink: .lane(end.lane),
        emphasis: .bold)
    }
  }

  /// Half a number says another number: what a name covers in part goes.
  private static func clearWords(beside name: Region, into painter: inout Painter, _ plot: Region) {
    func isWord(_ column: Int) -> Bool {
      let scalar = painter.grid[name.row, column].scalar
      return scalar > 0x20 && scalar < 0x7F
    }
    let (first, last) = (name.column, name.endColumn - 1)
    for (inside, step, edge) in [(first, -1, plot.column - 1), (last, 1, plot.endColumn)]
    where isWord(inside) {
      for column in stride(from: inside + step, to: edge, by: step) {
        guard isWord(column) else { break }
        painter.grid[name.row, column] = .empty
      }
    }
  }
}
