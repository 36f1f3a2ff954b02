import Forgetting
import SeededNumbers
import Testing

@testable import Simulation

/// Flows on a line are made by an integrator and nodes of their own: against the general ones, which a
/// sweep uses where it watches the way.
@Suite struct LineFlowTests {
  private static let measures = ["oldWeight", "oldMeanX", "newMeanX", "kept", "learned"]

  /// Random scenarios, every method, three tolerances: no value is off by more than was asked for.
  @Test(arguments: MethodCatalogue.descriptions.map(\.key)) func valuesAreWithinTheTolerance(
    method: String
  ) throws {
    var random = SplitMix64(seed: method.utf8.reduce(7) { 31 &* $0 &+ UInt64($1) })
    func number(_ range: ClosedRange<Double>) -> ParameterValue {
      .number(Double.random(in: range, using: &random))
    }
    for round in 0..<6 {
      var scenario = Presets.standard.scenario
      scenario.lanes.removeLast()
      var changes: [(String, ParameterValue)] = [
        ("lanes.1.method", .word(method)), ("target.separation", number(0.5...9)),
        ("target.oldMass", number(0.1...0.9)), ("start.oldWeight", number(0.05...0.95)),
        ("start.new.mean", number(-3...4)),
      ]
      if round % 2 == 1 {
        changes += [
          ("target.new.deviation", number(0.4...2.5)), ("start.old.mean", number(-5...1)),
          ("lanes.1.rates.weight", number(0.2...4)),
        ]
      }
      for (path, value) in changes { try scenario.set(path, to: value) }
      let until = Double.random(in: 0.5...60, using: &random)
      func row(_ tolerance: Double, _ more: [String]) throws -> SweepRow {
        var sweep = Sweep(Experiment(scenario: scenario), end: until)
        sweep.measures = try (Self.measures + more).map { try SweepMeasure(text: $0, in: scenario) }
        sweep.tolerance = tolerance
        return SweepRunner(sweep).rows(ofRun: 0)[0]
      }
      // Who watches the way goes it by the general integrator.
      let exact = try row(1e-10, ["max oldWeight"])
      for tolerance in [1e-4, 1e-6, 1e-8] {
        let row = try row(tolerance, [])
        // Some flows reach the end of what can be computed.
        #expect(row.failure == exact.failure, "round \(round), \(tolerance)")
        guard exact.failure == nil, row.failure == nil else { continue }
        for (found, wanted) in zip(row.values, exact.values) {
          let (found, wanted) = (try #require(found), try #require(wanted))
          #expect(
            abs(found - wanted) <= tolerance * max(1, abs(wanted)),
            "round \(round), \(tolerance), until \(until): \(found) for \(wanted)")
        }
      }
    }
  }

  /// A scenario whose nodes would be too many says so instead of going on for ever.
  @Test func whatIsNotResolvedIsARowThatFailed() throws {
    var scenario = Presets.standard.scenario
    try scenario.set("target.deviation", to: .number(1000))
    try scenario.set("target.new.deviation", to: .number(0.001))
    var sweep = Sweep(Experiment(scenario: scenario), end: 5)
    sweep.measures = try ["kept", "oldWeight"].map { try SweepMeasure(text: $0, in: scenario) }
    var watched = sweep
    watched.measures.append(try SweepMeasure(text: "max oldWeight", in: scenario))
    let rows = SweepRunner(sweep).rows(ofRun: 0)
    #expect(rows.map(\.failure) == SweepRunner(watched).rows(ofRun: 0).map(\.failure))
  }

  /// Read on the way, a value is that of a run that ends there.
  @Test func instantsAreEnds() throws {
    let scenario = try #require(Presets.preset("seven-methods")).scenario
    func rows(_ texts: [String], until: Double) throws -> [SweepRow] {
      var sweep = Sweep(Experiment(scenario: scenario), end: until)
      sweep.measures = try texts.map { try SweepMeasure(text: $0, in: scenario) }
      return SweepRunner(sweep).rows(ofRun: 0)
    }
    let whole = try rows(["kept at 0.3", "kept at 7", "kept"], until: 40)
    for (column, time) in [0.3, 7, 40].enumerated() {
      for (row, other) in zip(whole, try rows(["kept"], until: time)) {
        let (found, wanted) = (try #require(row.values[column]), try #require(other.values[0]))
        #expect(abs(found - wanted) < 1e-6, "\(time), lane \(row.lane): \(found) for \(wanted)")
      }
    }
  }
}
