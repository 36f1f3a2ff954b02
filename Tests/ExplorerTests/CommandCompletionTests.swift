import Cells
import Forgetting
import Testing

@testable import Explorer

/// What Tab makes of a line, and what the row above says of it.
@Suite struct CommandCompletionTests {
  private func completed(_ text: String, tabs: Int = 1, scenario: String = "replay") throws
    -> String
  {
    var driver = try Driver(scenario)
    driver.press(.character(":"))
    driver.type(text)
    driver.press(Array(repeating: .tab, count: tabs))
    return driver.prompt?.editor.text ?? ""
  }

  @Test(arguments: [
    ("sp", "speed "), ("snap", "snapshot "), ("redr", "redraw"), ("view ph", "view phase"),
    ("palette hi", "palette high-contrast"), ("symbols as", "symbols ascii"),
    ("preset starv", "preset starvation"), ("method ttt", "method ttt-discover"),
    ("set target.oldM", "set target.oldMass="), ("target.oldM", "target.oldMass="),
    ("clock.integrator=eul", "clock.integrator=euler"),
    ("set lanes.1.method=chen", "set lanes.1.method=chen-reinforce"),
    ("lanes.add=chen", "lanes.add=chen-reinforce"), ("pause w", "pause when"),
    ("--spe", "--speed "), ("goto clock.un", "goto clock.until"),
    ("set clock.speed=2 clock.un", "set clock.speed=2 clock.until="),
    // What several share comes first.
    ("preset ch", "preset chen"), ("set lanes.1.rep", "set lanes.1.replay"),
    // Where nothing begins with it, what contains it.
    ("preset contrast", "preset contrast"), ("palette blind", "palette colour-blind-safe"),
    ("xyzzy", "xyzzy"), ("quit ", "quit "),
  ])
  func completes(text: String, expected: String) throws {
    #expect(try completed(text) == expected)
  }

  @Test func tabGoesThroughTheCandidates() throws {
    let views = ScreenView.allCases.map(\.name)
    for (index, name) in (views + views.prefix(1)).enumerated() {
      #expect(try completed("view ", tabs: index + 1) == "view \(name)")
    }
    var driver = try Driver()
    driver.press(.character(":"))
    driver.type("view ")
    #expect(driver.line(22) == " " + views.joined(separator: "  "))
    driver.press(.backTab)
    #expect(driver.prompt?.editor.text == "view \(views[views.count - 1])")
    // A key other than Tab takes the candidate.
    driver.press(.enter)
    #expect(driver.state.view == ScreenView.allCases.last)
  }

  @Test func theRowAboveSaysWhatTheCommandDoes() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.type("speed 2")
    #expect(driver.line(22) == " speed RATE: flow time per second on the screen")
    driver.press(.control("u"))
    // More than fit are counted.
    #expect(driver.line(22).hasPrefix(" run  play  pause  pause-when  seek  at  "))
    #expect(driver.line(22).contains("+"))
    for size in [(1, 1), (2, 3), (4, 10), (12, 40)] {
      driver.reduce(.terminalResized(rows: size.0, columns: size.1))
      #expect(driver.grid().cursor?.row == size.0 - 1)
    }
  }

  /// What Tab offers is never refused: each list of words against its command.
  @Test func everyCompletionOfAWordIsRead() throws {
    var driver = try Driver(at: 0.5)
    driver.press(.character("o"))
    for entry in CommandTable.entries where !entry.arguments.isEmpty {
      for word in entry.arguments[0].words(driver.state) {
        // Two of them want more: a condition behind the word, and a batch to look at.
        if ["pause when", "zoom samples"].contains("\(entry.word) \(word)") { continue }
        var state = driver.state
        do throws(ParameterError) {
          _ = try CommandReducer.run(&state, "\(entry.word) \(word)")
        } catch {
          Issue.record("\(entry.word) \(word): \(error)")
        }
      }
    }
  }
}
