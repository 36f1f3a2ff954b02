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

  /// What lanes are called at the ends of their ways: whole where that leaves most of the plot free.
  static func names(
    _ lanes: [Int], _ state: ExplorerState, _ frame: PlotFrame, _ painter: Painter
  ) -> [String] {
    let label = LaneLabel(state, painter)
    let width = max(12, frame.plot.width * 3 / 10)
    let names = lanes.map { label.name($0) }
    let cut = names.map { painter.fit($0, width: width) }
    if Set(cut).count == Set(names).count { return cut }
    return LaneName.fitting(
      lanes.map { state.snapshot.lanes[$0] }, width: width, state.snapshot, painter, forms: [])
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
    let names = names(ends.map(\.lane), state, frame, painter)
    for (index, end) in ends.enumerated() {
      let mark = Glyphs.laneMark(end.lane)
      let isCovered = ends[(index + 1)...].contains { ($0.row, $0.column) == (end.row, end.column) }
      // Beside its mark a name needs no other; farther away one would be a point of the way.
      let name = isCovered ? "\(mark) \(names[index])" : names[index]
      var best: (place: Place, cost: Int)?
      let all = candidates(
        of: name, "\(names[index]) (\(mark))", (row: end.row, column: end.column), painter)
      for place in all where place.region.intersection(frame.plot) == place.region {
        let isTaken = taken.contains { !$0.intersection(place.region).isEmpty }
        let isTied = place.leader.allSatisfy { painter.grid[$0, end.column].scalar == 0x20 }
        guard !isTaken, isTied else { continue }
        let cost = place.cost + covered(place.region, painter.grid)
        if cost < best?.cost ?? .max { best = (place, cost) }
      }
      guard let best = best?.place else { continue }
      taken.append(best.region)
      clearWords(beside: best.region, into: &painter, frame.plot)
      painter.write(
        best.text, row: best.region.row, column: best.region.column, ink: .lane(end.lane),
        emphasis: .bold, clip: frame.plot)
      for row in best.leader {
        painter.put("│", row: row, column: end.column, ink: .lane(end.lane))
        taken.append(Region(row: row, column: end.column, height: 1, width: 1))
      }
    }
    for end in ends {
      painter.put(
        Glyphs.laneMark(end.lane), row: end.row, column: end.column, ink: .lane(end.lane),
        emphasis: .bold)
    }
  }

  /// Where a name may stand.
  private struct Place {
    var text: String
    var region: Region
    /// Rows between the mark and the text that a leader needs.
    var leader: [Int] = []
    /// A row is as far as four columns.
    var cost: Int
  }

  /// Beside the mark, or in a row above or below it, tied to it by a leader; a name that stands free repeats
  /// its mark in brackets.
  private static func candidates(
    of name: String, _ free: String, _ end: (row: Int, column: Int), _ painter: Painter
  ) -> [Place] {
    var places: [Place] = []
    func add(_ text: String, rise: Int, from column: Int, leader: [Int] = [], cost: Int) {
      let region = Region(
        row: end.row + rise, column: column, height: 1, width: painter.width(of: text))
      places.append(Place(text: text, region: region, leader: leader, cost: cost))
    }
    func width(_ text: String) -> Int { painter.width(of: text) }
    for rise in [0, -1, 1, -2, 2, -3, 3] {
      let far = 4 * abs(rise)
      if rise == 0 {
        add(" \(name) ", rise: 0, from: end.column + 1, cost: 0)
        add(" \(name) ", rise: 0, from: end.column - width(" \(name) "), cost: 1)
      } else {
        let between = Array(
          rise < 0 ? end.row + rise + 1..<end.row : end.row + 1..<end.row + rise)
        let (right, left) = rise < 0 ? ("╭ \(name) ", " \(name) ╮") : ("╰ \(name) ", " \(name) ╯")
        add(right, rise: rise, from: end.column, leader: between, cost: far)
        add(left, rise: rise, from: end.column + 1 - width(left), leader: between, cost: far + 1)
      }
      let text = " \(free) "
      for shift in rise == 0 ? [4] : [0, 4] {
        add(text, rise: rise, from: end.column + 1 + shift, cost: far + shift + 3)
        add(text, rise: rise, from: end.column - width(text) - shift, cost: far + shift + 4)
      }
    }
    return places
  }

  /// What a name would hide: ways of lanes and places of rest before all, then the line of the best; not
  /// what is behind.
  private static func covered(_ place: Region, _ grid: CellGrid) -> Int {
    (place.column..<place.endColumn).reduce(0) { cost, column in
      let cell = grid[place.row, column]
      if cell.scalar == 0x20 { return cost }
      let isLane = (0..<8).contains { cell.ink == .lane($0) }
      let isRest = [0x25CE, 0xD7].contains(cell.scalar)
      return cost + (isLane || isRest ? 20 : cell.ink == .strong ? 3 : cell.ink == .start ? 20 : 0)
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
