import Testing

@testable import Forgetting

/// Bad input in one line (docs/mathematics.md lists the ranges): the field, the value, what is allowed;
/// and nothing has changed.
private let methods = MethodCatalogue.types.map { $0.description.key }.joined(separator: ", ")

@Suite struct BadInputTests {
  static let line = Presets.preset("replay")!.scenario
  static let plane = Presets.preset("correlated")!.scenario

  /// What is typed, and the line that comes back.
  struct Refusal: CustomStringConvertible, Sendable {
    var scenario: Scenario
    var path: String
    var text: String
    var line: String
    var description: String { "\(path)=\(text)" }

    init(_ scenario: Scenario, _ path: String, _ text: String, _ allowed: String) {
      self.scenario = scenario
      self.path = path
      self.text = text
      line = "\(path): \(text) is not allowed; \(allowed)"
    }

    /// A refusal whose line names another field than the path typed.
    init(_ scenario: Scenario, _ path: String, _ text: String, line: String) {
      self.init(scenario, path, text, "")
      self.line = line
    }
  }

  private static let mass = "a number in (0, 1)"
  private static let fraction = "a number in [0, 1)"
  private static let deviation = "a number in [0.001, 1000]"
  private static let correlation = "a number in (-1, 1)"
  private static let mean = "a number in [-1000, 1000]"
  private static let rate = "a number in [0, 1000]"
  private static let step = "a number in (0, 100]"

  static let refusals: [Refusal] = [
    // Masses and weights.
    Refusal(line, "target.oldMass", "0", mass),
    Refusal(line, "target.oldMass", "1", mass),
    Refusal(line, "target.oldMass", "-0.1", mass),
    Refusal(line, "target.oldMass", "1.5", mass),
    Refusal(line, "target.oldMass", "nan", mass),
    Refusal(line, "target.oldMass", "inf", mass),
    Refusal(line, "target.oldMass", "half", mass),
    Refusal(line, "target.oldMass", "", mass),
    Refusal(line, "start.oldWeight", "0", mass),
    Refusal(line, "start.oldWeight", "1", mass),
    Refusal(line, "start.oldWeight", "nan", mass),
    // Replay.
    Refusal(line, "lanes.2.replay", "1", fraction),
    Refusal(line, "lanes.2.replay", "-0.01", fraction),
    Refusal(line, "lanes.2.replay", "nan", fraction),
    Refusal(line, "lanes.3.replay", "2", fraction),
    // Deviations and correlations.
    Refusal(line, "target.deviation", "0", deviation),
    Refusal(line, "target.deviation", "-1", deviation),
    Refusal(line, "target.deviation", "nan", deviation),
    Refusal(line, "target.new.deviation", "0", deviation),
    Refusal(line, "start.old.deviation", "-2", deviation),
    Refusal(line, "start.new.deviation", "1001", deviation),
    Refusal(plane, "target.deviation.x", "0", deviation),
    Refusal(plane, "target.deviation.y", "-3", deviation),
    Refusal(plane, "target.correlation", "1", correlation),
    Refusal(plane, "target.correlation", "-1", correlation),
    Refusal(plane, "target.new.correlation", "1.2", correlation),
    Refusal(plane, "start.old.correlation", "nan", correlation),
    // Means and separation.
    Refusal(line, "target.old.mean", "1001", mean),
    Refusal(line, "target.new.mean", "-inf", mean),
    Refusal(line, "start.new.mean", "far", mean),
    Refusal(plane, "target.old.mean.y", "nan", mean),
    Refusal(line, "target.separation", "-1", "a number in [0, 100]"),
    Refusal(line, "target.separation", "101", "a number in [0, 100]"),
    // Rates and clock.
    Refusal(line, "rates.weight", "-1", rate),
    Refusal(line, "rates.oldMean", "nan", rate),
    Refusal(line, "lanes.1.rates.newMean", "-0.5", rate),
    Refusal(line, "clock.step", "0", step),
    Refusal(line, "clock.step", "-0.1", step),
    Refusal(line, "clock.step", "101", step),
    Refusal(line, "lanes.1.step", "0", step),
    Refusal(line, "lanes.1.step", "1e-09", "at least 5e-06, a ten-thousandth of clock.step"),
    Refusal(line, "clock.speed", "0", "a number in (0, 1000]"),
    Refusal(line, "clock.until", "0", "a number in (0, 1000000]"),
    Refusal(line, "clock.tolerance", "0", "a number in [1e-13, 0.1]"),
    Refusal(line, "clock.integrator", "heun", "one of euler, rk4, dopri5, momentum, adam"),
    // Dimension.
    Refusal(line, "dimension", "3", "1 or 2"),
    Refusal(line, "dimension", "0", "1 or 2"),
    Refusal(line, "dimension", "1.5", "1 or 2"),
    Refusal(line, "dimension", "nan", "1 or 2"),
    // Methods and lanes.
    Refusal(line, "lanes.1.method", "sft", "did you mean forward-kl? one of \(methods)"),
    Refusal(line, "lanes.1.method", "nosuch", "one of \(methods)"),
    Refusal(line, "lanes.1.replayMode", "none", "one of mix, reweight, generative"),
    Refusal(line, "lanes.3.goal", "old", "one of full, new"),
    Refusal(
      line, "lanes.add", "sft",
      line: "lanes.4.method: sft is not allowed; did you mean forward-kl? one of \(methods)"),
    Refusal(
      line, "lanes.remove", "4", line: "lanes: remove 4 is not allowed; a lane from 1 to 3"),
    Refusal(
      line, "lanes.remove", "0", line: "lanes: remove 0 is not allowed; a lane from 1 to 3"),
    Refusal(
      line, "lanes.remove", "1.5", line: "lanes: remove 1.5 is not allowed; a lane from 1 to 3"),
    Refusal(
      line, "lanes.remove", "first",
      line: "lanes: remove first is not allowed; a lane from 1 to 3"),
    // Names.
    Refusal(
      line, "target.oldmass", "0.3",
      line: "target.oldmass: this path is not allowed; did you mean target.oldMass? one of "
        + "target.oldMass, target.old.mean, target.new.mean"),
    Refusal(
      line, "target.oldmass", "default",
      line: "target.oldmass: this path is not allowed; did you mean target.oldMass? one of "
        + "target.oldMass, target.old.mean, target.new.mean"),
    Refusal(
      line, "lanes.1.method", "forwad-kl",
      line: "lanes.1.method: forwad-kl is not allowed; did you mean forward-kl? one of \(methods)"),
  ]

