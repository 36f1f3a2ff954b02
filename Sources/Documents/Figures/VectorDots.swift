import Cells

/// What was measured, in a panel of a paper's figure: nothing of it lies outside of the axes.
struct VectorDots {
  private let chart: Chart
  private let left: Double
  private let right: Double
  private let top: Double
  private let bottom: Double
  private let place: (Double, Double) -> (x: Double, y: Double)?

  /// - Parameter place: in millimetres, of a place in the units of the axes.
  init(
    _ chart: Chart, left: Double, right: Double, top: Double, bottom: Double,
    _ place: @escaping (Double, Double) -> (x: Double, y: Double)?
  ) {
    self.chart = chart
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    self.place = place
  }

  /// What an axis has room for: a mark may stand a little above its end.
  static func range(of axis: Axis) -> ClosedRange<Double> {
    let ends = [axis.value(atUnit: -0.02), axis.value(atUnit: 1.02)]
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  /// Open marks with their bands as lines; at the edge triangles that say where a dot would be.
  func element() -> String {
    var text = ""
    for (dot, side) in chart.shownDots(VectorDots.range) {
      guard let point = place(dot.x, dot.y) else { continue }
      let pen = dot.run.map { VectorPen(ofRun: $0) } ?? VectorPen(.lane(dot.kind))
      if let side {
        var path = SVGPath()
        path.polyline(triangle(side, point.x, point.y), isClosed: true)
        text += "<path fill=\"\(pen.color)\" d=\"\(path.data)\"/>\n"
        continue
      }
      if dot.high > dot.low, let low = place(dot.x, dot.low), let high = place(dot.x, dot.high) {
        func inside(_ y: Double) -> Double { min(max(y, top), bottom) }
        text += VectorPen(color: pen.color, width: 0.25).stroke([
          (low.x, inside(low.y)), (high.x, inside(high.y)),
        ])
      }
      text += pen.element(pen.mark ?? 0, x: point.x, y: point.y)
    }
    return text
  }

  private func triangle(
    _ side: Chart.Side, _ x: Double, _ y: Double
  ) -> [(x: Double, y: Double)] {
    let (short, long, half) = (0.2, 1.8, 0.95)
    // Its base, too, lies between the axes.
    let across = min(max(x, left + half), right - half)
    let up = min(max(y, top + half), bottom - half)
    switch side {
    case .above:
      return [(across, top + short), (across + half, top + long), (across - half, top + long)]
    case .below:
      return [
        (across, bottom - short), (across + half, bottom - long), (across - half, bottom - long),
      ]
    case .right:
      return [(right - short, up), (right - long, up + half), (right - long, up - half)]
    case .left:
      return [(left + short, up), (left + long, up + half), (left + long, up - half)]
    }
  }
}
