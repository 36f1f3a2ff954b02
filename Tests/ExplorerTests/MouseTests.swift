import Cells
import Forgetting
import Testing

@testable import Explorer
@testable import Views

/// Scripts with the pointer: sliders, true means, timeline, wheel, focus.
@Suite struct MouseTests {
  /// The row of the grid that shows a text, and the column where it starts.
  private func place(_ text: String, _ driver: inout Driver) throws -> (row: Int, column: Int) {
    let lines = driver.text().split(separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in lines.enumerated() {
      if let range = line.firstRange(of: text) {
        return (row, line.distance(from: line.startIndex, to: range.lowerBound))
      }
    }
    throw NotOnTheScreen(text: text)
  }

  private struct NotOnTheScreen: Error { let text: String }

  private func density(_ driver: Driver) throws -> Region {
    try #require(ScreenLayout.layout(for: driver.state).panes.first { $0.pane == .density }).region
  }

  /// The cell of the density pane that shows a place of the data.
  private func cell(_ x: Double, _ y: Double, _ driver: Driver) throws -> (row: Int, column: Int) {
    let region = try density(driver)
    var best = (row: 0, column: 0)
    var least = Double.infinity
    for row in region.row + 1..<region.endRow - 2 {
      for column in region.column + 5..<region.endColumn {
        let at = DensityLayout.point(row: row, column: column, driver.state, region)
        let dy = driver.state.scenario.dimension == 2 ? at.y - y : Double(row) * 1e-9
        let distance = (at.x - x) * (at.x - x) + dy * dy
        if distance < least { (least, best) = (distance, (row, column)) }
      }
    }
    return best
  }

  @Test func aSliderIsDragged() throws {
    var driver = try Driver(at: 1)
    let handle = try place("●──────   ", &driver)
    let row = try place("old mass α", &driver).row
    #expect(handle.row == row)
    // The press itself sets the value under the pointer.
    #expect(
      driver.press(.press(row, handle.column + 3)) == [
        "sent set target.oldMass 0.764", "marks 1", "cursor target.oldMass",
        "target.oldMass 0.764",
      ])
    #expect(driver.press(.drag(row, handle.column + 3)) == [])
    #expect(
      driver.press(.drag(row + 5, handle.column + 4)) == [
        "sent set target.oldMass 0.84", "target.oldMass 0.84",
      ])
    // Beyond the ends are the ends.
    #expect(
      driver.press(.drag(row, 200)) == ["sent set target.oldMass 0.99", "target.oldMass 0.99"])
    #expect(driver.press(.release(row, 200)) == [])
    #expect(driver.press(.drag(row, 0)) == [])
  }

  @Test func aTrueMeanIsDraggedOnTheLine() throws {
    var driver = try Driver(at: 1)
    let old = try cell(-2, 0, driver)
    #expect(driver.press(.press(old.row, old.column)) == ["focus density"])
    let goal = try cell(-3, 0, driver)
    let at = DensityLayout.point(
      row: goal.row, column: goal.column, driver.state, try density(driver))
    let value = (at.x * 100).rounded() / 100
    let changes = driver.press(.drag(goal.row, goal.column))
    #expect(changes.first == "sent set target.old.mean \(value)")
    #expect(changes.contains("target.old.mean \(value)"))
    #expect(abs(value + 3) < 0.2)
    #expect(!changes.contains { $0.hasPrefix("target.new.mean") })
    driver.press(.release(goal.row, goal.column))
    #expect(driver.press(.drag(old.row, old.column)) == [])
  }

  @Test func aTrueMeanIsDraggedInThePlane() throws {
    var driver = try Driver("correlated", rows: 40, columns: 120)
    let new = try cell(1.5, -0.8, driver)
    driver.press(.press(new.row, new.column))
    let goal = try cell(2.5, 1, driver)
    let at = DensityLayout.point(
      row: goal.row, column: goal.column, driver.state, try density(driver))
    let x = (at.x * 100).rounded() / 100
    let y = (at.y * 100).rounded() / 100
    let changes = driver.press(.drag(goal.row, goal.column))
    #expect(
      changes.prefix(2) == ["sent set target.new.mean.x \(x)", "sent set target.new.mean.y \(y)"])
    #expect(driver.state.scenario.target.new.mean == [x, y])
    #expect(driver.state.scenario.target.old.mean == [-1.5, 0.8])
  }

  @Test func emptySpaceHasNoMean() throws {
    var driver = try Driver(at: 1)
    let far = try cell(-5.9, 0, driver)
    driver.press(.press(far.row, far.column))
    #expect(driver.press(.drag(far.row, far.column + 6)) == [])
  }

  @Test func theTimelineIsClickedAndDragged() throws {
    var driver = try Driver(at: 12)
    let bar = TimelineLayout.bar(try #require(ScreenLayout.layout(for: driver.state).timeline))
    // 15 units of flow time over the bar.
    let column = { (time: Double) in
      bar.column + Int((time / 15 * Double(bar.width - 1)).rounded())
    }
    driver.press(.press(bar.row, column(6)))
    #expect(abs(driver.simulation.time - 6) < 0.2)
    driver.press(.drag(bar.row, column(3)))
    #expect(abs(driver.simulation.time - 3) < 0.2)
    #expect(driver.sent.allSatisfy { $0.hasPrefix("seek ") })
    #expect(driver.text().contains("┃"))
    // Nothing lies beyond what has been run.
    driver.press(.drag(bar.row, column(14.5)), .release(bar.row, 0))
    #expect(abs(driver.simulation.time - 12) < 1e-9)
    #expect(driver.press(.drag(bar.row, column(1))) == [])
  }

  /// A stage's end is dragged while it lies ahead; a click there goes to the instant, as everywhere.
  @Test func theEndOfAStageIsDragged() throws {
    var scenario = Presets.preset("three-tasks")!.scenario
    try scenario.set("stages.1.until", text: "25")
    var driver = try Driver(scenario, at: 21)
    let bar = TimelineLayout.bar(try #require(ScreenLayout.layout(for: driver.state).timeline))
    let horizon = TimelineLayout.horizon(driver.state)
    func column(_ time: Double) -> Int {
      TimelineLayout.column(of: time, horizon: horizon, bar)
    }
    func until(_ driver: Driver) -> Double { driver.state.scenario.sequence?.stages?[0].until ?? 0 }
    // Beyond the plots: all that is still to come, with room behind the last end.
    #expect(driver.state.snapshot.horizon == 30 && horizon == 60)
    driver.press(.press(bar.row, column(25)))
    #expect(driver.sent.isEmpty && driver.state.cursor == "stages.1.until")
    driver.press(.drag(bar.row, column(28)))
    #expect(abs(until(driver) - 28) <= horizon / Double(bar.width - 1))
    #expect(driver.simulation.scenario.sequence?.stages?[0].until == until(driver))
    // The letter has gone along, and the run stands where it was.
    #expect(
      driver.grid()[bar.row, column(until(driver))].scalar == UnicodeScalar("C").value)
    #expect(abs(driver.simulation.time - 21) < 1e-9)
    // No further than what has been trained, and the next stage's end.
    driver.press(.drag(bar.row, column(0)))
    #expect(abs(until(driver) - 21.05) < 1e-9)
    driver.press(.drag(bar.row, bar.endColumn + 5))
    #expect(abs(until(driver) - 39.95) < 1e-9)
    driver.press(.release(bar.row, bar.endColumn))
    #expect(driver.sent.allSatisfy { $0.hasPrefix("set stages.1.until ") }, "\(driver.sent)")
    // One hand movement is one intervention.
    #expect(driver.state.snapshot.marks.count == 1)
    // In instant mode what has been trained is trained again.
    driver = try Driver("three-tasks", at: 30)
    driver.press(.character("i"), .press(bar.row, column(20)), .drag(bar.row, column(10)))
    #expect(abs(until(driver) - 10) <= horizon / Double(bar.width - 1))
    #expect(driver.state.snapshot.stages.map(\.time) == [0, until(driver)])
    // A click there, and an end that is past.
    driver = try Driver("three-tasks", at: 24)
    let past = column(20)
    driver.press(.press(bar.row, past), .drag(bar.row, past - 10), .release(bar.row, past - 10))
    #expect(driver.simulation.time < 20)
    #expect(driver.sent.allSatisfy { $0.hasPrefix("seek ") })
    driver = try Driver(scenario, at: 21)
    driver.press(.press(bar.row, column(25)), .release(bar.row, column(25)))
    #expect(driver.sent.allSatisfy { $0.hasPrefix("seek ") } && driver.sent.count == 1)
  }

  /// Before the first step the ends of all stages stand on the timeline, and are dragged there; the run pauses with
  /// the last one.
  @Test(arguments: [(24, 80), (40, 120)])
  func theEndsOfAllStagesAreThere(rows: Int, columns: Int) throws {
    var driver = try Driver("five-tasks", rows: rows, columns: columns)
    let stages = try #require(driver.state.scenario.sequence?.stages)
    let bar = TimelineLayout.bar(try #require(ScreenLayout.layout(for: driver.state).timeline))
    let horizon = TimelineLayout.horizon(driver.state)
    #expect(stages.count == 4 && driver.state.snapshot.horizon < stages[0].until!)
    func column(_ time: Double) -> Int {
      TimelineLayout.column(of: time, horizon: horizon, bar)
    }
    for (number, stage) in stages.enumerated() {
      let column = column(try #require(stage.until))
      #expect(
        TimelineLayout.stageEnd(atColumn: column, driver.state, bar)
          == "stages.\(number + 1).until")
      // The next one's letter; behind the last there is none.
      let sign =
        number + 1 < stages.count
        ? driver.state.scenario.sequence!.index(of: stages[number + 1].task).map {
          "\(TaskMark.letter($0))"
        } : "│"
      #expect(UnicodeScalar(driver.grid()[bar.row, column].scalar).map(String.init) == sign)
    }
    // The last one both ways.
    var wanted = [stages[3].until! * 0.9, stages[3].until! * 1.05]
    if stages[3].until! * 1.05 > horizon { wanted.removeLast() }
    for time in wanted {
      let now = driver.state.scenario.lastStageEnd!
      let horizon = TimelineLayout.horizon(driver.state)
      func column(_ time: Double) -> Int {
        TimelineLayout.column(of: time, horizon: horizon, bar)
      }
      driver.press(
        .press(bar.row, column(now)), .drag(bar.row, column(time)),
        .release(bar.row, column(time)))
      let end = try #require(driver.state.scenario.lastStageEnd)
      #expect(abs(end - time) <= horizon / Double(bar.width - 1))
      #expect(driver.simulation.scenario.clock.until == end)
    }
    #expect(wanted.count == 2)
  }

  /// An end that would leave the others no room stands at the bar's own, and is dragged in from there.
  @Test func aFarEndIsTakenInFromTheEdge() throws {
    var scenario = Presets.preset("three-tasks")!.scenario
    try scenario.set("stages.2.until", text: "100000")
    var driver = try Driver(scenario)
    let bar = TimelineLayout.bar(try #require(ScreenLayout.layout(for: driver.state).timeline))
    let horizon = TimelineLayout.horizon(driver.state)
    #expect(horizon < 100)
    let edge = bar.endColumn - 1
    #expect(TimelineLayout.stageEnd(atColumn: edge, driver.state, bar) == "stages.2.until")
    #expect(driver.grid()[bar.row, edge].scalar == UnicodeScalar("│").value)
    driver.press(.press(bar.row, edge), .drag(bar.row, edge - 3), .release(bar.row, edge - 3))
    let end = try #require(driver.state.scenario.lastStageEnd)
    #expect(end > 20 && end < horizon)
  }

  @Test func theWheelTurnsASlider() throws {
    var driver = try Driver(at: 1)
    let row = try place("old mass α", &driver).row
    #expect(
      driver.press(.wheelUp(row, 10)) == [
        "sent set target.oldMass 0.52", "marks 1", "cursor target.oldMass",
        "target.oldMass 0.52",
      ])
    #expect(
      driver.press(.wheelDown(row, 10)) == ["sent set target.oldMass 0.5", "target.oldMass 0.5"])
    // Elsewhere it does nothing.
    #expect(driver.press(.wheelUp(5, 10)) == [])
  }

  @Test func theWheelScrollsTheHelp() throws {
    var driver = try Driver()
    driver.press(.character("?"))
    #expect(driver.press(.wheelDown(5, 10)) == ["overlay help(scroll: 3)"])
    #expect(driver.press(.wheelUp(5, 10), .wheelUp(5, 10)) == ["overlay help(scroll: 0)"])
    #expect(driver.press(.press(5, 10)) == ["overlay none"])
  }

  @Test func aPressFocusesItsPane() throws {
    var driver = try Driver(rows: 40, columns: 120)
    for (pane, region) in ScreenLayout.layout(for: driver.state).panes {
      driver.press(.press(region.row, region.column + 4), .release(region.row, region.column + 4))
      #expect(driver.state.focus == pane)
    }
  }

  @Test func wordsAreClicked() throws {
    var driver = try Driver(rows: 40, columns: 120)
    driver.state.isZoomed = true
    driver.state.cursor = "clock.integrator"
    let words = try place("[rk4]", &driver)
    #expect(
      driver.press(.press(words.row, words.column + 1)) == [
        "sent set clock.integrator dopri5", "clock.integrator dopri5",
      ])
  }

  @Test func aPressEndsTyping() throws {
    var driver = try Driver()
    driver.press(.enter)
    driver.type("9")
    #expect(driver.press(.press(0, 0)) == ["entry none"])
    #expect(driver.sent.isEmpty)
  }

  @Test func outsideOfTheScreenNothingHappens() throws {
    var driver = try Driver()
    for (row, column) in [(-1, -1), (0, 500), (500, 0), (.max, .max), (.min, .min)] {
      #expect(driver.press(.press(row, column), .drag(row, column), .release(row, column)) == [])
      #expect(driver.press(.wheelUp(row, column)) == [])
    }
  }
}
