import Foundation
import Testing

/// `sweep` from outside: tables, folders, shards, kills, and what is refused.
@Suite struct SweepProgramTests {
  private static let axes = [
    "sweep", "--over", "target.separation=2:6:9", "--over", "lanes.1.replay=0.001:0.5:4:log",
    "--measure", "kept", "--measure", "max drift", "--seeds", "2", "--until", "3",
  ]

  private static func folder() -> String {
    NSTemporaryDirectory() + "forgetscope-sweep-\(UUID().uuidString)"
  }

  /// The table without a folder, the sorted one with one, and the same from shards.
  @Test(arguments: [1, 3, 7], [1, 2]) func tablesDoNotDependOnWhoMakesThem(
    shards: Int, jobs: Int
  ) throws {
    let table = try Program.run(Self.axes)
    #expect(table.code == 0)
    #expect(table.output.split(separator: "\n").count == 1 + 9 * 4 * 2 * 2)
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for shard in (1...shards).reversed() {
      let run = try Program.run(
        Self.axes + ["-o", folder, "--jobs", "\(jobs)", "--shard", "\(shard)/\(shards)"])
      #expect(run.code == 0, "\(run.errors)")
    }
    let merged = try Program.run(["sweep", "merge", folder])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(merged.output == table.output)
    let status = try Program.run(["sweep", "status", folder])
    #expect(status.output.contains("72 runs: 72 done (100 %), 0 missing, 0 failed rows"))
  }

