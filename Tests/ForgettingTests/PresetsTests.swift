import Testing

@testable import Forgetting

/// What ships with the program is sound.
@Suite struct PresetsTests {
  @Test func theSixScenariosOfALecture() {
    #expect(
      Presets.all.map(\.id) == [
        "forward-and-reverse", "one-over-t", "replay", "captured", "overlap", "correlated",
      ])
    #expect(Presets.standard.id == "forward-and-reverse")
    #expect(Presets.preset("overlap")?.scenario.name.hasPrefix("Overlap") == true)
    #expect(Presets.preset("nothing") == nil)
  }

  @Test(arguments: Presets.all.map(\.scenario)) func presetsAreValid(_ scenario: Scenario) throws {
    try scenario.validate()
    #expect(!scenario.name.isEmpty && !scenario.about.isEmpty)
  }

  @Test func idsAreOneWord() {
    let ids = Presets.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    for id in ids { #expect(!id.isEmpty && id.allSatisfy(allowed.contains), "\(id)") }
  }

  @Test func presetsShowWhatTheySay() throws {
    #expect(Presets.preset("captured")!.scenario.targetMixture.separation == 2)
    #expect(Presets.preset("overlap")!.scenario.targetMixture.separation == 1)
    #expect(Presets.preset("one-over-t")!.scenario.targetMixture.separation == 8)
    #expect(Presets.preset("replay")!.scenario.lanes.count == 3)
    let plane = Presets.preset("correlated")!.scenario
    #expect(plane.dimension == 2)
    #expect(plane.targetMixture.old.scale.l21 != 0)
    // Two lanes from one start: one forgets, the other remembers.
    let scenario = Presets.standard.scenario
    var states = scenario.lanes.map { _ in LaneState(model: scenario.startMixture) }
    for index in states.indices {
      try Lane(scenario, lane: index).advance(&states[index], by: 60)
    }
    #expect(states[0].model.oldWeight < 0.1)
    #expect(abs(states[1].model.oldWeight - 0.5) < 0.01)
    // The captured mean: weight stays, mass has left.
    let captured = Presets.preset("captured")!.scenario
    var state = LaneState(model: captured.startMixture)
    try Lane(captured, lane: 0).advance(&state, by: 60)
    let meters = MeterReader().meters(captured.problem, model: state.model)
    #expect(meters.oldWeight > 0.5)
    #expect(meters.effectiveOldMass < meters.effectiveOldFloor + 0.05)
  }
}

extension Mixture {
  fileprivate var separation: Double { Forgetting.separation(old, new) }
}
