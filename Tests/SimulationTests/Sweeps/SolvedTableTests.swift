import Forgetting
import SeededNumbers
import Testing

@testable import Simulation

/// What is solved for against a table over the same places: where neighbouring rows lie on two sides of the
/// goal there is a crossing, where they do not there is none, and the table says at it what was asked for.
@Suite struct SolvedTableTests {
  private struct Case {
    var preset: String
    var path: String
    var range: ValueRange
    var lanes: ClosedRange<Int>
    var measures: [String]
  }

  private static let always = [
    "kept", "learned", "drift", "max drift", "min kept", "kept at 2.3", "oldWeight at 4",
    "maxOldDrift", "first kept < 0.97", "max learned",
  ]

  private static let cases = [
    Case(
      preset: "forward-and-reverse", path: "target.separation",
      range: ValueRange(from: 1, to: 8, count: 9), lanes: 1...2, measures: always),
    Case(
      preset: "forward-and-reverse", path: "clock.until",
      range: ValueRange(from: 3, to: 9, count: 8), lanes: 1...2, measures: always),
    Case(
      preset: "replay", path: "lanes.1.replay", range: ValueRange(from: 0.6, to: 0, count: 9),
      lanes: 1...2, measures: always),
    Case(
      preset: "forward-and-reverse", path: "target.oldMass",
      range: ValueRange(from: 0.01, to: 0.9, count: 8, isLogarithmic: true), lanes: 1...2,
      measures: always),
    Case(
      preset: "three-tasks", path: "tasks.code.mean", range: ValueRange(from: -1, to: 3, count: 6),
      lanes: 1...3, measures: ["kept.language", "kept.code", "average", "min kept", "kept at 9"]),
    Case(
      preset: "starvation", path: "lanes.2.batch",
      range: ValueRange(from: 1, to: 48, count: 9, isLogarithmic: true), lanes: 2...2,
      measures: ["starvedSteps", "kept", "max drift", "first starvedSteps > 3", "kept at 1"]),
    Case(
      preset: "starvation", path: "clock.until", range: ValueRange(from: 0.5, to: 4, count: 8),
      lanes: 2...2, measures: ["starvedSteps", "kept", "max drift", "learned"]),
  ]

  @Test(arguments: cases.indices) func crossingsAreThoseOfTheTable(index: Int) throws {
    let item = Self.cases[index]
    let preset = try #require(Presets.preset(item.preset))
    var random = SplitMix64(seed: UInt64(index) + 3)
    for round in 0..<8 {
      var scenario = preset.scenario
      scenario.clock.until = item.preset == "starvation" ? 4 : 12
      try? scenario.set(
        "start.oldWeight", to: .number(Double.random(in: 0.3...0.9, using: &random)))
      let lane = Int.random(in: item.lanes, using: &random)
      let name = try #require(item.measures.randomElement(using: &random))
      let measure = try SweepMeasure(text: name, in: scenario)
      var sweep = Sweep(Experiment(scenario: scenario))
      func goal(_ value: Double) throws -> SweepGoal {
        try SweepGoal(
          path: item.path, range: item.range, text: "lane \(lane): \(name) = \(value)",
          in: scenario)
      }
      let places = Array(try goal(0).places)
      func table(_ places: [Double]) throws -> [Double?] {
        var table = Sweep(Experiment(scenario: scenario), axes: [Sweep.Axis(item.path, places)])
        table.measures = [measure]
        try table.validate()
        let runner = SweepRunner(table)
        return places.indices.map { runner.rows(ofRun: $0)[lane - 1].values[0] }
      }
      let values = try table(places)
      // Between two rows that are told apart, or just what a row says.
      let known = values.compactMap { $0 }
      guard let one = known.randomElement(using: &random),
        let other = known.randomElement(using: &random)
      else { continue }
      let value = round % 4 == 3 ? one : (one + other) / 2
      sweep.goal = try goal(value)
      sweep.measures = [measure]
      try sweep.validate()
      let solutions = SweepRunner(sweep).solutions(ofRun: 0)
      let what = "\(item.preset), \(item.path), lane \(lane): \(name) = \(value)"
      let found = solutions.compactMap(\.value)
      if solutions[0].answer.map({ "\($0)" })?.hasPrefix("everywhere") == true {
        #expect(known.allSatisfy { $0 == value }, "\(what)")
        continue
      }
      for (left, right) in zip(places.indices, places.indices.dropFirst()) {
        guard let first = values[left], let second = values[right], first != value,
          second != value, abs(first - value) > 1e-9, abs(second - value) > 1e-9
        else { continue }
        let (low, high) = (min(places[left], places[right]), max(places[left], places[right]))
        // One at a place may belong to the neighbours on either side of it.
        let widest = found.filter { $0 > low - 1e-6 && $0 < high + 1e-6 }.count
        let inside = found.filter { $0 > low + 1e-6 && $0 < high - 1e-6 }.count
        if (first < value) != (second < value) {
          #expect(widest >= 1, "\(what): \(first), \(second) at \(low), \(high)")
        } else {
          #expect(inside == 0, "\(what): \(first), \(second) at \(low), \(high): \(found)")
        }
      }
      let isCount = name.hasPrefix("starved")
      for (solution, row) in zip(solutions, try table(found)) where solution.answer != .jump {
        let row = try #require(row)
        // As far as the measure moves within the width of a solution.
        #expect(abs(row - value) <= (isCount ? 0 : 1e-4 * max(1, abs(value))), "\(what): \(row)")
      }
    }
  }
}
