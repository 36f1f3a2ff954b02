import Cells
import Testing

@testable import Explorer

@Suite struct StateLineKeysTests {
  @Test func keysAskForIt() throws {
    var driver = try Driver()
    #expect(driver.type("y") == ["write state line"])
    #expect(driver.type("w") == ["write scenario"])
  }

  @Test func theLineStandsOnWholeRowsAndCloses() throws {
    var driver = try Driver()
    let lines = ["forgetscope explore \\", "forward-and-reverse"]
    _ = ExplorerReducer.reduce(&driver.state, .stateLineWritten(lines: lines, isOffered: true))
    #expect(driver.line(1) == "state line: offered to the clipboard; Esc closes")
    #expect(driver.line(2) == lines[0])
    #expect(driver.line(3) == lines[1])
    #expect(driver.line(4) == "")
    driver.press(.escape)
    #expect(driver.state.overlay == nil)
  }

  @Test func longLinesScroll() throws {
    var driver = try Driver()
    let lines = (0..<100).map { "line \($0)" }
    _ = ExplorerReducer.reduce(&driver.state, .stateLineWritten(lines: lines, isOffered: false))
    #expect(driver.text().contains("line 0"))
    for _ in 0..<200 { driver.press(.down) }
    #expect(driver.text().contains("line 99"))
    for _ in 0..<200 { driver.press(.up) }
    #expect(driver.text().contains("line 0"))
  }

  @Test(arguments: [(1, 1), (2, 5), (5, 20)]) func smallScreensHoldIt(rows: Int, columns: Int)
    throws
  {
    var driver = try Driver(rows: rows, columns: columns)
    let lines = ["forgets\\", "cope"]
    _ = ExplorerReducer.reduce(&driver.state, .stateLineWritten(lines: lines, isOffered: false))
    #expect(driver.grid().rows == rows)
  }

  @Test func whatWasDoneIsTold() throws {
    var driver = try Driver()
    _ = ExplorerReducer.reduce(&driver.state, .reported(.told("wrote a.yaml"), isError: false))
    #expect(driver.footer().contains("wrote a.yaml"))
  }
}
