import Cells
import Forgetting
import Testing

@testable import Explorer

/// Whole screens as a person sees them, in docs/screens.
@Suite struct GoldenScreenTests {
  @Test(arguments: [(24, 80), (40, 120), (100, 300)])
  func defaultScenario(rows: Int, columns: Int) throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: rows, columns: columns)
    try GoldenFile.expect(screen.text(), "default-\(columns)x\(rows)")
  }

  @Test func ready() throws {
    var screen = try Screen("forward-and-reverse", rows: 24, columns: 80)
    try GoldenFile.expect(screen.text(), "ready-80x24")
  }

  @Test func ascii() throws {
    var screen = try Screen(
      "forward-and-reverse", at: 12.4, rows: 24, columns: 80, symbols: .ascii)
    try GoldenFile.expect(screen.text(), "ascii-80x24")
  }

  @Test func correlatedPairInThePlane() throws {
    var screen = try Screen("correlated", at: 5, rows: 40, columns: 120)
    try GoldenFile.expect(screen.text(), "correlated-120x40")
  }

  @Test func threeLanesWithReplay() throws {
    var screen = try Screen("replay", at: 10, rows: 40, columns: 120)
    try GoldenFile.expect(screen.text(), "replay-120x40")
  }

  @Test func capturedMean() throws {
    var screen = try Screen("captured", at: 10, rows: 40, columns: 120)
    try GoldenFile.expect(screen.text(), "captured-120x40")
  }

  @Test(arguments: [(24, 80), (40, 120)]) func aLogBesideTheTheory(rows: Int, columns: Int) throws {
    var screen = try Screen("measured", at: 4.65, rows: rows, columns: columns)
    try GoldenFile.expect(screen.text(), "measured-\(columns)x\(rows)")
  }

  @Test func help() throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: 40, columns: 120)
    screen.state.overlay = .help(scroll: 0)
    try GoldenFile.expect(screen.text(), "help-120x40")
  }

  @Test func presetsMenu() throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: 24, columns: 80)
    screen.state.overlay = .presets(PresetMenu(selection: 3))
    try GoldenFile.expect(screen.text(), "presets-80x24")
  }

  @Test func theoryZoomed() throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: 40, columns: 120)
    screen.state.focus = .theory
    screen.state.isZoomed = true
    try GoldenFile.expect(screen.text(), "theory-120x40")
  }

  @Test func curvesView() throws {
    var screen = try Screen("forward-and-reverse", at: 12.4, rows: 40, columns: 120)
    screen.state.view = .curves
    try GoldenFile.expect(screen.text(), "curves-120x40")
  }

  @Test func scrubbedBackBehindAnEdit() throws {
    var driver = try Driver(at: 6, rows: 40, columns: 120)
    driver.press(.character("]"), .character("]"))
    driver.press(.character(" "))
    driver.run(ticks: 60)
    driver.press(Array(repeating: .character("<"), count: 5))
    try GoldenFile.expect(driver.text(), "scrubbed-120x40")
  }

  @Test func instantEditWithItsGhost() throws {
    var driver = try Driver(at: 8, rows: 40, columns: 120)
    driver.press(.character("i"))
    driver.press(Array(repeating: .character("["), count: 4))
    try GoldenFile.expect(driver.text(), "instant-120x40")
  }

  @Test(arguments: [(24, 80), (40, 120)])
  func batches(rows: Int, columns: Int) throws {
    var driver = try BatchScreens.both(rows: rows, columns: columns)
    try GoldenFile.expect(driver.text(), "batch-\(columns)x\(rows)")
  }

  @Test func batchesInThePlane() throws {
    var driver = try BatchScreens.plane()
    try GoldenFile.expect(driver.text(), "batch-plane-120x40")
  }

  @Test(arguments: [(24, 80), (40, 120)])
  func eightMethods(rows: Int, columns: Int) throws {
    var driver = try BatchScreens.eight(rows: rows, columns: columns)
    try GoldenFile.expect(driver.text(), "methods-\(columns)x\(rows)")
  }

  /// Projected: two lanes, one in the plane, four, eight, and without UTF-8.
  @Test(arguments: [(24, 80), (40, 120)])
  func projector(rows: Int, columns: Int) throws {
    let size = "\(columns)x\(rows)"
    func expect(
      _ preset: String, at time: Double, _ name: String, symbols: Symbols = .braille,
      copies: Int = 1
    ) throws {
      var scenario = Presets.preset(preset)!.scenario
      scenario.lanes = (0..<copies).flatMap { _ in scenario.lanes }
      var driver = try Driver(scenario, at: time, rows: rows, columns: columns)
      driver.state.display.symbols = symbols
      driver.state.view = .projector
      try GoldenFile.expect(driver.text(), "\(name)-\(size)")
    }
    try expect("forward-and-reverse", at: 12.4, "projector")
    try expect("forward-and-reverse", at: 12.4, "projector-ascii", symbols: .ascii)
    try expect("one-over-t", at: 10, "projector-one")
    try expect("correlated", at: 5, "projector-plane")
    try expect("discover-law", at: 10, "projector-four")
    try expect("discover-law", at: 10, "projector-eight", copies: 2)
  }

  /// Several tasks: all lanes, one lane with its gates, and its curves by task.
  @Test func severalTasks() throws {
    for (rows, columns) in [(24, 80), (40, 120)] {
      var screen = try Screen("three-tasks", at: 30, rows: rows, columns: columns)
      screen.state.view = .tasks
      try GoldenFile.expect(screen.text(), "tasks-\(columns)x\(rows)")
    }
    var one = try Screen("five-tasks", at: 200, rows: 24, columns: 80)
    one.state.view = .tasks
    one.state.focusedLane = 2
    try GoldenFile.expect(one.text(), "tasks-one-80x24")
    var curves = try Screen("three-tasks", at: 30, rows: 40, columns: 120)
    curves.state.view = .curves
    curves.state.focusedLane = 0
    try GoldenFile.expect(curves.text(), "tasks-curves-120x40")
  }

  /// What is kept over what is learned, and over how far the model has gone on the new task.
  @Test func tradeOff() throws {
    for (rows, columns) in [(24, 80), (40, 120)] {
      var screen = try Screen("forward-and-reverse", at: 12, rows: rows, columns: columns)
      screen.state.view = .tradeOff
      try GoldenFile.expect(screen.text(), "trade-off-\(columns)x\(rows)")
    }
    var driver = try Driver(at: 12, rows: 24, columns: 80)
    driver.type(":trade-off kl-q-start")
    driver.press(.enter, .character("B"), .character("B"))
    #expect(driver.state.tradeOff == .newModelToStart)
    try GoldenFile.expect(driver.text(), "trade-off-kl-80x24")
    driver.press(.character("B"))
    #expect(driver.state.tradeOff == .learned)
  }

  @Test(arguments: [ScreenView.drift, .phase])
  func surveys(view: ScreenView) throws {
    var driver = try Driver(at: 12.4)
    driver.type(view == .drift ? "vv" : "vvv")
    for (rows, columns) in [(24, 80), (40, 120)] {
      driver.reduce(.terminalResized(rows: rows, columns: columns))
      driver.compute()
      try GoldenFile.expect(driver.text(), "\(view)-\(columns)x\(rows)")
    }
  }
}
