/// Data to dots: points in data coordinates become strokes on a canvas.
extension DotCanvas {
  /// The place of a point in units of dots, NaN where an axis has no place for it. Axes span the canvas from
  /// edge to edge, as those of `PlotFrame` do: a mark stands on a dot of its curve.
  func place(x: Double, y: Double) -> (x: Double, y: Double) {
    (
      Self.place(x, cells: width, dots: dotsPerColumn),
      Self.place(1 - y, cells: height, dots: dotsPerRow)
    )
  }

  @inline(__always)
  private static func place(_ unit: Double, cells: Int, dots: Int) -> Double {
    guard unit.isFinite else { return .nan }
    // What lies on the edge of a cell but for rounding is in the next one.
    let place = (unit * Double(cells) + 1e-9) * Double(dots) - 0.5
    let last = Double(cells * dots - 1)
    // The ends of an axis lie in the outer halves of its outer dots.
    if place < 0, place >= -0.5 - 1e-6 { return 0 }
    if place > last, place <= last + 0.5 + 1e-6 { return last }
    // Far away is as good as very far away, and does not overflow.
    return min(max(place, -1e6), 1e6)
  }

  /// Connects points in their order. A point that is not finite breaks the line; a point without
  /// neighbours is a dot.
  ///
  /// Consecutive points in one column of dots are drawn as the range that they cover, so that the
  /// cost of drawing is bounded by the canvas and not by the count of points.
  ///
  /// - Parameters:
  ///   - xs: data coordinates; where `xs` and `ys` differ in length the rest is left out.
  ///   - isClosed: whether the last point is connected with the first.
  public mutating func polyline(
    xs: [Double], ys: [Double], x: Axis, y: Axis, pen: Pen, isClosed: Bool = false
  ) {
    guard width > 0, height > 0 else { return }
    let horizontal = Axis.Projection(x)
    let vertical = Axis.Projection(y)
    let count = min(xs.count, ys.count)
    var run = ColumnRun()
    for index in 0..<count + (isClosed && count > 2 ? 1 : 0) {
      let index = index == count ? 0 : index
      let place = place(x: horizontal.unit(xs[index]), y: vertical.unit(ys[index]))
      guard place.x.isFinite, place.y.isFinite else {
        finish(&run, pen: pen)
        continue
      }
      let column = place.x.rounded()
      if !run.isEmpty, column == run.column {
        run.lowest = min(run.lowest, place.y)
        run.highest = max(run.highest, place.y)
        run.count += 1
      } else {
        let (lastX, lastY) = (run.lastX, run.lastY)
        let continues = !run.isEmpty
        if run.count > 1 { finish(&run, pen: pen) }
        if continues {
          stroke(fromX: lastX, fromY: lastY, toX: place.x, toY: place.y, pen: pen)
        }
        run = ColumnRun(
          column: column, first: place.y, lowest: place.y, highest: place.y, count: 1,
          isConnected: continues, goesLeft: continues && place.x < lastX)
      }
      run.lastX = place.x
      run.lastY = place.y
    }
    finish(&run, pen: pen)
  }

  /// Draws what a column of dots has collected, and empties it.
  private mutating func finish(_ run: inout ColumnRun, pen: Pen) {
    if run.count > 1 || (run.count == 1 && !run.isConnected) {
      stroke(
        fromX: run.column, fromY: run.lowest, toX: run.column, toY: run.highest, pen: pen,
        isRising: run.isRising)
    }
    run = ColumnRun()
  }

  /// Consecutive points that share a column of dots.
  private struct ColumnRun {
    var column = 0.0
    var first = 0.0
    var lowest = 0.0
    var highest = 0.0
    var count = 0
    /// Whether a stroke has reached this column already.
    var isConnected = false
    var goesLeft = false
    var lastX = 0.0
    var lastY = 0.0
    var isEmpty: Bool { count == 0 }
    /// Which way the curve goes from left to right; nil where it turns inside the column.
    var isRising: Bool? {
      guard count > 1, (lastY - first).magnitude > 0.7 * (highest - lowest) else { return nil }
      return (lastY < first) != goesLeft
    }
  }
}
