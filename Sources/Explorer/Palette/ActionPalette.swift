import Cells
import Forgetting

/// The palette of all actions while it is open.
public struct ActionPalette: Equatable, Sendable {
  public var editor = LineEditor(limit: LineEditor.largestQuery)
  /// Counted among what is found.
  public var selection = 0

  public init() {}
}

/// One thing that can be done from the palette.
struct PaletteItem: Sendable {
  enum Target: Sendable {
    case function(KeyFunction)
    case command(CommandEntry)
    /// The cursor goes to a parameter.
    case parameter(Parameter)
    case preset(Preset)
  }

  let target: Target
  let title: String
  /// The key that does it, or the command line's words.
  let hint: String
  let detail: String

  /// Everything that can be done now.
  static func all(_ state: ExplorerState) -> [PaletteItem] {
    var items = functions(state)
    for entry in CommandTable.entries
    where entry.isAllowed(in: state) && (entry.function == nil || !entry.standsAlone) {
      items.append(
        PaletteItem(
          target: .command(entry), title: entry.word, hint: ":\(entry.line)", detail: entry.help))
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
    for binding in KeyTable.bindings(in: state) {
      var seen: [KeyFunction] = []
      for (_, function) in binding.keys where !seen.contains(function) {
        seen.append(function)
        let keys = binding.keys.filter { key, other in
          other == function && KeyTable.function(of: key, in: state) == function
        }
        items.append(
          PaletteItem(
            target: .function(function), title: function.title,
            hint: keys.map(\.0.name).joined(separator: " "), detail: binding.help))
      }
    }
    return items
  }

  /// What answers a query, best first; everything where there is none.
  static func found(_ query: String, _ state: ExplorerState) -> [PaletteItem] {
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

/// Keys while the palette of actions is open.
enum PaletteReducer {
  static func reduce(
    _ state: inout ExplorerState, _ palette: ActionPalette, _ key: Key
  ) -> [Effect] {
    var palette = palette
    let page = max(1, PaletteView.listHeight(state))
    switch key {
    case .escape:
      state.overlay = nil
      return []
    case .enter:
      let found = PaletteItem.found(palette.editor.text, state)
      guard found.indices.contains(palette.selection) else { return [] }
      state.overlay = nil
      return perform(&state, found[palette.selection].target)
    case .up, .control("p"): palette.selection -= 1
    case .down, .control("n"), .tab: palette.selection += 1
    case .backTab: palette.selection -= 1
    case .pageUp: palette.selection -= page
    case .pageDown: palette.selection += page
    default:
      if palette.editor.handle(key) { palette.selection = 0 }
    }
    let count = PaletteItem.found(palette.editor.text, state).count
    palette.selection = min(max(0, palette.selection), max(0, count - 1))
    state.overlay = .actions(palette)
    return []
  }

  private static func perform(
    _ state: inout ExplorerState, _ target: PaletteItem.Target
  ) -> [Effect] {
    switch target {
    case .function(let function):
      // Through the key where it has one now: a lecture gives some of them another meaning.
      for binding in KeyTable.bindings(in: state) {
        for (key, other) in binding.keys
        where other == function && KeyTable.function(of: key, in: state) == function {
          return ExplorerReducer.keyPressed(&state, key)
        }
      }
      return ExplorerReducer.perform(&state, function)
    case .command(let entry):
      guard entry.standsAlone else {
        CommandReducer.open(&state, text: entry.word + " ")
        return []
      }
      do throws(ParameterError) {
        return try CommandReducer.run(&state, entry.word)
      } catch {
        state.message = .init(text: "\(error)", isError: true)
        return []
      }
    case .parameter(let parameter):
      ParameterCommands.jump(&state, to: parameter)
      return []
    case .preset(let preset): return PresetReducer.load(&state, preset)
    }
  }
}
