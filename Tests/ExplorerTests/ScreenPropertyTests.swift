import Forgetting
import Testing

@testable import Cells
@testable import Explorer

/// Names, many lanes, marks without colour.
@Suite struct ScreenPropertyTests {
  private func named(_ name: String) throws -> Scenario {
    var scenario = Presets.standard.scenario
    scenario.name = name
    return scenario
  }

  /// Columns of a row as a terminal counts them: a wide glyph is followed by its continuation.
  private func isWellFormed(_ grid: CellGrid, row: Int) -> Bool {
    for column in 0..<grid.columns {
      let cell = grid[row, column]
      guard let scalar = Unicode.Scalar(cell.scalar), cell.scalar != 0 else {
        guard column > 0, let left = Unicode.Scalar(grid[row, column - 1].scalar) else {
          return false
        }
        if Glyphs.width(of: left) != 2 { return false }
        continue
      }
      let width = Glyphs.width(of: scalar)
      if width == 0 { return false }
      if width == 2, column + 1 >= grid.columns || grid[row, column + 1].scalar != 0 {
        return false
      }
    }
    return true
  }

  @Test(arguments: [
    String(repeating: "忘却する勾配流", count: 20),
    String(repeating: "e\u{301}a\u{308}\u{323}", count: 60), "短い", "\u{202E}evil\u{200B}",
    String(repeating: "x", count: 5000), "a\nb\tc", "🧠💭 forgetting", "ﷺ﷽", "",
  ])
  func anyNameKeepsTheHeader(name: String) throws {
    for columns in [20, 40, 60, 79, 80, 100, 120] {
      for symbols in [Symbols.braille, .ascii] {
        var driver = try Driver(try named(name), at: 0.1, columns: columns, symbols: symbols)
        let grid = driver.grid()
        #expect(isWellFormed(grid, row: 0))
        // Nothing follows the time and the speed at the right edge.
        let header = driver.line(0)
        #expect(
          header.hasSuffix("t 0.10  0.50/s") || header.hasSuffix("t 0.10  0.50 t/s")
            || (columns < 60 && header.hasSuffix("t 0.10")), "\(header)")
        #expect(grid[0, columns - 1].scalar == 0x20)
        // Only the header has the name.
        let other = try Driver(try named("other"), at: 0.1, columns: columns, symbols: symbols)
        #expect(driver.textBelowHeader() == other.textBelowHeader())
      }
    }
  }

  @Test(arguments: [(24, 80), (40, 120), (12, 40), (18, 64)], [Symbols.braille, .ascii])
  func eightLanes(size: (rows: Int, columns: Int), symbols: Symbols) throws {
    var scenario = Presets.standard.scenario
    for index in 0..<6 {
      scenario.lanes.append(
        LaneSettings(
          method: MethodSettings(
            index % 2 == 0 ? "forward-kl" : "reverse-kl",
            numbers: ["replay": Double(index + 1) / 10])))
    }
    var driver = try Driver(
      scenario, at: 3, rows: size.rows, columns: size.columns, symbols: symbols)
    let lines = driver.text().split(separator: "\n", omittingEmptySubsequences: false)
    let isPaired = size == (24, 80)
    let shown = isPaired ? 8 : min(8, size.rows - 10)
    for lane in 0..<shown {
      let mark = Glyphs.scalar(Glyphs.laneMark(lane), in: symbols)
      let line = lines[1 + (isPaired ? lane % 4 : lane)].dropFirst(isPaired ? lane / 4 * 40 : 0)
      let words = line.split(separator: " ")
      #expect(words.first == Substring(String(mark)), "lane \(lane + 1)")
      #expect(line.contains(" % ") && line.contains("."))
      #expect(line.contains("FORGETS") || line.contains("KEEPS"))
    }
    if shown < 8 { #expect(lines[shown].hasSuffix("+\(8 - shown)")) }
    // The words stand below each other.
    let columns = (0..<(isPaired ? 0 : shown)).compactMap { lane -> Int? in
      let line = lines[1 + lane]
      let word = line.firstRange(of: "FORGETS") ?? line.firstRange(of: "KEEPS")
      return word.map { line.distance(from: line.startIndex, to: $0.lowerBound) }
    }
    #expect(isPaired || columns.count == shown && Set(columns).count == 1)
    if isPaired {
      #expect(driver.text().contains("parameters") && driver.text().contains("why"))
    }
    // Some pane is left.
    #expect(driver.text().contains("MASS"))
  }

  @Test(arguments: [1, 2, 8])
  func withoutColourEveryCurveCarriesItsMark(lanes: Int) throws {
    var scenario = Presets.standard.scenario
    scenario.lanes = (0..<lanes).map { index in
      LaneSettings(
        method: MethodSettings("forward-kl", numbers: ["replay": Double(index) / 10]))
    }
    var driver = try Driver(scenario, at: 14.9, rows: 60, columns: 160)
    for pane in [Pane.density, .mass, .place] {
      driver.state.focus = pane
      driver.state.isZoomed = true
      driver.state.display.isMonochrome = false
      let plain = marks(in: driver.grid(), driver.state)
      driver.state.display.isMonochrome = true
      let marked = marks(in: driver.grid(), driver.state)
      for lane in 0..<lanes {
        // At 160 columns a curve passes a dozen places where its mark is due; curves may hide each
        // other's.
        #expect(
          marked[lane] >= plain[lane] + (lanes == 8 ? 2 : 6),
          "lane \(lane + 1) in \(pane): \(plain[lane]) marks become \(marked[lane])")
      }
    }
  }

  /// How often each lane's mark stands in its ink inside the pane.
  private func marks(in grid: CellGrid, _ state: ExplorerState) -> [Int] {
    let region = ScreenLayout.layout(for: state).panes[0].region.inset(top: 1)
    return state.snapshot.lanes.indices.map { lane in
      let mark = Glyphs.scalar(Glyphs.laneMark(lane), in: .braille).value
      var count = 0
      for row in region.row..<region.endRow {
        for column in region.column..<region.endColumn
        where grid[row, column].scalar == mark && grid[row, column].ink == .lane(lane) {
          count += 1
        }
      }
      return count
    }
  }

  @Test func aLongWordKeepsTheColumns() throws {
    // Nothing to learn: the model is at rest and does not cover the new task.
    var scenario = Presets.standard.scenario
    scenario.rates = Rates(weight: 0, oldMean: 0, newMean: 0)
    scenario.start.new.mean = [-2]
    var driver = try Driver(scenario, at: 1)
    #expect(driver.line(1).hasSuffix("LEARNS NOTHING"))
    #expect(driver.line(1).contains("kept █"))
    #expect(!driver.line(1).contains("new task"))
    driver = try Driver(scenario, at: 1, rows: 40, columns: 120)
    #expect(driver.line(1).contains("new task"))
  }
}

extension Driver {
  fileprivate func textBelowHeader() -> String {
    var copy = self
    return copy.grid().text(
      in: Region(row: 1, column: 0, height: state.rows - 1, width: state.columns))
  }
}
