import Cells
import Forgetting
import Testing

@testable import Explorer

/// Scripts: what is typed behind a colon, what Tab makes of it, and what is refused.
@Suite struct CommandLineTests {
  private func open(_ driver: Driver) -> CommandPrompt? {
    if case .command(let line) = driver.state.overlay { return line }
    return nil
  }

  /// Types a line and presses Enter; only Enter is answered.
  @discardableResult
  private func enter(_ text: String, _ driver: inout Driver) -> [String] {
    driver.queue(text.map { .character($0) })
    return driver.press(.enter)
  }

  /// The commands that a line sends, and what else it changes.
  private func run(_ text: String, at time: Double = 2) throws -> [String] {
    var driver = try Driver(at: time)
    driver.press(.character(":"))
    let changes = enter(text, &driver)
    #expect(open(driver) == nil, "\(text): \(open(driver)?.error ?? "")")
    return changes
  }

  @Test(arguments: [
    ("set target.old.mean=-1.5", "set target.old.mean -1.5"),
    ("lanes.1.replay=0.2", "set lanes.1.replay 0.2"),
    ("target.old.mean=−1.5", "set target.old.mean -1.5"),
    ("--set lanes.1.replay=0.2", "set lanes.1.replay 0.2"),
    ("until 30", "set clock.until 30"), ("speed 2", "set clock.speed 2"),
    ("--speed=2", "set clock.speed 2"), ("seek 1.5", "seek 1.50"), ("at 1.5", "seek 1.50"),
    ("at 20ticks", "seek 1.00"), ("--at 2.4", "run to 2.40"), ("run", "play"),
    ("play", "play"), ("step", "step 1"), ("step 20", "step 20"), ("back 5", "step -5"),
    ("restart", "restart"), ("reset", "reset"), ("instant on", "instant true"),
    ("pause when β < 0.1", "pause when lane 1: β < 0.1"),
    ("pause when lane 2: drift >= .25", "pause when lane 2: drift ≥ 0.25"),
    ("pause-when beta<0.1", "pause when lane 1: β < 0.1"), ("pause never", "pause when never"),
    ("method oapl", "set lanes.1.method oapl"), ("add sdft", "set lanes.add sdft"),
    ("remove 2", "set lanes.remove 2"), ("batch 64", "set batch 64"),
    ("dimension 2", "set dimension 2"),
    ("preset replay", "load Replay moves forward KL's optimum, not reverse KL's"),
  ])
  func sends(text: String, command: String) throws {
    #expect(try run(text).first == "sent \(command)")
  }

  @Test(arguments: [
    ("view phase", "view phase"), ("zoom theory", "zoomed true"), ("log mass", "log mass true"),
    ("symbols ascii", "symbols ascii"), ("palette light", "palette light"),
    ("mouse off", "mouse false"), ("no-mouse", "mouse false"), ("lane 2", "lane 2"),
    ("solo 1", "solo true"), ("goto clock.step", "cursor clock.step"),
    ("help", "overlay help(scroll: 0)"), ("presets", "overlay presets(selection: 0)"),
    ("ghost before", "ghosts a"), ("tour", "tour 1"), ("snapshot a b.svg", "snapshot to a b.svg"),
    ("snapshot", "snapshot"), ("write mine.yaml", "write scenario to mine.yaml"),
    ("state", "write state line"), ("redraw", "redraw"), ("suspend", "suspend"),
    ("quit", "quit"), ("explain kl-q-p", "overlay explanation(topic: \"kl-q-p\", scroll: 0)"),
  ])
  func changes(text: String, change: String) throws {
    let changes = try run(text)
    #expect(changes.contains { $0.hasPrefix(change) }, "\(changes)")
  }

