import Forgetting
import Testing

@testable import Cells
@testable import Explorer
@testable import Views

/// The density in the plane as a picture: the preset of the target pictures, at t = 8.
@Suite struct PlaneTests {
  private static let sizes = [(24, 80), (30, 100), (40, 120), (50, 200)]

  private func plane(
    _ rows: Int, _ columns: Int, prepare: (inout ExplorerState) -> Void = { _ in }
  ) throws -> (grid: CellGrid, maps: [(lane: Int, region: Region)], state: ExplorerState) {
    var screen = try Screen("correlated", at: 8, rows: rows, columns: columns)
    prepare(&screen.state)
    let region = ScreenLayout.layout(for: screen.state).region(of: .density)!
    return (screen.grid(), PlaneLayout.maps(screen.state, region), screen.state)
  }

  private func isShaded(_ cell: Cell) -> Bool { cell.ground != .none || cell.tint != .none }

  @Test(arguments: sizes)
  func noContourCellLacksItsShade(rows: Int, columns: Int) throws {
    let (grid, maps, state) = try plane(rows, columns)
    var lines = 0
    for map in maps {
      let plot = PlaneLayout.frame(state, map.region).plot
      for row in plot.row..<plot.endRow {
        for column in plot.column + 1..<plot.endColumn - 1 {
          let cell = grid[row, column]
          guard (0x2801...0x28FF).contains(cell.scalar) else { continue }
          lines += 1
          if isShaded(grid[row, column - 1]), isShaded(grid[row, column + 1]) {
            #expect(cell.ground != .none, "a hole in row \(row), column \(column)")
          }
        }
      }
    }
    #expect(lines > 40)
  }

  /// Without colours and in every alphabet the lines of p are what they are with them.
  @Test(arguments: [Symbols.braille, .quadrant, .block, .ascii], sizes)
  func linesAreSeenWithoutColours(symbols: Symbols, size: (rows: Int, columns: Int)) throws {
    let (grid, maps, state) = try plane(size.rows, size.columns) {
      $0.display.symbols = symbols
      $0.display.isMonochrome = true
    }
    var lines = 0
    for map in maps {
      let plot = PlaneLayout.frame(state, map.region).plot
      for row in plot.row..<plot.endRow {
        for column in plot.column..<plot.endColumn where grid[row, column].tint == .words {
          lines += 1
          #expect(grid[row, column].withoutShades.scalar == grid[row, column].scalar)
        }
      }
    }
    #expect(lines > 30, "\(symbols)")
  }

  /// Where a line leaves nothing of the shade of its cells, a part of them is left to it.
  @Test(arguments: sizes) func shadesAreSeenBetweenDashes(rows: Int, columns: Int) throws {
    func lines(_ prepare: (inout ExplorerState) -> Void) throws -> Int {
      let (grid, maps, state) = try plane(rows, columns, prepare: prepare)
      return maps.reduce(0) { count, map in
        let plot = PlaneLayout.frame(state, map.region).plot
        return count
          + (plot.row..<plot.endRow).reduce(0) { count, row in
            count
              + (plot.column..<plot.endColumn).filter {
                (0x2801...0x28FF).contains(grid[row, $0].scalar) && grid[row, $0].tint == .words
              }.count
          }
      }
    }
    let whole = try lines { _ in }
    let dashes = [
      try lines { $0.display.isMonochrome = true }, try lines { $0.display.hasShades = false },
    ]
    #expect(dashes[0] == dashes[1] && dashes[0] * 5 <= whole * 4, "\(dashes) of \(whole)")
  }

  /// The map holds what is there: at its edges only the faintest levels are left.
  @Test(arguments: sizes)
  func nothingThatIsSeenIsCutOff(rows: Int, columns: Int) throws {
    let (grid, maps, state) = try plane(rows, columns)
    for map in maps {
      let plot = PlaneLayout.frame(state, map.region).plot
      let faint = Set((0...4).map { Shade.lane(map.lane, level: $0) } + [.none])
      for row in plot.row..<plot.endRow {
        for column in [plot.column, plot.endColumn - 1] {
          #expect(faint.contains(grid[row, column].ground), "row \(row), column \(column)")
        }
      }
    }
  }

  @Test(arguments: sizes)
  func aLaneIsDrawnInItsOwnShades(rows: Int, columns: Int) throws {
    let (grid, maps, state) = try plane(rows, columns)
    for map in maps {
      let plot = PlaneLayout.frame(state, map.region).plot
      let all = Set((0..<Shade.laneLevels).map { Shade.lane(map.lane, level: $0) })
      var seen: Set<Shade> = []
      for row in plot.row..<plot.endRow {
        for column in plot.column..<plot.endColumn {
          let cell = grid[row, column]
          seen.formUnion([cell.ground, cell.tint])
        }
      }
      seen.subtract([.none, .words, .behind])
      #expect(seen.count >= 8)
      #expect(seen.isSubset(of: all))
    }
    #expect(maps.count == (columns > 100 ? 2 : maps.count))
  }

