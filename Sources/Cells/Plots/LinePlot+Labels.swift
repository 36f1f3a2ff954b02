/// Marks and words of a line plot: along curves, at their ends, beside places.
extension LinePlot {
  /// Mark and label, "● 0.53".
  func endText(_ curve: Curve) -> String {
    let mark = curve.mark.map { String($0) } ?? ""
    let label = curve.label ?? ""
    return mark.isEmpty || label.isEmpty ? mark + label : mark + " " + label
  }

  // MARK: - At the ends

  private struct EndLabel {
    /// Marks with their inks, one for each curve that the label stands for.
    var marks: [Run]
    /// What stands behind them; empty where they have not the same.
    var text: String
    let ink: Ink
    let emphasis: Emphasis
    /// Rows below the top of the plot, in fractions, of the highest and the lowest of its curves.
    var heights: ClosedRange<Double>
    /// Where it would stand if there were no others.
    var row: Int
    var column: Int

    var runs: [Run] {
      let space = marks.isEmpty || text.isEmpty ? "" : " "
      return marks + (text.isEmpty ? [] : [Run(space + text, ink: ink, emphasis: emphasis)])
    }
  }

  /// Labels stand right of the last point and are moved up or down where they would collide, with a leader
  /// from where they belong. Where there are more than rows the nearest share one; where they have no room
  /// beside each other the highest and the lowest stay, and how many were left out is said.
  func drawEndLabels(_ frame: PlotFrame, into painter: inout Painter) {
    let plot = frame.plot
    guard !plot.isEmpty else { return }
    var labels: [EndLabel] = []
    for index in curves.indices where curves[index].mark != nil || curves[index].label != nil {
      let curve = curves[index]
      guard let end = lastPlace(of: curve, frame) else { continue }
      labels.append(
        EndLabel(
          marks: curve.mark.map { [Run(String($0), ink: curve.ink, emphasis: curve.emphasis)] }
            ?? [],
          text: curve.label ?? "", ink: curve.ink, emphasis: curve.emphasis,
          heights: end.down...end.down, row: end.row, column: plot.column + end.column + 1))
    }
    let order = labels.indices.sorted {
      (labels[$0].heights.lowerBound, $0) < (labels[$1].heights.lowerBound, $1)
    }
    let end = frame.region.endColumn - goalsExtent(frame)
    labels = Self.joined(
      order.map { labels[$0] }, rows: plot.height, width: end - plot.endColumn - 1, painter)
    labels = Self.chosen(labels, rows: plot.height)
    var rows = labels.map(\.row)
    for index in rows.indices {
      let least = index > 0 ? rows[index - 1] + 1 : 0
      rows[index] = max(least, min(rows[index], plot.height - 1))
    }
    var most = plot.height - 1
    for index in rows.indices.reversed() {
      rows[index] = min(rows[index], most)
      most = rows[index] - 1
    }
    for (label, row) in zip(labels, rows) {
      let room = end - painter.width(of: label.runs)
      var column = max(plot.column, min(label.column, room))
      // A column for the leader, where there is one.
      if row != label.row, column < room {
        drawLeader(label, to: row, plot, into: &painter)
        column += 1
      }
      painter.write(label.runs, row: plot.row + row, column: column, clip: frame.region)
    }
  }

  /// Until there are no more than rows the two that stand nearest to each other become one: the marks of both,
  /// and their value where that reads the same. A lane in focus keeps its own.
  private static func joined(
    _ labels: [EndLabel], rows: Int, width: Int, _ painter: Painter
  ) -> [EndLabel] {
    var labels = labels
    func pair(_ index: Int) -> EndLabel? {
      let (upper, lower) = (labels[index], labels[index + 1])
      guard !upper.marks.isEmpty, !lower.marks.isEmpty,
        !upper.emphasis.contains(.bold), !lower.emphasis.contains(.bold)
      else { return nil }
      var both = upper
      both.marks += lower.marks
      both.heights = upper.heights.lowerBound...lower.heights.upperBound
      both.row = (upper.row + lower.row) / 2
      both.column = max(upper.column, lower.column)
      if upper.text != lower.text || painter.width(of: both.runs) > width { both.text = "" }
      return painter.width(of: both.runs) <= width ? both : nil
    }
    func gap(_ index: Int) -> Double {
      labels[index + 1].heights.lowerBound - labels[index].heights.upperBound
    }
    while labels.count > rows {
      let pairs = labels.indices.dropLast().compactMap { index in
        pair(index).map { (index: index, label: $0) }
      }
      guard let nearest = pairs.min(by: { gap($0.index) < gap($1.index) }) else { break }
      labels[nearest.index] = nearest.label
      labels.remove(at: nearest.index + 1)
    }
    return labels
  }

  /// No more than rows, from the top down.
  private static func chosen(_ labels: [EndLabel], rows: Int) -> [EndLabel] {
    guard labels.count > rows else { return labels }
    guard rows > 2 else { return Array(labels.prefix(rows)) }
    // Of the two that stand nearest to each other the later one goes, and a row is for how many have gone.
    var kept = Array(labels.indices)
    while kept.count > rows - 1 {
      let inner = kept.indices.dropFirst().dropLast()
      guard
        let nearest = kept.indices.dropLast().min(by: {
          labels[kept[$0 + 1]].heights.lowerBound - labels[kept[$0]].heights.lowerBound
            < labels[kept[$1 + 1]].heights.lowerBound - labels[kept[$1]].heights.lowerBound
        })
      else { break }
      let pair = [nearest, nearest + 1].filter { inner.contains($0) }
      func rank(_ place: Int) -> (Int, Int) {
        (labels[kept[place]].emphasis.contains(.bold) ? 0 : 1, kept[place])
      }
      guard let gone = pair.max(by: { rank($0) < rank($1) }) ?? inner.first else { break }
      kept.remove(at: gone)
    }
    let left = labels.indices.filter { !kept.contains($0) }
    // Where most of those would stand that are left out.
    let middle = labels[left[left.count / 2]]
    let count = left.reduce(0) { $0 + max(1, labels[$1].marks.count) }
    let rest = EndLabel(
      marks: [], text: "+\(count)", ink: .dim, emphasis: [], heights: middle.heights,
      row: middle.row, column: middle.column)
    return (kept.map { labels[$0] } + [rest])
      .sorted { $0.heights.lowerBound < $1.heights.lowerBound }
  }

