import Cells

/// What lies between two curves of a paper's figure: a tint, or lines at 45°, which a copier keeps. Lengths
/// in millimetres.
struct VectorAreas {
  private let color: String
  private let isHatched: Bool
  /// Along the axis; the lower edge is further down the page.
  private let points: [(x: Double, low: Double, high: Double)]

  /// From one line of a hatch to the next, down the page.
  private static let spacing = 1.4

  /// - Parameter place: where data lies on the page.
  init(_ area: Chart.Area, place: (_ x: Double, _ y: Double) -> (x: Double, y: Double)?) {
    color = VectorPen(.lane(area.lane)).color
    isHatched = area.isHatched
    points = area.xs.indices.compactMap { index in
      guard let low = place(area.xs[index], area.low[index]),
        let high = place(area.xs[index], area.high[index])
      else { return nil }
      return (low.x, low.y, high.y)
    }
  }

  func element() -> String {
    guard points.count > 1 else { return "" }
    if isHatched { return VectorPen(color: color, width: 0.2).stroke(hatch()) }
    // What is thinner than a line is none.
    let seen = points.filter { $0.low - $0.high > 0.05 }
    guard seen.count > 1 else { return "" }
    var path = SVGPath()
    path.polyline(
      seen.map { ($0.x, $0.high) } + seen.reversed().map { ($0.x, $0.low) }, isClosed: true)
    return "<path fill=\"\(color)\" fill-opacity=\"0.25\" d=\"\(path.data)\"/>\n"
  }

  /// Pieces of rising lines that are inside.
  private func hatch() -> SVGPath {
    var path = SVGPath()
    let sums = points.flatMap { [$0.x + $0.low, $0.x + $0.high] }
    guard let least = sums.min(), let most = sums.max() else { return path }
    var sum = (least / Self.spacing).rounded(.up) * Self.spacing
    while sum < most {
      var piece: [(x: Double, y: Double)] = []
      func finish() {
        if piece.count > 1, piece[piece.count - 1].x - piece[0].x > 0.2 {
          path.polyline([piece[0], piece[piece.count - 1]])
        }
        piece = []
      }
      for point in points {
        let y = sum - point.x
        if y <= point.low, y >= point.high { piece.append((point.x, y)) } else { finish() }
      }
      finish()
      sum += Self.spacing
    }
    return path
  }
}
