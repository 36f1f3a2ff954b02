import Simulation
import Testing
import Words

@testable import Documents
@testable import Forgetting

/// Tasks, stages and components in scenario files and on command lines.
@Suite struct TaskScenarioTests {
  private static let text = """
    name: three
    tasks:
      - {name: maths, mass: 0.5, mean: [-4]}
      - {name: code, mass: 0.3, mean: [0], deviation: [0.8]}
      - {name: poetry, mass: 0.2, mean: [4]}
    start:
      components:
        - {weight: 0.9, mean: [-4]}
        - {weight: 0.05, mean: [-1.5]}
        - {weight: 0.05, mean: [2]}
    stages:
      - {task: code, until: 20}
      - {task: poetry, until: 40}
    known: [maths]
    reference: start
    lanes:
      - method: forward-kl
      - {method: reverse-kl}

    """

  private func read(_ text: String) throws -> Scenario {
    try scenario(fromYAML: text, source: "x.yaml")
  }

  @Test func readsAndWrites() throws {
    let scenario = try read(Self.text)
    #expect(scenario.taskNames == ["maths", "code", "poetry"])
    #expect(scenario.clock.until == 40)
    #expect(scenario.sequence?.keepsReference == true)
    #expect(try read(yaml(of: scenario)) == scenario)
    let p = scenario.targetMixture
    // The stage's target: maths, then the task that is trained.
    #expect(p.count == 2 && p[1].mean.x == 0 && p[1].scale.l11 == 0.8)
    #expect(abs(p.weight(of: 0) - 0.5 / 0.8) <= 1e-15)
    let line = StateLine.text(of: Experiment(scenario: scenario, tick: 30))
    #expect(try StateLine.experiment(from: line).scenario == scenario)
    // As one lane of a mixture with less said.
    var short = scenario
    short.sequence?.stages = nil
    short.sequence?.known = nil
    short.start = MixtureSettings()
    short.sequence?.keepsReference = false
    #expect(try read(yaml(of: short)) == short)
    #expect(short.tasks?.current == 2 && short.tasks?.seen == [0, 1])
    #expect(short.startMixture.count == 3)
  }

