import Cells
import Forgetting
import Simulation

/// Where the parts of the timeline lie.
package enum TimelineLayout {
  /// Where the bar itself lies.
  package static func bar(_ region: Region) -> Region {
    let row = region.height >= 3 ? region.row + 1 : region.row
    return Region(row: row, column: region.column + 3, height: 1, width: region.width - 10)
  }

  /// Of two ends one behind the other, how much further the later one may lie and have its place on the bar: beyond
  /// that it would leave the others none.
  private static let widestStage = 20.0

  /// The flow time at the bar's end: that of the plots, or further where stages end that are still to come, with
  /// room to drag the last end on. It stands still while one of them is dragged.
  package static func horizon(_ state: ExplorerState) -> Double {
    if case .stageEnd(let grip) = state.grip { return grip.horizon }
    let least = state.snapshot.horizon
    var reach = 0.0
    for end in ends(state) where end.time <= widestStage * max(reach, least) {
      reach = max(reach, end.time)
    }
    return max(least, SnapshotReader.horizon(1.1 * reach, state.scenario.clock.until))
  }

  /// The column of a flow time on the bar; what lies beyond it stands at its end.
  package static func column(of time: Double, horizon: Double, _ bar: Region) -> Int {
    bar.column + Int((min(1, time / horizon) * Double(bar.width - 1)).rounded())
  }

  /// The ends of stages in their order, with the numbers that paths call them by.
  private static func ends(_ state: ExplorerState) -> [(number: Int, time: Double)] {
    (state.scenario.sequence?.stageList ?? []).enumerated().compactMap { index, stage in
      stage.until.map { (index + 1, $0) }
    }
  }

  /// The stage whose end stands in a column, as the path of that end: what comes is dragged there. What has been
  /// trained stays as it was, unless every edit recomputes the run; an edit of the past would take the rest of the
  /// timeline away under the pointer.
  static func stageEnd(atColumn column: Int, _ state: ExplorerState, _ bar: Region) -> String? {
    let horizon = horizon(state)
    let end = ends(state).first { end in
      (state.now.isInstant || end.time > state.now.time && !state.now.isInPast)
        && TimelineLayout.column(of: end.time, horizon: horizon, bar) == column
    }
    return end.map { "stages.\($0.number).until" }
  }
}
