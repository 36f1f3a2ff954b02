import Foundation
import Testing

/// The manual pages: all there, without a complaint of those that print them.
@Suite struct ManualTests {
  private func pages() throws -> [String] {
    try Program.run(["manual"]).output.split(separator: "\n").map(String.init)
  }

  @Test func everyVerbHasAPage() throws {
    let help = try Program.run(["--help"]).output
    let verbs = help.components(separatedBy: "SUBCOMMANDS:\n")[1].split(separator: "\n")
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See") }
      .compactMap { $0.split(separator: " ").first }
    #expect(verbs.count >= 11)
    #expect(
      try pages() == ["forgetscope.1"] + verbs.map { "forgetscope-\($0).1" } + ["forgetscope.5"])
    let unknown = try Program.run(["manual", "forgetscope.7"])
    #expect(unknown.code == 2)
    #expect(
      unknown.errors.hasPrefix(
        "forgetscope: PAGE: forgetscope.7 is not allowed; did you mean forgetscope.1? one of "))
  }

  /// What the help says of an option, the page says.
  @Test func pagesSayWhatTheHelpSays() throws {
    let run = try Program.run(["manual", "forgetscope-run.1"]).output
    #expect(
      run.contains(
        ".TP\n\\fB\\-\\-ensemble <n>\\fR\nRun this many seeds (seed, seed + 1, ...) on all cores; "
          + "mean and quantiles per column.\n"))
    let lecture = try Program.run(["manual", "forgetscope-lecture.1"]).output
    #expect(lecture.contains(".SS lecture show\n") && lecture.contains("\\-\\-rehearse"))
    let scenario = try Program.run(["manual", "forgetscope.5"]).output
    #expect(
      scenario.contains("\\fBlanes.1.replay\\fR") && scenario.contains(".SS ttt\\-discover\n"))
  }

  /// Both forms of the file: keys and paths of tasks in turn, and what changes them.
  @Test func theScenarioPageHasTasks() throws {
    let page = try Program.run(["manual", "forgetscope.5"]).output
    for words in [
      "tasks:", "stages:", "known: [maths]", "components:", "\\fBtasks.NAME.mean\\fR",
      "\\fBtasks.NAME.known\\fR", "\\fBstages.N.until\\fR", "\\fBstages.N.task\\fR",
      "\\fBstart.components.N.weight\\fR", "\\fBstart.components.count\\fR",
      "\\fBstages.reference\\fR",
      "\\fBtasks.add=NAME\\fR", "\\fBtasks.remove=TASK\\fR", "\\fBtasks.move=TASK:PLACE\\fR",
      "\\fBtasks.NAME.name=NAME\\fR", "\\fBstages.add=TASK\\fR", "\\fBstages.remove=NUMBER\\fR",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(!page.contains("maths.mean"))
  }

  /// Nothing in them is unknown to roff: the printers say nothing, apart from mandoc's wish for a date.
  @Test(.enabled(if: Program.isInPath("mandoc") || Program.isInPath("man")))
  func printersDoNotComplain() throws {
    for page in try pages() {
      let text = try Program.run(["manual", page]).output
      #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(page)")
      let file = NSTemporaryDirectory() + "\(UUID().uuidString).\(page)"
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: file) }
      if Program.isInPath("mandoc") {
        let said = try shell("mandoc -T lint -W warning '\(file)' 2>&1")
          .split(separator: "\n").filter { !$0.contains("missing date") }
        #expect(said.isEmpty, "\(page): \(said)")
      }
      if Program.isInPath("man") {
        for locale in ["C", "C.UTF-8"] {
          let said = try shell("LC_ALL=\(locale) man --warnings -l '\(file)' 2>&1 >/dev/null")
          #expect(said.isEmpty, "\(page), \(locale): \(said)")
        }
      }
    }
  }

  private func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }
}
