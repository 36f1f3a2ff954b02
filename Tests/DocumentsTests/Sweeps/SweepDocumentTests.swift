import Forgetting
import Testing

@testable import Documents
@testable import Simulation

/// A sweep's file and its flags.
@Suite struct SweepDocumentTests {
  private static let text = """
    sweep: Replay against separation
    scenario: forward-and-reverse
    set: {lanes.2.replay: 0.1}
    until: 40
    axes:
      target.separation: {from: 1, to: 8, points: 57}
      lanes.1.replay: {from: 0.001, to: 0.5, points: 41, scale: log}
      lanes.2.method: [reverse-kl, sdft]
      "lanes.1.step, lanes.2.step": [0.1, [0.2, 0.3]]
    seeds: 20
    measures: [kept, learned, {max: drift}, {first: "lane 1: kept < 0.9"}, {at: 10, of: kept}]
    """

  private static func sweep(_ text: String) throws -> Sweep {
    let document = try SweepDocument(Array(text.utf8), source: "s.yaml")
    var experiment = Experiment(scenario: Presets.standard.scenario)
    if case .written(let scenario) = document.base { experiment.scenario = scenario }
    return try document.sweep(
      of: try ExperimentOptions(set: document.set, edit: document.edit)
        .experiment(from: experiment))
  }

