/// Deeds for which the run stands still, and those that wait until the screen says what the simulation
/// says.
enum HoldReducer {
  /// What may be done now; the rest waits for the answer to what has been sent.
  static func hold(_ state: inout ExplorerState, _ effects: [Effect]) -> [Effect] {
    var due: [Effect] = []
    for effect in effects {
      switch effect {
      case .snapshot, .suspend:
        // Nobody watches a run while its explorer is stopped.
        if state.now.state == .running, !state.isHeld, !state.permissions.isAudience {
          state.stop()
          state.isHeld = true
          due += state.send(.pause)
        }
      default: break
      }
      switch effect {
      case .snapshot where !state.isAnswered, .writeStateLine where !state.isAnswered:
        state.pending.deeds.append(effect)
      default: due.append(effect)
      }
    }
    return due
  }

  /// Behind the deed the run goes on.
  static func goOn(_ state: inout ExplorerState) -> [Effect] {
    guard state.isHeld else { return [] }
    state.isHeld = false
    return state.now.state == .running ? [] : state.playOrPause()
  }
}
