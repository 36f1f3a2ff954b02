import ArgumentParser
import Documents
import Forgetting
import Words

/// `presets`: the shipped scenarios, as YAML that can be edited.
struct PresetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "The scenarios that ship with the program.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  struct List: Verb {
    static let configuration = CommandConfiguration(
      abstract: "An id and a name per line, under the headings of families.")

    func perform() throws(Failure) {
      var output = StandardOutput()
      let width = Presets.all.map(\.id.count).max() ?? 0
      for family in Preset.Family.allCases {
        // A heading starts with #, so that the first word of every other line is an id.
        try output.write("# \(family.rawValue)\n")
        for preset in Presets.all where preset.family == family {
          let space = String(repeating: " ", count: width - preset.id.count + 2)
          try output.write("\(preset.id)\(space)\(preset.scenario.name)\n")
        }
      }
      try output.flush()
    }
  }

  struct Show: Verb {
    static let configuration = CommandConfiguration(abstract: "A preset as YAML.")

    @Argument(
      help: "The preset's id.", completion: .list(Presets.all.map(\.id)))
    var id: String

    func perform() throws(Failure) {
      guard let preset = Presets.preset(id) else {
        throw .refused("ID", id, .oneOf(Presets.all.map(\.id)))
      }
      var output = StandardOutput()
      try output.write(yaml(of: preset.scenario))
      try output.flush()
    }
  }
}
