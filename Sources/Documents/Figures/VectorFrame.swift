import Cells

/// One panel of a paper's figure: axes with ticks, labels and units, and what is drawn between them.
/// Lengths in millimetres.
struct VectorFrame {
  static let fontSize = 2.6
  static let smallFontSize = 2.3

  let axes: (x: Axis, y: Axis)
  /// Where the data is drawn.
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  private let outer: (x: Double, y: Double)
  private let xLabel: String
  private let yLabel: String
  private let letter: String?
  private let number: Int

  /// What is drawn, in the data's own units.
  enum Content {
    case curve([Double], [Double], VectorPen)
    /// A curve with its lane's mark along it; marks of different lanes keep apart.
    case markedCurve([Double], [Double], VectorPen, lane: Int)
    case mark(x: Double, y: Double, VectorPen)
    /// A cross where a true mean is.
    case cross(x: Double, y: Double)
    /// A stroke across the axis: a true mean.
    case meanTick(Double)
    /// A small triangle on the axis: somebody intervened.
    case event(Double)
    /// A short line at the right edge: where a curve tends to.
    case goal(Double, VectorPen)
  }

  init(
    x: Double, y: Double, width: Double, height: Double, axes: (x: Axis, y: Axis), xLabel: String,
    yLabel: String, letter: String?, hasEqualScales: Bool, number: Int
  ) {
    let widest = axes.y.ticks(maximum: 6).map(\.label.count).max() ?? 1
    left = x + 6.2 + Double(widest) * VectorFrame.smallFontSize * 0.56
    right = x + width - 3
    top = y + 4
    bottom = y + height - 8.5
    outer = (x, y)
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.letter = letter
    self.number = number
    guard hasEqualScales else {
      self.axes = axes
      return
    }
    // The axis with room to spare is made longer about its middle.
    let scale = max(
      (axes.x.upper - axes.x.lower) / max(1, right - left),
      (axes.y.upper - axes.y.lower) / max(1, bottom - top))
    func longer(_ axis: Axis, _ length: Double) -> Axis {
      let middle = (axis.lower + axis.upper) / 2
      let half = scale * max(1, length) / 2
      return Axis(lower: middle - half, upper: middle + half)
    }
    self.axes = (longer(axes.x, right - left), longer(axes.y, bottom - top))
  }

  private func place(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
    let across = axes.x.unit(x)
    let up = axes.y.unit(y)
    // What lies far outside is cut off by the frame; it need not be a number that SVG knows.
    guard across.isFinite, up.isFinite else { return nil }
    return (
      left + min(max(across, -9), 10) * (right - left),
      bottom - min(max(up, -9), 10) * (bottom - top)
    )
  }

  // MARK: - Elements

  func element(contents: [Content]) -> String {
    let clip = "panel\(number)"
    var text = "<clipPath id=\"\(clip)\"><rect x=\"\(SVGPath.text(left))\" "
    text += "y=\"\(SVGPath.text(top - 1))\" width=\"\(SVGPath.text(right - left))\" "
    text += "height=\"\(SVGPath.text(bottom - top + 1))\"/></clipPath>\n"
    text += "<g clip-path=\"url(#\(clip))\">\n"
    for content in contents { text += curves(content) }
    text += "</g>\n"
    text += axisElements()
    for content in contents { text += marks(content) }
    return text
  }

  private func curves(_ content: Content) -> String {
    switch content {
    case .curve(let xs, let ys, let pen), .markedCurve(let xs, let ys, let pen, _):
      return pen.stroke(points(xs, ys))
    default: return ""
    }
  }

  /// Points apart enough to be seen.
  private func points(_ xs: [Double], _ ys: [Double]) -> [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    for (x, y) in zip(xs, ys) {
      guard let point = place(x, y) else { continue }
      if let last = points.last, abs(last.x - point.x) < 0.1, abs(last.y - point.y) < 0.1 {
        continue
      }
      points.append(point)
    }
    if let x = xs.last, let y = ys.last, let end = place(x, y) { points.append(end) }
    return points
  }

  /// The mark of an intervention: a filled triangle, which is a lane's only from the seventh on.
  static let eventMark = 6

