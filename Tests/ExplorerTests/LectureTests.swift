import Documents
import Forgetting
import Testing

@testable import Cells
@testable import Explorer
@testable import Simulation
@testable import Views

/// Lectures given by key scripts.
@Suite struct LectureTests {
  private static func scenario(_ id: String) -> Scenario { Presets.preset(id)!.scenario }

  private static func prose(_ text: String) -> Scene.Text {
    Scene.Text(source: text, prose: Prose(blocks: [.init([.init(text)])]))
  }

  /// Key, time, condition, and a scene that asks; 2 and 4 go on with the scene before.
  private static let lecture = Lecture(
    title: "Test",
    scenes: [
      Scene(
        title: "first", notes: prose("one"), scenario: scenario("forward-and-reverse"), plays: true,
        ending: .time(3), minutes: 1),
      Scene(
        title: "second", changes: [.init(path: "lanes.1.replay", value: .number(0.2))],
        plays: true, ending: .condition(Condition(.oldWeight, lane: 1, .less, 0.6))),
      Scene(
        title: "third", scenario: scenario("replay"), start: 2,
        panes: .shown([.init(.place), .init(.why)]), pointer: .init(at: .place, "Here"),
        question: .init(prose("Why?"), answer: prose("Because.")), minutes: 2),
      Scene(
        title: "fourth", changes: [.init(path: "target.separation", value: .number(7))],
        panes: .view(.phase)),
    ])

  private func driver(
    scene: Int = 0, rows: Int = 24, columns: Int = 80, rehearses: Bool = false
  ) throws -> Driver {
    var lecture = LectureState(Self.lecture, scene: scene, rehearses: rehearses)
    return try Driver(lecture.beginning(), lecture: lecture, rows: rows, columns: columns)
  }

  // MARK: - Remotes

  @Test func remotesStartStepAndStartAgain() throws {
    var driver = try driver(scene: 2)
    driver.press(.right)
    #expect(driver.state.lecture?.awaitsAnswer == false)
    driver.press(.right)
    #expect(driver.state.lecture?.scene == 3)
    driver.press(.left)
    #expect(driver.state.lecture?.scene == 2)
    driver.press(.right)
    driver.press(.function(17))
    #expect(driver.state.lecture?.scene == 2)
    #expect(driver.state.lecture?.awaitsAnswer == true)
    driver.press(.function(5))
    #expect(driver.state.lecture?.scene == 0)
  }

  @Test func sceneNumbersMayHaveTwoDigits() throws {
    let scenes = (1...12).map { Scene(title: "\($0)", scenario: Self.scenario("replay")) }
    func driver(typing keys: String) throws -> Driver {
      var lecture = LectureState(Lecture(title: "Long", scenes: scenes))
      var driver = try Driver(lecture.beginning(), lecture: lecture, rows: 24, columns: 80)
      driver.type("S" + keys)
      return driver
    }
    #expect(try driver(typing: "12").state.lecture?.scene == 11)
    #expect(try driver(typing: "7").state.lecture?.scene == 6)
    var one = try driver(typing: "1")
    #expect(one.state.lecture?.menu == 0)
    one.press(.enter)
    #expect(one.state.lecture?.scene == 0)
    #expect(one.state.lecture?.menu == nil)
  }

  // MARK: - Stepping

