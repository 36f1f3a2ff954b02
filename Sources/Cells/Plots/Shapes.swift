/// Shapes of two-dimensional plots: contour lines, arrows of velocity.
extension DotCanvas {
  /// Draws the line on which a field has a value, by marching squares.
  ///
  /// - Parameters:
  ///   - values: samples row by row from the top, in the middle of the cells of a lattice that
  ///     covers the canvas, as in `HeatMap`. Squares with a corner that is not finite are left out.
  ///   - level: the field's value on the line.
  /// - Complexity: O(columns · rows).
  public mutating func contour(
    values: [Double], columns: Int, rows: Int, level: Double, pen: Pen
  ) {
    guard columns > 1, rows > 1, values.count >= columns * rows, level.isFinite else { return }
    let stepX = Double(dotsWide) / Double(columns)
    let stepY = Double(dotsHigh) / Double(rows)
    for row in 0..<rows - 1 {
      let upper = row * columns
      let lower = upper + columns
      for column in 0..<columns - 1 {
        let square = ContourSquare(
          values[upper + column] - level, values[upper + column + 1] - level,
          values[lower + column + 1] - level, values[lower + column] - level)
        square.forEachSegment { first, second in
          let from = square.place(first)
          let to = square.place(second)
          let x = Double(column) + 0.5
          let y = Double(row) + 0.5
          stroke(
            fromX: (x + from.x) * stepX - 0.5, fromY: (y + from.y) * stepY - 0.5,
            toX: (x + to.x) * stepX - 0.5, toY: (y + to.y) * stepY - 0.5, pen: pen)
        }
      }
    }
  }

  /// Draws the lines between neighbouring pixels that differ.
  ///
  /// - Parameter pixels: row by row from the top, as in `HalfBlocks`: as many columns as cells, two rows to
  ///   a cell.
  public mutating func borders(
    between pixels: [Shade], columns: Int, rows: Int, pen: Pen
  ) {
    guard columns > 0, rows > 0, pixels.count >= columns * rows else { return }
    let (wide, high) = (dotsPerColumn, dotsPerRow / 2)
    for row in 0..<rows {
      for column in 0..<columns {
        let pixel = pixels[row * columns + column]
        let (left, top) = (column * wide, row * high)
        let (right, bottom) = (left + wide - 1, top + high - 1)
        if column + 1 < columns, pixels[row * columns + column + 1] != pixel {
          line(fromX: right, fromY: top, toX: right, toY: bottom, pen: pen)
        }
        if row + 1 < rows, pixels[(row + 1) * columns + column] != pixel {
          line(fromX: left, fromY: bottom, toX: right, toY: bottom, pen: pen)
        }
      }
    }
  }

  /// Draws an arrow between two places in data coordinates, its head a glyph in the last cell.
  ///
  /// An arrow shorter than half a cell is a dot: its direction could not be seen.
  public mutating func arrow(
    fromX: Double, fromY: Double, toX: Double, toY: Double, x: Axis, y: Axis, pen: Pen
  ) {
    guard width > 0, height > 0 else { return }
    let from = place(x: x.unit(fromX), y: y.unit(fromY))
    let to = place(x: x.unit(toX), y: y.unit(toY))
    guard from.x.isFinite, from.y.isFinite, to.x.isFinite, to.y.isFinite else { return }
    // A cell is twice as high as wide.
    let right = (to.x - from.x) / Double(dotsPerColumn)
    let up = 2 * (from.y - to.y) / Double(dotsPerRow)
    guard right * right + up * up >= 0.25 else {
      dot(x: Int(from.x.rounded()), y: Int(from.y.rounded()), pen: pen)
      return
    }
    stroke(fromX: from.x, fromY: from.y, toX: to.x, toY: to.y, pen: pen)
    put(
      .arrow(right: right, up: up), x: Int(to.x.rounded()), y: Int(to.y.rounded()), pen: pen)
  }
}
