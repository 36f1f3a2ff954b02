import Explorer
import Forgetting
import Testing

@testable import Documents

/// What a state line carries of a screen: the view that a figure is of, and what is in it.
@Suite struct ShownOptionsTests {
  private static func shown(
    _ part: ScreenPart, _ experiment: Experiment, across: TradeOffAxis = .learned,
    points: String? = nil, ensemble: Int? = nil
  ) -> ShownOptions {
    ShownOptions(
      part, of: experiment, map: MapChoice(in: experiment.scenario), across: across, points: points,
      ensemble: ensemble)
  }

  private static func experiment(_ preset: String, tick: Int) throws -> Experiment {
    var experiment = Experiment(scenario: try #require(Presets.preset(preset)).scenario)
    experiment.tick = tick
    return experiment
  }

  @Test func whatIsShownIsCarriedAndReadAgain() throws {
    let replay = try Self.experiment("replay", tick: 20)
    let shown: [(ShownOptions, String)] = [
      (Self.shown(.view(.dashboard), replay), ""),
      (Self.shown(.view(.phase), replay), " --view phase"),
      (Self.shown(.kept, replay), " --view kept"),
      (Self.shown(.pane(.mass), replay), " --view mass"),
      (Self.shown(.view(.tradeOff), replay), " --view trade-off"),
      (
        Self.shown(
          .view(.tradeOff), replay, across: .startToModel, points: "a folder", ensemble: 9),
        " --view trade-off --across kl-start-q --points 'a folder' --ensemble 9"
      ),
      (Self.shown(.view(.map), replay), " --map 'target.separation lanes.1.replay kept'"),
    ]
    for (shown, words) in shown {
      let line = StateLine.text(of: replay, shown: shown)
      #expect(line == StateLine.text(of: replay) + words)
      #expect(ShownOptions(in: line) == shown)
      #expect(try StateLine.experiment(from: line) == replay)
    }
  }

  /// What the scenario has by itself needs no word, anything else does.
  @Test func whatTheScenarioSaysIsNotRepeated() throws {
    let razor = try Self.experiment("razor", tick: 20)
    #expect(Self.shown(.view(.tradeOff), razor, across: .startToModel).across == nil)
    #expect(Self.shown(.view(.tradeOff), razor).across == "learned")
    let noise = try Self.experiment("noise", tick: 0)
    #expect(noise.scenario.ensemble == 100)
    #expect(Self.shown(.view(.dashboard), noise, ensemble: 100) == ShownOptions())
    #expect(Self.shown(.view(.dashboard), noise, ensemble: 0).ensemble == "off")
    // At its beginning the scenario opens on its own view.
    let gate = try Self.experiment("drift-gate", tick: 0)
    #expect(Self.shown(.view(.drift), gate) == ShownOptions())
    #expect(Self.shown(.view(.dashboard), gate).view == "dashboard")
    let begun = try Self.experiment("drift-gate", tick: 4)
    #expect(Self.shown(.view(.drift), begun).view == "drift")
    #expect(Self.shown(.view(.dashboard), begun) == ShownOptions())
    // This one would run to its end.
    #expect(Self.shown(.view(.tradeOff), try Self.experiment("razor", tick: 0)).view == "trade-off")
  }
}
