import Simulation
import Testing

@testable import Cells
@testable import Documents
@testable import Explorer
@testable import Forgetting
@testable import Views

/// The shipped lectures run without a screen, and what their notes say is so.
@Suite struct ShippedLectureTests {
  private static let claims: [String: [Claim]] = [
    "why-fine-tuning-forgets": WhyFineTuningForgetsClaims.all,
    "one-factor": OneFactorClaims.all,
    "replay": ReplayClaims.all,
    "task-after-task": TaskAfterTaskClaims.all,
    "data-or-objective": DataOrObjectiveClaims.all,
    "boundary": BoundaryClaims.all,
    "own-log": OwnLogClaims.all,
    "tour": TourClaims.all,
  ]

  private func lecture(_ id: String) throws -> Lecture {
    try #require(ShippedLectures.lecture(id)).lecture()
  }

  @Test(arguments: ShippedLectures.all.map(\.id))
  func everySceneBeginsAndEnds(id: String) throws {
    let lecture = try lecture(id)
    var script = LectureScript(lecture)
    for index in lecture.scenes.indices {
      let scene = lecture.scenes[index]
      #expect(!scene.notes.prose.blocks.isEmpty)
      let beginning = script.beginning(of: index)
      let end = script.end(of: index)
      #expect(scene.isPlayed == (end.tick > beginning.tick))
      let snapshot = try Simulation(end).snapshot()
      #expect(snapshot.lanes.allSatisfy { $0.failure == nil })
      // What is seen takes at most a minute, and a scene that plays is not over at once.
      let flow = snapshot.time - script.beginning(of: index).time(ofTick: beginning.tick)
      let seconds = flow / snapshot.scenario.clock.speed
      #expect(seconds < 60 && (!scene.isPlayed || seconds > 10), "scene \(index + 1): \(seconds) s")
    }
  }

  /// The time that the list of lectures promises is the time that is planned.
  @Test(arguments: ShippedLectures.all.map(\.id))
  func minutesAddUp(id: String) throws {
    let lecture = try lecture(id)
    #expect(lecture.scenes.allSatisfy { $0.minutes != nil })
    let minutes = try #require(lecture.minutes)
    #expect(lecture.about.hasSuffix(" \(NumberText.shortest(minutes)) minutes."))
  }

  // MARK: - What is said

