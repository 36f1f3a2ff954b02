import Cells
import Documents
import Explorer
import Forgetting
import SeededNumbers
import Testing

@testable import Host
@testable import Simulation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// Keys in an order that nobody would type, lanes that come and go, undo, scrubbing, forks and presets
/// among them: the program goes on, and the session that it would have left opens again at the same
/// scenario and instant, to the last bit.
@Suite struct RandomSessionTests {
  private static let lines = [
    "set target.deviation=1.3", "set start.new.deviation=0.7", "set start.old.deviation=0.5",
    "set target.old.mean=-1", "set target.separation=3",
    "set clock.step=0.1", "set clock.step=0.02", "set lanes.1.method=sdft",
    "set lanes.2.replay=0.3", "set lanes.1.sampling=batch",
    "set lanes.1.batch=4", "set start.new.deviation=1e-300", "set target.oldMass=0.2",
    "preset replay", "preset forward-and-reverse", "goto 1", "goto 0.3", "undo 2", "undo", "redo",
  ]

  /// What is pressed next, as a script writes it.
  private func keys(_ dice: inout SplitMix64) -> [Key] {
    let words = [
      "1x", "2x", "1x", "R", "r", "u", "u", "u", "<Control-r>", "<", ">", ",", ".", "i", "k", "K",
      "a\r", "a<Down>\r", "1m", "2M", "b", "f", "o", "O\r", "[", "]", "]", "+", "-", "<Right>",
      "<Left>",
      "<Down>", "<Up>", "p\r", "p<Down>\r", "<Escape>", "1", "2", "0", "=0.4\r", "<Space>",
      "<Space>",
      "<Control-r>", "<Home>", "<End>", "<PageUp>", "<PageDown>",
    ]
    if Int.random(in: 0..<6, using: &dice) == 0 {
      let line = RandomSessionTests.lines.randomElement(using: &dice)!
      return [.character(":"), .paste(line), .enter]
    }
    let word = words.randomElement(using: &dice)!.replacing("\r", with: "<Enter>")
    guard let steps = try? KeyScript.steps(of: word) else { return word.map { .character($0) } }
    return steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  private func play(seed: UInt64) throws {
    var dice = SplitMix64(seed: seed)
    let presets = ["forward-and-reverse", "replay", "forward-and-reverse", "lag"]
    let scenario = try #require(Presets.preset(presets.shuffled(using: &dice)[0])).scenario
    var explorer = try HeadlessExplorer(
      Experiment(scenario: scenario), rows: 24, columns: 80, display: .init(symbols: .ascii))
    var written: Experiment?
    var text = ""
    func note() {
      let experiment = explorer.state.snapshot.experiment
      text += SessionFile.lines(to: experiment, from: written)
      written = experiment
    }
    for turn in 0..<12 {
      for key in keys(&dice) { explorer.press(key) }
      if turn % 3 == 0 { explorer.wait(Double.random(in: 0...1, using: &dice)) }
      if turn % 4 == 0 { note() }
    }
    note()
    _ = explorer.grid()
    let read = try SessionFile.content(of: Array(text.utf8), source: "x").experiment
    let again = try Simulation(read)
    let shown = explorer.state.snapshot
    #expect(again.scenario == shown.scenario, "seed \(seed):\n\(text)")
    #expect(again.tick == shown.tick, "seed \(seed)")
    #expect(again.lanes == shown.laneStates, "seed \(seed):\n\(text)")
  }

  /// How many sequences; `FORGETSCOPE_SEQUENCES` says another number.
  private static let count: Int = {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    return variable("FORGETSCOPE_SEQUENCES").flatMap { Int($0) }
      ?? (variable("FORGETSCOPE_TEST_ALL") == "1" ? 160 : 16)
  }()
  private static let parts = 8

  @Test(arguments: 0..<parts) func sessionsOpenAgain(part: Int) throws {
    for seed in 0..<max(1, Self.count / Self.parts) {
      try play(seed: UInt64(10_000 * part + seed))
    }
  }
}
