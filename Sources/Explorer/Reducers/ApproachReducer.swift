import Cells
import Simulation

/// An experiment that is opened at a late instant is on its way there for a while: the footer says how
/// far it is, and any key ends the way where it is.
enum ApproachReducer {
  /// Keys that do what they always do; the way goes on.
  private static func passes(_ function: KeyFunction?) -> Bool {
    switch function {
    case .quit, .suspend, .redraw, .help: true
    default: false
    }
  }

  /// - Returns: nil where the key is to be taken as at any other time.
  static func intercept(_ state: inout ExplorerState, _ key: Key) -> [Effect]? {
    guard state.now.approachedShare != nil, state.overlay == nil else { return nil }
    if case .mouse(let mouse) = key, mouse.event != .press { return [] }
    guard !passes(KeysInForce.function(of: key, in: state)) else { return nil }
    // Two keys in a row end it once.
    state.pending.endsApproach = true
    state.pending.state = .paused
    state.message = .init(remark: .stoppedOnTheWay, isError: false)
    return state.send(.pause)
  }

  /// How far it is.
  static func tell(_ state: inout ExplorerState, _ before: Now) {
    if let share = state.now.approachedShare {
      let percent = Int((100 * share).rounded(.down))
      state.message = .init(
        remark: .onTheWay(percent: percent), isError: false)
    } else if before.approachedShare != nil {
      state.message = nil
    }
  }
}
