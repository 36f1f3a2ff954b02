import Documents
import Forgetting
import Foundation
import Testing

@testable import Host

@Suite struct SessionRecorderTests {
  private static func experiment(_ tick: Int, mass: Double? = nil) -> Experiment {
    var experiment = Experiment(scenario: Presets.standard.scenario, tick: tick)
    if let mass {
      experiment.journal = [
        Edit(tick: 5, change: .set(path: "target.oldMass", value: .number(mass)))
      ]
    }
    return experiment
  }

  @Test func nothingIsWrittenUntilSomethingChanges() throws {
    let folder = try TemporaryFolder()
    let recorder = SessionRecorder(Sessions(folder: folder.path), opened: Self.experiment(0))
    recorder.note(Self.experiment(0), isRunning: false, at: 0)
    recorder.finish(Self.experiment(0), at: 1)
    #expect(folder.names == [])
    #expect(recorder.name == nil)
  }

  @Test func editsAtOnceInstantsNowAndThen() throws {
    let folder = try TemporaryFolder()
    let sessions = Sessions(folder: folder.path)
    let recorder = SessionRecorder(sessions, opened: Self.experiment(0))
    recorder.note(Self.experiment(3), isRunning: true, at: 10)
    let name = try #require(recorder.name)
    func saved() throws -> Experiment { try sessions.content(name).experiment }
    #expect(try saved() == Self.experiment(3))
    recorder.note(Self.experiment(4), isRunning: true, at: 11)
    #expect(try saved() == Self.experiment(3))
    recorder.note(Self.experiment(6, mass: 0.3), isRunning: true, at: 11.5)
    #expect(try saved() == Self.experiment(6, mass: 0.3))
    recorder.note(Self.experiment(9, mass: 0.3), isRunning: true, at: 13.6)
    #expect(try saved() == Self.experiment(9, mass: 0.3))
    recorder.finish(Self.experiment(10, mass: 0.3), at: 13.7)
    #expect(try saved() == Self.experiment(10, mass: 0.3))
  }

  @Test func goesOnInTheSameFileAfterATornLine() throws {
    let folder = try TemporaryFolder()
    let sessions = Sessions(folder: folder.path)
    let text =
      SessionFile.header + "start forward-and-reverse\nat 20\nedit 20:target.oldMa"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/a.session"))
    let content = try sessions.content("a")
    let recorder = try SessionRecorder(sessions, resuming: "a", content: content)
    recorder.finish(Self.experiment(25), at: 0)
    #expect(
      try folder.text("a.session")
        == SessionFile.header + "start forward-and-reverse\nat 20\nat 25\n")
    // Another explorer is refused while this one is there.
    #expect(throws: SessionError.self) {
      _ = try SessionRecorder(sessions, resuming: "a", content: content)
    }
    _ = recorder
  }

  /// Damage in the middle stays for who wants to look at it.
  @Test func goesOnInAnotherFileAfterDamage() throws {
    let folder = try TemporaryFolder()
    let sessions = Sessions(folder: folder.path)
    let text = SessionFile.header + "start replay\nat 20\nrubbish\nat 30\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/a.session"))
    let content = try sessions.content("a")
    let recorder = try SessionRecorder(sessions, resuming: "a", content: content)
    var experiment = content.experiment
    experiment.tick = 21
    recorder.finish(experiment, at: 0)
    #expect(try folder.text("a.session") == text)
    let name = try #require(recorder.name)
    #expect(name != "a")
    #expect(try sessions.content(name).experiment == experiment)
  }

  @Test func anOutgrownFileIsLeftForANewOne() throws {
    let folder = try TemporaryFolder()
    let sessions = Sessions(folder: folder.path)
    let recorder = SessionRecorder(sessions, opened: Self.experiment(0), largestSize: 200)
    for step in 1...100 {
      recorder.note(
        Self.experiment(step, mass: Double(step) / 200), isRunning: true, at: Double(step))
    }
    #expect(folder.names.count == 1)
    let name = try #require(recorder.name)
    #expect(try sessions.content(name).experiment == Self.experiment(100, mass: 0.5))
  }

  @Test func theNewestAreKept() throws {
    let folder = try TemporaryFolder()
    let sessions = Sessions(folder: folder.path)
    for number in 10..<40 {
      try Data().write(
        to: URL(fileURLWithPath: folder.path + "/2026-01-01-0000\(number).session"))
    }
    try Data().write(to: URL(fileURLWithPath: folder.path + "/mine.txt"))
    #expect(sessions.prune().count == 10)
    #expect(sessions.entries().first?.name == "2026-01-01-000020")
    #expect(folder.names.contains("mine.txt"))
  }

  @Test func namesLeadNowhereElse() throws {
    let sessions = Sessions(folder: "/tmp")
    for name in ["../x", "a/b", "", ".hidden", "a\u{1b}b", String(repeating: "a", count: 101)] {
      #expect(throws: SessionError.self) { _ = try sessions.content(name) }
    }
  }
}
