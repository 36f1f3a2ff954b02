import Cells
import Forgetting

/// Keys while help or a menu lies over the screen.
enum OverlayReducer {
  /// Takes a key.
  ///
  /// - Parameter press: what a key does without an overlay: the palette of actions presses keys.
  static func reduce(
    _ state: inout ExplorerState, _ key: Key, press: (inout ExplorerState, Key) -> [Effect]
  ) -> [Effect] {
    switch key {
    case .control("c"): return [.quit]
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: break
    }
    switch state.overlay {
    case .command(let line): return CommandReducer.reduce(&state, line, key)
    case .actions(let palette): return PaletteReducer.reduce(&state, palette, key, press: press)
    case .presets(let menu): return PresetReducer.reduce(&state, menu, key)
    case .ghosts(let selection): return GhostReducer.reduce(&state, selection, key)
    case .explanation(let topic, _): return ExplanationReducer.reduce(&state, topic, key)
    default: return list(&state, key)
    }
  }

  /// Help, methods and the state line.
  private static func list(_ state: inout ExplorerState, _ key: Key) -> [Effect] {
    switch (state.overlay, key) {
    case (.help, .character("?")), (.help, .function(1)):
      // Again: from the keys to what is under the cursor.
      state.overlay = .explanation(topic: state.topicUnderCursor, scroll: 0)
    case (_, .escape), (_, .character("q")), (.stateLine, .character("y")), (.stateLine, .enter):
      state.overlay = nil
    case (.help, .down), (.help, .character("j")), (.stateLine, .down),
      (.stateLine, .character("j")):
      ScrollReducer.scroll(&state, by: 1)
    case (.help, .up), (.help, .character("k")), (.stateLine, .up), (.stateLine, .character("k")):
      ScrollReducer.scroll(&state, by: -1)
    case (_, .pageDown), (.help, .character(" ")):
      ScrollReducer.scroll(&state, by: state.layout.scroll.page)
    case (_, .pageUp): ScrollReducer.scroll(&state, by: -state.layout.scroll.page)
    case (.methods(let selection), .down), (.methods(let selection), .character("j")):
      state.overlay = .methods(
        selection: min(selection + 1, MethodCatalogue.descriptions.count - 1))
    case (.methods(let selection), .up), (.methods(let selection), .character("k")):
      state.overlay = .methods(selection: max(0, selection - 1))
    case (.methods(let selection), .enter):
      return addLane(&state, selection)
    case (.methods, .character(let digit)):
      if let number = digit.wholeNumberValue,
        (1...MethodCatalogue.descriptions.count).contains(number)
      {
        return addLane(&state, number - 1)
      }
    default: break
    }
    return []
  }

  private static func addLane(_ state: inout ExplorerState, _ index: Int) -> [Effect] {
    state.overlay = nil
    let effects = state.set("lanes.add", .word(MethodCatalogue.descriptions[index].key))
    if !effects.isEmpty {
      state.focusedLane = state.scenario.lanes.count - 1
      state.isSolo = false
      state.keepCursor()
    }
    return effects
  }
}
