import Testing

@testable import Forgetting
@testable import Measured

/// Which column is what: as asked for, and as the log itself says.
@Suite struct DataMappingTests {
  @Test func longTablesAreTurned() throws {
    let table = try Logs.table("long.csv")
    let run = try Logs.run(table) {
      try $0.add(condition: "run=sft")
      $0.by = ["seed"]
    }
    #expect(run.old.name == "old" && run.new.name == "new")
    #expect(run.old.points.map(\.step) == (0..<13).map { Double($0) * 10 })
    #expect(run.mapping.isPercent == true)
    // Three seeds, one apart.
    let first = run.old.points[0]
    #expect(first.count == 3 && abs(first.mean - 0.751) < 2e-3)
    #expect(abs(first.high - first.low - 0.016) < 1e-9 && abs(first.deviation - 0.01) < 1e-9)
    #expect(
      run.notes.contains(
        .labels(
          ["base = 0"] + (1...7).map { "step\($0 * 10) = \($0 * 10)" } + ["…"])))
    let other = try Logs.run(table) { try $0.add(condition: "run=rl") }
    #expect(other.kept.allSatisfy { abs($0.mean - 1) < 1e-9 })
    #expect(other.notes.contains(.severalPerStep("old", 3, ["seed"])))
  }

  /// Runs of one log by a column, in the order in which they come, and those of several logs.
  @Test func runsAreTakenApart() throws {
    let table = try Logs.table("long.csv")
    var mapping = DataMapping()
    mapping.by = ["seed"]
    mapping.runs = "run"
    let runs = try MeasuredRun(several: [table], mapping)
    #expect(runs.all.map(\.name) == ["sft", "rl"])
    #expect(runs.mapping.runs == "run" && runs.mapping.conditions.isEmpty)
    #expect(runs.caption.contains("--by seed --runs run"), "\(runs.caption)")
    var alone = DataMapping()
    alone.by = ["seed"]
    try alone.add(condition: "run=rl")
    #expect(runs.others[0].kept == (try MeasuredRun(table, alone)).kept)
    // Conditions hold for all of them.
    try mapping.add(condition: "run=rl")
    #expect(try MeasuredRun(several: [table], mapping).all.map(\.name) == ["rl"])
    let first = try Logs.table(text: "step,old,new\n0,0.5,0.1\n10,0.4,0.2\n")
    let second = try DataTable(
      Array("step,old,new\n0,0.9,0\n20,0.4,0.2\n".utf8), source: "dir/two.csv")
    let several = try MeasuredRun(several: [first, second], DataMapping())
    #expect(several.all.map(\.name) == ["log", "two.csv"])
    #expect(several.hash != first.hash && several.hash != second.hash)
  }

  @Test func runsThatAreTooMany() throws {
    let rows = (1...9).map { "m\($0),0,0.5,0.1\nm\($0),1,0.4,0.2\n" }
    var mapping = DataMapping()
    mapping.runs = "who"
    func refusal(_ text: String) -> String {
      do {
        _ = try MeasuredRun(several: [try Logs.table(text: text)], mapping)
        return ""
      } catch { return "\(error)" }
    }
    #expect(refusal("who,step,old,new\n" + rows.joined()) == "log: 9 runs; up to 8")
    #expect(refusal("who,step,old,new\n" + rows.dropLast().joined()) == "")
    #expect(refusal("step,old,new\n0,0.5,0.1\n").contains("--runs: there is no column who"))
  }

  /// The log that the program carries: three repetitions of two runs.
  @Test func theShippedLogIsRead() throws {
    let bytes = try #require(ShippedLog.bytes(of: "example:two-tasks.csv"))
    #expect(ShippedLog.bytes(of: "two-tasks.csv") == nil && ShippedLog.bytes(of: "example:") == nil)
    var mapping = DataMapping()
    mapping.by = ["seed"]
    mapping.runs = "run"
    mapping.chance = 0.1
    let runs = try MeasuredRun(
      several: [try DataTable(bytes, source: "example:two-tasks.csv")], mapping)
    #expect(runs.all.map(\.name) == ["plain", "replay"])
    #expect(runs.all.allSatisfy { $0.kept.count == 12 && $0.kept.allSatisfy { $0.count == 3 } })
    #expect(runs.notes.allSatisfy { if case .cutOff = $0 { false } else { true } })
    // Without old examples it goes on losing, with a tenth of them it stops.
    #expect(
      abs(runs.kept[11].mean - 0.4175) < 1e-3 && abs(runs.others[0].kept[11].mean - 0.7888) < 1e-3)
  }

  @Test func namesOfSteps() throws {
    let text = "ckpt,old,new\nfirst,0.5,0.1\nsecond,0.4,0.2\n"
    #expect(
      Logs.refusal(text: text)
        == "log: steps without a number: first, second; --order NAME=NUMBER,... gives them one")
    let placed = try Logs.run(text: text) { try $0.setOrder("second,first") }
    #expect(placed.old.points.map(\.mean) == [0.4, 0.5])
    let numbered = try Logs.run(text: text) { try $0.setOrder("first=0,second=250") }
    #expect(numbered.old.points.map(\.step) == [0, 250])
    let known = try Logs.run(
      text: "checkpoint,old,new\nfinal,0.3,0.3\ncheckpoint-1k,0.4,0.2\nbase,0.5,0.1\n")
    #expect(known.old.points.map(\.step) == [0, 1000, 2000])
  }

  @Test func stepsThatGoBack() throws {
    let run = try Logs.run(text: "step,old,new\n0,0.5,0.1\n20,0.4,0.2\n10,0.45,0.15\n")
    #expect(run.old.points.map(\.step) == [0, 10, 20])
    #expect(run.notes.contains(.stepsGoBack(3, from: 20, to: 10)))
  }

  @Test func countedRows() throws {
    let run = try Logs.run(text: "old,new\n0.5,0.1\n0.4,0.2\n")
    #expect(run.old.points.map(\.step) == [0, 1] && run.notes.contains(.countedSteps))
    #expect(run.stepName == nil)
  }

  @Test(arguments: [
    ("train/global_step", "eval_loss_old"), ("_step", "b"), ("Step", "b"), ("iteration", "b"),
    ("trainer.global_step", "b"),
  ]) func columnsOfSteps(name: String, other: String) throws {
    let run = try Logs.run(text: "epoch,\(other),\(name),old,new\n0,7,0,0.5,0.1\n0,8,5,0.4,0.2\n")
    #expect(run.stepName == name && run.old.points.map(\.step) == [0, 5])
  }

  /// Accuracy before loss, and nothing where two are alike.
  @Test func guesses() throws {
    let run = try Logs.run(
      text:
        "step,eval_old_loss,eval_old_acc,newTask.score,old_runtime\n0,1,0.5,0.1,3\n1,2,0.4,0.2,3\n")
    #expect(run.old.name == "eval_old_acc" && run.new.name == "newTask.score")
    #expect(
      Logs.refusal(text: "step,old_a,old_b,new\n0,1,2,3\n")
        == "log: --old COLUMN is missing; old_a, old_b, new")
    #expect(Logs.refusal(text: "step,bold,newt\n0,1,2\n").hasPrefix("log: --old COLUMN is missing"))
  }

  @Test func namesMayBeShort() throws {
    let table = try Logs.table("metrics.jsonl")
    let run = try Logs.run(table) { $0.old = "old.reward/mean@1" }
    #expect(run.old.name == "data.val.old.reward/mean@1")
    #expect(run.old.points.count == 13 && run.notes.contains(.gaps(run.old.name, 1)))
    #expect(
      Logs.refusal(text: "step,a/old,b/old,new\n0,1,2,3\n") { $0.old = "old" }
        == "log: --old: old may be a/old, b/old")
    #expect(
      Logs.refusal(text: "step,score_old,new\n0,1,2\n") { $0.old = "scoer_old" }
        == "log: --old: there is no column scoer_old, did you mean score_old?")
    #expect(
      Logs.refusal(text: "step,old,new\n0,1,2\n") { try $0.add(condition: "run=a") }.contains(
        "--where: there is no column run"))
    #expect(
      Logs.refusal(text: "step,run,old,new\n0,b,1,0.2\n") { try $0.add(condition: "run=a") }
        == "log: no row has run=a")
  }

  @Test func columnsOfOtherFiles() throws {
    let table = try Logs.table(text: "step,old\n0,0.5\n1,0.4\n")
    var mapping = DataMapping()
    mapping.new = "b.csv:score"
    let run = try MeasuredRun(table, mapping) { path throws(DataError) in
      #expect(path == "b.csv")
      return try DataTable(Array("step,score\n0,0.1\n2,0.6\n".utf8), source: path)
    }
    #expect(run.new.points.map(\.step) == [0, 2] && run.mapping.new == "b.csv:score")
  }

  /// The rule of docs/data.md, by hand.
  @Test func sharesOfMass() throws {
    let run = try Logs.run(text: "step,old,new\n0,70,30\n10,50,60\n20,25,85\n") {
      $0.chance = 0.25
      $0.ceiling = 80
    }
    #expect(run.mapping.isPercent == true && run.notes.contains(.assumedPercent(most: 85)))
    func near(_ points: [MeasuredPoint], _ shares: [Double]) -> Bool {
      zip(points, shares).allSatisfy { abs($0.mean - $1) < 1e-12 }
    }
    #expect(near(run.kept, [1, 25.0 / 45, 0]))
    #expect(near(run.learned, [0, 0.6, 1.1]))
    #expect(run.notes.contains(.aboveCeiling("new", 1)))
    #expect(
      Logs.refusal(text: "step,old,new\n0,0.2,0.1\n") { $0.chance = 0.25 }
        == "log: the first old score 0.2 is not above chance, 0.25")
    #expect(
      Logs.refusal(text: "step,old,new\n0,0.2,0.9\n") { $0.ceiling = 0.8 }
        == "log: the first new score 0.9 is not below the ceiling, 0.8")
  }

  /// What `data` prints asks for the same run again.
  @Test(arguments: ["wide.csv", "semicolons.csv", "arrays.json", "trainer_state.json"])
  func mappingsAsksForTheSame(name: String) throws {
    let table = try Logs.table(name)
    let run = try Logs.run(table)
    let again = try MeasuredRun(table, run.mapping)
    #expect(again.kept == run.kept && again.learned == run.learned)
    #expect(again.mapping == run.mapping)
  }

  @Test(arguments: ["=a", "a", ""]) func conditionsThatAreNone(text: String) {
    var mapping = DataMapping()
    #expect(throws: DataProblemError.self) { try mapping.add(condition: text) }
  }

  @Test func orderThatIsNone() {
    var mapping = DataMapping()
    #expect(throws: DataProblemError.self) { try mapping.setOrder("base=zero") }
    #expect(throws: DataProblemError.self) { try mapping.setOrder("base=inf") }
  }

  /// What is kept and what is learned are two scores.
  @Test func oneColumnIsNotBoth() throws {
    let text = "step,acc,other\n0,0.5,0.1\n1,0.4,0.2\n"
    #expect(
      Logs.refusal(text: text) {
        $0.old = "acc"
        $0.new = "acc"
      } == "log: acc cannot be both --old and --new")
    #expect(
      Logs.refusal(text: text) {
        $0.old = "acc"
        $0.new = "other"
      } == "read")
  }
}
