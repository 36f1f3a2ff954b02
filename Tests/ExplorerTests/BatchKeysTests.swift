import Cells
import Forgetting
import Testing

@testable import Explorer
@testable import Simulation
@testable import Views

/// Scripts: batches on and off, words for numbers, numbers without bound.
@Suite struct BatchKeysTests {
  @Test func bSwitchesAllLanesAndOneUndoSwitchesThemBack() throws {
    var driver = try Driver(at: 1)
    #expect(
      driver.press(.character("b")) == [
        "sent set sampling batch", "marks 1",
        "message batches of 64 samples a step; b again: exact integrals",
      ])
    #expect(driver.state.snapshot.lanes.allSatisfy { $0.sampling == .batch(64) })
    #expect(driver.line(0).contains("  batch 64  "))
    #expect(driver.text().contains("─ samples ─"))
    #expect(driver.text().contains("no batch yet"))
    driver.simulation(advancedBy: 1)
    #expect(driver.text().contains("old 0/64 starved 1/1 P 1"))
    driver.press(.character("u"))
    #expect(driver.line(0).contains("  exact  "))
    #expect(!driver.text().contains("samples ─"))
    driver.press(.character("b"), .character("b"))
    #expect(driver.state.scenario.sampling == .population)
    #expect(driver.footer() == " exact integrals again: the limit of infinite samples")
  }

  @Test func bSwitchesTheFocusedLaneAlone() throws {
    var driver = try Driver(at: 1)
    driver.press(.character("2"))
    #expect(
      driver.press(.character("b")) == [
        "sent set lanes.2.sampling batch", "marks 1",
        "message ○ batches of 64 samples a step; b again: exact integrals",
      ])
    driver.simulation(advancedBy: 2)
    #expect(driver.line(0).contains("exact, batch"))
    #expect(driver.line(1).contains("● forward KL "))
    #expect(driver.line(2).contains("▸○ reverse KL · batch 64 "))
    // All lanes, one of them on batches already: the others follow, then all come back.
    driver.press(.character("0"))
    #expect(driver.press(.character("b")).first == "sent set lanes.1.sampling batch")
    #expect(driver.line(0).contains("  batch 64  "))
    #expect(
      driver.press(.character("b")).filter { $0.hasPrefix("sent") } == [
        "sent set lanes.1.sampling population", "sent set lanes.2.sampling population",
      ])
  }

  @Test func theBatchStandsStillBetweenMeasurements() throws {
    var driver = try Driver(at: 1)
    driver.press(.character("b"), .character(" "))
    driver.run(ticks: 3)
    let measured = driver.state.snapshot.lanes[1]
    driver.run(ticks: 1, measures: false)
    let now = driver.state.snapshot.lanes[1]
    #expect(now.batch == measured.batch && now.picture == measured.picture)
    #expect(now.model != measured.model)
    driver.run(ticks: 1)
    #expect(driver.state.snapshot.lanes[1].batch?.steps == 5)
    #expect(driver.state.snapshot.lanes[1].picture != measured.picture)
  }

  @Test func tabVisitsTheSamplesWhereThereAreAny() throws {
    var driver = try Driver(at: 1)
    driver.press(.character("z"))
    var seen: Set<Pane> = []
    for _ in 0..<8 {
      driver.press(.tab)
      seen.insert(driver.state.focus)
    }
    #expect(!seen.contains(.samples) && seen.count == 6)
    driver.press(.character("b"))
    while driver.state.focus != .samples { driver.press(.tab) }
    #expect(driver.text().contains("ESS: effective sample size (Σw)²/Σw²"))
    driver.press(.character("b"))
    #expect(driver.text().contains(" exact: nothing is sampled; b draws batches"))
  }

  @Test func neverLiesBeyondTheSlider() throws {
    var driver = try BatchScreens.refreshed(lag: nil)
    driver.press(.character("1"))
    driver.state.cursor = "lanes.1.lag"
    #expect(driver.text().contains("▸ lag L ●"))
    #expect(driver.text().contains(" ∞ "))
    #expect(driver.press(.right).last == "message lag L: this is the end of its range")
    #expect(driver.press(.left).first == "sent set lanes.1.lag 200")
    #expect(driver.press(.right).first == "sent set lanes.1.lag inf")
    #expect(driver.press(.home).first == "sent set lanes.1.lag 0.5")
    #expect(driver.press(.end).first == "sent set lanes.1.lag inf")
    driver.press(.enter)
    #expect(driver.type("7").last == "entry 7")
    #expect(driver.press(.enter).first == "sent set lanes.1.lag 7")
    for word in ["inf", "∞"] {
      driver.press(.home, .enter)
      driver.type(word)
      #expect(driver.press(.enter).first == "sent set lanes.1.lag inf")
    }
  }

  @Test func aWordStandsForANumber() throws {
    var driver = try Driver(
      BatchScreens.scenario([LaneSettings(method: MethodSettings("ttt-discover"))]))
    driver.state.cursor = "lanes.1.eta"
    driver.press(.enter)
    driver.type("adaptive")
    #expect(driver.press(.enter).first == "sent set lanes.1.etaMode adaptive")
    #expect(driver.text().contains("sharpness η ●      adaptive"))
    // A number given is a number meant.
    driver.press(.enter)
    driver.type("3")
    #expect(driver.press(.enter).first == "sent set lanes.1.eta 3")
    #expect(driver.state.scenario.lanes[0].method.choices["etaMode"] != "adaptive")
    driver.press(.enter)
    driver.type("adapt")
    driver.press(.enter)
    #expect(driver.state.message?.isError == true)
  }

  @Test func focusSaysWhatIsWorthKnowing() throws {
    var driver = try BatchScreens.notes()
    let notes: [Character: String] = [
      "2": " ○ TTT: the reward part is the gradient times a factor > 1 at N = 4",
      "3": " ■ SDFT: no anchor: the teacher follows the model, nothing new is ever learned",
      "4": " □ dial: a → 1 is KL(p‖q) to the whole target, not SFT",
      "7": " ▲ Chen: its samples never see the old mode",
      "8": " △ OAPL: reference refreshed 1 time, ┼ on the curve",
    ]
    for (key, note) in notes {
      driver.press(.character(key))
      #expect(driver.footer() == note)
    }
    driver = try Driver(
      BatchScreens.scenario([LaneSettings(method: MethodSettings("sdft"))]), at: 1)
    driver.press(.character("1"))
    #expect(driver.footer() == " ● SDFT: EMA 0.2 /time = 0.01 /step at h = 0.05")
  }

  @Test func aSaturatedSharpnessIsSaid() throws {
    var driver = try BatchScreens.notes()
    driver.publish { $0.lanes[0].remark = .saturated }
    #expect(driver.line(1).contains("● TTT · ") && driver.line(1).contains(" η saturated "))
  }

  @Test func aStoppedLaneGoesOnAfterAnEdit() throws {
    var driver = try BatchScreens.stopped()
    #expect(driver.line(1).contains("diverged: a step of 0.05 is too long here; lower step h"))
    driver.press(.character("1"))
    driver.state.cursor = "lanes.1.rates.weight"
    driver.press(.home)
    driver.state.cursor = "lanes.1.rates.oldMean"
    driver.press(.home)
    driver.state.cursor = "lanes.1.rates.newMean"
    driver.press(.home)
    driver.simulation(advancedBy: 3)
    #expect(driver.state.snapshot.lanes[0].failure == nil)
    #expect(!driver.line(1).contains("DIVERGED"))
  }

  @Test func numbersBeyondAllBoundsAreWords() {
    #expect(SamplesView.number(.infinity) == "huge")
    #expect(SamplesView.number(1e300) == "1e300")
    #expect(SamplesView.number(0) == "0")
    #expect(SamplesView.number(64) == "64")
    #expect(SamplesView.number(1000) == "1000")
    #expect(SamplesView.number(3.6e-29) == "4e−29")
  }

  @Test func whatChangesNothingIsNotInTheWay() throws {
    let exact = try Driver().state.parameters.map(\.path)
    for path in ["batch", "seed", "clock.tolerance", "lanes.1.batch", "lanes.1.replayMode"] {
      #expect(!exact.contains(path), "\(path)")
    }
    var driver = try Driver()
    driver.press(.character("b"))
    let batch = driver.state.parameters.map(\.path)
    #expect(batch.contains("batch") && batch.contains("lanes.1.batch") && batch.contains("seed"))
    // Overrides come last, a method's own before the run.
    func index(_ path: String) -> Int { batch.firstIndex(of: path)! }
    #expect(index("lanes.1.method") < index("clock.integrator"))
    #expect(index("clock.integrator") < index("lanes.1.sampling"))
    #expect(index("lanes.2.goal") < index("lanes.1.rates.weight"))
  }
}
