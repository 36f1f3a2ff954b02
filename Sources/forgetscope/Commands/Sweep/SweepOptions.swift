import ArgumentParser
import Documents
import Forgetting
import Host
import Simulation
import Words

/// What is swept: a file, or a scenario with flags, or a file with flags that say otherwise.
struct SweepOptions: ParsableArguments {
  @Argument(
    help: "A sweep's YAML file, a scenario as for the other verbs, or -.",
    completion: .list(Presets.all.map(\.id)))
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      "An axis: path=from:to:points, with :log behind it, or path=value,value; may be repeated.",
      valueName: "path=values"))
  var over: [String] = []
  @Option(
    help: ArgumentHelp(
      "A column: kept, 'max drift', 'kept at 10', 'first kept < 0.9'; may be repeated.",
      valueName: "measure"))
  var measure: [String] = []
  @Option(help: ArgumentHelp("Seeds at each point, from the scenario's on.", valueName: "n"))
  var seeds: Int?
  @Option(parsing: .unconditional, help: "Flow time at which runs end (default: the scenario's).")
  var until: Double?
  @Option(
    help: ArgumentHelp(
      "How far a value may be from the one of run (default: 1e-6).", valueName: "number"))
  var tolerance: Double?
  @Option(help: "How exact flows are stepped: with the error controlled, or as run does.")
  var steps: Sweep.Stepping?
  @Option(
    help: ArgumentHelp(
      "A parameter to solve for at each point, between ends as in path=0:0.5.",
      valueName: "path"))
  var solve: String?
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("What is wanted there, as in 'lane 1: kept = 0.9'.", valueName: "goal"))
  var goal: String?
  @Option(
    help: ArgumentHelp(
      "Change a parameter, as in --set target.separation=6; may be repeated.",
      valueName: "path=value"))
  var set: [String] = []
  @Option(
    help: ArgumentHelp(
      "Change it while it runs, as in --edit 120:lanes.1.replay=0.2; may be repeated.",
      valueName: "tick:path=value"))
  var edit: [String] = []

  /// The sweep, checked.
  func sweep() throws(Failure) -> Sweep {
    var sweep = try base()
    do throws(DocumentError) {
      try change(&sweep)
    } catch {
      throw .usage(error.description)
    }
    if sweep.measures.isEmpty {
      for name in ["kept", "learned"] {
        if let measure = try? SweepMeasure(text: name, in: sweep.experiment.scenario) {
          sweep.measures.append(measure)
        }
      }
    }
    guard Set(sweep.measures.map(\.name)).count == sweep.measures.count else {
      throw .usage(.measureTwice)
    }
    do throws(ParameterError) {
      try sweep.validate()
    } catch {
      throw .usage(error.description)
    }
    return sweep
  }

  private func base() throws(Failure) -> Sweep {
    guard !Confinement.isKiosk else { throw .usage(.kiosk) }
    guard let scenario, ScenarioArgument.isFile(scenario) else {
      return Sweep(
        try made(ScenarioArgument.experiment(named: scenario), set: set, edit: edit))
    }
    let bytes = try ScenarioArgument.bytes(of: scenario)
    guard SweepDocument.isSweep(bytes) else {
      return Sweep(
        try made(
          ScenarioArgument.experiment(in: bytes, named: scenario), set: set, edit: edit))
    }
    let source = scenario == "-" ? "standard input" : scenario
    do {
      let document = try SweepDocument(bytes, source: source)
      let experiment: Experiment
      switch document.base {
      case .written(let scenario): experiment = Experiment(scenario: scenario)
      case .named(let name):
        experiment = try ScenarioArgument.experiment(named: SweepOptions.beside(scenario, name))
      }
      return try document.sweep(
        of: try made(experiment, set: document.set + set, edit: document.edit + edit))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .usage("\(error)")
    }
  }

  /// A file that a file names stands beside it.
  private static func beside(_ file: String, _ name: String) -> String {
    guard ScenarioArgument.isFile(name) || name.hasSuffix(".yaml") || name.hasSuffix(".yml"),
      !name.hasPrefix("/"), let slash = file.lastIndex(of: "/")
    else { return name }
    return String(file[...slash]) + name
  }

  private func made(
    _ experiment: Experiment, set: [String], edit: [String]
  ) throws(Failure) -> Experiment {
    do throws(DocumentError) {
      return try ExperimentOptions(set: set, edit: edit).experiment(from: experiment)
    } catch {
      throw .usage(error.description)
    }
  }

  /// What flags say counts.
  private func change(_ sweep: inout Sweep) throws(DocumentError) {
    let scenario = sweep.experiment.scenario
    for text in over {
      let axis = try SweepAxisText.axis(text, of: scenario)
      if let place = sweep.axes.firstIndex(where: { $0.paths == axis.paths }) {
        sweep.axes[place] = axis
      } else {
        sweep.axes.append(axis)
      }
    }
    func refusal(_ option: String, _ value: Any, _ allowed: Allowed) -> DocumentError {
      DocumentError(source: option, line: nil, problem: .other(.refused("\(value)", allowed)))
    }
    if let seeds {
      guard (1...Sweep.largestSeedCount).contains(seeds) else {
        throw refusal("--seeds", seeds, .wholeNumber(1...Sweep.largestSeedCount))
      }
      sweep.seedCount = seeds
    }
    if let until { sweep.end = until }
    if let steps { sweep.stepping = steps }
    if let tolerance {
      guard Sweep.toleranceRange.contains(tolerance) else {
        throw refusal("--tolerance", tolerance, .sweep(.tolerance))
      }
      sweep.tolerance = tolerance
    }
    if !measure.isEmpty {
      sweep.measures = try measure.map { (text) throws(DocumentError) in
        try made("--measure") { () throws(ParameterError) in
          try SweepMeasure(text: text, in: scenario)
        }
      }
    }
    switch (solve, goal) {
    case (nil, nil): break
    case (let solve?, let goal?):
      let (path, range) = try SweepAxisText.solved(solve)
      sweep.goal = try made("--solve") { () throws(ParameterError) in
        try SweepGoal(path: path, range: range, text: goal, in: scenario)
      }
    case (nil, _): throw refusal("--for", Given.goalAlone, .verb(.parameterToo))
    case (_, nil):
      throw refusal("--solve", Given.pathAlone, .verb(.goalToo))
    }
  }

  private func made<Value>(
    _ option: String, _ body: () throws(ParameterError) -> Value
  ) throws(DocumentError) -> Value {
    do throws(ParameterError) {
      return try body()
    } catch  where "--" + error.field == option {
      // The option has said what it is.
      throw DocumentError(
        source: option, line: nil,
        problem: .other(.refused(error.value, error.allowed)))
    } catch {
      throw DocumentError(source: option, line: nil, problem: .parameter(error))
    }
  }
}

extension Sweep.Stepping: ExpressibleByArgument {}
