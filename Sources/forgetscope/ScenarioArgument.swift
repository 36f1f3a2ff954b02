import ArgumentParser
import Documents
import Explorer
import Forgetting
import Host
import Measured
import Words

/// SCENARIO, `--set`, `--edit` and `--at`, the same for every verb.
struct ScenarioArgument: ParsableArguments {
  @Argument(
    help: "A preset's id (forgetscope presets list), a YAML file, a figure, YAML in braces, or -.",
    completion: .list(Presets.all.map(\.id)))
  var scenario: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Change a parameter, as in --set target.separation=6; may be repeated.",
      valueName: "path=value"))
  var set: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Change it while it runs, as in --edit 120:lanes.1.replay=0.2; may be repeated.",
      valueName: "tick:path=value"))
  var edit: [String] = []
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The instant: a flow time, or steps as in 248ticks.", valueName: "time"))
  var at: String?

  /// Whether anything was asked for.
  var isEmpty: Bool { scenario == nil && set.isEmpty && edit.isEmpty && at == nil }

  /// The experiment: the scenario with the changes made, its edits, its instant, all checked.
  func load() throws(Failure) -> Experiment {
    let base = try read()
    do {
      return try ExperimentOptions(set: set, edit: edit, at: at).experiment(from: base)
    } catch {
      throw .usage(error.description)
    }
  }

  /// What the figure that is opened shows besides its experiment; nothing in particular of other files.
  var shown: ShownOptions {
    guard let scenario, scenario != "-", !Confinement.isKiosk,
      FigureFormat(endingOf: scenario) != nil,
      let line = try? FigureReader.stateLine(
        in: try ScenarioArgument.bytes(of: scenario), source: scenario)
    else { return ShownOptions() }
    return ShownOptions(in: line)
  }

  /// Where the file is, with a slash behind it.
  var folder: String {
    guard let scenario, let end = scenario.lastIndex(of: "/") else { return "" }
    return String(scenario[...end])
  }

  /// What a scenario that has not begun opens on. One that was written after its lanes had gone opens on the
  /// panes, and that is said.
  func ownOpening(_ experiment: Experiment) -> Opening? {
    guard experiment.tick == 0, experiment.journal.isEmpty else { return nil }
    do throws(ParameterError) {
      return try Opening(of: experiment.scenario)
    } catch {
      complain("forgetscope: note: \(error)")
      return nil
    }
  }

  /// Says on standard error what a scenario's values have been made of.
  func warn(of scenario: Scenario) {
    for remark in scenario.remarks { complain("forgetscope: note: \(remark)") }
  }

  private func read() throws(Failure) -> Experiment {
    try ScenarioArgument.experiment(named: scenario)
  }

  /// - Parameter verbs: what may stand in a scenario's place, too.
  static func allowed(for scenario: String, verbs: [String] = []) -> Allowed {
    let names = Presets.all.map(\.id) + verbs
    return .verb(.scenario(nearest: nearestName(to: scenario, among: names)))
  }

  /// Whether a word is a file's name rather than a preset's id or a scenario in braces.
  static func isFile(_ scenario: String) -> Bool {
    guard Presets.preset(scenario) == nil, !scenario.hasPrefix("{") else { return false }
    return scenario == "-" || scenario.contains("/") || scenario.hasSuffix(".yaml")
      || scenario.hasSuffix(".yml") || FigureReader.isFigureName(scenario)
      || FileReading.exists(scenario)
  }

  /// The bytes of a file, or of standard input.
  static func bytes(of scenario: String) throws(Failure) -> [UInt8] {
    do {
      return try FileReading.bytes(of: scenario, limit: FigureReader.limit)
    } catch {
      throw .file(error.description)
    }
  }

  /// What a word stands for; nil: the standard preset.
  static func experiment(named scenario: String?) throws(Failure) -> Experiment {
    if Confinement.isKiosk {
      return Experiment(scenario: try KioskRequest.scenario(named: scenario))
    }
    guard let scenario else { return Experiment(scenario: Presets.standard.scenario) }
    if let preset = Presets.preset(scenario) { return Experiment(scenario: preset.scenario) }
    if scenario.hasPrefix("{") {
      return Experiment(scenario: try parsed(Array(scenario.utf8), source: "SCENARIO"))
    }
    guard isFile(scenario) else {
      throw .refused("SCENARIO", scenario, allowed(for: scenario))
    }
    var experiment = try experiment(in: try bytes(of: scenario), named: scenario)
    if let end = scenario.lastIndex(of: "/"), let data = experiment.scenario.data {
      experiment.scenario.data = looked(for: data, in: String(scenario[...end]))
    }
    return experiment
  }

  /// Logs that are not here, but in the folder of the file that names them, are taken from there.
  private static func looked(for data: DataSource, in folder: String) -> DataSource {
    func place(_ file: String) -> String {
      guard !file.hasPrefix("/"), !FileReading.exists(file), FileReading.exists(folder + file)
      else {
        return file
      }
      return folder + file
    }
    var data = data
    data.renameFiles(place)
    return data
  }

  /// What the bytes of a file say: a scenario, or a figure's experiment.
  static func experiment(in bytes: [UInt8], named scenario: String) throws(Failure) -> Experiment {
    let source = scenario == "-" ? "standard input" : scenario
    if FigureReader.format(of: bytes) != nil || FigureReader.isFigureName(scenario) {
      return try figure(bytes, source: source)
    }
    return Experiment(scenario: try parsed(bytes, source: source))
  }

  private static func figure(_ bytes: [UInt8], source: String) throws(Failure) -> Experiment {
    do {
      return try StateLine.experiment(
        from: try FigureReader.stateLine(in: bytes, source: source), source: source)
    } catch {
      throw .usage(error.description)
    }
  }

  private static func parsed(_ bytes: [UInt8], source: String) throws(Failure) -> Scenario {
    do {
      return try Documents.scenario(fromYAML: bytes, source: source)
    } catch {
      throw .usage(error.description)
    }
  }
}
