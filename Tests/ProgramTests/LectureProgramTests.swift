import Foundation
import Testing

/// `lecture` from outside.
@Suite struct LectureProgramTests {
  @Test func listAndShow() throws {
    let list = try Program.run(["lecture", "list"])
    #expect(list.code == 0)
    #expect(
      list.output == """
        why-fine-tuning-forgets  12 scenes  45 min  Why fine-tuning forgets
        one-factor  9 scenes  30 min  One factor of 0.005
        replay  9 scenes  30 min  Replay
        task-after-task  9 scenes  32 min  One task after another
        data-or-objective  11 scenes  34 min  Is it the data or the objective?
        boundary  8 scenes  30 min  Where the boundary runs
        own-log  6 scenes  16 min  Your own log
        tour  5 scenes  5 min  The tour

        """)
    let shown = try Program.run(["lecture", "show", "why-fine-tuning-forgets"])
    // What is shown is a lecture: read again, it gives the same screens.
    let again = try Program.run(
      ["lecture", "-", "--script", "nnn<Wait 2>"], input: shown.output)
    let direct = try Program.run(
      ["lecture", "why-fine-tuning-forgets", "--script", "nnn<Wait 2>"])
    #expect(again.code == 0 && again.output == direct.output)
    #expect(direct.output.contains("3/12  New data alone"))
  }

  /// The condition of the third scene comes at t = 14.4, after 48 s: a script that waits sees the fourth.
  @Test func aScriptThatWaitsSeesTheNextScene() throws {
    let before = try Program.run(
      ["lecture", "why-fine-tuning-forgets", "--script", "nnn<Wait 47.5>"])
    #expect(before.output.contains("3/12  New data alone"))
    let after = try Program.run(
      ["lecture", "why-fine-tuning-forgets", "--scene", "3", "--script", "<Wait 48.1>"])
    #expect(after.output.contains("4/12  The target changes its mind"))
  }

  /// Also where the next scene stands still.
  @Test func aSceneThatDoesNotPlayIsShown() throws {
    let lecture = """
      lecture: x
      scenes:
      - {title: first, scenario: replay, next: {time: 1}}
      - {title: second, scenario: overlap, panes: [mass]}
      """
    let program = try Program.run(["lecture", "-", "--script", "<Wait 3>"], input: lecture)
    #expect(program.output.hasPrefix(" second "))
    #expect(program.output.contains("2/2  second") && program.output.contains("t 0.00"))
  }

  @Test func handOut() throws {
    let notes = try Program.run(
      [
        "lecture", "why-fine-tuning-forgets", "--notes-only", "--size", "80x20", "--symbols",
        "ascii",
      ])
    #expect(notes.code == 0 && notes.errors.isEmpty)
    #expect(notes.output.hasPrefix("# Why fine-tuning forgets\n"))
    #expect(notes.output.contains("\n## 4. The target changes its mind\n"))
    #expect(
      notes.output.contains(
        "forgetscope explore forward-and-reverse --set clock.speed=1 --set clock.until=40 "
          + "--edit 288:target.oldMass=0.3 --at 40\n"))
    // What a survey shows is there, too.
    #expect(notes.output.contains("e^-delta^2/8") && !notes.output.contains(" points "))
  }

  @Test(arguments: [
    (
      ["lecture", "none"], 2,
      "LECTURE: none is not allowed; a shipped lecture (why-fine-tuning-forgets, one-factor, replay, task-after-task, data-or-objective, boundary, own-log, tour), a file, or -"
    ),
    (["lecture", "none.yaml"], 74, "none.yaml: no such file"),
    (
      ["lecture", "why-fine-tuning-forgets", "--scene", "13"], 2,
      "--scene: 13 is not allowed; a scene from 1 to 12"
    ),
    (
      ["lecture", "show", "x"], 2,
      "ID: x is not allowed; one of why-fine-tuning-forgets, one-factor, replay, task-after-task, data-or-objective, boundary, own-log, tour"
    ),
    (
      ["lecture", "-", "--notes-only"], 2,
      "standard input:3: scenes.1: scenario is missing; "
        + "the first scene has a preset's id or a scenario"
    ),
  ])
  func errors(arguments: [String], code: Int32, line: String) throws {
    let program = try Program.run(arguments, input: "lecture: x\nscenes:\n- title: y\n")
    #expect(program.code == code)
    #expect(program.errors == "forgetscope: \(line)\n")
  }

  /// The example of docs/lectures.md is a lecture.
  @Test func theDocumentedLectureIsRead() throws {
    let readme = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
          "docs/lectures.md"),
      encoding: .utf8)
    let start = try #require(readme.range(of: "```yaml\nlecture:"))
    let rest = readme[readme.index(start.lowerBound, offsetBy: 8)...]
    let end = try #require(rest.range(of: "\n```"))
    let program = try Program.run(
      ["lecture", "-", "--script", "nn"], input: String(rest[..<end.lowerBound]))
    #expect(program.errors.isEmpty)
    #expect(program.output.contains("2/2  A fifth of old data"))
    #expect(program.output.contains("▸ At λ = 0.2."))
  }
}
