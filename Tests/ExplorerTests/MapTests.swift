import Cells
import Documents
import Forgetting
import Simulation
import Testing

@testable import Explorer
@testable import Views

/// The map on the screen: it opens, it is walked on, and the state line carries it.
@Suite struct MapTests {
  private func number(_ state: ExplorerState, _ path: String) -> Double {
    let value = ParameterCatalogue.parameter(at: path, in: state.scenario)?.value(
      in: state.scenario)
    if case .number(let number)? = value { return number }
    return .nan
  }

  @Test func opensByCommandAndEveryRunIsShownFromItsStart() throws {
    var driver = try Driver(at: 0, rows: 24, columns: 80)
    driver.type(":map target.separation lanes.1.replay learned 2")
    driver.press(.enter)
    #expect(driver.state.view == .map)
    #expect(driver.state.mapChoice.text == "target.separation lanes.1.replay learned 2")
    #expect(driver.state.now.isInstant)
    #expect(driver.state.now.endTime > 10)
    #expect(driver.state.surveys.isRunning)
  }

  /// Looking changes nothing: the run stays where it is until somebody walks, and instant mode goes with the map.
  @Test func lookingChangesNothing() throws {
    for typed in [":view map", ":map"] {
      var driver = try Driver(at: 3, rows: 24, columns: 80)
      driver.type(typed)
      driver.press(.enter)
      let (time, opened) = (driver.state.now.time, driver.state.now.isInstant)
      #expect(driver.state.view == .map && time == 3 && opened == (typed == ":map"), "\(typed)")
      driver.press(.right)
      let walks = driver.state.now.isInstant
      #expect(walks)
      driver.press(.character("v"))
      let stays = driver.state.now.isInstant
      #expect(!stays && driver.state.view != .map)
    }
    // Who had it on keeps it.
    var driver = try Driver(at: 3, rows: 24, columns: 80)
    driver.press(.character("i"))
    driver.type(":map")
    driver.press(.enter, .right, .character("v"))
    let stays = driver.state.now.isInstant
    #expect(stays)
  }

  /// A map over a lane's own parameter is of that lane, whichever is focused, and its title names it.
  @Test(arguments: [
    ("target.separation lanes.2.replay", 1, 1), ("target.separation lanes.1.replay", 2, 0),
    ("lanes.2.replay target.separation", 1, 1), ("lanes.1.replay lanes.2.replay", 1, 0),
    ("lanes.1.replay lanes.2.replay", 2, 1), ("target.separation target.oldMass", 2, 1),
    ("target.separation lanes.2.replay kept 1", 2, 0),
    ("start.oldWeight lanes.2.replay misassignmentModel", 1, 1),
  ])
  func theMapIsOfTheLaneOfItsSide(map: String, focused: Int, lane: Int) throws {
    var driver = try Driver(at: 3, rows: 40, columns: 120)
    driver.press(.character(Character("\(focused)")))
    driver.type(":map \(map)")
    driver.press(.enter)
    #expect(MapLayout.lane(driver.state) == lane)
    let title = driver.text().split(separator: "\n").first { $0.contains("MAP  ") } ?? ""
    #expect(title.contains(lane == 0 ? "● forward" : "○ reverse"), "\(title)")
  }

  @Test func arrowsWalk() throws {
    var driver = try Driver(at: 3, rows: 24, columns: 80)
    driver.type(":map")
    driver.press(.enter)
    driver.compute()
    let picture = driver.state.surveys.map
    #expect(picture?.isComplete == true)
    let (x, y) = (number(driver.state, "target.separation"), number(driver.state, "lanes.1.replay"))
    driver.press(.right, .right, .up)
    #expect(number(driver.state, "target.separation") > x)
    #expect(number(driver.state, "lanes.1.replay") > y)
    driver.press(.left, .left, .down)
    #expect(abs(number(driver.state, "target.separation") - x) < 1e-9)
    #expect(abs(number(driver.state, "lanes.1.replay") - y) < 1e-9)
    // Walking computes nothing anew.
    #expect(driver.state.surveys.map == picture)
    #expect(!driver.state.surveys.isRunning)
  }

  @Test func thePointerGoesThere() throws {
    var driver = try Driver(at: 3, rows: 24, columns: 80)
    driver.type(":map")
    driver.press(.enter)
    let region = try #require(ScreenLayout.layout(for: driver.state).survey)
    let frame = try #require(MapLayout.frame(driver.state, region))
    let row = frame.plot.row + 2
    let column = frame.plot.column + frame.plot.width / 4
    driver.press(.mouse(Key.Mouse(.press, row: row, column: column)))
    let wanted = frame.point(row: row, column: column)
    #expect(abs(number(driver.state, "target.separation") - wanted.x) < 0.05)
    #expect(abs(number(driver.state, "lanes.1.replay") - wanted.y) < 0.05)
  }

