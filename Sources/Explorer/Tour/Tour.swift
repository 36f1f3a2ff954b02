import Cells

/// The first minute: four things to press, one after another. Nothing of it opens by itself.
struct TourStep: Sendable {
  /// Where to look.
  enum Target: Sendable {
    case pane(ExplorerState.Pane)
    case timeline
    case footer
  }

  let target: Target
  let pointer: String
  let text: String
  /// The key's function that the step teaches: pressing it goes on.
  let isTaught: @Sendable (KeyFunction) -> Bool

  static let all: [TourStep] = [
    TourStep(
      target: .pane(.mass), pointer: "how much is kept",
      text:
        "Press Space. The flow runs, and the old weight β falls for ● forward KL, which learns from "
        + "new data alone; ○ reverse KL keeps it. Space again pauses."
    ) { $0 == .playOrPause },
    TourStep(
      target: .pane(.density), pointer: "the two tasks",
      text: "Press ] a few times. The tasks move apart and overlap less; what drifts, drifts less. "
        + "Everything changes while it runs: ↑ ↓ choose a parameter, ← → change it."
    ) { function in
      if case .separation = function { return true }
      return false
    },
    TourStep(
      target: .timeline, pointer: "time",
      text: "Press < to look back. Space goes on from there, and the future that was there stays "
        + "as a ghost. o keeps curves to compare with."
    ) { function in
      if case .scrub = function { return true }
      return false
    },
    TourStep(
      target: .pane(.parameters), pointer: "what is under the cursor",
      text:
        "Press F1: it explains the parameter under the cursor. ? shows the keys, p the presets, "
        + "/ finds any action by a few letters, : takes commands."
    ) { [.explain, .help, .presets, .actions, .commandLine].contains($0) },
  ]
}

/// Keys while the tour is on: they do what they always do; Enter and Esc go on and end it.
enum TourReducer {
  static func start(_ state: inout ExplorerState) -> [Effect] {
    guard state.lecture == nil else {
      return ExplorerReducer.say(&state, "no tour in a lecture; forgetscope alone has it")
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
      if let function = KeyTable.function(of: key, in: state), TourStep.all[step].isTaught(function)
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
