import Explorer
import Forgetting
import SeededNumbers
import Testing

@testable import Documents
@testable import Simulation

/// Every kind of field once.
let lectureYAML = """
  lecture: Mass and place
  about: Two scenes.
  scenes:
    - title: Both
      minutes: 1.5
      notes: |
        One **two**.

        - three
      scenario: forward-and-reverse
      set: {target.separation: 6, lanes.1.replay: 0.1}
      at: 2
      panes: {density: 2, mass: 1}
      look: {at: mass, text: Here}
      next: {when: "lane 2: beta <= 0.6"}
    - title: Alone
      scenario:
        target: {oldMass: 0.5, old: {mean: -2}, new: {mean: 2}}
        lanes: [{method: forward-kl}]
      panes: [place, why]
      cursor: lanes.1.replay
      curve: kept
      across: kl-start-q
      next: {time: 12}
    - title: On
      set: {lanes.1.replay: 0.3}
      panes: drift
      question: {ask: Why?, answer: Because., hides: [goals, why], guess: {of: β, lane: 1}, play: true}
  """

private let paneNames = Pane.allCases.map { "\($0)" }.joined(separator: ", ")

@Suite struct LectureErrorTests {
  @Test func everyFieldIsRead() throws {
    let lecture = try Documents.lecture(fromYAML: Array(lectureYAML.utf8), source: "a.yaml")
    #expect(lecture.title == "Mass and place")
    #expect(lecture.about == "Two scenes.")
    #expect(lecture.minutes == 1.5)
    let both = lecture.scenes[0]
    #expect(both.notes.source == "One **two**.\n\n- three\n")
    #expect(both.notes.prose.plainText == "One two. three")
    #expect(both.scenario == Presets.preset("forward-and-reverse")?.scenario)
    #expect(
      both.changes == [
        ParameterChange(path: "target.separation", value: .number(6)),
        ParameterChange(path: "lanes.1.replay", value: .number(0.1)),
      ])
    #expect(both.start == 2)
    #expect(both.plays)
    #expect(both.panes == .shown([.init(.density, 2), .init(.mass, 1)]))
    #expect(both.pointer == .init(at: .mass, "Here"))
    #expect(both.ending == .condition(Condition(.measure(.oldWeight), lane: 1, .lessOrEqual, 0.6)))
    let alone = lecture.scenes[1]
    #expect(alone.scenario?.lanes.count == 1)
    #expect(alone.panes == .shown([.init(.place), .init(.why)]))
    #expect(alone.cursor == "lanes.1.replay")
    #expect(alone.massCurve == .kept && alone.across == .startToModel)
    #expect(both.massCurve == nil && both.across == nil)
    #expect(alone.ending == .time(12))
    let on = lecture.scenes[2]
    #expect(on.scenario == nil)
    #expect(!on.plays)
    #expect(on.panes == .view(.drift))
    #expect(on.question?.answer.source == "Because.")
    #expect(on.question?.conceals == [.goals, Concealment(.why)])
    #expect(on.question?.guess == .oldWeight(lane: 0))
    #expect(on.question?.plays == true)
  }

  private func message(_ text: String) -> String {
    do throws(DocumentError) {
      _ = try Documents.lecture(fromYAML: Array(text.utf8), source: "a.yaml")
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    Mistake(
      "about: Two", "abuot: Two",
      #"a.yaml:2: unknown key "abuot", did you mean about? allowed: lecture, about, scenes"#),
    Mistake("lecture: Mass and place", "about2: x", ""),
    Mistake(
      "  - title: Alone", "  - titel: Alone",
      """
      a.yaml:16: scenes.2: unknown key "titel", did you mean title? allowed: title, minutes, notes, \
      scenario, at, set, play, panes, look, cursor, curve, across, question, next
      """),
    Mistake(
      "title: Both", "title: ''", #"a.yaml:4: scenes.1.title: "" is not allowed; a line of text"#),
    Mistake(
      "minutes: 1.5", "minutes: 0",
      "a.yaml:5: scenes.1.minutes: 0 is not allowed; a number from 0.1 to 600"),
    Mistake(
      "One **two**.", "One <b>two</b>.",
      "a.yaml:6: scenes.1.notes: HTML is not allowed; Markdown without it"),
    Mistake(
      "- three", "![three](x.png)",
      "a.yaml:6: scenes.1.notes: line 3: a picture is not allowed; text, and panes beside it"),
    Mistake(
      "scenario: forward-and-reverse", "scenario: forward-and-revers",
      """
      a.yaml:10: scenes.1.scenario: "forward-and-revers" is not allowed; did you mean \
      forward-and-reverse? a preset's id (\(Presets.all.map(\.id).joined(separator: ", "))) or a \
      scenario
      """),
    Mistake(
      "  scenario: forward-and-reverse\n", "  play: true\n",
      """
      a.yaml:4: scenes.1: scenario is missing; the first scene has a preset's id or a scenario
      """),
    Mistake(
      "oldMass: 0.5", "oldMass: 1.5",
      """
      a.yaml:18: scenes.2.scenario.target.oldMass: 1.5 is not allowed; a number in (0, 1)
      """),
    Mistake(
      "method: forward-kl", "metod: forward-kl",
      """
      a.yaml:19: scenes.2.scenario.lanes.1: method is missing (did you mean it by "metod"?); a \
      method's name, such as forward-kl
      """),
    Mistake(
      "target.separation: 6", "target.separation: wide",
      "a.yaml:11: scenes.1.set.target.separation: "),
    Mistake(
      "lanes.1.replay: 0.1", "lanes.3.replay: 0.1", "a.yaml:11: scenes.1.set.lanes.3.replay: "),
    Mistake(
      "lanes.1.replay: 0.3", "lanes.2.replay: 0.3", "a.yaml:26: scenes.3.set.lanes.2.replay: "),
    Mistake(
      "at: 2", "at: -2",
      "a.yaml:12: scenes.1.at: -2 is not allowed; a flow time of at most 100000 steps"),
    Mistake(
      "at: 2", "at: 1e9",
      "a.yaml:12: scenes.1.at: 1e9 is not allowed; a flow time of at most 100000 steps"),
    Mistake(
      "panes: drift", "at: 3",
      """
      a.yaml:27: scenes.3.at: only a scene with a scenario of its own may say when it begins
      """),
    Mistake(
      "{density: 2, mass: 1}", "{density: 2, mas: 1}",
      """
      a.yaml:13: scenes.1.panes: unknown key "mas", did you mean mass? allowed: \
      \(paneNames)
      """),
    Mistake(
      "{density: 2, mass: 1}", "{density: 2, mass: 0}",
      "a.yaml:13: scenes.1.panes.mass: 0 is not allowed; a number from 0.1 to 10"),
    Mistake(
      "[place, why]", "[place, place]",
      "a.yaml:20: scenes.2.panes: a list is not allowed; at least one pane, each once"),
    Mistake(
      "panes: drift", "panes: everything",
      """
      a.yaml:27: scenes.3.panes: "everything" is not allowed; \
      \(ScreenView.allCases.map(\.name).joined(separator: ", ")), \(paneNames)
      """),
    Mistake(
      "look: {at: mass", "look: {at: theory",
      #"a.yaml:14: scenes.1.look.at: "theory" is not allowed; density, mass"#),
    Mistake(
      "lane 2: beta <= 0.6", "beta is small",
      #"a.yaml:15: scenes.1.next.when: "beta is small" is not allowed; a condition such as"#),
    Mistake(
      "lane 2: beta <= 0.6", "lane 3: beta <= 0.6",
      """
      a.yaml:15: scenes.1.next.when: "lane 3: beta <= 0.6" is not allowed; a lane from 1 to 2
      """),
    Mistake(
      "curve: kept", "curve: kpt",
      #"a.yaml:22: scenes.2.curve: "kpt" is not allowed; did you mean kept? weight, kept, learned"#),
    Mistake(
      "across: kl-start-q", "across: kl",
      #"a.yaml:23: scenes.2.across: "kl" is not allowed; learned, kl-start-q, kl-q-start, kl-start-q-new, kl-q-start-new"#
    ),
    Mistake(
      "cursor: lanes.1.replay", "cursor: lanes.1.reply",
      """
      a.yaml:21: scenes.2.cursor: "lanes.1.reply" is not allowed; did you mean lanes.1.replay? a \
      parameter's path, such as lanes.1.rates.weight
      """),
    Mistake(
      "next: {time: 12}", "next: soon",
      """
      a.yaml:24: scenes.2.next: "soon" is not allowed; key, {time: 12} or {when: "lane 1: β < 0.1"}
      """),
    Mistake(
      "next: {time: 12}", "next: {time: 61}",
      "a.yaml:24: scenes.2.next.time: 61 is not allowed; at most 60, the scenario's clock.until"),
    Mistake(
      "next: {time: 12}", "next: {time: 0}",
      "a.yaml:24: scenes.2.next.time: 0 is not allowed; a flow time after the scene's beginning"),
    Mistake(
      "next: {time: 12}", "next: {time: 12}\n    play: false",
      "a.yaml:25: scenes.2.play: a scene that does not play goes on by key only"),
    Mistake(
      "answer: Because.", "anwser: Because.",
      """
      a.yaml:28: scenes.3.question: unknown key "anwser", did you mean answer? allowed: ask, answer, \
      hides, guess, play
      """),
    Mistake(
      ", answer: Because.", "", "a.yaml:28: scenes.3.question: answer is missing; its answer"),
    Mistake(
      "hides: [goals, why]", "hides: [goals, way]",
      """
      a.yaml:28: scenes.3.question.hides.2: "way" is not allowed; did you mean why? goals, verdicts, \
      \(paneNames)
      """),
    Mistake(
      "guess: {of: β, lane: 1}", "guess: {of: β, lane: 2}",
      "a.yaml:28: scenes.3.question.guess.lane: 2 is not allowed; lane 1, the only one"),
    Mistake(
      "guess: {of: β, lane: 1}", "guess: {of: γ, lane: 1}",
      #"a.yaml:28: scenes.3.question.guess.of: "γ" is not allowed; β, beta, drift"#),
    Mistake(
      "guess: {of: β, lane: 1}", "guess: something",
      #"a.yaml:28: scenes.3.question.guess: "something" is not allowed; lane"#),
  ])
  func mistakesAreNamed(_ mistake: Mistake) {
    let text = lectureYAML.split(separator: mistake.original, omittingEmptySubsequences: false)
      .joined(separator: mistake.mistake)
    #expect(text != lectureYAML)
    let message = message(text)
    if mistake.message.isEmpty {
      #expect(message.hasPrefix(#"a.yaml:1: unknown key "about2""#))
    } else {
      // Those that end in the middle leave the rest to another's tests.
      let isWhole = mistake.message.last != " " && !mistake.message.hasSuffix("such as")
      #expect(message.hasPrefix(mistake.message), "\(message)")
      #expect(!isWhole || message == mistake.message)
    }
  }

  @Test func limitsAreSaidInOneLine() {
    #expect(message("") == "a.yaml: empty; a lecture has at least lecture and scenes")
    #expect(
      message("[]")
        == "a.yaml:1: lecture: a list is not allowed; a mapping of lecture, about, scenes")
    #expect(message("lecture: x") == "a.yaml:1: scenes is missing; a list of scenes")
    #expect(
      message("lecture: x\nscenes: []")
        == "a.yaml:2: scenes: a list of 0 is not allowed; a list of 1 to 100 scenes")
    let many = String(repeating: "\n- title: x\n  scenario: replay", count: 101)
    #expect(
      message("lecture: x\nscenes:" + many)
        == "a.yaml:2: scenes: a list of 101 is not allowed; a list of 1 to 100 scenes")
    #expect(
      message(lectureYAML + "\n# " + String(repeating: "?", count: 300))
        == "a.yaml: more than 300 question marks is not allowed")
    #expect(
      message("lecture: x\nscenes:\n- title: x\n  notes: \"a\\eb\"\n  scenario: replay")
        == "a.yaml:4: scenes.1.notes: control character U+1B is not allowed; plain text")
  }

  /// As many nested keys as are let in do no harm.
  @Test func nestedKeysAreRefused() {
    let keys = String(repeating: "{?", count: 300) + String(repeating: "}", count: 300)
    #expect(message(keys).hasPrefix("a.yaml:"))
  }

  @Test(arguments: 0..<4) func mutatedLecturesNeverCrash(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "[", "}", ":", "- ", "\n", "  ", "\"", "|", "&a ", "? ", "忘", "*", "<", "\u{0}", "9e9",
    ]
    for _ in 0..<100 {
      var bytes = Array(lectureYAML.utf8)
      for _ in 0..<3 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        if Bool.random(using: &generator) {
          bytes.insert(contentsOf: pieces.randomElement(using: &generator)!.utf8, at: place)
        } else {
          bytes.removeSubrange(place..<min(bytes.count, place + 9))
        }
      }
      let line = message(String(decoding: bytes, as: UTF8.self))
      #expect(PlainText.forbiddenScalar(in: line) == nil, "\(line)")
      #expect(line == "no error" || line.hasPrefix("a.yaml"), "\(line)")
    }
  }
}

