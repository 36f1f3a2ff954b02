import Foundation
import Testing

/// `data` from outside: what it says, and what it refuses.
@Suite struct DataProgramTests {
  static let logs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("MeasuredTests/Logs").path

  @Test func saysWhatIsInALog() throws {
    let run = try Program.run(["data", Self.logs + "/wide.csv", "--chance", "0.25"])
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("\(Self.logs)/wide.csv: CSV, 13 rows, 4 columns, hash "))
    #expect(lines.contains("steps   step: 13 from 0 to 600, 50 apart"))
    #expect(lines.contains("note    ceiling 1 is assumed (--ceiling)"))
    #expect(
      lines.last
        == "mapping --x step --old 'eval/old, 0-shot' --new eval/new --chance 0.25 --ceiling 1")
  }

  /// Several event files of a run, and the folder that they are in.
  @Test func foldersAndPipes() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-data-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/run", withIntermediateDirectories: true)
    for name in ["a.tfevents.1", "b.tfevents.2", "empty.tfevents.3"] {
      try FileManager.default.copyItem(
        atPath: Self.logs + "/" + name, toPath: folder + "/run/" + name)
    }
    let run = try Program.run(["data", folder + "/run"])
    #expect(run.output.contains("TensorBoard events, 26 rows"), "\(run.errors)")
    #expect(run.output.contains("old     eval/old: 13 scores"))
    let above = try Program.run(["data", folder])
    #expect(above.code == 2)
    #expect(above.errors.contains("a folder without event files; they are in run"))
    let pipe = try Program.run(["data", "-"], input: "step,old,new\n0,0.5,0.1\n")
    #expect(pipe.code == 0 && pipe.output.hasPrefix("standard input: CSV, 1 row, 3 columns"))
  }

  @Test func columnsOfOtherFiles() throws {
    let run = try Program.run([
      "data", Self.logs + "/wide.csv", "--new", Self.logs + "/metrics.jsonl:new.reward/mean@1",
    ])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("new     data.val.new.reward/mean@1: 13 scores"))
  }

  @Test(arguments: [
    (["nothing.csv"], Int32(74), "nothing.csv: no such file"),
    ([""], 74, "forgetscope: \"\": no such file"),
    (
      [logs + "/wide.csv", "--old", "eval/new", "--new", "eval/new"], 2,
      "eval/new cannot be both --old and --new"
    ),
    (["/dev/zero"], 2, "/dev/zero: longer than 64 MB"),
    ([logs + "/empty.tfevents.3"], 2, "empty.tfevents.3: no scalars in it"),
    ([logs + "/wide.csv", "--old", "odl"], 2, "wide.csv: --old: there is no column odl"),
    ([logs + "/wide.csv", "--where", "note"], 2, "--where: note is not allowed; COLUMN=VALUE"),
    ([logs + "/wide.csv", "--chance", "0.9"], 2, "is not above chance, 0.9"),
    ([logs + "/wide.csv", "--chance", "nan"], 2, "--chance: nan is not allowed; a finite number"),
    ([], 2, "--help"),
  ]) func refusedInOneLine(arguments: [String], code: Int32, words: String) throws {
    let run = try Program.run(["data"] + arguments)
    #expect(run.code == code && run.output.isEmpty || run.output.contains("mapping"))
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  /// What is no file, or none that can be read: the same line from every verb that takes a log, and nobody waits
  /// for a pipe that has no other end.
  @Test(.timeLimit(.minutes(1))) func whatCannotBeRead() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-odd-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/none", withIntermediateDirectories: true)
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    #expect(symlink("round", folder + "/round") == 0)
    #expect(FileManager.default.createFile(atPath: folder + "/huge.csv", contents: nil))
    #expect(truncate(folder + "/huge.csv", 65 << 20) == 0)
    try "step,old,new\n0,1,0\n".write(
      toFile: folder + "/closed.csv", atomically: true, encoding: .utf8)
    #expect(chmod(folder + "/closed.csv", 0) == 0)
    var lines = [
      ("none", Int32(2), "a folder without event files"),
      ("pipe", 74, "a pipe that nobody writes to"),
      ("round", 74, "Too many levels of symbolic links"),
      ("huge.csv", 2, "longer than 64 MB"),
      ("huge.csv/a", 74, "Not a directory"),
    ]
    // Whoever may do everything reads this, too.
    if geteuid() != 0 { lines.append(("closed.csv", 74, "not allowed to read it")) }
    for (name, code, words) in lines {
      let path = "\(folder)/\(name)"
      for verb in [["data", path], ["fit", path], ["snapshot", "replay", "--data", path]] {
        let run = try Program.run(
          verb + (verb[0] == "snapshot" ? ["-o", folder + "/a.svg"] : []))
        #expect(run.code == code && run.output.isEmpty, "\(verb): \(run.code) \(run.output)")
        #expect(run.errors == "forgetscope: \(path): \(words)\n", "\(verb)")
      }
    }
  }

  /// Whoever opens a pipe first may take a while to write, as what stands in `<(…)` does.
  @Test func pipesAreRead() throws {
    let path = NSTemporaryDirectory() + "forgetscope-pipe-\(UUID().uuidString)"
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = ["-c", "exec > \"$0\"; printf 'step,old,new\\n0,0.5,'; echo 0.1", path]
    try writer.run()
    let run = try Program.run(["data", path])
    writer.waitUntilExit()
    #expect(run.code == 0 && run.output.contains("CSV, 1 row, 3 columns"), "\(run.errors)")
  }

  // MARK: - fit

  /// A run of the program's own, without noise, is found again; what it writes is a scenario with the log.
  @Test func fitsARunOfItsOwn() throws {
    let run = try Program.run([
      "run", "--set", "lanes.1.replay=0.1", "--until", "20", "--every", "1",
    ])
    var log = "step,old,new\n"
    let rows = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let columns = try ["time", "lane", "effectiveOldMass", "effectiveNewMass"].map {
      try #require(rows[0].firstIndex(of: $0))
    }
    for row in rows.dropFirst() where row[columns[1]] == "1" {
      let time = try #require(Double(row[columns[0]]))
      let new = try #require(Double(row[columns[3]]))
      log += "\(time * 50),\(row[columns[2]]),\(new)\n"
    }
    let folder = NSTemporaryDirectory() + "forgetscope-fit-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = folder + "/log.csv"
    try log.write(toFile: file, atomically: true, encoding: .utf8)
    let fit = try Program.run([
      "fit", file, "--methods", "forward-kl", "-o", folder + "/best.yaml", "--figure",
      folder + "/fit.svg", "--what-if", "lanes.1.replay=0.4",
    ])
    #expect(fit.errors.isEmpty, "\(fit.errors)")
    #expect(fit.output.contains("forward-kl: RMS"), "\(fit.output)")
    #expect(fit.output.contains("what if lanes.1.replay=0.4: at step 1000 kept "))
    // What no method has is refused before anything is looked for, a value behind what the fit has found.
    let unknown = try Program.run([
      "fit", file, "--methods", "forward-kl", "--what-if", "lanes.1.nosuch=1",
    ])
    #expect(unknown.code == 2 && unknown.output.isEmpty, "\(unknown.output)")
    #expect(
      unknown.errors.hasPrefix("forgetscope: --what-if: lanes.1.nosuch: this path"),
      "\(unknown.errors)")
    let beyond = try Program.run([
      "fit", file, "--methods", "forward-kl", "--what-if", "lanes.1.replay=4",
    ])
    #expect(beyond.code == 2 && beyond.output.contains("forward-kl: RMS"), "\(beyond.output)")
    #expect(
      beyond.errors.hasPrefix("forgetscope: --what-if: lanes.1.replay: 4"), "\(beyond.errors)")
    let none = try Program.run(["fit", file, "--methods", ","])
    #expect(none.code == 2 && none.errors.contains("--methods: no value"), "\(none.errors)")
    let again = try Program.run([
      "fit", file, "--methods", "forward-kl", "-o", folder + "/best.yaml",
    ])
    #expect(again.code != 0 && again.errors.contains("--force"), "\(again.errors)")
    let forced = try Program.run([
      "fit", file, "--methods", "forward-kl", "-o", folder + "/best.yaml", "--force",
    ])
    #expect(forced.code == 0, "\(forced.errors)")
    let json = try Program.run(["fit", file, "--methods", "forward-kl", "--format", "json"])
    let value = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let methods = try #require(value["methods"] as? [[String: Any]])
    let parameters = try #require(methods[0]["parameters"] as? [String: [String: Any]])
    let replay = try #require(parameters["replay"]?["value"] as? Double)
    #expect(abs(replay - 0.1) < 0.01, "\(json.output)")
    // The scenario shows the log: its picture has the points, and its caption the file.
    let figure = try String(contentsOfFile: folder + "/fit.svg", encoding: .utf8)
    #expect(figure.contains("data − fit") && figure.contains("log.csv, hash "))
    let yaml = try String(contentsOfFile: folder + "/best.yaml", encoding: .utf8)
    #expect(yaml.contains("data: {file: \"\(file)\", hash: "), "\(yaml)")
    for opened in ["best.yaml", "fit.svg"] {
      let read = try Program.run(["evaluate", folder + "/" + opened])
      #expect(read.code == 0, "\(read.errors)")
    }
    // Moved together, log and scenario stay together.
    let beside = folder + "/beside.yaml"
    try yaml.replacing(file, with: "log.csv").write(
      toFile: beside, atomically: true, encoding: .utf8)
    let moved = try Program.run(["snapshot", beside, "-o", folder + "/m.txt"])
    #expect(moved.code == 0 && moved.errors.isEmpty, "\(moved.errors)")
    try (log + "2000,0.1,0.9\n").write(toFile: file, atomically: true, encoding: .utf8)
    for figure in [[], ["--figure", "--view", "kept"]] {
      let changed = try Program.run(
        ["snapshot", folder + "/best.yaml", "--format", "svg", "-o", "-"] + figure)
      #expect(changed.errors.contains("log.csv is not what it was when this was written"))
    }
    try FileManager.default.removeItem(atPath: file)
    let without = try Program.run(["snapshot", folder + "/best.yaml", "-o", folder + "/s.txt"])
    #expect(without.code == 0 && without.errors.contains("log.csv: no such file"))
  }

  /// Scenario and log in folders of their own: the file says where the log is from there, whoever opens it where.
  @Test func scenariosNameLogsFromTheirOwnFolder() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-beside-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["logs", "fits", "elsewhere"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + name, withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      atPath: Self.logs + "/wide.csv", toPath: folder + "/logs/log.csv")
    let fit = try Program.run(
      [
        "fit", "logs/log.csv", "--new", "logs/log.csv:eval/new", "--methods", "forward-kl", "-o",
        "fits/best.yaml",
      ], in: folder)
    #expect(fit.errors.isEmpty, "\(fit.errors)")
    let yaml = try String(contentsOfFile: folder + "/fits/best.yaml", encoding: .utf8)
    #expect(yaml.contains("file: \"../logs/log.csv\""), "\(yaml)")
    for place in ["", "fits", "elsewhere"] {
      let way = place.isEmpty ? "fits/best.yaml" : "../fits/best.yaml"
      let shown = try Program.run(
        ["snapshot", way, "-o", "\(folder)/\(place).txt"], in: folder + "/" + place)
      #expect(shown.code == 0 && shown.errors.isEmpty, "\(place): \(shown.errors)")
    }
  }

  /// Folders as tools leave them: results of checkpoints, states of checkpoints, MLflow's metrics.
  @Test func foldersOfTools() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-tools-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func write(_ text: String, _ path: String) throws {
      let url = URL(fileURLWithPath: folder + "/" + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    for (index, step) in [0, 100, 200].enumerated() {
      let old = 0.8 - 0.1 * Double(index)
      let new = 0.1 + 0.2 * Double(index)
      try write(
        """
        {"results": {"mmlu": {"alias": "mmlu", "acc,none": \(old)}, "gsm8k": {"exact_match,strict-match": \(new)}},
         "configs": {}, "n-shot": {"mmlu": 5}, "config": {"model_args": "pretrained=/runs/sft/checkpoint-\(step)"}}
        """, "lm/__runs__sft__checkpoint-\(step)/results_2025-01-0\(index + 1)T10-00-00.1.json")
      let history = (0...index).map {
        "{\"step\": \($0 * 100), \"old\": 0.\(9 - $0), \"new\": 0.\($0)}"
      }
      try write(
        "{\"global_step\": \(step), \"log_history\": [\(history.joined(separator: ","))]}",
        "hf/checkpoint-\(step)/trainer_state.json")
    }
    for (name, first) in [("eval/old", 0.9), ("eval/new", 0.1)] {
      let rows = (0..<3).map { "170000000000\($0) \(first) \($0 * 10)\n" }
      try write(rows.joined(), "run/metrics/\(name)")
    }
    let harness = try Program.run([
      "data", folder + "/lm", "--old", "mmlu.acc,none", "--new", "gsm8k.exact_match,strict-match",
    ])
    #expect(harness.output.contains("steps   checkpoint: 3 from 0 to 200"), "\(harness.errors)")
    let states = try Program.run(["data", folder + "/hf"])
    #expect(states.output.contains("old     old: 3 scores, first 0.9"), "\(states.errors)")
    for place in ["/run", "/run/metrics"] {
      let metrics = try Program.run(["data", folder + place])
      #expect(metrics.output.contains("new     eval/new: 3 scores"), "\(metrics.errors)")
      #expect(metrics.output.contains("MLflow metrics, 6 rows"), "\(metrics.output)")
    }
  }

  /// A folder is one log with one hash; what could not be opened again is no scenario's.
  @Test func foldersAreFittedWhole() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-whole-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/run", withIntermediateDirectories: true)
    for name in ["a.tfevents.1", "b.tfevents.2"] {
      try FileManager.default.copyItem(
        atPath: Self.logs + "/" + name, toPath: folder + "/run/" + name)
    }
    let written = folder + "/best.yaml"
    let fit = try Program.run(["fit", folder + "/run", "--methods", "forward-kl", "-o", written])
    #expect(fit.errors.isEmpty, "\(fit.errors)")
    #expect(fit.output.contains("note    ceiling 1 is assumed"), "\(fit.output)")
    let yaml = try String(contentsOfFile: written, encoding: .utf8)
    #expect(yaml.contains("data: {file: \"\(folder)/run\", hash: "), "\(yaml)")
    let same = try Program.run(["snapshot", written, "-o", folder + "/same.txt"])
    #expect(same.code == 0 && same.errors.isEmpty, "\(same.errors)")
    try FileManager.default.removeItem(atPath: folder + "/run/b.tfevents.2")
    try FileManager.default.copyItem(
      atPath: Self.logs + "/a.tfevents.1", toPath: folder + "/run/b.tfevents.2")
    let other = try Program.run(["snapshot", written, "-o", folder + "/other.txt"])
    #expect(
      other.errors.contains("run is not what it was when this was written"), "\(other.errors)")
    for files in [["-"], [Self.logs + "/wide.csv", Self.logs + "/wide.csv"]] {
      let refused = try Program.run(["fit"] + files + ["-o", folder + "/none.yaml"], input: "")
      #expect(refused.code == 2 && refused.output.isEmpty)
      #expect(
        refused.errors.contains("names one log that can be opened again"), "\(refused.errors)")
    }
  }

  /// What lies above the axis is a triangle at its edge, which the legend counts.
  @Test func figuresShowWhatIsBeyond() throws {
    let path = NSTemporaryDirectory() + "forgetscope-beyond-\(UUID().uuidString).csv"
    defer { unlink(path) }
    try "step,old,new\n0,0.5,0.1\n10,0.505,0.2\n20,0.6,0.3\n30,0.7,0.4\n40,0.1,0.5\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let run = try Program.run([
      "snapshot", "replay", "--data", path, "--chance", "0.2", "--steps-per-time", "2", "--at",
      "20", "--view", "kept", "--figure", "--format", "svg", "-o", "-",
    ])
    #expect(run.code == 0 && run.output.contains(".csv ▲2 ▼1"), "\(run.errors)")
    let negative = try Program.run([
      "snapshot", "--data", path, "--steps-per-time", "-5", "-o", "-",
    ])
    #expect(negative.errors.contains("--steps-per-time: -5.0 is not allowed"), "\(negative.errors)")
  }

  @Test(arguments: [
    (
      ["--methods", "sft"], Int32(2),
      "--methods: sft is not allowed; did you mean forward-kl? one of forward-kl"
    ),
    (["--methods", "forward-kl,forward-kl"], 2, "--methods: forward-kl,forward-kl is not allowed"),
    (["--jobs", "0"], 2, "--jobs: 0 is not allowed"),
    (["--figure", "fit.bmp"], 2, "--figure: fit.bmp is not allowed; one of svg, png, pdf"),
    (["--old", "odl"], 2, "there is no column odl"),
    (["-o", "/nonexist/x.yaml"], 74, "/nonexist/x.yaml: no such folder"),
    (["--figure", "/nonexist/x.png"], 74, "/nonexist/x.png: no such folder"),
  ]) func badFitsAreRefused(arguments: [String], code: Int32, words: String) throws {
    let run = try Program.run(["fit", Self.logs + "/wide.csv"] + arguments)
    #expect(run.code == code && run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty && run.errors.split(separator: "\n").count == 1)
  }

  /// A pipe whose writer takes its time: the screen answers meanwhile, and Esc gives the log up.
  @Test func aSlowLogDoesNotStopTheScreen() throws {
    let folder = NSTemporaryDirectory() + "forgetscope-slow-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let pipe = folder + "/log.csv"
    let script = "mkfifo '\(pipe)'; { printf 'step,old,'; sleep 30; } > '\(pipe)' & "
    let program = try TerminalProgram(
      ["-c", script + "trap 'kill $!' EXIT; '\(Program.path)' --no-session"], rows: 40,
      columns: 160,
      executable: "/bin/sh")
    #expect(program.wait { $0.contains("q quit") })
    program.type(":data \(pipe)\r")
    #expect(program.wait { $0.contains("reading \(pipe)") }, "\(program.screen.text)")
    program.type("]")
    #expect(program.wait(seconds: 3) { $0.contains("δ 4.25") }, "\(program.screen.text)")
    // Nothing of it is in the experiment yet.
    program.type("y")
    #expect(program.wait(seconds: 3) { $0.contains("target.separation=4.25") })
    #expect(!program.screen.text.contains("--data"))
    program.type("\u{1b}")
    program.wait(seconds: 0.5) { _ in false }
    program.type("\u{1b}")
    #expect(
      program.wait(seconds: 3) { $0.contains("log.csv is not read") }, "\(program.screen.text)")
    program.type("q")
    #expect(program.exitCode() == 0)
  }

  @Test func columnsNeedAFile() throws {
    let run = try Program.run(["snapshot", "--old", "acc", "-o", "-"])
    #expect(run.code == 2 && run.errors.contains("--data FILE is missing"), "\(run.errors)")
    let missing = try Program.run(["snapshot", "--data", "nothing.csv", "-o", "-"])
    #expect(missing.code == 74 && missing.errors.contains("nothing.csv: no such file"))
  }
}
