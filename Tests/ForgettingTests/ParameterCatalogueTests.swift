import Testing

@testable import Forgetting

/// Every parameter reads back what was written, and moves what it says it moves.
@Suite struct ParameterCatalogueTests {
  /// Of an old and a new task; several have tests of their own (`TaskScenarioTests`).
  static let scenarios: [Scenario] =
    Presets.all.map(\.scenario).filter { $0.sequence == nil } + [untied, overridden]

  private static let untied: Scenario = {
    var scenario = BadInputTests.plane
    scenario.target.new.spread = Spread(deviation: [0.7, 1.4], correlation: -0.4)
    scenario.start.old.spread = Spread(deviation: [1.1, 0.8], correlation: 0.2)
    return scenario
  }()

  private static let overridden: Scenario = {
    var scenario = BadInputTests.line
    scenario.lanes[1].rates = Rates(weight: 2, oldMean: 0, newMean: 0.5)
    scenario.lanes[2].step = 0.01
    scenario.lanes[2].method.choices["goal"] = "new"
    return scenario
  }()

  /// Values inside a range, the allowed ends included.
  private static func samples(_ number: NumberDescription) -> [Double] {
    var values = [0.25, 0.6].map {
      number.slider.lowerBound + $0 * (number.slider.upperBound - number.slider.lowerBound)
    }
    if number.isWhole { values = values.map { $0.rounded() } }
    if number.key == "dimension" { values = [1, 2] }
    return values + [number.slider.lowerBound, number.slider.upperBound].filter(number.allows)
  }

