import Cells
import Forgetting
import Testing

@testable import Explorer
@testable import Simulation

/// The first minutes: a lecture inside the explorer, from which one's own run comes back.
@Suite struct TourTests {
  @Test func nothingOpensByItself() throws {
    var driver = try Driver()
    #expect(driver.state.lecture == nil && driver.state.overlay == nil)
    #expect(driver.footer().contains("T tour  ? help"))
    driver.press(.character(" "))
    #expect(!driver.footer().contains("T tour"))
  }

  /// Run, ghosts, stop, view and cursor are what they were, bit for bit.
  @Test func whoComesBackFindsTheRunAsItWas() throws {
    var driver = try Driver(rows: 40, columns: 120)
    driver.press(.character(" "))
    driver.run(ticks: 30)
    driver.type("o]v2")
    driver.press(.down, .character(" "))
    driver.type(":pause when drift > 1\n")
    driver.state.message = nil
    let lanes = driver.simulation.lanes
    let experiment = driver.simulation.experiment
    let screen = driver.text()
    driver.press(.character("T"))
    #expect(driver.state.lecture?.scene == 0)
    #expect(driver.text().contains("1/5  Two tasks, two learners"))
    #expect(driver.footer().contains("T end"))
    driver.type("2nn]")
    driver.run(ticks: 5)
    driver.press(.character("T"))
    #expect(driver.state.message?.text == "the tour is over: this is your run again")
    #expect(driver.simulation.lanes == lanes)
    #expect(driver.simulation.experiment == experiment)
    driver.state.message = nil
    #expect(driver.text() == screen)
  }

  /// Guessed, answered, run: the curve and the guess are in one picture.
  @Test func aGuessIsComparedWithTheRun() throws {
    var driver = try Driver(rows: 40, columns: 120)
    driver.type("TS4")
    #expect(driver.state.lecture?.scene == 3)
    #expect(driver.text().contains("your guess? β of ●: type it"))
    #expect(driver.text().contains("after the answer") && !driver.text().contains("→ 0.2"))
    driver.type("0.4")
    #expect(driver.text().contains("β of ●: 0.4_ Enter takes it"))
    driver.press(.enter)
    #expect(driver.text().contains("you say β of ●: 0.4"))
    #expect(driver.press(.character("n")) == ["sent play", "state running"])
    #expect(driver.text().contains("you said β of ●: 0.4") && driver.text().contains("▸ To 0.2"))
    driver.run(ticks: 700)
    let text = driver.text()
    #expect(text.contains("0.20") && text.contains("→ 0.2") && !text.contains("after the answer"))
    // The guess lies across the plot.
    let region = try #require(ScreenLayout.layout(for: driver.state).region(of: .mass))
    let grid = driver.grid()
    let guess = (region.row..<region.endRow).map { row in
      (region.column..<region.endColumn).count {
        grid[row, $0].ink == .focus && grid[row, $0].scalar > 0x20
      }
    }
    #expect(guess.max() ?? 0 > 10 && text.contains("?"), "\(guess)")
  }

  /// A point in the plot is a guess, too; impossible ones are refused, and a lane is one key.
  @Test func guessesArePointedAtAndChecked() throws {
    var driver = try Driver(rows: 40, columns: 120)
    driver.type("TS4")
    let region = try #require(ScreenLayout.layout(for: driver.state).region(of: .mass))
    driver.press(.press(region.row + 1, region.column + 20))
    #expect(driver.state.guess?.number ?? 0 > 0.9)
    driver.press(.drag(region.endRow - 4, region.column + 20))
    #expect(driver.state.guess?.number ?? 1 < 0.2)
    driver.type("7\n")
    #expect(driver.state.message?.text == "β of ●: 7 is not allowed; a number from 0 to 1")
    #expect(driver.state.guess?.number ?? 1 < 0.2)
    driver.type("S1")
    #expect(driver.state.lecture?.scene == 0)
    driver.type("2")
    #expect(driver.text().contains("you say ○") && driver.state.focusedLane == nil)
    // Answered, digits are the explorer's again.
    driver.type("n2")
    #expect(driver.text().contains("you said ○") && driver.state.focusedLane == 1)
  }

  @Test func smallScreensAreNoProblem() throws {
    for size in [(1, 1), (4, 10), (5, 20), (8, 30), (12, 40), (18, 64)] {
      var driver = try Driver(rows: size.0, columns: size.1)
      driver.press(.character("T"))
      for _ in 0..<10 {
        #expect(driver.grid().rows == size.0)
        driver.press(.pageDown)
      }
    }
  }

  /// A lecture that was opened from outside has no run to come back to.
  @Test func aLectureHasNoTour() throws {
    var lecture = LectureState(
      Lecture(title: "x", scenes: [Scene(title: "x", scenario: Presets.preset("replay")!.scenario)])
    )
    var driver = try Driver(lecture.beginning(), lecture: lecture, rows: 24, columns: 80)
    #expect(
      driver.press(.character("T"))
        == ["message no tour in a lecture; forgetscope alone has it"])
  }
}
