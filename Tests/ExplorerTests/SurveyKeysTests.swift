import Cells
import Forgetting
import Testing

@testable import Explorer
@testable import Simulation

/// Scripts: surveys are asked for by their views, follow the parameters, and can be cancelled.
@Suite struct SurveyKeysTests {
  /// A scenario whose surveys are quick.
  private static func driver(rows: Int = 24, columns: Int = 80) throws -> Driver {
    var scenario = Presets.standard.scenario
    scenario.clock.until = 0.5
    return try Driver(scenario, at: 0.4, rows: rows, columns: columns)
  }

  @Test func aSurveyIsComputedOnceAndKept() throws {
    var driver = try Self.driver()
    #expect(driver.press([.character("v"), .character("v")]) == ["start survey 1", "view drift"])
    #expect(driver.line(3).hasSuffix(" 0 of 37 points  Esc cancels ━"))
    driver.compute(reports: 17)
    #expect(driver.line(3).hasSuffix(" 17 of 37 points  Esc cancels ━"))
    driver.compute()
    #expect(!driver.text().contains("points"))
    #expect(
      driver.press(Array(repeating: .character("v"), count: 7)).filter { $0.contains("survey") }
        == ["start survey 2", "cancel survey", "start survey 3", "cancel survey"])
    #expect(driver.state.surveys.drift?.isComplete == true)
  }

  @Test func separationMovesTheTickAndComputesNothing() throws {
    var driver = try Self.driver()
    driver.type("vv")
    driver.compute()
    let picture = driver.state.surveys.drift
    #expect(driver.text().contains("┃ now δ 4\n"))
    #expect(driver.type("]]").filter { $0.contains("survey") } == [])
    #expect(driver.text().contains("┃ now δ 4.5\n"))
    #expect(driver.state.surveys.drift == picture && !driver.state.surveys.isRunning)
    for _ in 0..<30 { driver.press(.character("]")) }
    #expect(driver.text().contains("now δ 12, right of here"))
    #expect(driver.deeds == ["start survey 1"])
  }

  @Test func whatMattersIsRecomputedAndTheOldPictureStaysMeanwhile() throws {
    var driver = try Self.driver()
    driver.type("vv")
    driver.compute()
    let before = driver.state.surveys.drift
    // α by a slider, several times in a row.
    #expect(
      driver.press(.down, .right, .right).filter { $0.contains("survey") } == [
        "start survey 2, settling", "start survey 3, settling",
      ])
    #expect(driver.state.surveys.driftBefore == before)
    #expect(driver.line(3).contains("recomputing  0 of 37 points  Esc cancels"))
    let ghosts = driver.grid().cells.filter { $0.ink == .ghost }.count
    #expect(ghosts > 40, "\(ghosts) cells of the old picture")
    driver.compute(reports: 3)
    #expect(driver.state.surveys.driftBefore == before)
    driver.compute()
    #expect(driver.state.surveys.driftBefore == nil)
    #expect(driver.state.surveys.drift?.isComplete == true)
    #expect(driver.state.surveys.drift != before)
    #expect(!driver.grid().cells.contains { $0.ink == .ghost })
  }

  @Test func reportsOfAnotherRequestAreIgnored() throws {
    var driver = try Self.driver()
    driver.type("vv")
    driver.compute(reports: 2)
    let picture = try #require(driver.survey?.job.picture)
    driver.press(.down, .right)
    driver.reduce(.surveyArrived(SurveyReport(number: 1, picture: picture)))
    #expect(driver.state.surveys.drift == nil)
  }

  @Test func escapeCancelsThenLeaves() throws {
    var driver = try Self.driver()
    driver.type("vv")
    driver.compute(reports: 5)
    #expect(driver.press(.escape) == ["cancel survey"])
    #expect(driver.line(3).hasSuffix(" cancelled at 5 of 37 ━"))
    // It stays cancelled while nothing changes, and what has been found stays.
    driver.run(ticks: 1)
    #expect(driver.state.surveys.drift?.points.count == 5)
    #expect(driver.deeds == ["start survey 1", "cancel survey"])
    #expect(driver.press(.escape) == ["view dashboard"])
    // Whoever comes again asks again.
    #expect(driver.type("vv") == ["start survey 2, settling", "view drift"])
    // A change asks too.
    driver.press(.escape)
    #expect(
      driver.press(.down, .right).filter { $0.contains("survey") } == ["start survey 3, settling"])
  }

  @Test func leavingTheViewCancels() throws {
    var driver = try Self.driver()
    driver.type("vv")
    driver.compute(reports: 2)
    #expect(driver.type("z") == ["cancel survey", "zoomed true"])
    #expect(driver.type("z").first?.hasPrefix("start survey 2") == true)
    driver.reduce(.terminalResized(rows: 8, columns: 30))
    #expect(driver.deeds.last == "cancel survey")
  }

  @Test func thePhasePlaneFollowsItsLane() throws {
    var driver = try Self.driver()
    driver.type("vvv")
    #expect(driver.line(3).contains(" 0 of 8 rows  Esc cancels  → flow of ● forward ━"))
    driver.compute()
    #expect(driver.state.surveys.phase?.isComplete == true)
    #expect(driver.line(3).contains("━ → flow of ● forward at m_n 1.00 ━"))
    #expect(driver.deeds == ["start survey 1", "start survey 2"])
    // The new mean moves: the field is made anew, and Esc leaves, for there is nothing to cancel.
    driver.simulation(advancedBy: 20)
    #expect(driver.deeds.last == "start survey 3")
    let asked = driver.deeds.count
    driver.simulation(advancedBy: 20)
    #expect(driver.deeds.count == asked, "a field on its way is finished first")
    driver.compute()
    #expect(driver.deeds.last == "start survey 4" || driver.deeds.last == "start survey 3")
    // Another lane is another field.
    driver.press(.character("2"))
    #expect(driver.line(3).contains("→ flow of ○ reverse"))
    guard case .phase(let request) = driver.state.surveys.request else {
      Issue.record("no phase plane was asked for")
      return
    }
    #expect(request.lane == 1)
    driver.compute()
    #expect(driver.press(.escape) == ["start survey 6", "lane all"])
  }

  @Test func aCancelledFieldStaysAwayUntilThePlaneChanges() throws {
    var driver = try Self.driver()
    driver.type("vvv")
    driver.compute(reports: 1)
    #expect(driver.press(.escape) == ["cancel survey"])
    #expect(driver.line(3).contains("cancelled  → flow of"))
    driver.simulation(advancedBy: 20)
    #expect(driver.deeds.last == "cancel survey")
    driver.press(.down, .right)
    #expect(driver.deeds.last?.hasPrefix("start survey") == true)
    driver.compute()
    #expect(driver.press(.escape).contains("view dashboard"))
  }

  @Test func tabHasNothingToGoTo() throws {
    var driver = try Self.driver()
    driver.type("vv")
    #expect(driver.press(.tab) == [])
    #expect(driver.press(.press(10, 40), .drag(10, 50), .wheelUp(10, 40)) == [])
  }

  @Test func changesAreAnnounced() throws {
    var driver = try Self.driver()
    driver.type("vv")
    driver.press(.character("]"))
    #expect(driver.footer() == " separation δ 4.25")
  }
}
