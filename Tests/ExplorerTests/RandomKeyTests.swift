import Cells
import Forgetting
import SeededNumbers
import Testing

@testable import Explorer

/// Thousands of keys, mouse events and pastes in an order that nobody would type: no crash, no number
/// that is none.
@Suite struct RandomKeyTests {
  private static let plain: [Key] = KeyTable.bindings.flatMap { $0.keys.map(\.0) }
  private static let garbage = [
    "", "1e308", "-0", "0", "12", "0.5", ".", "e", "−7", "nan", "inf", "9999999999", "1e-300",
    "\u{0}\u{7F}", "漢字", "e\u{301}", "\u{202E}", "hello world", "0x1p4", "1_000", "∞", "adaptive",
  ]

  private func key(_ dice: inout SplitMix64, _ state: ExplorerState) -> Key {
    let row = Int.random(in: -1...state.rows, using: &dice)
    let column = Int.random(in: -1...state.columns, using: &dice)
    switch Int.random(in: 0..<20, using: &dice) {
    case 0: return .press(row, column)
    case 1, 2: return .drag(row, column)
    case 3: return .release(row, column)
    case 4: return Bool.random(using: &dice) ? .wheelUp(row, column) : .wheelDown(row, column)
    case 5: return .paste(RandomKeyTests.garbage.randomElement(using: &dice)!)
    case 6: return .character("0123456789.-e".randomElement(using: &dice)!)
    case 7: return .enter
    case 8: return Bool.random(using: &dice) ? .left : .right
    default: return RandomKeyTests.plain.randomElement(using: &dice)!
    }
  }

  /// Words of a screen that mean a number went wrong; what the user typed may be quoted in a message.
  private func broken(_ driver: inout Driver) -> String? {
    guard driver.state.entry == nil else { return nil }
    switch driver.state.overlay {
    case .command, .actions, .presets, .explanation: return nil
    default: break
    }
    var lines = driver.text().split(separator: "\n", omittingEmptySubsequences: false)
    if driver.state.message?.isError == true { lines.removeLast() }
    for line in lines {
      // A lag may be for ever, and says so (its words may stand on two lines); nothing else may.
      if line.contains("lag") || line.contains("inf: never") { continue }
      if line.contains("∞") { return String(line) }
      for word in line.split(whereSeparator: { !$0.isLetter }) {
        let word = word.lowercased()
        if word == "nan" || word == "inf" || word == "infinity" { return String(line) }
      }
    }
    return nil
  }

  private func play(seed: UInt64, preset: String, keys count: Int) throws {
    try play(seed: seed, Presets.preset(preset)!.scenario, keys: count)
  }

  private func play(seed: UInt64, _ scenario: Scenario, keys count: Int) throws {
    var dice = SplitMix64(seed: seed)
    var driver = try Driver(scenario, at: 0.5)
    var last: [Key] = []
    for turn in 0..<count {
      let key = key(&dice, driver.state)
      last = (last + [key]).suffix(8)
      driver.queue([key])
      if turn % 3 == 0 { driver.deliver(measures: turn % 9 == 0) }
      if turn % 4 == 0 { driver.compute(steps: scenario.dimension == 2 ? 1 : 20) }
      if turn % 5 == 0 { driver.run(ticks: 2, measures: false) }
      if turn % 41 == 0 {
        let rows = Int.random(in: 1...45, using: &dice)
        let columns = Int.random(in: 1...130, using: &dice)
        _ = ExplorerReducer.reduce(
          &driver.state, .terminalResized(rows: rows, columns: columns))
      }
      guard turn % 7 == 0 else { continue }
      if let line = broken(&driver) {
        Issue.record("seed \(seed), key \(turn), after \(last):\n\(line)")
        return
      }
    }
    driver.deliver()
    #expect(driver.state.snapshot.commandCount == driver.state.sentCommands)
    // What the interface believes is what the simulation has.
    #expect(driver.state.scenario == driver.simulation.scenario)
    #expect((1...8).contains(driver.state.scenario.lanes.count))
    #expect(driver.state.parameters.contains { $0.path == driver.state.cursor })
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func randomKeysOnTheLine(seed: UInt64) throws {
    try play(seed: seed, preset: "forward-and-reverse", keys: 200)
  }

  /// Every method, half of them on batches from one sample to many.
  @Test(arguments: 31...36 as ClosedRange<UInt64>)
  func randomKeysOnMethodsAndBatches(seed: UInt64) throws {
    var dice = SplitMix64(seed: seed)
    var scenario = Presets.standard.scenario
    scenario.lanes = MethodCatalogue.descriptions.shuffled(using: &dice).prefix(5).enumerated().map
    {
      index, method in
      LaneSettings(
        method: MethodSettings(method.key),
        sampling: index % 2 == 0 ? .batch([1, 2, 7, 64, 1000].randomElement(using: &dice)!) : nil)
    }
    try play(seed: seed, scenario, keys: 120)
  }

  @Test(arguments: 21...22 as ClosedRange<UInt64>)
  func randomKeysInThePlane(seed: UInt64) throws {
    try play(seed: seed, preset: "correlated", keys: 100)
  }
}
