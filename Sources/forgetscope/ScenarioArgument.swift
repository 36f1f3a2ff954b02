import ArgumentParser
import Documents
import Forgetting
import Host

/// SCENARIO and `--set`, the same for every verb.
struct ScenarioArgument: ParsableArguments {
  @Argument(
    help: "A preset's id (forgetscope presets list), a YAML file, or - for standard input.",
    completion: .list(Presets.all.map(\.id)))
  var scenario: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Change a parameter, as in --set target.separation=6; may be repeated.",
      valueName: "path=value"))
  var set: [String] = []

  /// The scenario with the changes made, checked.
  func load() throws(Failure) -> Scenario {
    var result = try read()
    for change in set {
      guard let sign = change.firstIndex(of: "=") else {
        throw .usage("--set: \(change) is not allowed; path=value, as in target.oldMass=0.3")
      }
      let path = String(change[..<sign])
      do throws(ParameterError) {
        try result.set(path, text: String(change[change.index(after: sign)...]))
      } catch {
        throw .usage("--set: \(error)")
      }
    }
    return result
  }

  private func read() throws(Failure) -> Scenario {
    guard let scenario else { return Presets.standard.scenario }
    if let preset = Presets.preset(scenario) { return preset.scenario }
    let looksLikePath =
      scenario == "-" || scenario.contains("/") || scenario.hasSuffix(".yaml")
      || scenario.hasSuffix(".yml") || FileReading.exists(scenario)
    guard looksLikePath else {
      let ids = Presets.all.map(\.id).joined(separator: ", ")
      throw .usage("SCENARIO: \(scenario) is not allowed; a preset (\(ids)), a file, or -")
    }
    let bytes: [UInt8]
    do {
      bytes = try FileReading.bytes(of: scenario)
    } catch {
      throw .file(error.description)
    }
    do {
      return try Documents.scenario(
        fromYAML: bytes, source: scenario == "-" ? "standard input" : scenario)
    } catch {
      throw .usage(error.description)
    }
  }
}