  @Test func everythingIsRead() throws {
    let sweep = try Self.sweep(Self.text)
    #expect(sweep.title == "Replay against separation")
    #expect(sweep.until == 40 && sweep.seedCount == 20)
    #expect(sweep.axes.map(\.count) == [57, 41, 2, 2])
    #expect(sweep.axes[3].paths == ["lanes.1.step", "lanes.2.step"])
    #expect(sweep.axes[3].values == [[.number(0.1), .number(0.1)], [.number(0.2), .number(0.3)]])
    #expect(
      sweep.measures.map(\.name) == [
        "kept", "learned", "max drift", "first lane 1: kept < 0.9", "kept at 10",
      ])
    #expect(sweep.experiment.scenario.lanes[1].method.numbers["replay"] == 0.1)
    #expect(SweepDocument.isSweep(Array(Self.text.utf8)))
    #expect(!SweepDocument.isSweep(Array(yaml(of: Presets.standard.scenario).utf8)))
  }

  /// The file that a folder has says the same sweep, however it was asked for.
  @Test func foldersReadTheirOwnFiles() throws {
    var sweep = try Self.sweep(Self.text)
    sweep.axes[2] = Sweep.Axis("lanes.1.replay", [0, 0.25])
    sweep.axes.remove(at: 1)
    sweep.tolerance = 1e-7
    sweep.stepping = .scenario
    sweep.experiment.journal = [
      Edit(tick: 3, change: .set(path: "target.oldMass", value: .number(0.25))),
      Edit(tick: 9, change: .replace(Presets.standard.scenario)),
    ]
    let text = yaml(of: sweep, program: "forgetscope 9")
    let again = try Self.sweep(text)
    #expect(
      again
        == {
          var same = sweep
          same.end = sweep.until
          return same
        }())
    #expect(yaml(of: again, program: "forgetscope 9") == text)
    sweep.experiment.journal = []
    sweep.axes = [Sweep.Axis("target.separation", [3])]
    sweep.goal = try SweepGoal(
      path: "lanes.1.replay", range: ValueRange(from: 0, to: 0.5, count: 9),
      text: "lane 1: kept = 0.9", in: sweep.experiment.scenario)
    let solving = yaml(of: sweep, program: "forgetscope 9")
    #expect(try Self.sweep(solving).goal == sweep.goal)
  }

  @Test func flagsSayTheSameAsTheFile() throws {
    let file = try Self.sweep(Self.text)
    let flags = try [
      "target.separation=1:8:57", "lanes.1.replay=0.001:0.5:41:log",
      "lanes.2.method=reverse-kl,sdft", "lanes.1.step, lanes.2.step=[0.1, [0.2, 0.3]]",
    ].map { try SweepAxisText.axis($0, of: file.experiment.scenario) }
    #expect(flags == file.axes)
    let list = try SweepAxisText.axis("lanes.1.replay=0, 0.5", of: file.experiment.scenario)
    #expect(list.values == [[.number(0)], [.number(0.5)]])
    let whole = try SweepAxisText.axis(
      "target.separation={from: 1, to: 8, points: 57}", of: file.experiment.scenario)
    #expect(whole == file.axes[0])
  }

  /// One line each: where, what, what is allowed.
  @Test(arguments: [
    ("axes: {target.separation: {from: 1, to: 8}}", "s.yaml:1: axes.target.separation: points is"),
    ("axes:\n  target.separation: 4", "s.yaml:2: axes.target.separation: 4 is not allowed"),
    ("sweep: x\nmeasures: [kept, nix]", "s.yaml:2: measure: nix is not allowed"),
    ("sweep: x\nmeasure: [kept]", "s.yaml:2: unknown key \"measure\", did you mean measures?"),
    ("sweep: x\nseeds: 0", "s.yaml:2: seeds: 0 is not allowed"),
    ("sweep: x\nfor: 'lane 1: kept = 0.9'", "s.yaml:2: for: says what to solve for"),
    ("sweep: x\nsolve: lanes.1.replay", "s.yaml:1: for is missing"),
    ("sweep: x\nformat: 2", "s.yaml:2: format: 2 is not allowed"),
    (
      "axes:\n  lanes.1.replay: {from: 0, to: 0.5, points: 3, scale: log}",
      "s.yaml:2: lanes.1.replay: 0 is not allowed; numbers > 0"
    ),
  ])
  func mistakesAreToldInALine(text: String, start: String) {
    do {
      _ = try Self.sweep(text)
      Issue.record("\(text) is read")
    } catch {
      #expect("\(error)".hasPrefix(start), "\(error)")
      #expect(!"\(error)".contains("\n"))
    }
  }

  @Test(arguments: [
    "target.separation", "=1:2:3", "target.separation=1:2", "target.separation=1:2:3:4",
    "target.separation=a:2:3", "target.separation=", "target.separation=1,,2",
    "target.separation=1:1:3", "target.separation=1:2:0", "lanes.1.method=nix",
  ])
  func wrongAxesAreRefused(text: String) {
    #expect(throws: DocumentError.self) {
      try SweepAxisText.axis(text, of: Presets.standard.scenario)
    }
  }

  /// A line says which run it is of, whether it is the last one, and whether it failed.
  @Test func linesSayWhichRunTheyAreOf() throws {
    var sweep = Sweep(
      Experiment(scenario: Presets.standard.scenario),
      axes: [
        Sweep.Axis("target.separation", [3, 4]),
        Sweep.Axis(["lanes.2.method"], [[.word("reverse-kl")], [.word("sdft")]]),
      ], seedCount: 2, end: 0.1)
    sweep.measures = [try SweepMeasure(text: "kept", in: sweep.experiment.scenario)]
    let table = SweepTable(sweep)
    let runner = SweepRunner(sweep)
    for run in 0..<sweep.runCount {
      let lines = table.lines(ofRun: run, by: runner, forFolder: true).text.split(separator: "\n")
      #expect(lines.count == 2)
      for (row, line) in lines.enumerated() {
        let mark = Array(line.utf8).withUnsafeBufferPointer { table.mark(of: $0) }
        #expect(
          mark
            == SweepTable.Mark(run: run, row: row, isLast: row == 1, isFailure: false), "\(line)")
        let failed = line.replacing(",ok,", with: ",\"diverged, far\",")
        let bad = Array(failed.utf8).withUnsafeBufferPointer { table.mark(of: $0) }
        #expect(bad?.isFailure == true && bad?.run == run)
      }
    }
    for text in ["", "1", "9,3,reverse-kl,7,1,x,1,ok,avx2", "1,3,reverse-kl,6,1,x,1,ok,avx2"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer { table.mark(of: $0) } == nil, "\(text)")
    }
  }

  /// A row whose number is none, as a damaged disk leaves it, is no row: its run is made again.
  @Test(arguments: [
    ("0.93", true), ("", true), ("1", true), ("-1.5e-07", true), ("1e-05", true),
    ("xx3118", false), ("0.9x", false), ("1e", false), ("-", false), ("1.", false), ("\0", false),
    ("0.9 ", false), ("nan", false),
  ])
  func rowsWithoutNumbersAreDamaged(cell: String, isWhole: Bool) throws {
    let scenario = Presets.standard.scenario
    var sweep = Sweep(
      Experiment(scenario: scenario), axes: [Sweep.Axis("target.separation", [3, 4])], end: 1)
    sweep.measures = [
      try SweepMeasure(text: "learned", in: scenario), try SweepMeasure(text: "kept", in: scenario),
    ]
    func mark(_ line: String) -> SweepTable.Mark? {
      Array(line.utf8).withUnsafeBufferPointer { SweepTable(sweep).mark(of: $0) }
    }
    #expect((mark("2,4,7,1,forward-kl,\(cell),0.5,ok,avx2") != nil) == isWhole)
    #expect((mark("2,4,7,1,forward-kl,0.5,\(cell),\"far, off\",avx2") != nil) == isWhole)
    #expect(mark("2,4,7,1,forward-kl,0.5,ok,avx2") == nil)
    sweep.goal = try SweepGoal(
      path: "lanes.1.replay", range: nil, text: "lane 1: kept = 0.9", in: scenario)
    #expect((mark("2,4,7,1,forward-kl,1,1,\(cell),1,0.5,ok,avx2") != nil) == isWhole)
    #expect((mark("2,4,7,1,forward-kl,1,1,0.2,1,\(cell),ok,avx2") != nil) == isWhole)
  }
}
