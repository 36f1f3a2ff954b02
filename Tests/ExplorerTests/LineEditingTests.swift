import Cells
import Testing

@testable import Explorer

/// How a command line is typed: keys that edit it, where its cursor stands, what was typed before, pastes.
@Suite struct LineEditingTests {
  // MARK: - Editing

  @Test func keysEditTheLine() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.queue("one two three".map { .character($0) })
    func text() -> String { driver.prompt?.editor.text ?? "" }
    driver.press(.control("w"))
    #expect(text() == "one two ")
    driver.press(.left, .left, .delete)
    #expect(text() == "one tw ")
    driver.press(.home, .character("a"), .right, .backspace)
    #expect(text() == "ane tw ")
    driver.press(.end, .control("b"), .control("k"))
    #expect(text() == "ane tw")
    driver.press(.control("a"), .control("f"), .control("u"))
    #expect(text() == "ne tw")
    driver.press(.control("e"), .control("u"))
    #expect(text() == "")
    #expect(driver.press(.backspace) == ["overlay none"])
  }

  @Test func theCursorIsOnTheLine() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    #expect(driver.grid().cursor == .init(row: 23, column: 1))
    driver.type("speed 漢")
    #expect(driver.grid().cursor == .init(row: 23, column: 9))
    driver.press(.left, .left)
    #expect(driver.grid().cursor == .init(row: 23, column: 6))
    // Longer than the row, the part around the cursor is shown.
    driver.press(.end)
    driver.type(String(repeating: "x", count: 200) + "end")
    #expect(driver.grid().cursor?.column == 78)
    #expect(driver.line(23).hasSuffix("xxend"))
    driver.press(.home)
    #expect(driver.grid().cursor == .init(row: 23, column: 1))
    #expect(driver.line(23).hasPrefix(":speed"))
  }

  @Test func escapeClosesAndKeepsNothing() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.type("quit")
    #expect(driver.press(.escape) == ["overlay none"])
    #expect(driver.deeds.isEmpty)
    driver.press(.character(":"))
    #expect(driver.press(.enter) == ["overlay none"])
  }

  @Test func historyGoesBackAndForth() throws {
    var driver = try Driver()
    for text in ["speed 2", "until 30", "until 30"] {
      driver.press(.character(":"))
      driver.enter(text)
    }
    driver.press(.character(":"))
    driver.type("ho")
    func text() -> String { driver.prompt?.editor.text ?? "" }
    driver.press(.up)
    #expect(text() == "until 30")
    driver.press(.up)
    #expect(text() == "speed 2")
    driver.press(.up)
    #expect(text() == "speed 2")
    driver.press(.down, .down)
    #expect(text() == "ho")
    driver.press(.down)
    #expect(text() == "ho")
    for number in 0..<120 {
      driver.state.overlay = nil
      driver.press(.character(":"))
      driver.enter("speed \(number + 1)")
    }
    #expect(driver.state.commandHistory.count == CommandPrompt.historyCapacity)
  }

  // MARK: - Pastes

  // MARK: - Pastes

  @Test func aPasteIsTextAndNoCommand() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.press(.paste("quit\nquit\n"))
    #expect(driver.prompt?.editor.text == "quit")
    #expect(driver.deeds.isEmpty)
    driver.press(.control("u"), .paste("\u{1b}[31mspeed\u{7} 2\u{202E}\u{0}"))
    #expect(driver.prompt?.editor.text == "[31mspeed 2")
    driver.press(.control("u"), .paste(String(repeating: "x", count: 100_000)))
    #expect(driver.prompt?.editor.text.count == LineEditor.largestCount)
    #expect(driver.sent.isEmpty && driver.deeds.isEmpty)
  }

  @Test func aPasteAnywhereElseDoesNothing() throws {
    for key in [Key.character("?"), .function(1), .character("O"), .character("a")] {
      var driver = try Driver(at: 1)
      driver.press(key)
      let before = driver.state.overlay
      #expect(driver.press(.paste("q\nquit\n:quit\n")) == [])
      #expect(driver.state.overlay == before)
    }
    var driver = try Driver(at: 1)
    #expect(driver.press(.paste(":quit\nq")) == [])
    // In lists that search it is what is searched for.
    driver.press(.character("/"))
    #expect(driver.press(.paste("quit\n")) == ["overlay actions(quit, selection: 0)"])
    #expect(driver.deeds.isEmpty)
  }
}
