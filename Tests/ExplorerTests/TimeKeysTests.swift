import Cells
import Testing

@testable import Explorer

/// Scripts: run, pause, step, scrub, speed, restart, reset.
@Suite struct TimeKeysTests {
  @Test func spaceRunsAndPauses() throws {
    var driver = try Driver()
    #expect(driver.press(.character(" ")) == ["sent play", "state running"])
    driver.run(ticks: 20)
    #expect(driver.line(0).hasSuffix("▶ t 1.0  0.50/s"))
    #expect(driver.press(.character(" ")) == ["sent pause", "state paused"])
    #expect(driver.line(0).hasSuffix("‖ t 1.00  0.50/s"))
  }

  @Test func twoQuickSpacesAreTwo() throws {
    var driver = try Driver()
    driver.queue([.character(" "), .character(" ")])
    #expect(driver.sent == ["play", "pause"])
    driver.deliver()
    #expect(driver.state.now.state == .ready)
  }

  @Test func aSnapshotFromBeforeDoesNotTakeSpaceBack() throws {
    var driver = try Driver()
    driver.queue([.character(" ")])
    driver.publish()
    #expect(driver.state.now.state == .running)
    driver.queue([.character(" ")])
    #expect(driver.sent == ["play", "pause"])
  }

  @Test func commaAndPointStep() throws {
    var driver = try Driver(at: 1)
    #expect(driver.press(.character(",")) == ["sent step -1", "time 0.95"])
    #expect(driver.press(.character(".")) == ["sent step 1", "time 1.00"])
    #expect(driver.press(.character(".")) == ["sent step 1", "time 1.05", "end 1.05"])
  }

  @Test func aStepStopsTheRun() throws {
    var driver = try Driver()
    driver.press(.character(" "))
    driver.run(ticks: 10)
    driver.queue([.character("."), .character(" ")])
    // Space after a step means go on, even before the step has been answered.
    #expect(driver.sent == ["play", "step 1", "play"])
    driver.deliver()
    #expect(driver.simulation.isRunning)
  }

  @Test func angleBracketsScrub() throws {
    var driver = try Driver(at: 3)
    #expect(driver.press(.character("<")) == ["sent seek 2.25", "time 2.25"])
    #expect(driver.press(.character(">")) == ["sent seek 3.00", "time 3.00"])
    // There is no future to scrub into.
    #expect(driver.press(.character(">")) == ["sent seek 3.00"])
  }

  @Test func twoQuickScrubsGoTwiceAsFar() throws {
    var driver = try Driver(at: 6)
    driver.queue([.character("<"), .character("<")])
    driver.publish()
    driver.queue([.character("<")])
    #expect(driver.sent == ["seek 5.25", "seek 4.50", "seek 3.75"])
    driver.deliver()
    #expect(driver.simulation.tick == 75)
  }

  @Test func goingOnFromThePastLeavesTheFutureAsAGhost() throws {
    var driver = try Driver(at: 6)
    let bar = { (driver: inout Driver) in driver.line(driver.state.rows - 2) }
    #expect(!bar(&driver).contains("┃"))
    driver.press(.character("<"), .character("<"))
    // The end that was there stands on the timeline.
    #expect(bar(&driver).contains("┃"))
    #expect(driver.press(.character(" ")) == ["sent play", "state running"])
    #expect(driver.state.snapshot.ghost == nil)
    driver.run(ticks: 1)
    #expect(driver.state.snapshot.ghost != nil)
    #expect(driver.state.now.endTime < 4.6)
    #expect(!bar(&driver).contains("┃"))
  }

  @Test func aRunningFlowIsNotInThePast() throws {
    var driver = try Driver(at: 2)
    driver.press(.character(" "))
    driver.run(ticks: 1)
    // Between two ticks, as the thread publishes it.
    driver.publish { $0.time -= 0.03 }
    #expect(!driver.state.now.isInPast)
    #expect(!driver.line(driver.state.rows - 2).contains("┃"))
  }

  @Test func plusEqualsMinusChangeTheSpeed() throws {
    var driver = try Driver()
    #expect(
      driver.press(.character("+")) == [
        "sent set clock.speed 0.7071067812", "clock.speed 0.7071067812",
      ])
    #expect(driver.press(.character("=")) == ["sent set clock.speed 1", "clock.speed 1"])
    #expect(
      driver.press(.character("-")) == [
        "sent set clock.speed 0.7071067812", "clock.speed 0.7071067812",
      ])
    #expect(driver.line(0).hasSuffix("0.71/s"))
    // No edit of the experiment: no mark, nothing to undo.
    #expect(driver.state.snapshot.marks.isEmpty)
    #expect(driver.press(.character("u")) == ["message nothing to undo"])
  }

  /// Many presses round off no more than one.
  @Test func speedsOfManyPressesAreRound() throws {
    var driver = try Driver()
    for _ in 0..<16 { driver.press(.character("+")) }
    #expect(driver.state.scenario.clock.speed == 128)
    for _ in 0..<18 { driver.press(.character("-")) }
    #expect(driver.state.scenario.clock.speed == 0.25)
  }

  @Test func restartKeepsTheValuesOfNow() throws {
    var driver = try Driver(at: 2)
    driver.press(.character("]"))
    let changes = driver.press(.character("r"))
    #expect(
      changes == ["sent restart", "state ready", "time 0.00", "end 0.00", "marks 0", "ghost there"])
    #expect(driver.state.scenario.lanes.count == 2)
    #expect(driver.line(0).contains("δ 4.25"))
  }

  @Test func resetGoesBackToTheScenario() throws {
    var driver = try Driver(at: 2)
    driver.press(.character("]"))
    driver.press(.character("2"), .character("x"))
    let changes = driver.press(.character("R"))
    #expect(
      changes == [
        "sent reset", "state ready", "time 0.00", "end 0.00", "marks 0", "ghost there",
        "lanes forward-kl, reverse-kl", "target.separation 4", "target.old.mean -2",
        "target.new.mean 2", "start.new.mean 0.5", "lanes.2.replay 0", "lanes.2.rates.oldMean 1",
      ])
  }
}
