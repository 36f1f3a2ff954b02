/// Names of curves that are functions of x, beside the curves that they are of.
extension LinePlot {
  /// What a curve may be called, and where that is looked for first.
  public struct Name: Sendable {
    /// Counted in `LinePlot.curves`.
    var curve: Int
    /// The first that has room.
    var texts: [[Run]]
    var x: Double
    /// Whether the left side is tried first.
    var prefersLeft: Bool

    public init(curve: Int, texts: [[Run]], x: Double, prefersLeft: Bool = false) {
      self.curve = curve
      self.texts = texts
      self.x = x
      self.prefersLeft = prefersLeft
    }
  }

  /// Writes names where they cover nothing and no other curve is as near; a name that has no such place is
  /// left out, and a mark alone a cell away already.
  ///
  /// - Complexity: O(curves) for each place that is free.
  public func draw(_ names: [Name], _ frame: PlotFrame, into painter: inout Painter) {
    guard !names.isEmpty, frame.plot.width > 4, frame.plot.height > 1 else { return }
    let courses = curves.map { course(of: $0, frame) }
    for name in names where courses.indices.contains(name.curve) {
      draw(name, courses, frame, into: &painter)
    }
  }

  private func draw(
    _ name: Name, _ courses: [[Double]], _ frame: PlotFrame, into painter: inout Painter
  ) {
    let (plot, own) = (frame.plot, courses[name.curve])
    let home = (frame.column(x: name.x) ?? plot.column) - plot.column
    let columns = (0..<plot.width).sorted { abs($0 - home) < abs($1 - home) }
    // A tie is better than no name: curves that are one have both names.
    for (text, lead) in name.texts.map({ ($0, 1.5) }) + name.texts.map({ ($0, 0) }) {
      let width = painter.width(of: text)
      // Along the axis curves are one.
      for column in columns where own[column] < Double(plot.height - 1) {
        for (rise, isLeft) in [
          (0, name.prefersLeft), (0, !name.prefersLeft), (-1, name.prefersLeft),
          (-1, !name.prefersLeft), (1, name.prefersLeft), (1, !name.prefersLeft),
        ] {
          let row = Int(own[column].rounded(.down)) + rise
          let start = isLeft ? column - 1 - width : column + 2
          guard row >= 0, row < plot.height, start >= 0, start + width <= plot.width,
            isFree(
              Region(
                row: plot.row + row, column: plot.column + start - 1, height: 1, width: width + 2),
              painter.grid)
          else { continue }
          let span = start..<start + width
          let distance = LinePlot.distance(own, row: row, span)
          guard distance <= (width > 1 ? 4 : 2.5),
            !courses.indices.contains(where: {
              $0 != name.curve && LinePlot.distance(courses[$0], row: row, span) < distance + lead
            })
          else { continue }
          painter.write(text, row: plot.row + row, column: plot.column + start, clip: plot)
          return
        }
      }
    }
  }

  /// In which row a curve is in the middle of each column, in fractions from the top of the plot; NaN where
  /// it is not.
  func course(of curve: Curve, _ frame: PlotFrame) -> [Double] {
    let count = min(curve.xs.count, curve.ys.count)
    var next = 0
    return (0..<frame.plot.width).map { column in
      let x = frame.x.value(atUnit: (Double(column) + 0.5) / Double(frame.plot.width))
      while next < count, curve.xs[next] < x { next += 1 }
      guard next > 0, next < count else { return .nan }
      let (from, to) = (next - 1, next)
      let share = (x - curve.xs[from]) / (curve.xs[to] - curve.xs[from])
      let y = curve.ys[from] + share * (curve.ys[to] - curve.ys[from])
      return (1 - frame.y.unit(y)) * Double(frame.plot.height)
    }
  }

  /// From a text to a curve in columns, of which a row is two; infinite where it is far away.
  static func distance(_ course: [Double], row: Int, _ span: Range<Int>) -> Double {
    let middle = Double(row) + 0.5
    var least = Double.infinity
    let near = max(0, span.lowerBound - 6)..<min(course.count, span.upperBound + 6)
    for column in near where course[column].isFinite {
      let across = Double(max(0, span.lowerBound - column, column - span.upperBound + 1))
      guard across < least else { continue }
      let end =
        column + 1 < course.count && course[column + 1].isFinite
        ? course[column + 1] : course[column]
      let (upper, lower) = (min(course[column], end), max(course[column], end))
      let down = 2 * max(0, upper - middle, middle - lower)
      least = min(least, (across * across + down * down).squareRoot())
    }
    return least
  }
}
