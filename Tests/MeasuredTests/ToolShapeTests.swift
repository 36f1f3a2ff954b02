import Testing
import Words

@testable import Forgetting
@testable import Measured

/// Logs as training and evaluation tools write them: each is read without options, or with one that a line asks for.
@Suite struct ToolShapeTests {
  private static let steps = [0, 50, 100, 200, 300, 400, 600, 800]
  private static let old = [0.724, 0.71, 0.66, 0.6, 0.55, 0.52, 0.47, 0.45]
  private static let new = [0.307, 0.45, 0.6, 0.75, 0.82, 0.85, 0.86, 0.861]

  private static func lines(_ line: (Int, Double, Double) -> String) -> String {
    steps.indices.map { line(steps[$0], old[$0], new[$0]) + "\n" }.joined()
  }

  /// What all of them say.
  private func check(
    _ run: MeasuredRun, steps: [Double] = ToolShapeTests.steps.map(Double.init),
    _ place: SourceLocation = #_sourceLocation
  ) {
    #expect(run.old.points.map(\.step) == steps, sourceLocation: place)
    #expect(run.old.points.map(\.mean) == Self.old, sourceLocation: place)
    #expect(run.new.points.map(\.mean) == Self.new, sourceLocation: place)
  }

  // MARK: - Consoles

  /// Trainers of Hugging Face (and Axolotl, TRL) print dictionaries among bars of progress.
  @Test func dictionariesOfAConsole() throws {
    let text =
      "[2025-09-10 10:58:06,507] [INFO] [axolotl.train.execute_training:203] [PID:65109] [RANK:0] Starting trainer...\n"
      + Self.lines { step, old, new in
        "\r  0%|          | \(step)/800 [00:00<?, ?it/s]"
          + "\r{'loss': 1.3, 'grad_norm': 6.2, 'learning_rate': 4.5e-05, 'epoch': \(Double(step) / 800)}\n"
          + "{'eval_old_accuracy': \(old), 'eval_new_accuracy': \(new), 'eval_runtime': '16.2872', "
          + "'memory/max_active (GiB)': 1.92, 'lengths': [1, 2], 'epoch': \(Double(step) / 800)}"
      }
    let table = try Logs.table(text: text)
    #expect(table.format == .console)
    let run = try Logs.run(table)
    check(run, steps: Self.steps.map { Double($0) / 800 })
    #expect(run.stepName == "epoch" && run.notes.contains(.otherLines(9)))
  }

  /// verl's console: names and numbers between dashes, behind what Ray puts in front, in colours.
  @Test func pairsOfAConsole() throws {
    let text =
      "\u{1B}[36m(TaskRunner pid=2411)\u{1B}[0m Training Progress:   0%|          | 0/8\n"
      + Self.lines { step, old, new in
        "\u{1B}[36m(TaskRunner pid=2411)\u{1B}[0m step:\(step) - global_seqlen/min:1000.000 - actor/kl_loss:0.001"
          + " - val-core/old/reward/mean@1:\(old) - val-core/new/reward/mean@1:\(new) - timing_s/step:3.200"
      }
    let run = try Logs.run(text: text)
    check(run)
    #expect(run.stepName == "step" && run.new.name == "val-core/new/reward/mean@1")
  }

  @Test(
    arguments: [
      { "Step \($0) | loss:1.2 lr:2e-05 old_acc:\($1) new_acc:\($2)" },
      { "2024-11-02 10:00:01,123 - INFO - step=\($0) old_acc=\($1) new_acc=\($2)" },
      { "INFO:root:step=\($0), old_acc = \($1), new_acc = \($2)" },
      { "iter \($0): old acc \($1), new acc \($2), time 12.5ms, mfu 3.1%" },
      { "step: \($0), metrics: old_acc: \($1) new_acc: \($2)" },
      { "eval at step \($0): {'old_acc': \($1), 'nested': {'new_acc': \($2)}}" },
      { "[INFO] {\"step\": \($0), \"old_acc\": \($1), \"new_acc\": \($2)}" },
    ] as [@Sendable (Int, Double, Double) -> String]) func linesOfAConsole(
      line: @Sendable (Int, Double, Double) -> String
    ) throws
  {
    check(try Logs.run(text: "Loading the model: 100%\n" + Self.lines(line) + "done\n"))
  }