  @Test func theStateLineCarriesIt() throws {
    var driver = try Driver(at: 3, rows: 24, columns: 80)
    #expect(ShownOptions(of: driver.state) == ShownOptions())
    driver.type(":map target.oldMass target.separation winner")
    driver.press(.enter)
    let shown = ShownOptions(of: driver.state)
    let line = StateLine.text(of: driver.state.snapshot.experiment, shown: shown)
    #expect(line.hasSuffix("--map 'target.oldMass target.separation winner'"))
    let text = try #require(ShownOptions(in: line).map)
    #expect(try MapChoice(text: text, in: driver.state.scenario) == driver.state.mapChoice)
    #expect(try StateLine.experiment(from: line) == driver.state.snapshot.experiment)
  }

  @Test(arguments: [
    "target.separatoin lanes.1.replay", "target.separation", "target.separation target.separation",
    "target.separation lanes.1.replay keptt", "target.separation lanes.1.replay kept 9",
    "target.separation lanes.1.method", "a b c d e", "target.oldMass tasks.1.mass",
    "target.separation=2 lanes.1.replay",
    "target.separation=6:2 lanes.1.replay", "target.separation=-1:2 lanes.1.replay",
    "target.separation lanes.1.replay=0:0.5:log", "target.separation lanes.1.replay=0.1:1.5",
    "target.separation=2:6:lin lanes.1.replay", "target.separation=2:nan lanes.1.replay",
    "target.separation target.old.mean",
  ])
  func whatIsNoneIsRefusedInOneLine(_ text: String) throws {
    var driver = try Driver(at: 3, rows: 24, columns: 80)
    let before = driver.state.mapChoice
    driver.type(":map \(text)")
    driver.press(.enter)
    #expect(driver.state.mapChoice == before)
    #expect(driver.state.view == .dashboard)
    let scenario = driver.state.scenario
    #expect(throws: ParameterError.self) { try MapChoice(text: text, in: scenario) }
  }

  /// The title says of which time the numbers are, whatever time the run stands at; a side that is the end of runs
  /// says it itself.
  @Test(arguments: [(24, 80), (40, 120)])
  func theTitleSaysTheTime(rows: Int, columns: Int) throws {
    var driver = try Driver(
      Presets.preset("replay-boundary")!.scenario, at: 12, rows: rows, columns: columns)
    for (map, says) in [
      ("target.separation lanes.1.replay kept", true),
      ("target.separation lanes.1.replay winner", true),
      ("target.separation clock.until kept", false),
    ] {
      driver.type(":map \(map)")
      driver.press(.enter)
      let title = driver.text().split(separator: "\n").first { $0.contains("MAP  ") } ?? ""
      #expect(title.contains(" at t 40") == says, "\(title)")
    }
    driver = try Driver(
      Presets.preset("three-tasks")!.scenario, at: 2, rows: rows, columns: columns)
    driver.type(":map stages.2.until lanes.3.replay kept")
    driver.press(.enter)
    let title = driver.text().split(separator: "\n").first { $0.contains("MAP  ") } ?? ""
    #expect(!title.isEmpty && !title.contains(" at t "), "\(title)")
  }

  /// Sides that do not span what their sliders do: the map is computed, walked on and carried with them.
  @Test func sidesMaySpanSomethingElse() throws {
    var driver = try Driver(at: 3, rows: 40, columns: 120)
    let text = "target.separation=2:6 lanes.1.replay=0.001:0.5:log kept 1"
    driver.type(":map \(text)")
    driver.press(.enter)
    #expect(driver.state.mapChoice.text == text)
    #expect(try MapChoice(text: text, in: driver.state.scenario) == driver.state.mapChoice)
    let region = try #require(driver.state.layout.survey)
    let request = try #require(MapLayout.request(driver.state, region: region))
    #expect(request.x.values.first == 2 && request.x.values.last == 6)
    #expect(request.y.values.first == 0.001 && request.y.values.last == 0.5)
    let ratios = zip(request.y.values.dropFirst(), request.y.values).map { $0 / $1 }
    #expect((ratios.max() ?? 9) - (ratios.min() ?? 0) < 1e-6)
    let frame = try #require(MapLayout.frame(driver.state, region))
    _ = MapReducer.point(&driver.state, row: frame.plot.endRow - 1, column: frame.plot.column)
    let place = try #require(MapLayout.place(driver.state, frame))
    #expect(abs(place.x) < 0.02 && abs(place.y) < 0.05)
  }

  /// A lane that goes takes its parameters along.
  @Test func aMapWhoseParametersHaveGoneSaysSo() throws {
    var driver = try Driver(at: 3, rows: 24, columns: 80)
    driver.type(":map target.separation lanes.2.replay")
    driver.press(.enter)
    driver.type(":remove 2")
    driver.press(.enter)
    let text = driver.text()
    #expect(text.contains("parameters have gone") || driver.state.view != .map)
  }

  @Test func screens() throws {
    for (rows, columns) in [(24, 80), (40, 120)] {
      var driver = try Driver(at: 12, rows: rows, columns: columns)
      driver.type(":map")
      driver.press(.enter)
      driver.compute()
      try GoldenFile.expect(driver.text(), "map-\(columns)x\(rows)")
    }
    var winner = try Driver(at: 12, rows: 24, columns: 80)
    winner.state.display.symbols = .ascii
    winner.type(":map target.separation lanes.1.replay winner")
    winner.press(.enter)
    winner.compute()
    try GoldenFile.expect(winner.text(), "map-winner-ascii-80x24")
  }