  @Test(arguments: sizes)
  func axesHaveThreeLabelsAndLevelsTheirNames(rows: Int, columns: Int) throws {
    let (grid, maps, state) = try plane(rows, columns)
    for map in maps {
      let plot = PlaneLayout.frame(state, map.region).plot
      let left = Region(
        row: plot.row, column: map.region.column, height: plot.height,
        width: plot.column - map.region.column)
      let below = Region(
        row: plot.endRow + 1, column: map.region.column, height: 1, width: map.region.width)
      for labels in [left, below] {
        let words = grid.text(in: labels).split { $0 == " " || $0 == "\n" }
        #expect(words.count >= 3, "\(words) at \(columns)x\(rows)")
      }
    }
    let text = grid.text(in: maps[0].region)
    #expect(text.contains("90") && text.contains("%"), "\(text)")
  }

  /// From the outermost mode outwards no pixel is brighter than the one before.
  @Test(arguments: sizes)
  func levelsFallAlongARay(rows: Int, columns: Int) throws {
    let (grid, maps, state) = try plane(rows, columns)
    for map in maps {
      let frame = PlaneLayout.frame(state, map.region)
      let model = state.snapshot.lanes[map.lane].model
      let outermost = try #require(model.gaussians.map(\.mean).max { $0.x < $1.x })
      let row = try #require(frame.row(y: outermost.y))
      let column = try #require(frame.column(x: outermost.x))
      let levels = Dictionary(
        uniqueKeysWithValues: (0..<Shade.laneLevels).map { (Shade.lane(map.lane, level: $0), $0) })
      var last = Shade.laneLevels
      var seen: Set<Int> = []
      for column in column + 1..<frame.plot.endColumn {
        let cell = grid[row, column]
        // Between a line's dots the ground is of both pixels; elsewhere it is the lower one.
        guard cell.scalar == 0x20 || cell.scalar == 0x2580 else { continue }
        let level = levels[cell.ground] ?? 0
        #expect(level <= last, "row \(row), column \(column): \(level) behind \(last)")
        last = level
        seen.insert(level)
      }
      #expect(seen.count > 1, "\(seen)")
    }
  }

  /// Where two maps stand side by side each line of p has its number in one of them.
  @Test func bothLinesOfTheTargetAreNamed() throws {
    for (rows, columns) in [(40, 120), (50, 200)] {
      let (grid, maps, _) = try plane(rows, columns)
      let text = maps.map { grid.text(in: $0.region) }.joined()
      #expect(text.contains("50%") && text.contains("90%"), "\(text)")
    }
  }

  /// Mass is missing where the task was, for the lane that forgets.
  @Test func theDifferenceIsAKeyAway() throws {
    var driver = try Driver("correlated", at: 8, rows: 40, columns: 120)
    driver.type("D")
    #expect(driver.state.showsDifference)
    let region = ScreenLayout.layout(for: driver.state).region(of: .density)!
    let frame = PlaneLayout.frame(driver.state, PlaneLayout.maps(driver.state, region)[0].region)
    let grid = driver.grid()
    let old = driver.state.snapshot.target.old.mean
    let cell = grid[frame.row(y: old.y)! - 1, frame.column(x: old.x)!]
    #expect(Shade.missing.contains(cell.ground) || Shade.missing.contains(cell.tint))
    #expect(grid.text(in: region).contains("q − p"))
    driver.type("D")
    #expect(!driver.state.showsDifference)
  }

  @Test func onALineThereIsNoMapToTurn() throws {
    var driver = try Driver("forward-and-reverse", at: 0, rows: 40, columns: 120)
    driver.type("D")
    #expect(!driver.state.showsDifference)
    #expect(driver.state.message != nil)
  }

  /// Where there is room every lane has its map, all of one size, none over another.
  @Test(arguments: [
    (24, 80, 4, 1), (40, 120, 4, 2), (50, 200, 4, 4), (50, 200, 3, 3), (100, 300, 8, 8),
  ])
  func moreLanesHaveMaps(rows: Int, columns: Int, lanes: Int, shown: Int) throws {
    var scenario = try #require(Presets.preset("correlated")).scenario
    scenario.lanes = Array(repeating: scenario.lanes[0], count: lanes)
    let driver = try Driver(scenario, rows: rows, columns: columns)
    let region = ScreenLayout.layout(for: driver.state).region(of: .density)!
    let maps = PlaneLayout.maps(driver.state, region)
    #expect(maps.map(\.lane) == Array(0..<shown), "\(maps.map(\.region))")
    for (index, map) in maps.enumerated() {
      #expect(map.region.intersection(region.inset(top: 1)) == map.region)
      let first = maps[0].region
      #expect(map.region.width == first.width && map.region.height == first.height)
      for other in maps[..<index] { #expect(map.region.intersection(other.region).isEmpty) }
      let point = PlaneLayout.point(
        row: map.region.row + 3, column: map.region.column + 9, driver.state, region)
      let own = PlaneLayout.frame(driver.state, map.region).point(
        row: map.region.row + 3, column: map.region.column + 9)
      #expect(point == own)
    }
  }
}

extension Shade {
  fileprivate static let missing: Set<Shade> = Set((-15 ... -1).map { Shade.difference($0) })
}
