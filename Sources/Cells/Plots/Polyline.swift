/// Data to dots: points in data coordinates become strokes on a canvas.
extension DotCanvas {
  /// The place of a point in units of dots, as axes span the canvas from the centre of its first
  /// dot to the centre of its last; NaN where an axis has no place for it.
  func place(x: Double, y: Double) -> (x: Double, y: Double) {
    (Self.bounded(x * Double(dotsWide - 1)), Self.bounded((1 - y) * Double(dotsHigh - 1)))
  }

  /// Far away is as good as very far away, and does not overflow.
  @inline(__always)
  private static func bounded(_ value: Double) -> Double {
    value.isFinite ? min(max(value, -1e6), 1e6) : .nan
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
