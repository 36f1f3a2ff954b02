/// Titled rules between panes, and frames around overlays.
extension Painter {
  /// Draws "─ title ─────────── trailing ─" over a region's columns.
  ///
  /// - Parameters:
  ///   - region: gives the columns, and hides the rule where `row` lies outside of it.
  ///   - row: row of the grid.
  ///   - ink: of the title; the line is dim, or has this ink when emphasised.
  ///   - emphasised: a heavy line and a bold title, for the pane that has the focus.
  public mutating func rule(
    _ region: Region, row: Int, title: String, trailing: String = "", ink: Ink = .title,
    emphasised: Bool = false
  ) {
    rule(
      region, row: row, title: [Run(title, ink: ink, emphasis: emphasised ? .bold : [])],
      trailing: trailing.isEmpty ? [] : [Run(trailing, ink: .dim)],
      ink: emphasised ? ink : .dim, emphasised: emphasised)
  }

  /// Draws a titled rule whose texts are runs in several inks (the marks of lanes, say). Where both
  /// do not fit the trailing runs are left out from the left, then the title is cut.
  ///
  /// - Parameter ink: of the line.
  public mutating func rule(
    _ region: Region, row: Int, title: [Run], trailing: [Run], ink: Ink = .dim,
    emphasised: Bool = false
  ) {
    guard region.contains(row: row, column: region.column) else { return }
    let glyph = emphasised ? Glyph.heavyRule : .rule
    let line = Region(row: row, column: region.column, height: 1, width: region.width)
    grid.fill(line, with: Cell(glyph.scalar(in: symbols), ink: ink))
    let titleWidth = width(of: title)
    var end = region.column
    if titleWidth > 0, region.width > 3 {
      let inner = line.inset(left: 2, right: 1)
      write(" ", row: row, column: region.column + 1, clip: line)
      end = inner.column
      for run in title where end < inner.endColumn {
        let text = fit(run.text, width: inner.endColumn - end)
        end = write(
          text, row: row, column: end, ink: run.ink, emphasis: run.emphasis, clip: inner)
      }
      end = write(" ", row: row, column: end, clip: line)
    }
    var kept = trailing[...]
    while !kept.isEmpty, region.endColumn - 3 - width(of: Array(kept)) <= end {
      kept = kept.dropFirst()
    }
    // Spaces that separated runs do not lead what is left of them.
    while let first = kept.first, first.text.allSatisfy({ $0 == " " }) { kept = kept.dropFirst() }
    guard !kept.isEmpty else { return }
    let runs = [Run(" ")] + kept + [Run(" ")]
    write(runs, rightAlignedAt: region.endColumn - 1, row: row, clip: line)
  }

  /// Clears a region and draws a thin frame around it, with a title in its upper edge: an overlay.
  ///
  /// - Returns: the room inside, one column away from the frame on both sides.
  @discardableResult
  public mutating func frame(_ region: Region, title: String = "", ink: Ink = .dim) -> Region {
    let region = region.intersection(grid.region)
    grid.fill(region)
    guard region.height >= 2, region.width >= 2 else { return region }
    let last = (row: region.endRow - 1, column: region.endColumn - 1)
    rule(
      region, row: region.row, title: title.isEmpty ? [] : [Run(title, ink: .title)], trailing: [],
      ink: ink)
    rule(region, row: last.row, title: [], trailing: [], ink: ink)
    for row in region.row..<region.endRow {
      put(.verticalRule, row: row, column: region.column, ink: ink)
      put(.verticalRule, row: row, column: last.column, ink: ink)
    }
    put(.cornerTopLeft, row: region.row, column: region.column, ink: ink)
    put(.cornerTopRight, row: region.row, column: last.column, ink: ink)
    put(.cornerBottomLeft, row: last.row, column: region.column, ink: ink)
    put(.cornerBottomRight, row: last.row, column: last.column, ink: ink)
    return region.inset(top: 1, left: 2, bottom: 1, right: 2)
  }
}
