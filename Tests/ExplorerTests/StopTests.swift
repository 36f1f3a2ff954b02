import Cells
import Testing

@testable import Explorer

/// Scripts: a run that pauses by itself.
@Suite struct StopTests {
  private func pauseWhen(_ condition: String, _ driver: inout Driver) {
    driver.press(.character(":"))
    driver.type("pause when \(condition)")
    driver.press(.enter)
  }

  @Test func pausesAndSaysSo() throws {
    var driver = try Driver()
    pauseWhen("β < 0.5", &driver)
    #expect(driver.footer() == " pauses when lane 1: β < 0.5")
    #expect(driver.line(0).contains("stop ● β < 0.5"))
    driver.press(.character(" "))
    driver.run(ticks: 2000)
    #expect(driver.state.now.state == .paused)
    #expect(driver.footer() == " paused: lane 1: β < 0.5; Space goes on")
    let weights = driver.state.snapshot.series.lanes[0][.oldWeight]
    #expect(weights.last! < 0.5 && weights[weights.count - 2] >= 0.5)
    // It says it once, and Space does go on.
    driver.press(.escape)
    driver.publish()
    #expect(driver.state.message == nil)
    driver.press(.character(" "))
    driver.run(ticks: 10)
    #expect(driver.state.now.state == .running)
  }

  @Test func theFocusedLaneIsMeant() throws {
    var driver = try Driver()
    driver.press(.character("2"))
    pauseWhen("beta < 0.7", &driver)
    #expect(driver.state.now.pauseCondition?.lane == 1)
    #expect(driver.line(0).contains("stop ○ β < 0.7"))
    driver.press(.character(":"))
    driver.type("pause never")
    driver.press(.enter)
    #expect(driver.state.now.pauseCondition == nil)
    #expect(!driver.line(0).contains("stop"))
  }

  @Test func whatHoldsAlreadyIsSaid() throws {
    var driver = try Driver()
    pauseWhen("β > 0.1", &driver)
    #expect(driver.footer().hasPrefix(" lane 1: β > 0.1 holds already: pauses when it begins"))
  }

  @Test func isNoEditOfTheRun() throws {
    var driver = try Driver(at: 2)
    let experiment = driver.state.snapshot.experiment
    pauseWhen("t > 5", &driver)
    #expect(driver.state.snapshot.experiment == experiment)
    #expect(driver.state.snapshot.marks.isEmpty && !driver.state.snapshot.canUndo)
  }
}
