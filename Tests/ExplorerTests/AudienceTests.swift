import Cells
import Forgetting
import Simulation
import Testing

@testable import Explorer

/// Following a lecturer, and what may not be done: keys in, state and effects out.
@Suite struct AudienceTests {
  private func watching(_ shown: ShownView = ShownView(title: "2/4  New data")) throws -> Driver {
    var driver = try Driver(at: 3, rows: 40, columns: 120)
    driver.state = ExplorerState(
      rows: 40, columns: 120, display: driver.state.display, snapshot: driver.state.snapshot,
      following: shown)
    return driver
  }

  @Test func theFooterNamesTheSceneAndTheKeys() throws {
    var driver = try watching()
    #expect(driver.footer().hasPrefix(" 2/4  New data"))
    #expect(driver.footer().contains("f fork  v view  g symbols  ? help  q quit"))
    driver.reduce(.lecturerLeft)
    #expect(driver.footer().contains("the lecturer has left; this is the last picture"))
  }

  /// Told whole on the smallest common screen, with the way out.
  @Test func thatTheLecturerHasLeftFits() throws {
    var driver = try watching()
    driver.reduce(.lecturerLeft)
    driver.reduce(.terminalResized(rows: 24, columns: 80))
    #expect(driver.footer().contains("the lecturer has left; this is the last picture "))
    #expect(driver.footer().hasSuffix("q quit"))
  }

  /// Every key of the table: none reaches the run.
  @Test func noKeyChangesTheRun() throws {
    for binding in KeyTable.bindings {
      for (key, _) in binding.keys {
        var driver = try watching()
        let scenario = driver.state.scenario
        driver.queue([key, .enter])
        #expect(driver.sent == [], "\(key)")
        #expect(driver.state.scenario == scenario && driver.state.sentCommands == 0, "\(key)")
        #expect(driver.state.now.state != .running, "\(key)")
      }
    }
  }

