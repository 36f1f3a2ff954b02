import Cells
import Testing

@testable import Explorer

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
