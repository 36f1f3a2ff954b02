import Cells

/// Keys while the tour is on: they do what they always do; Enter and Esc go on and end it.
enum TourReducer {
  static func start(_ state: inout ExplorerState) -> [Effect] {
    guard state.lecture == nil else {
      return state.say(.noTour)
    }
    state.tour = state.tour == nil ? 0 : nil
    state.isZoomed = false
    state.view = .dashboard
    return []
  }

  /// - Returns: whether the key was the tour's alone.
  static func intercept(_ state: inout ExplorerState, _ key: Key) -> Bool {
    guard let step = state.tour, state.overlay == nil, state.entry == nil else { return false }
    switch key {
    case .escape:
      state.tour = nil
      state.message = nil
      return true
    case .enter:
      goOn(&state, from: step)
      return true
    default:
      if let function = KeysInForce.function(of: key, in: state),
        TourStep.all[step].isTaught(function)
      {
        goOn(&state, from: step)
      }
      return false
    }
  }

  private static func goOn(_ state: inout ExplorerState, from step: Int) {
    state.tour = step + 1 < TourStep.all.count ? step + 1 : nil
  }
}
