import Documents
import Forgetting
import Testing

@testable import Explorer

/// What scenarios open on: what their words speak of stands on the first screen.
@Suite struct OpeningTests {
  @Test(arguments: [
    ("seven-methods", "TRADE-OFF  kept over learned"),
    ("razor", "TRADE-OFF  kept over KL(start‖q)"),
    ("razor-answers", "TRADE-OFF  kept over KL(q‖start)"), ("drift-gate", "DRIFT over δ"),
    ("replay-boundary", "MAP"), ("who-keeps-most", "MAP"), ("batch-boundary", "MAP"),
  ])
  func aPresetOpensOnItsSubject(preset: String, words: String) throws {
    for (rows, columns) in [(24, 80), (40, 120)] {
      var driver = try Driver(rows: rows, columns: columns)
      driver.type(":preset \(preset)")
      driver.press(.enter)
      #expect(driver.text().contains(words), "\(driver.text())")
      let opening = try #require(try Opening(of: driver.state.scenario))
      let end = opening.isOfEnds ? driver.state.scenario.clock.until : 0
      #expect(abs(driver.state.now.endTime - end) < 0.06)
      // The next one opens on the panes, and has its own axes.
      driver.type(":preset replay")
      driver.press(.enter)
      #expect(driver.state.view == .dashboard && driver.state.tradeOff == .learned)
    }
  }

  /// Those that are not listed above open on the panes.
  @Test func allOthersOpenOnThePanes() throws {
    let opened = try Presets.all.filter { try Opening(of: $0.scenario) != nil }
    #expect(opened.count == 7, "\(opened.map(\.id))")
  }

  /// No key is needed to come to what a description is about: those that name one open on another view.
  @Test func descriptionsSendNobodyElsewhere() throws {
    for preset in Presets.all where preset.scenario.about.contains("(v)") {
      #expect(try Opening(of: preset.scenario) != nil, "\(preset.id)")
    }
  }

  @Test func aFileSaysWhatItOpensOn() throws {
    let scenario = try #require(Presets.preset("razor")).scenario
    let text = Documents.yaml(of: scenario)
    #expect(text.contains("view: trade-off kl-start-q"))
    #expect(try Documents.scenario(fromYAML: Array(text.utf8), source: "a.yaml") == scenario)
    for wrong in ["tradeoff", "trade-off kl", "drift kl-start-q", "tasks", "\"\""] {
      let broken = text.replacing("trade-off kl-start-q", with: wrong)
      // A run that is saved must open.
      let read = try Documents.scenario(fromYAML: Array(broken.utf8), source: "a.yaml")
      let error = #expect(throws: ParameterError.self) { try Opening(of: read) }
      #expect(error?.field == "view", "\(wrong)")
      #expect(TradeOffAxis(in: read) == .learned)
    }
  }

  /// A figure's command opens what the figure is of, and the run stays where it is.
  @Test func aPartThatIsAskedForIsOnTheScreen() throws {
    for part in ScreenPart.all where part != .view(.map) {
      var driver = try Driver(at: 3, rows: 40, columns: 120)
      let effects = PresetReducer.open(&driver.state, .part(part))
      #expect(effects.isEmpty && ScreenPart(named: part.name) == part)
      switch part {
      case .help, .presets: #expect(driver.state.overlay != nil)
      // Without tasks it is what is kept of the seen ones.
      case .keptByTask: #expect(driver.state.shownPart == .kept)
      default: #expect(driver.state.shownPart == part, "\(part)")
      }
    }
  }

  /// What is on the screen goes into the command that `y` shows.
  @Test func theStateLineCarriesTheScreen() throws {
    var driver = try Driver(at: 3, rows: 40, columns: 120)
    func words() -> String {
      let plain = StateLine.text(of: driver.state.snapshot.experiment)
      let shown = ShownOptions(of: driver.state)
      return String(
        StateLine.text(of: driver.state.snapshot.experiment, shown: shown)
          .dropFirst(plain.count))
    }
    for (command, expected) in [
      (":trade-off kl-start-q", " --view trade-off --across kl-start-q"),
      (":view phase", " --view phase"), (":view dashboard", ""), (":zoom mass", " --view mass"),
      (":mass kept", " --view kept"), (":zoom off", ""),
    ] {
      driver.type(command)
      driver.press(.enter)
      #expect(words() == expected, "\(command)")
    }
  }

  @Test func bandsWithoutANumberAreRefusedWithAllThatIsAllowed() throws {
    var driver = try Driver("starvation", at: 1, rows: 24, columns: 120)
    driver.type(":ensemble")
    driver.press(.enter)
    #expect(driver.text().contains("or off"), "\(driver.text())")
  }
}
