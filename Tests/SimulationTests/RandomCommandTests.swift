import SeededNumbers
import Testing

@testable import Forgetting
@testable import Simulation

/// A few hundred commands in no order at all: nothing crashes, what must hold holds after each of them,
/// and what comes out is an experiment that can be made again.
@Suite struct RandomCommandTests {
  private static func command(
    _ random: inout SplitMix64, _ simulation: Simulation
  ) -> Command {
    func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    switch Int.random(in: 0..<120, using: &random) {
    case 0..<10: return .play
    case 10..<12: return .pause
    case 12..<18: return .step(Int.random(in: -30...10, using: &random))
    case 18..<21: return .step([Int.min, -1, 1, 2].randomElement(using: &random)!)
    case 21..<23: return .seek(number(-1...1) * 2 * simulation.endTime)
    case 23..<29: return .seek(simulation.endTime * number(0...1))
    case 29: return [Command.restart, .reset, .clearGhost].randomElement(using: &random)!
    case 30..<37: return .undo
    case 37..<41: return .redo
    case 41: return .setInstant(Int.random(in: 0..<4, using: &random) == 0)
    case 42..<48:
      return .set(
        path: "lanes.add",
        value: .word(["forward-kl", "reverse-kl", "magic"].randomElement(using: &random)!))
    case 48..<52:
      return .set(
        path: "lanes.remove", value: .number(Double(Int.random(in: 0...4, using: &random))))
    case 52 where Int.random(in: 0..<3, using: &random) == 0:
      return .load(Runs.all.randomElement(using: &random)!)
    default:
      let parameters = ParameterCatalogue.parameters(of: simulation.scenario)
      let parameter = parameters.randomElement(using: &random)!
      switch parameter.kind {
      case .choice(let choice):
        let word = choice.values.randomElement(using: &random)!
        // So does the natural gradient.
        return .set(
          path: parameter.path, value: .word(word == "natural" ? "logit" : word))
      case .number(let description):
        // Inside the slider, at its ends, and where nothing is allowed.
        let slider = description.slider
        let values = [
          number(slider), number(slider), slider.lowerBound, slider.upperBound, .nan, -1e9,
        ]
        var value = values.randomElement(using: &random)!
        if description.isWhole, value.isFinite { value = value.rounded() }
        if parameter.path.hasSuffix("batch") { value = min(value, 256) }
        // Ten thousand steps a tick are allowed, and are no use here.
        if parameter.path.hasSuffix("step"), value > 0 { value = max(value, 0.02) }
        // A plane stays one that one dimension serves: the other kind takes minutes here.
        let mixtures = [simulation.scenario.targetMixture, simulation.scenario.startMixture]
        let isTied = mixtures.allSatisfy {
          $0.isTied && $0.old.scale == mixtures[0].old.scale
        }
        let isPlane = simulation.scenario.dimension == 2
        let isFixed = simulation.scenario.lanes.indices.allSatisfy { index in
          !simulation.scenario.rates(ofLane: index).trainsCovariances
        }
        let spoilers = [".y", "correlation", "deviation.x", "Covariance"]
        let spoils =
          parameter.path == "dimension"
          ? !isTied || !isFixed || simulation.lanes.contains { !$0.model.isTied }
          : isPlane && spoilers.contains { parameter.path.hasSuffix($0) }
        return .set(
          path: spoils ? "clock.step" : parameter.path, value: .number(spoils ? 0.1 : value))
      }
    }
  }

  @Test(arguments: 0..<6) func nothingBreaks(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(100 + seed))
    var simulation = try Simulation(Runs.all[seed % Runs.all.count])
    var log: [String] = []
    for index in 0..<200 {
      let command = Self.command(&random, simulation)
      log.append("\(command)")
      simulation.attempt(command)
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        if simulation.catchUpTime != nil {
          _ = simulation.catchUp(ticks: 3)
        } else if simulation.isRunning {
          simulation.advance()
        } else if Bool.random(using: &random), simulation.tick < 300 {
          simulation.advance()
        }
      }
      expectInvariants(simulation, "after \(log.suffix(6))")
      if index % 25 == 0 { expectFinite(simulation.snapshot()) }
      if simulation.catchUpTime == nil, index % 10 == 0 {
        _ = try simulation.expectMadeAgain("after \(log.suffix(12))")
      }
    }
  }
}
