import Cells
import Forgetting
import Testing

@testable import Explorer

/// Scripts: curves that are kept, and runs that branch.
@Suite struct GhostTests {
  @Test func curvesAreKept() throws {
    var driver = try Driver(at: 6)
    let series = driver.state.snapshot.series
    #expect(
      driver.press(.character("o")) == [
        "message kept: a as loaded: ● β 0.24 drift 0.40 σ  ○ β 0.64 drift 0.02 σ", "ghosts a",
      ])
    driver.press(.character(":"))
    driver.type("lanes.1.replay=0.2")
    driver.press(.enter)
    driver.press(.character(" "))
    driver.run(ticks: 40)
    driver.press(.character(" "), .character("o"))
    #expect(driver.state.ghosts.map(\.name) == ["as loaded", "● replay λ 0.2"])
    #expect(driver.state.ghosts[0].series == series)
    #expect(driver.state.ghosts[0].endTime == 6)
    let final = try #require(driver.state.ghosts[1].final(lane: 0))
    #expect(final.mass == driver.state.snapshot.series.lanes[0][.oldWeight].last)
    #expect(driver.state.ghosts[1].final(lane: 5) == nil)
  }

  /// MASS of tasks that have names is what is kept of them; so is that of ghosts.
  @Test func ghostsOfTasksSayWhatIsKept() throws {
    var driver = try Driver("three-tasks", at: 8)
    driver.press(.character("o"))
    let final = try #require(driver.state.ghosts[0].final(lane: 0))
    let kept = driver.state.snapshot.series.lanes[0][.kept].last(where: \.isFinite)
    #expect(final.symbol == "kept" && final.mass == kept)
    driver.press(.character("O"))
    #expect(driver.text().contains("kept \(NumberText.fixed(final.mass, digits: 3))"))
  }

  @Test func thereAreFourAtMost() throws {
    var driver = try Driver(at: 1)
    for _ in 0..<5 { driver.press(.character("o")) }
    #expect(driver.state.ghosts.map(\.letter) == ["b", "c", "d", "a"])
    driver.press(.character("O"))
    driver.press(.down, .character("x"))
    #expect(driver.state.ghosts.map(\.letter) == ["b", "d", "a"])
    driver.press(.escape, .character("o"))
    #expect(driver.state.ghosts.map(\.letter) == ["b", "d", "a", "c"])
    driver.press(.character(":"))
    driver.type("forget all")
    driver.press(.enter)
    #expect(driver.state.ghosts.isEmpty)
    driver.press(.character("O"))
    #expect(driver.text().contains("no ghosts"))
    #expect(driver.press(.character("x"), .enter, .down) == [])
  }

  @Test func nothingIsKeptOfNothing() throws {
    var driver = try Driver()
    #expect(driver.press(.character("o")) == ["message no curves to keep yet: Space runs"])
    #expect(driver.press(.character("f")) == ["message nothing to branch from yet: Space runs"])
  }

  @Test func lettersAndLegendAreOnTheScreen() throws {
    var driver = try Driver(at: 6, rows: 40, columns: 120)
    driver.press(.character("o"))
    driver.press(Array(repeating: .character("]"), count: 8))
    driver.press(.character(" "))
    driver.run(ticks: 100)
    driver.press(.character(" "))
    #expect(driver.line(38).hasPrefix(" a as loaded: ● β 0.24 0.40 σ  ○ β 0.64 0.02 σ"))
    let letters = driver.grid().cells.filter { $0.ink == .ghost && $0.scalar == 0x61 }
    #expect(letters.count >= 3)
  }

  @Test func aForkKeepsTheFuture() throws {
    var driver = try Driver(at: 6)
    driver.press(Array(repeating: .character("<"), count: 3))
    let time = driver.state.now.time
    let changes = driver.press(.character("f"))
    #expect(changes.first == "sent fork")
    #expect(changes.contains("end \(NumberText.fixed(time, digits: 2))"))
    #expect(changes.contains("ghosts a"))
    #expect(driver.state.ghosts[0].endTime == 6)
    #expect(!driver.state.now.isInPast)
    // Space goes on from here; the run is the one that it would have been.
    driver.press(.character(" "))
    driver.run(ticks: 100)
    var straight = try Driver()
    straight.simulation(advancedBy: driver.simulation.tick)
    #expect(driver.simulation.lanes == straight.simulation.lanes)
    // At the present there is no future to drop.
    driver.press(.character(" "))
    let sent = driver.sent.count
    driver.press(.character("f"))
    #expect(driver.sent.count == sent)
    #expect(driver.state.ghosts.count == 2)
  }

  @Test func aGhostIsAnExperiment() throws {
    var driver = try Driver(at: 6)
    driver.press(.character("o"))
    let kept = driver.state.snapshot.experiment
    driver.press(Array(repeating: .character("]"), count: 4))
    driver.press(.character(" "))
    driver.run(ticks: 30)
    driver.press(.character("O"), .enter)
    #expect(driver.state.snapshot.experiment == kept)
    #expect(driver.state.snapshot.series == driver.state.ghosts[0].series)
    #expect(driver.state.overlay == nil)
  }
}
