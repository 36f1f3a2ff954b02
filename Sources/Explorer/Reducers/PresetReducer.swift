import Cells
import Forgetting

/// Keys while the menu of presets is open: letters and digits find, arrows choose.
enum PresetReducer {
  static func reduce(_ state: inout ExplorerState, _ menu: PresetMenu, _ key: Key) -> [Effect] {
    var menu = menu
    let page = max(1, PresetMenuLayout.listHeight(state) - 1)
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
    // A view that a preset has opened goes with it.
    if let opening = try? Opening(of: state.scenario), .view(state.view) == opening.part {
      state.view = .dashboard
    }
    state.scenario = preset.scenario
    state.mapChoice = MapChoice(in: preset.scenario)
    state.tradeOff = TradeOffAxis(in: preset.scenario)
    state.keepCursor()
    let effects = state.send(.load(preset.scenario))
    guard let opening = try? Opening(of: preset.scenario) else { return effects }
    return effects + open(&state, opening, isLoaded: true)
  }

  /// Shows what a scenario opens on, or what is asked for.
  ///
  /// - Parameter isLoaded: whether the scenario has just been loaded: nothing has run yet.
  static func open(
    _ state: inout ExplorerState, _ opening: Opening, isLoaded: Bool = false
  ) -> [Effect] {
    if case .map(let choice) = opening {
      return MapReducer.open(&state, choice, isLoaded: isLoaded)
    }
    state.lecture?.showsScene = false
    state.show(opening.part)
    guard opening.isOfEnds, isLoaded || state.now.endTime == 0 else { return [] }
    return state.send(.runTo(state.scenario.clock.until))
  }
}
