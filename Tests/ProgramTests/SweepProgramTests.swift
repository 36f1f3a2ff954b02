import Foundation
import Testing

/// `sweep` from outside: tables, folders, shards and kills.
@Suite struct SweepProgramTests {
  private static let axes = [
    "sweep", "--over", "target.separation=2:6:9", "--over", "lanes.1.replay=0.001:0.5:4:log",
    "--measure", "kept", "--measure", "max drift", "--seeds", "2", "--until", "3",
  ]

  static func folder() -> String {
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

  /// A folder says what is swept in it, so that its name alone makes the runs that are missing.
  @Test func aFolderGoesOn() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try Program.run(Self.axes + ["-o", folder, "--shard", "1/2"])
    #expect(first.code == 0, "\(first.errors)")
    let rest = try Program.run(["sweep", folder + "/"])
    #expect(rest.code == 0 && rest.output.isEmpty, "\(rest.errors)")
    let merged = try Program.run(["sweep", "merge", folder])
    #expect(merged.code == 0)
    #expect(try merged.output == Program.run(Self.axes).output)
    let other = try Program.run(["sweep", folder, "--until", "4"])
    #expect(other.code == 2 && other.errors.contains("holds another sweep"), "\(other.errors)")
    let none = try Program.run(["sweep", NSTemporaryDirectory()])
    #expect(none.code == 74 && none.errors.contains("is a folder"), "\(none.errors)")
  }

  /// One run tells of all ends: in whatever order runs are made, the table is sorted and the same.
  @Test(arguments: [
    ["--over", "clock.until=1:6:6", "--over", "lanes.1.replay=0.01,0.1,0.3"],
    [
      "--over", "target.separation=3,5", "--over", "clock.until=5,1,3", "--edit",
      "70:lanes.add=sdft",
    ],
  ])
  func endsGiveOneTable(axes: [String]) throws {
    let arguments =
      ["sweep", "--set", "lanes.2.batch=8", "--seeds", "2", "--measure", "kept", "--measure"]
      + ["max drift"] + axes
    let table = try Program.run(arguments + ["--jobs", "1"])
    #expect(table.code == 0, "\(table.errors)")
    #expect(try Program.run(arguments + ["--jobs", "2"]).output == table.output)
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for shard in ["2/3", "1/3", "3/3", "1/1"] {
      let run = try Program.run(arguments + ["-o", folder, "--shard", shard])
      #expect(run.code == 0, "\(run.errors)")
    }
    let merged = try Program.run(["sweep", "merge", folder])
    #expect(merged.code == 0 && merged.output == table.output, "\(merged.errors)")
  }

  /// An edit behind the end adds no lane: the run is whole without it.
  @Test func editsBehindTheEndAreNotWaitedFor() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let arguments = [
      "sweep", "--over", "target.separation=3,4", "--edit", "5000:lanes.add=sdft", "--until", "2",
      "--measure", "kept",
    ]
    let run = try Program.run(arguments + ["-o", folder])
    #expect(run.code == 0, "\(run.errors)")
    let merged = try Program.run(["sweep", "merge", folder])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(try Program.run(arguments).output == merged.output)
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
    #expect(other.errors.contains("holds another sweep: until: 3 there, until: 4 here"))
    let text = try String(contentsOfFile: folder + "/sweep.yaml", encoding: .utf8)
    try text.replacingOccurrences(
      of: "program: \"forgetscope ", with: "program: \"forgetscope 0.0."
    )
    .write(toFile: folder + "/sweep.yaml", atomically: true, encoding: .utf8)
    let version = try Program.run(Self.axes + ["-o", folder])
    #expect(version.code == 2 && version.errors.contains("was begun by"))
    #expect(try String(contentsOfFile: folder + "/rows-1-of-1.csv", encoding: .utf8) == rows)
  }

  /// Who comes second to a shard says so and leaves; the rows are those of one program.
  @Test func twoProgramsDoNotShareAShard() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let arguments = ["sweep", "--over", "start.oldWeight=0.1:0.9:100000", "-o", folder]
    let first = Process()
    first.executableURL = URL(fileURLWithPath: Program.path)
    first.arguments = arguments
    first.standardError = FileHandle.nullDevice
    try first.run()
    let rows = folder + "/rows-1-of-1.csv"
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: rows) { usleep(10_000) }
    let second = try Program.run(arguments)
    #expect(second.code == 74, "\(second.errors)")
    #expect(second.errors.contains("another forgetscope is at work on it"), "\(second.errors)")
    first.terminate()
    first.waitUntilExit()
    #expect(first.terminationStatus == 128 + SIGTERM)
  }

  /// A hundred thousand points are planned, made in part, told of, merged and drawn in little memory.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["FORGETSCOPE_TEST_ALL"] == "1"
        && FileManager.default.fileExists(atPath: "/usr/bin/time")))
  func manyPointsTakeLittleMemory() throws {
    let folder = Self.folder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let directory = folder + "/sweep"
    let sweep = [
      "sweep", "--over", "target.separation=1:8:400", "--over",
      "lanes.1.replay=0.001:0.5:250:log", "--until", "0.01", "-o", directory,
    ]
    for arguments in [
      sweep + ["--dry-run"], sweep + ["--shard", "2/3"], sweep, ["sweep", "status", directory],
      ["sweep", "merge", directory, "-o", folder + "/table.csv"],
      ["sweep", "plot", directory, "-o", folder + "/map.svg"],
    ] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/time")
      process.arguments = ["-o", folder + "/memory", "-f", "%M", Program.path] + arguments
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(arguments)")
      let text = try String(contentsOfFile: folder + "/memory", encoding: .utf8)
      let kilobytes = try #require(Int(text.split(separator: "\n").last ?? ""))
      #expect(kilobytes < 60_000, "\(arguments.prefix(3)): \(kilobytes) kB")
    }
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
    // The rest is another shard's, whose runs are all there, but not all in its file.
    _ = try Program.run(Self.axes + ["-o", folder])
    let status = try Program.run(["sweep", "status", folder])
    #expect(status.output.contains("rows-1-of-1.csv  72 of 72 runs (48 in this file)"))
    #expect(status.output.contains("rows-2-of-3.csv  24 of 24 runs, 0 failed"))
  }

  /// A task whose number nobody can read would make what all others make.
  @Test(arguments: ["SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"])
  func arraysWithoutNumbersAreRefused(name: String) throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var environment = ["SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_COUNT": "2"]
    environment[name] = "x"
    let run = try Program.run(Self.axes + ["-o", folder], environment: environment)
    let expected = "\(name): x is not allowed; a whole number from 0 to 4000000"
    #expect(run.code == 2 && run.errors == "forgetscope: \(expected)\n", "\(run.errors)")
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

  /// A job that was given one processor of many makes no threads for the others.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/taskset")))
  func processorsAreThoseThatItMayUse() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/taskset")
    process.arguments = ["-c", "0", Program.path] + Self.axes + ["--dry-run"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said.contains("on 1 processor:"), "\(said)")
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
}
