import Cells
import Testing

@testable import Explorer

/// Scripts: choose and change parameters, type numbers, undo, instant mode.
@Suite struct ParameterKeysTests {
  @Test(arguments: [(Key.down, Key.up), (.character("j"), .character("k"))])
  func upAndDownChoose(down: Key, up: Key) throws {
    var driver = try Driver()
    #expect(driver.press(down) == ["cursor target.oldMass"])
    #expect(driver.text().contains("▸ old mass α"))
    #expect(driver.press(up) == ["cursor target.separation"])
    #expect(driver.press(up) == [])
  }

  @Test(arguments: [(Key.right, Key.left), (.character("l"), .character("h"))])
  func leftAndRightChange(right: Key, left: Key) throws {
    var driver = try Driver(at: 1)
    driver.press(.down)
    #expect(
      driver.press(right) == ["sent set target.oldMass 0.52", "marks 1", "target.oldMass 0.52"])
    #expect(driver.press(left) == ["sent set target.oldMass 0.5", "target.oldMass 0.5"])
    #expect(driver.text().contains("▸ old mass α              0.5"))
  }

  @Test(arguments: [(Key.shiftRight, Key.shiftLeft), (.character("L"), .character("H"))])
  func tenTimesAsMuch(right: Key, left: Key) throws {
    var driver = try Driver(at: 1)
    driver.press(.down)
    #expect(
      driver.press(right) == ["sent set target.oldMass 0.7", "marks 1", "target.oldMass 0.7"])
    #expect(driver.press(left) == ["sent set target.oldMass 0.5", "target.oldMass 0.5"])
  }

  @Test func twoQuickPressesCountTwice() throws {
    var driver = try Driver(at: 1)
    driver.queue([.character("]"), .character("]")])
    // Something older arrives in between.
    driver.publish()
    driver.queue([.character("]")])
    #expect(
      driver.sent == [
        "set target.separation 4.25", "set target.separation 4.5", "set target.separation 4.75",
      ])
    driver.deliver()
    #expect(driver.line(0).contains("δ 4.75"))
    #expect(driver.state.snapshot.marks.count == 1)
  }

  @Test func separationFromAnywhere() throws {
    var driver = try Driver(at: 1)
    driver.press(.tab, .down, .down)
    let cursor = driver.state.cursor
    #expect(
      driver.press(.character("]")) == [
        "sent set target.separation 4.25", "marks 1", "target.separation 4.25",
        "target.old.mean -2.125", "target.new.mean 2.125", "start.new.mean 0.625",
      ])
    #expect(
      driver.press(.character("[")) == [
        "sent set target.separation 4", "target.separation 4", "target.old.mean -2",
        "target.new.mean 2", "start.new.mean 0.5",
      ])
    #expect(driver.state.cursor == cursor)
  }

  @Test func homeAndEndGoToTheEnds() throws {
    var driver = try Driver(at: 1)
    driver.press(.down)
    #expect(
      driver.press(.home) == ["sent set target.oldMass 0.01", "marks 1", "target.oldMass 0.01"])
    #expect(driver.press(.end) == ["sent set target.oldMass 0.99", "target.oldMass 0.99"])
  }

  /// The slider of a stage's end stops at those beside it, whatever is asked.
  @Test func theEndOfAStageStaysBetweenItsNeighbours() throws {
    var driver = try Driver("three-tasks", rows: 40, columns: 120)
    driver.state.cursor = "stages.1.until"
    #expect(driver.press(.end) == ["sent set stages.1.until 39.95"])
    #expect(driver.state.scenario.sequence?.stages?[0].until == 39.95)
    #expect(driver.press(.right) == ["message stage 1: until: this is the end of its range"])
    driver.state.cursor = "stages.2.until"
    let effects = driver.press(.home)
    #expect(effects.contains("sent set stages.2.until 40"), "\(effects)")
    #expect(driver.state.message == nil)
    // And the run goes on as long as they do.
    #expect(driver.state.scenario.clock.until == driver.state.scenario.lastStageEnd)
  }

  @Test func anEndOfTheRangeSaysSo() throws {
    var driver = try Driver()
    driver.press(.down, .down)
    #expect(driver.press(.left) == ["message replay λ: this is the end of its range"])
    #expect(driver.footer() == " replay λ: this is the end of its range")
  }

  @Test(arguments: [Key.backspace, .delete])
  func backspaceGoesBackToTheScenario(key: Key) throws {
    var driver = try Driver(at: 1)
    driver.press(.down, .end)
    #expect(driver.press(key) == ["sent set target.oldMass 0.5", "target.oldMass 0.5"])
  }

  @Test(arguments: [
    (Key.character("J"), Key.character("K")), (.shiftDown, .shiftUp), (.pageDown, .pageUp),
  ])
  func groups(next: Key, previous: Key) throws {
    var driver = try Driver()
    #expect(driver.press(next) == ["cursor lanes.1.replay"])
    #expect(driver.press(next) == ["cursor lanes.2.replay"])
    #expect(driver.press(next) == ["cursor start.oldWeight"])
    #expect(driver.press(previous) == ["cursor lanes.2.replay"])
    #expect(driver.text().contains("━ parameters · lane ━"))
  }

  @Test func undoAndRedo() throws {
    var driver = try Driver(at: 1)
    #expect(driver.press(.character("u")) == ["message nothing to undo"])
    #expect(driver.press(.control("r")) == ["message nothing to redo"])
    driver.press(.character("]"))
    // Time does not go back, and both leave a mark.
    #expect(
      driver.press(.character("u")) == [
        "sent undo", "marks 2", "target.separation 4", "target.old.mean -2",
        "target.new.mean 2", "start.new.mean 0.5",
      ])
    #expect(
      driver.press(.control("r")) == [
        "sent redo", "marks 3", "target.separation 4.25", "target.old.mean -2.125",
        "target.new.mean 2.125", "start.new.mean 0.625",
      ])
  }

  @Test func instantModeRecomputesAndLeavesAGhost() throws {
    var driver = try Driver(at: 3)
    let words = "instant: every edit recomputes the run; the curve before stays as a ghost"
    #expect(
      driver.press(.character("i")) == ["sent instant true", "instant true", "message \(words)"])
    #expect(driver.footer() == " \(words)")
    #expect(driver.line(0).contains("  instant  "))
    let before = driver.simulation.lanes[0].model.oldWeight
    #expect(
      driver.press(.character("]")) == [
        "sent set target.separation 4.25", "ghost there", "message none", "target.separation 4.25",
        "target.old.mean -2.125", "target.new.mean 2.125", "start.new.mean 0.625",
      ])
    // The run from the start with the new value, at the same instant.
    #expect(abs(driver.simulation.time - 3) < 1e-9)
    #expect(driver.simulation.lanes[0].model.oldWeight != before)
    #expect(driver.state.snapshot.ghost?.lanes[0][.oldWeight].last == before)
    #expect(
      driver.press(.character("i")) == [
        "sent instant false", "instant false", "message instant off: edits act from now on",
      ])
  }

  @Test func theStartChangesAtTheNextRestart() throws {
    var driver = try Driver(at: 1)
    driver.state.cursor = "start.oldWeight"
    let changes = driver.press(.right)
    #expect(changes.contains("message the start changes at the next restart: r"))
    #expect(changes.contains("start.oldWeight 0.82"))
  }

  @Test func withoutThePaneTheFooterSaysWhatChanges() throws {
    var driver = try Driver(at: 1)
    driver.press(.character("v"))
    #expect(driver.press(.down) == ["cursor target.oldMass", "message old mass α 0.5"])
    driver.press(.right)
    #expect(driver.footer() == " old mass α 0.52")
  }

  // MARK: - Choices

  @Test func wordsAreChosen() throws {
    var driver = try Driver()
    driver.state.cursor = "clock.integrator"
    #expect(
      driver.press(.right) == ["sent set clock.integrator dopri5", "clock.integrator dopri5"])
    #expect(
      driver.press(.right) == ["sent set clock.integrator momentum", "clock.integrator momentum"])
    #expect(
      driver.press(.enter) == ["message ← and → choose: euler, rk4, dopri5, momentum, adam"])
  }

  // MARK: - Typing

  @Test func aNumberIsTyped() throws {
    var driver = try Driver(at: 1)
    #expect(driver.press(.enter) == ["entry "])
    #expect(driver.type("5.5x") == ["entry 5.5x"])
    #expect(driver.press(.backspace) == ["entry 5.5"])
    #expect(driver.text().contains("▸ separation δ           5.5_"))
    #expect(driver.footer() == " separation δ: 5.5_   type a number, Enter takes it, Esc drops it")
    #expect(
      driver.press(.enter) == [
        "sent set target.separation 5.5", "marks 1", "entry none", "target.separation 5.5",
        "target.old.mean -2.75", "target.new.mean 2.75", "start.new.mean 1.25",
      ])
  }

  @Test(arguments: ["abc", "nan", "inf", "-1", "1e9", "101", "4,5", "0x", "--1", " ", "4 5"])
  func aBadNumberIsOneLineAndTheOldValueStays(text: String) throws {
    var driver = try Driver(at: 1)
    driver.press(.enter)
    driver.type(text)
    let message = "target.separation: \(text) is not allowed; a number in [0, 100]"
    let changes = driver.press(.enter)
    #expect(changes.first == "entry none")
    #expect(changes.count == 2)
    #expect(driver.sent.isEmpty)
    #expect(driver.state.message?.isError == true)
    // Numbers that could be read are written as numbers.
    #expect(driver.footer().hasPrefix(" target.separation: "))
    #expect(driver.footer().hasSuffix(" is not allowed; a number in [0, 100]"))
    if Double(text) == nil { #expect(driver.footer() == " " + message) }
    #expect(driver.text().contains("▸ separation δ              4  "))
    // The next key takes the message away.
    driver.press(.character("0"))
    #expect(driver.footer().hasPrefix(" Space run"))
  }

  @Test func escapeDropsTheNumber() throws {
    var driver = try Driver()
    driver.press(.enter)
    driver.type("77")
    #expect(driver.press(.escape) == ["entry none"])
    #expect(driver.sent.isEmpty)
  }

  @Test func nothingTypedChangesNothing() throws {
    var driver = try Driver()
    #expect(driver.press(.enter, .enter) == [])
    #expect(driver.press(.enter, .backspace, .enter) == [])
  }

  @Test(arguments: [
    ("6", "6"), (" 6.5\n", "6.5"), ("1e1", "10"), ("+7", "7"), ("6\t", "6"),
  ])
  func aNumberIsPasted(text: String, value: String) throws {
    var driver = try Driver()
    driver.press(.enter, .paste(text), .enter)
    #expect(driver.sent == ["set target.separation \(value)"])
  }

  @Test func aMinusOfTheScreenIsAMinus() throws {
    var driver = try Driver()
    driver.state.cursor = "target.old.mean"
    driver.press(.enter)
    driver.type("−3")
    driver.press(.enter)
    driver.press(.enter, .paste("−2.5"), .enter)
    #expect(driver.sent == ["set target.old.mean -3", "set target.old.mean -2.5"])
  }

  @Test func garbageIsPasted() throws {
    var driver = try Driver()
    driver.press(.enter, .paste(String(repeating: "混沌e\u{301}", count: 4000)))
    #expect(driver.state.entry?.count == 24)
    #expect(driver.text().contains("_"))
    driver.press(.enter)
    #expect(driver.state.message?.isError == true)
    #expect(driver.sent.isEmpty)
    // Outside of typing a paste is no command.
    #expect(driver.press(.paste("q")) == ["message none"])
    #expect(driver.deeds.isEmpty)
  }

  @Test func otherKeysLeaveTheEntry() throws {
    var driver = try Driver()
    driver.press(.enter)
    driver.type("3")
    #expect(driver.press(.down) == ["cursor target.oldMass", "entry none"])
    driver.press(.enter)
    #expect(driver.press(.control("c")) == ["quit"])
    #expect(driver.press(.control("z")) == ["suspend"])
  }
}
