import Cells
import Forgetting

/// One thing that can be done from the palette.
package struct PaletteItem: Sendable {
  enum Target: Sendable {
    case function(KeyFunction)
    case command(CommandEntry)
    /// The cursor goes to a parameter.
    case parameter(Parameter)
    case preset(Preset)
    /// The command line opens with the path, for what is added, removed or named.
    case structure(path: String)
  }

  let target: Target
  package let title: String
  /// The key that does it, or the command line's words.
  package let hint: String
  package let detail: String

  /// Everything that can be done now.
  static func all(_ state: ExplorerState) -> [PaletteItem] {
    var items = functions(state)
    for entry in CommandTable.entries
    where entry.isAllowed(in: state) && (entry.function == nil || !entry.standsAlone) {
      items.append(
        PaletteItem(
          target: .command(entry), title: entry.word, hint: ":\(entry.line)", detail: entry.help))
    }
    // Lanes come and go by keys and commands.
    for change in StructureChange.allCases where change.isOfTasks {
      for path in change.paths(in: state.scenario) {
        let name = change == .renameTask ? ": " + path.split(separator: ".")[1] : ""
        items.append(
          PaletteItem(
            target: .structure(path: path), title: change.title + name,
            hint: ":\(path)=\(change.argument)", detail: change.about))
      }
    }
    for parameter in ParameterOrder.parameters(of: state.scenario, lane: nil) {
      let mark = parameter.lane.map { " \(Glyphs.laneMark($0))" } ?? ""
      items.append(
        PaletteItem(
          target: .parameter(parameter), title: parameter.label + mark, hint: parameter.path,
          detail: parameter.about))
    }
    for preset in Presets.all {
      items.append(
        PaletteItem(
          target: .preset(preset), title: "preset \(preset.id)", hint: "preset",
          detail: preset.scenario.about))
    }
    return items
  }

  /// One item a function, with all of its keys; a lecture's keys hide others.
  private static func functions(_ state: ExplorerState) -> [PaletteItem] {
    var items: [PaletteItem] = []
    for binding in KeysInForce.bindings(in: state) {
      for (function, title) in binding.functions {
        let keys = binding.keys.filter { key, other in
          other == function && KeysInForce.function(of: key, in: state) == function
        }
        items.append(
          PaletteItem(
            target: .function(function), title: title,
            hint: keys.map(\.0.name).joined(separator: " "), detail: binding.help))
      }
    }
    return items
  }

  /// What answers a query, best first; everything where there is none.
  package static func found(_ query: String, _ state: ExplorerState) -> [PaletteItem] {
    let items = all(state)
    guard query.contains(where: { $0 != " " }) else { return items }
    let scored = items.enumerated().compactMap { place, item -> (Int, Int, PaletteItem)? in
      // A title says more than what is written about it.
      let title = Fuzzy.score(query, in: item.title)
      let rest = Fuzzy.score(query, in: "\(item.title) \(item.hint) \(item.detail)")
      guard let score = [title, rest.map { $0 + 45 }].compactMap({ $0 }).min() else { return nil }
      return (score, place, item)
    }
    return scored.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}