  /// Text that only looks a little like it stays what it is.
  @Test func tablesAreNoConsoles() throws {
    let csv = try Logs.table(
      text: "step,old,new,config\n0,0.7,0.1,\"{'lr': 0.1, 'step': 3}\"\n1,0.6,0.2,\"{'lr': 0.1}\"\n"
    )
    #expect(csv.format == .separated(UInt8(ascii: ",")) && csv.columns.count == 4)
    #expect(Logs.refusal(text: "hello: 1\nworld: 2\n").contains("no table of numbers"))
  }

  // MARK: - Tables

  @Test(arguments: ["", "# Results\n\nSome words | and more.\n\n"]) func markdown(above: String)
    throws
  {
    let text =
      above + "| Step | Old task | New task |\n|-----:|:--------:|:--------:|\n"
      + Self.lines { "| \($0) | \($1) | **\($2)** |" } + "\nThat is all | of it.\n"
    let table = try Logs.table(text: text)
    #expect(table.format == .drawn && table.rowCount == 8)
    check(try Logs.run(table))
    let psql =
      " step | old  | new\n------+------+------\n" + Self.lines { "  \($0) | \($1) | \($2)" }
    check(try Logs.run(text: psql + "(8 rows)\n"))
  }

  /// As numpy.savetxt and pandas print them.
  @Test func spaces() throws {
    check(try Logs.run(text: "# step old new\n" + Self.lines { "\($0) \($1)  \($2)" }))
    let count = "   step    old    new\n" + Self.lines { "\($0 / 50)  \($0)   \($1)  \($2)" }
    check(try Logs.run(text: count))
    let bare = try Logs.run(text: Self.lines { "\($0) \($1) \($2)" }) {
      $0.x = "column 1"
      $0.old = "column 2"
      $0.new = "column 3"
    }
    check(bare)
    #expect(Logs.refusal(text: "hello world\nyes no\n").contains("no table of numbers"))
  }

