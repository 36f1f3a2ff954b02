import Foundation
import Testing

/// The verbs as a script meets them: output, exit codes, one line for every error.
@Suite struct VerbTests {
  @Test func presetsAreListedAndShownAsScenariosThatRun() throws {
    let list = try Program.run(["presets", "list"])
    #expect(list.code == 0)
    let lines = list.output.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("#") }.count == 9)
    let ids = lines.filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: " ").first }
    #expect(ids.contains("forward-and-reverse"))
    for id in ids {
      let shown = try Program.run(["presets", "show", String(id)])
      #expect(shown.code == 0)
      let run = try Program.run(["run", "-", "--until", "0"], input: shown.output)
      #expect(run.code == 0, "\(id): \(run.errors)")
    }
  }

  /// More than a pipe holds, for a program that reads nothing: its end is its own.
  @Test func whatIsNotReadIsLeft() throws {
    let run = try Program.run(
      ["presets", "list"], input: String(repeating: "target:\n", count: 100_000))
    #expect(run.code == 0 && run.errors == "")
  }

  @Test func runWritesTheSameNumbersInBothFormats() throws {
    let csv = try Program.run(["run", "--until", "1", "--every", "0.5"])
    let json = try Program.run(["run", "--until", "1", "--every", "0.5", "--format", "jsonl"])
    #expect(csv.code == 0 && json.code == 0)
    let rows = csv.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    // A header, and two lanes at 0, 0.5 and 1.
    #expect(rows.count == 7)
    let lines = try json.output.split(separator: "\n").map {
      try JSONDecoder().decode([String: Value].self, from: Data($0.utf8))
    }
    #expect(lines.count == 6)
    for (row, line) in zip(rows.dropFirst(), lines) {
      for (name, text) in zip(rows[0], row) {
        switch line[String(name)] {
        case .number(let number): #expect(Double(text) == number, "\(name)")
        case .text(let word): #expect(text == word)
        case .missing: #expect(text == "")
        case nil: Issue.record("no \(name)")
        }
      }
    }
    #expect(Set(lines[0].keys) == Set(rows[0].map(String.init)))
    #expect(rows[6][0] == "1")
  }

  /// A JSON value of a row, read exactly.
  private enum Value: Decodable {
    case number(Double)
    case text(String)
    case missing

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  /// A teacher moves, and with it what the lane decreases: KL(q‖T) to the teacher of now falls when
  /// both arrive at the demonstrator.
  @Test func objectiveIsMeasuredWithTheTeacherOfNow() throws {
    let run = try Program.run(["run", "self-distillation", "--every", "40"])
    let rows = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(rows[0].firstIndex(of: "objective"))
    let last = try #require(rows.last { $0[0] == "40" && $0[1] == "1" })
    #expect(try #require(Double(last[column])) < 1e-3)
    // Without an anchor student and teacher agree for ever.
    #expect(Double(rows.last![column]) == 0)
  }

  @Test func gainAndDropAreChangesSinceTheStart() throws {
    let run = try Program.run(["run", "chen", "--until", "100", "--every", "100"])
    let rows = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    func value(_ row: Int, _ name: String) throws -> Double {
      let column = try #require(rows[0].firstIndex { $0 == name })
      return try #require(Double(rows[row][column]))
    }
    #expect(try value(1, "gain") == 0)
    #expect(try value(1, "componentDrop") == 0)
    for (change, mass, sign) in [
      ("gain", "effectiveNewMass", 1.0), ("drop", "effectiveOldMass", -1),
      ("componentGain", "componentNewMass", 1), ("componentDrop", "componentOldMass", -1),
    ] {
      let difference = sign * (try value(3, mass) - value(1, mass))
      #expect(try value(3, change) == difference)
      #expect(difference > 0.01, "\(change)")
    }
  }

  @Test func verifyHoldsOnThePresets() throws {
    let program = try Program.run(["verify", "one-over-t"])
    #expect(program.code == 0, "\(program.output)\(program.errors)")
    #expect(program.output.contains("holds"))
  }

  /// A list of what is allowed stays on the line, and so does the way to more.
  @Test func listsOfWhatIsAllowedAreWhole() throws {
    let view = try Program.run(["snapshot", "--view", "foo", "-o", "-"])
    #expect(view.code == 2)
    #expect(
      view.errors.contains(
        "help, presets, kept, learned, kept-by-task, density, mass, place, parameters, why, samples, "
          + "theory"))
    #expect(view.errors.hasSuffix(" (forgetscope snapshot --help lists what is allowed)\n"))
    let ending = try Program.run(["snapshot", "-o", "x.jpg"])
    #expect(ending.code == 2)
    #expect(
      ending.errors
        == "forgetscope: --output: x.jpg is not allowed without --format; an ending, one of .txt,"
        + " .ansi, .html, .svg, .png, .pdf\n")
  }

  /// Bad input: one line that names what, where, the value and what is allowed; exit status 2.
  @Test(arguments: [
    (["--set", "target.oldMass=2"], "--set: target.oldMass: 2 is not allowed; a number in (0, 1)"),
    (["--set", "start.oldWeight=0"], "start.oldWeight: 0 is not allowed"),
    (["--set", "lanes.1.replay=1"], "lanes.1.replay: 1 is not allowed; a number in [0, 1)"),
    (
      ["--set", "target.deviation=-1"],
      "target.deviation: -1 is not allowed; a number in [0.001, 1000]"
    ),
    (["--set", "target.deviation=nan"], "target.deviation: nan is not allowed"),
    (["--set", "clock.integrator=magic"], "clock.integrator: magic is not allowed; one of euler"),
    (["--set", "lanes.1.method=magic"], "lanes.1.method: magic is not allowed"),
    (
      ["--set", "target.separatoin=2"],
      "--set: target.separatoin: this path is not allowed; did you mean target.separation?"
    ),
    (
      ["--set", "lanes.1.method=forwrd-kl"],
      "lanes.1.method: forwrd-kl is not allowed; did you mean forward-kl? one of forward-kl,"
    ),
    (["--set", "nothing"], "--set: nothing is not allowed; path=value"),
    (["nosuchpreset"], "SCENARIO: nosuchpreset is not allowed; a preset"),
    (["replya"], "SCENARIO: replya is not allowed; did you mean replay? a preset"),
    (["--until", "x"], "until"),
    (["--until", "-3"], "--until: -3.0 is not allowed; a number in [0, 1000000]"),
    (["--at", "-1"], "--at: -1 is not allowed; a flow time"),
    (["--every", "0"], "--every: 0.0 is not allowed; a number > 0"),
    (["--nosuch"], "--nosuch"),
  ])
  func badInputIsOneLine(arguments: [String], words: String) throws {
    let program = try Program.run(["run"] + arguments)
    #expect(program.code == 2, "\(program.errors)")
    #expect(program.output == "")
    #expect(program.errors.contains(words), "\(program.errors)")
    #expect(program.errors.split(separator: "\n").count == 1)
  }

  /// A word that is none in one line, and the one that was probably meant.
  @Test(arguments: [
    (["snpshot"], "SCENARIO: snpshot is not allowed; did you mean snapshot?"),
    (["help", "nosuch"], "help: nosuch is not allowed; one of explore, watch,"),
    (
      ["help", "run", "nosuch"], "help: nosuch is not allowed; nothing behind a verb without parts"
    ),
    (["help", "sweep", "statsu"], "help: statsu is not allowed; did you mean status?"),
    (["lecture", "boundry"], "LECTURE: boundry is not allowed; did you mean boundary?"),
    (["presets", "show", "replya"], "ID: replya is not allowed; did you mean replay?"),
    (
      ["snapshot", "--palette", "lihgt"],
      "The value 'lihgt' is invalid for '--palette <palette>'. Did you mean 'light'? Please provide"
    ),
    (
      ["snapshot", "--view", "dashbord"],
      "The value 'dashbord' is invalid for '--view <view>'. Did you mean 'dashboard'? Please"
    ),
    (["record", "--size", "-1x5"], "The value '-1x5' is invalid for '--size <size>'"),
    (["sessions", "prune", "--keep", "-1"], "--keep: -1 is not allowed; a whole number from 0 to"),
  ])
  func wrongVerbsAreNamed(arguments: [String], words: String) throws {
    let program = try Program.run(arguments)
    #expect(program.code == 2 && program.output == "", "\(program.errors)")
    #expect(program.errors.hasPrefix("forgetscope: \(words)"), "\(program.errors)")
    #expect(program.errors.split(separator: "\n").count == 1)
    let help = try Program.run(["help", "sweep", "status"])
    #expect(help.code == 0 && help.output.contains("sweep status"))
  }

  /// The hint leads to the part of the verb that was typed.
  @Test(arguments: [
    (["sweep", "plot", "--nosuch"], "(forgetscope sweep plot --help lists what is allowed)\n"),
    (["sessions", "prune", "--nosuch"], "(forgetscope sessions prune --help lists"),
    (["run", "--nosuch"], "(forgetscope run --help lists"),
    (["--nosuch"], "(forgetscope --help lists"),
  ])
  func hintsNameTheVerb(arguments: [String], words: String) throws {
    let program = try Program.run(arguments)
    #expect(program.code == 2 && program.errors.contains(words), "\(program.errors)")
  }

  @Test func badFilesNameTheirLine() throws {
    let scenario = try Program.run(["presets", "show", "forward-and-reverse"]).output
    let broken = scenario.replacingOccurrences(of: "oldMass: 0.5", with: "oldMass: 1.5")
    let program = try Program.run(["run", "-"], input: broken)
    #expect(program.code == 2)
    let line = broken.split(separator: "\n").firstIndex { $0.contains("oldMass") }! + 1
    #expect(
      program.errors.contains("standard input:\(line): target.oldMass: 1.5 is not allowed"),
      "\(program.errors)")
  }

  @Test func unreadableFilesAreExitStatus74() throws {
    let missing = try Program.run(["run", "/nonexistent/scenario.yaml"])
    #expect(missing.code == 74)
    #expect(missing.errors.contains("/nonexistent/scenario.yaml: no such file"))
    let folder = try Program.run(["run", "/"])
    #expect(folder.code == 74)
    #expect(folder.errors.contains("is a folder"))
  }

  @Test func withoutATerminalTheExplorerSaysSo() throws {
    let program = try Program.run([])
    #expect(program.code == 2)
    #expect(program.errors.contains("is not a terminal"))
    #expect(program.errors.split(separator: "\n").count == 1)
  }

  @Test func plainPrintsLinesOfNumbers() throws {
    let program = try Program.run(["--plain", "--set", "clock.until=2", "--every", "20"])
    #expect(program.code == 0)
    let lines = program.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[2].hasPrefix("t 2; forward KL: weight"))
  }

  @Test func helpVersionAndCompletions() throws {
    let version = try Program.run(["--version"])
    #expect(version.code == 0 && version.output.hasPrefix("forgetscope "))
    let help = try Program.run(["--help"])
    #expect(help.code == 0 && help.output.contains("verify"))
    for shell in ["bash", "zsh", "fish"] {
      let script = try Program.run(["--generate-completion-script", shell])
      #expect(script.code == 0 && script.output.contains("forgetscope"))
    }
  }

  @Test func doctorFitsIntoABugReport() throws {
    let program = try Program.run(["doctor"])
    #expect(program.code == 0)
    #expect(program.output.contains("kernel"))
    #expect(program.output.split(separator: "\n").count <= 11)
    #expect(program.output.contains("settings: none\n"))
  }

  @Test func aFullDiskIsExitStatus74() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "'\(Program.path)' run --until 1 > /dev/full"]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
    #expect(text.contains("standard output:"))
  }

  @Test func aClosedPipeEndsSilently() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "'\(Program.path)' run --until 60 | head -n 1"]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = Pipe()
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(text.isEmpty)
  }
}
