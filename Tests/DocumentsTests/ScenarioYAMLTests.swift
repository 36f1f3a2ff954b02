import Forgetting
import Testing

@testable import Documents

/// The scenario of the documentation, as a person writes it.
let documentedYAML = """
  name: Forward KL forgets, reverse KL remembers
  about: Two lanes from one start.
  dimension: 1
  seed: 7
  target:
    oldMass: 0.5            # α
    old: {mean: [-2.0], deviation: [1.0]}
    new: {mean: [2.0]}      # covariance tied to old unless given
  start:
    oldWeight: 0.8          # β at t = 0
    old: {mean: [-2.0]}
    new: {mean: [0.5]}
  rates: {weight: 1, oldMean: 1, newMean: 1, oldCovariance: 0, newCovariance: 0}
  coordinates: logit
  sampling: population
  clock: {integrator: rk4, step: 0.05, tolerance: 1e-8, speed: 0.5, until: 60}
  lanes:
    - method: forward-kl
      replay: 0.0
    - method: reverse-kl    # a lane may override rates and step

  """

let documentedScenario = Scenario(
  name: "Forward KL forgets, reverse KL remembers", about: "Two lanes from one start.",
  target: TargetSettings(
    oldMass: 0.5, old: ModeSettings(mean: [-2], spread: Spread(deviation: [1])),
    new: ModeSettings(mean: [2])),
  start: MixtureSettings(
    oldWeight: 0.8, old: ModeSettings(mean: [-2]), new: ModeSettings(mean: [0.5])),
  lanes: [
    LaneSettings(method: MethodSettings("forward-kl", numbers: ["replay": 0])),
    LaneSettings(method: MethodSettings("reverse-kl")),
  ])

@Suite struct ScenarioYAMLTests {
  @Test func readsTheDocumentedScenario() throws {
    #expect(try scenario(fromYAML: documentedYAML, source: "a.yaml") == documentedScenario)
  }

