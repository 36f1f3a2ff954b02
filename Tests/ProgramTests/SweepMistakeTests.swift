import Foundation
import Testing

/// What `sweep` refuses, and how.
@Suite struct SweepMistakeTests {
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
    let folder = SweepProgramTests.folder()
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

  /// Bad use in one line, with the exit code that the documentation names.
  @Test(arguments: [
    (["--over", "nix=1:2:3"], 2, "nix: this path is not allowed; a parameter's path, such as"),
    (["--over", "target.separation=1:800:3"], 2, "[0, 100]"),
    (["--measure", "keptt"], 2, "did you mean kept?"), (["--shard", "1/2"], 2, "needs -o DIR"),
    (["--shard", "3/2", "-o", "/tmp"], 2, "1 <= i <= n"), (["--seeds", "0"], 2, "--seeds"),
    (["--solve", "lanes.1.replay"], 2, "--for"), (["--jobs", "0"], 2, "--jobs"),
    (["--measure", "kept", "--measure", "kept"], 2, "kept is not allowed; each measure once"),
    (["--over", "target.oldMass=0.1:0.9:30000"], 2, "-o DIR is needed"),
    (["-o", "/nonexistent/x"], 74, "no such folder"),
    (["-o", "/etc/passwd"], 74, "/etc/passwd: is a file, not a folder"),
    (["status", "/nonexistent"], 74, "no such"),
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
      ["--solve", "foo", "--for", "lane 1: kept = 0.9"], 2,
      "--solve: foo is not allowed; a parameter's path, such as"
    ),
    (
      ["--solve", "lanes.1.replay", "--for", "lane 1:  zz = 0.9"], 2,
      "--for: measure: zz is not allowed; a measure (kept, learned, drift, kl-start-q, ...)"
    ),
    (
      ["--solve", "lanes.1.replay", "--for", "lane 3: kept = 0.9"], 2,
      "--for: lane 3 is not allowed; a lane from 1 to 2"
    ),
    (
      ["--measure", "starvedSteps", "--over", "target.separation=2,3"], 2,
      "--measure: starvedSteps is not allowed; a measure that exact flows have, where no lane draws"
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
