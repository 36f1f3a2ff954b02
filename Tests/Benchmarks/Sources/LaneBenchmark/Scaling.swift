import Forgetting
import Simulation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Ticks of eight lanes in the plane, by one thread and by all processors, on the wall clock.
enum Scaling {
  static func measure() throws {
    var scenario = Presets.preset("correlated")!.scenario
    scenario.lanes = (1...8).map {
      LaneSettings(
        method: MethodSettings("reverse-kl", numbers: ["replay": 0.1 * Double($0)]))
    }
    let alone = try seconds(scenario, crew: nil)
    let hands = LaneCrew.furtherProcessors
    let together = try seconds(scenario, crew: LaneCrew())
    let efficiency = alone / together / Double(hands + 1)
    print(
      "eight lanes, 2-D: \(Int(1e6 * alone)) us a tick on one processor, \(Int(1e6 * together)) us on"
        + " \(hands + 1): efficiency \((100 * efficiency).rounded() / 100)")
  }

  private static func seconds(_ scenario: Scenario, crew: LaneCrew?) throws -> Double {
    let ticks = 60
    var best = Double.infinity
    for _ in 0..<5 {
      var simulation = try Simulation(scenario)
      simulation.crew = crew
      let begin = LaneBenchmark.now(CLOCK_MONOTONIC)
      for _ in 0..<ticks { simulation.advance() }
      best = min(best, (LaneBenchmark.now(CLOCK_MONOTONIC) - begin) / Double(ticks) * 1e-9)
    }
    return best
  }
}