  @Test func writesShortThingsOnOneLine() {
    #expect(
      yaml(of: documentedScenario) == """
        name: Forward KL forgets, reverse KL remembers
        about: Two lanes from one start.
        dimension: 1
        seed: 7
        target:
          oldMass: 0.5
          old: {mean: [-2], deviation: [1]}
          new: {mean: [2]}
        start:
          oldWeight: 0.8
          old: {mean: [-2]}
          new: {mean: [0.5]}
        rates: {weight: 1, oldMean: 1, newMean: 1}
        clock: {integrator: rk4, step: 0.05, tolerance: 1e-08, speed: 0.5, until: 60}
        lanes:
          - method: forward-kl
            replay: 0
          - method: reverse-kl

        """)
  }

  @Test func twoDimensionsAndEveryOverride() throws {
    let text = """
      dimension: 2
      seed: 9007199254740992
      target:
        oldMass: .25
        old: {mean: [-1, 2], covariance: [[4, 1.2], [1.2, 1]]}
        new: {mean: [1e1, -0.0], deviation: [1, 2], correlation: -0.5}
      rates: {weight: 0.5}
      clock: {integrator: dopri5}
      lanes:
        - method: forward-kl
          replayMode: reweight
          rates: {oldMean: 0}
          step: 0.01
      """
    let expected = Scenario(
      dimension: 2, seed: Scenario.largestSeed,
      target: TargetSettings(
        oldMass: 0.25,
        old: ModeSettings(mean: [-1, 2], spread: Spread(deviation: [2, 1], correlation: 0.6)),
        new: ModeSettings(mean: [10, 0], spread: Spread(deviation: [1, 2], correlation: -0.5))),
      start: MixtureSettings(), rates: Rates(weight: 0.5),
      clock: Clock(integrator: .dormandPrince),
      lanes: [
        LaneSettings(
          method: MethodSettings("forward-kl", choices: ["replayMode": "reweight"]),
          rates: Rates(weight: 0.5, oldMean: 0), step: 0.01)
      ])
    let read = try scenario(fromYAML: text, source: "a.yaml")
    #expect(read == expected)
    #expect(try scenario(fromYAML: yaml(of: read), source: "b.yaml") == expected)
  }

  @Test(arguments: [
    "mean: -2, deviation: 3", "mean: [-2], deviation: [3]", "mean: [-2], covariance: 9",
    "mean: -2, covariance: [[9]]", "mean: -2.0, deviation: 3, correlation: 0",
  ])
  func oneDimensionNeedsNoBrackets(mode: String) throws {
    let text = documentedYAML.replacing("mean: [-2.0], deviation: [1.0]", with: mode)
    #expect(
      try scenario(fromYAML: text, source: "").target.old
        == ModeSettings(mean: [-2], spread: Spread(deviation: [3])))
  }

  @Test func deviationOfTheOldModeIsOneUnlessGiven() throws {
    let text = documentedYAML.replacing(", deviation: [1.0]", with: "")
    #expect(try scenario(fromYAML: text, source: "") == documentedScenario)
  }

  @Test func severalLinesOfTextBecomeOne() throws {
    let text = documentedYAML.replacing(
      "about: Two lanes from one start.", with: "about: |\n  Two lanes\n  from one start.")
    #expect(try scenario(fromYAML: text, source: "") == documentedScenario)
  }

  @Test func byteOrderMarkAndWindowsLineEndsAreAllowed() throws {
    let text = "\u{FEFF}" + documentedYAML.replacing("\n", with: "\r\n")
    #expect(try scenario(fromYAML: text, source: "") == documentedScenario)
  }

  @Test func writtenTextIsCleanedSoThatItReads() throws {
    var hostile = documentedScenario
    hostile.name = "\u{1B}]0;x\u{7} null\u{202E}\n&a *a"
    hostile.about = "*a is no alias: \"it\" # stays \\ text"
    hostile.lanes[0].method.choices["why"] = String(repeating: "?", count: 100)
    let read = try uncheckedScenario(fromYAML: yaml(of: hostile))
    #expect(read.lanes == hostile.lanes)
    #expect(read.name == "]0;x null &a *a")
    #expect(read.about == hostile.about)
  }

  /// A log beside the scenario, with every option, in a file and in a state line.
  @Test func logsReadBack() throws {
    var source = DataSource(file: "runs/a \"b\".csv", hash: "0123456789abcdef")
    source.mapping.x = "step"
    source.mapping.old = "eval/old, 0-shot"
    source.mapping.new = "2"
    source.mapping.kl = "kl: mean"
    source.mapping.by = ["seed", "run"]
    source.mapping.runs = "method: name"
    source.mapping.also = ["other.csv", "a b.jsonl"]
    source.mapping.conditions = [DataMapping.Condition(column: "a=b", value: "x y")]
    source.mapping.order = [
      DataMapping.NamedStep(name: "base", number: 0),
      DataMapping.NamedStep(name: "end", number: nil),
    ]
    source.mapping.isPercent = false
    source.mapping.chance = 0.25
    source.mapping.ceiling = 0.86
    source.mapping.stepsPerTime = 50
    var whole = documentedScenario
    whole.data = source
    #expect(try scenario(fromYAML: yaml(of: whole), source: "") == whole, "\(yaml(of: whole))")
    let line = StateLine.text(of: Experiment(scenario: whole))
    #expect(try StateLine.experiment(from: line).scenario.data == source, "\(line)")
  }

  @Test(arguments: [
    ("{old: a}", "data: file is missing"), ("{file: a, chance: x}", "data.chance"),
    ("{file: a, stepsPerTime: 0}", "data.stepsPerTime: 0 is not allowed; a number > 0"),
    ("{file: a, where: b}", "--where: b is not allowed"), ("a.csv", "data"),
    ("{file: a, order: 'b=c'}", "--order: b=c is not allowed"),
  ]) func logsThatAreNone(data: String, words: String) throws {
    let text = documentedYAML + "data: \(data)\n"
    let error = #expect(throws: DocumentError.self) { try scenario(fromYAML: text, source: "") }
    #expect(error?.description.contains(words) == true, "\(error as Any)")
  }
}
