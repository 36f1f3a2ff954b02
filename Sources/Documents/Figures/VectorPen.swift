import Cells

/// How a curve of a paper's figure is drawn: lengths in millimetres.
struct VectorPen {
  var color: String
  var width = 0.4
  /// Lengths of dashes and gaps; empty: solid.
  var dashes: [Double] = []
  /// The mark of a lane, 0…7.
  var mark: Int?

  /// Okabe and Ito's colours from the darkest on, without the yellow, which paper does not show.
  static let colors = [
    "#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f",
  ]
  private static let patterns: [[Double]] = [
    [], [2.4, 1], [2.4, 0.8, 0.5, 0.8], [1.2, 0.8], [3.6, 0.8, 0.5, 0.8, 0.5, 0.8], [0.6, 0.6],
    [4, 1.2], [1.8, 0.6, 0.6, 0.6],
  ]

  init(color: String, width: Double = 0.4, dashes: [Double] = [], mark: Int? = nil) {
    self.color = color
    self.width = width
    self.dashes = dashes
    self.mark = mark
  }

  /// A series as paper shows it.
  init(_ role: Chart.Role) {
    func color(_ lane: Int) -> String { VectorPen.colors[lane & 7] }
    switch role {
    case .lane(let lane):
      self.init(color: color(lane), dashes: VectorPen.patterns[lane & 7], mark: lane & 7)
    // Its letter stands at its end.
    case .task(let task): self.init(color: color(task), dashes: VectorPen.patterns[task & 7])
    case .target: self.init(color: "#000000", width: 0.3, dashes: [1.4, 0.7])
    case .start: self.init(color: "#666666", width: 0.3, dashes: [0.3, 0.6])
    case .law(let lane): self.init(color: color(lane), width: 0.3, dashes: [0.3, 0.8])
    case .bound(let lane):
      self.init(color: color(lane), width: 0.25, dashes: [0.8, 0.5, 0.2, 0.5])
    case .band(let lane): self.init(color: color(lane), width: 0.15)
    case .trail(let lane): self.init(color: color(lane), width: 0.25)
    case .ghost: self.init(color: "#999999", width: 0.3, dashes: [0.3, 0.6])
    case .contour: self.init(color: "#000000", width: 0.25)
    // A seam behind the ways of lanes: they run along it where they are best.
    case .front: self.init(color: "#bbbbbb", width: 1.5)
    case .level: self.init(color: "#999999", width: 0.2, dashes: [0.6, 0.6])
    case .overlap: self.init(color: "#000000", width: 0.3, dashes: [0.3, 0.8])
    // Of no lane's colour.
    case .restOfWeight: self.init(color: "#444444", width: 0.5)
    case .restOfDrift: self.init(color: "#444444", width: 0.5, dashes: [1.6, 0.6])
    }
  }

  /// What was measured, beside the colours of lanes: open marks first.
  init(ofRun run: Int) {
    self.init(color: "#000000", mark: [1, 3, 5, 7, 0, 2, 4, 6][run & 7])
  }

  /// A curve; nothing for less than two points.
  func stroke(_ points: [(x: Double, y: Double)]) -> String {
    var path = SVGPath()
    if points.count > 1 { path.polyline(points) }
    return stroke(path)
  }

  func stroke(_ path: SVGPath) -> String {
    guard !path.isEmpty else { return "" }
    let dashes =
      dashes.isEmpty
      ? ""
      : " stroke-dasharray=\"\(dashes.map(SVGPath.text).joined(separator: " "))\""
    return "<path fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(SVGPath.text(width))\" "
      + "stroke-linejoin=\"round\"\(dashes) d=\"\(path.data)\"/>\n"
  }

  /// A mark: circle, square, diamond, triangle, each filled and open in turn.
  func element(_ mark: Int, x: Double, y: Double) -> String {
    var path = SVGPath()
    let r = 0.75
    switch mark / 2 {
    case 0: path.circle(x: x, y: y, radius: r)
    case 1: path.rectangle(x: x - 0.7, y: y - 0.7, width: 1.4, height: 1.4)
    case 2:
      path.polyline([(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)], isClosed: true)
    default:
      path.polyline([(x, y - 0.9), (x + 0.95, y + 0.75), (x - 0.95, y + 0.75)], isClosed: true)
    }
    let fill = mark % 2 == 0 ? color : "#ffffff"
    return "<path fill=\"\(fill)\" stroke=\"\(color)\" stroke-width=\"0.3\" d=\"\(path.data)\"/>\n"
  }
}