  @Test func inThePlane() throws {
    let scenario = try read(
      """
      dimension: 2
      tasks:
        - {name: a, mass: 2, mean: [0, 0], deviation: [1, 2], correlation: 0.5}
        - {name: b, mass: 1, mean: [4, 0]}
        - {name: c, mass: 1, mean: [0, 4], covariance: [[1, 0.2], [0.2, 1]]}
      start: {components: [{mean: [1, 1]}]}
      lanes: [{method: forward-kl}]
      """)
    #expect(scenario.startMixture.count == 1)
    #expect(scenario.tasks?.gaussians[1].scale == scenario.tasks?.gaussians[0].scale)
    #expect(scenario.tasks?.masses == [0.5, 0.25, 0.25])
    #expect(
      scenario.remarks.map(\.description)
        == ["tasks: the masses add up to 4; each counts as its share of that"])
    #expect(try read(yaml(of: scenario)) == scenario)
  }

  @Test(arguments: [
    (
      "- {name: code, mass: 0.3", "- {name: maths, mass: 0.3",
      "x.yaml:4: tasks.2.name: maths is not allowed; each name once"
    ),
    (
      "name: code, mass: 0.3", "name: 2code, mass: 0.3",
      "x.yaml:4: tasks.2.name: 2code is not allowed; a letter, then letters, digits, - and _, at most 24"
    ),
    (
      "mass: 0.3", "mass: 0",
      "x.yaml:4: tasks.2.mass: 0 is not allowed; a number in [1e-9, 1e9]"
    ),
    (
      "mean: [0]", "mean: [0, 1]",
      "x.yaml:4: tasks.2.mean: a list of 2 is not allowed; 1 number in 1 dimension"
    ),
    (
      "{task: code, until: 20}", "{task: cod, until: 20}",
      "x.yaml:12: stages.1.task: cod is not allowed; did you mean code? one of maths, code, poetry"
    ),
    (
      "until: 40", "until: 20",
      "x.yaml:13: stages.2.until: 20 is not allowed; a number in (20, 1000000]"
    ),
    (
      "{task: code, until: 20}", "{task: code}",
      "x.yaml:12: stages.1.until: nothing is not allowed; a flow time; only the last stage may leave it out"
    ),
    (
      "known: [maths]", "known: [music]",
      "x.yaml:14: known.1: music is not allowed; one of maths, code, poetry"
    ),
    (
      "reference: start", "reference: {components: 3}",
      "x.yaml:15: reference.components: 3 is not allowed; a list of 1 to 8 components"
    ),
    (
      "known: [maths]", "known: maths",
      "x.yaml:14: known: \"maths\" is not allowed; a list of tasks' names"
    ),
    (
      "known: [maths]", "known: [maths, maths]",
      "x.yaml:14: known.2: maths is not allowed; each name once"
    ),
    (
      "reference: start", "reference: {components: [{weight: 1}]}",
      "x.yaml:15: reference.components: 1 component is not allowed; 3, as many as the start has"
    ),
    (
      "known: [maths]", "known: [maths]\ntarget: {oldMass: 0.5, old: {mean: 0}, new: {mean: 1}}",
      "x.yaml:15: target: not allowed beside tasks; one or the other"
    ),
    (
      "    - {weight: 0.05, mean: [2]}",
      "    - {weight: 0.05, mean: [2]}\n    - {weight: 0.05, mean: [3]}",
      "x.yaml:7: start.components: 4 components is not allowed; 1 to 3"
    ),
  ])
  func badInputIsOneLine(_ replacement: (String, String, String)) {
    let text = Self.text.replacing(
      replacement.0, with: replacement.1, maxReplacements: 1)
    do {
      let read = try scenario(fromYAML: text, source: "x.yaml")
      Issue.record("read as \(read)")
    } catch {
      #expect(error.description == replacement.2)
    }
  }

  @Test func theMethodNeedsItsComponent() throws {
    let text = Self.text.replacing(
      "    - {weight: 0.05, mean: [-1.5]}\n    - {weight: 0.05, mean: [2]}\n", with: "")
    #expect(try read(text).startMixture.count == 1)
    do {
      _ = try read(text.replacing("reverse-kl", with: "chen-reinforce"))
      Issue.record("a component that is not there")
    } catch {
      #expect(
        "\(error)".contains(
          "lanes.2.method: chen-reinforce is not allowed; a start with a component for code"))
    }
  }

  /// Weights of components are told of as masses are; those that the program itself has made are nobody's.
  @Test func weightsThatDoNotAddUpAreTold() throws {
    let odd = "components: [{weight: 3, mean: [-4]}, {weight: 1}, {weight: 1}]"
    var scenario = try read(
      "tasks: [{name: a, mass: 1, mean: -4}, {name: b, mass: 1, mean: 0}, {name: c, mass: 2, mean: 4}]\n"
        + "start: {\(odd)}\nreference: {components: [{weight: 0.5}, {weight: 0.25}, {weight: 0.25}]}\n"
        + "lanes: [{method: forward-kl}]")
    #expect(
      scenario.remarks.map(\.description) == [
        "tasks: the masses add up to 4; each counts as its share of that",
        "start.components: the weights add up to 5; each counts as its share of that",
      ])
    // Where there is one line it has them all, and room at 80 columns.
    let line = "\(Remark.normalised(scenario.oddTotals))"
    #expect(
      line == "tasks add up to 4, start.components to 5; each counts as its share of that")
    #expect(line.count < 80)
    #expect(abs(scenario.startMixture.weight(of: 0) - 0.6) < 1e-12)
    scenario = Presets.preset("three-tasks")!.scenario
    for change in ["tasks.add=law", "tasks.remove=code", "tasks.move=law:1"] {
      let parts = change.split(separator: "=").map(String.init)
      try scenario.set(parts[0], text: parts[1])
      #expect(scenario.remarks == [], "\(change)")
    }
    for preset in Presets.all { #expect(preset.scenario.remarks == [], "\(preset.id)") }
  }

  /// A refusal names the place that was written, and what is allowed there beside the others.
  @Test(arguments: [
    ("stages.1.until", "45", "stages.1.until: 45 is not allowed; a number in (0, 40)"),
    ("stages.2.until", "20", "stages.2.until: 20 is not allowed; a number in (20, 1000000]"),
    ("stages.2.until", "2e6", "stages.2.until: 2000000 is not allowed; a number in (20, 1000000]"),
    ("stages.1.until", "soon", "stages.1.until: soon is not allowed; a number in (0, 40)"),
    ("tasks.add", "maths", "tasks.add: maths is not allowed; each name once"),
    ("tasks.code.name", "maths", "tasks.code.name: maths is not allowed; each name once"),
    (
      "tasks.add", "2x",
      "tasks.add: 2x is not allowed; a letter, then letters, digits, - and _, at most 24"
    ),
  ])
  func refusalsNameThePlace(path: String, text: String, line: String) throws {
    var scenario = Presets.preset("three-tasks")!.scenario
    let before = scenario
    do {
      try scenario.set(path, text: text)
      Issue.record("\(path)=\(text) is taken")
    } catch {
      #expect("\(error)" == line)
    }
    #expect(scenario == before)
  }

  /// The last stage need not end, and can be given an end, and lose it again.
  @Test func theLastStageCanBeGivenAnEnd() throws {
    var scenario = try read(
      "tasks: [{name: a, mass: 1, mean: -4}, {name: b, mass: 1, mean: 0}]\nlanes: [{method: forward-kl}]"
    )
    #expect(scenario.openStageEnd == "stages.1.until")
    let before = scenario
    try scenario.set("stages.1.until", text: "30")
    #expect(scenario.sequence?.stages == [StageSettings(task: "b", until: 30)])
    #expect(scenario.openStageEnd == nil)
    #expect(scenario.sequence?.knownNames == before.sequence?.knownNames)
    #expect(throws: ParameterError.self) { try scenario.set("stages.1.until", text: "soon") }
    try scenario.set("stages.1.until", text: "default")
    #expect(scenario.openStageEnd == "stages.1.until")
    #expect(throws: ParameterError.self) { try scenario.set("stages.1.until", text: "x") }
    #expect(throws: ParameterError.self) { try scenario.set("stages.2.until", text: "3") }
    scenario = Presets.preset("three-tasks")!.scenario
    try scenario.set("stages.2.until", text: "default")
    #expect(throws: ParameterError.self) { try scenario.set("stages.2.until", text: "20") }
    try scenario.set("stages.2.until", text: "21")
    #expect(scenario.sequence?.stages?.last?.until == 21)
  }

  @Test func pathsHaveOtherNames() throws {
    var tasks = try read(Self.text)
    try tasks.set("tasks.2.mean", text: "0.5")
    try tasks.set("target.old.mean", text: "-5")
    try tasks.set("start.old.mean", text: "-4.5")
    #expect(tasks.sequence?.tasks.map { $0.mean[0] } == [-5, 0.5, 4])
    #expect(tasks.startMixture[0].mean.x == -4.5)
    try tasks.set("tasks.maths.mass", text: "0.2")
    let shares = try #require(tasks.sequence?.shares)
    #expect(abs(shares[0] - 0.2) <= 1e-15 && abs(shares[1] / shares[2] - 1.5) <= 1e-12)
    try tasks.set("start.components.3.weight", text: "0.5")
    #expect(abs(tasks.startMixture.weight(of: 2) - 0.5) <= 1e-12)
    #expect(abs(tasks.startMixture.weight(of: 0) / tasks.startMixture.weight(of: 1) - 18) <= 1e-9)
    try tasks.set("stages.1.until", text: "25")
    #expect(tasks.sequence?.stages?[0].until == 25)
    try tasks.set("tasks.code.name", text: "rust")
    #expect(tasks.sequence?.stages?[0].task == "rust")
    // The short form under the tasks' names: the same values, bit for bit.
    var short = Presets.standard.scenario
    var same = short
    for (path, other, value) in [
      ("target.old.mean", "tasks.1.mean", "-2.5"), ("target.new.mean", "tasks.2.mean", "2.5"),
      ("target.oldMass", "tasks.1.mass", "0.3"), ("target.deviation", "tasks.1.deviation", "1.2"),
      ("start.oldWeight", "start.components.1.weight", "0.7"),
      ("start.new.mean", "start.components.2.mean", "1"),
    ] {
      try short.set(path, text: value)
      try same.set(other, text: value)
      #expect(short == same, "\(path)")
    }
    try same.set("tasks.2.mass", text: "0.4")
    #expect(same.target.oldMass == 0.6)
    let parameters = ParameterCatalogue.everything(of: tasks)
    #expect(Set(parameters.map(\.path)).count == parameters.count)
    for parameter in parameters {
      #expect(ParameterCatalogue.parameter(at: parameter.path, in: tasks)?.path == parameter.path)
    }
  }

  @Test func theRunHasAColumnForEachTask() throws {
    let names = RunColumns(dimension: 1, tasks: ["maths", "code"]).names
    let plain = RunColumns(dimension: 1).names
    let kept = try #require(plain.firstIndex(of: "kept"))
    #expect(Array(names.prefix(kept)) == Array(plain.prefix(kept)))
    #expect(
      names.suffix(from: kept) == [
        "stage", "kept", "learned", "weight.maths", "kept.maths", "drift.maths", "mean.maths.x",
        "weight.code", "kept.code", "drift.code", "mean.code.x", "average", "forgetting",
        "backwardTransfer", "forwardTransfer",
      ])
  }
}
