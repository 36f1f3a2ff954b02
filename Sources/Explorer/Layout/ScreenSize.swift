/// What a screen's size has room for.
package struct ScreenSize: Equatable {
  var rows: Int
  var columns: Int

  /// Below 20 × 5 there is one line with the numbers.
  package var isTooSmall: Bool { rows < 5 || columns < 20 }
  /// Words, time and at least one pane.
  var isRoomy: Bool { rows >= 12 && columns >= 40 }
  var hasSeveralPanes: Bool { rows >= 18 && columns >= 64 }

  /// Whether the verdicts of so many lanes stand side by side, in few words.
  package func pairsVerdicts(of lanes: Int) -> Bool { lanes > 4 && rows < 30 && columns >= 76 }
  /// Rows that the verdicts of so many lanes take.
  func verdictRows(of lanes: Int) -> Int {
    pairsVerdicts(of: lanes) ? (lanes + 1) / 2 : lanes
  }
}