  @Test func nextAndPreviousOpenScenesAsTheyBegin() throws {
    var driver = try driver()
    // The first ends at t = 3, tick 60: what goes on with it begins there, pressed when it may.
    #expect(
      driver.press(.pageDown).prefix(2) == [
        "sent open Forward KL forgets, reverse KL remembers at 60 with 1 edits", "sent play",
      ])
    #expect(driver.state.lecture?.scene == 1)
    #expect(driver.state.now.time == 3)
    #expect(driver.state.now.state == .running)
    #expect(
      driver.press(.character("n")).prefix(1)
        == ["sent open \(Self.scenario("replay").name) at 40 with 0 edits"])
    #expect(driver.state.focus == .place)
    #expect(driver.state.now.state == .paused)
    #expect(
      driver.press(.pageUp).first
        == "sent open Forward KL forgets, reverse KL remembers at 60 with 1 edits")
    #expect(driver.press(.character("N")).first?.hasSuffix("at 0 with 0 edits") == true)
    #expect(driver.press(.character("N")) == ["message this is the first scene"])
  }

  @Test func theAnswerComesBeforeTheNextScene() throws {
    var driver = try driver(scene: 2)
    #expect(driver.text().contains("? Why?"))
    #expect(driver.text().contains("n shows the answer"))
    #expect(!driver.text().contains("Because."))
    #expect(driver.press(.pageDown) == [])
    #expect(driver.text().contains("▸ Because."))
    #expect(driver.state.lecture?.scene == 2)
    // At tick 40 of a scene that does not play the change is an edit.
    #expect(driver.press(.pageDown).first?.hasSuffix("at 40 with 1 edits") == true)
    #expect(driver.state.view == .phase)
    #expect(driver.press(.pageDown) == ["message this is the last scene; S lists them, q quits"])
    driver.press(.pageUp)
    #expect(!driver.text().contains("Because."))
  }

  @Test func theListJumps() throws {
    var driver = try driver()
    driver.press(.character("S"))
    #expect(driver.text().contains("▸ 1 first"))
    driver.press(.down, .down)
    #expect(driver.text().contains("▸ 3 third"))
    driver.press(.escape)
    #expect(driver.state.lecture?.scene == 0)
    #expect(driver.press(.character("S"), .character("3")).count > 1)
    #expect(driver.state.lecture?.scene == 2)
    driver.press(.character("S"), .end, .enter)
    #expect(driver.state.lecture?.scene == 3)
    #expect(driver.state.lecture?.menu == nil)
    driver.press(.character("S"), .control("c"))
    #expect(driver.deeds.last == "quit")
  }

  // MARK: - Going on by itself

  /// Time and condition bring the next scene, at the step that the script says, however late they are
  /// noticed.
  @Test(arguments: [1, 7, 64]) func scenesEndByThemselves(ticksAtOnce: Int) throws {
    var driver = try driver()
    driver.press(.character(" "))
    while driver.state.lecture?.scene == 0 { driver.run(ticks: ticksAtOnce) }
    driver.deliver()
    #expect(driver.state.lecture?.scene == 1)
    #expect(driver.simulation.tick == 60)
    while driver.state.lecture?.scene == 1 { driver.run(ticks: ticksAtOnce) }
    driver.deliver()
    #expect(driver.state.lecture?.scene == 2)
    #expect(driver.sent.last?.hasSuffix("at 40 with 0 edits") == true)
    // A key ends the third.
    driver.run(ticks: 200)
    #expect(driver.state.lecture?.scene == 2)
  }

  @Test func nothingGoesOnWhileSomebodyIsBusy() throws {
    for keys: [Key] in [
      [.character("b")], [.character("S")], [.character("?")], [.enter], [.character("]")],
    ] {
      var driver = try driver()
      driver.press(.character(" "))
      driver.press(keys)
      driver.run(ticks: 80)
      #expect(driver.state.lecture?.scene == 0, "\(keys)")
    }
  }

  @Test func theScriptIsAFunctionOfTheLecture() throws {
    var forward = LectureScript(Self.lecture)
    var backward = LectureScript(Self.lecture)
    let there = Self.lecture.scenes.indices.map { forward.beginning(of: $0) }
    let back = Self.lecture.scenes.indices.reversed().map { backward.beginning(of: $0) }
    #expect(there == back.reversed())
    let end = try Simulation(forward.end(of: 1))
    #expect(end.lanes[1].model.oldWeight < 0.6)
    var before = forward.end(of: 1)
    before.tick -= 1
    #expect(try Simulation(before).lanes[1].model.oldWeight >= 0.6)
  }

  // MARK: - Leaving the script

  /// Whatever is done to a scene, Esc has it back: the same numbers, bit for bit, and the same screen.
  @Test(arguments: [
    "]]", "u]", "m", "a1", "p2\n", "r", "R", "<<", ",", "d", "i]", "vv]v", "z]", "e1]",
  ])
  func escapeComesBackToWhereItWas(keys: String) throws {
    var driver = try driver(rows: 40, columns: 120)
    driver.press(.character(" "))
    driver.run(ticks: 30)
    driver.press(.character(" "))
    let lanes = driver.simulation.lanes
    let experiment = driver.simulation.experiment
    driver.press(.escape)
    let screen = driver.text()
    driver.type(keys)
    #expect(driver.state.lecture?.hasLeftScript == true)
    driver.run(ticks: 5)
    while driver.state.overlay != nil { driver.press(.escape) }
    driver.state.message = nil
    #expect(driver.footer().contains("Esc script"))
    driver.press(.escape)
    #expect(driver.state.lecture?.hasLeftScript == false)
    #expect(driver.simulation.lanes == lanes)
    #expect(driver.simulation.experiment == experiment)
    driver.state.message = nil
    driver.state.cursor = "target.separation"
    #expect(driver.text() == screen)
  }

  /// Ghosts and the stop that were there when the script was left come back with it; those of a scene
  /// go with it.
  @Test func ghostsBelongToTheScene() throws {
    var driver = try driver(rows: 40, columns: 120)
    driver.press(.character(" "))
    driver.run(ticks: 30)
    driver.press(.character(" "), .character("o"))
    driver.type(":pause when drift > 1\n")
    #expect(driver.state.lecture?.hasLeftScript == false)
    let screen = driver.text()
    driver.type("]:pause never\no")
    #expect(driver.state.ghosts.count == 2)
    driver.press(.escape)
    driver.state.message = nil
    #expect(driver.state.ghosts.count == 1)
    #expect(driver.simulation.pauseCondition == driver.state.now.pauseCondition)
    #expect(driver.state.now.pauseCondition?.value == 1)
    // A ghost that is opened is not in the script.
    driver.type("O\n")
    #expect(driver.state.lecture?.hasLeftScript == true)
    driver.press(.escape)
    #expect(driver.state.lecture?.hasLeftScript == false)
    driver.state.message = .init(remark: .told("pauses when lane 1: drift > 1"), isError: false)
    #expect(driver.text() == screen)
    driver.type("n")
    if driver.state.lecture?.scene == 0 { driver.type("n") }
    #expect(driver.state.ghosts.isEmpty)
  }

  @Test(arguments: [" ", "+-", "z", "v", "e", "1", "c", "?"])
  func watchingIsNoLeaving(keys: String) throws {
    var driver = try driver()
    driver.type(keys)
    #expect(driver.state.lecture?.hasLeftScript == false)
  }

  @Test func aRunThatWasLeftRunningRunsOn() throws {
    var driver = try driver()
    driver.press(.character(" "))
    driver.run(ticks: 10)
    driver.type("]")
    driver.run(ticks: 10)
    #expect(driver.press(.escape).contains("sent play"))
    #expect(driver.simulation.tick == 10)
    #expect(driver.simulation.isPlaying)
    #expect(driver.state.scenario.target.old.mean == [-2])
  }

  /// A change before the scene has been shown leaves its beginning, not the scene before.
  @Test func leavingAtOnceComesBackToTheBeginning() throws {
    var driver = try driver()
    driver.queue([.pageDown, .pageDown, .character("]")])
    driver.deliver()
    driver.press(.escape)
    #expect(driver.simulation.experiment.scenario.name == Self.scenario("replay").name)
    #expect(driver.simulation.tick == 40)
  }

  @Test func sceneKeysLeaveEverythingBehind() throws {
    var driver = try driver(scene: 2)
    driver.type("]]1ez")
    driver.press(.pageUp, .pageDown)
    var fresh = try self.driver(scene: 2)
    #expect(driver.simulation.lanes == fresh.simulation.lanes)
    #expect(driver.text() == fresh.text())
  }

  // MARK: - Screen

  @Test(arguments: [Key.character("b"), .character(".")])
  func blankScreensAreBlankAndAnyKeyEndsThem(key: Key) throws {
    var driver = try driver()
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
    var driver = try driver()
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
    var driver = try driver()
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
    var driver = try driver(rows: 40, columns: 120)
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
    var driver = try driver(rehearses: true)
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
        Scene(title: "Long", notes: Self.prose(notes), scenario: Self.scenario("replay"))
      ])
    var driver = try Driver(
      Experiment(scenario: Self.scenario("replay")), lecture: LectureState(lecture), rows: 24,
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
    for scene in Self.lecture.scenes.indices {
      var driver = try driver(scene: scene, rows: rows, columns: columns)
      let screen = driver.text()
      if rows >= 12, columns >= 40 {
        #expect(screen.contains("\(scene + 1)/4"))
        #expect(screen.contains(Self.lecture.scenes[scene].title))
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
          title: "Shares", scenario: Self.scenario("replay"),
          panes: .shown([.init(.density, 2), .init(.mass), .init(.place)]))
      ])
    let driver = try Driver(
      Experiment(scenario: Self.scenario("replay")), lecture: LectureState(lecture), rows: 46,
      columns: 120)
    let layout = ScreenLayout.layout(for: driver.state)
    #expect(layout.panes.map(\.pane) == [.density, .mass, .place])
    #expect(layout.panes.map(\.region.height) == [20, 10, 10])
    #expect(layout.notes?.width == 48)
    #expect(layout.panes.allSatisfy { $0.region.column == 49 && $0.region.endColumn == 120 })
  }
}
