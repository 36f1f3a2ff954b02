/// Keys that speak to the screen: panes, axes, and leaving whatever is open.
enum ScreenReducer {
  static func movePane(_ state: inout ExplorerState, by step: Int) {
    let shown = state.layout.tabOrder
    guard !shown.isEmpty else { return }
    guard let index = shown.firstIndex(of: state.focus) else {
      state.focus = shown[0]
      return
    }
    state.focus = shown[(index + step + shown.count) % shown.count]
  }

  static func toggleLogAxis(_ state: inout ExplorerState) {
    switch state.focus {
    case .mass: state.isMassLogarithmic.toggle()
    case .place: state.isPlaceLogarithmic.toggle()
    default:
      let both = !(state.isMassLogarithmic && state.isPlaceLogarithmic)
      state.isMassLogarithmic = both
      state.isPlaceLogarithmic = both
    }
  }

  static func close(_ state: inout ExplorerState) -> [Effect] {
    if SurveyReducer.canCancel(state) {
      return SurveyReducer.cancel(&state)
    } else if state.isZoomed {
      state.isZoomed = false
      if state.focus == .theory { state.focus = .parameters }
    } else if state.isSolo {
      state.isSolo = false
    } else if state.focusedLane != nil {
      state.focusedLane = nil
      state.keepCursor()
    } else if state.view != .dashboard {
      state.view = .dashboard
    }
    return []
  }
}
