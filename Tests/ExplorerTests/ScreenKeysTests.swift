import Cells
import Forgetting
import Testing

@testable import Explorer

/// Scripts: panes, zoom, views, axes, symbols, palette, help, and the program's own keys.
@Suite struct ScreenKeysTests {
  @Test func tabGoesRound() throws {
    var driver = try Driver(rows: 40, columns: 120)
    var visited: [String] = []
    for _ in 0..<6 { visited += driver.press(.tab) }
    #expect(
      visited == [
        "focus why", "focus theory", "focus density", "focus mass", "focus place",
        "focus parameters",
      ])
    #expect(driver.press(.backTab) == ["focus place"])
    #expect(driver.text().contains("━ PLACE  old drift"))
    driver = try Driver()
    #expect(driver.press(.tab) == ["focus why"])
    // Mass and place alone: the focus was elsewhere.
    driver.press(.character("v"))
    #expect(driver.press(.tab) == ["focus mass"])
    #expect(driver.press(.tab) == ["focus place"])
    #expect(driver.press(.tab) == ["focus mass"])
  }

  @Test func zoom() throws {
    var driver = try Driver(at: 1, rows: 40, columns: 120)
    driver.press(.tab)
    #expect(driver.press(.character("z")) == ["zoomed true"])
    #expect(driver.text().contains("KL(start‖q)"))
    #expect(!driver.text().contains("MASS"))
    // The slope of the lanes' own is computed while the theory has the screen.
    #expect(driver.press(.tab) == ["start survey 1", "focus theory"])
    #expect(driver.text().contains("dF/dt = −GᵀPG along the flow"))
    #expect(driver.press(.character("z")) == ["cancel survey", "zoomed false"])
    #expect(driver.text().contains("MASS"))
  }

  @Test func views() throws {
    var driver = try Driver()
    #expect(driver.press(.character("v")) == ["view curves"])
    #expect(driver.text().contains("MASS"))
    #expect(driver.text().contains("PLACE"))
    #expect(!driver.text().contains("density"))
    #expect(driver.press(.character("v")) == ["start survey 1", "view drift"])
    #expect(driver.text().contains("DRIFT over δ"))
    #expect(driver.press(.character("v")) == ["start survey 2", "view phase"])
    #expect(driver.text().contains("PHASE"))
    #expect(driver.press(.character("v")) == ["cancel survey", "view projector"])
    #expect(driver.text().contains("█"))
    #expect(driver.press(.character("v")) == ["view tradeOff"])
    #expect(driver.text().contains("TRADE-OFF  kept over learned"))
    #expect(driver.press(.character("v")).contains("view map"))
    #expect(driver.press(.character("v")) == ["cancel survey", "view dashboard"])
    driver.press(.character("z"))
    #expect(driver.press(.character("v")) == ["view curves", "zoomed false"])
    #expect(driver.press(.escape) == ["view dashboard"])
  }

  @Test func theory() throws {
    var driver = try Driver()
    #expect(driver.press(.character("t")) == ["start survey 1", "focus theory", "zoomed true"])
    #expect(
      driver.press(.character("t")) == ["cancel survey", "focus parameters", "zoomed false"])
  }

  @Test func logarithmicAxes() throws {
    var driver = try Driver(at: 1)
    #expect(driver.press(.character("e")) == ["log mass true", "log place true"])
    #expect(driver.text().contains("1e−4"))
    #expect(driver.press(.character("e")) == ["log mass false", "log place false"])
    driver.state.focus = .mass
    #expect(driver.press(.character("e")) == ["log mass true"])
    driver.state.focus = .place
    #expect(driver.press(.character("e")) == ["log place true"])
  }

  @Test func symbolsTakeTurns() throws {
    var driver = try Driver()
    for symbols in ["quadrant", "block", "ascii", "braille"] {
      #expect(
        driver.press(.character("g")).filter { !$0.hasPrefix("message") }
          == ["apply display", "symbols \(symbols)"])
      #expect(driver.footer() == " symbols: \(symbols)")
    }
    driver.state.display.availableSymbols = [.ascii]
    driver.state.display.symbols = .ascii
    #expect(driver.press(.character("g")) == ["message this terminal shows ascii only"])
  }

  @Test func palettesTakeTurns() throws {
    var driver = try Driver()
    for palette in ["light", "high-contrast", "colour-blind-safe", "mono", "default"] {
      #expect(
        driver.press(.character("c")) == [
          "apply display", "message palette: \(palette)", "palette \(palette)",
        ])
    }
  }

  @Test func mouseOnAndOff() throws {
    var driver = try Driver()
    #expect(
      driver.press(.function(2)) == [
        "apply display", "message mouse off: the terminal selects text", "mouse false",
      ])
    #expect(
      driver.press(.function(2)) == [
        "apply display", "message mouse on: drag sliders, means and time", "mouse true",
      ])
  }

  @Test func helpScrollsAndCloses() throws {
    var driver = try Driver()
    #expect(driver.press(.character("?")) == ["overlay help(scroll: 0)"])
    #expect(driver.press(.down, .character("j")) == ["overlay help(scroll: 2)"])
    #expect(driver.press(.character("k")) == ["overlay help(scroll: 1)"])
    #expect(driver.press(.pageDown) == ["overlay help(scroll: 21)"])
    #expect(driver.press(.pageUp) == ["overlay help(scroll: 1)"])
    #expect(driver.press(.character(" "), .pageUp, .pageUp, .up) == ["overlay help(scroll: 0)"])
    #expect(driver.press(.escape) == ["overlay none"])
    #expect(driver.sent.isEmpty)
  }

  @Test func escapeClosesOneThingAtATime() throws {
    var driver = try Driver()
    driver.press(.character("1"), .character("z"), .character("?"))
    #expect(driver.press(.escape) == ["overlay none"])
    #expect(driver.press(.escape) == ["zoomed false"])
    #expect(driver.press(.escape) == ["lane all"])
    #expect(driver.press(.escape) == [])
  }

  @Test func theProgramsOwnKeys() throws {
    var driver = try Driver()
    #expect(driver.press(.control("l")) == ["redraw"])
    #expect(driver.press(.control("z")) == ["suspend"])
    #expect(driver.press(.character("q")) == ["quit"])
    #expect(driver.press(.control("c")) == ["quit"])
    driver.press(.character("?"))
    #expect(driver.press(.control("l")) == ["redraw"])
    #expect(driver.press(.control("z")) == ["suspend"])
    #expect(driver.press(.control("c")) == ["quit"])
    // In an overlay q closes it, and the program goes on.
    #expect(driver.press(.character("q")) == ["overlay none"])
  }

  @Test func aKeyWithoutFunctionSaysSo() throws {
    var driver = try Driver()
    #expect(driver.press(.character("n")) == ["message n does nothing here; ? shows the keys"])
    #expect(driver.press(.function(12)) == ["message none"])
    #expect(driver.press(.insert) == [])
  }

  @Test func resizeAndPaceAreShown() throws {
    var driver = try Driver()
    _ = ExplorerReducer.reduce(&driver.state, .terminalResized(rows: 30, columns: 100))
    #expect(driver.grid().rows == 30)
    #expect(driver.grid().columns == 100)
    _ = ExplorerReducer.reduce(&driver.state, .paceMeasured("2 fps, line"))
    #expect(driver.line(0).contains("2 fps, line"))
    _ = ExplorerReducer.reduce(&driver.state, .paceMeasured(""))
    #expect(!driver.line(0).contains("fps"))
  }

  @Test func aRefusalOfTheSimulationIsToldOnce() throws {
    var driver = try Driver()
    let error = ParameterError(
      field: "lanes.1.replay", value: "2",
      allowed: .numberIn("0", "1", includesLower: true, includesUpper: false))
    driver.publish { $0.refusal = (command: 1, error: error) }
    #expect(driver.footer() == " " + error.description)
    driver.press(.escape)
    driver.publish { _ in }
    #expect(driver.state.message == nil)
  }
}
