/// Which lanes show the samples of their last batch, and the rows that these take.
package enum RugLayout {
  /// Which lanes have a row of their own: at most two, the focused one first; one alone has two rows,
  /// old above new.
  package static func lanes(_ state: ExplorerState) -> [Int] {
    let lanes = state.batchLanes
    if let focused = state.focusedLane, lanes.first == focused { return [focused] }
    return Array(lanes.prefix(2))
  }

  /// Rows that the rug asks for in a pane of a height; 0 where the curves need them.
  static func height(_ state: ExplorerState, paneHeight: Int) -> Int {
    lanes(state).isEmpty || paneHeight < 9 ? 0 : 2
  }
}
