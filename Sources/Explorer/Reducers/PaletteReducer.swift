import Cells
import Forgetting

/// Keys while the palette of actions is open.
enum PaletteReducer {
  static func reduce(
    _ state: inout ExplorerState, _ palette: ActionPalette, _ key: Key,
    press: (inout ExplorerState, Key) -> [Effect]
  ) -> [Effect] {
    var palette = palette
    let page = max(1, PaletteLayout.listHeight(state))
    switch key {
    case .escape:
      state.overlay = nil
      return []
    case .enter:
      let found = PaletteItem.found(palette.editor.text, state)
      guard found.indices.contains(palette.selection) else { return [] }
      state.overlay = nil
      return perform(&state, found[palette.selection].target, press: press)
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
    _ state: inout ExplorerState, _ target: PaletteItem.Target,
    press: (inout ExplorerState, Key) -> [Effect]
  ) -> [Effect] {
    switch target {
    case .function(let function):
      // Through the key where it has one now: a lecture gives some of them another meaning.
      for binding in KeysInForce.bindings(in: state) {
        for (key, other) in binding.keys
        where other == function && KeysInForce.function(of: key, in: state) == function {
          return press(&state, key)
        }
      }
      return FunctionReducer.perform(&state, function)
    case .command(let entry):
      guard entry.standsAlone else {
        CommandReducer.open(&state, text: entry.word + " ")
        return []
      }
      do throws(ParameterError) {
        return try CommandReducer.run(&state, entry.word)
      } catch {
        state.message = .init(remark: error.remark, isError: true)
        return []
      }
    case .parameter(let parameter):
      ParameterCommands.jump(&state, to: parameter)
      return []
    case .structure(let path):
      CommandReducer.open(&state, text: path + "=")
      return []
    case .preset(let preset): return PresetReducer.load(&state, preset)
    }
  }
}
