import Cells
import Testing

@testable import Explorer
@testable import Forgetting

/// Scripts: what is typed behind a colon, what Tab makes of it, and what is refused.
@Suite struct CommandLineTests {
  /// The commands that a line sends, and what else it changes.
  private func run(_ text: String, at time: Double = 2) throws -> [String] {
    var driver = try Driver(at: time)
    driver.press(.character(":"))
    let changes = driver.enter(text)
    #expect(driver.prompt == nil, "\(text): \(driver.prompt?.error ?? "")")
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
    driver.enter("lanes.1.replay=0.2")
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
    driver.enter("tasks.add law")
    #expect(driver.state.scenario.taskNames == ["maths", "code", "poetry", "law"])
    // Masses add up to what they did.
    let masses = driver.state.scenario.sequence?.tasks.map(\.mass) ?? []
    #expect(abs(masses.reduce(0, +) - 1) < 1e-12 && masses.last == 0.25)
    driver.press(.character(":"))
    driver.enter("tasks.remove code")
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
      "view: front is not allowed; one of \(ScreenView.allCases.map(\.name).joined(separator: ", "))"
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
    driver.enter(text)
    let line = try #require(driver.prompt)
    // What was typed stays, and nothing has happened.
    #expect(line.editor.text == text)
    if let error { #expect(line.error == error) }
    #expect(line.error?.contains("is not allowed; ") == true)
    #expect(driver.sent.isEmpty && driver.deeds.isEmpty)
    #expect(driver.state.scenario == before)
    #expect(driver.text().contains(try #require(line.error?.split(separator: " ").first)))
    // The next key takes the error away.
    driver.press(.backspace)
    #expect(driver.prompt?.error == nil)
  }

  /// What fails while it is performed leaves the line to be corrected, like what is refused before.
  @Test func aLineWhoseEffectFailsStaysOpen() throws {
    var driver = try Driver()
    driver.press(.character(":"))
    driver.type("snapshot /nope/x.svg")
    driver.press(.enter)
    driver.reduce(.reported(.noFigure(problem: "/nope/x.svg: no such folder"), isError: true))
    #expect(driver.prompt?.editor.text == "snapshot /nope/x.svg")
    #expect(driver.prompt?.error == "no snapshot: /nope/x.svg: no such folder")
    // One that succeeds does not, and a later failure of something else opens nothing.
    driver.press(.enter)
    driver.reduce(.reported(.told("x.svg"), isError: false))
    #expect(driver.state.overlay == nil)
    driver.reduce(.reported(.told("the session is not saved"), isError: true))
    #expect(driver.state.overlay == nil)
    #expect(driver.state.message?.text == "the session is not saved")
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
    driver.enter(text)
    #expect(driver.deeds.isEmpty)
    #expect(driver.state.message?.text.hasPrefix("not in a kiosk") == true)
    #expect(!driver.text().contains("secret"))
    let word = text.split(separator: " ")[0]
    #expect(!CommandTable.words(driver.state).contains(String(word)))
    #expect(
      !PaletteItem.all(driver.state).contains { $0.title == word || $0.hint.hasPrefix(":\(word)") })
    // What it allows goes on working.
    driver.press(.escape, .character(":"))
    #expect(driver.enter("speed 2").first == "sent set clock.speed 2")
  }
}
