import Forgetting
import SeededNumbers
import Testing

@testable import Simulation

/// Flows on a line are made by an integrator and nodes of their own: against the general ones, with which a
/// run steps.
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
      func row(_ tolerance: Double?, _ more: [String] = []) throws -> SweepRow {
        var scenario = scenario
        if tolerance == nil {
          scenario.clock.integrator = .dormandPrince
          scenario.clock.tolerance = 1e-11
          scenario.clock.step = until / 16
        }
        var sweep = Sweep(Experiment(scenario: scenario), end: until)
        sweep.measures = try (Self.measures + more).map { try SweepMeasure(text: $0, in: scenario) }
        sweep.tolerance = tolerance ?? 1e-6
        if tolerance == nil { sweep.stepping = .scenario }
        return SweepRunner(sweep).rows(ofRun: 0)[0]
      }
      let exact = try row(nil)
      for (tolerance, more) in [
        (1e-4, []), (1e-6, []), (1e-8, []), (1e-6, ["max oldWeight", "first kept < 0.9"]),
      ] {
        let row = try row(tolerance, more)
        // Some flows reach the end of what can be computed.
        #expect((row.failure == nil) == (exact.failure == nil), "round \(round), \(tolerance)")
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

  /// What lies between the steps: extremes and first times, against a run that is looked at very often. A
  /// reference that is refreshed makes a flow of several fields; two dimensions, three components and trained
  /// covariances have the general integrator.
  @Test(arguments: [
    ("forward-and-reverse", []), ("drift-gate", []), ("lag", []), ("self-distillation", []),
    ("forward-and-reverse", ["lanes.1.rates.oldCovariance=1", "lanes.2.rates.newCovariance=0.5"]),
    ("forward-and-reverse", ["coordinates=natural"]), ("correlated", []), ("three-tasks", []),
  ])
  func theWayIsThatOfShortSteps(id: String, changes: [String]) throws {
    var scenario = try #require(Presets.preset(id)).scenario
    for change in changes {
      let parts = change.split(separator: "=").map(String.init)
      try scenario.set(parts[0], to: Double(parts[1]).map { .number($0) } ?? .word(parts[1]))
    }
    let texts = ["max drift", "min kept", "max oldWeight", "maxOldDrift", "oldWeight", "kept"]
    func rows(_ texts: [String], _ change: (inout Sweep) -> Void) throws -> [SweepRow] {
      var sweep = Sweep(Experiment(scenario: scenario), end: 6)
      sweep.measures = try texts.map { try SweepMeasure(text: $0, in: scenario) }
      change(&sweep)
      return SweepRunner(sweep).rows(ofRun: 0)
    }
    // A lag is one in flow time; stages end at whole numbers.
    let ticks = { (sweep: inout Sweep) in
      sweep.stepping = .scenario
      sweep.experiment.scenario.clock.step = 0.01
    }
    let expected = try rows(texts, ticks)
    // Times at which each measure is half-way between its extremes, where there is a half-way.
    var firsts: [String] = []
    for row in expected {
      let (least, end) = (try #require(row.values[1]), try #require(row.values[5]))
      if end - least < 1e-9, least < 0.9 {
        firsts.append("first lane \(row.lane + 1): kept < \((1 + 3 * least) / 4)")
      }
    }
    let found = try rows(texts + firsts) { _ in }
    let times = try rows(firsts, ticks)
    for (row, other) in zip(found, expected) {
      #expect(row.failure == nil && other.failure == nil)
      for (place, name) in texts.enumerated() {
        let (value, wanted) = (try #require(row.values[place]), try #require(other.values[place]))
        #expect(abs(value - wanted) < 3e-5, "\(id) lane \(row.lane) \(name): \(value), \(wanted)")
        if name == "max drift" { #expect(value > wanted - 1e-6) }
      }
    }
    for (row, other) in zip(found, times) {
      for (time, wanted) in zip(row.values[texts.count...], other.values) {
        guard let time, let wanted else {
          #expect(time == nil && wanted == nil)
          continue
        }
        #expect(time <= wanted + 1e-5 && time > wanted - 0.01 - 1e-5, "\(id) lane \(row.lane)")
      }
    }
  }

  /// What is read between the steps is as near as ends are: the same asked for four digits more exactly differs
  /// by no more than the tolerance.
  @Test(arguments: ["forward-and-reverse", "self-distillation", "lag"])
  func extremesAreWithinTheTolerance(id: String) throws {
    let scenario = try #require(Presets.preset(id)).scenario
    var sweep = Sweep(
      Experiment(scenario: scenario),
      axes: [Sweep.Axis("start.oldWeight", (0..<24).map { 0.1 + 0.036 * Double($0) })], end: 20)
    sweep.measures = try ["max drift", "min kept", "maxOldDrift", "min oldWeight"].map {
      try SweepMeasure(text: $0, in: scenario)
    }
    var exact = sweep
    exact.tolerance = 1e-10
    for run in 0..<sweep.runCount {
      let expected = SweepRunner(exact).rows(ofRun: run)
      for (row, other) in zip(SweepRunner(sweep).rows(ofRun: run), expected) {
        for (value, wanted) in zip(row.values, other.values) {
          let (value, wanted) = (try #require(value), try #require(wanted))
          #expect(abs(value - wanted) < 1e-6 * max(1, wanted), "\(id) \(run) lane \(row.lane)")
        }
      }
    }
  }

  /// What a controller makes of a run is a question of its steps: those are the scenario's.
  @Test func controllersStepAsARunDoes() throws {
    var scenario = Presets.standard.scenario
    for (path, value) in [
      ("lanes.1.method", ParameterValue.word("kl-regularised-rl")),
      ("lanes.1.controller", .word("adaptive")), ("lanes.1.klTarget", .number(0.05)),
    ] {
      try scenario.set(path, to: value)
    }
    var sweep = Sweep(Experiment(scenario: scenario), end: 5)
    sweep.measures = try ["kept", "oldWeight"].map { try SweepMeasure(text: $0, in: scenario) }
    let row = SweepRunner(sweep).rows(ofRun: 0)[0]
    sweep.stepping = .scenario
    #expect(row == SweepRunner(sweep).rows(ofRun: 0)[0])
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
