import Cells

/// Keys while an explanation is open.
enum ExplanationReducer {
  static func reduce(
    _ state: inout ExplorerState, _ topic: String, _ key: Key
  ) -> [Effect] {
    switch key {
    case .escape, .character("q"), .function(1): state.overlay = nil
    case .character("?"): state.overlay = .help(scroll: 0)
    case .down, .character("j"): go(&state, from: topic, by: 1)
    case .up, .character("k"): go(&state, from: topic, by: -1)
    case .pageDown, .character(" "):
      ScrollReducer.scroll(&state, by: state.layout.scroll.page)
    case .pageUp: ScrollReducer.scroll(&state, by: -state.layout.scroll.page)
    default: break
    }
    return []
  }

  private static func go(_ state: inout ExplorerState, from topic: String, by step: Int) {
    let topics = Explanations.topics(state)
    guard let place = topics.firstIndex(of: topic) else { return }
    let next = topics[(place + step + topics.count) % topics.count]
    // The cursor of the pane goes along, so that closing leaves it where the eye was.
    if state.parameters.contains(where: { $0.path == next }) { state.cursor = next }
    state.overlay = .explanation(topic: next, scroll: 0)
  }
}
