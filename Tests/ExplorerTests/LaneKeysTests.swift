import Cells
import Forgetting
import Testing

@testable import Explorer

/// Scripts: focus, solo, add, remove, methods, presets, dimension.
@Suite struct LaneKeysTests {
  @Test func aDigitFocusesAndSolos() throws {
    var driver = try Driver(at: 1)
    #expect(driver.press(.character("2")) == ["lane 2"])
    #expect(driver.line(2).hasPrefix("▸○ reverse KL"))
    #expect(driver.text().contains("━ ○ reverse KL  1/35 ━"))
    #expect(driver.press(.character("2")) == ["solo true"])
    #expect(driver.line(1).hasPrefix("▸○ reverse KL"))
    #expect(!driver.text().contains("● forward"))
    #expect(driver.text().contains("MASS β ───────────── ○ → 0.5 ─"))
    #expect(driver.press(.character("1")) == ["lane 1", "solo false"])
    #expect(driver.press(.character("0")) == ["lane all"])
  }

  @Test func aLaneThatIsNotThere() throws {
    var driver = try Driver()
    for digit in 3...8 {
      driver.press(.character(Character(String(digit))))
      #expect(driver.footer() == " there are 2 lanes; a adds one")
      #expect(driver.state.focusedLane == nil)
    }
    driver = try Driver("one-over-t")
    driver.press(.character("2"))
    #expect(driver.footer() == " there is 1 lane; a adds one")
  }

  @Test func theCursorStaysOnWhatIsShown() throws {
    var driver = try Driver()
    driver.state.cursor = "lanes.1.replay"
    #expect(driver.press(.character("2")) == ["lane 2", "cursor target.separation"])
  }

