import Foundation
import Testing

@testable import Forgetting

/// The toy of Chen et al. against a program of its own (Reference/chen.py, NumPy): their runs in the
/// limit of infinite samples, and with 1000 samples over 20 seeds.
@Suite struct ChenTests {
  /// One entry of Reference/chen.json.
  struct Run: Decodable, CustomStringConvertible, Sendable {
    struct Limit: Decodable, Sendable {
      var stepAtGain90: Int?
      var dropAtGain90: Double?
      var finalGain: Double
      var finalDrop: Double
      var final: [String: Double]
    }
    /// Mean and deviation over 20 seeds; nil where not every seed got there.
    struct Batch: Decodable, Sendable {
      var stepAtGain90: [Double]?
      var dropAtGain90: [Double]?
      var finalGain: [Double]
      var finalDrop: [Double]
    }
    var method: String
    var rate: Double
    var slow: Double
    var steps: Int
    var limit: Limit
    var batch1000: Batch

    var description: String { "\(method), rate \(rate), slow \(slow)" }

    /// The same run as a scenario: the preset's, with this run's rates.
    func scenario(seed: UInt64 = 1, sampling: Sampling = .population) -> Scenario {
      var scenario = Presets.preset("chen")!.scenario
      scenario.seed = seed
      scenario.lanes = [
        Presets.chenLane(method, learningRate: rate, slow: slow, sampling: sampling)
      ]
      return scenario
    }
  }

  struct Table: Decodable {
    var start: [String: Double]
    var runs: [Run]
  }

  static let table: Table = {
    let url = Bundle.module.url(
      forResource: "chen", withExtension: "json", subdirectory: "Reference")!
    do {
      return try JSONDecoder().decode(Table.self, from: Data(contentsOf: url))
    } catch {
      fatalError("\(error)")
    }
  }()

  /// What the table says of a run, from the product.
  struct Result {
    var stepAtGain90: Int?
    var dropAtGain90: Double?
    var finalGain = 0.0
    var finalDrop = 0.0
    var model: Mixture
  }

  static func result(_ scenario: Scenario, steps: Int) throws -> Result {
    let lane = try Lane(scenario, lane: 0)
    let problem = scenario.problem
    var state = LaneState(startOf: scenario)
    // Two overlaps a step: a whole set of meters would be the slower part of the test.
    let mass = EffectiveMass()
    func masses(_ model: Mixture) -> (kept: Double, learned: Double) {
      (
        mass(
          problem.target.old, weight: problem.target.oldWeight, component: model.old,
          logComponentWeight: model.logOldWeight, dimension: 1),
        mass(
          problem.target.new, weight: 1 - problem.target.oldWeight, component: model.new,
          logComponentWeight: model.logNewWeight, dimension: 1)
      )
    }
    let start = masses(state.model)
    var result = Result(model: state.model)
    for step in 1...steps {
      lane.advance(&state, by: 1)
      try #require(state.failure == nil)
      // Only around the crossing are the numbers needed.
      guard result.stepAtGain90 == nil || step == steps else { continue }
      let now = masses(state.model)
      result.finalGain = now.learned - start.learned
      result.finalDrop = start.kept - now.kept
      if result.stepAtGain90 == nil, result.finalGain >= 0.9 {
        result.stepAtGain90 = step
        result.dropAtGain90 = result.finalDrop
      }
    }
    result.model = state.model
    return result
  }

  @Test func startCoversWhatTheirsDoes() throws {
    let scenario = Self.table.runs[0].scenario()
    let meters = MeterReader().meters(scenario.problem, model: scenario.startMixture)
    #expect(abs(meters.componentOldMass - Self.table.start["kept"]!) < 1e-5)
    #expect(abs(meters.componentNewMass - Self.table.start["learned"]!) < 1e-5)
  }

  @Test(arguments: table.runs) func limitAgrees(_ run: Run) throws {
    let result = try Self.result(run.scenario(), steps: run.steps)
    #expect(result.stepAtGain90 == run.limit.stepAtGain90)
    if let drop = run.limit.dropAtGain90 {
      let error = abs(try #require(result.dropAtGain90) - drop)
      #expect(error < 1e-3, "drop at gain 0.9: \(error)")
    }
    #expect(abs(result.finalGain - run.limit.finalGain) < 1e-3)
    #expect(abs(result.finalDrop - run.limit.finalDrop) < 1e-3)
    let final = [
      "weight": result.model.oldWeight, "oldMean": result.model.old.mean.x,
      "oldDeviation": result.model.old.scale.l11, "newMean": result.model.new.mean.x,
      "newDeviation": result.model.new.scale.l11,
    ]
    #expect(final.count == run.limit.final.count)
    for (name, value) in final {
      let error = abs(value - run.limit.final[name]!)
      #expect(error < 1e-3, "\(name): \(error)")
    }
  }

  /// Reverse KL has a baseline here and none there, so its noise is another one. Four million samples
  /// a run: the published ones always, the others with all tests.
  static let batchRuns = table.runs.filter {
    $0.method != "reverse-kl"
      && ($0.slow == Presets.slowFactor
        || ProcessInfo.processInfo.environment["FORGETSCOPE_TEST_ALL"] != nil)
  }

  @Test(arguments: batchRuns) func batchesAgreeWithinThreeStandardErrors(_ run: Run) throws {
    let seeds = 20
    let results = try (1...seeds).map {
      try Self.result(
        run.scenario(seed: UInt64($0), sampling: .batch(1000)), steps: run.steps)
    }
    func compare(_ name: String, _ values: [Double], _ expected: [Double]) {
      let mean = values.reduce(0, +) / Double(seeds)
      let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(seeds)
      let standardError = ((variance + expected[1] * expected[1]) / Double(seeds - 1)).squareRoot()
      // Their grid is good to 1e−5, and a step is a whole number.
      let slack = name == "step" ? 0.01 : 1e-5
      #expect(
        abs(mean - expected[0]) <= 3 * standardError + slack,
        "\(name): \(mean) ± \(variance.squareRoot()), expected \(expected)")
    }
    compare("gain", results.map(\.finalGain), run.batch1000.finalGain)
    compare("drop", results.map(\.finalDrop), run.batch1000.finalDrop)
    guard let steps = run.batch1000.stepAtGain90, let drops = run.batch1000.dropAtGain90 else {
      #expect(results.contains { $0.stepAtGain90 == nil })
      return
    }
    try #require(results.allSatisfy { $0.stepAtGain90 != nil })
    compare("step", results.map { Double($0.stepAtGain90!) }, steps)
    compare("drop at gain 0.9", results.map { $0.dropAtGain90! }, drops)
  }
}
