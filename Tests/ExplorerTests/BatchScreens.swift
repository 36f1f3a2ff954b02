import Cells
import Forgetting

@testable import Explorer
@testable import Simulation

/// Runs that the tests of batches and of the later methods look at.
enum BatchScreens {
  static func scenario(_ lanes: [LaneSettings]) -> Scenario {
    var scenario = Presets.standard.scenario
    scenario.lanes = lanes
    return scenario
  }

  /// Two exact lanes, and reverse KL with replay on batches of 16.
  static func replay(rows: Int = 40, columns: Int = 120) throws -> Driver {
    var scenario = Presets.preset("replay")!.scenario
    scenario.lanes[2].sampling = .batch(16)
    return try Driver(scenario, at: 4, rows: rows, columns: columns)
  }

  /// The default scenario, brought to t = 4 and switched to batches by a key.
  static func both(rows: Int = 40, columns: Int = 120) throws -> Driver {
    var driver = try Driver(at: 4, rows: rows, columns: columns)
    driver.press(.character("b"))
    driver.simulation(advancedBy: 60)
    driver.state.message = nil
    return driver
  }

  static func plane(rows: Int = 40, columns: Int = 120) throws -> Driver {
    var driver = try Driver("correlated", at: 2, rows: rows, columns: columns)
    driver.press(.character("b"))
    driver.simulation(advancedBy: 20)
    driver.state.message = nil
    return driver
  }

  /// Eight methods from one start.
  static func eight(rows: Int, columns: Int) throws -> Driver {
    let keys = MethodCatalogue.descriptions.map(\.key).prefix(8)
    return try Driver(
      scenario(keys.map { LaneSettings(method: MethodSettings($0)) }), at: 4, rows: rows,
      columns: columns)
  }

  /// Lanes with something to say beside their numbers.
  static func notes() throws -> Driver {
    try Driver(
      scenario([
        LaneSettings(
          method: MethodSettings("ttt-discover", choices: ["etaMode": "adaptive"])),
        LaneSettings(method: MethodSettings("ttt-discover"), sampling: .batch(4)),
        LaneSettings(method: MethodSettings("sdft", numbers: ["anchor": 0])),
        LaneSettings(method: MethodSettings("alpha-divergence", numbers: ["a": 0.95])),
        LaneSettings(method: MethodSettings("reverse-kl"), coordinates: .natural),
        LaneSettings(method: MethodSettings("reverse-kl"), optimiser: .adam),
        LaneSettings(method: MethodSettings("chen-reinforce"), sampling: .batch(64)),
        LaneSettings(method: MethodSettings("oapl", numbers: ["lag": 2])),
      ]), at: 3, rows: 40, columns: 120)
  }

  static func refreshed(lag: Double? = 3) throws -> Driver {
    try Driver(
      scenario([
        LaneSettings(
          method: MethodSettings("oapl", numbers: lag.map { ["lag": $0] } ?? [:]))
      ]), at: 10, rows: 40, columns: 120)
  }

  static func teacher() throws -> Driver {
    var scenario = scenario([LaneSettings(method: MethodSettings("sdft"))])
    scenario.teacher.oldWeight = 0.3
    return try Driver(scenario, at: 0, rows: 40, columns: 120)
  }

  /// Rates far too high for a plain step, and natural steps where the modes coincide; and one that runs.
  static func stopped() throws -> Driver {
    var scenario = scenario([
      LaneSettings(
        method: MethodSettings("reverse-kl"),
        rates: Rates(weight: 1000, oldMean: 1000, newMean: 1000), optimiser: .euler),
      LaneSettings(method: MethodSettings("reverse-kl"), coordinates: .natural),
      LaneSettings(method: MethodSettings("reverse-kl")),
    ])
    scenario.start.new.mean = [-2]
    return try Driver(scenario, at: 1, rows: 40, columns: 120)
  }
}
