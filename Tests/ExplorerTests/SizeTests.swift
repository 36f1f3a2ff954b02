import Cells
import Forgetting
import Testing

@testable import Explorer
@testable import Views

/// What holds at every size, in every alphabet, under every overlay, view and zoom.
@Suite struct SizeTests {
  /// What may be shown: overlays, views, a number being typed, zoomed panes.
  private static let modeCount = 14 + Pane.allCases.count

  private static func enter(_ mode: Int, _ state: inout ExplorerState) {
    switch mode {
    case 0: break
    case 1: state.overlay = .help(scroll: 7)
    case 2: state.overlay = .presets(PresetMenu(selection: 5))
    case 3: state.overlay = .methods(selection: 1)
    case 4: state.view = .curves
    case 5: state.entry = "−12.345e−6"
    case 6: state.message = .init(remark: .told("a line for the user"), isError: true)
    case 7:
      state.focusedLane = 1
      state.isSolo = true
    case 8:
      state.isMassLogarithmic = true
      state.isPlaceLogarithmic = true
    case 9: state.display.isMonochrome = true
    case 10: state.pace = "2 fps, line"
    case 11: state.view = .drift
    case 12: state.view = .phase
    case 13: state.view = .projector
    default:
      state.focus = Pane.allCases[mode - 14]
      state.isZoomed = true
    }
  }

  /// Draws one screen and checks what holds of all.
  private static func check(
    _ base: ExplorerState, rows: Int, columns: Int, symbols: Symbols, mode: Int,
    _ memory: inout DensityMemory
  ) {
    var state = base
    state.rows = rows
    state.columns = columns
    state.display.symbols = symbols
    enter(mode, &state)
    let grid = Dashboard.draw(state, memory: &memory)
    let place = "\(columns)x\(rows) \(symbols) mode \(mode)"
    #expect(grid.rows == rows && grid.columns == columns, "\(place)")
    #expect(!grid.cells.contains { $0.scalar == 0x2800 }, "a blank braille pattern at \(place)")
    if symbols == .ascii {
      let isPlain = grid.cells.allSatisfy { (0x20..<0x7F).contains($0.scalar) && $0.mark == 0 }
      #expect(isPlain, "not ASCII at \(place)")
    }
    if let cursor = grid.cursor {
      let isInside = grid.region.contains(row: cursor.row, column: cursor.column)
      #expect(isInside, "the cursor at \(place)")
    }
    let isEmpty = grid.cells.allSatisfy { $0.scalar == 0x20 }
    #expect(!isEmpty || rows * columns < 4, "nothing at \(place)")
  }

  /// A state that has seen some of both surveys, on the dashboard.
  private static func surveyed(_ preset: String, at time: Double) throws -> ExplorerState {
    var scenario = Presets.preset(preset)!.scenario
    scenario.clock.until = 0.03
    var driver = try Driver(scenario, at: time)
    driver.type("vv")
    driver.compute(reports: 3)
    driver.type("v")
    driver.compute(reports: 4)
    driver.type("vv")
    return driver.state
  }

  @Test(arguments: [("forward-and-reverse", 12.4), ("correlated", 1.0), ("replay", 5.0)])
  func everySizeDraws(preset: String, time: Double) throws {
    let state = try SizeTests.surveyed(preset, at: time)
    var memory = DensityMemory()
    var turn = 0
    let rows = Array(1...25) + [30, 33, 34, 39, 40, 47, 60]
    let columns =
      [1, 2, 3, 5, 9, 14, 19, 20, 27, 28, 39, 40, 55, 59, 60, 63, 64, 79, 80]
      + [99, 100, 119, 120, 159, 160, 200]
    for (index, height) in rows.enumerated() {
      for (other, width) in columns.enumerated() where (index + other) % 2 == 0 {
        // Every mode meets every alphabet as the sizes go by.
        SizeTests.check(
          state, rows: height, columns: width, symbols: Symbols.allCases[turn % 4],
          mode: (turn / 4) % SizeTests.modeCount, &memory)
        turn += 1
      }
    }
  }

  @Test(arguments: ["captured", "correlated"], Symbols.allCases)
  func everyModeDraws(preset: String, symbols: Symbols) throws {
    let state = try SizeTests.surveyed(preset, at: 0.5)
    var memory = DensityMemory()
    for (rows, columns) in [(24, 80), (12, 40), (5, 20), (4, 19), (1, 1)] {
      for mode in 0..<SizeTests.modeCount {
        SizeTests.check(
          state, rows: rows, columns: columns, symbols: symbols, mode: mode, &memory)
      }
    }
  }

  @Test func noSizeAtAll() throws {
    var driver = try Driver()
    for (rows, columns) in [(0, 0), (0, 80), (24, 0)] {
      driver.state.rows = rows
      driver.state.columns = columns
      #expect(driver.text().filter { $0 != "\n" }.isEmpty)
      driver.press(.tab, .down, .right, .character("?"), .down, .escape, .press(0, 0))
    }
  }