  @Test(arguments: refusals) func refusedInOneLine(_ refusal: Refusal) {
    var scenario = refusal.scenario
    #expect {
      try scenario.set(refusal.path, text: refusal.text)
    } throws: { error in
      #expect("\(error)" == refusal.line)
      return error is ParameterError
    }
    #expect(scenario == refusal.scenario, "the old value is gone")
  }

  /// What a file can say and a slider cannot.
  @Test func validateNamesTheField() {
    func refusal(
      _ base: Scenario = BadInputTests.line, _ change: (inout Scenario) -> Void
    ) -> String {
      var scenario = base
      change(&scenario)
      do {
        try scenario.validate()
        return "nothing"
      } catch {
        return "\(error)"
      }
    }
    #expect(refusal { _ in } == "nothing")
    #expect(refusal { $0.dimension = 3 } == "dimension: 3 is not allowed; 1 or 2")
    #expect(refusal { $0.lanes = [] } == "lanes: 0 lanes is not allowed; 1 to 8")
    #expect(
      refusal { $0.lanes = Array(repeating: $0.lanes[0], count: 9) }
        == "lanes: 9 lanes is not allowed; 1 to 8")
    #expect(
      refusal { $0.target.old.mean = [1, 2] }
        == "target.old.mean: 2 numbers is not allowed; 1 number in 1-D")
    #expect(
      refusal(Self.plane) { $0.start.new.mean = [1] }
        == "start.new.mean: 1 numbers is not allowed; 2 numbers in 2-D")
    #expect(
      refusal(Self.plane) { $0.target.old.spread = Spread(deviation: [1]) }
        == "target.old.deviation: 1 numbers is not allowed; 2 numbers in 2-D")
    #expect(
      refusal { $0.start.old.spread = Spread(deviation: [-1]) }
        == "start.old.deviation: -1 is not allowed; numbers in [0.001, 1000]")
    #expect(
      refusal(Self.plane) { $0.target.new.spread = Spread(deviation: [1, .nan]) }
        == "target.new.deviation: nan is not allowed; numbers in [0.001, 1000]")
    #expect(
      refusal(Self.plane) { $0.reference.old.spread = Spread(deviation: [1, 1], correlation: 1) }
        == "reference.old.correlation: 1 is not allowed; a number in (-1, 1)")
    #expect(
      refusal { $0.reference.new.mean = [.infinity] }
        == "reference.new.mean: inf is not allowed; numbers in [-1000, 1000]")
    #expect(
      refusal { $0.reference.oldWeight = 1 }
        == "reference.oldWeight: 1 is not allowed; a number in (0, 1)")
    #expect(
      refusal { $0.target.oldMass = .nan }
        == "target.oldMass: nan is not allowed; a number in (0, 1)")
    #expect(
      refusal { $0.lanes[1].method.numbers["replay"] = -0.5 }
        == "lanes.2.replay: -0.5 is not allowed; a number in [0, 1)")
    #expect(
      refusal { $0.lanes[1].method.numbers["lambda"] = 0.5 }
        == "lanes.2.lambda: 0.5 is not allowed; "
        + "forward-kl knows replay, anchor, tokens, replayMode, anchorDirection")
    #expect(
      refusal { $0.lanes[2].method.choices["goal"] = "both" }
        == "lanes.3.goal: both is not allowed; one of full, new")
    #expect(
      refusal { $0.lanes[2].method.choices["replay"] = "much" }
        == "lanes.3.replay: much is not allowed; a number in [0, 1)")
    #expect(
      refusal { $0.lanes[0].method.key = "magic" }
        == "lanes.1.method: magic is not allowed; one of \(methods)")
    #expect(
      refusal { $0.rates.weight = -1 } == "rates.weight: -1 is not allowed; a number in [0, 1000]")
    #expect(
      refusal { $0.lanes[0].rates = Rates(newMean: .nan) }
        == "lanes.1.rates.newMean: nan is not allowed; a number in [0, 1000]")
    #expect(
      refusal { $0.clock.step = 0 } == "clock.step: 0 is not allowed; a number in (0, 100]")
    #expect(
      refusal { $0.lanes[0].step = -1 }
        == "lanes.1.step: -1 is not allowed; a number in (0, 100]")
    #expect(
      refusal { $0.clock.until = .infinity }
        == "clock.until: inf is not allowed; a number in (0, 1000000]")
  }

  @Test func lanesHaveALimit() throws {
    var scenario = Self.line
    for _ in 0..<5 { try scenario.set("lanes.add", text: "reverse-kl") }
    let full = scenario
    #expect(throws: ParameterError(field: "lanes", value: "9 lanes", allowed: .atMost(8))) {
      try scenario.set("lanes.add", text: "reverse-kl")
    }
    #expect(scenario == full)
    for _ in 0..<7 { try scenario.set("lanes.remove", text: "1") }
    let single = scenario
    #expect(
      throws: ParameterError(
        field: "lanes", value: "remove 1", allowed: .oneLaneStays)
    ) {
      try scenario.set("lanes.remove", text: "1")
    }
    #expect(scenario == single)
  }

  /// An edit whose consequences are not allowed is refused as a whole.
  @Test func consequencesAreCheckedToo() throws {
    var scenario = Self.line
    try scenario.set("target.deviation", text: "900")
    let before = scenario
    #expect(throws: ParameterError.self) { try scenario.set("target.separation", text: "90") }
    #expect(scenario == before)
  }

  @Test func matrixMustBePositiveDefinite() {
    #expect(CholeskyFactor(xx: 1, xy: 0.5, yy: 1) != nil)
    #expect(CholeskyFactor(xx: 1, xy: 1, yy: 1) == nil)
    #expect(CholeskyFactor(xx: 1, xy: 2, yy: 1) == nil)
    #expect(CholeskyFactor(xx: -1, xy: 0, yy: 1) == nil)
    #expect(CholeskyFactor(xx: .nan, xy: 0, yy: 1) == nil)
    #expect(CholeskyFactor(xx: 1, xy: .nan, yy: 1) == nil)
  }
}