@Suite struct ConditionReaderTests {
  @Test(arguments: [
    ("lane 1: β < 0.1", Condition(.measure(.oldWeight), lane: 0, .less, 0.1)),
    ("lane 2:beta<=1e-1", Condition(.measure(.oldWeight), lane: 1, .lessOrEqual, 0.1)),
    ("β≥0.5", Condition(.measure(.oldWeight), lane: 0, .greaterOrEqual, 0.5)),
    ("lane 8: drift > 0.25", Condition(.measure(.oldDrift), lane: 7, .greater, 0.25)),
    ("kept < 0.5", Condition(.measure(.kept), lane: 0, .less, 0.5)),
    ("t >= 12.4", Condition(.time, .greaterOrEqual, 12.4)),
  ])
  func areRead(text: String, condition: Condition) {
    #expect(ConditionReader.condition(text) == condition)
    #expect(ConditionReader.condition(condition.description) == condition)
  }

  @Test(arguments: [
    "", "β", "β <", "β < x", "β < .inf", "< 0.1", "lane 0: β < 1", "lane 9: β < 1", "lane: β < 1",
    "lane 1 β < 1", "lane 1: t > 2", "mass < 1", "β = 1", "β <> 1", "β < 0x1", "a 1: β < 1",
    "lane ١: β < 1",
  ])
  func othersAreRefused(text: String) {
    #expect(ConditionReader.condition(text) == nil)
  }
}