  private func marks(_ content: Content) -> String {
    switch content {
    case .markedCurve(let xs, let ys, let pen, let lane):
      let points = points(xs, ys)
      guard let first = points.first, let last = points.last, let mark = pen.mark else { return "" }
      var text = ""
      // Every ninth of the panel's width, each lane a little further on.
      let step = (right - left) / 9
      var next = left + step * (0.45 + 0.23 * Double(lane % 4))
      for point in points where point.x >= next && last.x > first.x {
        while next <= point.x { next += step }
        guard point.y >= top, point.y <= bottom, last.x - point.x > 2 else { continue }
        text += pen.element(mark, x: point.x, y: point.y)
      }
      if last.y >= top, last.y <= bottom { text += pen.element(mark, x: last.x, y: last.y) }
      return text
    case .mark(let x, let y, let pen):
      guard let point = place(x, y), let mark = pen.mark else { return "" }
      return pen.element(mark, x: point.x, y: point.y)
    case .cross(let x, let y):
      guard let point = place(x, y) else { return "" }
      let pen = VectorPen(color: "#000000", width: 0.35)
      return pen.stroke([(point.x - 1, point.y), (point.x + 1, point.y)])
        + pen.stroke([(point.x, point.y - 1), (point.x, point.y + 1)])
    case .meanTick(let x):
      guard let point = place(x, axes.y.lower) else { return "" }
      return VectorPen(color: "#000000", width: 0.6).stroke([
        (point.x, bottom - 1.6), (point.x, bottom + 0.8),
      ])
    case .event(let x):
      guard let point = place(x, axes.y.lower) else { return "" }
      return VectorPen(color: "#000000").element(Self.eventMark, x: point.x, y: bottom - 0.8)
    case .goal(let y, let pen):
      guard let point = place(axes.x.upper, y) else { return "" }
      var line = pen
      line.dashes = []
      return line.stroke([(right, point.y), (right + 1.8, point.y)])
    case .curve: return ""
    }
  }

  // MARK: - Axes

  private func axisElements() -> String {
    let pen = VectorPen(color: "#000000", width: 0.25)
    var lines = SVGPath()
    lines.polyline([(left, top), (left, bottom), (right, bottom)])
    var text = ""
    let small = VectorFrame.smallFontSize
    for tick in axes.x.ticks(maximum: max(2, Int((right - left) / 9))) {
      guard let at = place(tick.value, axes.y.lower) else { continue }
      lines.polyline([(at.x, bottom), (at.x, bottom + 0.9)])
      text += Self.label(
        tick.label, x: at.x, y: bottom + 3.4, size: small, anchor: "middle")
    }
    for tick in axes.y.ticks(maximum: max(2, min(6, Int((bottom - top) / 5)))) {
      guard let at = place(axes.x.lower, tick.value) else { continue }
      lines.polyline([(left - 0.9, at.y), (left, at.y)])
      text += Self.label(
        tick.label, x: left - 1.5, y: at.y + 0.8, size: small, anchor: "end")
    }
    text += Self.label(xLabel, x: (left + right) / 2, y: bottom + 7.2, anchor: "middle")
    let middle = (top + bottom) / 2
    text += Self.label(
      yLabel, x: outer.x + 3.2, y: middle, anchor: "middle", isUpright: true)
    if let letter {
      text += Self.label("(\(letter))", x: outer.x + 1, y: outer.y + 2.4, isBold: true)
    }
    return pen.stroke(lines) + text
  }

  static func label(
    _ text: String, x: Double, y: Double, size: Double? = nil, anchor: String? = nil,
    isBold: Bool = false, isUpright: Bool = false
  ) -> String {
    var attributes = " x=\"\(SVGPath.text(x))\" y=\"\(SVGPath.text(y))\""
    if let size { attributes += " font-size=\"\(SVGPath.text(size))\"" }
    if let anchor { attributes += " text-anchor=\"\(anchor)\"" }
    if isBold { attributes += " font-weight=\"bold\"" }
    if isUpright {
      attributes += " transform=\"rotate(-90 \(SVGPath.text(x)) \(SVGPath.text(y)))\""
    }
    return "<text\(attributes)>\(XMLText.escaped(text))</text>\n"
  }
}
