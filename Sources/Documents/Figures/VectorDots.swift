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

  /// What lies behind curves: the bands of dots that would lie over each other.
  func bands() -> String {
    rows().filter { $0.isCrowded && $0.isAscending }.map { row in
      let pen = pen(row.stretches[0][0])
      return row.stretches.map { stretch in
        let places = stretch.compactMap { dot -> (low: Place, high: Place)? in
          guard let low = place(dot.x, dot.low), let high = place(dot.x, dot.high) else {
            return nil
          }
          return ((low.x, within(low.y)), (high.x, within(high.y)))
        }
        guard places.count > 1 else { return "" }
        var path = SVGPath()
        path.polyline(places.map(\.high) + places.reversed().map(\.low), isClosed: true)
        return "<path fill=\"\(pen.color)\" fill-opacity=\"0.15\" d=\"\(path.data)\"/>\n"
      }.joined()
    }.joined()
  }

  /// Open marks with their bands as lines, of many a line with a mark here and there; at the edge triangles that say
  /// where a dot would be.
  func element() -> String {
    var text = ""
    for (dot, side) in chart.shownDots(VectorDots.range) {
      guard let side, let point = place(dot.x, dot.y) else { continue }
      var path = SVGPath()
      path.polyline(triangle(side, point.x, point.y), isClosed: true)
      text += "<path fill=\"\(pen(dot).color)\" d=\"\(path.data)\"/>\n"
    }
    for row in rows() { text += row.isCrowded ? lines(row) : marks(row.stretches.joined()) }
    return text
  }

  private typealias Place = (x: Double, y: Double)

  /// Dots that look alike, in pieces between those beyond the axes.
  private struct Row {
    var stretches: [[Chart.Dot]]
    var isCrowded: Bool
    var isAscending: Bool
  }

  /// Millimetres from one mark to the next that leave both to be read.
  private static let leastGap = 1.5
  /// And from mark to mark along a line that they only name.
  private static let namingGap = 7.0

  private func rows() -> [Row] {
    let groups = Dictionary(grouping: chart.shownDots(VectorDots.range)) { shown in
      [shown.dot.run ?? 0, shown.dot.kind]
    }
    return groups.sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }.compactMap {
      _, shown in
      let stretches = shown.split { $0.side != nil }.map { $0.map(\.dot) }
      let dots = Array(stretches.joined())
      guard !dots.isEmpty else { return nil }
      let squares = Set(
        dots.compactMap { place($0.x, $0.y) }.map { point in
          [point.x, point.y].map { Int(($0 / VectorDots.leastGap).rounded(.down)) }
        })
      return Row(
        stretches: stretches,
        isCrowded: dots.count > 20 && Double(squares.count) < 0.9 * Double(dots.count),
        isAscending: zip(dots, dots.dropFirst()).allSatisfy { $0.x < $1.x })
    }
  }

  private func pen(_ dot: Chart.Dot) -> VectorPen {
    dot.run.map { VectorPen(ofRun: $0) } ?? VectorPen(.lane(dot.kind))
  }

  private func lines(_ row: Row) -> String {
    let pen = pen(row.stretches[0][0])
    var text = ""
    var last: Place?
    for stretch in row.stretches {
      let places = stretch.compactMap { place($0.x, $0.y) }.map { ($0.x, within($0.y)) }
      text += VectorPen(color: pen.color, width: 0.2).stroke(places)
      for point in places
      where last.map({ hypotenuse($0.x - point.0, $0.y - point.1) >= VectorDots.namingGap }) ?? true
      {
        text += pen.element(pen.mark ?? 0, x: point.0, y: point.1)
        last = point
      }
    }
    return text
  }

  private func hypotenuse(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }

  private func marks(_ dots: some Sequence<Chart.Dot>) -> String {
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