  @Test(arguments: ShippedLectures.all.map(\.id))
  func everyClaimIsSo(id: String) throws {
    let stage = Stage(try lecture(id))
    for claim in try #require(Self.claims[id]) {
      let words = Stage.words(stage.lecture.scenes[claim.scene - 1])
      #expect(words.contains(claim.words), "scene \(claim.scene) does not say: \(claim.words)")
      try claim.check(on: stage)
    }
  }

  /// Formulas, in which numbers stand that no run gives.
  private static let formulas = [
    "e^(−δ²/8)", "1/β − logit β", "β log 1/β", "1/t", "1/(1−λ)", "the 1st halving", "in 2025",
    "press 2", "F1",
    "lanes.1.replay --for 'lane 1: kept = 0.9'",
  ]

  /// Every number is claimed, so that neither the words nor the mathematics change alone.
  @Test(arguments: ShippedLectures.all.map(\.id))
  func everyNumberIsClaimed(id: String) throws {
    let lecture = try lecture(id)
    let claims = try #require(Self.claims[id])
    for (index, scene) in lecture.scenes.enumerated() {
      let words = Stage.words(scene)
      let mine = claims.filter { $0.scene == index + 1 }
      #expect(!mine.isEmpty, "nothing of scene \(index + 1) is checked")
      var covered = Set<String.Index>()
      for claim in mine {
        for range in words.ranges(of: claim.words) {
          // In braces, or in a formula.
          var place = range.lowerBound
          var isChecked = false
          for character in claim.phrase {
            if character == "{" || character == "}" {
              isChecked = character == "{"
              continue
            }
            if isChecked { covered.insert(place) }
            place = words.index(after: place)
          }
        }
      }
      for formula in Self.formulas {
        for range in words.ranges(of: formula) {
          covered.formUnion(words[range].indices)
        }
      }
      for place in words.indices where words[place].isASCII && words[place].isNumber {
        let end = words.index(place, offsetBy: 12, limitedBy: words.endIndex) ?? words.endIndex
        #expect(
          covered.contains(place), "scene \(index + 1): nothing checks \(words[place..<end])")
      }
    }
  }

  /// The tests find out what is wrong.
  @Test func aWrongNumberIsFoundOut() throws {
    let stage = Stage(try lecture("why-fine-tuning-forgets"))
    #expect(try Claim(3, "keeps {96} %", .kept(1, 2)).problems(on: stage) == [])
    for wrong in [
      Claim(3, "keeps {95} %", .kept(1, 2)),
      Claim(3, "not in place") { try $0.lane(1, $1, 4).meters.newError > 0.05 },
    ] {
      #expect(try wrong.problems(on: stage).count == 1, "\(wrong.phrase)")
    }
  }

  // MARK: - On the screen

  /// What an answer says of a run is not on the audience's screen while the question is open, and what is for the
  /// lecturer alone stands in the notes.
  @Test(arguments: ShippedLectures.all.map(\.id))
  func noAnswerComesBeforeItsQuestion(id: String) throws {
    let lecture = try lecture(id)
    var script = LectureScript(lecture)
    for index in lecture.scenes.indices {
      guard let question = lecture.scenes[index].question else { continue }
      let number = "scene \(index + 1)"
      #expect(!question.answer.prose.plainText.contains("Play:"), "\(number)")
      // As far as it goes by itself before anybody answers.
      let beginning = script.beginning(of: index)
      let end = lecture.scenes[index].plays && !question.plays ? script.end(of: index) : beginning
      var given = LectureState(lecture, scene: index)
      given.showsAnswer = false
      let snapshot = try Simulation(end).snapshot()
      let state = ExplorerState(
        rows: 40, columns: 120, display: .init(symbols: .braille), snapshot: snapshot,
        lecture: given)
      let layout = ScreenLayout.layout(for: state)
      var memory = DensityMemory()
      let grid = Dashboard.draw(state, memory: &memory)
      // Notes are the lecturer's own.
      let panes =
        layout.panes.map { grid.text(in: $0.region) } + [grid.text(in: layout.verdicts)]
      let screen = Set(panes.joined(separator: " ").split { " \n".contains($0) }.map(String.init))
      let told = Stage.words(lecture.scenes[index])
      for claim in try #require(Self.claims[id]) where claim.scene == index + 1 {
        // Where the notes or the question say it, too, it is no secret.
        guard told.contains(claim.words),
          question.answer.prose.plainText.contains(claim.words)
        else { continue }
        for said in claim.numbers where said.contains(".") && said.count > 3 {
          let others = told.ranges(of: said).count
          #expect(
            others > 1 || !screen.contains(String(said)), "\(number): \(said) before the answer")
        }
      }
    }
  }

  /// Notes, question and answer are read without scrolling.
  @Test(arguments: ShippedLectures.all.map(\.id), [(24, 80), (40, 120)])
  func everySceneFits(id: String, size: (rows: Int, columns: Int)) throws {
    let lecture = try lecture(id)
    for symbols in [Symbols.braille, .ascii] {
      for index in lecture.scenes.indices {
        var given = LectureState(lecture, scene: index)
        let snapshot = try Simulation(given.beginning()).snapshot()
        for showsAnswer in [false, true] {
          given.showsAnswer = showsAnswer
          let state = ExplorerState(
            rows: size.rows, columns: size.columns, display: .init(symbols: symbols),
            snapshot: snapshot, lecture: given)
          #expect(
            NotesText.lastScroll(state, in: ScreenLayout.layout(for: state).notes) == 0,
            "scene \(index + 1) at \(size), \(symbols), answer \(showsAnswer)")
          // What the pointer points at is there, and so is every pane.
          let layout = ScreenLayout.layout(for: state)
          let shown = layout.panes.map(\.pane)
          if case .shown(let shares) = lecture.scenes[index].panes {
            #expect(shown == shares.map(\.pane), "scene \(index + 1) at \(size)")
            #expect(layout.panes.allSatisfy { $0.region.height >= 7 && $0.region.width >= 30 })
          } else {
            #expect(layout.survey != nil || layout.projector != nil || layout.tasks != nil)
          }
        }
      }
    }
  }
}

