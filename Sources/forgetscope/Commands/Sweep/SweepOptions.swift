import ArgumentParser
import Documents
import Forgetting
import Host
import Simulation
import Words

/// What is swept: a file, or a scenario with flags, or a file with flags that say otherwise.
struct SweepOptions: ParsableArguments {
  @Argument(
    help: "A sweep's YAML file, a folder that was begun, a scenario as for the other verbs, or -.",
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

  /// The folder in which a sweep goes on, where the scenario is one.
  var begunFolder: String? { scenario.flatMap { SweepFolder.begun($0) == nil ? nil : $0 } }

  /// The sweep, checked.
  func sweep() throws(Failure) -> Sweep {
    var (sweep, document) = try base()
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
    do throws(ParameterError) {
      try sweep.validate()
    } catch {
      throw .usage(place(of: error, in: document).description)
    }
    return sweep
  }

  /// An error of the sweep as a whole, with the option or the line that it is of.
  private func place(of error: ParameterError, in document: SweepDocument?) -> DocumentError {
    func said(_ option: String) -> DocumentError {
      DocumentError(source: option, line: nil, problem: .parameter(error))
    }
    let axes = over.map { String($0.prefix { $0 != "=" }) }
    if axes.contains(where: { SweepAxisText.paths($0).contains(error.field) || $0 == error.field })
    {
      return said("--over")
    }
    if measure.contains(where: { SweepMeasure.trimmed($0) == error.field }) {
      return error.field == error.value
        ? refusal("--measure", error.value, error.allowed) : said("--measure")
    }
    if goal != nil, error.field == "for" { return refusal("--for", error.value, error.allowed) }
    if let solve, solve.prefix(while: { $0 != "=" }) == error.field { return said("--solve") }
    if until != nil, error.field == "until" {
      return refusal("--until", error.value, error.allowed)
    }
    return document?.located(error)
      ?? DocumentError(
        source: error.field, line: nil, problem: .other(.refused(error.value, error.allowed)))
  }

  private func base() throws(Failure) -> (Sweep, SweepDocument?) {
    guard !Confinement.isKiosk else { throw .usage(.kiosk) }
    let scenario = self.scenario.map { SweepFolder.begun($0) ?? $0 }
    guard let scenario, ScenarioArgument.isFile(scenario) else {
      return (
        Sweep(try made(ScenarioArgument.experiment(named: scenario), set: set, edit: edit)), nil
      )
    }
    let bytes = try ScenarioArgument.bytes(of: scenario)
    guard SweepDocument.isSweep(bytes) else {
      return (
        Sweep(
          try made(
            ScenarioArgument.experiment(in: bytes, named: scenario), set: set, edit: edit)), nil
      )
    }
    let source = scenario == "-" ? "standard input" : scenario
    do {
      let document = try SweepDocument(bytes, source: source)
      return (try document.sweep(of: try experiment(document, named: scenario)), document)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .usage("\(error)")
    }
  }

  /// What a file sweeps, with what it and the flags set.
  private func experiment(_ document: SweepDocument, named file: String) throws -> Experiment {
    let base: Experiment
    switch document.base {
    case .written(let scenario): base = Experiment(scenario: scenario)
    case .named(let name):
      let place = SweepOptions.beside(file, name)
      guard Presets.preset(place) != nil || place.hasPrefix("{") || ScenarioArgument.isFile(place)
      else { throw document.refusalOfScenario(allowed: ScenarioArgument.allowed(for: place)) }
      base = try ScenarioArgument.experiment(named: place)
    }
    do {
      return try ExperimentOptions(set: document.set + set, edit: document.edit + edit)
        .experiment(from: base)
    } catch {
      // Where the file alone is wrong already, it says where.
      do {
        _ = try ExperimentOptions(set: document.set, edit: document.edit).experiment(from: base)
      } catch let own {
        throw document.located(own)
      }
      throw error
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
    var named: Set<String> = []
    for text in over {
      let axis = try SweepAxisText.axis(text, of: scenario)
      let names = Set(axis.paths.map(scenario.valuePath))
      // A flag says otherwise than the file, but not than another flag.
      guard named.isDisjoint(with: names) else {
        throw refusal("--over", text, .sweep(.oneAxis))
      }
      named.formUnion(names)
      let place = sweep.axes.firstIndex { Set($0.paths.map(scenario.valuePath)) == names }
      if let place { sweep.axes[place] = axis } else { sweep.axes.append(axis) }
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
      for (place, measure) in sweep.measures.enumerated()
      where sweep.measures[..<place].contains(where: { $0.name == measure.name }) {
        throw refusal("--measure", measure.name, .sweep(.eachOnce))
      }
    }
    switch (solve, goal) {
    case (nil, nil): break
    case (let solve?, let goal?):
      let (path, range) = try SweepAxisText.solved(solve)
      do throws(ParameterError) {
        sweep.goal = try SweepGoal(path: path, range: range, text: goal, in: scenario)
      } catch {
        let option = error.field == "solve" || error.field == path ? "--solve" : "--for"
        _ = try made(option) { () throws(ParameterError) in throw error }
      }
    case (nil, _): throw refusal("--for", Given.goalAlone, .verb(.parameterToo))
    case (_, nil):
      throw refusal("--solve", Given.pathAlone, .verb(.goalToo))
    }
  }

  private func refusal(_ option: String, _ value: Any, _ allowed: Allowed) -> DocumentError {
    DocumentError(source: option, line: nil, problem: .other(.refused("\(value)", allowed)))
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
