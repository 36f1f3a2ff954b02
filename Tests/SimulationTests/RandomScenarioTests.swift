import SeededNumbers
import Testing

@testable import Forgetting
@testable import Simulation

/// Whatever a scenario asks for, within what is allowed: every number stays one, a lane that must stop
/// says why, and no statement that applies is wrong.
@Suite struct RandomScenarioTests {
  private static func number(
    _ range: ClosedRange<Double>, _ random: inout SplitMix64
  ) -> Double { Double.random(in: range, using: &random) }

  /// Means and weights as extreme as users make them.
  private static func mixtures(
    _ dimension: Int, _ random: inout SplitMix64
  ) -> (TargetSettings, MixtureSettings) {
    let separation = [0, 0.3, 1, 2, 4, 8, 40].randomElement(using: &random)!
    let deviation = [0.1, 1, 1, 1, 7].randomElement(using: &random)!
    func mean(_ x: Double) -> [Double] {
      dimension == 1 ? [x] : [x, 0.3 * x]
    }
    func spread(_ size: Double) -> Spread { Spread(deviation: [size]) }
    let half = 0.5 * separation * deviation
    let isTied = Bool.random(using: &random)
    let target = TargetSettings(
      oldMass: [0.5, 0.7, 0.1, 1e-6, 0.999].randomElement(using: &random)!,
      old: ModeSettings(
        mean: mean(-half),
        spread: dimension == 1 ? spread(deviation) : Spread(deviation: [deviation, deviation])),
      new: ModeSettings(
        mean: mean(half),
        spread: isTied || dimension == 2 ? nil : spread(number(0.5...2, &random) * deviation)))
    var start = MixtureSettings(
      oldWeight: [0.8, 0.5, 0.02, 1e-6, 1 - 1e-6].randomElement(using: &random)!)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: break
    case 1: start.new.mean = mean(half * number(-1...1, &random))
    // Captured, and swapped.
    case 2: start.old.mean = target.new.mean
    case 3:
      start.old.mean = target.new.mean
      start.new.mean = target.old.mean
    default:
      start.old.mean = mean(-half + number(-3...3, &random) * deviation)
      start.new.mean = mean(half + number(-3...3, &random) * deviation)
    }
    return (target, start)
  }

  private static func method(_ random: inout SplitMix64) -> MethodSettings {
    let description = MethodCatalogue.descriptions.randomElement(using: &random)!
    var settings = MethodSettings(description.key)
    for item in description.numbers where Bool.random(using: &random) {
      let value = number(item.slider, &random)
      settings.numbers[item.key] = item.isWhole ? value.rounded() : value
    }
    for item in description.choices {
      settings.choices[item.key] = item.values.randomElement(using: &random)!
    }
    return settings
  }

  private static func scenario(_ dimension: Int, _ random: inout SplitMix64) -> Scenario {
    let (target, start) = mixtures(dimension, &random)
    func rate(_ values: [Double]) -> Double { values.randomElement(using: &random)! }
    // The plane is costly in full: there one dimension must be enough.
    let trainsCovariances = dimension == 1 && Int.random(in: 0..<4, using: &random) == 0
    let isBatch = Int.random(in: 0..<3, using: &random) == 0
    let integrators = Clock.Integrator.allCases.filter { !isBatch || $0.stepsBatches }
    return Scenario(
      dimension: dimension, seed: random.next() >> 12, target: target, start: start,
      rates: Rates(
        weight: rate([1, 1, 0, 3]), oldMean: rate([1, 1, 0, 0.005]), newMean: rate([1, 1, 0, 20]),
        oldCovariance: trainsCovariances ? rate([1, 0]) : 0,
        newCovariance: trainsCovariances ? 1 : 0),
      coordinates: CoordinateSystem.allCases.randomElement(using: &random)!,
      sampling: isBatch ? .batch(Int.random(in: 1...40, using: &random)) : .population,
      clock: Clock(
        integrator: integrators.randomElement(using: &random)!,
        step: [0.01, 0.05, 0.5, 3].randomElement(using: &random)!, tolerance: 1e-6, until: 30),
      lanes: [LaneSettings(method: method(&random)), LaneSettings(method: method(&random))])
  }

  private static func isFinite(_ state: LaneState) -> Bool {
    FlowState(state.model, teacher: state.teacher).isFinite
      && FlowState(state.reference).isFinite && state.optimiser.first.isFinite
      && state.optimiser.second.isFinite && state.largestDrift.isFinite
      && state.suggestedStep.isFinite && state.batch.expectedStarved.isFinite
      && !state.batch.largestWeight.isNaN
      && (state.batch.last.map { $0.effectiveSampleSize.isFinite && $0.effectiveOldCount.isFinite }
        ?? true)
  }

  @Test(arguments: [1, 2]) func everyNumberStaysOne(_ dimension: Int) throws {
    var random = SplitMix64(seed: UInt64(40 + dimension))
    var failures = 0
    for number in 0..<(dimension == 1 ? 160 : 10) {
      let scenario = Self.scenario(dimension, &random)
      var simulation = try Simulation(scenario)
      let words = "case \(number): \(scenario)"
      for _ in 0..<(dimension == 1 ? 8 : 2) {
        simulation.advance()
        for state in simulation.lanes {
          #expect(Self.isFinite(state), "\(state), \(words)")
        }
      }
      expectInvariants(simulation, words)
      for state in simulation.lanes {
        guard let failure = state.failure else { continue }
        failures += 1
        #expect("\(failure)".contains(" ") && "\(failure)".count > 20, "\(failure)")
      }
      let snapshot = simulation.snapshot()
      expectFinite(snapshot, words)
      for (lane, view) in snapshot.lanes.enumerated() {
        for (statement, finding) in zip(StatementCatalogue.statements, view.findings) {
          #expect(
            finding.verdict != .fails, "\(statement.number), lane \(lane): \(finding), \(words)")
          #expect(finding.measurement?.isNaN != true, "\(statement.number): \(finding)")
        }
      }
    }
    #expect(dimension == 2 || failures > 5, "no lane ever stopped: nothing was extreme")
  }
}
