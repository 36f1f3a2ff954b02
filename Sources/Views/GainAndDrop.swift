import Cells
import Explorer
import Forgetting
import Simulation

/// What the figures of Chen et al. count, in the rows of verdicts: runs in the coordinates of their code are told of
/// in their numbers, and words about a drop need one to stand on the screen.
enum GainAndDrop {
  /// Of " gain  .62 drop −.08".
  static let width = 20

  /// Whether a screen's lanes are told of so; tasks with names have numbers of their own.
  static func isShown(_ state: ExplorerState) -> Bool {
    state.snapshot.scenario.coordinates == .direct && state.snapshot.problem.tasks == nil
  }

  static func runs(_ lane: Int, _ state: ExplorerState) -> [Run] {
    let measured = state.snapshot.asMeasured(lane)
    func number(_ measure: Measure) -> Run {
      let text =
        measure.value(of: measured).map { NumberText.fixed($0, digits: 2, leadingZero: false) }
        ?? "–"
      let blanks = String(repeating: " ", count: max(0, 4 - text.count))
      return Run(blanks + text, ink: .strong, emphasis: .bold)
    }
    return [
      Run(" gain ", ink: .dim), number(.componentGain), Run(" drop ", ink: .dim),
      number(.componentDrop),
    ]
  }
}
