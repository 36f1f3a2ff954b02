import Foundation
import Testing

/// `lecture` from outside.
@Suite struct LectureProgramTests {
  @Test func listAndShow() throws {
    let list = try Program.run(["lecture", "list"])
    #expect(list.code == 0)
    #expect(list.output.hasPrefix("why-fine-tuning-forgets  4 scenes  Why fine-tuning forgets\n"))
    let shown = try Program.run(["lecture", "show", "why-fine-tuning-forgets"])
    // What is shown is a lecture: read again, it gives the same screens.
    let again = try Program.run(
      ["lecture", "-", "--script", "nn<Wait 2>"], input: shown.output)
    let direct = try Program.run(
      ["lecture", "why-fine-tuning-forgets", "--script", "nn<Wait 2>"])
    #expect(again.code == 0 && again.output == direct.output)
    #expect(direct.output.contains("3/4  A fifth of old data"))
  }

  /// The condition of the second scene comes at t = 14.4, after 9.6 s: a script that waits sees the third.
  @Test func aScriptThatWaitsSeesTheNextScene() throws {
    let before = try Program.run(
      ["lecture", "why-fine-tuning-forgets", "--script", "n<Wait 9.5>"])
    #expect(before.output.contains("2/4  New data alone"))
    let after = try Program.run(
      ["lecture", "why-fine-tuning-forgets", "--scene", "2", "--script", "<Wait 9.7>"])
    #expect(after.output.contains("3/4  A fifth of old data"))
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
    #expect(program.output.hasPrefix(" Overlap: "))
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
    #expect(notes.output.contains("\n## 4. Far apart, the old mean stays\n"))
    #expect(
      notes.output.contains(
        "forgetscope explore forward-and-reverse --set clock.speed=1.5 "
          + "--edit 288:lanes.1.replay=0.2 --at 60\n"))
  }

  @Test(arguments: [
    (
      ["lecture", "none"], 2,
      "LECTURE: none is not allowed; a shipped lecture (why-fine-tuning-forgets), a file, or -"
    ),
    (["lecture", "none.yaml"], 74, "none.yaml: no such file"),
    (
      ["lecture", "why-fine-tuning-forgets", "--scene", "5"], 2,
      "--scene: 5 is not allowed; a scene from 1 to 4"
    ),
    (["lecture", "show", "x"], 2, "ID: x is not allowed; one of why-fine-tuning-forgets"),
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

  /// The example of the README is a lecture.
  @Test func theDocumentedLectureIsRead() throws {
    let readme = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
          "README.md"),
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
