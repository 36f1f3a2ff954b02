import Cells
import Testing

@testable import Explorer

/// Command line, palette, presets, explanations, ghosts and the tour as a person sees them, in
/// docs/screens.
@Suite struct OverlayGoldenScreenTests {
  @Test func commandLine() throws {
    var driver = try Driver(at: 12.4)
    driver.press(.character(":"))
    driver.type("set lanes.1.re")
    try GoldenFile.expect(driver.text(), "command-80x24")
  }

  @Test func commandLineRefuses() throws {
    var driver = try Driver(at: 12.4)
    driver.press(.character(":"))
    driver.type("lanes.1.replay=2")
    driver.press(.enter)
    try GoldenFile.expect(driver.text(), "command-error-80x24")
  }

  @Test(arguments: [(24, 80), (40, 120)])
  func actions(rows: Int, columns: Int) throws {
    var driver = try Driver(at: 12.4, rows: rows, columns: columns)
    driver.press(.character("/"))
    driver.type("sep")
    try GoldenFile.expect(driver.text(), "actions-\(columns)x\(rows)")
  }

  @Test func presets() throws {
    var driver = try Driver(at: 12.4, rows: 40, columns: 120)
    driver.press(.character("p"))
    driver.press(Array(repeating: .down, count: 21))
    try GoldenFile.expect(driver.text(), "presets-120x40")
  }

  @Test func explanation() throws {
    var driver = try Driver(at: 12.4)
    driver.press(.function(1))
    try GoldenFile.expect(driver.text(), "explain-80x24")
  }

  @Test func ghosts() throws {
    var driver = try Driver(at: 12.4, rows: 40, columns: 120)
    driver.press(.character("o"))
    driver.press(.character("r"), .character("0"))
    driver.press(.character(":"))
    driver.type("lanes.1.replay=0.2")
    driver.press(.enter, .character(" "))
    driver.run(ticks: 160)
    driver.press(.character(" "), .escape)
    try GoldenFile.expect(driver.text(), "ghosts-120x40")
    driver.press(.character("O"))
    driver.reduce(.terminalResized(rows: 24, columns: 80))
    try GoldenFile.expect(driver.text(), "ghosts-80x24")
  }

  @Test func tour() throws {
    var driver = try Driver()
    driver.press(.character("T"))
    try GoldenFile.expect(driver.text(), "tour-80x24")
  }
}
