import Documents
import Forgetting
import Testing

@testable import Cells
@testable import Explorer
@testable import Simulation
@testable import Views

/// What a lecture puts on the screen: notes, titles, keys, times, panes, and nothing while it is blank.
@Suite struct LectureViewTests {
  @Test(arguments: [Key.character("b"), .character(".")])
  func blankScreensAreBlankAndAnyKeyEndsThem(key: Key) throws {
    var driver = try TestLecture.driver()
    let screen = driver.text()
    driver.press(key)
    #expect(driver.text().allSatisfy { $0 == "\n" })
    // It only brings the screen back.
    #expect(driver.press(.character("]")) == [])
    #expect(driver.text() == screen)
    driver.press(key, .pageDown)
    #expect(driver.state.lecture?.scene == 1)
    #expect(driver.state.lecture?.isBlank == false)
  }

  /// Who blanks the screen to talk comes back to where the flow was.
  @Test func blankScreensHoldTheFlow() throws {
    var driver = try TestLecture.driver()
    if driver.state.now.state != .running { driver.press(.character(" ")) }
    let runs = driver.state.now.state == .running
    driver.press(.character("b"))
    let isHeld = driver.state.now.state != .running
    driver.press(.character("x"))
    let goesOn = driver.state.now.state == .running
    #expect(runs && isHeld && goesOn)
    driver.press(.character(" "), .character("b"), .character("x"))
    let stays = driver.state.now.state != .running
    #expect(stays)
  }

  /// Names of scenarios tell what is asked: in a scene its own title stands above the screen.
  @Test func theHeaderIsTheScenes() throws {
    var driver = try TestLecture.driver()
    let title = try #require(driver.state.lecture).current.title
    let header = driver.text().prefix { $0 != "\n" }
    #expect(header.contains(title) && !header.contains(driver.state.scenario.name))
    driver.type("v")
    let own = driver.text().prefix { $0 != "\n" }
    #expect(own.contains(driver.state.scenario.name.prefix(12)))
  }

  @Test func withoutALectureItsKeysAreTheExplorers() throws {
    var driver = try Driver()
    #expect(
      driver.press(.character(".")) == ["sent step 1", "state paused", "time 0.05", "end 0.05"])
    #expect(KeysInForce.function(of: .character("b"), in: driver.state) != .lecture(.blank))
    driver.press(.character("?"))
    #expect(!driver.text().contains("Lecture"))
  }

  @Test func helpAndFooterShowTheKeys() throws {
    var driver = try TestLecture.driver(rows: 40, columns: 120)
    #expect(driver.footer().hasPrefix(" n → next  S scenes  b blank  Space run"))
    #expect(!driver.footer().contains("script"))
    driver.press(.character("?"))
    for binding in LectureKeys.bindings {
      #expect(driver.text().contains("│ \(binding.label) "), "no line for \(binding.label)")
      #expect(Glyphs.width(of: binding.label) <= 17)
    }
    #expect(Set(LectureKeys.bindings.flatMap { $0.keys.map(\.0) }).count == 11)
  }

  @Test func rehearsalsShowTimes() throws {
    var driver = try TestLecture.driver(rehearses: true)
    driver.reduce(.clockMoved(100))
    driver.reduce(.clockMoved(165.5))
    #expect(driver.line(4).hasPrefix(" 1:05 of 1:00, all 1:05 of 3:00"))
    driver.press(.pageDown)
    driver.reduce(.clockMoved(175.5))
    #expect(driver.line(4).hasPrefix(" 0:10, all 1:15 of 3:00"))
    #expect(
      RehearsalTimes.lines(of: driver.state.lecture!) == [
        "  1:05 of   1:00  1. first", "  0:10            2. second", "  1:15 of   3:00  all",
      ])
  }

  @Test func longNotesScroll() throws {
    let notes = (1...30).map { "line \($0)" }.joined(separator: "\n")
    let lecture = Lecture(
      title: "Long",
      scenes: [
        Scene(
          title: "Long", notes: TestLecture.prose(notes), scenario: TestLecture.scenario("replay"))
      ])
    var driver = try Driver(
      Experiment(scenario: TestLecture.scenario("replay")), lecture: LectureState(lecture),
      rows: 24,
      columns: 80)
    #expect(driver.text().contains("line 1\n") && !driver.text().contains("line 30"))
    #expect(driver.text().contains("} more"))
    driver.type(String(repeating: "}", count: 40))
    #expect(driver.text().contains("line 30") && !driver.text().contains("} more"))
    driver.type("{")
    #expect(!driver.text().contains("line 30"))
  }

  /// Every size draws, and whatever has notes shows the title.
  @Test(
    arguments: [1, 4, 11, 12, 17, 18, 24, 40, 100], [1, 19, 39, 40, 63, 64, 80, 100, 120, 300])
  func everySizeDraws(rows: Int, columns: Int) throws {
    for scene in TestLecture.lecture.scenes.indices {
      var driver = try TestLecture.driver(scene: scene, rows: rows, columns: columns)
      let screen = driver.text()
      if rows >= 12, columns >= 40 {
        #expect(screen.contains("\(scene + 1)/4"))
        #expect(screen.contains(TestLecture.lecture.scenes[scene].title))
      }
      driver.press(.character("S"))
      _ = driver.text()
    }
  }

  @Test func panesHaveTheirShares() throws {
    let lecture = Lecture(
      title: "Shares",
      scenes: [
        Scene(
          title: "Shares", scenario: TestLecture.scenario("replay"),
          panes: .shown([.init(.density, 2), .init(.mass), .init(.place)]))
      ])
    let driver = try Driver(
      Experiment(scenario: TestLecture.scenario("replay")), lecture: LectureState(lecture),
      rows: 46,
      columns: 120)
    let layout = ScreenLayout.layout(for: driver.state)
    #expect(layout.panes.map(\.pane) == [.density, .mass, .place])
    #expect(layout.panes.map(\.region.height) == [20, 10, 10])
    #expect(layout.notes?.width == 48)
    #expect(layout.panes.allSatisfy { $0.region.column == 49 && $0.region.endColumn == 120 })
  }
}
