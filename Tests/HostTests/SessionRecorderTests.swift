import Forgetting
import Foundation
import Testing

@testable import Documents
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
    #expect(try sessions.prune().removed.count == 10)
    #expect(try sessions.entries().first?.name == "2026-01-01-000020")
    #expect(folder.names.contains("mine.txt"))
  }

  /// Numbers count, not the names' times: another time zone, or a clock set back, changes nothing.
  @Test func theNewestIsTheOneMadeLast() throws {
    let folder = try TemporaryFolder()
    let sessions = Sessions(folder: folder.path)
    for number in 10..<35 {
      try Data().write(
        to: URL(fileURLWithPath: folder.path + "/2999-01-01-0000\(number).session"))
    }
    for turn in 0..<3 {
      let recorder = SessionRecorder(sessions, opened: Self.experiment(0))
      recorder.finish(Self.experiment(turn + 1), at: 0)
      let name = try #require(recorder.name)
      #expect(try sessions.entries().last?.name == name)
      #expect(try sessions.content(name).experiment == Self.experiment(turn + 1))
    }
    try Data().write(to: URL(fileURLWithPath: folder.path + "/2999-01-01-000099.12.session"))
    let (name, file) = try sessions.create()
    close(file)
    #expect(name.hasSuffix(".13"))
    #expect(try sessions.entries().last?.name == name)
    #expect(try !sessions.prune(keeping: 0, sparing: name).removed.contains(name))
  }

  @Test func aFolderThatCannotBeReadIsSaid() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    let sessions = Sessions(folder: folder.path + "/file")
    let error = #expect(throws: FileError.self) { try sessions.entries() }
    #expect(error?.description.contains("not a directory") == true)
    #expect(try Sessions(folder: folder.path + "/none").entries() == [])
  }

  /// An hour of dragging: more edits than a command line takes, in a file that is not begun anew for
  /// every one of them.
  @Test func manyEditsAreWrittenAndRead() throws {
    let folder = try TemporaryFolder()
    let sessions = Sessions(folder: folder.path)
    let recorder = SessionRecorder(sessions, opened: Self.experiment(0), largestSize: 200)
    var experiment = Self.experiment(0)
    for tick in 1...300 {
      experiment.journal.append(
        Edit(
          tick: tick, change: .set(path: "target.separation", value: .number(tick % 2 == 0 ? 4 : 5))
        ))
      experiment.tick = tick
      recorder.note(experiment, isRunning: true, at: Double(tick))
    }
    #expect(recorder.problem == nil)
    #expect(folder.names.count == 1)
    #expect(try sessions.content(try #require(recorder.name)).experiment == experiment)
    // What begins each new file is twice as long as the one before.
    let last = recorder.name?.split(separator: ".").last.flatMap { Int($0) } ?? 0
    #expect((2...12).contains(last))
  }

  @Test func namesLeadNowhereElse() throws {
    let sessions = Sessions(folder: "/tmp")
    for name in ["../x", "a/b", "", ".hidden", "a\u{1b}b", String(repeating: "a", count: 101)] {
      #expect(throws: SessionError.self) { _ = try sessions.content(name) }
    }
  }
}