  @Test func aRefusedKeySaysSoAndClosesWhatItCameFrom() throws {
    var driver = try watching()
    driver.queue([.character("p"), .down, .enter])
    #expect(driver.state.overlay == nil)
    #expect(
      driver.state.message?.text == "the run is the lecturer's; f forks it into one of your own")
    driver.queue([.enter, .character("5"), .enter])
    #expect(driver.state.entry == nil && driver.sent == [])
    // A drag, too.
    driver.queue([.press(28, 40), .drag(28, 60), .wheelUp(28, 10)])
    #expect(driver.sent == [])
  }

  @Test func theViewFollowsUntilAKeyTakesItElsewhere() throws {
    var driver = try watching()
    var shown = ShownView(view: .curves, focus: .mass, focusedLane: 1, isMassLogarithmic: true)
    driver.reduce(.lecturerShows(shown))
    #expect(driver.state.view == .curves && driver.state.focusedLane == 1)
    #expect(driver.state.isMassLogarithmic)
    driver.queue([.character("z")])
    #expect(driver.state.audience?.hasOwnView == true)
    shown.view = .dashboard
    driver.reduce(.lecturerShows(shown))
    #expect(driver.state.view == .curves && driver.state.isZoomed)
    driver.queue([.escape])
    #expect(driver.state.view == .dashboard && !driver.state.isZoomed)
    #expect(driver.state.audience?.hasOwnView == false)
    // What only opens something, or changes how it is drawn, is no view of one's own.
    driver.queue([.character("?"), .escape, .character("g"), .character("c")])
    #expect(driver.state.audience?.hasOwnView == false)
  }

  /// Map, axes, differences and the parameter under the cursor are the lecturer's, whatever comes first: the run
  /// or what is shown of it.
  @Test func whatIsLookedAtFollows() throws {
    var driver = try watching()
    let map = "lanes.7.replay clock.until winner"
    let shown = ShownView(
      view: .map, map: map, tradeOff: .modelToStart, showsDifference: true,
      cursor: "lanes.3.rates.oldMean")
    driver.reduce(.lecturerShows(shown))
    #expect(driver.state.mapChoice.text != map && driver.state.cursor != shown.cursor)
    let other = try Driver("who-keeps-most", at: 3, rows: 40, columns: 120).state
    driver.reduce(.snapshotArrived(other.snapshot))
    #expect(driver.state.mapChoice.text != map)
    var seen = shown
    seen.map = "target.separation clock.until winner"
    seen.cursor = "lanes.2.rates.oldMean"
    driver.reduce(.lecturerShows(seen))
    #expect(driver.state.mapChoice.text == seen.map)
    #expect(driver.state.cursor == seen.cursor && driver.state.audience?.hasOwnView == false)
    #expect(driver.state.tradeOff == .modelToStart && driver.state.showsDifference)
    // Before the run that has them.
    var early = try watching()
    early.reduce(.lecturerShows(seen))
    early.reduce(.snapshotArrived(other.snapshot))
    #expect(early.state.mapChoice.text == seen.map && early.state.cursor == seen.cursor)
  }

  /// Who reads other parameters is not called back by whatever else the lecturer does.
  @Test func theCursorIsCalledBackByAnotherOneAlone() throws {
    var driver = try watching()
    driver.queue([.down, .down])
    let own = driver.state.cursor
    #expect(own != ShownView.firstCursor && driver.state.audience?.hasOwnView == false)
    driver.reduce(.lecturerShows(ShownView(isPlaceLogarithmic: true)))
    #expect(driver.state.cursor == own && driver.state.isPlaceLogarithmic)
    driver.reduce(.lecturerShows(ShownView(cursor: "clock.speed")))
    #expect(driver.state.cursor == "clock.speed")
  }

  // MARK: - Scenes

  private static func text(_ words: String) -> Scene.Text {
    Scene.Text(source: words, prose: Prose(blocks: [.init([.init(words)])]))
  }

  private static let scene = ShownScene(
    panes: .shown([.init(.place), .init(.mass)]), pointer: .init(at: .place, "Look"),
    question: .init(
      text("Where to?"), answer: text("To nought."), conceals: [.goals, Concealment(.place)],
      guess: .oldWeight(lane: 0)))

  /// Panes, words to look at, question and answer; what the answer is to be found by comes with it.
  @Test func theSceneIsShownWithoutNotes() throws {
    var driver = try watching(ShownView(title: "2/4  New data", scene: Self.scene))
    let layout = ScreenLayout.layout(for: driver.state)
    #expect(layout.panes.map(\.pane) == [.place, .mass])
    #expect(driver.text().contains(" Look") && driver.text().contains("? Where to?"))
    #expect(driver.text().contains("after the answer") && !driver.text().contains("● → 0"))
    #expect(!driver.text().contains("To nought.") && !driver.text().contains("n shows"))
    var answered = Self.scene
    answered.showsAnswer = true
    driver.reduce(.lecturerShows(ShownView(title: "2/4  New data", scene: answered)))
    #expect(driver.text().contains("▸ To nought.") && driver.text().contains("● → 0"))
    #expect(!driver.text().contains("after the answer"))
    // The answer had its place.
    #expect(
      ScreenLayout.layout(for: driver.state).panes.map(\.region) == layout.panes.map(\.region))
  }

  @Test func everybodyGuessesForThemselves() throws {
    var driver = try watching(ShownView(scene: Self.scene))
    driver.queue([.character("0"), .character("."), .character("3")])
    #expect(driver.text().contains("β of ●: 0.3_ Enter takes it"))
    driver.queue([.enter])
    #expect(driver.text().contains("you say β of ●: 0.3"))
    #expect(driver.state.audience?.hasOwnView == false && driver.sent == [])
    #expect(driver.state.guessed(.oldWeight) == 0.3)
    var answered = Self.scene
    answered.showsAnswer = true
    driver.reduce(.lecturerShows(ShownView(scene: answered)))
    #expect(driver.text().contains("you said β of ●: 0.3"))
    #expect(driver.state.guessed(.oldWeight) == 0.3)
    // The next scene goes on with the same run, and asks nothing.
    var next = Self.scene
    next.question = nil
    driver.reduce(.lecturerShows(ShownView(scene: next)))
    #expect(driver.state.guessed(.oldWeight) == nil)
  }

  /// What was said of the last scene does not stand in the footer of the next.
  @Test func messagesEndWithTheScene() throws {
    var driver = try watching(ShownView(title: "2/4  New data", scene: Self.scene))
    driver.queue([.character("v"), .escape])
    #expect(driver.state.message != nil && driver.state.audience?.hasOwnView == false)
    driver.reduce(.lecturerShows(ShownView(title: "3/4  Old data", scene: Self.scene)))
    #expect(driver.state.message == nil && driver.footer().hasPrefix(" 3/4  Old data"))
  }

  @Test func aBlankScreenIsBlankForAllUntilTheLecturerIsGone() throws {
    var blank = Self.scene
    blank.isBlank = true
    var driver = try watching(ShownView(scene: blank))
    #expect(driver.text().allSatisfy { $0 == "\n" })
    driver.reduce(.lecturerLeft)
    #expect(driver.text().contains("the lecturer has left"))
  }

  @Test func aViewOfOnesOwnLeavesTheScene() throws {
    var driver = try watching(ShownView(title: "2/4", scene: Self.scene))
    driver.queue([.character("v")])
    #expect(driver.state.view == .dashboard && driver.state.audience?.hasOwnView == true)
    #expect(!driver.text().contains("Where to?") && driver.text().contains("why: force"))
    driver.queue([.character("v")])
    #expect(driver.state.view == .curves)
    driver.queue([.escape])
    #expect(driver.text().contains("? Where to?"))
    driver.queue([.character("z")])
    #expect(!driver.text().contains("Where to?"))
  }

  @Test func fForksAndThenTheRunIsOnesOwn() throws {
    var driver = try watching()
    driver.queue([.character("f")])
    #expect(driver.deeds == ["fork"])
    driver.reduce(.forked)
    driver.queue([.character("]")])
    #expect(driver.sent == ["set target.separation 4.25"])
    #expect(driver.state.audience == nil && driver.state.permissions == .all)
  }

  /// What arrives is shown even where it would bring something about that is not allowed.
  @Test func whatArrivesIsShownWhateverItWouldBringAbout() throws {
    var driver = try watching()
    driver.queue(":pause when t > 3.2\r".map { $0 == "\r" ? .enter : .character($0) })
    let time = driver.state.now.time
    driver.simulation(advancedBy: 20)
    #expect(driver.state.now.time > time + 0.9)
    #expect(driver.sent == [] && driver.state.sentCommands == 0)
  }

  @Test func aKioskWritesNothingAndDoesNotStop() throws {
    var driver = try Driver(rows: 40, columns: 120)
    driver.state.permissions.isKiosk = true
    for key: Key in [.character("s"), .character("w"), .control("z")] {
      driver.queue([key])
      #expect(driver.deeds == [])
      #expect(driver.state.message?.text.hasPrefix("not in a kiosk") == true)
    }
    // Inside a menu and while a number is typed.
    driver.queue([.character("p"), .control("z")])
    driver.queue([.enter, .control("z")])
    #expect(driver.deeds == [])
    driver.queue([.character("y"), .character("]")])
    #expect(driver.deeds == ["write state line"])
    let labels = KeysInForce.bindings(in: driver.state).map(\.label)
    #expect(!labels.contains("s") && !labels.contains("w") && !labels.contains("Ctrl-Z"))
    #expect(labels.contains("y"))
  }
}
