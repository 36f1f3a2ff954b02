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
  private let yTicks: [(value: Double, label: String)]

  /// - Parameters:
  ///   - leftMargin: columns for the labels at the left, a space included: labels are those that have
  ///     room in it, and where none have it gives way. nil takes what they need, 4 at least.
  ///   - rightMargin: columns kept free at the right.
  ///   - showsAxis: whether there is a line below the data.
  ///   - leastTicks: labels that each axis has where there is room for them.
  ///   - gap: rows kept free between that line and the labels below it, for a rug.
  ///
  /// Margins are given up in regions too small for them: first the labels' row, then the left
  /// margin, then the right one, then the line. Where ticks would be uneven the plot gives up a row in
  /// eight, in five at most, at its top.
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
    let height = region.height - below
    var (ticks, spare) = Self.evenTicks(of: y, height: height, least: leastTicks)
    func widest() -> Int { ticks.map { Glyphs.width(of: $0.label) }.max() ?? 0 }
    var left = 0
    if showsYLabels, let leftMargin {
      // Rounder values have shorter labels.
      let all = (ticks, spare)
      while widest() >= leftMargin, ticks.count > 2, y.names.isEmpty {
        (ticks, spare) = (y.ticks(maximum: ticks.count - 1), 0)
      }
      if leftMargin > 0, widest() >= leftMargin { (ticks, spare) = all }
      left = leftMargin > 0 ? max(leftMargin, widest() + 1) : 0
    } else if showsYLabels {
      left = max(4, widest() + 1)
    }
    yTicks = ticks
    if region.width < left + max(0, rightMargin) + 8 { left = 0 }
    let right = region.width < left + rightMargin + 4 ? 0 : max(0, rightMargin)
    self.showsYLabels = left > 0
    plot = region.inset(top: spare, left: left, bottom: below, right: right)
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

  /// The cell that the dot of a place on an axis is in.
  private static func cell(_ unit: Double, count: Int) -> Int? {
    guard count > 0, unit >= -1e-9, unit <= 1 + 1e-9 else { return nil }
    // What lies on the edge of a cell but for rounding is in the next one, or ticks are uneven.
    return min(max(0, Int(unit * Double(count) + 1e-9)), count - 1)
  }

  /// The row of a value's label: the least of an axis stands on the line, where the curves do.
  private func labelRow(y value: Double) -> Int? {
    guard let axisRow, y.unit(value) < 1e-9 else { return row(y: value) }
    return y.unit(value) < -1e-9 ? nil : axisRow
  }

  /// The labels of y, as many as there is room for, and the rows to give up for it that from one to the next
  /// are as many rows everywhere. Axes whose ends are no ticks keep all rows, low plots too.
  private static func evenTicks(
    of axis: Axis, height: Int, least: Int
  ) -> (ticks: [(value: Double, label: String)], spare: Int) {
    let usual = max(2, 1 + height / 3)
    let ticks = Self.ticks(of: axis, usual, least: least, room: height / 2 + 1)
    var candidate = ticks
    var best: (ticks: [(value: Double, label: String)], spare: Int)?
    // With two labels nothing can be uneven, but little can be read.
    while candidate.count > 2 {
      let steps = candidate.count - 1
      guard abs(axis.unit(candidate[0].value)) < 1e-6,
        abs(axis.unit(candidate[steps].value) - 1) < 1e-6
      else { break }
      let spare = height % steps
      if spare <= height / 8 { return (candidate, spare) }
      if spare <= height / 5, spare < best?.spare ?? .max { best = (candidate, spare) }
      candidate = axis.ticks(maximum: steps)
    }
    return best ?? (ticks, 0)
  }

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

  private static func ticks(
    of axis: Axis, _ count: Int, least: Int, room: Int
  ) -> [(value: Double, label: String)] {
    let usual = axis.ticks(maximum: count)
    guard usual.count < least, count < room else { return usual }
    return (count + 1...room).lazy.map { axis.ticks(maximum: $0) }
      .first { $0.count >= least } ?? usual
  }

  private func drawYLabels(into painter: inout Painter) {
    let margin = Region(
      row: plot.row, column: region.column, height: plot.height + (axisRow == nil ? 0 : 1),
      width: plot.column - region.column - 1)
    var lastRow = Int.max
    for tick in yTicks {
      guard let row = labelRow(y: tick.value), row != lastRow else { continue }
      lastRow = row
      let label = painter.fit(tick.label, width: margin.width)
      painter.write(label, rightAlignedAt: margin.endColumn, row: row, ink: .dim, clip: margin)
    }
  }

  private func drawXLabels(into painter: inout Painter, row: Int) {
    let line = Region(row: row, column: region.column, height: 1, width: region.width)
    var free = region.column
    for tick in Self.ticks(
      of: x, max(2, plot.width / 8), least: leastTicks, room: plot.width / 5)
    {
      guard let column = column(x: tick.value) else { continue }
      let label =
        x.names.isEmpty
        ? tick.label : painter.fit(tick.label, width: max(1, plot.width / x.names.count - 1))
      let width = painter.width(of: label)
      // A minus hangs out to the left, so that the digits stand below the tick.
      let sign = tick.label.first == "−" ? 1 : 0
      let middle = column - (width - sign - 1) / 2 - sign
      let start = min(max(region.column, middle), region.endColumn - width)
      guard start >= free else { continue }
      free = painter.write(label, row: row, column: start, ink: .dim, clip: line) + 1
    }
  }
}