  /// The methods of the wider field are told under these names, in files and on the command line.
  @Test(arguments: [
    ("policy-gradient", ["reward", "tokens"]),
    ("kl-regularised-rl", ["klCoefficient", "controller", "klTarget", "reward"]),
    ("grpo", ["groupSize", "klCoefficient", "estimator", "clip", "reward"]),
    ("dpo", ["temperature", "preferences", "reward"]),
    ("ipo", ["temperature", "preferences", "reward"]),
    (
      "filtered-sft",
      ["oldAcceptance", "newAcceptance", "lag", "lagUnit", "samplingTemperature", "topP"]
    ),
    ("forward-kl", ["replay", "replayMode", "anchor", "anchorDirection", "tokens"]),
    ("sdft", ["emaRate", "anchor", "tilt", "demonstrator", "direction"]),
    ("oapl", ["temperature", "valueTemperature", "lag", "lagUnit", "reward", "value"]),
  ]) func methodsHaveTheirKeys(_ key: String, _ keys: [String]) throws {
    let description = try #require(MethodCatalogue.type(for: key)).description
    #expect(
      Set(description.numbers.map(\.key) + description.choices.map(\.key)) == Set(keys))
  }

  @Test(arguments: scenarios) func everyPathReadsBack(_ scenario: Scenario) throws {
    let parameters = ParameterCatalogue.parameters(of: scenario)
    #expect(Set(parameters.map(\.path)).count == parameters.count, "a path stands there twice")
    #expect(parameters.first?.path == "target.separation")
    for parameter in parameters {
      #expect(!parameter.label.isEmpty && !parameter.about.isEmpty)
      switch parameter.kind {
      case .number(let number):
        for value in Self.samples(number) {
          var changed = scenario
          try changed.set(parameter.path, to: .number(value))
          // The catalogue of the changed scenario: another dimension has other paths.
          let now = try #require(
            ParameterCatalogue.parameter(at: parameter.path, in: changed))
          guard case .number(let read) = now.value(in: changed) else {
            Issue.record("\(parameter.path) is no number")
            continue
          }
          #expect(
            abs(read - value) <= 1e-9 * max(1, abs(value)),
            "\(parameter.path): \(value) came back as \(read)")
        }
      case .choice(let choice):
        for word in choice.values {
          var changed = scenario
          try changed.set(parameter.path, text: word)
          let now = try #require(
            ParameterCatalogue.parameter(at: parameter.path, in: changed))
          #expect(now.value(in: changed) == .word(word))
        }
      }
    }
  }

  /// Writing what is there changes no number.
  @Test(arguments: scenarios) func writingBackIsNoChange(_ scenario: Scenario) throws {
    for parameter in ParameterCatalogue.parameters(of: scenario) {
      var changed = scenario
      try changed.set(parameter.path, text: parameter.value(in: scenario).description)
      for (a, b) in [
        (changed.targetMixture, scenario.targetMixture),
        (changed.startMixture, scenario.startMixture),
      ] {
        #expect(a.count == b.count)
        for component in 0..<a.count {
          let moved = [
            a.logWeight(of: component) - b.logWeight(of: component),
            a[component].mean.x - b[component].mean.x, a[component].mean.y - b[component].mean.y,
            a[component].scale.l11 - b[component].scale.l11,
            a[component].scale.l21 - b[component].scale.l21,
            a[component].scale.l22 - b[component].scale.l22,
          ].map(abs).max()!
          #expect(moved <= 1e-11, "\(parameter.path) moved component \(component) by \(moved)")
        }
      }
    }
  }

  @Test(arguments: scenarios) func separationMovesBothMeansAboutTheMiddle(
    _ scenario: Scenario
  ) throws {
    let before = scenario.targetMixture
    let middle = (before.old.mean + before.new.mean) / 2
    for value in [0.5, 3, 11.0] {
      var changed = scenario
      try changed.set("target.separation", to: .number(value))
      let after = changed.targetMixture
      let moved = (after.old.mean + after.new.mean) / 2 - middle
      #expect(abs(moved.x) + abs(moved.y) <= 1e-12)
      #expect(abs(separation(after.old, after.new) - value) <= 1e-9)
      let (a, b) = (before.new.mean - before.old.mean, after.new.mean - after.old.mean)
      #expect(abs(a.x * b.y - a.y * b.x) <= 1e-9, "the line has turned")
      #expect((a * b).sum() > 0, "the means have changed sides")
    }
  }

  /// Modes that coincide part again, as far as they are told to.
  @Test(arguments: scenarios) func coincidingModesPart(_ scenario: Scenario) throws {
    var changed = scenario
    try changed.set("target.separation", to: .number(0))
    let joined = changed.targetMixture
    #expect(joined.old.mean == joined.new.mean)
    try changed.set("target.separation", to: .number(4))
    let parted = changed.targetMixture
    #expect(abs(separation(parted.old, parted.new) - 4) <= 1e-9)
  }

  @Test func dimensionKeepsTheLine() throws {
    for scenario in Self.scenarios where scenario.dimension == 1 {
      var changed = scenario
      try changed.set("dimension", text: "2")
      try changed.validate()
      #expect(changed.targetMixture.old.mean.y == 0)
      #expect(
        changed.targetMixture.old.scale.l22 == changed.targetMixture.old.scale.l11)
      // The plane's answers along x are the line's.
      for index in scenario.lanes.indices {
        let settings = scenario.lanes[index].method
        let reader = ObjectiveReader()
        let line = try reader.evaluation(
          settings, scenario.problem, model: scenario.startMixture)
        let plane = try reader.evaluation(settings, changed.problem, model: changed.startMixture)
        for entry in [0, 1, 3] {
          #expect(abs(line.gradient[entry] - plane.gradient[entry]) <= 1e-9)
        }
      }
      try changed.set("dimension", text: "1")
      #expect(changed == scenario)
    }
  }

  @Test func planeKeepsItsAxis() throws {
    var scenario = BadInputTests.plane
    try scenario.set("dimension", text: "1")
    try scenario.validate()
    #expect(scenario.targetMixture.old.mean == SIMD2(-1.5, 0))
    #expect(scenario.targetMixture.old.scale.l11 == 1.2)
    #expect(scenario.startMixture.new.mean == SIMD2(1.2, 0))
  }

  @Test func methodKeepsTheOptionsThatBothKnow() throws {
    var scenario = BadInputTests.line
    try scenario.set("lanes.2.method", text: "reverse-kl")
    #expect(scenario.lanes[1].method == MethodSettings("reverse-kl", numbers: ["replay": 0.2]))
    try scenario.set("lanes.2.goal", text: "new")
    try scenario.set("lanes.2.method", text: "forward-kl")
    #expect(scenario.lanes[1].method == MethodSettings("forward-kl", numbers: ["replay": 0.2]))
  }

  @Test func laneOverridesStayItsOwn() throws {
    var scenario = BadInputTests.line
    try scenario.set("lanes.2.rates.oldMean", text: "0")
    try scenario.set("lanes.2.step", text: "0.01")
    #expect(scenario.rates == BadInputTests.line.rates)
    #expect(scenario.rates(ofLane: 1) == Rates(oldMean: 0))
    #expect(scenario.rates(ofLane: 0) == Rates())
    #expect(scenario.step(ofLane: 1) == 0.01)
    #expect(scenario.step(ofLane: 0) == 0.05)
  }

  @Test func whatIsLeftOutFollows() throws {
    var scenario = Presets.standard.scenario
    try scenario.set("target.old.mean", text: "-5")
    #expect(scenario.startMixture.old.mean.x == -5)
    try scenario.set("start.old.mean", text: "-1")
    try scenario.set("target.old.mean", text: "-3")
    #expect(scenario.startMixture.old.mean.x == -1)
    try scenario.set("target.deviation", text: "2")
    #expect(scenario.targetMixture.isTied)
    #expect(scenario.startMixture.new.scale.l11 == 2)
    #expect(scenario.referenceMixture == scenario.startMixture)
  }

  @Test func valuesAreWrittenSoThatTheyReadBack() {
    for value: Double in [0.1, 1 / 3, 1e-13, 123456.789, -0.5, 2] {
      #expect(Double(ParameterValue.number(value).description) == value)
    }
    #expect(ParameterValue.number(2).description == "2")
    #expect(ParameterValue.word("mix").description == "mix")
  }
}

extension Scenario: CustomTestStringConvertible {
  public var testDescription: String { "\(dimension)-D \(name)" }
}