  /// Killed again and again, torn rows and all, the table is the same.
  @Test func killsLoseNothing() throws {
    let whole = try Program.run(Self.axes)
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var generator = SystemRandomNumberGenerator()
    for round in 0..<20 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments =
        Self.axes + ["-o", folder, "--jobs", "\(1 + round % 2)"]
        + (round % 3 == 1 ? ["--shard", "1/3"] : [])
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32.random(in: 20_000...160_000, using: &generator))
      kill(process.processIdentifier, round % 2 == 0 ? SIGKILL : SIGTERM)
      process.waitUntilExit()
      // What a machine that stops leaves behind: half a row.
      let path = folder + "/rows-1-of-1.csv"
      if round == 3, let file = FileHandle(forWritingAtPath: path) {
        try file.seekToEnd()
        try file.write(contentsOf: Data("17,3,0.001,8,1,forward-kl,0.99".utf8))
        try file.close()
      }
    }
    let last = try Program.run(Self.axes + ["-o", folder])
    #expect(last.code == 0, "\(last.errors)")
    let merged = try Program.run(["sweep", "merge", folder])
    #expect(merged.code == 0 && merged.output == whole.output)
  }

  /// Started again it has nothing to do; another sweep or version is not let in, and keeps its rows.
  @Test func foldersAreOfOneSweep() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try Program.run(Self.axes + ["-o", folder])
    #expect(first.errors.contains("72 runs made, 0 were there, 0 failed rows"))
    let rows = try String(contentsOfFile: folder + "/rows-1-of-1.csv", encoding: .utf8)
    let again = try Program.run(Self.axes + ["-o", folder])
    #expect(again.code == 0 && again.errors.contains("0 runs made, 72 were there"))
    // The folder's own file says the same sweep.
    let own = try Program.run(["sweep", folder + "/sweep.yaml", "-o", folder])
    #expect(own.code == 0 && own.errors.contains("0 runs made, 72 were there"), "\(own.errors)")
    let other = try Program.run(Self.axes + ["--until", "4", "-o", folder])
    #expect(other.code == 2)
    #expect(other.errors.contains("holds another sweep: \"until: 3\" there, \"until: 4\" here"))
    let text = try String(contentsOfFile: folder + "/sweep.yaml", encoding: .utf8)
    try text.replacingOccurrences(
      of: "program: \"forgetscope ", with: "program: \"forgetscope 0.0."
    )
    .write(toFile: folder + "/sweep.yaml", atomically: true, encoding: .utf8)
    let version = try Program.run(Self.axes + ["-o", folder])
    #expect(version.code == 2 && version.errors.contains("was begun by"))
    #expect(try String(contentsOfFile: folder + "/rows-1-of-1.csv", encoding: .utf8) == rows)
  }

  /// A part of the points: what is missing has a name, and the rest is there.
  @Test func missingRunsAreNamed() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Program.run(Self.axes + ["-o", folder, "--shard", "2/3"])
    let merged = try Program.run(["sweep", "merge", folder])
    #expect(merged.code == 1)
    #expect(merged.errors.contains("48 of 72 runs are missing: points 1-"))
    #expect(merged.output.split(separator: "\n").count == 1 + 24 * 2)
  }

  /// In an array of Slurm's a task takes its part, whether tasks count from 0 or from 1.
  @Test(arguments: [0, 1]) func arraysOfJobsShareTheRuns(first: Int) throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for task in first...(first + 1) {
      let run = try Program.run(
        Self.axes + ["-o", folder],
        environment: [
          "SLURM_ARRAY_TASK_ID": "\(task)", "SLURM_ARRAY_TASK_COUNT": "2",
          "SLURM_ARRAY_TASK_MIN": "\(first)", "SLURM_ARRAY_TASK_MAX": "\(first + 1)",
        ])
      #expect(run.code == 0 && run.errors.contains("of shard \(task - first + 1)/2"))
    }
    #expect(try Program.run(["sweep", "merge", folder]).output == Program.run(Self.axes).output)
  }

  /// A lane that diverges is a row with its reason, and the exit status says that there is one.
  @Test func divergenceIsARowAndAnExitStatus() throws {
    let run = try Program.run([
      "sweep", "--set", "clock.integrator=euler", "--set", "lanes.2.rates.oldMean=40", "--set",
      "lanes.2.rates.newMean=40", "--over", "lanes.2.step=60", "--until", "1000",
    ])
    #expect(run.code == 1)
    #expect(run.errors.contains("1 row tells of a lane that failed"))
    #expect(run.output.contains("1,60,7,2,reverse-kl,,,diverged: a step of 60.0 is too long here"))
  }

  @Test func replayThatKeepsNineTenths() throws {
    let run = try Program.run([
      "sweep", "--solve", "lanes.1.replay=0:0.9", "--for", "lane 1: kept = 0.9", "--over",
      "target.separation=3,5", "--until", "20",
    ])
    #expect(run.code == 0, "\(run.errors)")
    let rows = run.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.count == 3)
    #expect(rows.dropFirst().allSatisfy { abs(Double($0[8])! - 0.9) < 1e-6 })
    let none = try Program.run([
      "sweep", "--solve", "lanes.1.replay=0:0.2", "--for", "lane 2: kept = 0.5", "--until", "2",
    ])
    #expect(none.code == 0 && none.output.contains("no crossing in 0…0.2"))
  }

  /// Rows of one run that are longer than 64 kB together.
  @Test func longRunsAreMergedWhole() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var arguments = ["sweep", "--over", "target.separation=3,4", "--until", "5"]
    for place in 0..<1000 {
      arguments += [
        "--measure", "kept at \(Double(place) / 250)", "--measure",
        "drift at \(Double(place) / 250)",
      ]
    }
    let table = try Program.run(arguments)
    #expect(table.code == 0 && table.output.utf8.count > 2 * 65_536, "\(table.errors)")
    let run = try Program.run(arguments + ["-o", folder])
    #expect(run.code == 0, "\(run.errors)")
    #expect(try Program.run(["sweep", "merge", folder]).output == table.output)
  }

  @Test func dryRunsRunNothing() throws {
    let folder = Self.folder()
    let run = try Program.run(Self.axes + ["--dry-run", "-o", folder])
    #expect(run.code == 0 && run.output.contains("points  36 with 2 seeds each"))
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  /// What is wrong with a file is told with its line, and what is wrong with a flag beside it without.
  @Test(arguments: [
    (
      "axes:\n  target.separation: {from: 2, to: 600, points: 5}", [],
      "s.yaml:4: target.separation: 600"
    ),
    ("axes:\n  lanes.1.replay:\n    - 0.1\n    - 5", [], "s.yaml:6: lanes.1.replay: 5"),
    ("axes:\n  lanes.7.replay: [0.1]", [], "s.yaml:4: lanes.7.replay: this path is not allowed"),
    (
      "axes:\n  tasks.1.mass: [0.2]\n  target.oldMass: [0.4]", [],
      "s.yaml:5: target.oldMass: an axis"
    ),
    ("set: {lanes.1.replay: 7}", [], "s.yaml:3: lanes.1.replay: 7"),
    ("edit:\n  - 3:target.oldMass=0.4\n  - 5:lanes.1.replay=9", [], "s.yaml:5: lanes.1.replay: 9"),
    ("set: [nonsense]", [], "s.yaml:3: set: nonsense"),
    ("until: 2\nmeasures:\n  - kept\n  - {at: 10, of: kept}", [], "s.yaml:6: kept at 10: 10"),
    (
      "measures:\n  - kept\n  - learned\n  - kept", [],
      "s.yaml:6: measures: kept is not allowed; each"
    ),
    ("until: -2", [], "s.yaml:3: until: -2"),
    (
      "solve: lanes.1.method\nfor: 'lane 1: kept = 0.9'", [],
      "s.yaml:3: solve: lanes.1.method is not allowed; a parameter that is a number"
    ),
    ("solve: lanes.1.replay\nfor: 'lane 8: kept = 0.9'", [], "s.yaml:4: for: lane 8"),
    (
      "solve:\n  lanes.1.replay: {from: 0, to: 3, points: 9}\nfor: 'lane 1: kept = 0.9'", [],
      "s.yaml:3: lanes.1.replay: 3"
    ),
    ("until: 2", ["--set", "lanes.1.replay=7"], "--set: lanes.1.replay: 7"),
    ("until: 2", ["--over", "lanes.1.replay=7"], "--over: lanes.1.replay: 7"),
  ])
  func mistakesInFilesHaveLines(text: String, flags: [String], said: String) throws {
    let folder = Self.folder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/s.yaml"
    try "sweep: x\nscenario: forward-and-reverse\n\(text)\n"
      .write(toFile: file, atomically: true, encoding: .utf8)
    let run = try Program.run(["sweep", file] + flags)
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors.contains(said), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func anUnknownScenarioOfAFileHasItsLine() throws {
    let run = try Program.run(["sweep", "-"], input: "sweep: x\nuntil: 2\nscenario: nix\n")
    #expect(
      run.code == 2 && run.errors.contains("standard input:3: scenario: \"nix\" is not allowed"))
  }

  /// A lane that a measure says nothing of has no number, and its row says so.
  @Test func emptyFieldsAreExplained() throws {
    let sweep = [
      "sweep", "starvation", "--measure", "kept", "--measure", "starvedSteps", "--until", "2",
    ]
    let run = try Program.run(sweep + ["--set", "lanes.1.sampling=population"])
    #expect(run.code == 0, "\(run.errors)")
    let rows = run.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    for row in rows {
      #expect(row.last == (row.count == 7 ? "ok" : "ok; no starvedSteps"), "\(row)")
    }
    #expect(Set(rows.map(\.count)) == [6, 7])
    // None of them has failed.
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try Program.run(sweep + ["--set", "lanes.1.sampling=population", "-o", folder])
    #expect(made.code == 0 && made.errors.contains("0 failed rows"), "\(made.errors)")
    #expect(try Program.run(["sweep", "status", folder]).output.contains("0 failed rows"))
    #expect(try Program.run(["sweep", "merge", folder]).output == run.output)
  }

  /// Bad use in one line, with the exit code that the documentation names.
  @Test(arguments: [
    (["--over", "nix=1:2:3"], 2, "nix"), (["--over", "target.separation=1:800:3"], 2, "[0, 100]"),
    (["--measure", "keptt"], 2, "did you mean kept?"), (["--shard", "1/2"], 2, "needs -o DIR"),
    (["--shard", "3/2", "-o", "/tmp"], 2, "1 <= i <= n"), (["--seeds", "0"], 2, "--seeds"),
    (["--solve", "lanes.1.replay"], 2, "--for"), (["--jobs", "0"], 2, "--jobs"),
    (["--measure", "kept", "--measure", "kept"], 2, "kept is not allowed; each measure once"),
    (["--over", "target.oldMass=0.1:0.9:30000"], 2, "-o DIR is needed"),
    (["-o", "/nonexistent/x"], 74, "no such folder"), (["status", "/nonexistent"], 74, "no such"),
    (["merge", "/"], 2, "no folder of a sweep"), (["nonsense"], 2, "SCENARIO"),
    (
      ["--measure", "first lane 9: kept < 0.9"], 2,
      "--measure: first lane 9: kept < 0.9: lane 9 is not allowed; a lane from 1 to 2"
    ),
    (["--tasks", "3"], 2, "--tasks: is not allowed alone; with --on slurm"),
    (["--sbatch", "--hold"], 2, "--sbatch: is not allowed alone; with --on slurm"),
    (["--on", "slurm", "--jobs", "2", "-o", "/tmp/x"], 2, "--jobs: is not allowed beside --on"),
    (["--on", "slurm", "--shard", "1/2", "-o", "/tmp/x"], 2, "--shard: is not allowed beside"),
    (
      ["--over", "target.separation=2,3", "--over", "target.separation=4,5"], 2,
      "--over: target.separation=4,5 is not allowed; one axis for a parameter"
    ),
    (
      ["--over", "target.oldMass=0.2,0.3", "--over", "tasks.1.mass=0.5,0.6"], 2,
      "--over: tasks.1.mass=0.5,0.6 is not allowed; one axis for a parameter"
    ),
    (
      ["--over", "target.oldMass=0.2", "--over", "tasks.2.mass, lanes.1.replay=[[0.5, 0.1]]"], 2,
      "one axis for a parameter"
    ),
    (
      ["--over", "tasks.2.mass=0.2", "--solve", "target.oldMass", "--for", "lane 1: kept = 0.9"], 2,
      "--over: tasks.2.mass: an axis is not allowed; what is solved for is not an axis"
    ),
    (
      ["--solve", "lanes.1.method", "--for", "lane 1: kept = 0.9"], 2,
      "--solve: lanes.1.method is not allowed; a parameter that is a number"
    ),
    (
      ["--solve", "lanes.1.repaly", "--for", "lane 1: kept = 0.9"], 2,
      "--solve: lanes.1.repaly is not allowed; did you mean lanes.1.replay? one of lanes.1.replay"
    ),
    (
      ["--solve", "lanes.1.replay", "--for", "lane 3: kept = 0.9"], 2,
      "--for: lane 3 is not allowed; a lane from 1 to 2"
    ),
    (
      ["--measure", "starvedSteps", "--over", "target.separation=2,3"], 2,
      "--measure: starvedSteps: starvedSteps is not allowed; a measure that exact flows have, too"
    ),
    (
      ["--measure", "kept at 100", "--until", "2"], 2, "--measure: kept at 100: 100 is not allowed"
    ),
    (["--until", "-2"], 2, "--until: -2.0 is not allowed; a number in (0, 1000000]"),
  ])
  func badUseIsOneLine(arguments: [String], code: Int, words: String) throws {
    let run = try Program.run(["sweep"] + arguments)
    #expect(run.code == code)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty)
  }
}
