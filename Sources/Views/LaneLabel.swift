import Cells
import Explorer
import Simulation

/// What lanes are called beside curves and in rules: as the rows of verdicts call them, so that a screen has one
/// name for each.
struct LaneLabel {
  private let snapshot: Snapshot
  private let words: LaneWords
  private let rows: [Int: String]

  init(_ state: ExplorerState, _ painter: Painter) {
    snapshot = state.snapshot
    words = LaneWords(snapshot)
    rows = VerdictView.names(state, painter)
  }

  /// "reverse batch 4", or "RL batch 4" where the row has the nickname.
  func name(_ lane: Int) -> String {
    let view = snapshot.lanes[lane]
    let short = LaneName.short(view, snapshot)
    let name = LaneName.word(view)
    guard let row = rows[lane], row.hasPrefix(view.nickname), !row.hasPrefix(name) else {
      return short
    }
    return LaneName.shortest(view, words)
  }
}
