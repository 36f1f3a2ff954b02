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
    let curve: Int
    /// Rows below the top of the plot, in fractions, to sort labels that want the same row.
    let height: Double
    var row: Int
    let column: Int
    /// Where it would stand if there were no others.
    let wanted: Int
  }

  /// Labels stand right of the last point and are moved up or down where they would collide, with a leader
  /// from where they belong; where there are more than rows, those of the last curves are left out.
  func drawEndLabels(_ frame: PlotFrame, into painter: inout Painter) {
    let plot = frame.plot
    guard !plot.isEmpty else { return }
    var labels: [EndLabel] = []
    for index in curves.indices where curves[index].mark != nil || curves[index].label != nil {
      guard labels.count < plot.height, let end = lastPlace(of: curves[index], frame) else {
        continue
      }
      labels.append(
        EndLabel(
          curve: index, height: end.down, row: Int(end.down * Double(plot.height)),
          column: plot.column + end.column + 1,
          wanted: min(Int(end.down * Double(plot.height)), plot.height - 1)))
    }
    labels.sort { ($0.height, $0.curve) < ($1.height, $1.curve) }
    for index in labels.indices {
      let least = index > 0 ? labels[index - 1].row + 1 : 0
      labels[index].row = max(least, min(labels[index].row, plot.height - 1))
    }
    var most = plot.height - 1
    for index in labels.indices.reversed() {
      labels[index].row = min(labels[index].row, most)
      most = labels[index].row - 1
    }
    for label in labels {
      let curve = curves[label.curve]
      let text = endText(curve)
      let room = frame.region.endColumn - painter.width(of: text)
      var column = max(plot.column, min(label.column, room))
      // A column for the leader, where there is one.
      if label.row != label.wanted, column < room {
        drawLeader(label, plot, curve.ink, into: &painter)
        column += 1
      }
      painter.write(
        text, row: plot.row + label.row, column: column, ink: curve.ink,
        emphasis: curve.emphasis, clip: frame.region)
    }
  }

  /// From the curve's end up or down to its label: a corner, and a rule where they are far apart. A row in
  /// which another label stands is its own.
  private func drawLeader(
    _ label: EndLabel, _ plot: Region, _ ink: Ink, into painter: inout Painter
  ) {
    let isDown = label.row > label.wanted
    painter.put(
      isDown ? "╰" : "╭", row: plot.row + label.row, column: label.column, ink: ink)
    let between = isDown ? label.wanted + 1..<label.row : label.row + 1..<label.wanted
    for row in between where painter.grid[plot.row + row, label.column].scalar == 0x20 {
      painter.put("│", row: plot.row + row, column: label.column, ink: ink)
    }
  }

  /// The last point inside the plot's columns: its column, and how far down it lies (0…1).
  private func lastPlace(of curve: Curve, _ frame: PlotFrame) -> (column: Int, down: Double)? {
    var index = min(curve.xs.count, curve.ys.count) - 1
    while index >= 0 {
      let across = frame.x.unit(curve.xs[index])
      let up = frame.y.unit(curve.ys[index])
      if across >= -1e-9, across <= 1 + 1e-9, up.isFinite {
        let column = min(Int(max(0, across) * Double(frame.plot.width)), frame.plot.width - 1)
        return (column, 1 - min(max(0, up), 1))
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
  public func draw(_ note: Note, _ frame: PlotFrame, into painter: inout Painter) {
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

  private func isFree(_ place: Region, _ grid: CellGrid) -> Bool {
    let place = place.intersection(grid.region)
    guard !place.isEmpty else { return false }
    return (place.column..<place.endColumn).allSatisfy {
      let cell = grid[place.row, $0]
      return cell.scalar == 0x20 && cell.ground == .none
    }
  }
}
