import Cells

/// The first minute: four things to press, one after another. Nothing of it opens by itself.
package struct TourStep: Sendable {
  /// Where to look.
  package enum Target: Sendable {
    case pane(Pane)
    case timeline
    case footer
  }

  package let target: Target
  package let pointer: String
  package let text: String
  /// The key's function that the step teaches: pressing it goes on.
  let isTaught: @Sendable (KeyFunction) -> Bool

  package static let all: [TourStep] = [
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
