/// Moves the lines that lie over the screen; nothing where there are none.
enum ScrollReducer {
  static func scroll(_ state: inout ExplorerState, by lines: Int) {
    guard let first = state.overlay?.scroll else { return }
    state.overlay?.scroll = min(max(0, first + lines), state.layout.scroll.last)
  }
}
