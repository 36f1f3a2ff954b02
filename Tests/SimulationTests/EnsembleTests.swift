import Forgetting
import Testing

@testable import Simulation

@Suite struct EnsembleTests {
  private struct Look: Sendable {
    let time: Double
    let lanes: [LaneState]
    let seed: UInt64

    init(_ simulation: Simulation) {
      time = simulation.time
      lanes = simulation.lanes
      seed = simulation.scenario.seed
    }
  }

  /// Members side by side are the runs one by one, with the edits at their ticks.
  @Test func membersAreTheRunsThemselves() throws {
    var experiment = Experiment(scenario: Presets.standard.scenario)
    experiment.journal = [
      Edit(tick: 7, change: .set(path: "target.oldMass", value: .number(0.3)))
    ]
    let ensemble = try Ensemble(experiment, count: 5)
    ensemble.advance(toTick: 10)
    var schedule = Ensemble.Schedule(every: 0.15, until: 0.8)
    let instants = ensemble.measure(&schedule, limit: 10) { Look.init }
    #expect(instants.map { ($0[0].time * 100).rounded() } == [50, 65, 80])
    experiment.tick = 16
    for offset in 0..<5 {
      var other = experiment
      other.scenario.seed += UInt64(offset)
      let single = try Simulation(other)
      #expect(instants[2][offset].lanes == single.lanes)
      #expect(instants[2][offset].seed == other.scenario.seed)
    }
    #expect(abs(ensemble.time - 0.8) < 1e-12)
    #expect(ensemble.failure == nil)
  }

  /// However many instants are asked for at once, they are the same.
  @Test(arguments: [1, 3, 100]) func instantsDoNotDependOnTheirNumberAtOnce(limit: Int) throws {
    let experiment = Experiment(scenario: Presets.standard.scenario)
    func times(_ limit: Int, every: Double?) throws -> [Double] {
      let ensemble = try Ensemble(experiment, count: 2)
      var schedule = Ensemble.Schedule(every: every, until: 1)
      var times: [Double] = []
      while true {
        let instants = ensemble.measure(&schedule, limit: limit) { { $0.time } }
        if instants.isEmpty { return times }
        for instant in instants {
          #expect(instant[0] == instant[1])
          times.append(instant[0])
        }
      }
    }
    let step = experiment.scenario.clock.step
    #expect(try times(limit, every: nil).count == Int((1 / step).rounded()) + 1)
    for every in [step / 3, 1e-9, 1e-300] {
      #expect(try times(limit, every: every) == times(7, every: nil), "every \(every)")
    }
    #expect(try times(limit, every: 0.25) == times(7, every: 0.25))
    #expect(try times(limit, every: 0.3).map { ($0 * 10).rounded() } == [0, 3, 6, 9])
  }
}
