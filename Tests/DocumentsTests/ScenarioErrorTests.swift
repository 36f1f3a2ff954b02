import Forgetting
import Testing

@testable import Documents

/// A mistake in the documented scenario, and the one line that it gets.
struct Mistake: Sendable, CustomTestStringConvertible {
  let original: String
  let mistake: String
  let message: String

  init(_ original: String, _ mistake: String, _ message: String) {
    self.original = original
    self.mistake = mistake
    self.message = message
  }

  var testDescription: String { mistake }
}

let mistakes: [Mistake] = [
  // Keys
  Mistake(
    "seed: 7", "sede: 7",
    """
    a.yaml:4: unknown key "sede", did you mean seed? allowed: name, about, dimension, seed, \
    target, tasks, start, reference, teacher, demonstrator, stages, known, rates, coordinates, \
    sampling, clock, lanes, data, map, ensemble, view
    """),
  Mistake(
    "new: {mean: [2.0]}", "new: {maen: [2.0]}",
    """
    a.yaml:8: target.new: unknown key "maen", did you mean mean? allowed: mean, deviation, \
    correlation, covariance
    """),
  Mistake(
    "seed: 7", "teacher: {beta: 1}",
    #"a.yaml:4: teacher: unknown key "beta"; allowed: oldWeight, old, new"#),
  Mistake(
    "seed: 7", "dimension: 2",
    #"a.yaml:3: "dimension" stands twice in one mapping; once is allowed"#),
  Mistake(
    "seed: 7", #""\x64imension": 2"#,
    #"a.yaml:3: "dimension" stands twice in one mapping; once is allowed"#),
  Mistake("seed: 7", "? [a]\n: 7", "a.yaml:4: a key that is not a word is not allowed"),
  Mistake(
    "method: forward-kl", "methd: forward-kl",
    """
    a.yaml:18: lanes.1: method is missing (did you mean it by "methd"?); a method's name, such as \
    forward-kl
    """),
  Mistake(
    "  oldMass: 0.5 ", "  # ",
    "a.yaml:5: target: oldMass is missing; a number > 0 and < 1"),
  Mistake(
    "new: {mean: [2.0]}", "new: {deviation: 1}",
    "a.yaml:8: target.new: mean is missing; 1 number"),
  // Types
  Mistake(
    "oldMass: 0.5", "oldMass: half",
    #"a.yaml:6: target.oldMass: "half" is not allowed; a number"#),
  Mistake(
    "oldMass: 0.5", #"oldMass: "0.5""#,
    #"a.yaml:6: target.oldMass: "0.5" is not allowed; a number"#),
  Mistake(
    "oldMass: 0.5", "oldMass:",
    "a.yaml:6: target.oldMass: nothing is not allowed; a number"),
  Mistake(
    "oldMass: 0.5", "oldMass: !!float 0.5",
    """
    a.yaml:6: target.oldMass: tag "tag:yaml.org,2002:float" is not allowed; write the plain value
    """),
  Mistake(
    "oldMass: 0.5", "oldMass: .nan",
    "a.yaml:6: target.oldMass: .nan is not allowed; a finite number"),
  Mistake(
    "until: 60", "until: .inf", "a.yaml:16: clock.until: .inf is not allowed; a finite number"),
  Mistake(
    "until: 60", "until: 1e999",
    "a.yaml:16: clock.until: 1e999 is not allowed; a finite number"),
  Mistake(
    "seed: 7", "seed: -1",
    "a.yaml:4: seed: -1 is not allowed; an integer from 0 to 9007199254740992"),
  Mistake(
    "seed: 7", "seed: 1.5",
    "a.yaml:4: seed: 1.5 is not allowed; an integer from 0 to 9007199254740992"),
  Mistake(
    "dimension: 1", "dimension: 3",
    "a.yaml:3: dimension: 3 is not allowed; an integer from 1 to 2"),
  Mistake(
    "replay: 0.0", "replay: [1]",
    "a.yaml:19: lanes.1.replay: a list is not allowed; a number or a word"),
  Mistake(
    "replay: 0.0", "replay:",
    "a.yaml:19: lanes.1.replay: nothing is not allowed; a number or a word"),
  Mistake(
    "replay: 0.0", "step: small", #"a.yaml:19: lanes.1.step: "small" is not allowed; a number"#),
  Mistake(
    "old: {mean: [-2.0]}", "old: 3",
    """
    a.yaml:11: start.old: 3 is not allowed; a mapping of mean, deviation, correlation, covariance
    """),
  // Shapes
  Mistake(
    "mean: [0.5]", "mean: [0.5, 1]",
    "a.yaml:12: start.new.mean: a list of 2 is not allowed; 1 number in 1 dimension"),
  Mistake(
    "dimension: 1", "dimension: 2",
    "a.yaml:7: target.old.mean: a list of 1 is not allowed; 2 numbers in 2 dimensions"),
  Mistake(
    "mean: [0.5]", "mean: [\n      x]",
    #"a.yaml:13: start.new.mean.1: "x" is not allowed; a number"#),
  Mistake(
    "deviation: [1.0]", "covariance: 0",
    """
    a.yaml:7: target.old.covariance: [[0]] is not allowed; a matrix that is positive definite
    """),
  Mistake(
    "deviation: [1.0]", "covariance: [[1, 0], [0, 1]]",
    "a.yaml:7: target.old.covariance: a list of 2 is not allowed; [[v]] in 1 dimension"),
  Mistake(
    "deviation: [1.0]", "deviation: 1, covariance: 1",
    """
    a.yaml:7: target.old.deviation: not allowed beside covariance; one or the other
    """),
  Mistake(
    "deviation: [1.0]", "correlation: 0.5",
    "a.yaml:7: target.old.correlation: 0.5 is not allowed; 0 in 1 dimension"),
  Mistake(
    "mean: [0.5]", "correlation: 0",
    "a.yaml:12: start.new.correlation: needs deviation beside it"),
  // Words
  Mistake(
    "integrator: rk4", "integrator: rk5",
    #"a.yaml:16: clock.integrator: "rk5" is not allowed; did you mean rk4? euler, rk4, dopri5, momentum, adam"#
  ),
  Mistake(
    "coordinates: logit", "coordinates: polar",
    #"a.yaml:14: coordinates: "polar" is not allowed; logit, direct, natural"#),
  Mistake(
    "sampling: population", "sampling: {batch: 0}",
    "a.yaml:15: sampling.batch: 0 is not allowed; an integer from 1 to 65536"),
  Mistake(
    "newCovariance: 0", "newCovariance: -1",
    "a.yaml:13: rates.newCovariance: -1 is not allowed; a number in [0, 1000]"),
  Mistake(
    "name: Forward", #"name: "\e[2J" # "#,
    "a.yaml:1: name: control character U+1B is not allowed; plain text"),
]

@Suite struct ScenarioErrorTests {
  func message(_ text: String, source: String = "a.yaml") -> String {
    do {
      return "no error: \(try scenario(fromYAML: text, source: source))"
    } catch {
      return error.description
    }
  }

  @Test(arguments: mistakes) func oneLineThatSaysWhereAndWhat(_ mistake: Mistake) {
    let text = documentedYAML.replacing(mistake.original, with: mistake.mistake, maxReplacements: 1)
    #expect(text != documentedYAML)
    #expect(message(text) == mistake.message)
  }

  @Test(arguments: [
    ("[[1, 0.5], [0.4, 1]]", "[[1, 0.5], [0.4, 1]] is not allowed; a matrix that is symmetric"),
    ("[[1, 2], [2, 4]]", "[[1, 2], [2, 4]] is not allowed; a matrix that is positive definite"),
    ("[[1, 0], [0, -1]]", "[[1, 0], [0, -1]] is not allowed; a matrix that is positive definite"),
    ("[1, 1]", "1 is not allowed; 2 numbers in 2 dimensions"),
  ])
  func covarianceMustBeOne(matrix: String, problem: String) {
    let text = """
      dimension: 2
      target:
        oldMass: 0.5
        old:
          mean: [0, 0]
          covariance: \(matrix)
        new: {mean: [2, 0]}
      lanes: [{method: reverse-kl}]
      """
    let path = matrix == "[1, 1]" ? "target.old.covariance.1" : "target.old.covariance"
    #expect(message(text) == "a.yaml:6: \(path): \(problem)")
  }

  @Test func aScenarioHasOneToEightLanes() {
    let target = "target: {oldMass: 0.5, old: {mean: -2}, new: {mean: 2}}\n"
    #expect(
      message(target + "lanes: []")
        == "a.yaml:2: lanes: a list of 0 is not allowed; a list of 1 to 8 lanes")
    let nine = [String](repeating: "{method: reverse-kl}", count: 9).joined(separator: ", ")
    #expect(
      message(target + "lanes: [\(nine)]")
        == "a.yaml:2: lanes: a list of 9 is not allowed; a list of 1 to 8 lanes")
    #expect(message(target) == "a.yaml:1: lanes is missing; a list of one or more lanes")
  }

  @Test(arguments: [
    ("target.old.deviation", 7), ("lanes.1.replay", 19), ("lanes.2.goal", 20), ("lanes.1", 18),
    ("clock.step", 16), ("start.new.deviation", 12), ("rates.weight", 13), ("lanes", 17),
  ])
  func rangeErrorsGetTheLineOfTheirField(field: String, line: Int) {
    let problem = ParameterError(
      field: field, value: "-1", allowed: .numberAbove("0", includesEnd: false))
    #expect(
      throws: DocumentError(source: "a.yaml", line: line, problem: .parameter(problem))
    ) {
      try scenario(fromYAML: Array(documentedYAML.utf8), source: "a.yaml") {
        (_) throws(ParameterError) in throw problem
      }
    }
  }

  @Test func rangeErrorOfADeviationFindsTheCovariance() {
    let text = documentedYAML.replacing("deviation: [1.0]", with: "\n    covariance: 1")
    let problem = ParameterError(field: "target.old.deviation", value: "1", allowed: .atMost(0))
    #expect(throws: DocumentError(source: "", line: 8, problem: .parameter(problem))) {
      try scenario(fromYAML: Array(text.utf8), source: "") {
        (_) throws(ParameterError) in throw problem
      }
    }
  }

  /// The ranges themselves belong to the mathematics; here they meet the lines of a file.
  @Test(arguments: [
    ("oldMass: 0.5", "oldMass: 1", "a.yaml:6: target.oldMass: 1"),
    ("oldWeight: 0.8", "oldWeight: 0", "a.yaml:10: start.oldWeight: 0"),
    ("deviation: [1.0]", "deviation: [-1]", "a.yaml:7: target.old.deviation: -1"),
    ("mean: [0.5]", "mean: [1e9]", "a.yaml:12: start.new.mean: 1"),
    ("speed: 0.5", "speed: 0", "a.yaml:16: clock.speed: 0"),
    ("replay: 0.0", "rates: {weight: -1}", "a.yaml:19: lanes.1.rates.weight: -1"),
    ("replay: 0.0", "replay: 1", "a.yaml:19: lanes.1.replay: 1"),
    ("replay: 0.0", "replya: 0", "a.yaml:19: lanes.1.replya: 0"),
    ("replay: 0.0", "replayMode: maybe", "a.yaml:19: lanes.1.replayMode: maybe"),
    ("replay: 0.0", "step: -1", "a.yaml:19: lanes.1.step: -1"),
    ("method: reverse-kl", "method: backward-kl", "a.yaml:20: lanes.2.method: backward-kl"),
  ])
  func valuesOutOfRangeAreRefused(original: String, mistake: String, beginning: String) {
    let text = documentedYAML.replacing(original, with: mistake, maxReplacements: 1)
    #expect(text != documentedYAML)
    #expect(message(text).hasPrefix(beginning), "\(message(text))")
    #expect(message(text).contains(" is not allowed; "), "\(message(text))")
  }
}