  /// What Excel calls Unicode text, with commas as its German edition writes them, in both orders of bytes.
  @Test(arguments: [false, true]) func utf16(isBig: Bool) throws {
    let text =
      "\u{FEFF}Step\tOld task\tNew task\r\n"
      + Self.lines { "\($0)\t\($1)\t\($2)\r".replacing(".", with: ",") }
    let bytes = text.utf16.flatMap { unit in
      let both = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isBig ? both.reversed() : both
    }
    let table = try DataTable(bytes, source: "log")
    check(try Logs.run(table))
    #expect(table.notes.contains(.byteOrderMark) && table.notes.contains(.decimalComma))
    check(try Logs.run(try DataTable(Array(bytes.dropFirst(2)), source: "log")))
    #expect(throws: DataError("log", .noUTF16)) { try DataTable(bytes.dropLast(), source: "log") }
    #expect(throws: DataError("log", .noUTF16)) {
      try DataTable(bytes + (isBig ? [0xD8, 0, 0, 0x30] : [0, 0xD8, 0x30, 0]), source: "log")
    }
  }

  /// One metric in a file, `time value step`, called as its path says.
  @Test func metricsOfMLflow() throws {
    func file(_ name: String, _ values: [Double]) throws -> DataTable {
      let text = Self.steps.indices.map {
        "\(1_700_000_000_000 + $0) \(values[$0]) \(Self.steps[$0])\n"
      }
      return try DataTable(Array(text.joined().utf8), source: "mlruns/0/a/metrics/\(name)")
    }
    var table = try file("eval/old_acc", Self.old)
    try table.append(try file("eval/new_acc", Self.new))
    try table.append(try file("loss", Self.new))
    #expect(table.format == .metric)
    let run = try Logs.run(table)
    check(run)
    #expect(run.old.name == "eval/old_acc" && run.stepName == "step")
    let history = """
      {"metrics": [\((Self.steps.indices.flatMap { index in
        [("old_acc", Self.old[index]), ("new_acc", Self.new[index])].map {
          "{\"key\": \"\($0.0)\", \"value\": \($0.1), \"timestamp\": 17, \"step\": \(Self.steps[index])}"
        }
      }).joined(separator: ","))]}
      """
    check(try Logs.run(text: history))
  }

  /// Weights & Biases: a run's name in front, MIN and MAX beside; of two runs `--old` says which.
  @Test func exportsOfWeightsAndBiases() throws {
    let two =
      "\"Step\",\"sft - eval/old_acc\",\"sft - eval/old_acc__MIN\",\"rl - eval/old_acc\",\"sft - eval/new_acc\"\n"
      + Self.lines { "\"\($0)\",\"\($1)\",\"\($1)\",\"0.7\",\"\($2)\"" }
    #expect(
      Logs.refusal(text: two)
        == "log: --old COLUMN is missing; sft - eval/old_acc, rl - eval/old_acc, sft - eval/new_acc"
    )
    check(try Logs.run(text: two) { $0.old = "sft - eval/old_acc" })
    let history = Self.lines {
      "{\"_step\": \($0), \"_runtime\": 1, \"train/loss\": 0.5}\n"
        + "{\"_step\": \($0), \"eval/old_acc\": \($1), \"eval/new_acc\": \($2), \"_timestamp\": 1.7e9}"
    }
    check(try Logs.run(text: history))
  }

  /// Of a trainer's state the line that asks for columns names those that are scores.
  @Test func trainerStates() throws {
    let rows = Self.steps.indices.map { index in
      "{\"epoch\": 0.1, \"learning_rate\": 1e-5, \"loss\": 0.5, \"step\": \(Self.steps[index])},"
        + "{\"eval_mmlu_accuracy\": \(Self.old[index]), \"eval_gsm8k_accuracy\": \(Self.new[index]), "
        + "\"eval_runtime\": 3.1, \"step\": \(Self.steps[index])}"
    }
    let text =
      "{\"best_metric\": null, \"log_history\": [\(rows.joined(separator: ",")),"
      + "{\"step\": 800, \"total_flos\": 1e17, \"train_loss\": 0.4}], \"trial_name\": null}"
    #expect(
      Logs.refusal(text: text)
        == "log: --old COLUMN is missing; eval_mmlu_accuracy, eval_gsm8k_accuracy")
    check(
      try Logs.run(text: text) {
        $0.old = "eval_mmlu_accuracy"
        $0.new = "eval_gsm8k_accuracy"
      })
  }

  @Test(arguments: ["tokens_seen", "num_input_tokens_seen", "tokens (B)", "consumed_samples"])
  func stepsInTokens(name: String) throws {
    let text = "\(name),old,new\n" + Self.lines { "\($0)000000,\($1),\($2)" }
    check(try Logs.run(text: text), steps: Self.steps.map { Double($0) * 1e6 })
    let billions = "tokens,old,new\n" + Self.lines { "\(Double($0) / 100)B,\($1),\($2)" }
    #expect(
      try Logs.run(text: billions).old.points.map(\.step)
        == Self.steps.map { Double($0) / 100 * 1e9 })
  }

  /// Training and evaluation of several tasks in one long table.
  @Test func splitsAndTasks() throws {
    let text =
      "step,split,task,accuracy\n"
      + Self.lines { "\($0),train,new,0.99\n\($0),eval,old,\($1)\n\($0),eval,new,\($2)" }
    let run = try Logs.run(text: text)
    check(run)
    #expect(run.old.name == "eval/old" && run.new.name == "eval/new")
    let rows =
      "step,train/loss,eval/old_acc,eval/new_acc\n"
      + Self.lines { "\($0),0.5,,\n\($0),,\($1),\($2)" }
    check(try Logs.run(text: rows))
  }

  /// One task in each line, its scores in an object of their own.
  @Test(arguments: ["acc", "primary_score"]) func tasksInLines(score: String) throws {
    let text = Self.lines { step, old, new in
      [("mmlu", old), ("gsm8k", new)].map {
        "{\"checkpoint\": \"step\(step)-unsharded\", \"task_name\": \"\($0)\", \"metrics\": {\"n\": 9, \"\(score)\": \($1)}}"
      }.joined(separator: "\n")
    }
    let run = try Logs.run(text: text) {
      $0.old = "mmlu"
      $0.new = "gsm8k"
    }
    check(run)
  }

  /// A run in each line, with what it was asked for beside its lists.
  @Test func listsBesideSettings() throws {
    func line(_ rate: Double) -> String {
      "{\"seed\": 1, \"lr\": \(rate), \"config\": {\"layers\": [1, 2]}, \"steps\": \(Self.steps), \"old_acc\": \(Self.old), "
        + "\"new_acc\": \(Self.new)}\n"
    }
    let table = try Logs.table(text: line(1e-4) + line(2e-4))
    #expect(table.rowCount == 16)
    check(try Logs.run(table) { try $0.add(condition: "lr=0.0001") })
    var mapping = DataMapping()
    mapping.runs = "lr"
    #expect(try MeasuredRun(several: [table], mapping).all.map(\.name) == ["0.0001", "0.0002"])
  }

  /// Nothing, `null` and NaN in nested objects; scores from 0 to 100; few checkpoints.
  @Test func gapsPercentAndFewSteps() throws {
    let gaps = try Logs.run(
      text: Self.lines {
        "{\"step\": \($0), \"eval\": {\"old\": {\"acc\": \($0 == 50 ? "null" : "\($1)")}, "
          + "\"new\": {\"acc\": \($0 == 100 ? "NaN" : "\($2)")}}, \"train\": {\"loss\": null}}"
      })
    #expect(gaps.old.points.count == 7 && gaps.new.points.count == 7)
    let percent = try Logs.run(
      text: "step,old_acc,new_acc\n" + Self.lines { "\($0),\($1 * 100),\($2 * 100)" })
    #expect(percent.mapping.isPercent == true && abs(percent.old.points[0].mean - 0.724) < 1e-12)
    let few = try Logs.run(
      text: "checkpoint,old,new\nbase,0.68,0.41\ncheckpoint-500,0.60,0.6\nfinal,0.55,0.66\n")
    #expect(few.old.points.map(\.step) == [0, 500, 1000])
    #expect(
      Logs.refusal(text: "checkpoint,mmlu,medqa\nbase,0.68,0.41\nsft,0.55,0.66\n")
        == "log: --old COLUMN is missing; mmlu, medqa")
  }

  // MARK: - What is said

  /// A score that stands still below the ceiling that nobody has given.
  @Test func plateausAskForACeiling() throws {
    func hint(_ scores: [Double], ceiling: Double? = nil) throws -> [DataNote] {
      let rows = scores.indices.map { "\($0),\(0.9 - 0.01 * Double($0)),\(scores[$0])\n" }
      return try Logs.run(text: "step,old,new\n" + rows.joined()) { $0.ceiling = ceiling }.notes
        .filter { if case .levelsOff = $0 { true } else { false } }
    }
    let plateau = [0.3, 0.5, 0.65, 0.7, 0.71, 0.7, 0.705, 0.71, 0.7]
    #expect(try hint(plateau) == [.levelsOff("new", at: 0.705)])
    #expect(try hint(plateau, ceiling: 0.72).isEmpty)
    #expect(try hint([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]).isEmpty)
    #expect(try hint([0.3, 0.7, 0.9, 0.96, 0.97, 0.97, 0.975, 0.97]).isEmpty)
    #expect(try hint([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]).isEmpty)
  }
}
