import Testing

@testable import Forgetting

/// What the presets of Chen et al.'s toy say, in the lanes that they show.
@Suite struct ChenPresetTests {
  /// Component drop at the first step with a gain of 0.9, that step, and the drop at the end.
  struct Crossing {
    var step: Int?
    var drop: Double?
    var finalDrop: Double
  }

  private static func crossings(_ id: String) throws -> [Crossing] {
    let scenario = Presets.preset(id)!.scenario
    #expect(scenario.clock.step == 1 && scenario.coordinates == .direct)
    return try scenario.lanes.indices.map { index in
      var single = scenario
      single.lanes = [scenario.lanes[index]]
      let result = try ChenTests.result(single, steps: Int(scenario.clock.until))
      return Crossing(
        step: result.stepAtGain90, drop: result.dropAtGain90, finalDrop: result.finalDrop)
    }
  }

  @Test func asPublished() throws {
    let runs = try Self.crossings("chen")
    #expect(abs(runs[0].drop! - 0.13) < 0.005)
    #expect(abs(runs[1].drop! - 0.03) < 0.01)
  }

  @Test func limit() throws {
    let runs = try Self.crossings("chen-limit")
    #expect(abs(runs[0].drop! - 0.13) < 0.005 && abs(runs[1].drop! - 0.13) < 0.005)
    #expect(runs[2].drop! < 0.05)
  }

  @Test func unslowed() throws {
    for run in try Self.crossings("chen-unslowed") { #expect(abs(run.drop! - 0.80) < 0.005) }
  }

  @Test func wholeModel() throws {
    let runs = try Self.crossings("chen-whole-model")
    for (run, said) in zip(runs, [0.06, 0.42, 0.80]) {
      #expect(abs(run.finalDrop - said) < 0.02, "\(run.finalDrop)")
    }
  }

  @Test func fullTarget() throws {
    let runs = try Self.crossings("chen-full-target")
    #expect(runs[0].step == 1984)
    #expect(abs(runs[0].drop! + 0.20) < 0.005)
    #expect(runs[1].step == nil)
  }
}
