import SeededNumbers
import Testing

@testable import Forgetting
@testable import Simulation

/// Tasks, stages and components that come, go and change in no order at all, with undo, scrubbing, forks and instant
/// mode between: the run can always be made again to the last bit, and what is told of it is whole.
@Suite struct RandomTaskTests {
  private static let names = ["maths", "code", "poetry", "law", "music", "chess", "manners", "art"]

  private static func command(
    _ random: inout SplitMix64, _ simulation: Simulation
  ) -> Command {
    let scenario = simulation.scenario
    let known = scenario.taskNames
    func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    func name(_ names: [String]) -> String { names.randomElement(using: &random) ?? "none" }
    switch Int.random(in: 0..<40, using: &random) {
    case 0..<3: return .set(path: "tasks.add", value: .word(name(names)))
    case 3..<5: return .set(path: "tasks.remove", value: .word(name(known)))
    case 5..<7:
      let place = Int.random(in: 0...known.count + 1, using: &random)
      return .set(path: "tasks.move", value: .word("\(name(known)):\(place)"))
    case 7: return .set(path: "tasks.\(name(known)).name", value: .word(name(names)))
    case 8..<11: return .set(path: "stages.add", value: .word(name(known)))
    case 11:
      return .set(
        path: "stages.remove", value: .number(Double(Int.random(in: 0...4, using: &random))))
    case 12: return .setInstant(Bool.random(using: &random))
    case 13..<16: return .seek(simulation.endTime * number(0...1))
    case 16: return .fork
    case 17..<20: return .undo
    case 20..<22: return .redo
    case 22: return .play
    default:
      let parameters = ParameterCatalogue.parameters(of: scenario).filter { parameter in
        ["tasks.", "stages.", "start.components", "target."].contains {
          parameter.path.hasPrefix($0)
        }
      }
      let parameter = parameters.randomElement(using: &random)!
      switch parameter.kind {
      case .choice(let choice):
        return .set(path: parameter.path, value: .word(name(choice.values)))
      case .number(let description):
        var value = number(description.slider)
        if parameter.path.hasSuffix("until") { value = number(0...20) }
        if parameter.path.contains("mean") { value = number(-6...6) }
        if parameter.path.contains("deviation") { value = number(0.7...1.5) }
        if description.isWhole { value = value.rounded() }
        return .set(path: parameter.path, value: .number(value))
      }
    }
  }

  @Test(arguments: 0..<6) func everythingCanBeMadeAgain(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(4100 + seed))
    var scenario = TaskSequenceTests.three([
      MethodSettings("forward-kl", numbers: ["replay": 0.2]), MethodSettings("reverse-kl"),
    ])
    scenario.clock.until = 10
    var simulation = try Simulation(scenario)
    var log: [String] = []
    for index in 0..<150 {
      let command = Self.command(&random, simulation)
      log.append("\(command)")
      simulation.attempt(command)
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        if simulation.catchUpTime != nil {
          _ = simulation.catchUp(ticks: 3)
        } else if simulation.tick < 300 {
          simulation.advance()
        }
      }
      try simulation.scenario.validate()
      guard simulation.catchUpTime == nil, index % 6 == 0 else { continue }
      let again = try simulation.expectMadeAgain("after \(log.suffix(12))")
      #expect(again.scenario == simulation.scenario, "after \(log.suffix(12))")
      let snapshot = simulation.snapshot()
      #expect(snapshot.stages == again.snapshot().stages)
      #expect(snapshot.stages.map(\.time) == snapshot.stages.map(\.time).sorted())
      let names = simulation.scenario.taskNames
      for lane in snapshot.lanes {
        let retention = try #require(lane.retention)
        #expect(retention.rows.allSatisfy { $0.count == names.count }, "after \(log.suffix(12))")
        #expect(retention.seen.allSatisfy { names.indices.contains($0) })
        #expect(
          retention.rows.joined().allSatisfy { !$0.isFinite || (-1e-9...1 + 1e-9).contains($0) })
        #expect(lane.meters.tasks?.drift.count == min(names.count, lane.model.count))
      }
    }
  }
}