  /// From the curve's end up or down to its label: a corner, and a rule where they are far apart. A row in
  /// which another label stands is its own.
  private func drawLeader(
    _ label: EndLabel, to row: Int, _ plot: Region, into painter: inout Painter
  ) {
    let isDown = row > label.row
    painter.put(
      isDown ? "╰" : "╭", row: plot.row + row, column: label.column, ink: label.ink)
    for between in isDown ? label.row + 1..<row : row + 1..<label.row
    where painter.grid[plot.row + between, label.column].scalar == 0x20 {
      painter.put("│", row: plot.row + between, column: label.column, ink: label.ink)
    }
  }

  /// Columns at the right edge that labels leave to goals, a space included.
  private func goalsExtent(_ frame: PlotFrame) -> Int {
    let columns = goalColumns ?? (goals.isEmpty ? 0 : Self.columns(ofGoals: goals.map(\.y), frame))
    return frame.plot.endColumn + columns <= frame.region.endColumn ? columns : 0
  }

  /// The last point inside the plot's columns: its cell, and how far down it lies (0…1).
  private func lastPlace(
    of curve: Curve, _ frame: PlotFrame
  ) -> (row: Int, column: Int, down: Double)? {
    var index = min(curve.xs.count, curve.ys.count) - 1
    while index >= 0 {
      let across = frame.x.unit(curve.xs[index])
      let up = frame.y.unit(curve.ys[index])
      if across >= -1e-9, across <= 1 + 1e-9, up.isFinite {
        let (down, plot) = (1 - min(max(0, up), 1), frame.plot)
        let row = Int(down * Double(plot.height) + 1e-9)
        let column = Int(max(0, across) * Double(plot.width) + 1e-9)
        return (min(row, plot.height - 1), min(column, plot.width - 1), down)
      }
      index -= 1
    }
    return nil
  }

  // MARK: - Along curves

  /// Puts the mark of a curve into every twelfth column, at other columns than its neighbours'.
  /// The columns are those of the plot, so that marks move up and down only.
  func drawMarks(along index: Int, _ frame: PlotFrame, into painter: inout Painter) {
    let spacing = 12
    let curve = curves[index]
    let plot = frame.plot
    guard let mark = curve.mark, !plot.isEmpty else { return }
    let phase = (4 + 5 * index) % spacing
    let across = Axis.Projection(frame.x)
    let up = Axis.Projection(frame.y)
    var last: (column: Double, row: Double)?
    for point in 0..<min(curve.xs.count, curve.ys.count) {
      // Cells count from the middle of the first column, rows from the upper edge.
      let column = across.unit(curve.xs[point]) * Double(plot.width) - 0.5
      let row = (1 - up.unit(curve.ys[point])) * Double(plot.height)
      guard column.isFinite, row.isFinite, column.magnitude < 1e6 else {
        last = nil
        continue
      }
      defer { last = (column, row) }
      guard let last else { continue }
      let first = Int(max(0, min(last.column, column)).rounded(.up))
      let end = Int(min(Double(plot.width - 1), max(last.column, column)).rounded(.down))
      guard first <= end else { continue }
      for target in first...end where target % spacing == phase {
        let share =
          column == last.column ? 1 : (Double(target) - last.column) / (column - last.column)
        let height = last.row + share * (row - last.row)
        guard height >= 0, height <= Double(plot.height) else { continue }
        painter.put(
          mark, row: plot.row + min(Int(height), plot.height - 1),
          column: plot.column + target, ink: curve.ink,
          emphasis: curve.emphasis)
      }
    }
  }

  // MARK: - Beside places

  /// Tries the sides of a place, nearest first, until the text and a space around it cover nothing.
  func draw(_ note: Note, _ frame: PlotFrame, into painter: inout Painter) {
    let plot = frame.plot
    guard let row = frame.row(y: note.y), let column = frame.column(x: note.x) else { return }
    let width = painter.width(of: note.runs)
    // A row up or down is as bad as three columns.
    for cost in 1...12 {
      for rise in [0, -1, 1] where cost > 3 * abs(rise) {
        let distance = cost - 3 * abs(rise)
        for isLeft in [note.prefersLeft, !note.prefersLeft] {
          let start = isLeft ? column - distance - width : column + distance + 1
          let place = Region(row: row + rise, column: start - 1, height: 1, width: width + 2)
          guard place.row >= plot.row, place.row < plot.endRow, start >= plot.column,
            start + width <= plot.endColumn, isFree(place, painter.grid)
          else { continue }
          painter.write(note.runs, row: place.row, column: start, clip: plot)
          return
        }
      }
    }
  }

  func isFree(_ place: Region, _ grid: CellGrid) -> Bool {
    let place = place.intersection(grid.region)
    guard !place.isEmpty else { return false }
    return (place.column..<place.endColumn).allSatisfy {
      let cell = grid[place.row, $0]
      return cell.scalar == 0x20 && cell.ground == .none
    }
  }
}
