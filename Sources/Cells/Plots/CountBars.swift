/// Counts as a row of bars, one column each: ` ▁▃█▅▁ `. Bars are as high as their count against the
/// largest; a count that is not zero is seen.
public struct CountBars: Hashable, Sendable {
  var counts: [Int]
  var ink: Ink

  public init(counts: [Int], ink: Ink = .plain) {
    self.counts = counts
    self.ink = ink
  }

  /// Heights from nothing to full. In ASCII four of them can be told apart.
  private static let heights: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws the bars into the first row of a region. Where it is narrower than the counts are many,
  /// those at both ends are added to the outermost bars that are shown.
  public func draw(into painter: inout Painter, region: Region) {
    guard !region.isEmpty else { return }
    let shown = folded(to: region.width)
    guard let most = shown.max(), most > 0 else { return }
    for (offset, count) in shown.enumerated() where count > 0 {
      let height = max(1, Int((Double(8 * count) / Double(most)).rounded()))
      painter.put(
        Self.heights[height], row: region.row, column: region.column + offset, ink: ink)
    }
  }

  /// The counts in at most `width` bars, the middle ones.
  public func folded(to width: Int) -> [Int] {
    guard width > 0, counts.count > width else { return counts }
    let first = (counts.count - width) / 2
    var kept = Array(counts[first..<(first + width)])
    kept[0] += counts[..<first].reduce(0, +)
    kept[width - 1] += counts[(first + width)...].reduce(0, +)
    return kept
  }
}
