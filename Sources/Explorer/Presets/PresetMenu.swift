import Cells
import Forgetting

/// The menu of presets while it is open.
public struct PresetMenu: Equatable, Sendable {
  /// What was typed to find one.
  public var filter = LineEditor(limit: LineEditor.largestQuery)
  /// Counted among what is found.
  public var selection: Int

  public init(selection: Int = 0) { self.selection = selection }

  /// The places in `Presets.all` of what is found: by number, id, name and family.
  var found: [Int] {
    let query = filter.text
    return Presets.all.indices.filter { index in
      let preset = Presets.all[index]
      let text = "\(index + 1) \(preset.id) \(preset.scenario.name) \(preset.family.rawValue)"
      return query.lowercased().split(separator: " ").allSatisfy {
        Int($0) != nil
          ? String(index + 1).hasPrefix($0) : Fuzzy.contains(text.lowercased(), String($0))
      }
    }
  }

  var chosen: Preset? {
    let found = found
    return found.indices.contains(selection) ? Presets.all[found[selection]] : nil
  }
}

/// Keys while the menu of presets is open: letters and digits find, arrows choose.
enum PresetReducer {
  static func reduce(_ state: inout ExplorerState, _ menu: PresetMenu, _ key: Key) -> [Effect] {
    var menu = menu
    let page = max(1, PresetMenuView.listHeight(state) - 1)
    switch key {
    case .escape where menu.filter.characters.isEmpty:
      state.overlay = nil
      return []
    case .escape:
      // What was found stays chosen.
      let place = menu.found.indices.contains(menu.selection) ? menu.found[menu.selection] : 0
      menu = PresetMenu(selection: place)
    case .enter:
      guard let preset = menu.chosen else { return [] }
      return load(&state, preset)
    case .up, .control("p"), .backTab: menu.selection -= 1
    case .down, .control("n"), .tab: menu.selection += 1
    case .pageUp: menu.selection -= page
    case .pageDown: menu.selection += page
    case .home: menu.selection = 0
    case .end: menu.selection = .max
    default:
      if menu.filter.handle(key) { menu.selection = 0 }
    }
    menu.selection = min(max(0, menu.selection), max(0, menu.found.count - 1))
    state.overlay = .presets(menu)
    return []
  }

  static func load(_ state: inout ExplorerState, _ preset: Preset) -> [Effect] {
    state.overlay = nil
    state.focusedLane = nil
    state.isSolo = false
    state.scenario = preset.scenario
    ExplorerReducer.keepCursor(&state)
    return ExplorerReducer.send(&state, .load(preset.scenario))
  }
}