  @Test func methodsTakeTurns() throws {
    var driver = try Driver(at: 1)
    driver.press(.character("2"))
    #expect(
      driver.press(.character("M")) == [
        "sent set lanes.2.method forward-kl", "marks 1", "lanes forward-kl, forward-kl",
        "message ○ forward KL (SFT): fine-tuning, idealised: given data, mostly the new task's, and no"
          + " end",
      ])
    #expect(driver.line(2).contains("forward KL KL(pₙ‖q) new task"))
    let back = driver.press(.character("m"))
    #expect(
      back.prefix(2) == ["sent set lanes.2.method reverse-kl", "lanes forward-kl, reverse-kl"])
    // As many presses as there are methods come back to where they began, each names what it chose.
    var seen: [String] = []
    for _ in MethodCatalogue.descriptions {
      driver.press(.character("m"))
      let method = driver.state.scenario.lanes[1].method.key
      seen.append(method)
      let name = MethodCatalogue.descriptions.first { $0.key == method }!.name
      #expect(driver.footer().hasPrefix(" ○ \(name) ("))
    }
    #expect(Set(seen).count == MethodCatalogue.descriptions.count && seen.last == "reverse-kl")
  }

  @Test func aLaneIsAddedFromTheMenu() throws {
    var driver = try Driver(at: 1)
    // The first method that is not there yet.
    #expect(driver.press(.character("a")) == ["overlay methods(selection: 2)"])
    #expect(driver.text().contains("┌ add a lane ─"))
    #expect(driver.text().contains("│ ▸ 3 self-distillation (SDFT) "))
    #expect(driver.press(.up) == ["overlay methods(selection: 1)"])
    #expect(driver.press(.down, .character("k")) == [])
    #expect(
      driver.press(.enter) == [
        "sent set lanes.add reverse-kl", "marks 1", "lanes forward-kl, reverse-kl, reverse-kl",
        "overlay none", "lane 3", "lanes.3.replay 0", "lanes.3.rates.oldMean 1",
      ])
    // Computed from the common start: beside its twin from the first frame.
    #expect(driver.simulation.lanes[2].model == driver.simulation.lanes[1].model)
    #expect(driver.line(3).hasPrefix("▸■ reverse KL"))
    #expect(driver.press(.character("a"), .escape) == [])
    #expect(
      driver.press(.character("a"), .character("9")).first == "sent set lanes.add chen-reinforce")
    // With every new lane the menu opens at another method.
    var scenario = driver.state.scenario
    for _ in scenario.lanes.count..<Scenario.largestLaneCount {
      driver.press(.character("a"), .enter)
      #expect(
        !scenario.lanes.contains { $0.method.key == driver.state.scenario.lanes.last?.method.key })
      scenario = driver.state.scenario
    }
  }

  @Test func eightLanesAreTheMost() throws {
    var driver = try Driver()
    for _ in 0..<6 { driver.press(.character("a"), .character("1")) }
    #expect(driver.state.scenario.lanes.count == 8)
    #expect(driver.press(.character("a")) == ["message eight lanes are the most"])
    #expect(driver.press(.character("8")) == ["solo true", "message none"])
  }

  @Test func theFocusedLaneIsRemoved() throws {
    var driver = try Driver(at: 1)
    #expect(driver.press(.character("x")) == ["message focus the lane to remove first: 1–2"])
    driver.press(.character("1"))
    #expect(
      driver.press(.character("x")) == [
        "sent set lanes.remove 1", "marks 1", "lanes reverse-kl", "lane all",
        "lanes.2.replay gone", "lanes.2.rates.oldMean gone",
      ])
    #expect(driver.line(1).hasPrefix(" ● reverse KL"))
    #expect(driver.press(.character("x")) == ["message at least one lane stays"])
    driver.press(.character("1"))
    #expect(driver.press(.character("x")) == ["message at least one lane stays"])
  }

  @Test func presetsAreLoaded() throws {
    var driver = try Driver(at: 1)
    driver.press(.character("2"))
    #expect(driver.press(.character("p")) == ["overlay presets(selection: 0)"])
    #expect(driver.press(.down, .down, .up) == ["overlay presets(selection: 1)"])
    let name = "Forward KL alone: the old weight falls like 1/t"
    let changes = driver.press(.enter)
    #expect(changes.first == "sent load \(name)")
    #expect(changes.contains("name \(name)"))
    #expect(changes.contains("lanes forward-kl"))
    #expect(changes.contains("state ready"))
    #expect(changes.contains("lane all"))
    #expect(driver.state.cursor == "target.separation")
    driver.press(.character("p"), .character("6"), .enter)
    #expect(driver.state.scenario == Presets.all[5].scenario)
    #expect(driver.press(.character("p"), .escape) == [])
  }

  @Test func everyPresetOpens() throws {
    var driver = try Driver()
    for number in 1...Presets.all.count {
      driver.press(.character("p"))
      if number % 2 == 0 {
        driver.type("\(number)")
      } else {
        for _ in 1..<number { driver.press(.down) }
      }
      driver.press(.enter)
      #expect(driver.state.scenario == Presets.all[number - 1].scenario)
      #expect(driver.line(0).hasPrefix(" " + driver.state.scenario.name.prefix(30)))
    }
  }

  @Test func dimensionChangesAndTheCursorFollows() throws {
    var driver = try Driver(at: 1)
    driver.state.cursor = "target.old.mean"
    #expect(
      driver.press(.character("d")) == [
        "sent set dimension 2", "marks 1", "cursor target.old.mean.x", "dimension 2",
        "target.old.mean gone", "target.new.mean gone", "target.old.mean.x -2",
        "target.old.mean.y 0", "target.new.mean.x 2", "target.new.mean.y 0",
        "target.deviation gone", "target.correlation 0", "start.new.mean gone",
      ])
    #expect(driver.line(0).contains("2-D δ 4.0"))
    #expect(driver.text().contains("─ density  ▒ q  ─ p ─"))
    driver.press(.character("d"))
    #expect(driver.state.scenario.dimension == 1)
    #expect(driver.state.cursor == "target.old.mean")
    #expect(driver.text().contains("─ density  ● kept"))
  }
}
