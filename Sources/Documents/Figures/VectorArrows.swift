import Cells

/// The arrows of a field on paper: all of one length, grey behind the curves, the slow ones lighter, and
/// a dot where next to nothing moves. Lengths in millimetres.
struct VectorArrows {
  private let chart: Chart
  private let left: Double
  private let right: Double
  private let top: Double
  private let bottom: Double

  init(_ chart: Chart, left: Double, right: Double, top: Double, bottom: Double) {
    self.chart = chart
    self.left = left
    self.right = right
    self.top = top
    self.bottom = bottom
  }

  func element() -> String {
    guard !chart.arrows.isEmpty else { return "" }
    let across = (right - left) / (chart.x.upper - chart.x.lower)
    let upward = (bottom - top) / (chart.y.upper - chart.y.lower)
    let columns = Double(Set(chart.arrows.map(\.x)).count)
    let rows = Double(Set(chart.arrows.map(\.y)).count)
    // As long as neighbours leave room for.
    let length = min(3, 0.72 * min((right - left) / columns, (bottom - top) / rows))
    var paths: [Chart.Pace: SVGPath] = [:]
    for (arrow, pace) in zip(chart.arrows, chart.paces(across: across, upward: upward)) {
      guard let pace else { continue }
      let x = left + chart.x.unit(arrow.x) * (right - left)
      let y = bottom - chart.y.unit(arrow.y) * (bottom - top)
      if pace == .still {
        paths[pace, default: SVGPath()].circle(x: x, y: y, radius: 0.12)
        continue
      }
      let way = SIMD2(arrow.right * across, -arrow.up * upward)
      let unit = way * (length / (2 * (way * way).sum().squareRoot()))
      let side = SIMD2(-unit.y, unit.x)
      let tip = SIMD2(x, y) + unit
      func barb(_ turn: Double) -> (x: Double, y: Double) {
        let place = tip - 0.7 * unit + 0.35 * turn * side
        return (place.x, place.y)
      }
      var path = paths[pace] ?? SVGPath()
      path.polyline([(x - unit.x, y - unit.y), (tip.x, tip.y)])
      path.polyline([barb(1), (tip.x, tip.y), barb(-1)])
      paths[pace] = path
    }
    return [(Chart.Pace.still, "#777777"), (.slow, "#bbbbbb"), (.fast, "#777777")].map {
      VectorPen(color: $0.1, width: 0.18).stroke(paths[$0.0] ?? SVGPath())
    }.joined()
  }
}
