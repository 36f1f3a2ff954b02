import Cells

/// Where the parts of the timeline lie.
package enum TimelineLayout {
  /// Where the bar itself lies.
  package static func bar(_ region: Region) -> Region {
    let row = region.height >= 3 ? region.row + 1 : region.row
    return Region(row: row, column: region.column + 3, height: 1, width: region.width - 10)
  }

  /// The column of a flow time on the bar.
  package static func column(of time: Double, horizon: Double, _ bar: Region) -> Int {
    bar.column + Int((min(1, time / horizon) * Double(bar.width - 1)).rounded())
  }

  /// The stage whose end stands in a column, as the path of that end: what comes is dragged there. What has been
  /// trained stays as it was, unless every edit recomputes the run; an edit of the past would take the rest of the
  /// timeline away under the pointer.
  static func stageEnd(atColumn column: Int, _ state: ExplorerState, _ bar: Region) -> String? {
    let horizon = state.snapshot.horizon
    for (index, stage) in (state.scenario.sequence?.stageList ?? []).enumerated().dropLast() {
      guard let until = stage.until, until < horizon,
        state.now.isInstant || until > state.now.time && !state.now.isInPast,
        TimelineLayout.column(of: until, horizon: horizon, bar) == column
      else { continue }
      return "stages.\(index + 1).until"
    }
    return nil
  }
}