  @Test func severalAssignmentsAreOneLine() throws {
    let changes = try run("set target.separation=6 lanes.2.replay=0.5 name=two words")
    #expect(
      Array(changes.prefix(3)) == [
        "sent set target.separation 6", "sent set lanes.2.replay 0.5", "sent set name two words",
      ])
  }

  @Test func whatWasSetIsUndone() throws {
    var driver = try Driver(at: 6)
    driver.press(.character(":"))
    enter("lanes.1.replay=0.2", &driver)
    #expect(driver.state.snapshot.marks.count == 1)
    #expect(driver.state.cursor == "lanes.1.replay")
    #expect(driver.footer() == " replay λ 0 → 0.2")
    driver.press(.character("u"))
    #expect(
      driver.state.scenario.lanes[0].method == Presets.standard.scenario.lanes[0].method
        || driver.state.scenario.lanes[0].method.numbers["replay"] == 0)
  }

  /// A path needs no sign.
  @Test func aPathAndItsValueAreAChange() throws {
    var driver = try Driver("three-tasks")
    driver.press(.character(":"))
    enter("tasks.add law", &driver)
    #expect(driver.state.scenario.taskNames == ["maths", "code", "poetry", "law"])
    // Masses add up to what they did.
    let masses = driver.state.scenario.sequence?.tasks.map(\.mass) ?? []
    #expect(abs(masses.reduce(0, +) - 1) < 1e-12 && masses.last == 0.25)
    driver.press(.character(":"))
    enter("tasks.remove code", &driver)
    #expect(driver.state.scenario.sequence?.oddTotal == nil)
  }

  @Test(arguments: [
    ("speed fast", "clock.speed: fast is not allowed; a number in (0, 1000]"),
    (
      "sped 2",
      "command: sped is not allowed; did you mean speed? Tab lists the words"
    ),
    ("lanes.1.replay=2", "lanes.1.replay: 2 is not allowed; a number in [0, 1)"),
    ("seek", "seek: nothing is not allowed; a flow time, as in 12.4, or steps, as in 248ticks"),
    ("lane 3", "lane: 3 is not allowed; a whole number from 1 to 2"),
    (
      "view front",
      "view: front is not allowed; one of dashboard, curves, drift, phase, projector, tasks, trade-off, map"
    ),
    ("quit now", "quit: now is not allowed; nothing behind it"),
    ("preset repley", "preset: repley is not allowed; did you mean replay?"),
    ("scene 2", "scene: 2 is not allowed; a lecture; forgetscope lecture list"),
    (
      "tasks.add law", "tasks.add: law is not allowed; a scenario with tasks, such as three-tasks"
    ),
    (
      "lanes.1.replay",
      "command: lanes.1.replay is not allowed; did you mean lanes.1.replay=VALUE? Tab lists the words"
    ),
    ("forget a", "forget: a is not allowed; there is no ghost; o keeps one"),
    ("set target.oldMass=0.3 target.oldMas=2", nil),
    ("pause when mass < 1", nil), ("at 1e9", nil), ("zoom samples", nil), ("set", nil),
    ("explain everything", nil), ("goto nowhere", nil), ("batch 0", nil), ("at nan", nil),
  ])
  func refuses(text: String, error: String?) throws {
    var driver = try Driver(at: 0.5)
    let before = driver.state.scenario
    driver.press(.character(":"))
    enter(text, &driver)
    let line = try #require(open(driver))
    // What was typed stays, and nothing has happened.
    #expect(line.editor.text == text)
    if let error { #expect(line.error == error) }
    #expect(line.error?.contains("is not allowed; ") == true)
    #expect(driver.sent.isEmpty && driver.deeds.isEmpty)
    #expect(driver.state.scenario == before)
    #expect(driver.text().contains(try #require(line.error?.split(separator: " ").first)))
    // The next key takes the error away.
    driver.press(.backspace)
    #expect(open(driver)?.error == nil)
  }

  // MARK: - Editing

  @Test func keysEditTheLine() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.queue("one two three".map { .character($0) })
    func text() -> String { open(driver)?.editor.text ?? "" }
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
      enter(text, &driver)
    }
    driver.press(.character(":"))
    driver.type("ho")
    func text() -> String { open(driver)?.editor.text ?? "" }
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
      enter("speed \(number + 1)", &driver)
    }
    #expect(driver.state.commandHistory.count == CommandPrompt.historyCapacity)
  }

  // MARK: - Tab

  private func completed(_ text: String, tabs: Int = 1, scenario: String = "replay") throws
    -> String
  {
    var driver = try Driver(scenario)
    driver.press(.character(":"))
    driver.type(text)
    driver.press(Array(repeating: .tab, count: tabs))
    return open(driver)?.editor.text ?? ""
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
    #expect(try completed("view ", tabs: 1) == "view dashboard")
    #expect(try completed("view ", tabs: 2) == "view curves")
    #expect(try completed("view ", tabs: 9) == "view dashboard")
    var driver = try Driver()
    driver.press(.character(":"))
    driver.type("view ")
    #expect(driver.line(22) == " dashboard  curves  drift  phase  projector  tasks  trade-off  map")
    driver.press(.backTab)
    #expect(open(driver)?.editor.text == "view map")
    // A key other than Tab takes the candidate.
    driver.press(.enter)
    #expect(driver.state.view == .map)
  }

  /// What fails while it is performed leaves the line to be corrected, like what is refused before.
  @Test func aLineWhoseEffectFailsStaysOpen() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.type("snapshot /nope/x.svg")
    driver.press(.enter)
    driver.reduce(.reported(.noFigure(problem: "/nope/x.svg: no such folder"), isError: true))
    #expect(open(driver)?.editor.text == "snapshot /nope/x.svg")
    #expect(open(driver)?.error == "no snapshot: /nope/x.svg: no such folder")
    // One that succeeds does not, and a later failure of something else opens nothing.
    driver.press(.enter)
    driver.reduce(.reported(.told("x.svg"), isError: false))
    #expect(driver.state.overlay == nil)
    driver.reduce(.reported(.told("the session is not saved"), isError: true))
    #expect(driver.state.overlay == nil)
    #expect(driver.state.message?.text == "the session is not saved")
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

  /// Lines that nobody would type, made of words that everybody would: no crash, and interface and
  /// simulation stay of one mind.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func randomLinesDoNoHarm(seed: UInt64) throws {
    var state = seed
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let driverWords = try Driver().state
    let pieces =
      CommandTable.words + CommandArgument.path.words(driverWords)
      + CommandArgument.topic.words(driverWords) + CommandArgument.method.words(driverWords)
      + [
        "1", "0", "-1", "1e308", "nan", "inf", "=", "==", "0.2", "all", "on", "off", "when",
        "β < 1",
        "lanes.1.replay=0.3", "lanes.9.replay=1", "target.separation=5", "never", "--", "--set",
        "clock.step=0.1", "dimension=2", "a b c", "\u{1b}[2J", "漢字", "../../etc/passwd", "64", "2",
      ]
    var driver = try Driver(at: 0.5)
    for turn in 0..<120 {
      let line = (0...next(3)).map { _ in pieces[next(pieces.count)] }.joined(separator: " ")
      driver.state.overlay = .command(CommandPrompt(line))
      driver.queue([.enter])
      if turn % 10 == 0 {
        driver.deliver(measures: false)
        driver.run(ticks: 2, measures: false)
        #expect(driver.grid().rows == 24, "\(line)")
      }
    }
    driver.deliver()
    #expect(driver.state.scenario == driver.simulation.scenario)
  }

  /// What a kiosk refuses is not offered either, and refusing names no path.
  @Test(arguments: ["write /tmp/secret.yaml", "snapshot /tmp/secret.svg", "suspend", "write"])
  func aKioskRefuses(text: String) throws {
    var driver = try Driver(at: 1)
    driver.state.permissions.isKiosk = true
    driver.press(.character(":"))
    enter(text, &driver)
    #expect(driver.deeds.isEmpty)
    #expect(driver.state.message?.text.hasPrefix("not in a kiosk") == true)
    #expect(!driver.text().contains("secret"))
    let word = text.split(separator: " ")[0]
    #expect(!CommandTable.words(driver.state).contains(String(word)))
    #expect(
      !PaletteItem.all(driver.state).contains { $0.title == word || $0.hint.hasPrefix(":\(word)") })
    // What it allows goes on working.
    driver.press(.escape, .character(":"))
    #expect(enter("speed 2", &driver).first == "sent set clock.speed 2")
  }

  // MARK: - Pastes

  @Test func aPasteIsTextAndNoCommand() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.press(.paste("quit\nquit\n"))
    #expect(open(driver)?.editor.text == "quit")
    #expect(driver.deeds.isEmpty)
    driver.press(.control("u"), .paste("\u{1b}[31mspeed\u{7} 2\u{202E}\u{0}"))
    #expect(open(driver)?.editor.text == "[31mspeed 2")
    driver.press(.control("u"), .paste(String(repeating: "x", count: 100_000)))
    #expect(open(driver)?.editor.text.count == LineEditor.largestCount)
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
