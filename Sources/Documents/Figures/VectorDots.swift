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

  /// Open marks with their bands as lines, of many one band around a line; at the edge triangles that say where a
  /// dot would be.
  func element() -> String {
    let shown = chart.shownDots(VectorDots.range)
    var text = ""
    for (dot, side) in shown {
      guard let side, let point = place(dot.x, dot.y) else { continue }
      var path = SVGPath()
      path.polyline(triangle(side, point.x, point.y), isClosed: true)
      text += "<path fill=\"\(pen(dot).color)\" d=\"\(path.data)\"/>\n"
    }
    let inside = shown.filter { $0.side == nil }.map(\.dot)
    for row in Dictionary(grouping: inside, by: Row.init).sorted(by: { $0.key < $1.key }) {
      text += areCrowded(row.value) ? band(row.value) : marks(row.value)
    }
    return text
  }

  /// Dots that look alike.
  private struct Row: Hashable, Comparable {
    var run: Int
    var kind: Int

    init(_ dot: Chart.Dot) {
      run = dot.run ?? 0
      kind = dot.kind
    }

    static func < (left: Row, right: Row) -> Bool {
      (left.run, left.kind) < (right.run, right.kind)
    }
  }

  /// Millimetres from one mark to the next that leave both to be read.
  private static let leastGap = 1.5
  /// And from mark to mark along a line that they only name.
  private static let namingGap = 7.0

  private func pen(_ dot: Chart.Dot) -> VectorPen {
    dot.run.map { VectorPen(ofRun: $0) } ?? VectorPen(.lane(dot.kind))
  }

  /// Whether dots in the order of their axis lie over each other.
  private func areCrowded(_ dots: [Chart.Dot]) -> Bool {
    guard dots.count > 20, let first = place(dots[0].x, dots[0].y),
      let last = place(dots[dots.count - 1].x, dots[dots.count - 1].y),
      zip(dots, dots.dropFirst()).allSatisfy({ $0.x < $1.x })
    else { return false }
    return last.x - first.x < VectorDots.leastGap * Double(dots.count - 1)
  }

  private func band(_ dots: [Chart.Dot]) -> String {
    let pen = pen(dots[0])
    let places = dots.compactMap { dot -> (x: Double, y: Double, low: Double, high: Double)? in
      guard let point = place(dot.x, dot.y), let low = place(dot.x, dot.low),
        let high = place(dot.x, dot.high)
      else { return nil }
      return (point.x, point.y, within(low.y), within(high.y))
    }
    var path = SVGPath()
    path.polyline(
      places.map { ($0.x, $0.high) } + places.reversed().map { ($0.x, $0.low) }, isClosed: true)
    var text = "<path fill=\"\(pen.color)\" fill-opacity=\"0.15\" d=\"\(path.data)\"/>\n"
    text += VectorPen(color: pen.color, width: 0.2).stroke(places.map { ($0.x, $0.y) })
    var next = -Double.infinity
    for point in places where point.x >= next {
      text += pen.element(pen.mark ?? 0, x: point.x, y: point.y)
      next = point.x + VectorDots.namingGap
    }
    return text
  }

  private func marks(_ dots: [Chart.Dot]) -> String {
    var text = ""
    for dot in dots {
      guard let point = place(dot.x, dot.y) else { continue }
      let pen = pen(dot)
      if dot.high > dot.low, let low = place(dot.x, dot.low), let high = place(dot.x, dot.high) {
        text += VectorPen(color: pen.color, width: 0.25).stroke([
          (low.x, within(low.y)), (high.x, within(high.y)),
        ])
      }
      text += pen.element(pen.mark ?? 0, x: point.x, y: point.y)
    }
    return text
  }

  private func within(_ y: Double) -> Double { min(max(y, top), bottom) }

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
