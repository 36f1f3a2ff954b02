import Explorer
import Forgetting
import Simulation
import Testing

@testable import Documents

/// The shipped lectures run without a screen, and what their notes say is so.
@Suite struct ShippedLectureTests {
  private func snapshot(_ experiment: Experiment) throws -> Snapshot {
    try Simulation(experiment).snapshot()
  }

  @Test(arguments: ShippedLectures.all.map(\.id))
  func everySceneBeginsAndEnds(id: String) throws {
    let lecture = try #require(ShippedLectures.lecture(id)).lecture()
    #expect(!lecture.about.isEmpty)
    var script = LectureScript(lecture)
    for index in lecture.scenes.indices {
      #expect(!lecture.scenes[index].notes.prose.isEmpty)
      #expect(lecture.scenes[index].minutes != nil)
      let beginning = script.beginning(of: index)
      let end = script.end(of: index)
      #expect(lecture.scenes[index].plays == (end.tick > beginning.tick))
      #expect(try snapshot(end).lanes.allSatisfy { $0.failure == nil })
    }
  }

  @Test func whyFineTuningForgets() throws {
    let lecture = try #require(ShippedLectures.lecture("why-fine-tuning-forgets")).lecture()
    var script = LectureScript(lecture)
    func notes(_ scene: Int) -> String { lecture.scenes[scene].notes.prose.plainText }
    // "δ = 4", "α = 0.5", "β = 0.8", and where the modes are known.
    let start = try snapshot(script.beginning(of: 0))
    #expect(notes(0).contains("δ = 4") && notes(0).contains("β = 0.8"))
    #expect(abs(start.lanes[0].meters.separationTarget - 4) < 1e-12)
    #expect(abs(start.target.oldWeight - 0.5) < 1e-12)
    #expect(abs(start.start.oldWeight - 0.8) < 1e-12)
    #expect(start.lanes[0].meters.oldDrift == 0 && start.lanes[0].meters.newError > 1)
    // "At t = 12.4 forward KL keeps 26 %, reverse KL all of it."
    var at = script.beginning(of: 1)
    at.tick = 248
    let middle = try snapshot(at)
    #expect(abs(middle.time - 12.4) < 1e-9)
    #expect(notes(1).contains("26 %"))
    #expect(abs(middle.lanes[0].meters.effectiveOldMass - 0.26) < 0.005)
    #expect(middle.lanes[1].meters.effectiveOldMass > 0.995)
    // "Goes to 0", "goes to α".
    #expect(middle.lanes.map(\.goal) == [.tends(0), .tends(0.5)])
    // The scene goes on at the first step below 0.1.
    let end = script.end(of: 1)
    #expect(try snapshot(end).lanes[0].model.oldWeight < 0.1)
    var before = end
    before.tick -= 1
    #expect(try snapshot(before).lanes[0].model.oldWeight >= 0.1)
    // "At λ = 0.2."
    let replay = try snapshot(script.end(of: 2))
    #expect(replay.scenario.lanes[0].method.numbers["replay"] == 0.2)
    #expect(abs(replay.lanes[0].model.oldWeight - 0.2) < 0.005)
    // "Had moved by 0.65 σ at t = 12.4; here by 0.04 σ."
    #expect(notes(3).contains("0.65 σ") && notes(3).contains("0.04 σ"))
    #expect(abs(middle.lanes[0].meters.oldDrift - 0.65) < 0.005)
    let far = try snapshot(script.end(of: 3))
    #expect(abs(far.time - 12.4) < 1e-9)
    #expect(abs(far.lanes[0].meters.separationTarget - 6) < 1e-9)
    #expect(abs(far.lanes[0].meters.oldDrift - 0.04) < 0.005)
  }
}

@Suite struct HandOutTests {
  @Test func notesScreensAndCommands() throws {
    let lecture = try Documents.lecture(fromYAML: Array(lectureYAML.utf8), source: "a.yaml")
    let text = try HandOut.markdown(of: lecture, rows: 12, columns: 60, symbols: .ascii)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      Array(lines.prefix(12)) == [
        "# Mass and place", "", "Two scenes.", "", "## 1. Both", "", "*1.5 min*", "",
        "One **two**.", "", "- three", "",
      ])
    #expect(lines.filter { $0 == "```text" }.count == 3)
    #expect(lines.filter { $0 == "```" }.count == 6)
    #expect(text.hasSuffix("\n**Question.** Why?\n\n**Answer.** Because.\n"))
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
    #expect(try HandOut.markdown(of: lecture, rows: 12, columns: 60, symbols: .ascii) == text)
  }
}