  /// Numbers of lines that run close together do not stand on each other, on paper either.
  @Test(arguments: ["kept 1", "learned 1", "oldDrift 1"]) func numbersStandApart(of measure: String)
    throws
  {
    var driver = try Driver(at: 12, rows: 40, columns: 120)
    driver.type(":map target.separation lanes.1.replay \(measure)")
    driver.press(.enter)
    driver.compute()
    let picture = try #require(driver.state.surveys.map)
    let chart = Chart(mapOf: picture, in: driver.state.scenario)
    #expect(chart.labels.count > 2)
    for (index, label) in chart.labels.enumerated() {
      for other in chart.labels.dropFirst(index + 1) {
        let across = chart.x.unit(label.x) - chart.x.unit(other.x)
        let up = chart.y.unit(label.y) - chart.y.unit(other.y)
        #expect(abs(across) > 0.08 || abs(up) > 0.09, "\(label.text) and \(other.text)")
      }
    }
  }

  /// Without colours a line goes between those who win, and no mark stands where two share a cell.
  @Test(arguments: [Symbols.braille, .quadrant, .ascii])
  func winnersHaveBorders(symbols: Symbols) throws {
    var driver = try Driver(at: 12, rows: 40, columns: 120)
    driver.state.display.symbols = symbols
    driver.state.display.isMonochrome = true
    driver.type(":map target.separation lanes.1.replay winner")
    driver.press(.enter)
    driver.compute()
    let region = try #require(driver.state.layout.survey)
    let frame = try #require(MapLayout.frame(driver.state, region))
    let grid = driver.grid()
    let plot = frame.plot
    var lines = 0
    for row in plot.row..<plot.endRow - 1 {
      for column in plot.column..<plot.endColumn - 1 {
        let cell = grid[row, column]
        let isFree = cell.scalar == 0x20 || cell.tint == cell.ground
        for other in [grid[row + 1, column], grid[row, column + 1]]
        where isFree && (other.scalar == 0x20 || other.tint == other.ground) {
          #expect(other.ground == cell.ground, "row \(row), column \(column)")
        }
        lines += isFree ? 0 : 1
      }
    }
    #expect(lines > 60)
  }

  /// The next preset begins as any does: neither its view nor instant mode is the last one's.
  @Test func aPresetTakesItsMapAlong() throws {
    var driver = try Driver(rows: 40, columns: 120)
    driver.type(":preset who-keeps-most")
    driver.press(.enter)
    #expect(driver.state.view == .map && driver.state.now.isInstant)
    driver.type(":preset forward-and-reverse")
    driver.press(.enter)
    #expect(driver.state.view == .dashboard && !driver.state.now.isInstant)
    #expect(driver.state.mapChoice == MapChoice(in: driver.state.scenario))
  }

  /// A preset that opens on a map does so from the menu, with the run at its end.
  @Test func aPresetOpensOnItsMap() throws {
    let presets = Presets.all.filter { $0.scenario.map != nil }
    #expect(presets.count >= 2)
    for preset in presets {
      #expect(MapChoice(in: preset.scenario).text == preset.scenario.map)
    }
    var driver = try Driver(at: 12, rows: 24, columns: 80)
    driver.type(":preset who-keeps-most")
    driver.press(.enter)
    #expect(driver.state.view == .map)
    #expect(driver.state.mapChoice.text == "target.separation clock.until winner")
    #expect(driver.state.now.isInstant)
    #expect(abs(driver.state.now.endTime - 20) < 1e-9)
    // Upwards runs are longer, and the panes show them.
    driver.press(.up)
    #expect(number(driver.state, "clock.until") > 20)
    #expect(abs(driver.state.now.endTime - number(driver.state, "clock.until")) < 0.06)
  }

  /// A file says what it opens on.
  @Test func aScenarioFileCarriesAMap() throws {
    let scenario = try #require(Presets.preset("replay-boundary")).scenario
    let text = Documents.yaml(of: scenario)
    #expect(text.contains("map: target.separation lanes.1.replay kept 1"))
    #expect(try Documents.scenario(fromYAML: Array(text.utf8), source: "a.yaml") == scenario)
    // One whose lanes have gone is read as well: a run that is saved must open.
    for wrong in ["target.separation", "a.b c.d kept", "target.separation lanes.1.replay keptt"] {
      let broken = text.replacing("target.separation lanes.1.replay kept 1", with: wrong)
      let read = try Documents.scenario(fromYAML: Array(broken.utf8), source: "a.yaml")
      #expect(read.map == wrong)
      #expect(MapChoice(in: read).text == "target.separation lanes.1.replay kept")
      let error = #expect(throws: ParameterError.self) { try MapChoice.check(read) }
      #expect(error?.field == "map")
    }
  }
}
