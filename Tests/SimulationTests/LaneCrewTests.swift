import Testing

@testable import Forgetting
@testable import Simulation

/// Lanes that are stepped by several threads.
@Suite struct LaneCrewTests {
  @Test(arguments: [0, 1, 3]) func everyNumberOnce(hands: Int) {
    let crew = LaneCrew(hands: hands)
    let counts = UnsafeMutableBufferPointer<Int>.allocate(capacity: 8)
    defer { counts.deallocate() }
    for count in [1, 8, 2, 5] {
      for _ in 0..<200 {
        counts.initialize(repeating: 0)
        nonisolated(unsafe) let counts = counts
        // Each place has one writer.
        crew.forEach(count) { counts[$0] += 1 }
        #expect(counts.prefix(count).allSatisfy { $0 == 1 })
      }
    }
  }

  /// Who steps a lane changes no bit of it.
  @Test func sameBitsWithAndWithoutACrew() throws {
    var scenario = Presets.preset("correlated")!.scenario
    scenario.lanes = ["forward-kl", "reverse-kl", "sdft", "jensen-shannon"].map {
      LaneSettings(method: MethodSettings($0))
    }
    scenario.lanes.append(
      LaneSettings(
        method: MethodSettings("reverse-kl"), sampling: .batch(20_000), optimiser: .adam))
    var alone = try Simulation(scenario)
    var helped = try Simulation(scenario)
    helped.crew = LaneCrew(hands: 2)
    for _ in 0..<12 {
      alone.advance()
      helped.advance()
    }
    #expect(helped.engines.map(\.workPerStep).reduce(0, +) > 40_000)
    #expect(helped.lanes == alone.lanes)
  }
}
