import Testing

@testable import Forgetting

/// What ships with the program is sound.
@Suite struct PresetsTests {
  @Test func theFirstScenariosAreThoseOfALecture() {
    #expect(
      Presets.all.map(\.id).prefix(6) == [
        "forward-and-reverse", "one-over-t", "replay", "captured", "overlap", "correlated",
      ])
    #expect(Presets.standard.id == "forward-and-reverse")
    #expect(Presets.preset("overlap")?.scenario.name.hasPrefix("Overlap") == true)
    #expect(Presets.preset("nothing") == nil)
  }

  /// Families are listed one after the other, and none is empty.
  @Test func familiesStandTogether() {
    var families: [Preset.Family] = []
    for preset in Presets.all where families.last != preset.family {
      families.append(preset.family)
    }
    #expect(families == Preset.Family.allCases)
  }

  @Test(arguments: Presets.all.map(\.scenario)) func presetsAreValid(_ scenario: Scenario) throws {
    try scenario.validate()
    #expect(!scenario.name.isEmpty && !scenario.about.isEmpty)
    // Half a minute on the screen shows all of it, or at least 15 units of flow time.
    let shown = scenario.clock.speed * 30
    #expect(shown >= min(scenario.clock.until, 15))
  }

  @Test func idsAreOneWord() {
    let ids = Presets.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    for id in ids { #expect(!id.isEmpty && id.allSatisfy(allowed.contains), "\(id)") }
  }

  @Test(arguments: Presets.all.filter { $0.id != "correlated" }.map(\.scenario))
  func noLaneFails(_ scenario: Scenario) throws {
    for state in try PresetRun.states(scenario, at: scenario.clock.until) {
      #expect(state.failure == nil)
    }
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
    let states = try PresetRun.states(Presets.standard.scenario, at: 60)
    #expect(states[0].model.oldWeight < 0.1)
    #expect(abs(states[1].model.oldWeight - 0.5) < 0.01)
    // The captured mean: weight stays, mass has left.
    let captured = Presets.preset("captured")!.scenario
    let state = try PresetRun.states(captured, at: 60)[0]
    let meters = MeterReader().meters(captured.problem, model: state.model)
    #expect(meters.oldWeight > 0.5)
    #expect(meters.effectiveOldMass < meters.effectiveOldFloor + 0.05)
  }
}

/// A preset's lanes without a simulation.
enum PresetRun {
  /// The lanes' states at a flow time.
  static func states(_ scenario: Scenario, at time: Double) throws -> [LaneState] {
    try scenario.lanes.indices.map { index in
      var state = LaneState(startOf: scenario)
      try Lane(scenario, lane: index).advance(&state, by: time)
      return state
    }
  }

  static func states(_ id: String, at time: Double? = nil) throws -> [LaneState] {
    let scenario = Presets.preset(id)!.scenario
    return try states(scenario, at: time ?? scenario.clock.until)
  }
}

extension Mixture {
  var separation: Double { Forgetting.separation(old, new) }
}
