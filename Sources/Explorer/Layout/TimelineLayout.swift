import Cells

/// Where the parts of the timeline lie.
package enum TimelineLayout {
  /// Where the bar itself lies.
  package static func bar(_ region: Region) -> Region {
    let row = region.height >= 3 ? region.row + 1 : region.row
    return Region(row: row, column: region.column + 3, height: 1, width: region.width - 10)
  }
}