  // MARK: - What is there

  @Test(arguments: ["forward-and-reverse", "one-over-t", "replay", "captured", "overlap"])
  func everythingIsThereAt80x24(preset: String) throws {
    var screen = try Screen(preset, at: 4)
    let text = screen.text()
    for words in ["─ density ", "─ MASS β ─", "─ PLACE ", "━ parameters · target ━", "─ why ─"] {
      #expect(text.contains(words), "\(words) is missing")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 24)
    #expect(lines[0].contains("t 4.00"))
    #expect(lines[22].hasPrefix(" 0 ━━"))
    #expect(lines[22].contains("◆╌"))
    #expect(lines[23].hasPrefix(" Space run  "))
    for lane in screen.state.snapshot.lanes.indices {
      #expect(lines[1 + lane].hasPrefix(" \(Glyphs.laneMark(lane)) "))
      #expect(lines[1 + lane].contains(" %  drift "))
    }
  }

  @Test func everythingIsThereInThePlaneAt80x24() throws {
    var screen = try Screen("correlated", at: 1)
    let text = screen.text()
    for words in [
      "─ density  ▒ q  ─ p ─", "● forward  +1 lane ─", "─ MASS β ─", "─ PLACE ",
      "━ parameters · target ━", "─ why ─", "2-D δ 4.8",
    ] {
      #expect(text.contains(words), "\(words) is missing")
    }
  }

  @Test func bothMapsHaveOneScale() throws {
    for columns in [100, 120, 121, 122, 200] {
      let driver = try Driver("correlated", rows: 40, columns: columns)
      let layout = ScreenLayout.layout(for: driver.state)
      let region = try #require(layout.panes.first { $0.pane == .density }).region
      let left = PlaneLayout.point(
        row: region.row + 5, column: region.column + 8, driver.state, region)
      let shift = region.width - (region.width - 1) / 2
      let right = PlaneLayout.point(
        row: region.row + 5, column: region.column + shift + 8, driver.state, region)
      #expect(abs(left.x - right.x) < 1e-12 && abs(left.y - right.y) < 1e-12)
    }
  }

  @Test func below40x12StandTheVerdicts() throws {
    for (rows, columns) in [(11, 80), (24, 39), (6, 30), (11, 39)] {
      var screen = try Screen("forward-and-reverse", at: 12.4, rows: rows, columns: columns)
      let lines = screen.text().split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[1].contains("26 %") && lines[1].contains("FORGETS"))
      #expect(lines[2].contains("100 %") && lines[2].contains("KEEPS"))
      #expect(lines[rows - 1].hasSuffix("q quit"))
      #expect(!screen.text().contains("MASS"))
    }
  }

  @Test func theVerdictIsWholeAt20Columns() throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: 5, columns: 20)
    #expect(
      screen.text() == """
         Forward… ‖ t 12.40
        ● SFT  26 % FORGETS
        ○ RL  100 % KEEPS

         ? help  q quit
        """)
  }

  @Test func onePaneAt40x12() throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: 12, columns: 40)
    #expect(screen.text().contains("━ MASS β ━"))
    #expect(!screen.text().contains("PLACE"))
    #expect(screen.text().hasSuffix("? help  q quit"))
  }

  @Test(arguments: [(4, 80), (24, 19), (1, 30), (4, 19)])
  func below20x5IsOneLineWithNumbers(rows: Int, columns: Int) throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: rows, columns: columns)
    let lines = screen.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "●26 % ○100 % t12.4")
    #expect(lines.dropFirst().filter { !$0.isEmpty } == [])
  }

  @Test func largeScreensUseTheRoom() throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: 100, columns: 300)
    let text = screen.text()
    // Every parameter but what lanes have otherwise than the run, every statement of every lane.
    for parameter in screen.state.parameters where !ParameterOrder.isOverride(parameter) {
      #expect(text.contains(parameter.label), "\(parameter.path)")
    }
    #expect(text.contains("dF/dt = −GᵀPG along the flow"))
    // A verdict stays near what it sums up.
    let line = text.split(separator: "\n")[1]
    #expect(line.count < 150)
  }

  @Test func thePanesNeverOverlapAndFillTheScreen() throws {
    var state = try Driver().state
    for rows in 1...60 {
      for columns in stride(from: 1, through: 200, by: 7) {
        state.rows = rows
        state.columns = columns
        let layout = ScreenLayout.layout(for: state)
        var regions = layout.panes.map(\.region) + [layout.header, layout.verdicts]
        regions += [layout.timeline, layout.footer].compactMap(\.self)
        for (index, region) in regions.enumerated() {
          let screen = Region(row: 0, column: 0, height: rows, width: columns)
          #expect(region.isEmpty || region.intersection(screen) == region)
          for other in regions[(index + 1)...] {
            #expect(region.intersection(other).isEmpty, "\(columns)x\(rows)")
          }
        }
      }
    }
  }
}
