import Testing

@testable import Forgetting
@testable import Measured

/// Shapes that tools write and that are easily taken for others.
@Suite struct RealShapeTests {
  private static func bytes(_ text: String) throws -> DataTable {
    try DataTable(Array(text.utf8), source: "log")
  }

  // MARK: - JSON

  /// RLlib writes settings with lists into every row.
  @Test func listsBesideScoresAreNoTable() throws {
    let rows = (0..<8).map { row in
      """
      {"training_iteration": \(row), "timesteps_total": \(row * 4000), "old": \(0.7 - 0.01 * Double(row)), \
      "new": \(0.1 * Double(row)), "config": {"fcnet_hiddens": [256, 256], "lr": 1e-4}}\n
      """
    }
    let run = try Logs.run(text: rows.joined())
    #expect(
      run.stepName == "training_iteration" && run.old.points.map(\.step) == (0..<8).map(Double.init)
    )
    #expect(run.old.mostPerStep == 1)
    // Without steps rows are counted.
    let plain = try Logs.run(
      text: (0..<8).map { "{\"old\": 0.\(9 - $0), \"new\": 0.\($0), \"tasks\": [1, 2, 3]}\n" }
        .joined())
    #expect(plain.old.points.count == 8 && plain.notes.contains(.countedSteps))
  }

  @Test func samplesBesideScoresAreNoRows() throws {
    let run = try Logs.run(
      text: (0..<6).map {
        "{\"step\": \($0), \"old\": 0.\(9 - $0), \"new\": 0.\($0), \"samples\": [{\"a\": 1}, {\"a\": 2}]}\n"
      }.joined())
    #expect(run.old.mostPerStep == 1 && run.old.points.count == 6)
    // Runs with a history each are rows of those.
    let history = (0..<3).map { "{\"step\": \($0), \"old\": 0.\(9 - $0), \"new\": 0.\($0)}" }
    let lists = try Logs.run(
      text: "[{\"run\": \"a\", \"epoch\": 3, \"log\": [\(history.joined(separator: ","))]}]")
    #expect(lists.stepName == "step" && lists.old.points.map(\.step) == [0, 1, 2])
  }

  /// Names of lists are runs.
  @Test func listsOfObjectsAreRuns() throws {
    func list(_ first: Int) -> String {
      (0..<3).map { "{\"step\": \($0), \"old\": 0.\(first - $0), \"new\": 0.\($0)}" }
        .joined(separator: ",")
    }
    var mapping = DataMapping()
    mapping.runs = "run"
    let table = try Self.bytes("{\"sft\": [\(list(7))], \"rl\": [\(list(9))]}")
    let runs = try MeasuredRun(several: [table], mapping)
    #expect(runs.all.map(\.name) == ["sft", "rl"])
    #expect(runs.others[0].old.points.map(\.mean) == [0.9, 0.8, 0.7])
  }

  /// Each run counts in its own steps.
  @Test func stepsOfTheSameObject() throws {
    let text = """
      {"sft": {"step": [0, 10, 20], "old": [0.7, 0.6, 0.5], "new": [0.1, 0.2, 0.3]}, \
      "rl": {"step": [0, 100, 200], "old": [0.7, 0.7, 0.6], "new": [0.1, 0.2, 0.3]}}
      """
    let run = try Logs.run(text: text) {
      $0.old = "rl.old"
      $0.new = "rl.new"
    }
    #expect(run.stepName == "rl.step" && run.old.points.map(\.step) == [0, 100, 200])
  }

  @Test(arguments: ["timesteps_total", "time/total_timesteps", "current_steps", "num_env_steps"])
  func stepsOfTools(name: String) throws {
    let run = try Logs.run(text: "epoch,\(name),old,new\n1,0,0.5,0.1\n1,50,0.4,0.2\n")
    #expect(run.stepName == name)
  }

  /// One file of each checkpoint, with settings that have lists of objects.
  @Test func resultsOfAnEvaluationHarness() throws {
    func file(_ step: Int, _ old: Double, _ new: Double) -> String {
      """
      {"results": {"mmlu": {"alias": "mmlu", "acc,none": \(old), "acc_stderr,none": 0.004}, "gsm8k": {"em": \(new)}},
       "configs": {"mmlu": {"metric_list": [{"metric": "acc", "higher_is_better": true}]}},
       "config": {"model": "hf", "model_args": "pretrained=/runs/sft-7b/checkpoint-\(step),dtype=bfloat16"}}
      """
    }
    var table = try Self.bytes(file(200, 0.7, 0.3))
    for (step, old, new) in [(0, 0.8, 0.1), (400, 0.5, 0.6)] {
      try table.append(try Self.bytes(file(step, old, new)))
    }
    let run = try Logs.run(table) {
      $0.old = "mmlu.acc,none"
      $0.new = "gsm8k.em"
    }
    #expect(
      run.old.points.map(\.step) == [0, 200, 400] && run.old.points.map(\.mean) == [0.8, 0.7, 0.5])
    #expect(run.old.name == "results.mmlu.acc,none" && run.stepName == "checkpoint")
  }

  @Test func splitTables() throws {
    let run = try Logs.run(
      text:
        #"{"columns": ["step", "old", "new"], "index": [0, 1], "data": [[0, 0.5, 0.1], [10, 0.4, null]]}"#
    )
    #expect(run.old.points.map(\.step) == [0, 10] && run.new.points.map(\.mean) == [0.1])
  }

  // MARK: - Hashes

  /// Of several files all count, and of a column of another file that file, too.
  @Test func hashesAreOfAllFiles() throws {
    let one = "step,old,new\n0,0.5,0.1\n10,0.4,0.2\n"
    func joined(_ second: String) throws -> String {
      var table = try Self.bytes(one)
      try table.append(try Self.bytes(second))
      return table.hash
    }
    let known = try joined("step,old,new\n20,0.3,0.3\n")
    #expect(try known == joined("step,old,new\n20,0.3,0.3\n"))
    #expect(try known != joined("step,old,new\n20,0.3,0.4\n"))
    #expect(try known != Self.bytes(one).hash)
    func beside(_ text: String) throws -> String {
      var mapping = DataMapping()
      mapping.new = "b.csv:score"
      return try MeasuredRun(try Self.bytes(one), mapping) { path throws(DataError) in
        try DataTable(Array(text.utf8), source: path)
      }.hash
    }
    #expect(try beside("step,score\n0,0.1\n10,0.2\n") == beside("step,score\n0,0.1\n10,0.2\n"))
    #expect(try beside("step,score\n0,0.1\n10,0.2\n") != beside("step,score\n0,0.1\n10,0.3\n"))
    #expect(try Logs.run(text: one).hash == Self.bytes(one).hash)
  }

  // MARK: - Tables of text

  /// A run's name in front of a column's says nothing of the column.
  @Test(arguments: ["sft-lr1e-5", "new-baseline"]) func namesOfRuns(run name: String) throws {
    func columns(_ metric: String) -> String {
      ["", "__MIN", "__MAX"].map { "\"\(name) - eval/\(metric)\($0)\"" }.joined(separator: ",")
    }
    let run = try Logs.run(
      text: "\"Step\",\(columns("old_acc")),\(columns("new_acc"))\n0,0.7,0.7,0.7,0.1,0.1,0.1\n"
        + "10,0.6,0.6,0.6,0.2,0.2,0.2\n")
    #expect(run.old.name == "\(name) - eval/old_acc" && run.new.name == "\(name) - eval/new_acc")
  }

  @Test(arguments: [
    "# run: sft, seed=1\n# second\nstep,old,new\n", "# step,old,new\n", "#step,old,new\r\n",
    "sep=,\nstep,old,new\n",
  ]) func linesAboveTheTable(top: String) throws {
    let run = try Logs.run(text: top + "0,0.5,0.1\n10,0.4,0.2\n")
    #expect(run.stepName == "step" && run.old.points.map(\.step) == [0, 10])
    #expect(run.notes.allSatisfy { if case .uneven = $0 { false } else { true } })
    #expect(
      Logs.refusal(text: "# nothing") == "log: no table of numbers; CSV, JSON, JSON lines, "
        + "trainer_state.json or TensorBoard events")
  }

  @Test(arguments: [" ", "\u{A0}", "\u{202F}", ""]) func percentBehindASpace(space: String) throws {
    let run = try Logs.run(text: "step,old,new\n0,72.3\(space)%,10\(space)%\n1,60\(space)%,20%\n")
    #expect(run.old.points.map(\.mean) == [0.723, 0.6] && run.mapping.isPercent == true)
    let comma = try Logs.run(text: "step;old;new\n0;72,3\(space)%;10\(space)%\n1;60,5%;20%\n")
    #expect(comma.old.points.map(\.mean) == [0.723, 0.605])
  }

  // MARK: - What is said

  @Test func textsAmongNumbersAreCounted() throws {
    let run = try Logs.run(text: "step,old,new\n0,0.7,0.1\n10,0.6*,0.2\nstep,old,new\n20,0.5,0.3\n")
    #expect(run.notes.contains(.texts("old", 2)) && run.notes.contains(.texts("new", 1)))
    #expect(run.old.points.map(\.step) == [0, 20])
  }

  @Test func laterStartsAreTold() throws {
    let run = try Logs.run(text: "step,old,new\n0,NaN,0.1\n10,0.6,0.2\n20,0.5,0.3\n")
    #expect(run.notes.contains(.laterStart("old", at: 10, other: 0)))
    let beside = try Logs.run(
      text: "{\"_step\":0,\"old\":0.6}\n{\"_step\":1,\"new\":0.1}\n{\"_step\":10,\"old\":0.5}\n"
        + "{\"_step\":11,\"new\":0.2}\n")
    #expect(beside.notes.allSatisfy { if case .laterStart = $0 { false } else { true } })
  }

  /// Percent is a matter of each series, and a loss is none.
  @Test func percentOfOneSeries() throws {
    let mixed = try Logs.run(text: "step,old,new\n0,72.35,0.31\n10,50,0.6\n")
    #expect(abs(mixed.old.points[0].mean - 0.7235) < 1e-12 && mixed.new.points[0].mean == 0.31)
    #expect(mixed.mapping.isPercent == nil)
    #expect(mixed.notes.contains(.assumedPercentOf("old", most: 72.35)))
    let low = try Logs.run(text: "step,old,new\n0,3,2\n10,2,50\n")
    #expect(low.mapping.isPercent == true && low.old.points[0].mean == 0.03)
    let loss = try Logs.run(text: "step,old_loss,new_loss\n0,1.2,2.7\n10,1.6,1.1\n") {
      $0.old = "old_loss"
      $0.new = "new_loss"
      $0.ceiling = 3
    }
    #expect(loss.mapping.isPercent == nil && loss.new.points[0].mean == 2.7)
    #expect(loss.notes.contains(.fallsIsBetter("old_loss")))
  }

  @Test(
    arguments: [
      (
        [0x50, 0x4B, 3, 4, 0, 0],
        "log: a zip archive or a spreadsheet is not read; unpack it, or export CSV"
      ),
      ([0x28, 0xB5, 0x2F, 0xFD, 0], "log: zstd is not read; unpack it first (unzstd)"),
      (Array("PAR1".utf8) + [0, 1], "log: Parquet is not read; write CSV (pandas: to_csv)"),
      ([0x80, 4, 0x95, 0], "log: a pickle is not read; write CSV or JSON"),
      (Array("SQLite format 3".utf8) + [0], "log: SQLite is not read; export CSV"),
    ] as [([UInt8], String)]) func packedFilesAreNamed(bytes: [UInt8], line: String)
  {
    do {
      _ = try DataTable(bytes, source: "log")
      Issue.record("read")
    } catch { #expect("\(error)" == line) }
  }
}
