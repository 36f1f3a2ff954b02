import Forgetting
import SeededNumbers
import Testing

@testable import Documents
@testable import Simulation

@Suite struct StateLineTests {
  /// One experiment of every kind, as a person reads it.
  @Test func readsAsWritten() throws {
    var experiment = Experiment(scenario: Presets.standard.scenario)
    #expect(StateLine.text(of: experiment) == "forgetscope explore forward-and-reverse")
    try experiment.scenario.set("target.old.mean", text: "-1.5")
    experiment.journal = [
      Edit(tick: 120, change: .set(path: "lanes.1.replay", value: .number(0.2)))
    ]
    experiment.tick = 248
    let line =
      "forgetscope explore forward-and-reverse --set target.old.mean=-1.5"
      + " --edit 120:lanes.1.replay=0.2 --at 12.4"
    #expect(StateLine.text(of: experiment) == line)
    #expect(try StateLine.experiment(from: line) == experiment)
  }

  @Test func separationIsOneChange() throws {
    var scenario = Presets.standard.scenario
    try scenario.set("target.separation", text: "5.5")
    #expect(
      StateLine.text(of: Experiment(scenario: scenario))
        == "forgetscope explore forward-and-reverse --set target.separation=5.5")
  }

  @Test func lanesComeAndGoInOrder() throws {
    var scenario = Presets.standard.scenario
    try scenario.set("lanes.remove", text: "1")
    try scenario.set("lanes.add", text: "forward-kl")
    try scenario.set("lanes.2.replay", text: "0.3")
    let text = StateLine.text(of: Experiment(scenario: scenario))
    #expect(try StateLine.experiment(from: text).scenario == scenario, "\(text)")
  }

  /// What `--set` cannot leave out or reach stands there whole, and is exact.
  @Test func whatNoPresetReachesIsWrittenWhole() throws {
    var scenario = Presets.standard.scenario
    scenario.seed = 9_007_199_254_740_991
    scenario.reference.old.mean = [0.1 + 0.2]
    scenario.name = "mine, and {yours}: it's"
    let text = StateLine.text(of: Experiment(scenario: scenario))
    #expect(try StateLine.experiment(from: text).scenario == scenario, "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test(arguments: Presets.all) func presetsAreTheirIds(preset: Preset) throws {
    let text = StateLine.text(of: Experiment(scenario: preset.scenario))
    #expect(text == "forgetscope explore \(preset.id)")
    #expect(try StateLine.experiment(from: text).scenario == preset.scenario)
  }

  @Test func randomScenariosReadBack() throws {
    var generator = SplitMix64(seed: 11)
    var whole = 0
    for _ in 0..<300 {
      let scenario = Scenario.edited(using: &generator)
      let text = StateLine.text(of: Experiment(scenario: scenario))
      let read = try StateLine.experiment(from: text)
      #expect(read.scenario == scenario, "\(text)")
      #expect(StateLine.text(of: read) == text)
      if text.contains("{dimension") || text.contains("{name") { whole += 1 }
    }
    // Nearly all are near a preset.
    #expect(whole < 150, "\(whole) written whole")
  }

  @Test func randomExperimentsReadBack() throws {
    var generator = SplitMix64(seed: 12)
    for _ in 0..<100 {
      let experiment = Experiment.random(edits: 6, using: &generator)
      let text = StateLine.text(of: experiment)
      let read = try StateLine.experiment(from: text)
      #expect(read.states == experiment.states, "\(text)")
      #expect(read.journal.map(\.tick) == experiment.journal.map(\.tick), "\(text)")
      #expect(read.tick == experiment.tick, "\(text)")
      #expect(StateLine.text(of: read) == text)
      for width in [8, 13, 40, 80] {
        let lines = StateLine.lines(of: experiment, width: width)
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(try StateLine.experiment(from: lines.joined(separator: "\n")) == read)
      }
    }
  }

  /// The numbers after reading back are the numbers, to the last bit: undo, lanes, dimension, steps.
  @Test func readBackGivesTheSameBits() throws {
    var generator = SplitMix64(seed: 13)
    for _ in 0..<12 {
      var experiment = Experiment.random(edits: 5, using: &generator)
      experiment.tick = min(experiment.tick, 60)
      experiment.journal.removeAll { $0.tick > 60 }
      // A plane takes ten times as long and says the same.
      guard experiment.dimensions.allSatisfy({ $0 == 1 }),
        let simulation = try? Simulation(experiment)
      else { continue }
      let text = StateLine.text(of: experiment)
      let again = try Simulation(StateLine.experiment(from: text))
      #expect(again.lanes == simulation.lanes, "\(text)")
      #expect(again.time == simulation.time)
      #expect(again.snapshot().series == simulation.snapshot().series, "\(text)")
    }
  }

  /// What the explorer's own undo and redo leave in the journal.
  @Test func undoneSeparationReadsBack() throws {
    var simulation = try Simulation(Presets.standard.scenario)
    for _ in 0..<10 { simulation.advance() }
    try simulation.perform(.set(path: "target.separation", value: .number(6)))
    for _ in 0..<10 { simulation.advance() }
    try simulation.perform(.undo)
    for _ in 0..<10 { simulation.advance() }
    try simulation.perform(.set(path: "lanes.remove", value: .number(1)))
    for _ in 0..<5 { simulation.advance() }
    try simulation.perform(.undo)
    try simulation.perform(.redo)
    try simulation.perform(.undo)
    for _ in 0..<5 { simulation.advance() }
    let text = StateLine.text(of: simulation.experiment)
    let again = try Simulation(StateLine.experiment(from: text))
    #expect(again.lanes == simulation.lanes, "\(text)")
    #expect(again.snapshot().series.lanes == simulation.snapshot().series.lanes)
  }

  @Test func instantsNameTheirTick() throws {
    var experiment = Experiment(scenario: Presets.standard.scenario)
    var generator = SplitMix64(seed: 14)
    for _ in 0..<300 {
      let steps = [0.05, 0.1, 1.0 / 3, 1e-7, 0.031, 99.7]
      experiment.scenario.clock.step = steps.randomElement(using: &generator)!
      let other = steps.randomElement(using: &generator)!
      experiment.journal = [
        Edit(tick: 40, change: .set(path: "clock.step", value: .number(other)))
      ]
      experiment.tick = Int.random(in: 1...1_000_000, using: &generator)
      let text = StateLine.text(of: experiment)
      #expect(try StateLine.experiment(from: text).tick == experiment.tick, "\(text)")
    }
    experiment.scenario.clock.step = 0.05
    experiment.journal = []
    #expect(try StateLine.experiment(from: "forgetscope explore --at 248ticks").tick == 248)
  }

  @Test(arguments: [
    ("ls", "state line: \"ls\" is not allowed; forgetscope explore SCENARIO …"),
    (
      "forgetscope explore nope",
      "state line: SCENARIO: \"nope\" is not allowed; one of forward-and-reverse, one-over-t, replay,"
    ),
    ("forgetscope explore $(rm)", "state line: not a command that can be read"),
    ("forgetscope explore 'a", "state line: not a command that can be read"),
    ("forgetscope explore --play", "state line: \"--play\" is not allowed; --set, --edit, --at"),
    ("forgetscope explore --set", "state line: --set: nothing is not allowed; a value"),
    ("forgetscope explore --set x", "state line: --set: x is not allowed; path=value"),
    (
      "forgetscope explore --set target.oldMass=2",
      "state line: --set: target.oldMass: 2 is not allowed; a number in (0, 1)"
    ),
    (
      "forgetscope explore --set target.oldMass=default",
      "state line: --set: target.oldMass: default"
    ),
    (
      "forgetscope explore --edit a:b=1",
      "state line: --edit: a:b=1 is not allowed; tick:path=value"
    ),
    (
      "forgetscope explore --edit 5:b=1",
      "state line: --edit: b: this path is not allowed; a parameter's path"
    ),
    ("forgetscope explore --edit 5:seed", "state line: --edit: seed is not allowed; path=value"),
    (
      "forgetscope explore --at 1e99",
      "state line: --at: 1e99 is not allowed; a flow time of at most"
    ),
    ("forgetscope explore --at -1", "state line: --at: -1 is not allowed"),
    ("forgetscope explore --at nan", "state line: --at: nan is not allowed"),
    ("forgetscope explore \u{1b}[2J", "state line: a control character is not allowed"),
    ("forgetscope explore '{lanes: [}'", "state line: SCENARIO:1: not valid YAML"),
  ])
  func refusals(line: String, message: String) {
    let error = #expect(throws: DocumentError.self) { try StateLine.experiment(from: line) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func hugeLinesAreRefused() {
    let long = "forgetscope explore" + String(repeating: " --at 1", count: 200_000)
    #expect(throws: DocumentError.self) { try StateLine.experiment(from: long) }
    let many =
      "forgetscope explore" + String(repeating: " --edit 5:target.oldMass=0.5", count: 10_001)
    let error = #expect(throws: DocumentError.self) { try StateLine.experiment(from: many) }
    #expect(error?.description == "state line: --edit: 10001 times is not allowed; at most 10000")
  }

  /// Whatever happens to the bytes of a line, it is read or refused in one printable line.
  @Test func damagedLinesAreReadOrRefused() {
    var generator = SplitMix64(seed: 15)
    let lines = (0..<8).map { _ in StateLine.text(of: .random(edits: 2, using: &generator)) }
    for _ in 0..<300 {
      var bytes = Array(lines.randomElement(using: &generator)!.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
        }
      }
      do {
        let experiment = try StateLine.experiment(from: String(decoding: bytes, as: UTF8.self))
        #expect((try? experiment.scenario.validate()) != nil)
      } catch {
        #expect(
          error.description.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control
          }, "\(error)")
        #expect(error.description.count < 1000)
      }
    }
  }
}
