import Forgetting

/// A file's name out of a scenario's, for its YAML; `FigureName` is the one of figures.
enum ScenarioName {
  /// The first words of its name, in letters that every shell leaves alone: `replay-moves-forward.yaml`.
  static func fileName(_ scenario: Scenario) -> String {
    let words = scenario.name.lowercased().utf8.split { byte in
      !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let name = words.prefix(4).map { String(decoding: $0.prefix(20), as: UTF8.self) }
    return (name.isEmpty ? "scenario" : name.joined(separator: "-")) + ".yaml"
  }
}
