import Forgetting
import Testing

@testable import Cells
@testable import Documents
@testable import Explorer
@testable import Simulation
@testable import Views

/// Lectures given by key scripts.
@Suite struct LectureTests {
  // MARK: - Remotes

  @Test func remotesStartStepAndStartAgain() throws {
    var driver = try TestLecture.driver(scene: 2)
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
    let scenes = (1...12).map { Scene(title: "\($0)", scenario: TestLecture.scenario("replay")) }
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

  // MARK: - What scenes show

  /// A log that one scene has shown is there in the next, in whatever order.
  @Test func aLogStaysFromSceneToScene() throws {
    var driver = try TestLecture.shipped("own-log")
    for key in [Key.pageDown, .pageDown, .pageUp, .pageUp, .pageDown, .pageDown] {
      #expect(driver.state.massCurve == .kept && driver.state.data.run != nil)
      #expect(driver.text().contains("old task kept"), "\(driver.state.lecture?.scene ?? -1)")
      #expect(driver.text().contains("1 plain  2 replay"))
      driver.press(key)
    }
  }

  /// What MASS shows and what is across in a trade-off belong to a scene.
  @Test func scenesSayWhatCurvesAreOf() throws {
    var first = Scene(title: "a", scenario: TestLecture.scenario("replay"))
    first.massCurve = .learned
    var second = Scene(title: "b", panes: .view(.tradeOff))
    second.across = .startToModel
    let third = Scene(title: "c")
    var lecture = LectureState(Lecture(title: "Curves", scenes: [first, second, third]))
    var driver = try Driver(lecture.beginning(), lecture: lecture, rows: 40, columns: 120)
    #expect(driver.state.massCurve == .learned)
    driver.press(.pageDown)
    #expect(driver.state.tradeOff == .startToModel && driver.state.massCurve == .weight)
    driver.press(.pageDown)
    #expect(driver.state.tradeOff == .learned)
    driver.press(.pageUp, .pageUp)
    #expect(driver.state.massCurve == .learned)
  }

  // MARK: - Stepping

  @Test func nextAndPreviousOpenScenesAsTheyBegin() throws {
    var driver = try TestLecture.driver()
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
        == ["sent open \(TestLecture.scenario("replay").name) at 40 with 0 edits"])
    #expect(driver.state.focus == .place)
    #expect(driver.state.now.state == .paused)
    #expect(
      driver.press(.pageUp).first
        == "sent open Forward KL forgets, reverse KL remembers at 60 with 1 edits")
    #expect(driver.press(.character("N")).first?.hasSuffix("at 0 with 0 edits") == true)
    #expect(driver.press(.character("N")) == ["message this is the first scene"])
  }

  @Test func theAnswerComesBeforeTheNextScene() throws {
    var driver = try TestLecture.driver(scene: 2)
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
    var driver = try TestLecture.driver()
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
    var driver = try TestLecture.driver()
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
      var driver = try TestLecture.driver()
      driver.press(.character(" "))
      driver.press(keys)
      driver.run(ticks: 80)
      #expect(driver.state.lecture?.scene == 0, "\(keys)")
    }
  }

  @Test func theScriptIsAFunctionOfTheLecture() throws {
    var forward = LectureScript(TestLecture.lecture)
    var backward = LectureScript(TestLecture.lecture)
    let there = TestLecture.lecture.scenes.indices.map { forward.beginning(of: $0) }
    let back = TestLecture.lecture.scenes.indices.reversed().map { backward.beginning(of: $0) }
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
    var driver = try TestLecture.driver(rows: 40, columns: 120)
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
    var driver = try TestLecture.driver(rows: 40, columns: 120)
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
    var driver = try TestLecture.driver()
    driver.type(keys)
    #expect(driver.state.lecture?.hasLeftScript == false)
  }

  @Test func aRunThatWasLeftRunningRunsOn() throws {
    var driver = try TestLecture.driver()
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
    var driver = try TestLecture.driver()
    driver.queue([.pageDown, .pageDown, .character("]")])
    driver.deliver()
    driver.press(.escape)
    #expect(driver.simulation.experiment.scenario.name == TestLecture.scenario("replay").name)
    #expect(driver.simulation.tick == 40)
  }

  @Test func sceneKeysLeaveEverythingBehind() throws {
    var driver = try TestLecture.driver(scene: 2)
    driver.type("]]1ez")
    driver.press(.pageUp, .pageDown)
    var fresh = try TestLecture.driver(scene: 2)
    #expect(driver.simulation.lanes == fresh.simulation.lanes)
    #expect(driver.text() == fresh.text())
  }
}
