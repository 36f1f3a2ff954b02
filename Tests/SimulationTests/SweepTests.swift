import Forgetting
import Testing

@testable import Simulation

@Suite struct SweepTests {
  private static let sweep = Sweep(
    Experiment(scenario: Presets.standard.scenario),
    axes: [
      Sweep.Axis("target.separation", [3, 5]),
      Sweep.Axis(
        ["lanes.1.replay", "lanes.2.replay"],
        [
          [.number(0.1), .number(0.2)], [.number(0.3), .number(0.4)], [.number(0.5), .number(0.6)],
        ]),
    ], seedCount: 2, end: 7)

  /// The last axis changes fastest, seeds faster still.
  @Test func runsHaveOneOrder() throws {
    let sweep = Self.sweep
    #expect(sweep.pointCount == 6 && sweep.runCount == 12)
    var expected: [[Int]] = []
    for a in 0..<2 { for b in 0..<3 { for _ in 0..<2 { expected.append([a, b]) } } }
    #expect((0..<12).map(sweep.places(ofRun:)) == expected)
    for run in 0..<12 {
      let scenario = try sweep.experiment(ofRun: run).scenario
      var other = sweep.experiment.scenario
      try other.set("target.separation", to: .number([3, 5][expected[run][0]]))
      try other.set("lanes.1.replay", to: .number([0.1, 0.3, 0.5][expected[run][1]]))
      try other.set("lanes.2.replay", to: .number([0.2, 0.4, 0.6][expected[run][1]]))
      other.seed += UInt64(run % 2)
      other.clock.until = 7
      #expect(scenario == other)
    }
  }

  /// Undo puts whole scenarios into a journal: what is swept stays swept.
  @Test func replacedScenariosAreSweptToo() throws {
    var sweep = Self.sweep
    sweep.experiment.journal = [Edit(tick: 3, change: .replace(Presets.standard.scenario))]
    let experiment = try sweep.experiment(ofRun: 11)
    guard case .replace(let scenario) = experiment.journal[0].change else {
      Issue.record("the edit is gone")
      return
    }
    #expect(scenario == experiment.scenario)
  }

  /// However many processors there are, the results are those of one, and a refused value is told where
  /// it stands.
  @Test(arguments: [1, 2, 3, 7]) func resultsDoNotDependOnProcessors(processors: Int) throws {
    var sweep = Self.sweep
    sweep.axes[1].values[1][0] = .number(2)
    let results = sweep.results(processors: processors) { $0.scenario }
    #expect(results.count == 12)
    for (run, result) in results.enumerated() {
      switch result {
      case .success(let scenario):
        #expect(try sweep.experiment(ofRun: run).scenario == scenario)
      case .failure(let error):
        #expect(error.field == "lanes.1.replay" && error.value == "2")
        #expect(sweep.places(ofRun: run)[1] == 1)
      }
    }
    #expect(results.filter { (try? $0.get()) == nil }.count == 4)
  }

  /// Statement 6 runs between tasks at ∓δ/2, to the last bit.
  @Test func theStatementsOwnSweepMovesBothTasks() throws {
    for (run, separation) in SeparationLaw.separations.enumerated() {
      let scenario = try SeparationLaw.sweep.experiment(ofRun: run).scenario
      #expect(scenario.target.old.mean == [-separation / 2])
      #expect(scenario.target.new.mean == [separation / 2])
      #expect(scenario.startMixture.old == scenario.targetMixture.old)
      #expect(scenario.startMixture.new == scenario.targetMixture.new)
    }
  }

  @Test(arguments: [0, 1, 2, 7, 100]) func everyNumberIsVisitedOnce(count: Int) {
    #expect(Processors.map(count) { $0 } == Array(0..<count))
    #expect(Processors.map(count, limit: 3) { $0 } == Array(0..<count))
  }
}
