import Cells
import Forgetting
import Testing

@testable import Explorer

/// The menu of presets: groups, search, scrolling, and the picture of the chosen one.
@Suite struct PresetMenuTests {
  private func menu(_ driver: Driver) -> PresetMenu? {
    if case .presets(let menu) = driver.state.overlay { return menu }
    return nil
  }

  @Test func keysGoThroughAll() throws {
    var driver = try Driver()
    driver.press(.character("p"))
    #expect(driver.press(.end) == ["overlay presets(selection: \(Presets.all.count - 1))"])
    #expect(driver.press(.down) == [])
    #expect(driver.text().contains("▸ \(Presets.all.count) "))
    #expect(driver.press(.home) == ["overlay presets(selection: 0)"])
    #expect(driver.press(.up) == [])
    driver.press(.pageDown)
    let page = try #require(menu(driver)?.selection)
    #expect(page > 5)
    #expect(driver.press(.pageUp) == ["overlay presets(selection: 0)"])
  }

  @Test(arguments: [(24, 80), (40, 120), (12, 40)])
  func theChosenOneIsAlwaysInSight(rows: Int, columns: Int) throws {
    var driver = try Driver(rows: rows, columns: columns)
    driver.press(.character("p"))
    for index in Presets.all.indices {
      let text = driver.text()
      #expect(text.contains("▸ \(index < 9 ? " " : "")\(index + 1) "), "\(index + 1)")
      driver.press(.down)
    }
  }

  @Test(arguments: [
    ("12", ["covariances"]), ("starv", ["starvation", "batch-boundary"]),
    ("chen unsl", ["chen-unslowed"]),
    ("finite bat", ["starvation", "noise"]), ("7", ["drift-gate"]), ("xyzzy", []),
  ])
  func lettersAndDigitsFind(text: String, ids: [String]) throws {
    var driver = try Driver()
    driver.press(.character("p"))
    driver.type(text)
    let found = menu(driver)?.found.map { Presets.all[$0].id } ?? []
    #expect(found == ids)
    driver.press(.enter)
    if found.isEmpty {
      #expect(driver.text().contains("no preset is called that"))
      // Esc takes the search away, then the menu.
      driver.press(.escape)
      #expect(menu(driver)?.found.count == Presets.all.count)
      #expect(driver.press(.escape) == ["overlay none"])
    } else {
      #expect(driver.state.scenario == Presets.preset(found[0])!.scenario)
    }
  }

  @Test func familiesAreHeadings() throws {
    var driver = try Driver(rows: 40, columns: 120)
    driver.press(.character("p"))
    for family in Preset.Family.allCases.prefix(3) {
      #expect(driver.text().contains(family.rawValue))
    }
  }

  /// Braille or its twins where the picture is, and the sentence beside it.
  @Test(arguments: [Symbols.braille, .ascii])
  func thePictureIsOfTheChosenOne(symbols: Symbols) throws {
    var pictures: Set<String> = []
    for preset in ["forward-and-reverse", "overlap", "chen", "correlated"] {
      var driver = try Driver(rows: 24, columns: 80, symbols: symbols)
      driver.press(.character("p"))
      driver.type(preset)
      let text = driver.text()
      #expect(text.contains(symbols == .ascii ? "start ...  target --" : "start ···  target ──"))
      pictures.insert(
        text.split(separator: "\n").suffix(9).map { $0.prefix(30) }.joined(separator: "\n"))
    }
    #expect(pictures.count == 4)
  }

  @Test func theWheelScrolls() throws {
    var driver = try Driver()
    driver.press(.character("p"))
    #expect(driver.press(.wheelDown(5, 10)) == ["overlay presets(selection: 1)"])
    #expect(driver.press(.wheelUp(5, 10)) == ["overlay presets(selection: 0)"])
  }

  @Test func theCursorIsWhereLettersGo() throws {
    var driver = try Driver()
    driver.press(.character("p"))
    driver.type("re")
    #expect(driver.grid().cursor == .init(row: 1, column: 9))
  }
}
