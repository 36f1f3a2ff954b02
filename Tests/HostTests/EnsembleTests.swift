import Forgetting
import Simulation
import Testing

@testable import Host

@Suite struct EnsembleTests {
  /// Members side by side are the runs one by one, with the edits at their ticks.
  @Test func membersAreTheRunsThemselves() throws {
    var experiment = Experiment(scenario: Presets.standard.scenario)
    experiment.journal = [
      Edit(tick: 7, change: .set(path: "target.oldMass", value: .number(0.3)))
    ]
    var ensemble = try Ensemble(experiment, count: 5)
    ensemble.advance(toTick: 10)
    ensemble.advance(toTime: 0.8)
    experiment.tick = 16
    for offset in 0..<5 {
      var other = experiment
      other.scenario.seed += UInt64(offset)
      let single = try Simulation(other)
      #expect(ensemble.map { $0.lanes }[offset] == single.lanes)
      #expect(ensemble.map { $0.scenario.seed }[offset] == other.scenario.seed)
    }
    #expect(abs(ensemble.time - 0.8) < 1e-12)
    #expect(ensemble.failure == nil)
  }

  @Test(arguments: [0, 1, 2, 7, 100]) func everyNumberIsVisitedOnce(count: Int) {
    final class Visits: @unchecked Sendable {
      // Each place has one writer.
      let places = UnsafeMutableBufferPointer<Int>.allocate(capacity: 100)
    }
    let visits = Visits()
    visits.places.initialize(repeating: 0)
    Worker.forEach(count) { visits.places[$0] += 1 }
    #expect(Array(visits.places.prefix(count)) == Array(repeating: 1, count: count))
    visits.places.deallocate()
  }
}