@Suite struct HandOutTests {
  @Test func notesScreensAndCommands() throws {
    let lecture = try Documents.lecture(fromYAML: Array(lectureYAML.utf8), source: "a.yaml")
    let display = DisplaySettings(symbols: .ascii, isMonochrome: true)
    let handOut = try HandOut(of: lecture, rows: 12, columns: 60, display: display)
    let text = handOut.markdown()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      Array(lines.prefix(12)) == [
        "# Mass and place", "", "Two scenes.", "", "## 1. Both", "", "*1.5 min*", "",
        "One **two**.", "", "- three", "",
      ])
    #expect(lines.filter { $0 == "```text" }.count == 3)
    #expect(lines.filter { $0 == "```" }.count == 6)
    // What is asked stands before the picture that answers it.
    #expect(text.contains("\n**Question.** Why?\n\n```text\n"))
    #expect(text.hasSuffix("\n```\n\n**Answer.** Because.\n"))
    // Every screen has its rows, and every command opens what stands above it.
    var script = LectureScript(lecture)
    for (index, start) in lines.indices.filter({ lines[$0] == "```text" }).enumerated() {
      #expect(lines[start + 13] == "```")
      let command = lines[start + 16]
      let opened = try StateLine.experiment(from: command, source: "hand-out")
      let end = try Simulation(script.end(of: index))
      let simulation = try Simulation(opened)
      #expect(simulation.tick == end.tick)
      #expect(simulation.lanes == end.lanes)
    }
    #expect(
      try HandOut(of: lecture, rows: 12, columns: 60, display: display).markdown() == text)
  }

  @Test func picturesAndPages() throws {
    let lecture = try Documents.lecture(fromYAML: Array(lectureYAML.utf8), source: "a.yaml")
    let handOut = try HandOut(
      of: lecture, rows: 24, columns: 80, display: .init(symbols: .braille, palette: .light))
    let pictures = handOut.pictures
    #expect(pictures.map(\.name) == ["scene-01.svg", "scene-02.svg", "scene-03.svg"])
    var script = LectureScript(lecture)
    for (index, picture) in pictures.enumerated() {
      // A picture is a figure like any other: it opens at the scene's end.
      let line = try FigureReader.stateLine(in: picture.bytes, source: picture.name)
      #expect(line == StateLine.text(of: script.end(of: index)))
    }
    let text = handOut.markdown(picturesIn: "out put")
    #expect(text.contains("\n![Alone](<out put/scene-02.svg>)\n") && !text.contains("```text"))
    let page = handOut.html()
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(page.ranges(of: "<svg ").count == 3)
    #expect(page.contains("<p>One <strong>two</strong>.</p>") && page.contains(">• three</p>"))
    #expect(page.contains("<p><strong>Answer.</strong></p>\n<p>Because.</p>"))
    // No name twice, nothing fetched.
    for name in ["title-1", "title-2", "description-3"] {
      #expect(page.ranges(of: "id=\"\(name)\"").count == 1)
    }
    #expect(!page.contains("id=\"title\"") && !page.contains("src=") && !page.contains("<script"))
    let linked = handOut.html(picturesIn: "a&b")
    #expect(linked.contains("<img src=\"a&amp;b/scene-01.svg\" alt=\"Both\">"))
    #expect(!linked.contains("<svg"))
  }
}
