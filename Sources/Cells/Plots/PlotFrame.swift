/// The room around a plot: given a region and two axes it says where curves go, and draws what
/// stands still, the line of the horizontal axis and the labels.
///
/// Margins depend on the axes alone, never on data, so that a running plot does not move.
public struct PlotFrame: Sendable {
  /// What the frame's cells span.
  public let x: Axis
  public let y: Axis
  /// All of it.
  public let region: Region
  /// Where the data is drawn.
  public let plot: Region
  /// The row of the horizontal axis' line; nil where there is no room for it.
  public let axisRow: Int?
  /// The row of the labels below it; nil where there is no room or no wish.
  let labelRow: Int?
  private let showsYLabels: Bool
  private let leastTicks: Int

  /// - Parameters:
  ///   - leftMargin: columns for the labels at the left, a space included; nil takes what the
  ///     labels need, 4 at least.
  ///   - rightMargin: columns kept free at the right.
  ///   - showsAxis: whether there is a line below the data.
  ///   - leastTicks: labels that each axis has where there is room for them.
  ///   - gap: rows kept free between that line and the labels below it, for a rug.
  ///
  /// Margins are given up in regions too small for them: first the labels' row, then the left
  /// margin, then the right one, then the line.
  public init(
    region: Region, x: Axis, y: Axis, leftMargin: Int? = nil, rightMargin: Int = 0,
    showsXLabels: Bool = true, showsYLabels: Bool = true, showsAxis: Bool = true,
    leastTicks: Int = 0, gap: Int = 0
  ) {
    self.leastTicks = leastTicks
    self.region = region
    self.x = x
    self.y = y
    let hasLabelRow = showsXLabels && region.height >= 5
    let hasAxis = showsAxis && region.height >= 3
    let below = (hasLabelRow ? 1 : 0) + (hasAxis ? 1 : 0) + max(0, gap)
    let plotHeight = region.height - below
    var left = 0
    if showsYLabels {
      let widest =
        y.ticks(maximum: Self.tickCount(height: plotHeight)).map { Glyphs.width(of: $0.label) }
        .max() ?? 0
      left = leftMargin ?? max(4, widest + 1)
    }
    if region.width < left + max(0, rightMargin) + 8 { left = 0 }
    let right = region.width < left + rightMargin + 4 ? 0 : max(0, rightMargin)
    self.showsYLabels = left > 0
    plot = region.inset(left: left, bottom: below, right: right)
    axisRow = hasAxis ? plot.endRow : nil
    labelRow = hasLabelRow ? region.endRow - 1 : nil
  }

  /// A canvas of the plot's extent.
  public func canvas(_ symbols: Symbols) -> DotCanvas {
    DotCanvas(width: plot.width, height: plot.height, symbols: symbols)
  }

  /// The column of the grid where a value of x lies; nil outside of the plot.
  public func column(x value: Double) -> Int? {
    Self.cell(x.unit(value), count: plot.width).map { plot.column + $0 }
  }

  /// The row of the grid where a value of y lies; nil outside of the plot.
  public func row(y value: Double) -> Int? {
    Self.cell(1 - y.unit(value), count: plot.height).map { plot.row + $0 }
  }

  /// The data under the middle of a cell, for a pointer; outside of the plot the axes go on.
  public func point(row: Int, column: Int) -> (x: Double, y: Double) {
    let across = (Double(column - plot.column) + 0.5) / Double(max(1, plot.width))
    let down = (Double(row - plot.row) + 0.5) / Double(max(1, plot.height))
    return (x.value(atUnit: across), y.value(atUnit: 1 - down))
  }

  private static func cell(_ unit: Double, count: Int) -> Int? {
    // Half a dot of slack, for the ends of the axis.
    guard count > 0, unit >= -1e-9, unit <= 1 + 1e-9 else { return nil }
    // What lies on the edge of a cell but for rounding is in the next one, or ticks are uneven.
    return min(max(0, Int(unit * Double(count) + 1e-9)), count - 1)
  }

  private static func tickCount(height: Int) -> Int { max(2, 1 + height / 3) }

  /// Draws the line of the horizontal axis and the labels of both, dim.
  public func draw(into painter: inout Painter) {
    if let axisRow {
      let line = Region(
        row: axisRow, column: plot.column, height: 1, width: region.endColumn - plot.column)
      painter.grid.fill(
        line.intersection(region),
        with: Cell(Glyph.rule.scalar(in: painter.symbols), ink: .dim))
    }
    if showsYLabels { drawYLabels(into: &painter) }
    if let labelRow { drawXLabels(into: &painter, row: labelRow) }
  }

  private func ticks(
    of axis: Axis, _ count: Int, room: Int
  ) -> [(value: Double, label: String)] {
    let usual = axis.ticks(maximum: count)
    guard usual.count < leastTicks, count < room else { return usual }
    return (count + 1...room).lazy.map { axis.ticks(maximum: $0) }
      .first { $0.count >= leastTicks } ?? usual
  }

  private func drawYLabels(into painter: inout Painter) {
    let margin = Region(
      row: plot.row, column: region.column, height: plot.height,
      width: plot.column - region.column - 1)
    var lastRow = Int.max
    for tick in ticks(of: y, Self.tickCount(height: plot.height), room: plot.height / 2 + 1) {
      guard let row = row(y: tick.value), row != lastRow else { continue }
      lastRow = row
      let label = painter.fit(tick.label, width: margin.width)
      painter.write(label, rightAlignedAt: margin.endColumn, row: row, ink: .dim, clip: margin)
    }
  }

  private func drawXLabels(into painter: inout Painter, row: Int) {
    let line = Region(row: row, column: region.column, height: 1, width: region.width)
    var free = region.column
    for tick in ticks(of: x, max(2, plot.width / 8), room: plot.width / 5) {
      guard let column = column(x: tick.value) else { continue }
      let width = painter.width(of: tick.label)
      // A minus hangs out to the left, so that the digits stand below the tick.
      let sign = tick.label.first == "−" ? 1 : 0
      let middle = column - (width - sign - 1) / 2 - sign
      let start = min(max(region.column, middle), region.endColumn - width)
      guard start >= free else { continue }
      free = painter.write(tick.label, row: row, column: start, ink: .dim, clip: line) + 1
    }
  }
}
